"""Elements linked to figures elsewhere: what agrees counts, look-alikes count nothing, and the sum is shown."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.evidence.figures.figure_query import Agreeing
from claimcheck.model.claim_out import ClaimOut, ElementOut
from claimcheck.model.figure import Figure

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK, claimcheck.Context())

TABLE = """

## Figures

| Indicator | Unit | 2019 | 2023 | 2024 |
|---|---|---|---|---|
| Scope 1 emissions | t CO2e | 50,000 | 41,800 | 40,000 |
| Scope 2 emissions, location-based | t CO2e | 9,000 | 8,000 | 7,400 |
| Scope 2 emissions, market-based | t CO2e | 9,500 | 5,100 | 4,750 |
| Scope 1 emissions, Norway | t CO2e | 5,000 | 4,700 | 4,600 |
| Hazardous waste | t | 900 | 812 | 780 |
| Water withdrawal | m³ | 120,000 | 118,000 | 96,000 |
| Renewable electricity | % | 20 | 71 | 78 |
"""


def claim(text: str, rest: str = TABLE) -> ClaimOut:
    """The claim that the first words of a document make."""
    return AUDITOR.audit_text(f"{text}{rest}", format="markdown").documents[0].claims[0]


def element(one: ClaimOut, name: str) -> ElementOut:
    return next(part for part in one.elements if part.element == name)


def linked(text: str, name: str, rest: str = TABLE) -> tuple[str | None, float]:
    """The words of the linked figure, or None where the element is not linked, and its credit."""
    found = element(claim(text, rest), name)
    return (found.value if found.state == "linked" else None), found.credit


def test_the_level_beside_a_percentage() -> None:
    found = element(claim("We cut Scope 1 emissions by 20 % in 2024 compared with 2019."), "absolute_and_intensity")
    assert (found.state, found.credit, found.value) == ("linked", 0.8, "40,000")
    assert found.quote == "Scope 1 emissions | 2024: 40,000"
    assert found.place is not None
    assert found.place.block == "table"
    assert found.parsed is not None
    assert (found.parsed.number, found.parsed.unit, found.parsed.year) == (40_000, "tCO2e", 2024)


def test_a_change_is_worked_out_and_shown() -> None:
    found = element(claim("Hazardous waste fell in 2024 compared with 2019."), "value")
    assert (found.state, found.value) == ("linked", "780")
    assert found.quote is not None
    assert found.quote.endswith("(780 - 900) / 900 = -13.3 %")


def test_the_period_that_makes_the_claim_right() -> None:
    assert linked("Since 2019 our water withdrawal has fallen by 20 %.", "period") == ("96,000", 0.8)


def test_two_years_with_the_same_figure_tell_no_period() -> None:
    rest = "\n\n| Indicator | Unit | 2023 | 2024 |\n|---|---|---|---|\n| Renewable electricity | % | 78 | 78 |\n"
    assert linked("78 % of our electricity is renewable.", "period", rest)[0] is None


def test_progress_of_a_plan() -> None:
    found = element(claim("We will cut Scope 1 emissions by 50 % by 2030 against 2019."), "progress")
    assert (found.state, found.credit) == ("linked", 0.8)
    assert found.quote is not None
    assert found.quote.endswith("(40,000 - 50,000) / 50,000 = -20.0 %")
    assert linked("We will use 100 % renewable electricity by 2030.", "progress") == ("78", 0.8)


@pytest.mark.parametrize(
    ("goal", "value"),
    [("", "14 %"), (" against our target of 20 % by 2027", None), (" against our target of 20 %", None)],
)
def test_what_is_told_of_another_goal_is_no_progress(goal: str, value: str | None) -> None:
    rest = f"\n\nIn 2024 we had cut our Scope 1 emissions by 14 % since 2019{goal}.\n"
    assert linked("We will cut our Scope 1 emissions by 35 % by 2032.", "progress", rest)[0] == value


def test_the_base_year_with_its_value() -> None:
    found = element(claim("Water withdrawal was cut by 20 % in 2024."), "base_year")
    assert (found.state, found.value, found.credit) == ("linked", "120,000", 0.8)
    assert found.parsed is not None
    assert (found.parsed.number, found.parsed.year) == (120_000, 2019)


def test_a_basis_that_one_side_leaves_open_counts_half() -> None:
    text = "We cut Scope 2 emissions by 50 % in 2024 compared with 2019."
    assert linked(text, "absolute_and_intensity") == ("4,750", 0.4)


def test_the_named_basis_is_taken() -> None:
    text = "We cut location-based Scope 2 emissions by 18 % in 2024 compared with 2019."
    assert linked(text, "absolute_and_intensity") == ("7,400", 0.8)


def test_figures_of_sentences_count_less() -> None:
    rest = "\n\n## Energy\n\nIn 2024 Scope 1 emissions were 40,000 t CO2e.\n"
    text = "We cut Scope 1 emissions by 20 % in 2024 compared with 2019."
    assert linked(text, "absolute_and_intensity", rest) == ("40,000 t CO2e", 0.5)


@pytest.mark.parametrize(
    ("text", "decoy"),
    [
        ("We cut Scope 3 emissions by 20 % in 2024 compared with 2019.", "another scope"),
        ("We cut Scope 1 emissions by 20 % in 2022 compared with 2019.", "another year"),
        ("We love Denmark. In Denmark we cut Scope 1 emissions by 20 % in 2024 against 2019.", "another place"),
        ("Our subsidiary cut its Scope 1 emissions by 20 % in 2024 compared with 2019.", "somebody else"),
        ("We cut Scope 1 emissions per tonne of product by 20 % in 2024 against 2019.", "a rate"),
        ("We cut emissions from business travel by 20 % in 2024 compared with 2019.", "a part"),
        ("We cut energy use by 20 % in 2024 compared with 2019.", "another metric"),
        ("We cut Scope 1 emissions by 29 % in 2024 compared with 2019.", "another value"),
    ],
)  # fmt: skip
def test_what_is_about_something_else_is_no_evidence(text: str, decoy: str) -> None:
    claims = AUDITOR.audit_text(f"{text}{TABLE}", format="markdown").documents[0].claims
    found = [part for one in claims for part in one.elements if part.place and part.place.block == "table"]
    assert [part for part in found if part.state == "linked"] == [], decoy


def test_the_row_of_the_same_place_is_evidence() -> None:
    text = "We love Norway. In Norway we cut Scope 1 emissions by 8 % in 2024 against 2019."
    claims = AUDITOR.audit_text(f"{text}{TABLE}", format="markdown").documents[0].claims
    found = [part.value for one in claims for part in one.elements if part.element == "absolute_and_intensity"]
    assert "4,600" in found


@pytest.mark.parametrize(
    "rest",
    [
        "\n\n## Goals\n\nOur goal for 2024 was Scope 1 emissions of 40,000 t CO2e.\n",
        "\n\n## Energy\n\nIf we did nothing, Scope 1 emissions would be 40,000 t CO2e in 2024.\n",
        "\n\n## Energy\n\nIn 2024 Scope 1 emissions were not 40,000 t CO2e.\n",
        "\n\n## Glossary\n\nScope 1 emissions: in 2024, 40,000 t CO2e.\n",
        "\n\n## Energy\n\nIn 2024 Scope 1 emissions were less than 40,000 t CO2e.\n",
    ],
)
def test_what_is_planned_supposed_or_denied_is_no_level(rest: str) -> None:
    text = "We cut Scope 1 emissions by 20 % in 2024 compared with 2019."
    assert linked(text, "absolute_and_intensity", rest)[0] is None


def test_who_only_speaks_of_a_metric_gets_no_figure() -> None:
    found = claim("Our new offices help our customers to reduce their emissions.", TABLE)
    assert [part.element for part in found.elements if part.place and part.place.block == "table"] == []


def test_an_advert_gets_nothing_from_the_rest_of_a_document() -> None:
    context = claimcheck.Context(audience="consumer", medium="advert")
    rest = "\n\n## Energy\n\nIn 2024 Scope 1 emissions were 40,000 t CO2e.\n"
    text = f"We cut Scope 1 emissions by 20 % in 2024 compared with 2019.{rest}"
    found = claimcheck.Auditor(PACK, context).audit_text(text, format="markdown").documents[0].claims[0]
    assert element(found, "absolute_and_intensity").state != "linked"


def test_the_score_rises_with_a_table_that_agrees() -> None:
    text = "We cut Scope 1 emissions by 20 % in 2024 compared with 2019."
    assert claim(text).raw > claim(text, "").raw
    assert claim(text, TABLE.replace("Scope 1 emissions", "Scope 3 emissions")).raw == claim(text, "").raw


def test_the_cost_grows_with_the_claims_and_not_with_their_square(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0
    inner = Agreeing.match

    def counted(self: Agreeing, figure: Figure, agree: frozenset[str]) -> float:
        nonlocal compared
        compared += 1
        return inner(self, figure, agree)

    monkeypatch.setattr(Agreeing, "match", counted)

    def cost(size: int) -> int:
        nonlocal compared
        compared = 0
        sentence = "We cut Scope 1 emissions by {} % in 2024 compared with 2019."
        text = "\n\n".join(sentence.format(10 + place / 1000) for place in range(size))
        AUDITOR.audit_text(text, format="markdown")
        return compared

    one, two = cost(60), cost(120)
    assert one > 0
    assert two <= 2.2 * one


PLAIN = """
| Indicator | 2019 (base year) | 2023 | 2024 |
|---|---|---|---|
| Complaints about odour | 58 | 44 | 31 |
| Women among crew members, % | 12 | 17 | 19 |
| Hazardous waste, t | 410 | 350 | 322 |
"""


def test_two_cells_that_a_change_names_tell_its_base() -> None:
    quote, credit = linked("Complaints about odour dropped from 44 to 31, a fall of 30 %.", "base_year", PLAIN)
    assert "44" in str(quote)
    assert credit > 0
    quote, _ = linked("Complaints about odour dropped from 58 to 31, a fall of 47 %.", "base_year", PLAIN)
    assert "58" in str(quote)


def test_a_remark_on_a_year_does_not_part_a_row() -> None:
    quote, _ = linked("Complaints about odour dropped by 47 %.", "base_year", PLAIN)
    assert "58" in str(quote)


def test_a_record_without_a_figure_has_that_of_its_row() -> None:
    quote, _ = linked("Our hazardous waste is at its lowest since we began to weigh it.", "value", PLAIN)
    assert "322" in str(quote)


def test_the_verb_before_a_figure_limits_nothing() -> None:
    quote, _ = linked("Women hold 19 % among crew members.", "period", PLAIN)
    assert quote == "19"


def test_a_sentence_with_both_figures_of_a_change_is_quoted_once() -> None:
    text = (
        "Our mill cut its landfill waste by 25 %, from 8,400 tonnes in 2021 to 6,300 tonnes in 2025.\n\n"
        "We cut landfill waste by 25 %."
    )
    quotes = [
        part.quote for claim in claimcheck.audit_text(text).documents[0].claims for part in claim.elements if part.quote
    ]
    assert any("(6,300" in one and "from 8,400" in one for one in quotes)
    assert all(one.count("from 8,400") <= 1 for one in quotes)
