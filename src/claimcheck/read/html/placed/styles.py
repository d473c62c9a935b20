"""What the styles of a page say about places and sizes, for lookups by element.

Only the page's own ``<style>`` elements and attributes are looked at, and of selectors only names, classes and ids,
with elements around them. What holds for print alone is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from claimcheck.read.html.tokens import Attributes

Style = Mapping[str, str]

_SHEET = re.compile(r"<style\b[^<>]{0,500}>", re.IGNORECASE)
_SHEET_END = re.compile(r"</style", re.IGNORECASE)
_COMMENT = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/)?|<!(?:--|\[CDATA\[)|-->|\]\]>")
_BRACE = re.compile(r"[{}]")
_DECLARED = re.compile(
    r"(?:^|;)\s*+(position|left|right|top|bottom|width|height|font(?:-(?:size|weight|family))?|line-height|display"
    r"|visibility|letter-spacing|word-spacing|margin-left|(?:-webkit-)?transform)\s*+:\s*+([^;]*+)",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"([a-z][a-z0-9-]*+|\*)?+((?:[.#][\w-]++)*+)", re.IGNORECASE)
_PART = re.compile(r"[.#][\w-]+")
_STEP = re.compile(r"[\s>]+")
_MOST_RULES = 60  # about one class
_MOST_STEPS = 4
_NOTHING: Style = {}


class Compound(NamedTuple):
    """One element's part of a selector: its name or none, and the ids and classes that it must all have."""

    tag: str
    parts: frozenset[str]

    def holds_for(self, name: str, parts: frozenset[str]) -> bool:
        """Whether an element of this name with these ids and classes is meant."""
        return self.tag in ("", "*", name) and self.parts <= parts


class _Rule(NamedTuple):
    rank: tuple[int, int, int, int]
    steps: tuple[Compound, ...]
    style: Style


Named = tuple[str, frozenset[str]]
"""An element by its name, and its ids and classes as selectors write them."""


def named(name: str, attributes: Attributes) -> Named:
    """An element as selectors see it."""
    parts = [f".{word}" for word in attributes.get("class").split()] if attributes else []
    if attributes and (identity := attributes.get("id")):
        parts.append(f"#{identity}")
    return name, frozenset(parts)


def declared(text: str) -> dict[str, str]:
    """The declarations in a text that bear on places and sizes; of two of one name the last counts."""
    found = {}
    for name, value in _DECLARED.findall(text):
        found[name.lower().removeprefix("-webkit-")] = value.replace("!important", "").strip().lower()
    return found


class Styles:
    """The rules of one page."""

    def __init__(self, source: str) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        self._known: dict[Named, tuple[list[_Rule], bool]] = {}
        order = 0
        for sheet in _sheets(source):
            for selectors, declarations in _blocks(_COMMENT.sub(" ", sheet)):
                style = declared(declarations)
                for selector in selectors.split(",") if style else ():
                    order += 1
                    self._take(selector.strip(), style, order)

    def _take(self, selector: str, style: Style, order: int) -> None:
        steps = [_COMPOUND.fullmatch(step) for step in _STEP.split(selector)]
        if not selector or len(steps) > _MOST_STEPS or None in steps:
            return
        compounds = tuple(
            Compound((step[1] or "").lower(), frozenset(_PART.findall(step[2]))) for step in steps if step
        )
        parts = [part for compound in compounds for part in compound.parts]
        ids = sum(part.startswith("#") for part in parts)
        rank = ids, len(parts) - ids, sum(bool(compound.tag) for compound in compounds), order
        last = compounds[-1]
        filed = self._rules.setdefault(min(last.parts) if last.parts else last.tag, [])
        if len(filed) < _MOST_RULES:
            filed.append(_Rule(rank, compounds, style))

    def of(self, element: Named, around: Sequence[Named], own: str) -> Style:
        """What is declared for an element inside those ``around`` it; ``own`` is the text of its own style."""
        known = self._known.get(element)
        if known is None:
            rules = sorted(self._matching(element))
            known = self._known[element] = rules, any(len(rule.steps) > 1 for rule in rules)
        rules, is_nested = known
        if not rules:
            return declared(own) if own else _NOTHING
        style: dict[str, str] = {}
        for rule in rules:
            if not is_nested or _stands_in(rule.steps[:-1], around):
                style.update(rule.style)
        if own:
            style.update(declared(own))
        return style

    def _matching(self, element: Named) -> Iterator[_Rule]:
        name, parts = element
        for key in (*parts, name, "*"):
            for rule in self._rules.get(key, ()):
                if rule.steps[-1].holds_for(name, parts):
                    yield rule


def _stands_in(steps: Sequence[Compound], around: Sequence[Named]) -> bool:
    """Whether elements around have, from the outside in, what the steps ask for."""
    wanted = list(steps)
    for element in reversed(around):
        if not wanted:
            break
        if wanted[-1].holds_for(*element):
            wanted.pop()
    return not wanted


def _sheets(source: str) -> Iterator[str]:
    """The content of the ``style`` elements."""
    at = 0
    while (opens := _SHEET.search(source, at)) is not None:
        closes = _SHEET_END.search(source, opens.end())
        if closes is None:
            return
        yield source[opens.end() : closes.start()]
        at = closes.end()


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations; those for print alone are left out."""
    skipped: list[bool] = []
    at, lead_at = 0, 0
    while (match := _BRACE.search(css, at)) is not None:
        lead, at = css[lead_at : match.start()].strip(), match.end()
        if match[0] == "}":
            if skipped:
                skipped.pop()
        elif lead.startswith("@"):
            skipped.append(
                ("print" in lead and "screen" not in lead) or lead.startswith(("@font", "@page", "@key"))
            )
        else:
            close = css.find("}", at)
            close = len(css) if close < 0 else close
            if lead and not any(skipped):
                yield lead, css[at:close]
            at = close + 1
        lead_at = at
