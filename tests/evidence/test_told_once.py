"""What a report says once: its period, its boundary, the base of its goals, and how a metric is worked out.

Each statement counts for what it names and for nothing else; beside every one that is found stand some that only look
like it.
"""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ClaimOut, ElementOut

AUDITOR = claimcheck.Auditor(claimcheck.load_rulepack())
CUT = "Our Scope 1 emissions fell by 23 %."
WASTE = "Our waste to landfill fell by 14 %."
PLAN = "We will cut our Scope 1 and 2 emissions by 43 % by 2032."


def _claim(text: str) -> ClaimOut:
    return AUDITOR.audit_text(text, format="markdown").documents[0].claims[0]


def _element(claim: str, sentence: str, name: str, heading: str = "About this report") -> ElementOut:
    text = f"# Results\n\n{claim}\n\nThe year was busy.\n\n# {heading}\n\n{sentence}\n"
    return next(one for one in _claim(text).elements if one.element == name)


@pytest.mark.parametrize(
    ("sentence", "heading", "quote"),
    [
        ("Data in this report are for the calendar year 2024 unless stated otherwise.", "About this report", "2024"),
        ("The figures relate to the 2024 financial year.", "About this report", "2024"),
        ("Our reporting period is the year 2024.", "Our people", "2024"),
        ("This sustainability review covers all our mills for the year ended 30 June 2024.", "Limits", "30 June 2024"),
    ],
)  # fmt: skip
def test_the_period_of_a_report_is_that_of_its_figures(sentence: str, heading: str, quote: str) -> None:
    period = _element(WASTE, sentence, "period", heading)
    assert (period.state, period.credit) == ("linked", 0.5)
    assert quote in (period.quote or "")


@pytest.mark.parametrize(
    ("sentence", "heading"),
    [
        # Of another metric, of several years, of a base, of somebody else, and of a meeting.
        ("Data on water withdrawal are for the calendar year 2024.", "About this report"),
        ("This report closes a three-year reporting period from 2022 to 2024.", "About this report"),
        ("The data are for comparison with the base year 2019.", "About this report"),
        ("The suppliers' data relate to the year 2022.", "Our people"),
        ("The figures relate to the 2024 financial year.", "Our people"),
        ("The board met eleven times in 2024.", "About this report"),
        ("Data on the waste of our rivals are for the year 2024.", "Our rivals"),
    ],
)
def test_another_period_is_none(sentence: str, heading: str) -> None:
    assert _element(CUT, sentence, "period", heading).state == "missing"


def test_what_has_no_figure_has_no_period() -> None:
    told = "Data in this report are for the calendar year 2024."
    text = f"# Climate\n\nWe have cut our Scope 1 emissions.\n\n# About this report\n\n{told}\n"
    period = next(one for one in _claim(text).elements if one.element == "period")
    assert period.state == "missing"


@pytest.mark.parametrize(
    ("sentence", "heading"),
    [
        ("The data were compiled from sites owned or operated by us.", "About this report"),
        ("Unless otherwise stated, all figures cover the sites under our operational control.", "Our people"),
        ("This impact report covers all plants.", "Limits"),
        ("All reported data covers all segments of our business.", "Our people"),
    ],
)
def test_the_boundary_of_all_figures(sentence: str, heading: str) -> None:
    boundary = _element(WASTE, sentence, "boundary", heading)
    assert (boundary.state, boundary.credit) == ("linked", 0.5)


@pytest.mark.parametrize(
    ("sentence", "heading"),
    [
        ("The data on water withdrawal were compiled from sites owned or operated by us.", "About this report"),
        ("The data were compiled by our controllers.", "About this report"),
        ("All plants are heated with gas.", "Our people"),
        ("The insurance covers all plants.", "Our people"),
    ],
)
def test_another_boundary_is_none(sentence: str, heading: str) -> None:
    assert _element(WASTE, sentence, "boundary", heading).state == "missing"


@pytest.mark.parametrize(
    ("claim", "sentence", "credit"),
    [
        (PLAN, "All targets are measured against the base year 2019.", 0.5),
        (PLAN, "Unless stated otherwise, our goals have 2019 as the base year.", 0.5),
        (CUT, "The year 2019 serves as the base year.", 0.5),
        (PLAN, "The baseline year for Scope 1 and 2 emissions is 2019.", 0.5),
        # The base of goals is none of a result, that of another metric none of this, and a pay rise compares nothing.
        (CUT, "All targets are measured against the base year 2019.", 0.0),
        (PLAN, "The baseline year for water withdrawal is 2019.", 0.0),
        (PLAN, "Base salaries were set anew in 2019.", 0.0),
        (PLAN, "All targets were approved in 2019.", 0.0),
    ],
)
def test_the_base_year_of_all_goals(claim: str, sentence: str, credit: float) -> None:
    assert _element(claim, sentence, "base_year").credit == credit


NAMED = "Our Scope 1, 2 and 3 emissions have been calculated using methods consistent with the GHG Protocol."


@pytest.mark.parametrize(
    ("claim", "sentence", "credit"),
    [
        (CUT, NAMED, 0.5),
        (CUT, "We calculate our Scope 1 emissions in line with ISO 14064-1.", 0.5),
        (WASTE, NAMED, 0.0),
        (CUT, "Our suppliers calculate their Scope 3 emissions in line with the GHG Protocol.", 0.0),
        (CUT, "Scope 1 emissions are calculated in line with the GHG Protocol.", 0.5),
        (CUT, "Scope 3 emissions are calculated in line with the GHG Protocol.", 0.0),
        (CUT, "Scope 1 emissions are calculated in line with ISO 14067.", 0.0),
        (CUT, "We support the GHG Protocol.", 0.0),
    ],
)
def test_how_the_company_works_out_a_metric_counts_under_any_heading(claim: str, sentence: str, credit: float) -> None:
    assert _element(claim, sentence, "method", "Our value chain").credit == credit


RATE = "Our lost-time injury rate fell by 14 % in 2024."


@pytest.mark.parametrize(
    ("sentence", "heading", "credit"),
    [
        ("The lost-time injury rate is calculated as lost-time injuries divided by hours worked.", "Methodology", 0.25),
        # Of another metric; of one that only uses it; and a rule on money.
        ("Employee turnover is calculated as leavers divided by headcount.", "Methodology", 0.0),
        ("The safety bonus is calculated as pay multiplied by the lost-time injury rate.", "Methodology", 0.0),
        ("Interest is calculated by dividing the yearly rate by twelve.", "Methodology", 0.0),
        # A definition is one wherever it stands.
        ("The lost-time injury rate is calculated as lost-time injuries divided by hours worked.", "Our people", 0.25),
    ],
)  # fmt: skip
def test_a_formula_is_the_method_of_what_it_defines(sentence: str, heading: str, credit: float) -> None:
    assert _element(RATE, sentence, "method", heading).credit == credit


ROWS = "| Indicator | Method |\n|---|---|\n| {} | Calculated with emission factors in line with ISO 14064-1. |\n"


@pytest.mark.parametrize(("label", "credit"), [("Scope 1 emissions", 0.5), ("Water withdrawal", 0.0)])
def test_the_label_of_a_row_names_what_its_cells_are_about(label: str, credit: float) -> None:
    assert _element(CUT, ROWS.format(label), "method", "Methodology").credit == credit


@pytest.mark.parametrize(("heading", "credit"), [("Scope 1 emissions", 0.5), ("Water withdrawal", 0.0)])
def test_a_heading_names_what_stands_under_it(heading: str, credit: float) -> None:
    under = f"All of it is calculated in line with ISO 14067.\n\n## {heading}\n\nCalculated under ISO 14067."
    assert _element(CUT, under, "method", "Methodology").credit == credit


def test_the_year_of_a_decision_limits_no_plan() -> None:
    text = (
        "# Climate\n\nIn August 2021 we announced our goal of cutting our greenhouse gas emissions. "
        "We will reduce absolute greenhouse gas emissions by 25 % from 2020 to 2032.\n"
    )
    held = {one.element: one.state for one in _claim(text).elements}
    assert held["absolute_and_intensity"] == "linked"


def test_the_period_of_the_report_counts_for_a_change_that_names_its_base() -> None:
    told = "This report covers Lomen Harbour plc, its two ferries and the yard in Kvarn, in the financial year 2024."
    assert _element("Our waste to landfill fell by 14 % against 2019.", told, "period").quote is not None
    since = _element("Our waste to landfill has fallen by 14 % since 2019/20.", told, "period")
    assert since.state == "linked"
    assert _element("Our mean gender pay gap is 7.2 %.", told, "period").state == "linked"


@pytest.mark.parametrize(
    ("sentence", "state"),
    [
        ("The report covers Lomen Harbour plc and its two ferries.", "linked"),
        ("Lomen Harbour plc and all its subsidiaries are included.", "linked"),
        ("Lomen Harbour plc was founded by two brothers.", "missing"),
        ("Fallow Marine plc and all its subsidiaries are customers.", "missing"),
    ],
)
def test_the_company_that_is_covered_is_the_boundary(sentence: str, state: str) -> None:
    text = f"# Lomen Harbour report 2024\n\n{WASTE}\n\n# About this report\n\n{sentence}\n\nLomen Harbour plc.\n"
    text += "\n".join(f"\nLomen painted quay {number}." for number in range(6))
    assert next(one for one in _claim(text).elements if one.element == "boundary").state == state


GUIDE = "The report covers Lomen Harbour plc in the calendar year 2024."
METHOD = "Emissions are determined under the rules of the port register."


def test_a_section_that_says_what_is_covered_is_about_the_report() -> None:
    claim = "The emissions of the ferries fell by 12 %."
    assert _element(claim, f"{GUIDE} {METHOD}", "method", "Reading guide").state == "linked"
    assert _element(claim, f"The quay was painted in 2024. {METHOD}", "method", "Reading guide").state == "missing"


def test_a_scope_told_behind_a_comma_limits_nothing_before_it() -> None:
    claim = "Our greenhouse gas emissions fell by 12 %."
    for rest in (", Scope 2 by the market", "; Scope 3 rests on estimates"):
        told = f"Emissions are calculated under the GHG Protocol{rest}."
        assert _element(claim, told, "method").state == "linked"
    assert _element(claim, "Scope 3 emissions are calculated under the GHG Protocol.", "method").state == "missing"


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        # Any verb that agrees with the report, "we report", and a year that is told by its days.
        ("We report on the calendar year 2024.", "2024"),
        ("This review deals with the calendar year 2024.", "2024"),
        ("The figures span the 2024 financial year.", "2024"),
        ("Figures are for the twelve months to 30 June 2024.", "2024"),
        ('"2023/24" stands for the 53 weeks to 29 June 2024.', "2023/24"),
        ("FY24 is the year to 30 June 2024.", "FY24"),
        ("Our financial year 2023/24 ran from 1 July 2023 to 30 June 2024.", "2023/24"),
        ("Every figure relates to the 53 weeks to 29 June 2024, called 2023/24.", "2023/24"),
    ],
)
def test_the_period_of_a_report_is_told_with_any_verb(sentence: str, quote: str) -> None:
    period = _element(WASTE, sentence, "period")
    assert period.state == "linked"
    assert quote in (period.quote or "")


@pytest.mark.parametrize(
    "sentence",
    [
        # What was done with the report in a year, what others report, other things than figures, and a name.
        "The report was printed in May 2024.",
        "The figures were compiled anew in 2024.",
        "Our suppliers report on the calendar year 2024.",
        "The Clean Targets initiative looks back on 2024.",
        '"2022/23" stands for what came before 2024.',
        "The financial year 2023/24 was one of high prices.",
        "The board of our financial year 2023/24 held office from 2022 to 2024.",
    ],
)
def test_an_event_of_a_year_is_no_period_of_the_report(sentence: str) -> None:
    assert _element(WASTE, sentence, "period").state == "missing"


@pytest.mark.parametrize(
    "sentence",
    [
        "Figures cover the four mills in Lund, Malmö and Ystad; the shop in Oslo is left out.",
        "The data include all companies of which we hold more than half.",
        # The head of an entry is not what the entry is about.
        "Entities: the report covers Tarnholm plc and all its subsidiaries.",
    ],
)
def test_the_sites_that_figures_cover_are_their_boundary(sentence: str) -> None:
    assert _element(WASTE, sentence, "boundary").state == "linked"


def test_topics_that_a_report_covers_are_no_boundary() -> None:
    sentence = "The report covers all topics that matter to our readers."
    assert _element(WASTE, sentence, "boundary").state == "missing"


@pytest.mark.parametrize(
    ("claim", "state"),
    [
        ("Emissions from our shops and lorries fell by 23 %.", "linked"),
        ("Emissions fell to 1.4 tonnes of CO2 per tonne of steel.", "linked"),
        ("The emissions of our soap from our shops fell by 23 %.", "missing"),
    ],
)
def test_a_claim_about_own_sites_is_none_about_a_product(claim: str, state: str) -> None:
    assert _element(claim, "We report on the calendar year 2024.", "period").state == state


@pytest.mark.parametrize(
    ("claim", "state"),
    [
        ("Our greenhouse gas emissions are 23 % below the base year.", "linked"),
        ("Our greenhouse gas emissions fell by 23 %.", "missing"),
    ],
)
def test_a_result_below_the_base_year_has_that_of_the_goals(claim: str, state: str) -> None:
    assert _element(claim, "The base year of our climate goals is 2018.", "base_year").state == state


@pytest.mark.parametrize(
    ("subject", "state"),
    [("All greenhouse gas figures, Scope 3 included, follow", "linked"), ("The Scope 3 emissions follow", "missing")],
)
def test_a_scope_that_commas_set_apart_limits_nothing(subject: str, state: str) -> None:
    claim = "Our greenhouse gas emissions fell by 18 % in 2024."
    assert _element(claim, f"{subject} the GHG Protocol Corporate Standard.", "method").state == state


AVOIDED = "4,060 tonnes of CO2 avoided over the reporting period by all that we finance."
CHAPTER = (
    "For new wind power we assumed that avoided emissions follow the grid emission factor of the country. "
    "We apply the PCAF standard to calculate them, and proxies to approximate avoided emissions."
)


@pytest.mark.parametrize("name", ["method", "assumptions", "comparator"])
def test_a_chapter_on_method_tells_of_what_its_words_name(name: str) -> None:
    assert _element(AVOIDED, CHAPTER, name, "Methodology notes").state == "linked"
    other = CHAPTER.replace("avoided emissions", "water use").replace("grid emission factor", "meters")
    assert _element(AVOIDED, other, name, "Methodology notes").state == "missing"
