"""Figures that look as if they contradicted each other, beside the like that do."""

from __future__ import annotations

from pathlib import Path

import pytest

import claimcheck
from claimcheck.model.report import DocumentOut

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of), lang="en")
SHARES = """| Indicator | 2023 | 2024 |
|---|---|---|
| Women in senior management (%) | 34 | 36 |
| Women in management (%) | 42 | 44 |"""
INJURIES = """| Indicator | 2023 | 2024 |
|---|---|---|
| Lost-time injury rate | 0.71 | 0.58 |"""
LATEST_FIRST = """| Indicator | 2024 | 2023 | 2019 |
|---|---|---|---|
| Water consumption (thousand m3) | 1,550 | 1,640 | 2,000 |"""
RISING = """| Indicator | 2023 | 2024 |
|---|---|---|
| Water consumption (thousand m3) | 2,000 | 2,200 |"""
DEATHS = """| Indicator | Unit | 2024 |
|---|---|---|
| Work-related fatalities | number | {} |"""
GOALS = """| Goal | Level | Due | 2024 milestone | 2024 result |
|---|---|---|---|---|
| Scope 1 and 2 emissions, from 2019 | -50% | 2030 | -35% | -37% |"""
STEPS = """| Goal | Base | Due | Status at end of 2024 |
|---|---|---|---|
| Water consumption | 2022 | 2030 | -17% |

| Indicator | 2022 | 2024 |
|---|---|---|
| Water consumption (thousand m3) | 2,310 | 1,924 |"""
FLEET = """| Measure | 2024 |
|---|---|
| Net zero | |
| Owned vessels | -31% |"""
LANDFILL = """| Indicator | Unit | 2024 |
|---|---|---|
| Operational waste to landfill | t | {} |"""


def _accused(sentence: str, table: str) -> set[str]:
    return _found(f"# Wexcombe Lines Report 2024\n\n{sentence}\n\n## Data\n\n{table}\n")


def _found(text: str) -> set[str]:
    return _told(AUDITOR.audit_text(text, format="markdown").documents[0])


def _told(document: DocumentOut) -> set[str]:
    found = [one for claim in document.claims for one in claim.findings]
    return {one.rule for one in (*found, *document.findings) if one.rule[:3] == "CON"} - {"CON-007"}


@pytest.mark.parametrize(
    ("sentence", "table", "right", "wrong"),
    [
        # Of two rows that name a metric the one with no other word is meant.
        ("At the end of 2024, women held {} of management positions.", SHARES, "44%", "47%"),
        # "From" has the figure of a time before, wherever the year stands.
        ("Our lost-time injury rate improved to {} in 2024 from 0.71 the year before.", INJURIES, "0.58", "0.42"),
        # A step on the way is not what is aimed at.
        ("We will cut Scope 1 and 2 emissions by {} from 2019 by 2030.", GOALS, "50%", "60%"),
        # A share of what was is told as a fraction; the status of a goal is a change, and no level.
        ("Water consumption fell by {} between 2022 and 2024.", STEPS, "a sixth", "a third"),
        # "Halved" is a change by itself.
        ("Water consumption has {} since 2019.", LATEST_FIRST, "fallen by 22.5%", "halved"),
    ],
)
def test_what_fits_is_not_accused(sentence: str, table: str, right: str, wrong: str) -> None:
    assert _accused(sentence.format(right), table) == set()
    assert _accused(sentence.format(wrong), table) != set()


@pytest.mark.parametrize(
    ("sentence", "table"),
    [
        ("All of our owned vessels meet the efficiency rules.", FLEET),
        ("Net zero: well-to-wake emissions that are 95% lower than in 2008. Emissions came to 2.4 Mt in 2024.", SHARES),
    ],
)
def test_what_is_said_of_all_or_none_of_something_else_is_not_accused(sentence: str, table: str) -> None:
    assert _accused(sentence, table) == set()


def test_none_of_it_is_held_against_the_table() -> None:
    sentence = "None of our operational waste was landfilled in 2024."
    assert _accused(sentence, LANDFILL.format("0")) == set()
    assert "CON-026" in _accused(sentence, LANDFILL.format("120"))


@pytest.mark.parametrize("when", ["in 2024", "in the reporting year", "during the year"])
def test_none_in_a_year_is_held_against_the_row(when: str) -> None:
    """A verb in a compound ends no noun phrase, and a time limits nothing."""
    sentence = f"There were no work-related fatalities {when}."
    assert _accused(sentence, DEATHS.format("0")) == set()
    assert "CON-026" in _accused(sentence, DEATHS.format("1"))


def test_what_has_changed_since_a_year_has_done_so_until_the_last_one() -> None:
    text = f"# Wexcombe Lines Report 2024\n\nWater consumption has fallen by 30% since 2019.\n\n{LATEST_FIRST}\n"
    (found,) = AUDITOR.audit_text(text, format="markdown").documents[0].findings
    assert found.message == "30% is stated; the figures of 2019 and 2024 give -22.5 %"


@pytest.mark.parametrize(
    ("sentence", "accused"),
    [
        ("Of our total waste of 5,760 tonnes in 2024, 5,184 tonnes were recovered.", False),
        ("In 2024, 5,184 tonnes of our total waste went to Lund.", False),
        ("Our total waste was 5,184 tonnes in 2024.", True),
    ],
)
def test_an_amount_of_a_part_is_not_held_against_the_whole(sentence: str, *, accused: bool) -> None:
    table = "| Indicator | 2023 | 2024 |\n|---|---|---|\n| Total waste (t) | 5,980 | 5,760 |"
    assert ("CON-011" in _accused(sentence, table)) is accused


def test_a_fall_that_is_a_rise_is_told_with_its_sign() -> None:
    text = f"# Wexcombe Lines Report 2024\n\nWater consumption fell by 10% in 2024 compared with 2023.\n\n{RISING}\n"
    (found,) = AUDITOR.audit_text(text, format="markdown").documents[0].findings
    assert found.message == "-10% is stated; the figures of 2023 and 2024 give +10.0 %"


def test_all_of_it_is_held_against_a_note_on_it() -> None:
    text = """# Wexcombe Lines Report 2024

All the electricity that we purchase is renewable.<sup>1</sup> Waste fell by 8 %.<sup>2</sup>
Water use fell by 3 %.<sup>3</sup>

## Notes

1. Guarantees of origin met {} of purchased electricity in 2024.
2. Weighed at the gate.
3. Read from the bills.
"""
    assert _found(text.format("100%")) == set()
    assert "CON-026" in _found(text.format("82%"))


@pytest.mark.parametrize(
    ("heading", "accused"),
    [
        ("Lorrach", False),
        ("BEG", False),
        ("Kilns", True),
        ("2.1 Highlights", True),
        ("Keeping waste out of Lorrach", True),
    ],
)
def test_what_stands_under_a_name_is_not_held_against_a_row_of_all(heading: str, *, accused: bool) -> None:
    text = (
        "# Report 2024\n\nThe oldest of our mills stands in Lorrach, and its neighbour BEG burns bark.\n\n## Waste\n\n"
        f"### {heading}\n\nThe waste that we sent to disposal has decreased over the last three years.\n\n## Data\n\n"
        "| Waste | 2022 | 2023 | 2024 |\n|---|---|---|---|\n| Waste sent to disposal (t) | 3,119 | 3,200 | 3,450 |\n"
    )
    assert bool(_found(text)) is accused


@pytest.mark.parametrize(
    ("over", "above", "accused"),
    [
        ("Reporting years", "Energy", True),
        ("Performance data", "Energy", True),
        ("", "Energy", True),
        ("", "Lund plant", False),
        ("Lund plant", "Energy", False),
    ],
)
def test_what_stands_over_all_columns_is_a_title(over: str, above: str, accused: bool, tmp_path: Path) -> None:
    """It makes no other row of any, as a caption does not; the name of a plant in it sets its rows apart."""
    text = f"""<html lang="en"><body><h1>Velmark Sustainability Report 2025</h1>
<p>Total energy consumption fell to 138,400 MWh in 2025. We opened a plant in Lund.</p>
<table><caption>{above}</caption>
<tr><th rowspan="2">Indicator</th><th rowspan="2">Unit</th><th colspan="2">{over}</th></tr>
<tr><th>2025</th><th>2024</th></tr>
<tr><td>Total energy consumption</td><td>MWh</td><td>141,300</td><td>148,900</td></tr></table></body></html>"""
    path = tmp_path / "report.html"
    path.write_text(text)
    assert bool(_told(AUDITOR.audit(path).documents[0])) is accused


@pytest.mark.parametrize(
    ("parts", "accused"), [((60, 30, 25), True), ((60, 30, 10), False), ((33, 33, 33), False), ((100, 100, 100), False)]
)
def test_shares_add_up_to_the_whole(parts: tuple[int, int, int], *, accused: bool) -> None:
    rows = "".join(f"| {name} | {part}% |\n" for name, part in zip(("Lund", "Graz", "Riga"), parts, strict=True))
    table = f"| Waste by works | 2024 |\n|---|---|\n{rows}| Total | 100% |\n"
    assert ("CON-012" in _accused("We cut our waste.", table)) is accused


_SPANS = (
    "| t CO2e | 2019 | 2020 | 2021 | 2022 | 2023 | 2024 |\n|---|---|---|---|---|---|---|\n"
    "| Emissions of our plants | 120 | 110 | 100 | 96 | 92 | {last} |\n"
)


@pytest.mark.parametrize(
    ("sentence", "last", "accused"),
    [
        # What fell over a span of years may have turned in it; only its first and last year are held together.
        ("The emissions of our plants fell over the last five years.", 95, False),
        ("The emissions of our plants are lower than five years ago.", 95, False),
        ("The emissions of our plants have fallen by 21% in five years.", 95, False),
        ("The emissions of our plants fell over the last four years.", 105, False),
        ("The emissions of our plants fell over the last five years.", 126, True),
        ("The emissions of our plants are the lowest in five years.", 95, True),
    ],
)
def test_what_moved_over_years_is_no_record_of_each(sentence: str, last: int, *, accused: bool) -> None:
    found = _found(f"# Report 2024\n\n{sentence}\n\n{_SPANS.format(last=last)}")

    assert ("CON-025" in found) is accused


def test_a_span_of_years_is_no_amount_of_a_row() -> None:
    text = (
        "# Report 2024\n\nFrom our wells we took 26% less water than five years ago.\n\n"
        "| Water, thousand m3 | 2019 | 2023 | 2024 |\n|---|---|---|---|\n| Well water | 850 | 668 | 629 |\n"
        "| Rain water collected | 15 | 38 | 44 |\n"
    )

    assert not _found(text)


def test_a_year_behind_an_earlier_figure_is_that_one_s_alone() -> None:
    sentence = (
        "In 2024, the water drawn fell by 11% compared to 2023, with 76,200 m3 recorded compared to "
        "{about} 85,600 m3 in 2023."
    )
    table = "| m3 | 2023 | 2024 |\n|---|---|---|\n| Water drawn | 85,600 | {} |"

    for about in ("approximately", "some", "nearly"):
        assert not _accused(sentence.format(about=about), table.format("76,200"))
    assert _accused(sentence.format(about="some"), table.format("67,200"))


@pytest.mark.parametrize(
    ("sentence", "accused"),
    [
        ("Four fifths of the fall in emissions, 2,460 t out of 3,040 t, is due to Scope 2.", False),
        ("The fall in Scope 2 emissions, 2,460 t, is due to solar power.", False),
        ("Scope 2 emissions came to 2,460 t.", True),
    ],
)
def test_what_stands_behind_the_name_of_a_change_is_its_amount(sentence: str, *, accused: bool) -> None:
    table = (
        "| t CO2e | 2022 | 2023 | 2024 |\n|---|---|---|---|\n| Scope 1 | 4,100 | 3,900 | 3,520 |\n"
        "| Scope 2 | 5,300 | 4,960 | 2,500 |"
    )

    assert bool(_accused(sentence, table)) is accused


@pytest.mark.parametrize(
    ("sentence", "accused"),
    [("Waste rose by 50 tonnes, after two years of decline.", False), ("Waste rose by 50 tonnes in two years.", True)],
)
def test_how_long_something_else_took_is_no_span_of_a_change(sentence: str, *, accused: bool) -> None:
    table = "| t | 2021 | 2022 | 2023 | 2024 |\n|---|---|---|---|---|\n| Waste | 3,020 | 2,960 | 2,840 | 2,890 |"

    assert bool(_accused(sentence, table)) is accused


@pytest.mark.parametrize(
    ("sentence", "accused"),
    [
        ("All employees in Norland are covered by collective agreements.", False),
        ("All our employees are covered by collective agreements.", True),
    ],
)
def test_a_share_beside_an_all_of_its_own_refutes_no_all(sentence: str, *, accused: bool) -> None:
    covered = "All employees in Norland and Sudland are covered by collective agreements, 78% of all our people."
    other = covered if not accused else "78% of our employees are covered by collective agreements."
    text = f"# Report 2024\n\n## Our year\n\n{sentence}\n\n## People\n\nWe employ 4,200 people. {other}\n"

    assert bool(_found(text)) is accused


@pytest.mark.parametrize(
    ("sentence", "accused"),
    [
        ("From 2026 all our electricity will be renewable.", False),
        ("By 2027 all our electricity will be renewable.", True),
    ],
)
def test_a_year_that_a_goal_is_due_in_is_no_base(sentence: str, *, accused: bool) -> None:
    table = "| Target | Base year | Due | 2024 |\n|---|---|---|---|\n| 100% renewable electricity | 2019 | 2026 | 86% |"

    assert bool(_accused(sentence, table)) is accused


CREW = """| People | 2023 | 2024 |
|---|---|---|
| Crew | 320 | 340 |
| of which women | 102 | 112 |"""
FERRIES = """| Indicator (%) | 2023 | 2024 |
|---|---|---|
| Low-deck ferries | 100 | 100 |
| Low-deck barges | 71 | 76 |

Counting gas vehicles too, 31 of the 90 ferries run without diesel."""
BREWERIES = """| Indicator | 2023 | 2024 |
|---|---|---|
| Electricity used (GWh) | 41.2 | 40.4 |
| of which breweries | 30.1 | 29.8 |
| Renewable electricity, Group (%) | 71 | 84 |"""
MISSED = """| Goal | Base year | Target | Due | Result 2024 | Status |
|---|---|---|---|---|---|
| Renewable electricity | 2019: 40 % | 100 % | 2024 | 96 % | missed |

| Indicator | 2023 | 2024 |
|---|---|---|
| Renewable electricity (%) | 91 | 96 |"""
GOALS_OF_PACKS = """| Goal | Base | Target | Due | Result 2024 | Status |
|---|---|---|---|---|---|
| Fully recyclable crates | 40 % | 100 % | 2024 | 62 % | behind |"""


@pytest.mark.parametrize(
    ("sentence", "table", "told"),
    [
        # A part with a name is not the whole.
        ("Half of the crew are women.", CREW, {"CON-013"}),
        ("Half of the crew in Osby are women.", CREW, set()),
        # Neither another row, nor what has but one word in common, counts what is said of all.
        ("As in the past, all ferries are low-deck vehicles.", FERRIES, set()),
        # What a goal is called is said of nothing.
        ("Progress towards fully recyclable crates is called too slow.", GOALS_OF_PACKS, set()),
        # What some rows within others count is not the group.
        ("All our electricity was renewable in 2024: 100%.", BREWERIES, {"CON-011"}),
        ("All four breweries ran on 100% renewable electricity in 2024.", BREWERIES, set()),
        # What suppliers met is no goal of the company.
        ("We met our renewable electricity target.", MISSED, {"CON-024"}),
        ("Our suppliers met their renewable electricity targets.", MISSED, set()),
        ("Lund has the most seats of all our branches.", "| Branch | Seats (%) |\n|---|---|\n| Lund | 61 |", set()),
    ],
)
def test_what_is_said_of_a_part_or_a_goal_is_not_said_of_all(sentence: str, table: str, told: set[str]) -> None:
    assert _accused(sentence, table) == told


@pytest.mark.parametrize(
    ("sentence", "accused"),
    [
        # What is more belongs to the figure before it, and not to the one before that.
        ("We burned 412 tonnes last year, 5 % more than in 2023, with 8 % more guest nights.", False),
        ("Our bill was 5 % lower than in 2023, with 17 % more guest nights.", True),
    ],
)
def test_what_is_more_belongs_to_the_figure_before_it(sentence: str, *, accused: bool) -> None:
    assert bool(_accused(sentence, NIGHTS + "| Guest nights | 148,000 | 160,000 |")) is accused


def test_what_a_row_is_per_is_not_what_it_counts() -> None:
    assert not _accused("In 2024 we had 8 % more guest nights than in 2023.", NIGHTS)


NIGHTS = """| Indicator | 2023 | 2024 |
|---|---|---|
| Heat used per guest night (kWh) | 8.3 | 8.1 |
"""
