"""Totals and shares against their parts: what contradicts, what rounding explains, and what it costs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from made_figures import METRICS, PlainQuotes, figure

from claimcheck.evidence.contradictions.comparable_figures import Ledger
from claimcheck.evidence.contradictions.quoted_words import Found
from claimcheck.evidence.contradictions.sums import added, of_ledger, of_metrics, shared
from claimcheck.evidence.figures import arithmetic
from claimcheck.model.figure import Figure

QUOTES = PlainQuotes()


def ledger(*figures: Figure) -> Ledger:
    return Ledger(figures, METRICS)


def found(rule: str, *figures: Figure, tolerance: float = 1.0) -> list[Found]:
    told = ledger(*figures)
    if rule == "sums":
        return [added(one, tolerance, one.total.year, QUOTES) for one in of_metrics(told, tolerance)]
    return [shared(one, QUOTES) for one in of_ledger(told, tolerance)]


# -- sums and shares


def test_parts_that_do_not_add_up() -> None:
    parts = figure("one", 12_740, sentence=1), figure("two", 8_010, sentence=2)
    (one,) = found("sums", *parts, figure("both", 21_450, sentence=3))
    assert one.words["terms"] == "12,740 + 8,010"
    assert one.words["result"] == "20,750 kgCO2e"
    assert found("sums", *parts, figure("both", 20_751, sentence=3)) == [], "rounding"
    assert found("sums", *parts, figure("both", 21_450, 2023, sentence=3)) == []
    assert found("sums", parts[0], figure("both", 21_450, sentence=3)) == [], "a part is not told"
    assert found("sums", *parts, figure("both", 8_000, sentence=3)) == [], "less than a part is no total"


def test_a_part_counted_in_two_ways_may_give_the_total_either_way() -> None:
    parts = [figure("one", 100, sentence=1)]
    parts += [
        figure("two", value, basis=basis, sentence=place)
        for value, basis, place in ((50, "market", 2), (80, "location", 3))
    ]
    assert found("sums", *parts, figure("both", 180, sentence=4)) == []
    assert found("sums", *parts, figure("both", 180, basis="location", sentence=4)) == []
    assert len(found("sums", *parts, figure("both", 180, basis="market", sentence=4))) == 1


def test_amounts_written_unlike_were_misread() -> None:
    parts = figure("one", 128, sentence=1), figure("two", 447.426, precision=0.0005, sentence=2)
    assert found("sums", *parts, figure("both", 600, sentence=3)) == []


def test_a_share_that_its_figures_do_not_give() -> None:
    part = figure("recycled", 7_300, unit_class="mass", sentence=2)
    whole = figure("waste", 10_400, sentence=3)
    (one,) = found("shares", figure("recycled", 81, sentence=1), part, whole)
    assert one.words["result"] == "70.2 %"
    assert found("shares", figure("recycled", 70, sentence=1), part, whole) == []
    assert found("shares", figure("recycled", 81, 2023, sentence=1), part, whole) == []


# -- cost


def _steps(monkeypatch: pytest.MonkeyPatch, rule: str, figures: Sequence[Figure]) -> int:
    steps = 0
    plain = arithmetic.differs_by

    def counting(one: float, other: float) -> float:
        nonlocal steps
        steps += 1
        return plain(one, other)

    monkeypatch.setattr(arithmetic, "differs_by", counting)
    found(rule, *figures)
    return steps


@pytest.mark.parametrize("rule", ["sums", "shares"])
def test_a_text_of_nothing_but_contradictions_is_linear(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def hostile(size: int) -> list[Figure]:
        some = [figure("both", 1_000 + 7 * number, sentence=number) for number in range(size)]
        some += [figure("one", 500 + 3 * number, sentence=size + number) for number in range(size)]
        some += [figure("two", 400 + 3 * number, sentence=2 * size + number, cell=number) for number in range(size)]
        some += [figure("both", 900 + number, 2019, sentence=3 * size + number) for number in range(size)]
        return some

    few, twice = (_steps(monkeypatch, rule, hostile(size)) for size in (150, 300))
    assert twice <= 2.6 * few + 50
