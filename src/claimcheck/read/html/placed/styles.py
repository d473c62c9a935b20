"""What the styles of a page say about places and sizes, for lookups by element.

Only the page's own ``<style>`` elements and attributes are looked at, and of selectors only names, classes and ids,
with elements around them. What holds for print alone is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from claimcheck.read.html.stylesheet import Compound, compound, rules
from claimcheck.read.html.tokens import Attributes

Style = Mapping[str, str]

_DECLARED = re.compile(
    r"(?:^|;)\s*+(position|left|right|top|bottom|width|height|font(?:-(?:size|weight|family))?|line-height|display"
    r"|visibility|letter-spacing|word-spacing|margin-left|(?:-webkit-)?transform)\s*+:\s*+([^;]*+)",
    re.IGNORECASE,
)
_STEP = re.compile(r"[\s>]+")
_MOST_RULES = 60  # about one class
_MOST_STEPS = 4
_NOTHING: Style = {}


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
        for selectors, declarations, around in rules(source):
            style = {} if any(map(_is_elsewhere, around)) else declared(declarations)
            for selector in selectors.split(",") if style else ():
                order += 1
                self._take(selector.strip(), style, order)

    def _take(self, selector: str, style: Style, order: int) -> None:
        steps = [compound(step) for step in _STEP.split(selector)]
        compounds = tuple(step for step in steps if step is not None)
        if not selector or len(steps) > _MOST_STEPS or None in steps:
            return
        ids, parts = (
            sum(each.ids for each in compounds),
            sum(len(each.parts) for each in compounds),
        )
        rank = ids, parts - ids, sum(bool(each.tag) for each in compounds), order
        filed = self._rules.setdefault(compounds[-1].filed, [])
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


def _is_elsewhere(lead: str) -> bool:
    """Whether what stands in an at-rule is for print alone, or sets no element."""
    return ("print" in lead and "screen" not in lead) or lead.startswith(("@font", "@page", "@key"))


def _stands_in(steps: Sequence[Compound], around: Sequence[Named]) -> bool:
    """Whether elements around have, from the outside in, what the steps ask for."""
    wanted = list(steps)
    for element in reversed(around):
        if not wanted:
            break
        if wanted[-1].holds_for(*element):
            wanted.pop()
    return not wanted
