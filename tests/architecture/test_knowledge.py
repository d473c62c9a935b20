"""Knowledge stands in ``rules/``: no word of a language, no law and no weight stands in Python."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
import yaml
from msgspec import Struct
from pydantic import BaseModel

import claimcheck.model
from claimcheck.rulepack import conditions, lexicon_shapes, shapes

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "claimcheck"
RULES = ROOT / "rules"
ROOMS = ("read", "segment", "annotate", "claims", "evidence", "judge", "score", "ranking", "report", "text")
# The report speaks English to its reader, so grammar words are free there.
SPEAKING_ROOM = "report"

# Words that name a part of the mechanism, and what they name; other names come from the model and the pack.
ALLOWED = {
    "replace": "what a codec does with bytes that it cannot decode",
    "item": "an event of the Markdown parser",
    "circle": "a shape of CSS that clips",
    "content": "an attribute of HTML",
    "link": "an event of the Markdown parser",
    "strong": "an event of the Markdown parser",
    "security": "an error of the PDF library",
    "severe": "a function of the HTML template: the worse findings",
    "preserve": "a word of XML: blanks that count",
    "choice": "an element of Word files: the newer of two forms of one thing",
    "separate": "a mark in Word files, between the code of a field and its result",
    "does not exist": "what is said of a file that is not there",
    "internal": "a mode of Word files: what a relation points to is in the file",
    "endnote": "an element of Word files",
    "table of contents": "a gallery of Word files",
    "body": "an element of Word files",
    "den": "an element of Word files: what stands below in a fraction",
    "vanish": "an element of Word files: hidden text",
    "drawing": "an element of Word files",
    "accepted": "a status of suppressions in SARIF",
    "create_no_window": "a flag of the standard library",
    "left": "how a table of the text report is set",
    "class": "an attribute of HTML",
    "none": "a value of CSS and of HTML attributes",
    "background": "a property of CSS, and an element of Word files",
    "color": "a property of CSS, and an element of Word and Excel files",
    "display": "a property of CSS",
    "overflow": "a property of CSS",
    "polygon": "a shape of CSS",
    "transform": "a property of CSS",
    "auto": "a colour of Word files: that of the page",
    "fill": "an attribute of Word files: the colour of a ground",
    "strike": "an element of Word and Excel files and of HTML: struck out",
    "print": "a medium of CSS",
    "screen": "a medium of CSS",
    "matrix": "a function of CSS",
    "absolute": "a value of CSS: an element stands at a place of its own",
    "position": "a property of CSS",
    "exclude": "an element of inline XBRL",
    "pure": "a unit of XBRL",
    "button": "an element of HTML",
    "input": "an element of HTML",
    "option": "an element of HTML",
    "select": "an element of HTML",
    "reset": "a type of HTML button",
    "submit": "a type of HTML button",
    "edge": "how a piece of a web page breaks lines: at its edges",
    "late": "a message between the processes that read and wait: time is up",
    "resource": "a module of the standard library",
    "tag": "a group of a pattern: a tag of HTML in Markdown",
    "shown": "a group of a pattern: the words of a link in Markdown",
    "pp": "the unit of a difference of two shares",
    "minor": "a severity in GitLab's code quality report",
    "equal": "an operator of Excel files: what a condition compares by",
    "begin": "a key of GitLab's code quality report",
    "driver": "a key of SARIF",
    "runs": "a key of SARIF",
    "region": "a key of SARIF",
    "lost": "a message between the processes that read and wait: what could not be sent",
    "noted": "a field of claims that conditions ask for: whether a note belongs to it",
    "match": "a slot in the messages of rules",
    "solid": "how a cell of a workbook is filled",
    "ref": "an attribute of Excel files: the area of a table",
    "frozen": "a state of Excel files: rows that stay in view",
    "theme": "an attribute of Excel files: a colour by its place in the theme",
    "show": "an attribute of PowerPoint files: whether a slide is hidden",
    "slide": "what a page of a presentation is called in messages about a file",
    "frame": "an element of OpenDocument files: the place of a picture or a text",
    "shapes": "an element of OpenDocument files: what is drawn on a sheet",
    "percentage": "a type of cells in OpenDocument files",
    "filter": "a state of rows in OpenDocument files: left out by a filter",
    "alternative": "a type of parts of mails that say the same in other ways",
    "nothing": "what is missing where nothing is, in the Markdown report",
    "partly": "the label of an input that was read in part, in the text report",
}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(key)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


@cache
def _load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


@cache
def _lexicon_words(*, grammar: bool) -> set[str]:
    """Words, patterns, forms and lists of all languages, folded; without ``grammar`` what is not grammar."""
    found: set[str] = set()
    small: set[str] = set()
    for path in RULES.glob("lexicons/*/*.yml"):
        lexicon = _load(path)
        small |= set(_strings(lexicon.get("lists", {})))
        facts = lexicon.get("facts") or {}
        small |= {word for key, value in facts.items() if key != "decimal" for word in _fact_words(value)}
        tables = lexicon.get("tables") or {}
        small |= {word for value in tables.values() for word in _fact_words(value)}
        small |= set(_strings(list(lexicon.get("headings", {}).values())))
        for signal in lexicon.get("signals", {}).values():
            words = {*signal.get("words", []), *_strings(signal.get("forms", {}))}
            words |= {re.sub(r"\{\w+\}", " ", pattern) for pattern in signal.get("patterns", [])}
            (small if signal["kind"] == "grammar" else found).update(words)
    small, found = {_folded(word) for word in small}, {_folded(word) for word in found}
    return {
        word
        for word in (found | small if grammar else found - small)
        if len(word) > 1 and any(letter.isalpha() for letter in word)
    }


def _fact_words(value: Any) -> Iterator[str]:
    """Words of a fact list: the keys of a mapping to names, the lists of a mapping of names to words."""
    if isinstance(value, dict) and not all(isinstance(inner, list | dict) for inner in value.values()):
        yield from (str(key) for key in value)
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))
    else:
        yield from _strings(value)


def _literals(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is None and isinstance(annotation, str):
        yield annotation
    for inner in get_args(annotation):
        yield from _literals(inner)


def _model_modules() -> list[ModuleType]:
    names = [module.name for module in pkgutil.iter_modules(claimcheck.model.__path__)]
    return [
        *(importlib.import_module(f"claimcheck.model.{name}") for name in names),
        shapes,
        lexicon_shapes,
        conditions,
    ]


@cache
def _model_names() -> set[str]:
    """Field names and allowed values of everything that travels between stages or stands in a file."""
    names: set[str] = set()
    for module in _model_modules():
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, BaseModel):
                names |= set(value.model_fields)
                for field in value.model_fields.values():
                    names |= set(_literals(field.annotation))
            elif isinstance(value, type) and dataclasses.is_dataclass(value):
                names |= {field.name for field in dataclasses.fields(value)}
            elif isinstance(value, type) and issubclass(value, Struct):
                names |= set(value.__struct_fields__)
                for annotation in get_type_hints(value).values():
                    names |= set(_literals(annotation))
            elif isinstance(value, type) and issubclass(value, tuple):
                names |= set(getattr(value, "_fields", ()))
            elif get_args(value):
                names |= set(_literals(value))
            elif isinstance(value, tuple):
                names |= {item for item in value if isinstance(item, str)}
    return names


@cache
def _kinds() -> set[str]:
    """Values of the ``Literal`` types that modules declare, such as the tones of the text report."""
    return {
        inner.value
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal"
        for inner in ast.walk(node.slice)
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
    }


@cache
def _pack_names() -> set[str]:
    """Ids of the rule pack: claim types, elements, dimensions, signals, roles, topics, units, bands."""
    names: set[str] = set()
    for folder in ("claims", "elements"):
        names |= {path.stem for path in (RULES / folder).glob("*.yml")}
    names |= {path.parent.name for path in RULES.glob("law/*/profile.yml")}
    for path in RULES.glob("lexicons/*/*.yml"):
        facts, tables = _load(path).get("facts") or {}, _load(path).get("tables") or {}
        # The schema of lexicons has these keys, and no model has.
        names |= {*facts, *tables, *_load(path).get("grammar", {}).get("terms", {})}
        names |= {*facts.get("reference_words", {}).values(), *facts.get("unit_words", {}).values()}
        names |= {*facts.get("year_before", {}), *facts.get("year_after", {})}
        for rules in _load(path).get("inflections", {}).values():
            names |= {form for rule in rules for form in rule["forms"]}
        for name, signal in _load(path).get("signals", {}).items():
            names |= {name, signal.get("role") or name, signal.get("topic") or name}
    for path in RULES.glob("claims/*.yml"):
        names |= {_load(path)["topic"], *_load(path).get("target_kind", {})}
    scoring, units = _load(RULES / "scoring.yml"), _load(RULES / "units.yml")
    names |= {item["id"] for item in [*scoring["dimensions"], *scoring["bands"]]}
    names |= {limit["reason"] for limit in scoring["limits"]}
    names |= set(_strings(scoring["place_credit"])) | {unit["unit_class"] for unit in units["units"]}
    return {name for name in names if name}


def _unspoken(tree: ast.Module) -> set[int]:
    """Docstrings, keys such as ``match["year"]``, and names in ``__slots__`` and ``__all__``, by identity."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
        elif isinstance(node, ast.Subscript):
            found.add(id(node.slice))
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "__setattr__":
            # The name of a field, as object.__setattr__ needs it.
            found |= {id(argument) for argument in node.args[:2]}
        elif isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id in ("__slots__", "__all__") for target in node.targets
        ):
            found |= {id(inner) for inner in ast.walk(node.value)}
    return found


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _constants(room: str, kind: type) -> Iterator[tuple[str, Any, bool]]:
    """Constants of a room: their place, their value, and whether they are a part of an f-string."""
    return (found for found in _all_constants(room) if type(found[1]) is kind)


@cache
def _all_constants(room: str) -> list[tuple[str, Any, bool]]:
    found = []
    paths = sorted(path for path in SOURCE.rglob("*.py") if path.relative_to(SOURCE).with_suffix("").parts[0] == room)
    assert paths, f"no modules in {room}"
    for path in paths:
        tree = _tree(path)
        skipped = _unspoken(tree)
        parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
        found += [
            (f"{path.relative_to(ROOT)}:{node.lineno}", node.value, id(node) in parts)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and id(node) not in skipped
        ]
    return found


def _spelled_words(constant: str) -> list[str]:
    """The words in a constant that may be a regular expression or a list in one string."""
    plain = re.sub(r"\(\?(?:P?<\w+>|[aimsux]+\)|[:=!]|<[=!])|\\[A-Za-z]", " ", constant)
    return [word for word in re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", plain) if len(word) > 1]


def _is_vocabulary(constant: str, words: set[str], *, part: bool = False) -> bool:
    """Whether a constant is a word or phrase of a lexicon, or a list of nothing but such words.

    A part of an f-string is a piece of a message, so only a list of alternatives counts there.
    """
    if _folded(constant) in words:
        return not part
    spelled = [_folded(word) for word in _spelled_words(constant)]
    listed = "|" in constant or (len(spelled) > 2 and not part)
    return bool(spelled) and listed and all(word in words for word in spelled)


@pytest.mark.parametrize("room", ROOMS)
def test_no_word_of_a_language_stands_in_a_stage(room: str) -> None:
    words = _lexicon_words(grammar=room != SPEAKING_ROOM)
    assert len(words) > 300, "the lexicons were not found"
    free = {_folded(name) for name in _model_names() | _kinds() | _pack_names()} | set(ALLOWED)
    spoken = words - free
    guilty = {
        f"{place} {constant!r}"
        for place, constant, part in _constants(room, str)
        if _folded(constant) not in free and _is_vocabulary(constant, spoken, part=part)
    }
    assert guilty == set()


def test_the_search_for_words_finds_them() -> None:
    words = {"not", "no", "net zero"}
    for constant in ("not", "Net  Zero", r"\b(?:not|no)\b", "no|not"):
        assert _is_vocabulary(constant, words)
    for constant in ("note", r"\d+", "no such page", ""):
        assert not _is_vocabulary(constant, words)
    assert _is_vocabulary("not|no", words, part=True)
    assert not _is_vocabulary(" not ", words, part=True)


def test_no_word_is_allowed_without_need() -> None:
    used = {_folded(constant) for room in ROOMS for _, constant, _ in _constants(room, str)}
    assert set(ALLOWED) <= used


def test_no_law_stands_in_python() -> None:
    entries = [one for path in sorted(RULES.glob("law/*/passages.yml")) for one in _load(path)["citations"]]
    laws = sorted({entry[key] for entry in entries for key in ("key", "instrument")})
    sources = {path: path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py")}
    # All at once it is told which of them stand anywhere: hardly any does, and an alternation of all is slow.
    everywhere = "\n".join(sources.values()).casefold()
    standing = [law for law in laws if law.casefold() in everywhere]
    named = re.compile(rf"\b(?:{'|'.join(map(re.escape, standing)) or '(?!)'})\b", re.IGNORECASE)
    guilty = {str(path.relative_to(ROOT)): named.findall(text) for path, text in sources.items()}
    assert {path: found for path, found in guilty.items() if found} == {}


def _numbers(room: str) -> Iterator[tuple[str, float]]:
    for kind in (int, float):
        yield from ((place, float(number)) for place, number, _ in _constants(room, kind))


def test_no_weight_stands_in_a_stage() -> None:
    scoring = _load(RULES / "scoring.yml")
    weights = {dimension["weight"] for dimension in scoring["dimensions"]}
    weights |= {limit["floor"] for limit in scoring["limits"]} | {band["least"] for band in scoring["bands"]}
    credits = {credit for places in scoring["place_credit"].values() for credit in places.values()}
    # One half and one, nothing and one hundred are what formulas and percentages are written with.
    plain = {0, 0.5, 1, 2, 100}
    guilty = [hit for room in ("score", "judge") for hit in _numbers(room) if hit[1] in weights - plain]
    rooms = ("claims", "evidence", "judge", "score")
    guilty += [hit for room in rooms for hit in _numbers(room) if hit[1] in credits - plain]
    assert guilty == []
