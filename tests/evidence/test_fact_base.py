"""The fact base: what figures of prose and of tables measure, when, of what, and how exactly."""

from __future__ import annotations

from datetime import date

import pytest

import claimcheck
from claimcheck.annotate import Annotator
from claimcheck.model.figure import Figure
from claimcheck.read.dispatch import read_text
from claimcheck.segment import SentenceGrammar, StructureReader, segment
from claimcheck.text.derived_values import change, in_words, points, same, share
from claimcheck.text.fact_base import MOST_ALIKE, FactBase
from claimcheck.text.metric_words import Told, Words
from claimcheck.text.normalise import normalise
from claimcheck.text.prose_figures import ProseFigures

PACK = claimcheck.load_rulepack()
NOW = date(2026, 6, 1).year
GREEN = "electricity_renewable"
OPENERS = ("but", "while", "whereas", "and")


def base(text: str, language: str = "en") -> FactBase:
    """The fact base of a text in Markdown."""
    document = read_text(text, format="markdown")
    norm = normalise(document)
    lexicon = PACK.lexicons[language]
    spans = segment(norm, document, SentenceGrammar(frozenset(), frozenset(), OPENERS))
    structure = StructureReader(lexicon, PACK.sections.values()).read(document)
    passages = Annotator(lexicon, 0).annotate(document, norm, spans, structure)
    return FactBase(passages, lexicon.metrics, lexicon.facts, NOW)


def only(text: str, language: str = "en") -> Figure:
    """The one figure of a text."""
    (figure,) = base(text, language).figures
    return figure


@pytest.mark.parametrize(
    ("text", "metric", "value", "unit_class", "year", "role", "against"),
    [
        ("Scope 1 emissions were 12.3 ktCO2e in 2024.", "ghg_scope_1", 12.3e6, "emissions", 2024, None, None),
        ("Scope 1+2 emissions fell by 12 % in 2024 against 2019.", "ghg_scope_1_2", -12, "share", 2024, "change", 2019),
        ("Scope 1, 2 and 3 emissions were 9 Mt CO2e in 2024.", "ghg_scope_1_2_3", 9e9, "emissions", 2024, None, None),
        ("Energy use came to 2 TWh in 2024.", "energy_use", 2e9, "energy", 2024, None, None),
        ("Between 2019 and 2024 water withdrawal rose by 4 %.", "water_withdrawal", 4, "share", 2024, "change", 2019),
        ("We will cut Scope 3 emissions by 40 % by 2035.", "ghg_scope_3", -40, "share", 2035, "target", None),
        ("Emissions per tonne of product fell by 8 % in 2024.", "ghg_intensity", -8, "share", 2024, "change", None),
        ("Women held 38 % of management posts in 2024.", "women_management", 38, "share", 2024, None, None),
        ("In 2024 the lost-time injury rate was 1.4.", "injury_rate_lost_time", 1.4, "none", 2024, None, None),
        ("Renewable electricity rose by 5 percentage points in 2024.", GREEN, 5, "share", 2024, "change", None),
        ("The share of renewable electricity rose to 64 % in 2024.", GREEN, 64, "share", 2024, None, None),
    ],
)  # fmt: skip
def test_a_figure_of_prose(
    text: str, metric: str, value: float, unit_class: str, year: int, role: str | None, against: int | None
) -> None:
    figure = only(text)
    assert (figure.metric, figure.value, figure.unit_class) == (metric, pytest.approx(value), unit_class)
    assert (figure.year, figure.role, figure.against) == (year, role, against)
    assert figure.cell is None
    assert not figure.boundary


@pytest.mark.parametrize(
    "text",
    [
        "Scope 1 emissions are told on page 12.",
        "Our fleet drove 2,000 km in 2024, and emissions are measured.",
        "The emission factor was 400 g CO2e in 2024.",
        "Scope 3 accounts for 92 % of emissions.",
        "In 2024 we provided 15 courses, and training hours are counted.",
        "Fab 8 measures its energy use.",
    ],
)
def test_a_number_that_measures_nothing_named_is_no_figure(text: str) -> None:
    assert base(text).figures == ()


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("Emissions from business travel were 300 t CO2e in 2024.", {"business", "travel"}),
        ("Packaging waste came to 40 tonnes in 2024.", set()),
        ("Paper waste came to 40 tonnes in 2024.", {"paper"}),
        ("Our subsidiary used 40 GWh, its energy use of 2024.", {"subsidiary"}),
        ("Our sites in Norway are old. In Norway our energy use was 40 GWh in 2024.", {"norway"}),
        ("We own Brunfell. Brunfell's emissions were 40 t CO2e in 2024.", {"brunfell"}),
        ("We own Brunfell. The Brunfell plant had an energy use of 40 GWh in 2024.", {"brunfell"}),
        ("Brunfell, our wholesale arm, had emissions of 40 t CO2e in 2024.", {"brunfell"}),
        ("Total energy use of our own operations was 40 GWh in 2024.", set()),
        ("Energy use of all four plants was 40 GWh in 2024.", set()),
        ("Trading & Shipping. Scope 1 emissions were 40 t CO2e in 2024.", {"trading", "shipping"}),
    ],
)
def test_words_limit_what_a_figure_is_of(text: str, limit: set[str]) -> None:
    figures = [one for one in base(text).figures if one.value != 4]
    if text.startswith("Packaging"):
        assert figures == [], "packaging waste is another thing than waste"
        return
    assert [set(one.boundary) for one in figures] == [limit]


def test_the_company_limits_nothing() -> None:
    text = "At Brunfell we care. " * 5 + "In 2024 Brunfell's emissions were 40 t CO2e."
    assert not only(text).boundary


TABLE = """\
| Indicator | Unit | 2019 | 2024 | Change 2024 vs. 2019 |
|---|---|---|---|---|
| Scope 1 emissions | kt CO2e | 50.0 | 40.0 | -20 % |
| Scope 2 emissions, market-based | kt CO2e | 9.0 | 4.5 | -50 % |
| Scope 1 emissions, Norway | kt CO2e | 5.0 | 4.0 | -20 % |
| of which flaring | kt CO2e | 1.0 | 0.5 | -50 % |
| Energy use | GWh | 210 | 190 | -10 % |
| Scope 1 emissions per tonne of product | kg CO2e/t | 61 | 55 | -10 % |
| Visitors | number | 100 | 120 | +20 % |
"""


def test_figures_of_a_table() -> None:
    figures = base(TABLE).figures
    told = {(one.metric, one.last_year, one.role, one.value, *sorted(one.boundary), one.basis) for one in figures}
    assert ("ghg_scope_1", 2019, None, 50e6, None) in told
    assert ("ghg_scope_1", 2024, "change", -20.0, None) in told
    assert ("ghg_scope_2", 2024, None, 4.5e6, "market") in told
    assert ("ghg_scope_1", 2024, None, 4e6, "norway", None) in told
    assert ("energy_use", 2024, None, 190e6, None) in told
    assert any(one[0] == "ghg_intensity" and one[3] == pytest.approx(0.055) for one in told)
    assert not [one for one in figures if one.value in (100, 120)], "visitors are no metric"
    assert all(one.cell is not None for one in figures)
    assert {one.against for one in figures if one.role == "change"} == {2019}


def test_parts_of_a_row_are_no_whole() -> None:
    whole = [one for one in base(TABLE).of("ghg_scope_1", 2024) if not one.boundary and one.role is None]
    assert [one.value for one in whole] == [40e6]


def test_a_title_over_all_columns_limits_nothing() -> None:
    text = (
        "| | Carbon matters pp. | Carbon matters pp. |\n|---|---|---|\n| | 2023 | 2024 |\n"
        "| Scope 1 emissions (t CO2e) | 12 | 11 |\n"
    )
    assert {one.boundary for one in base(text).figures} == {frozenset()}


@pytest.mark.parametrize(
    ("written", "precision"),
    [
        ("12.3 kt CO2e", 50_000), ("12,345 t CO2e", 500), ("12,000 t CO2e", 500_000), ("1.20 Mt CO2e", 5e6),
        ("about 100 t CO2e", 50_000 + 5_000), ("7 t CO2e", 500),
    ],
)  # fmt: skip
def test_precision_is_what_the_digits_say(written: str, precision: float) -> None:
    assert only(f"Scope 1 emissions were {written} in 2024.").precision == pytest.approx(precision)


def test_a_bound_has_an_open_end() -> None:
    figure = only("We cut Scope 1 emissions by more than 30 % in 2024.")
    assert figure.high == figure.value == -30


def test_german_figures() -> None:
    figure = only("Im Jahr 2024 sank der Energieverbrauch um 12 %.", "de")
    assert (figure.metric, figure.value, figure.role, figure.year) == ("energy_use", -12, "change", 2024)


# -- derived figures


def _level(value: float, precision: float, unit_class: str = "emissions") -> Figure:
    return Figure(
        "ghg_scope_1", value, None, "t", unit_class, precision, 2024, None, None, None, frozenset(), frozenset("1"),
        None, 0, 1, 0,
    )  # fmt: skip


def test_a_change_has_the_precision_of_its_levels() -> None:
    derived = change(_level(38_400, 50), _level(24_310, 5))
    assert derived is not None
    assert derived.value == pytest.approx(-36.69, abs=0.01)
    assert derived.precision == pytest.approx(0.1, abs=0.01)
    assert same(-37, 0.5, derived.value, derived.precision)
    assert not same(-38, 0.5, derived.value, derived.precision)
    assert in_words(derived, ("38,400", "24,310")) == "(24,310 - 38,400) / 38,400 = -36.7 %"


def test_nothing_is_worked_out_from_nothing() -> None:
    assert change(_level(0, 0.5), _level(3, 0.5)) is None
    assert change(_level(5, 0.5)._replace(high=6.0), _level(3, 0.5)) is None


def test_points_and_shares() -> None:
    part, whole = _level(25, 0.5), _level(100, 0.5)
    found = share(part, whole)
    assert found is not None
    assert (found.kind, found.value) == ("share", 25)
    assert in_words(found, ("25", "100")) == "25 / 100 = 25.0 %"
    difference = points(_level(40, 0.5, "share"), _level(46, 0.5, "share"))
    assert difference is not None
    assert (difference.value, difference.precision) == (6, 1)
    assert in_words(difference, ("40 %", "46 %")) == "46 % - 40 % = +6.0"


# -- cost


def test_thousands_of_figures_of_one_metric_are_kept_few() -> None:
    text = "\n\n".join(f"Scope 1 emissions were {1000 + place} t CO2e in 2024." for place in range(400))
    facts = base(text)
    assert len(facts.figures) == 400
    assert len(facts.of("ghg_scope_1", 2024)) == MOST_ALIKE
    assert facts.years("ghg_scope_1") == (2024,)


def test_nothing_is_read_before_somebody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = base(TABLE + "\nScope 1 emissions were 12 t CO2e in 2024.\n\nWe like tea.\n")
    read: list[int] = []
    inner = ProseFigures.read

    def counted(self: ProseFigures, index: int, words: Words) -> Told:
        read.append(index)
        return inner(self, index, words)

    monkeypatch.setattr(ProseFigures, "read", counted)
    last = len(facts._passages.spans) - 2
    assert facts.told(last).figures
    assert facts.told(last).figures
    assert read == [last]
