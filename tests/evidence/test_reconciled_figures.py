"""Figures held against each other: what contradicts, what rounding and other identities explain, and what it costs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from made_figures import METRICS, PlainSides, change, figure

from claimcheck.evidence.reconcile import ledger as ledger_module
from claimcheck.evidence.reconcile.amounts import Amounts
from claimcheck.evidence.reconcile.changes import Changes, bases, changes
from claimcheck.evidence.reconcile.ledger import Ledger
from claimcheck.evidence.reconcile.sums import shares, sums
from claimcheck.evidence.reconcile.values import MOST_OF_ONE, alike, mixed
from claimcheck.model.contradiction import Contradiction
from claimcheck.model.figure import Figure
from claimcheck.rulepack.contradictions import Comparison

SIDES: Any = PlainSides()
AMOUNTS = Amounts("x" * 1_000_000, {"kgCO2e": 1.0, "tCO2e": 1000.0, "ktCO2e": 1e6, "m3": 1.0, "kg": 1.0})


# Words of the sentences and labels of figures, by where these stand.
WORDS: dict[int, frozenset[str]] = {}


def ledger(*figures: Figure) -> Ledger:
    return Ledger(figures, METRICS)


def found(rule: str, *figures: Figure, tolerance: float = 1.0, sold: str = "net") -> list[Contradiction]:
    book = ledger(*figures)
    asked = Comparison(rule, tolerance, sold=sold)
    match rule:
        case "alike":
            return list(alike("X", asked, book, SIDES, AMOUNTS, lambda one: one.sentence))
        case "mixed":
            return list(
                mixed("X", asked, book, SIDES, AMOUNTS, lambda one: WORDS.get(one.start, frozenset()))
            )
        case "changes":
            return list(changes("X", Changes(book, tolerance), SIDES, AMOUNTS))
        case "bases":
            return list(bases("X", asked, Changes(book, tolerance), SIDES, AMOUNTS))
        case "sums":
            return list(sums("X", asked, book, SIDES, AMOUNTS))
    return list(shares("X", asked, book, SIDES, AMOUNTS))


# -- one figure, two values


def test_two_values_of_one_figure() -> None:
    (one,) = found("alike", figure("water", 412_000, sentence=1), figure("water", 398_000, sentence=9))
    assert [side.sentence for side in one.sides] == [1, 9] or [side.sentence for side in one.sides] == [9, 1]
    assert one.words["difference"] == "14,000 m3"
    assert one.words["rounding"] == "1.0 m3"


@pytest.mark.parametrize(
    "other",
    [
        {"year": 2023},
        {"year": None},
        {"boundary": frozenset({"lund"})},
        {"basis": "net"},
        {"scopes": frozenset("3")},
        {"unit_class": "mass"},
        {"role": "target"},
        {"high": 500_000.0},
        {"metric": "waste"},
        {"metric": None},
    ],
)
def test_another_identity_is_nothing(other: dict[str, Any]) -> None:
    metric = other.pop("metric", "water")
    two = figure(metric, 398_000, other.pop("year", 2024), **{"sentence": 9, "scopes": frozenset(), **other})
    assert found("alike", figure("water", 412_000, sentence=1), two) == []


@pytest.mark.parametrize(
    ("precise", "coarse", "half"), [(1_408_000, 1_400_000, 50_000), (12_740, 13_000, 500)]
)
def test_rounding_explains(precise: float, coarse: float, half: float) -> None:
    pair = figure("water", precise, sentence=1), figure("water", coarse, precision=half, sentence=2)
    assert found("alike", *pair) == []
    assert found("alike", pair[0], pair[1]._replace(precision=half / 100)) != []


def test_tolerance_is_so_many_times_the_written_precision() -> None:
    pair = figure("water", 1_000, sentence=1), figure("water", 1_002, sentence=2)
    assert len(found("alike", *pair)) == 1
    assert found("alike", *pair, tolerance=2.0) == []


def test_within_one_sentence_something_tells_two_figures_apart() -> None:
    two = figure("water", 1_000, sentence=1), figure("water", 1_200, sentence=1, start=150)
    assert found("alike", *two) == []


def test_a_multiple_is_something_else_and_heads_are_counted_in_many_ways() -> None:
    assert found("alike", figure("water", 1_000, sentence=1), figure("water", 1_000_000, sentence=2)) == []
    heads = [figure("women", value, unit_class="count", sentence=value) for value in (210, 230)]
    assert found("alike", *heads) == []


def test_what_another_way_of_counting_gives_is_no_contradiction() -> None:
    site = figure("water", 398_000, sentence=9, boundary=frozenset({"lund"}))
    assert (
        found("alike", figure("water", 412_000, sentence=1), figure("water", 398_000, sentence=5), site) == []
    )


def test_prose_against_tables() -> None:
    cell = figure("water", 331_000, sentence=9, cell=4)
    (one,) = found("mixed", figure("water", 310_000, sentence=1), cell)
    assert [side.sentence for side in one.sides] == [1, 9]
    assert (one.words["first"], one.words["second"], one.words["year"]) == ("xxxxx", "331,000 m3", "2024")
    assert found("alike", figure("water", 310_000, sentence=1), cell) == []
    also = figure("water", 310_000, sentence=10, cell=9)
    assert found("mixed", figure("water", 310_000, sentence=1), cell, also) == [], "another table has it"


def test_what_limits_a_row_may_stand_anywhere_in_the_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    cell = figure("women", 56, sentence=9, cell=4, boundary=frozenset({"devices"}))
    prose = figure("women", 65, sentence=1)
    monkeypatch.setitem(WORDS, 900, frozenset({"plastic", "in", "devices"}))
    assert found("mixed", prose, cell) == []
    monkeypatch.setitem(WORDS, 100, frozenset({"our", "devices", "contained"}))
    assert len(found("mixed", prose, cell)) == 1
    other = figure("women", 40, sentence=10, cell=5, boundary=frozenset({"devices"}), basis="net")
    assert len(found("mixed", prose, cell, other)) == 1
    assert found("mixed", prose._replace(boundary=frozenset({"spain"})), cell) == []


def test_a_base_year_may_be_told_by_the_year_in_which_it_begins() -> None:
    base = figure("waste", 26_400, 2019, end_year=2020, sentence=5)
    now = figure("waste", 17_900, 2024, end_year=2025, sentence=6)
    (one,) = found("changes", change("waste", -40, 2019, None, sentence=1), base, now)
    assert one.words["result"] == "-32.2 %"


def test_of_one_identity_a_few_are_told_and_the_rest_counted() -> None:
    told = [figure("water", 1_000 + 20 * number, sentence=number) for number in range(9)]
    same = [figure("water", 1_000, sentence=50 + number) for number in range(4)]
    some = found("alike", *told, *same)
    assert len(some) == MOST_OF_ONE
    assert sum(len(one.further) for one in some) == len(told) + len(same) - 1 - MOST_OF_ONE


def test_figures_in_other_units_are_shown_in_the_unit_of_the_first() -> None:
    big = figure("one", 14_200_000, unit="ktCO2e", precision=50_000, sentence=1, cell=1)
    small = figure("one", 12_400_000, unit="tCO2e", precision=500, sentence=2, cell=2)
    (one,) = found("alike", big, small)
    assert {one.words["first"], one.words["second"]} in (
        {"14.2 ktCO2e", "12,400 tCO2e (= 12.4000 ktCO2e)"},
        {"12,400 tCO2e", "14.2 ktCO2e (= 14,200 tCO2e)"},
    )


# -- changes


LEVELS = (figure("one", 20_000, 2019, sentence=5), figure("one", 15_000, 2024, sentence=6))


def test_a_change_that_the_figures_do_not_give() -> None:
    (one,) = found("changes", change("one", -40, 2019, 2024, sentence=1), *LEVELS)
    assert one.words["result"] == "-25.0 %"
    assert [side.sentence for side in one.sides] == [1, 6, 5]
    assert (one.words["base_year"], one.words["year"]) == ("2019", "2024")


@pytest.mark.parametrize("stated", [-25, -25.4, 25])
def test_a_change_that_they_give_within_what_is_written(stated: float) -> None:
    assert found("changes", change("one", stated, 2019, 2024, sentence=1), *LEVELS) == []


@pytest.mark.parametrize(
    "other",
    [
        {"against": 2018},
        {"year": 2023},
        {"boundary": frozenset({"lund"})},
        {"basis": "net"},
        {"metric": "water"},
    ],
)
def test_a_change_of_something_else_is_nothing(other: dict[str, Any]) -> None:
    stated = change("one", -40, 2019, 2024, sentence=1)._replace(**other)
    assert found("changes", stated, *LEVELS) == []


def test_a_change_without_a_year_is_looked_for_in_every_year() -> None:
    later = figure("one", 12_000, 2025, sentence=7)
    assert found("changes", change("one", -40, 2019, None, sentence=1), *LEVELS, later) == []
    assert len(found("changes", change("one", -50, 2019, None, sentence=1), *LEVELS, later)) == 1


def test_a_change_that_another_scope_gives_is_no_contradiction() -> None:
    other = figure("two", 10_000, 2019, sentence=8), figure("two", 6_000, 2024, sentence=9)
    assert found("changes", change("one", -40, 2019, 2024, sentence=1), *LEVELS, *other) == []


def test_from_one_figure_to_another_in_one_sentence() -> None:
    told = [
        change("one", -45, None, 2024, sentence=1, start=100),
        figure("one", 8_200, 2019, sentence=1, start=120),
        figure("one", 5_100, 2024, sentence=1, start=140),
    ]
    (one,) = found("changes", *told)
    assert one.words["result"] == "-37.8 %"
    assert found("changes", told[0]._replace(value=-38.0), *told[1:]) == []


def test_points_are_no_percent() -> None:
    share = figure("women", 84, 2023, sentence=5), figure("women", 92, 2024, sentence=6)
    points = change("women", 8, 2023, 2024, sentence=1)._replace(unit="pp")
    assert found("changes", points, *share) == []
    assert len(found("changes", points._replace(value=12.0), *share)) == 1
    percent = change("women", 8, 2023, 2024, sentence=1)
    assert found("changes", percent, *share) == [], "per cent of a share may be meant in points"


def test_intensity_sold_as_absolute() -> None:
    rate = figure("ghg_rate", 655, 2018, sentence=7), figure("ghg_rate", 511, 2024, sentence=8)
    whole = figure("ghg", 5_200_000, 2018, sentence=5), figure("ghg", 4_990_000, 2024, sentence=6)
    stated = change("ghg", -22, 2018, None, sentence=1)
    (one,) = found("bases", stated, *rate, *whole, sold="intensity")
    assert one.words["result"] == "-4.0 %"
    assert found("bases", stated._replace(basis="intensity"), *rate, *whole, sold="intensity") == []
    assert found("bases", stated._replace(value=-4.0), *rate, *whole, sold="intensity") == []
    assert found("bases", stated, *rate, sold="intensity") == [], "nothing is known of the whole"
    assert found("changes", stated, *rate, *whole) == [], "told once"


def test_net_sold_as_gross() -> None:
    gross = [
        figure("one", value, year, basis="gross", sentence=year)
        for value, year in ((84_000, 2020), (71_400, 2024))
    ]
    net = [
        figure("one", value, year, basis="net", sentence=year + 9)
        for value, year in ((84_000, 2020), (33_600, 2024))
    ]
    stated = change("one", -60, 2020, None, sentence=1)
    (one,) = found("bases", stated, *gross, *net)
    assert one.words["result"] == "-15.0 %"
    assert found("bases", stated._replace(basis="net"), *gross, *net) == []
    assert found("bases", stated, *net) == []


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
    plain = ledger_module.differs_by

    def counting(one: float, other: float) -> float:
        nonlocal steps
        steps += 1
        return plain(one, other)

    for name in ("ledger", "changes", "sums", "values"):
        monkeypatch.setattr(f"claimcheck.evidence.reconcile.{name}.differs_by", counting)
    found(rule, *figures)
    return steps


@pytest.mark.parametrize("rule", ["alike", "mixed", "changes", "bases", "sums", "shares"])
def test_a_text_of_nothing_but_contradictions_is_linear(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def hostile(size: int) -> list[Figure]:
        some = [figure("both", 1_000 + 7 * number, sentence=number) for number in range(size)]
        some += [figure("one", 500 + 3 * number, sentence=size + number) for number in range(size)]
        some += [
            figure("two", 400 + 3 * number, sentence=2 * size + number, cell=number) for number in range(size)
        ]
        some += [figure("both", 900 + number, 2019, sentence=3 * size + number) for number in range(size)]
        some += [change("both", -number, 2019, None, sentence=4 * size + number) for number in range(size)]
        return some

    few, twice = (_steps(monkeypatch, rule, hostile(size)) for size in (150, 300))
    assert twice <= 2.6 * few + 50
