"""Which figures of a sentence tell how much of something there is."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.model.passage import FIGURES, Fact

_MONEY, _TIME, _TARGET = "money", "time", "target"
FEW = 10
"""Up to here number words tell things apart as often as they count them: "Two of them were put off"."""


def counts(fact: Fact) -> bool:
    """Whether a figure tells how much; "three years" in words is how long something takes or holds."""
    if fact.kind not in FIGURES or fact.kind == _MONEY:
        return False
    return fact.unit_class != _TIME or any(map(str.isdigit, fact.text))


def is_few(fact: Fact) -> bool:
    """Whether a figure is a small number in words."""
    return fact.kind != "share" and not has_digits((fact,)) and (fact.value or 0) < FEW


def has_digits(figures: Iterable[Fact]) -> bool:
    """Whether one of some figures is written in digits."""
    return any(any(map(str.isdigit, fact.text)) for fact in figures)


def tells_amount(facts: Iterable[Fact]) -> bool:
    """Whether one of some facts tells how much, what was given, or by when something was to be."""
    return any(counts(fact) or fact.kind == _MONEY or fact.role == _TARGET for fact in facts)
