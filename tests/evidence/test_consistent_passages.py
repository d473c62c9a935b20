"""Passages that look as if they disagreed and do not, each beside a plain contradiction of its kind."""

from __future__ import annotations

import pytest

import claimcheck

PACK = claimcheck.load_rulepack()
AUDITORS = {
    lang: claimcheck.Auditor(PACK, claimcheck.Context(as_of=PACK.law_as_of), lang=lang) for lang in ("en", "de")
}


def _messages(text: str, lang: str = "en") -> dict[str, str]:
    whole = f"# Wexcombe Lines Report 2024\n\n{text}\n"
    document = AUDITORS[lang].audit_text(whole, format="markdown").documents[0]
    found = [one for claim in document.claims for one in claim.findings]
    return {one.rule: one.message for one in (*found, *document.findings) if one.rule[:3] == "CON"}


def _told(text: str, lang: str = "en") -> set[str]:
    return set(_messages(text, lang))


INSPECTED = "In 2024 we inspected 12 of our 31 quarries."
TRAINED = """

| Indicator | 2023 | 2024 |
|---|---|---|
| Drivers trained in first aid (%) | 48 | 53 |"""


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        (f"Every quarry is inspected once every three years. {INSPECTED}", False),
        (f"All our quarries are inspected at least every other year. {INSPECTED}", False),
        (f"All our quarries are inspected every 24 months. {INSPECTED}", False),
        (f"All our quarries are inspected on a three-year cycle. {INSPECTED}", False),
        (f"Every two years all our quarries are inspected. {INSPECTED}", False),
        (f"All drivers are trained in first aid every second year.{TRAINED}", False),
        (f"Every quarry is inspected every financial year. {INSPECTED}", True),
        (f"All our quarries are inspected every 12 months. {INSPECTED}", True),
        (f"All drivers are trained in first aid each year.{TRAINED}", True),
        ("All our electricity was renewable for two years. In 2024 94% of our electricity was renewable.", True),
    ],
)
def test_the_count_of_one_year_is_none_of_what_takes_several(text: str, accused: bool) -> None:
    """All have their turn within some years, so that one year shows a part of them."""
    assert ("CON-026" in _told(text)) == accused


POWER = """

| Indicator | Unit | 2023 | 2024 |
|---|---|---|---|
| Electricity from renewable sources | % | 71 | 86 |"""


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("All of our crates in Spain are reusable. 81% of our crates are reusable.", False),
        ("At our yard in Osby, all water is reused. Across the group 61% of water is reused.", False),
        (f"All electricity we use in the EU comes from renewable sources.{POWER}", False),
        (
            "All electricity we use in the EU comes from renewable sources. Renewable sources met 94% of it worldwide.",
            False,
        ),
        ("All of our crates in Spain are reusable. In Spain 81% of our crates are reusable.", True),
        ("All of our crates are reusable. 81% of our crates are reusable.", True),
        ("In practice all of our crates are reusable. 81% of our crates are reusable.", True),
        (f"All electricity we use worldwide comes from renewable sources.{POWER}", True),
    ],
)
def test_a_place_is_not_held_against_the_whole(text: str, accused: bool) -> None:
    """The European Union is a place, too, though its letters stand in labels of all kinds."""
    assert ("CON-026" in _told(text)) == accused


def test_a_figure_of_the_european_union_is_not_held_against_that_of_the_whole() -> None:
    table = "\n\n| Indicator | Unit | 2023 | 2024 |\n|---|---|---|---|\n| Electricity consumption | GWh | 171 | 186 |"
    assert _told(f"In the EU our electricity consumption was 120 GWh in 2024.{table}") == set()
    assert "CON-011" in _told(f"Our electricity consumption was 120 GWh in 2024.{table}")


ROADMAP = """

# Roadmap

| Goal | Due | Status 2024 |
|---|---|---|
| Phase-out of oil boilers | 2031 | 27 % |
| Shore power at terminals | 2029 | 55 % |"""


@pytest.mark.parametrize(
    ("sentence", "accused"),
    [
        ("We missed our goal of phasing out oil boilers by 2026.", False),
        ("We did not reach our goal for oil boilers by 2026.", False),
        ("We will not reach our goal of phasing out oil boilers by 2026.", False),
        ("We shall miss our goal of phasing out oil boilers by 2026.", False),
        ("We met our 2026 goal for shore power early.", False),
        ("We will reach our goal of phasing out oil boilers by 2028.", True),
        ("Our goal for shore power is due in 2026.", True),
        ("We will phase out all oil boilers by 2028.", True),
    ],
)
def test_a_goal_that_was_missed_is_not_held_against_the_one_after_it(sentence: str, accused: bool) -> None:
    """Who admits that a date was missed has another one, which the table gives."""
    assert ("CON-024" in _told(sentence + ROADMAP)) == accused


SAVED = "In 2024 our crates saved 300 tonnes of cardboard, according to a life cycle assessment by the Fraunhofer IML"


@pytest.mark.parametrize(
    ("text", "accused"),
    [
        ("In 2024 we cut our waste by 6% to 70 t. The audit by DNV of May 2022 covered our 2021 data.", False),
        ("In 2024 we cut our waste by 6% to 70 t. The audit by DNV of May 2022 covered the 2021 figures.", False),
        (f"{SAVED} (2023, critical review under ISO 14044).", False),
        ("In 2024 we cut our waste by 6% to 70 t. The figures were verified by DNV for 2022.", True),
        (
            "In the 2024 financial year our emissions fell by 6%, verified by Bureau Nord for the 2022 financial year.",
            True,
        ),
        (f"{SAVED} (2021, critical review under ISO 14044).", True),
    ],
)
def test_a_check_of_other_figures_or_a_fresh_study_is_no_evidence_of_another_period(text: str, accused: bool) -> None:
    """A sentence beside a claim may tell what else was checked, and a study comes out before what rests on it."""
    assert ("CON-008" in _told(text)) == accused


@pytest.mark.parametrize(
    ("sentence", "headers", "message"),
    [
        (
            "Water use has fallen by 19% since 2019/20.",
            "2019/20 | 2023/24",
            "19% is stated; the figures of 2019/20 and 2023/24 give -9.0 %",
        ),
        (
            "Water use has fallen by 19% since 2019.",
            "2019 | 2024",
            "19% is stated; the figures of 2019 and 2024 give -9.0 %",
        ),
    ],
)
def test_financial_years_are_named_as_the_report_names_them(sentence: str, headers: str, message: str) -> None:
    table = f"\n\n| Indicator | {headers} |\n|---|---|---|\n| Water use (m3) | 34,600 | 31,500 |"
    assert _messages(sentence + table)["CON-002"] == message


def test_a_level_of_a_financial_year_is_named_with_both_of_its_years() -> None:
    table = "\n\n| Indicator | 2022/23 | 2023/24 |\n|---|---|---|\n| Water use (m3) | 34,600 | 31,500 |"
    told = _messages(f"Water use was 36,000 m3 in 2023/24.{table}")
    assert told["CON-011"] == "The text states 36,000 m3 and the table 31,500 m3 for 2023/24"


@pytest.mark.parametrize(("said", "stated"), [("fell by 9%", "-9%"), ("was down -9%", "-9%"), ("rose by 19%", "19%")])
def test_a_fall_that_is_a_rise_is_told_with_both_signs(said: str, stated: str) -> None:
    table = "\n\n| Indicator | 2021 | 2024 |\n|---|---|---|\n| Water use (m3) | 31,500 | 34,600 |"
    message = _messages(f"Water use {said} between 2021 and 2024.{table}")["CON-002"]
    assert message == f"{stated} is stated; the figures of 2021 and 2024 give {'+' * (stated < '0')}9.8 %"


@pytest.mark.parametrize(
    ("said", "label", "unit", "accused"),
    [
        ("Power outages were 7.8 minutes per kiosk in 2024.", "Power outages", "minutes per kiosk", True),
        ("Wash water was 7.8 m3 per wagon in 2024.", "Wash water", "m3 per wagon", True),
        ("Our waste came to 7.8 kg per tent in 2024.", "Waste", "kg per tent", True),
        ("Power outages were 8.7 minutes per kiosk in 2024.", "Power outages", "minutes per kiosk", False),
        ("Power outages were 8.1 minutes per kiosk in 2023.", "Power outages", "minutes per kiosk", False),
        ("Power outages were 7.8 minutes per kiosk in 2024.", "Power outages", "minutes per terminal", False),
        ("Outages were 7.8 minutes per kiosk in Osby in 2024.", "Outages", "minutes per kiosk", False),
        ("Wash water was 7.8 litres per wagon in 2024.", "Wash water", "m3 per wagon", False),
    ],
)
def test_a_rate_is_held_against_the_row_of_its_unit(said: str, label: str, unit: str, accused: bool) -> None:
    table = f"\n\n| Indicator | Unit | 2023 | 2024 |\n|---|---|---|---|\n| {label} | {unit} | 8.1 | 8.7 |"
    assert ("CON-011" in _told(said + table)) == accused
