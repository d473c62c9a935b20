"""What is kept of rules, so that they are made once however often they are asked for.

A process keeps the compiled packs that were last asked for, by the state of the rule files, and what it parsed of our
own rules, by the digest of what stands in them. Other processes find compiled rules in the package since it was built,
else in the cache folder of the user.

They are used only for the rules and the program in the state that they were made of. Nothing is taken from a checkout
or from a folder of rules, which may be a stranger's: what lies in the package is as good as the program itself, and
into the cache folder nobody but its user may write.

A pack is kept as bytes that are values and nothing that runs: of classes they may name only those that a pack consists
of (``_KNOWN``). Of a condition its outline is written and how it is compiled, of a rule file the values under their
names. The words of a language, most of which no run asks for, stand apart. A line at the head says for which rules and
which program all of it was made, and has the hash of every part.
"""

from __future__ import annotations

import hashlib
import io
import marshal
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from datetime import date
from functools import cache, partial
from importlib import import_module
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

from msgspec.structs import replace

from claimcheck.config.cache_folder import Cache, mapped, usual_folder
from claimcheck.errors import InternalError
from claimcheck.model.claim import Citation
from claimcheck.rulepack import pack as parts_of_pack
from claimcheck.rulepack.conditions import NEVER, Compiled, Names, Recipe, delayed, outline
from claimcheck.rulepack.contradictions import compile_comparison
from claimcheck.rulepack.document_conditions import compile_document
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.source import INSTALLED, Gathered
from claimcheck.rulepack.words import Expanded, Groups, Heads, Words
from claimcheck.text import frame_words, metric_words, structure_words
from claimcheck.text.fact_grammar import FactGrammar
from claimcheck.text.frame_words import FrameWords, Opened
from claimcheck.text.language import LanguageGrammar, Letters
from claimcheck.text.metric_words import MetricGrammar, Phrase
from claimcheck.text.terms import TermWords

_FORMAT = "claimcheck-rules/1"
# Of the line at the head.
_LONGEST_HEAD = 4096
# Shapes that are left what they are: those who ask for examples want to write them out again.
_EXAMPLES = {
    "CheckExample": "shapes", "ClaimExample": "shapes", "ApprovalExample": "shapes",
    "AdmissionExample": "file_shapes",
}  # fmt: skip


def packed(pack: Pack, state: str, recipes: Mapping[int, Recipe], names: Names) -> bytes:
    """A pack that was just compiled of rules in this state, with ``names`` for its conditions.

    ``recipes`` has how these were made, by the id of what was made.
    Raises ``PicklingError`` or what else Python raises for something that cannot be written down.
    """
    file = io.BytesIO()
    packer = _Packer(file, recipes, replace(names, made={}))
    packer.dump(pack)
    parts = [file.getvalue(), *packer.apart]
    told = (f"{len(part)}:{hashlib.sha256(part).hexdigest()}" for part in parts)
    return " ".join((_FORMAT, state, *told)).encode() + b"\n" + b"".join(parts)


def unpacked(data: memoryview, state: str) -> Pack | None:
    """The pack in bytes that were made of rules in this state; None for any others, and for damaged ones."""
    head, _, _ = bytes(data[:_LONGEST_HEAD]).partition(b"\n")
    name, made_of, *listed = head.decode("ascii", "replace").split(" ")
    if (name, made_of) != (_FORMAT, state):
        return None
    lengths, digests = zip(*(one.split(":") for one in listed), strict=True)
    ends = [len(head) + 1]
    for length in lengths:
        ends.append(ends[-1] + int(length))
    parts = [data[start:end] for start, end in pairwise(ends)]
    if ends[-1] != len(data) or not _is_whole(parts[0], digests[0]):
        return None
    words = [Words(partial(_unpacked_words, *one)) for one in zip(parts[1:], digests[1:], strict=True)]
    pack = _Unpacker(io.BytesIO(parts[0]), words).load()
    return pack if isinstance(pack, Pack) else None


def _is_whole(part: memoryview, digest: str) -> bool:
    return hashlib.sha256(part).hexdigest() == digest


def _packed_words(words: Words) -> bytes:
    groups, role_words, kinds, first_phrase, kind_of, heads, *others = words.all
    plain = [groups.packed, dict(role_words), kinds, first_phrase, kind_of, heads.packed, *others]
    return marshal.dumps(plain, 4)


def _unpacked_words(part: memoryview, digest: str) -> Expanded:
    if not _is_whole(part, digest):
        hint = "run claimcheck cache clean, or install claimcheck again"
        raise InternalError("the compiled rules are damaged", code="rules-damaged", hint=hint)
    groups, role_words, kinds, first_phrase, kind_of, heads, *others = marshal.loads(part)  # noqa: S302 - plain values
    return Expanded(Groups(groups), role_words, kinds, first_phrase, kind_of, Heads(heads), *others)


class Record:
    """The values that a rule file gives for a shape, under the names that the shape has for them.

    What plain runs seldom ask for is unpacked when it is first asked for.
    """

    def __getattr__(self, name: str) -> Any:
        """What is not unpacked yet."""
        later = vars(self).get("_later", {})
        if name not in later:
            raise AttributeError(name)
        found = vars(self)[name] = _Unpacker(io.BytesIO(later[name]), ()).load()
        return found


class _Packer(pickle.Pickler):
    """Writes down a pack."""

    def __init__(self, file: io.BytesIO, recipes: Mapping[int, Recipe], names: Names) -> None:
        super().__init__(file, 5)
        self.apart: list[bytes] = []
        self._recipes = recipes
        self._names = names

    def persistent_id(self, value: Any) -> int | None:
        """The number of words that stand apart."""
        if not isinstance(value, Words):
            return None
        self.apart.append(_packed_words(value))
        return len(self.apart) - 1

    def reducer_override(self, value: Any) -> Any:
        """How one thing is made again; ``NotImplemented`` leaves that to Python."""
        if value is NEVER:
            return _never, ()
        if isinstance(value, MappingProxyType):
            return _unchanging, (dict(value),)
        if isinstance(value, MetricGrammar):
            kept = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
            return _grammar, (marshal.dumps(list(map(tuple, kept.pop("phrases")())), 4), kept)
        if _is_shape(value) and type(value).__name__ not in _EXAMPLES:
            return Record, (), _state(value)
        recipe = self._recipes.get(id(value))
        if recipe is None:
            return NotImplemented
        if isinstance(value, Compiled):
            condition = marshal.dumps(recipe.condition, 4)
            return delayed, (outline(value), condition, self._names, dict(recipe.how))
        return _remade, (recipe.make, recipe.condition, self._names, dict(recipe.how))


def _is_shape(value: Any) -> bool:
    # What is written in files is a pydantic model, and only what compiles it has pydantic loaded.
    from claimcheck.rulepack.shapes import Shape

    return isinstance(value, Shape)


def _state(shape: Any) -> dict[str, Any]:
    state = dict(shape)
    later = {name: pickle.dumps(state.pop(name), 5) for name, value in shape if _is_seldom_asked(value)}
    return {**state, "_later": later} if later else state


def _is_seldom_asked(value: Any) -> bool:
    """Whether a value is a condition as it is written, or has examples."""
    if isinstance(value, dict):
        return not any(_is_shape(one) for one in value.values())
    return isinstance(value, list) and any(type(one).__name__ in _EXAMPLES for one in value)


class _Unpacker(pickle.Unpickler):
    """Reads what was written down: values of the classes that a pack consists of, and of no others."""

    def __init__(self, file: io.BytesIO, words: Sequence[Words]) -> None:
        super().__init__(file)
        self._words = words

    def persistent_load(self, number: Any) -> Any:
        """Words that stand apart."""
        return self._words[number]

    def find_class(self, module: str, name: str) -> Any:
        """A class of a pack, or a function below; anything else is none of ours."""
        if name in _EXAMPLES:
            return getattr(import_module(f"claimcheck.rulepack.{_EXAMPLES[name]}"), name)
        if name not in _KNOWN:
            raise pickle.UnpicklingError(f"{name} is no part of a pack")
        return _KNOWN[name]


def _unchanging(values: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(values)


def _never() -> Compiled:
    return NEVER


def _remade(make: Callable[..., Any], condition: Any, names: Names, how: Mapping[str, Any]) -> Any:
    return make(condition, names, **how)


def _grammar(phrases: bytes, kept: Mapping[str, Any]) -> MetricGrammar:
    return MetricGrammar(phrases=cache(partial(_unpacked_phrases, phrases)), **kept)


def _unpacked_phrases(data: bytes) -> Sequence[Phrase]:
    return tuple(map(Phrase._make, marshal.loads(data)))  # noqa: S302 - plain values of a part that is whole


_KNOWN: Mapping[str, Any] = {
    one.__name__: one
    for one in (
        Pack, parts_of_pack.Lexicon, parts_of_pack.Ask, parts_of_pack.ClaimType, parts_of_pack.Deciding,
        parts_of_pack.FigureGrade, parts_of_pack.FarGradeOf, parts_of_pack.TiedGradeOf, parts_of_pack.ElementType,
        parts_of_pack.Question, parts_of_pack.SentenceRoles, parts_of_pack.Check, parts_of_pack.LegalTest,
        parts_of_pack.Profile, parts_of_pack.RankTerm, parts_of_pack.AdmissionRule, parts_of_pack.AdmissionRules,
        parts_of_pack.PackPart,
        compile_comparison, compile_document, date, Citation,
        FactGrammar, FrameWords, LanguageGrammar, Letters, Names, Record, TermWords,
        frame_words.PredicateWords, Opened, metric_words.Metric, structure_words.CaptionWords,
        structure_words.HeadingWords, structure_words.RoleWords, structure_words.TableWords, delayed, _grammar, _never,
        _remade, _unchanging,
    )
}  # fmt: skip


SHIPPED = INSTALLED / "compiled"
"""The built-in rules, compiled when the package was built; no checkout has the file."""
# Of each a pack takes some megabytes.
_NEWEST = 4
# In a process: ours, and that of the user who asks in turn with it.
_NEWEST_HERE = 2


def state_of(builtin: str, own: Gathered) -> str:
    """What a pack is kept under: the state of program and built-in rules, and what stands in the files of users."""
    total = hashlib.sha256(f"{builtin} {own.builtin} {own.folders}\n".encode(errors="surrogateescape"))
    for file in own.sources:
        if not file.builtin:
            head = f"{file.label} {file.source} {len(file.data)}\n"
            total.update(head.encode(errors="surrogateescape") + file.data)
    return total.hexdigest()


def load(state: str) -> Pack | None:
    """The pack that was compiled of rules in this state; None where none is kept, or none that is whole."""
    for data in _lying(state):
        with suppress(ValueError, TypeError, LookupError, AttributeError, EOFError, pickle.UnpicklingError):
            if (pack := unpacked(data, state)) is not None:
                return pack
    return None


def _lying(state: str) -> Iterator[memoryview]:
    """What may be the pack: what lies in the package, else what the user's cache has."""
    with suppress(OSError, ValueError):
        yield mapped(SHIPPED)
    folder = usual_folder()
    if folder is not None and (data := Cache(folder).mapped(state)) is not None:
        yield data


def store(state: str, packed: Callable[[], bytes]) -> None:
    """Keep a pack for rules in this state; failing is no fault."""
    folder = usual_folder()
    if folder is not None and Cache(folder).is_possible():
        Cache(folder).put_plain(state, packed(), newest=_NEWEST)


class Kept(NamedTuple):
    """What was parsed of each file by its relative path, and the expanded words of languages.

    ``held`` says that the files were held against their schemas. ``entered`` has the literals of the signals of each
    language, for packs that add words to it, ``conditions`` what was made of conditions.
    """

    parsed: Mapping[str, Any]
    words: Mapping[str, Words]
    held: bool
    entered: Mapping[str, Any] = {}
    conditions: Any = None


NOTHING = Kept({}, {}, False)
_compiled: dict[str, Pack] = {}
# What was parsed and expanded of rules in which no fault was found.
_faultless: dict[str, Kept] = {}


def compiled(state: str) -> Pack | None:
    """The pack that was made of rules in this state, here or by another process."""
    pack = _compiled.get(state) or load(state)
    if pack is not None:
        _keep(state, pack)
    return pack


def faultless(digest: str, *, strict: bool) -> Kept:
    """What was made of built-in rules with this digest; for ``strict`` only where their schemas were asked."""
    kept = _faultless.get(digest, NOTHING)
    return kept if kept.held or not strict else NOTHING


def keep_faultless(digest: str, made: Kept) -> None:
    """Keep what was made of built-in rules that have no fault."""
    _faultless.clear()
    _faultless[digest] = made


def keep_compiled(state: str, pack: Pack, packed: Callable[[], bytes]) -> None:
    """Keep a pack, here and for other processes; ``packed`` makes bytes of it."""
    _keep(state, pack)
    store(state, packed)


def _keep(state: str, pack: Pack) -> None:
    _compiled.pop(state, None)
    _compiled[state] = pack
    for older in [*_compiled][:-_NEWEST_HERE]:
        _compiled.pop(older, None)
