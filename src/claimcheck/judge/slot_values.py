"""Which figure of a text may fill a slot of a rewrite: one of the right kind, unit and role, and no other beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimcheck.judge.views import ClaimView
from claimcheck.model.claim import Element
from claimcheck.model.passage import AHEAD, FIGURES, Fact
from claimcheck.rulepack.slots import TARGET

if TYPE_CHECKING:
    from claimcheck.rulepack.element_shapes import SlotShape

# The run of signs that names a year: "FY25", "2024/25", and not the words before it.
_YEAR = re.compile(r"(?<!\S)[^\s0-9]*+[0-9]\S*")
_NAME_WORDS = 6
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_DATES = ("year", "period")
_NO_ROLE = (None, "none", "period")
SAID = (*FIGURES, *_DATES)
"""Kinds of facts that a rewrite does not drop."""


def fitting(
    filler: SlotShape, fits: frozenset[str], element: Element, view: ClaimView, bounds: tuple[str, ...]
) -> str | None:
    """The words of a held element that fit a slot, None where none do or where several figures might be meant.

    One of the words ``bounds`` in front of a figure goes with it: "up to 30 %" is no 30 %.
    """
    fact = element.fact
    if filler.kind == ["name"]:
        return _name(element, view)
    if fact is None or not _is_fit(filler, fits, fact):
        return None
    core = view.judged.core
    if element.where != "sentence" or not core.clause.start <= fact.start < core.clause.end:
        # What stands beside the claim may belong to something else.
        return None
    facts = view.facts("clause")
    if fact.kind in FIGURES:
        if (core.tense == "planned") != (TARGET in fits):
            return None
    elif fact.role in _NO_ROLE and not any(one.kind in FIGURES for one in facts):
        # Without a figure a year tells when something was done.
        return None
    if len({one.text for one in facts if _is_rival(one, filler, fits, fact)}) > 1:
        return None
    if fact.kind in _DATES:
        return _year(fact)
    return _bound(view.passages.norm.text[core.clause.start : fact.start], bounds) + fact.text


def is_told(filler: SlotShape, facts: Sequence[Fact]) -> bool:
    """Whether the facts of a sentence have what a slot asks for.

    A year that no word gives a role may be that of a plan, and between two years both ends are told.
    """
    dates = [fact for fact in facts if fact.kind in _DATES and fact.role not in AHEAD]
    if set(filler.kind) & set(_DATES):
        if len({year for fact in dates for year in (fact.year, fact.end_year) if year is not None}) > 1:
            return True
        if "target" in filler.role and any(fact.role is None for fact in dates):
            return True
    return any(is_kind(filler, fact) for fact in facts)


def keeps(said: str, facts: Sequence[Fact]) -> bool:
    """Whether some words have the numbers of all figures and years, and the words of those without numbers."""
    low, there = said.lower(), set(_NUMBER.findall(said))
    for fact in facts:
        numbers = _NUMBER.findall(fact.text) if fact.kind in SAID else ()
        if not there.issuperset(numbers):
            return False
        if fact.kind in FIGURES and not numbers and fact.text.lower() not in low:
            return False
    return True


def has_several(facts: Sequence[Fact]) -> bool:
    """Whether two figures of a kind or two years to be reached stand in a clause: what is added might be on either."""
    kinds = [(fact.kind, fact.unit_class) for fact in facts if fact.kind in FIGURES and fact.unit_class != "count"]
    due = {fact.year for fact in facts if fact.kind == "year" and fact.role in AHEAD}
    return len(set(kinds)) < len(kinds) or len(due) > 1


def is_kind(filler: SlotShape, fact: Fact) -> bool:
    """Whether a fact is of a kind and role that may fill a slot."""
    if fact.kind == "quantity" and fact.unit is None:
        return False
    return fact.kind in filler.kind and (not filler.role or (fact.role or "none") in filler.role)


def _bound(before: str, bounds: tuple[str, ...]) -> str:
    """The bound that some words end with, as they are written, and a blank."""
    words = before.rstrip()
    low = f" {words.lower()}"
    if not low.endswith(bounds):
        return ""
    found = [one for one in bounds if low.endswith(f" {one}")]
    return f"{words[-max(map(len, found)) :].lower()} " if found else ""


def _is_fit(filler: SlotShape, fits: frozenset[str], fact: Fact) -> bool:
    return is_kind(filler, fact) and (fact.kind not in FIGURES or bool(fits & {fact.kind, fact.unit_class or ""}))


def _is_rival(one: Fact, filler: SlotShape, fits: frozenset[str], fact: Fact) -> bool:
    """Whether another fact of the clause might be meant: one that fits as well, or a year that no word gives a role."""
    return _is_fit(filler, fits, one) or (fact.kind in _DATES and one.kind in _DATES and one.role is None)


def _year(fact: Fact) -> str | None:
    """The year by itself, as the text writes it; none for several years."""
    words = _YEAR.findall(fact.text)
    if len(words) == 1:
        return str(words[0]).strip("()[],.;:")
    return str(fact.year) if fact.year is not None and fact.end_year is None else None


def _name(element: Element, view: ClaimView) -> str | None:
    """The words of an element where they are a name that stands in the claim's own sentence."""
    if element.where != "sentence" or element.start is None or element.end is None:
        return None
    words = view.passages.norm.text[element.start : element.end]
    return words if words[:1].isupper() and len(words.split()) <= _NAME_WORDS else None
