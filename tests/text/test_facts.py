"""Figures in text: each expression with all facts that stand in it."""

from __future__ import annotations

from typing import Any

import pytest

from claimcheck.model.passage import Fact
from claimcheck.text.facts import FactGrammar, find_facts
from claimcheck.text.normalise import normalise_text

Expected = tuple[str, dict[str, Any]]


def facts_in(text: str, grammar: FactGrammar) -> tuple[Fact, ...]:
    norm = normalise_text(text)
    return find_facts(norm.text, 0, len(norm.text), grammar)


def fields(fact: Fact) -> dict[str, Any]:
    names = ("value", "high", "unit", "year", "end_year", "role")
    return {name: getattr(fact, name) for name in names if getattr(fact, name) is not None}


def share(text: str, value: float, high: float | None = None, unit: str = "%") -> tuple[str, str, dict[str, Any]]:
    return ("share", text, {"value": value, "unit": unit} | ({"high": high} if high else {}))


def amount(
    text: str, value: float, unit: str | None = None, high: float | None = None
) -> tuple[str, str, dict[str, Any]]:
    return ("quantity", text, {"value": value} | ({"unit": unit} if unit else {}) | ({"high": high} if high else {}))


def money(text: str, value: float, unit: str, high: float | None = None) -> tuple[str, str, dict[str, Any]]:
    return ("money", text, {"value": value, "unit": unit} | ({"high": high} if high else {}))


def year(text: str, number: int, role: str | None = None) -> tuple[str, str, dict[str, Any]]:
    return ("year", text, {"year": number} | ({"role": role} if role else {}))


def period(text: str, first: int, last: int | None = None, role: str = "period") -> tuple[str, str, dict[str, Any]]:
    return ("period", text, {"year": first, "role": role} | ({"end_year": last} if last else {}))


EXPRESSIONS = [
    ("15 % vs.2019", share("15 %", 15), year("2019", 2019)),
    # shares
    ("We cut it by 30 %.", share("30 %", 30)),
    ("17% less glass", share("17%", 17)),
    ("Waste fell by 12 t to 51 t.", amount("12 t", 12, "t"), amount("51 t", 51, "t")),
    ("Waste fell by 12 to 51 t.", amount("12 to 51 t", 12, "t", 51)),
    ("Waste fell by 5% to 10%.", share("5% to 10%", 5, 10)),
    ("made of 100% renewable fibre", share("100%", 100)),
    ("up 2.5 percent", share("2.5 percent", 2.5)),
    ("down 12 per cent", share("12 per cent", 12)),
    ("a 50-55% cut", share("50-55%", 50, 55)),
    ("a 30–40 % cut", share("30-40 %", 30, 40)),
    ("between 4 and 9 %", share("between 4 and 9 %", 4, 9)),
    ("10 to 15 per cent", share("10 to 15 per cent", 10, 15)),
    ("10% to 15%", share("10% to 15%", 10, 15)),
    ("from 50 % to 30 %", share("50 %", 50), share("30 %", 30)),
    ("from 20 % to 30 %", share("20 %", 20), share("30 %", 30)),
    ("rose 3 percentage points", share("3 percentage points", 3, unit="pp")),
    ("rose 1.5 pp", share("1.5 pp", 1.5, unit="pp")),
    ("a change of -52 % and +4 %", share("52 %", 52), share("4 %", 4)),
    ("about one third of it", share("one third", 33.3333)),
    ("two thirds of our sites", share("two thirds", 66.6667)),
    ("two-thirds of it", share("two-thirds", 66.6667)),
    ("three quarters of it", share("three quarters", 75)),
    ("half of it", share("half", 50)),
    ("We halved it.", share("halved", 50)),
    ("½ of it", share("1/2", 50)),
    ("2/3 of it", share("2/3", 66.6667)),
    ("thirty percent of it", share("thirty percent", 30)),
    ("twenty-five per cent", share("twenty-five per cent", 25)),
    ("12,5 % more", share("12,5 %", 12.5)),
    ("20%.1 We agree", share("20%", 20)),
    # quantities
    ("1.2 million tonnes of CO2e", amount("1.2 million tonnes of CO2e", 1.2e6, "tCO2e")),
    ("1,234.5 MWh", amount("1,234.5 MWh", 1234.5, "MWh")),
    ("1.234,5 MWh", amount("1.234,5 MWh", 1234.5, "MWh")),
    ("12 kt CO₂e", amount("12 kt CO2e", 12, "ktCO2e")),
    ("5\u2009000 t", amount("5 000 t", 5000, "t")),
    ("1 234 567 kg", amount("1 234 567 kg", 1234567, "kg")),
    ("1'234 kg", amount("1'234 kg", 1234, "kg")),
    ("1.234.567 kWh", amount("1.234.567 kWh", 1234567, "kWh")),
    ("1.5 °C of warming", amount("1.5 °C", 1.5, "degC")),
    ("9 of 12 objectives", amount("9", 9), amount("12", 12)),
    ("2½ tonnes", amount("2 1/2 tonnes", 2.5, "t")),
    ("3x as much", amount("3x", 3, "times")),
    ("three times as much", amount("three times", 3, "times")),
    ("output doubled", amount("doubled", 2, "times")),
    ("five million trees", amount("five million trees", 5e6, "trees")),
    ("twelve sites", amount("twelve sites", 12, "sites")),
    ("1,200 employees", amount("1,200 employees", 1200, "people")),
    ("2024 employees were trained", amount("2024 employees", 2024, "people")),
    ("fell by 2000 t", amount("2000 t", 2000, "t")),
    ("120 kWh/m² a month", amount("120 kWh/m2", 120, "kWh/m2")),
    ("30 ML and 5 ml", amount("30 ML", 30, "ML"), amount("5 ml", 5, "ml")),
    ("40 mwh", amount("40 mwh", 40, "MWh")),
    ("250 Kilowatt hours", amount("250 Kilowatt hours", 250, "kWh")),
    ("0.5 tonnes of CO2e per tonne", amount("0.5 tonnes of CO2e per tonne", 0.5, "tCO2e/t")),
    ("12 t CO2e/€m revenue", amount("12 t CO2e/€m", 12, "tCO2e/EUR")),
    ("5 tonnes per year", amount("5 tonnes", 5, "t")),
    ("a 30-year plan", amount("30-year", 30, "a")),
    ("200-300 t", amount("200-300 t", 200, "t", 300)),
    ("fell from 500 to 300 t", amount("500", 500, "t"), amount("300 t", 300, "t")),
    ("0.427kWh/server", amount("0.427kWh", 0.427, "kWh")),
    ("We run 12 of them.", amount("12", 12)),
    ("a 5G network for 12 sites", amount("12 sites", 12, "sites")),
    ("our goal 30 kg is met", amount("30 kg", 30, "kg")),
    # money
    ("USD 3.4 billion", money("USD 3.4 billion", 3.4e9, "USD")),
    ("€2.5m a year", money("€2.5m", 2.5e6, "EUR")),
    ("$80 per tonne", money("$80", 80, "USD")),
    ("5 million euros", money("5 million euros", 5e6, "EUR")),
    ("EUR 5-10 million", money("EUR 5-10 million", 5e6, "EUR", 10e6)),
    ("€5 to €6 million", money("€5 to €6 million", 5e6, "EUR", 6e6)),
    ("CHF 12,000", money("CHF 12,000", 12000, "CHF")),
    ("US$268.6 billion.2", money("US$268.6 billion", 268.6e9, "USD")),
    # years and what they are for
    ("by 2030", year("2030", 2030, "target")),
    ("from 2019 on all sites", year("2019", 2019, "base")),
    ("by the end of 2030", year("2030", 2030, "target")),
    ("no later than 2035", year("2035", 2035, "target")),
    ("until December 2030", year("December 2030", 2030, "target")),
    ("by mid-2025", year("2025", 2025, "period")),
    ("our 2030 target", year("2030", 2030, "target")),
    ("the 2025 and 2030 targets", year("2025", 2025, "target"), year("2030", 2030, "target")),
    ("a 2027 milestone", year("2027", 2027, "interim")),
    ("against 2019", year("2019", 2019, "base")),
    ("a 2019 baseline", year("2019", 2019, "base")),
    ("from a 2021 base year", year("2021", 2021, "base")),
    ("compared with 2020 levels", year("2020", 2020, "base")),
    ("2019 (base year)", year("2019", 2019, "base")),
    ("base year (2019)", year("2019", 2019, "base")),
    ("since 2018", year("2018", 2018, "base")),
    ("in 2024", year("2024", 2024, "period")),
    ("In 2024 employees met", year("2024", 2024, "period")),
    ("the report of 2024", year("2024", 2024)),
    ("on 27 September 2026", year("27 September 2026", 2026)),
    ("on September 27, 2026", year("September 27, 2026", 2026)),
    ("until 31 December 2030", year("31 December 2030", 2030, "target")),
    ("on 27.09.2026 and 2026-09-28", year("27.09.2026", 2026), year("2026-09-28", 2026)),
    # periods
    ("from 3 March to 30 May 2025", period("from 3 March to 30 May 2025", 2025)),
    ("between March and May 2025", period("between March and May 2025", 2025)),
    ("FY2024", period("FY2024", 2024)),
    ("in FY23", period("FY23", 2023)),
    ("fiscal year 2022", period("fiscal year 2022", 2022)),
    ("by FY2030", year("FY2030", 2030, role="target")),
    ("2023/24", period("2023/24", 2023, 2024)),
    ("the 2023-24 season", period("2023-24", 2023, 2024)),
    ("FY2023/24", period("FY2023/24", 2023, 2024)),
    ("against a 2008/09 baseline", period("2008/09", 2008, 2009, "base")),
    ("Q3 2024", period("Q3 2024", 2024)),
    ("in 2024 Q3", period("2024 Q3", 2024)),
    ("between 2019 and 2024", period("between 2019 and 2024", 2019, 2024)),
    ("from 2019 to 2024", period("from 2019 to 2024", 2019, 2024)),
    ("over 2019-2024", period("2019-2024", 2019, 2024)),
    ("between March 2019 and May 2024", period("between March 2019 and May 2024", 2019, 2024)),
    ("in 2019 and 2024", year("2019", 2019, "period"), year("2024", 2024, "period")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [(row[0], row[1:]) for row in EXPRESSIONS], ids=lambda value: str(value)[:40]
)
def test_expression(text: str, expected: tuple[tuple[str, str, dict[str, Any]], ...], grammar: FactGrammar) -> None:
    found = [(fact.kind, fact.text, fields(fact)) for fact in facts_in(text, grammar) if fact.kind != "party"]
    assert found == [(kind, words, pytest.approx(some) if "value" in some else some) for kind, words, some in expected]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("It will enter our totals from 2026 on.", "target"),
        ("It will enter our totals from 2026 on, with all sites.", "target"),
        ("Emissions fell from 2019 on all sites.", "base"),
        ("Emissions fell by 9 % from 2019, on all sites.", "base"),
    ],
)
def test_from_a_year_on_is_what_comes(text: str, role: str, grammar: FactGrammar) -> None:
    years = [fact for fact in find_facts(text, 0, len(text), grammar) if fact.kind == "year"]
    assert [one.role for one in years] == [role]


def test_there_are_enough_expressions() -> None:
    assert len({row[0] for row in EXPRESSIONS}) == len(EXPRESSIONS) >= 95


@pytest.mark.parametrize(
    ("text", "unit_class"),
    [
        ("5 t", "mass"),
        ("5 t CO2e", "emissions"),
        ("5 t CO2e per tonne", "intensity"),
        ("5 per million hours", "intensity"),
        ("5 t per 1,000 employees", "intensity"),
        ("5 employees per million hours", "count"),
        ("5 per trees", None),
        ("5 MWh", "energy"),
        ("5 MW", "power"),
        ("5 %", "share"),
        ("5 pp", "share"),
        ("5 employees", "count"),
        ("€5", None),
        ("for 5 of them", None),
    ],
)
def test_unit_class(text: str, unit_class: str | None, grammar: FactGrammar) -> None:
    assert [fact.unit_class for fact in facts_in(text, grammar)] == [unit_class]


def test_offsets_count_from_the_start_of_the_whole_text(grammar: FactGrammar) -> None:
    text = "It fell. We cut 5 t by 2030. 7 t"
    facts = find_facts(text, 9, 28, grammar)
    assert [(fact.text, text[fact.start : fact.end]) for fact in facts] == [("5 t", "5 t"), ("2030", "2030")]


def test_decimal_comma_of_the_language_decides_what_three_digits_are() -> None:
    words: dict[str, Any] = {"decimal": ","}
    german = FactGrammar.build(words, [], {})
    values = [fact.value for fact in find_facts("etwa 1.234 und 1,234 und 1.5", 0, 28, german)]
    assert values == [1234, 1.234, 1.5]


def test_grammar_without_words_still_reads_digits() -> None:
    bare = FactGrammar.build({}, [], {})
    assert [(fact.kind, fact.value) for fact in find_facts("up 12 % to 7", 0, 12, bare)] == [
        ("share", 12),
        ("quantity", 7),
    ]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Checked by a third party in March.", []),
        ("Checked by a third-party body.", []),
        ("Emissions fell by a third. Parties came.", [33.3333]),
        ("Emissions fell by a third in March.", [33.3333]),
    ],
)
def test_a_part_before_a_noun_of_order_is_no_share(text: str, shares: list[float], grammar: FactGrammar) -> None:
    assert [fact.value for fact in facts_in(text, grammar) if fact.kind == "share"] == shares


@pytest.mark.parametrize(
    ("text", "read"), [("We follow a doubled materiality.", []), ("We doubled what is recycled.", ["doubled"])]
)
def test_a_multiple_before_a_noun_of_kind_is_no_figure(text: str, read: list[str], grammar: FactGrammar) -> None:
    assert [fact.text for fact in facts_in(text, grammar)] == read
