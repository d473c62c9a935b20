"""What is shown of an element: the noun and not its determiner, the name and not the word before it."""

from __future__ import annotations

import pytest

import claimcheck

AUDITOR = claimcheck.Auditor(claimcheck.load_rulepack())


def _shown(text: str, name: str) -> str | None:
    claim = AUDITOR.audit_text(text).documents[0].claims[0]
    return next((one.value for one in claim.elements if one.element == name and one.state != "missing"), None)


@pytest.mark.parametrize(
    ("text", "element", "value"),
    [
        ("We've halved the plastic in every yoghurt.", "boundary", "every yoghurt"),
        ("Over the next two years we will plant 4,000 trees.", "value", "4,000 trees"),
        ("We will plant 4,000 trees over the next two years.", "unit", "4,000 trees"),
        (
            "By 2031 we will cut our Scope 1 emissions by a hundred and twenty tonnes.",
            "value",
            "a hundred and twenty tonnes",
        ),
        ("In our 2024 review we published 2031 climate targets for our mills.", "target_year", "2031"),
        ("Our work in Lund used 40 GWh of energy in 2024.", "boundary", "Lund"),
        ("2 % of every sale goes to reforestation.", "boundary", "every sale"),
        ("All our palm oil is RSPO-certified.", "subject", "our palm oil"),
        ("Every parcel is climate neutral.", "subject", "Every parcel"),
        ("Our gender pay gap narrowed to 3 %.", "subject", "Our gender pay gap"),
        ("40 % less water use by 2031 than in 2019 (17 % reduction in FY24).", "progress", "17 %"),
        ("40 % less water use by 2031 than in 2019 (17 % reduction in FY24).", "value", "40 %"),
        ("The accident rate dropped by 12 %.", "subject", "The accident rate"),
        ("Our glass and metal packaging was lighter by 9 % in 2024.", "subject", "Our glass and metal packaging"),
        ("Our crews and their families cut fuel use by 9 % in 2024.", "subject", "Our crews"),
        ("In 2024, the accident rate dropped by 12 %.", "subject", "the accident rate"),
        ("Achieving 50:50 gender balance in management by 2031.", "subject", "50:50 gender balance"),
        ("Lowering the gender pay gap to 5 % by 2031.", "subject", "the gender pay gap"),
        ("The accident rate published in May dropped by 12 %.", "subject", "The accident rate"),
        ("Women held 33 % of management posts at the end of 2025.", "subject", "Women"),
        ("Our emissions fell by 12 % in 2024, verified by Bureau Kallis.", "verifier", "Bureau Kallis"),
        ("Hallam & Strood provided limited assurance on our emissions of 900 t CO2e.", "verifier", "Hallam & Strood"),
        ("Our bakery cut emissions to 410 t in 2024 (2019: 520 t).", "base_year", "2019"),
        ("We restored 14 hectares of bog near Kvarnby in 2024.", "boundary", "Kvarnby"),
        ("We cut waste by 9 % across our lounges.", "boundary", "across our lounges"),
        ("Our oat drink causes 0.31 kg CO2e per litre, calculated by the Nord institute.", "verifier", "Nord"),
        ("Our report follows the TCFD recommendations.", "scheme", "TCFD"),
        ("Halden Foods plc today said that it has cut its emissions by 12 %.", "subject", "Halden Foods plc"),
        ("We lowered our emissions by 11 % since 2021, in line with our goal of 30 % less by 2032.", "value", "30 %"),
    ],
)
def test_what_is_shown(text: str, element: str, value: str) -> None:
    assert _shown(text, element) == value


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("All our palm oil is RSPO-certified.", "locator"),
        ("Our palm oil is PEFC/FSC-certified.", "locator"),
        ("Our new packaging is made from plants.", "boundary"),
        ("Halden Foods will be net zero by 2040, ten years ahead of the government's target.", "value"),
        ("Our suppliers are checked for conflict minerals every two years.", "boundary"),
        ("Our net zero plan was audited against a code.", "comparator"),
        ("We donated EUR 400 to the Belltower Food Programme in 2024.", "metric"),
        ("Our green loan went to a leading energy company.", "metric"),
        ("The board set a measure in the Long Term Incentive plan to meet its renewable energy target.", "boundary"),
        ("To fuel our growth, we support a culture of equal opportunities.", "metric"),
        ("We support equal opportunities for our neighbours through the power of technology.", "metric"),
        ("We assess our climate risks under the Task Force on Climate-related Financial Disclosures.", "plan"),
        ("We assess our climate risks under the Task Force on Climate Related Financial Disclosures.", "plan"),
        ("Our emissions fell by 12 % and were reported against the GRI Standards.", "comparator"),
        ("Our school partnerships and the Alder Foundation help us hire a diverse workforce.", "contribution_terms"),
        ("We have established an emissions target of 40 % by 2035.", "plan"),
        ("Our mills support local communities and their schools.", "metric"),
        ("Every year our mills report how they reduce emissions against scopes 1, 2 and 3.", "comparator"),
        (
            "Courses in the 2024 financial year told of risks, Respect at Work, and how to work with responsible AI.",
            "boundary",
        ),
        ("Our mills cut Scope 1 emissions by 9 % in 2024, as Section 40 of the Clean Air Act asks.", "locator"),
        ("Our suppliers are checked for conflict minerals twice a year.", "value"),
        ("Our lounge has been carbon neutral since 2022.", "comparator"),
        ("Our sustainability report was prepared in accordance with the GRI Standards.", "locator"),
        ("Leeds, 12 March 2026 - Halden Foods said that it has cut its emissions by 12 %.", "period"),
    ],
)
def test_what_is_no_evidence(text: str, element: str) -> None:
    assert _shown(text, element) is None


def test_a_word_of_the_name_of_the_company_is_not_what_is_measured() -> None:
    text = (
        "Virgin Halden's shops are warm, and Virgin Halden is old. Virgin Halden will grow. Halden's oil is extra "
        "virgin.\n\n# People\n\nWe support equal opportunities for all at Virgin Halden, and for good."
    )
    claim = AUDITOR.audit_text(text, format="markdown").documents[0].claims[0]
    assert "metric" not in {one.element for one in claim.elements if one.state in ("present", "linked")}


@pytest.mark.parametrize(
    ("text", "type"),
    [
        (
            "All the electricity of our dairy comes from renewable sources, and its lorries' 900 t CO2e are offset.",
            "renewable_energy",
        ),
        ("Our jar holds 40 % less CO2 than before. It is climate neutral.", "carbon_neutral"),
    ],
)
def test_what_measures_something_else(text: str, type: str) -> None:
    claims = AUDITOR.audit_text(text).documents[0].claims
    (claim,) = (one for one in claims if one.type == type)
    assert all(one.state == "missing" for one in claim.elements if one.element in ("value", "unit"))


def test_whom_a_programme_is_run_with_is_not_its_subject() -> None:
    text = "Our water programme, run with the charity Clear Becks, saved 12,000 m3 of water in 2024."
    assert _shown(text, "subject") == "Our water programme"


def test_nothing_qualifies_a_claim_without_a_broad_word() -> None:
    claim = AUDITOR.audit_text("We used 23 % less energy for our glass in 2024.").documents[0].claims[0]
    assert all(one.element != "qualification" for one in claim.elements)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In the second half of 2025 our kilns cut Scope 1 emissions by a fifth.", "a fifth"),
        ("In the first half of 2024 the tannery cut its water use by 14 %.", "14 %"),
        ("We cut half of the plastic from our trays in 2024.", "half"),
        ("In the first half of 2024 our kilns cut Scope 1 emissions by half.", "half"),
    ],
)
def test_a_half_of_a_year_is_no_figure(text: str, value: str) -> None:
    assert _shown(text, "value") == value


@pytest.mark.parametrize(
    ("text", "value", "base_year"),
    [
        ("Heat use fell from 310 MWh to 270 MWh in 2024.", "270 MWh", None),
        ("Our kilns cut Scope 1 emissions from 60 t to 40 tCO2e in 2025.", "40 tCO2e", None),
        ("The share of women rose from 31 % to 34 % in 2024.", "34 %", None),
        ("Heat use fell from 310 MWh in 2022 to 270 MWh in 2024.", "270 MWh", "2022"),
        ("After 310 MWh in 2022, heat use fell to 270 MWh.", "270 MWh", "2022"),
        ("Heat use fell to 270 MWh, from 310 MWh in 2022.", "270 MWh", "2022"),
        ("Our power comes from 14 MW of solar panels and 9 MW of wind turbines.", "14 MW", None),
        ("Heat use fell by 13 % in 2024, from 310 MWh to 270 MWh.", "13 %", None),
    ],
)
def test_what_came_of_a_change_is_shown(text: str, value: str, base_year: str | None) -> None:
    assert _shown(text, "value") == value
    assert _shown(text, "base_year") == base_year


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Staff turnover was 14 % (2023: 16 %).", None),
        ("The injury rate was 0.14 per 100,000 hours worked (2023/24: 0.17).", None),
        ("Women held 38 % of our management posts (2024: 35 %), and by 2090 we want 45 %.", None),
        ("In 2024/25 the injury rate was 0.14 per 100,000 hours worked (2023/24: 0.17).", "2024/25"),
        ("Our gender pay gap narrowed to 9 % (2023: 11 %) in 2024.", "2024"),
        ("Our emissions (2024: 410 t CO2e) fell by 9 %.", "2024"),
        ("Staff turnover was 14 % (2024).", "2024"),
    ],
)
def test_the_year_of_a_figure_in_brackets_is_its_own(text: str, period: str | None) -> None:
    assert _shown(text, "period") == period


@pytest.mark.parametrize(
    ("text", "element", "value"),
    [
        ("Leakage was 61.4 Zq/d in 2025.", "subject", None),
        ("A night at Torvane used 14 kWh/guest in 2025.", "subject", "Torvane"),
        ("In 2025 the solar panels of 112 of our sheds and 14 of our barns made 74 GWh.", "metric", "74 GWh"),
        ("In 2025 the solar panels of our barns made 74 GWh.", "metric", "74 GWh"),
    ],
)
def test_a_unit_is_no_name_and_a_bare_number_no_measure(text: str, element: str, value: str | None) -> None:
    assert _shown(text, element) == value


@pytest.mark.parametrize(
    ("text", "value", "progress"),
    [
        ("By 2090 all our wool will be mulesing-free; in 2024 the share was 71 %.", None, "71 %"),
        ("In 2024 the share was 71 %; by 2090 all our wool will be mulesing-free.", None, "71 %"),
        ("By 2090 we will cut our waste by 30 %; in 2024 it was down by 12 %.", "30 %", "12 %"),
        ("In 2023 we set ourselves the goal of 45 % women in management by 2090.", "45 %", None),
        ("By 2090 we will use 35 % less water than in 2024.", "35 %", None),
        ("We will cut our emissions by 90 % by 2090; by 2035 we will have cut 42 %.", "90 %", None),
        ("We aim for 90 % renewable power by 2090 and have saved 4,100 litres of water in 2024.", "90 %", None),
    ],
)
def test_how_far_a_goal_has_come_is_not_what_is_aimed_at(text: str, value: str | None, progress: str | None) -> None:
    assert _shown(text, "value") == value
    assert _shown(text, "progress") == progress
