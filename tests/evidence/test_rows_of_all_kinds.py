"""Sentences of many kinds against one table: what it refutes, and what looks like it and is about something else."""

from __future__ import annotations

import pytest

import claimcheck

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of), lang="en")


def table(*rows: str, years: tuple[object, ...] = (2024, 2025), caption: str = "") -> str:
    """A table in Markdown; a row is a label and its figures."""
    head = " | ".join(map(str, ("Indicator", *years)))
    lines = [f"| {head} |", "|---" * (len(years) + 1) + "|", *(f"| {one} |" for one in rows)]
    return "\n".join([caption, "", *lines] if caption else lines)


def accused(sentence: str, data: str) -> set[str]:
    """The rules on contradictions that a sentence fires beside a table."""
    text = f"# Tarn plc Sustainability Report 2025\n\n## Performance\n\n{sentence}\n\n## Data\n\n{data}\n"
    document = AUDITOR.audit_text(text, format="markdown").documents[0]
    found = [*document.findings, *(one for claim in document.claims for one in claim.findings)]
    return {one.rule for one in found if one.rule.startswith("CON-")} - {f"CON-00{n}" for n in range(4, 10)}


RATES = table(
    "Lost-time injury frequency rate (per million hours worked) | 3.4 | 2.9",
    "Total recordable injury rate (per million hours worked) | 7.1 | 6.2",
)


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("The lost-time injury frequency rate (LTIFR) fell to 2.6.", "CON-011"),
        ("We brought the lost-time injury frequency rate down from 3.4 to 2.6 in 2025.", "CON-011"),
        ("With a total recordable injury rate of 5.2, we had a safe year.", "CON-011"),
        ("The lost-time injury frequency rate fell to 2.9.", None),
        ("At our Lund works, the lost-time injury frequency rate fell to 1.6.", None),
        ("The lost-time injury frequency rate of contractors was 4.6.", None),
        ("Our target for the lost-time injury frequency rate in 2027 is 2.2.", None),
    ],
)
def test_the_unit_of_a_rate_tells_no_part(sentence: str, rule: str | None) -> None:
    assert accused(sentence, RATES) == ({rule} if rule else set())


DENIED = table(
    "Operational waste to landfill (tonnes) | 410 | 320",
    "Confirmed incidents of corruption | 0 | 2",
    "Significant spills | 0 | 3",
    "Environmental fines (EUR thousand) | 0 | 45",
)


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("We sent no operational waste to landfill in 2025.", "CON-026"),
        ("None of our operational waste goes to landfill.", "CON-026"),
        ("No incidents of corruption were confirmed in the reporting year.", "CON-026"),
        ("There were no significant spills during the year.", "CON-026"),
        ("There were no environmental fines in 2025.", "CON-026"),
        ("The Lund works sent no operational waste to landfill in 2025.", None),
        ("There were no confirmed incidents of corruption in 2024.", None),
        ("No significant spills reached a river.", None),
        ("There should be no significant spills.", None),
        ("We had no confirmed incidents of corruption that were tried in court.", None),
        ("Our aim is to send no operational waste to landfill by 2028.", None),
        ("No hazardous waste went to landfill.", None),
        ("No significant spills were litigated.", None),
        ("Our vision is zero: no significant spills.", None),
        ("If there are no significant spills, a bonus is paid.", None),
    ],
)
def test_none_against_a_row_that_counts_some(sentence: str, rule: str | None) -> None:
    assert accused(sentence, DENIED) == ({rule} if rule else set())


SHARES = table(
    "Packaging recyclable (% by weight) | 93 | 96",
    "Sites certified to ISO 14001 (%) | 78 | 85",
    "Employees trained on the code of conduct (%) | 92 | 94",
)


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("All of our packaging was recyclable in 2025.", "CON-026"),
        ("100% of our packaging is recyclable.", "CON-011"),
        ("All of our sites are certified to ISO 14001.", "CON-026"),
        ("All seven sites are certified to ISO 14001.", "CON-026"),
        ("All of our sites are certified to ISO 9001.", None),
        ("All new employees were trained on the code of conduct in 2025.", None),
        ("All other employees were trained on the code of conduct in 2025.", None),
        ("All packaging of the Arden range is recyclable.", None),
        ("98% of our packaging is recyclable.", None),
    ],
)
def test_all_against_a_share_however_it_is_counted(sentence: str, rule: str | None) -> None:
    assert accused(sentence, SHARES) == ({rule} if rule else set())


WASTE = table("Total waste (t) | 5,980 | 5,760", "of which recovered | 5,262 | 5,184")


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Of our total waste of 5,860 tonnes in 2025, 5,184 tonnes were recovered.", "CON-011"),
        ("Of our total waste of 5,760 tonnes in 2025, 5,184 tonnes were recovered.", None),
        ("Of 5,760 tonnes of waste, 5,184 tonnes (90%) were recovered.", None),
        ("Of 5,760 tonnes of waste, 4,980 tonnes came from our mills.", None),
    ],
)
def test_a_whole_before_its_parts_is_none_of_them(sentence: str, rule: str | None) -> None:
    assert accused(sentence, WASTE) == ({rule} if rule else set())


def test_a_header_of_all_tables_is_no_name() -> None:
    head = '<tr><th rowspan="2">Indicator</th><th colspan="2">Reporting years</th></tr>'
    head += "<tr><th>2025</th><th>2020</th></tr>"
    row = "<tr><td>Scope 3, total (kt CO2e)</td><td>2,655</td><td>2,900</td></tr>"
    words = "The report follows the European Sustainability Reporting Standards."

    def fired(fall: str) -> list[str]:
        said = f"<p>Scope 3 emissions have fallen by {fall} since 2020. {words}</p>"
        text = f"<h1>Tarn plc Report 2025</h1>{said}<h2>Data</h2><table>{head}{row}</table>"
        found = AUDITOR.audit_bytes(text.encode(), path="report.html").documents[0].findings
        return [one.rule for one in found if one.rule == "CON-002"]

    assert fired("12%") == ["CON-002"]
    assert fired("8.4%") == []


LEVELS = table(
    "Water withdrawal (m3) | 790,000 | 655,000 | 612,000",
    "Training hours per employee | 10 | 14 | 15",
    "Recyclable packaging (%) | 70 | 82 | 86",
    "Hazardous waste (kg) | 41,000 | 38,000 | 30,000",
    "Scope 1 emissions (kt CO2e) | 61.2 | 52.4 | 48.9",
    years=(2019, 2024, 2025),
)


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Over 90% recyclable packaging was reached in 2025.", "CON-011"),
        ("Water withdrawal fell by at least a third between 2019 and 2025.", "CON-002"),
        ("Scope 1 emissions have more than halved since 2019.", "CON-002"),
        ("Training hours per employee have doubled since 2019.", "CON-002"),
        ("Compared with the previous year, hazardous waste fell by 35%.", "CON-002"),
        ("Over six years we cut water withdrawal by 31%.", "CON-002"),
        ("Scope 1 emissions were 48.9 tonnes CO2e in 2025.", "CON-011"),
        ("More than 80% of our packaging is recyclable packaging.", None),
        ("Water withdrawal is down by over 20% since 2019.", None),
        ("Less than 90% of our packaging is recyclable packaging.", None),
        ("The number of volunteers has doubled since 2019.", None),
        ("We target a cut of more than half in Scope 1 emissions from 2019.", None),
        ("Water withdrawal per tonne is down by half since 2019.", None),
        ("Hazardous waste fell by 21% compared with the previous year.", None),
        ("Scope 1 emissions were 48,900 tonnes of CO2e in 2025.", None),
        ("Hazardous waste of our laboratory was 30 g in 2025.", None),
    ],
)
def test_bounds_multiples_and_spans(sentence: str, rule: str | None) -> None:
    assert accused(sentence, LEVELS) == ({rule} if rule else set())


TRENDS = table(
    "Energy consumption (MWh) | 95,000 | 93,100 | 94,400",
    "Hazardous waste (t) | 380 | 395 | 410",
    "Accident rate (per million hours worked) | 4.9 | 4.6 | 5.1",
    "Share of renewable electricity (%) | 61 | 64 | 58",
    "Employee turnover (%) | 8.0 | 9.0 | 11.2",
    "Food donated (t) | 1,720 | 1,980 | 1,720",
    years=(2023, 2024, 2025),
)


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Energy consumption fell in 2025.", "CON-002"),
        ("In 2025 our company cut its energy consumption.", "CON-002"),
        ("Energy consumption fell sharply in 2025.", "CON-002"),
        ("Compared with the previous year, hazardous waste declined.", "CON-002"),
        ("Hazardous waste has fallen for the third year running.", "CON-002"),
        ("The accident rate improved in 2025.", "CON-002"),
        ("The share of renewable electricity rose in 2025.", "CON-002"),
        ("Employee turnover improved in 2025 compared with 2024.", "CON-002"),
        ("Energy consumption fell between 2023 and 2025.", None),
        ("Renewable electricity rose in 2025.", None),
        ("Energy consumption per tonne fell in 2025.", None),
        ("Energy consumption fell in 2024.", None),
        ("Energy consumption did not fall in 2025.", None),
        ("Energy consumption fell against our base year.", None),
        ("Energy consumption fell sharply during the shutdown.", None),
        ("Like for like, energy consumption fell in 2025.", None),
        ("Excluding acquisitions, hazardous waste fell.", None),
        ("The new pump reduced energy consumption.", None),
        ("Hazardous waste fell as a share of all waste.", None),
        ("Food donated to schools rose in 2025.", None),
        ("Hazardous waste of our customers fell in 2025.", None),
    ],
)
def test_a_rise_or_fall_without_a_figure(sentence: str, rule: str | None) -> None:
    assert accused(sentence, TRENDS) == ({rule} if rule else set())


GOALS = """| Goal | Target | Base year | Due |
|---|---|---|---|
| Net zero across the value chain | - | 2019 | 2050 |
| Electric vans | 100% | - | 2035 |"""


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Tarn is committed to reaching net zero across its value chain by 2045.", "CON-024"),
        ("We will switch to 100% electric vans by 2032.", "CON-024"),
        ("Tarn is committed to reaching net zero across its value chain by 2050.", None),
        ("We will publish a plan for net zero across the value chain by 2027.", None),
        ("We plan to buy 40 electric vans by 2027.", None),
        ("Our operations will be net zero by 2040.", None),
    ],
)
def test_a_goal_behind_a_verb(sentence: str, rule: str | None) -> None:
    assert accused(sentence, GOALS) == ({rule} if rule else set())


PEOPLE = table("Employees at year-end | 12,180 | 12,460", "Work-related fatalities | 1 | 0")


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("There were no work-related fatalities in 2024 and 2025.", "CON-026"),
        ("At the end of 2025 Tarn had 12,460 employees.", None),
        ("Tarn had roughly 12,500 employees.", None),
        ("We trained 11,640 employees in 2025.", None),
        ("We had 10,200 employees in Sweden.", None),
        ("We have 11,900 permanent employees.", None),
        ("Our suppliers have 18,000 employees.", None),
        ("There were no work-related fatalities in 2025.", None),
    ],
)
def test_people_are_counted_in_rows_of_their_own(sentence: str, rule: str | None) -> None:
    assert accused(sentence, PEOPLE) == ({rule} if rule else set())
