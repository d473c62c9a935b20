"""Which styles of a page's own hold for an element: those that say whether its text is seen, and what it is set as.

Scripts are not run and style sheets are not fetched. Only plain selectors of the page's ``<style>`` elements are sure
to hold; what any other rule may set otherwise is not known, and what is not known hides nothing.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import NamedTuple

from claimcheck.read.css import Declared, declared
from claimcheck.read.html.stylesheet import Compound, compound, rules
from claimcheck.read.html.tokens import Attributes

UNKNOWN = "?"
"""The value of a property that several rules may set."""

_PSEUDO = re.compile(r"::?[a-zA-Z-]+(?:\([^)]*+\))?")
_COMBINATOR = re.compile(r"[ \t\n\r\f>+~]+")
# As many rules about one class are looked at; where it has more, none of them counts.
_MOST_RULES = 50
_ELSEWHERE = re.compile(r"<link\b[^<>]{0,500}\bstylesheet|@import", re.IGNORECASE)
_AT_SEEN = ("@media screen", "@media all", "@supports", "@layer", "@media only screen")


class _Rule(NamedTuple):
    """A rule for the elements that ``compound`` names; of two that are ``sure`` the higher ``rank`` wins."""

    rank: tuple[int, int, int, int]
    sure: bool
    compound: Compound
    style: Declared


class Stylesheet:
    """The rules of a page about what is seen, for lookups by element.

    ``whole``: the page names no other style sheets.
    """

    def __init__(self, source: str) -> None:
        self.whole = _ELSEWHERE.search(source) is None
        self._rules: dict[str, list[_Rule]] = {}
        self._known: dict[tuple[str, ...], Declared] = {}
        for number, (selectors, declarations, around) in enumerate(rules(source)):
            if any("print" in each for each in around):
                continue
            style = declared(declarations)
            # Whether they hold on a screen whatever its size.
            certain = all(each.lower().startswith(_AT_SEEN) and "(" not in each for each in around)
            for selector in selectors.split(",") if style else ():
                self._take(selector, style, certain, number)

    def _take(self, selector: str, style: Declared, certain: bool, number: int) -> None:
        steps = _COMBINATOR.split(selector.strip())
        found = compound(last) if (last := _PSEUDO.sub("", steps[-1])) not in ("", "*") else None
        if found is None:
            return
        rank = (found.ids, len(found.parts) - found.ids, bool(found.tag), number)
        filed = self._rules.setdefault(found.filed, [])
        if len(filed) <= _MOST_RULES:
            filed.append(_Rule(rank, certain and len(steps) == 1 and ":" not in selector, found, style))

    def style(self, name: str, attributes: Attributes) -> Declared:
        """What is declared for an element; ``UNKNOWN`` is the value of what some rule may set otherwise."""
        own = attributes.get("style")
        if not self._rules:
            return declared(own) if own else {}
        hidden = "[hidden]" if "hidden" in attributes else ""
        key = (name, attributes.get("class"), attributes.get("id"), hidden)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._looked_up(*key)
        return {**known, **declared(own)} if own else known

    def _looked_up(self, name: str, classes: str, identity: str, hidden: str) -> Declared:
        own = [f".{word}" for word in classes.split()]
        own += [each for each in (identity and f"#{identity}", hidden) if each]
        parts = frozenset(own)
        found = [
            rule
            for part in (*parts, name)
            if len(filed := self._rules.get(part, ())) <= _MOST_RULES
            for rule in filed
            if rule.compound.holds_for(name, parts)
        ]
        style: dict[str, str] = {}
        for rule in sorted((rule for rule in found if rule.sure), key=attrgetter("rank")):
            style.update(rule.style)
        for rule in found:
            if not rule.sure:
                style.update(
                    {each: UNKNOWN for each, value in rule.style.items() if style.get(each) != value}
                )
        return style
