"""Assurance statements in forms that no list of phrases foresees: who, how deep and on what is told by structure."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.report import AssuranceOut, DocumentOut

AUDITOR = claimcheck.Auditor(claimcheck.load_rulepack())
LONG_TITLE = (
    "Independent practitioner's reasonable assurance report on the identified sustainability information that the"
    " company has included in its report on business responsibility for the year"
)
HELD = ("present", "linked")


def _read(text: str) -> DocumentOut:
    return AUDITOR.audit_text(text, format="markdown").documents[0]


def _one(text: str) -> AssuranceOut:
    (found,) = _read(text).assurance
    return found


def _held(document: DocumentOut, words: str, element: str = "verifier") -> bool:
    """Whether an element of the claim with some words is held."""
    states = [
        one.state
        for claim in document.claims
        if words in claim.text
        for one in claim.elements
        if one.element == element
    ]
    assert states, f"no claim asks for {element}: {words}"
    return any(state in HELD for state in states)


WHOLE = """# Fernhill Dairy Sustainability Statement 2024

Energy use fell to 88 GWh in 2024. Women held 31 % of our management posts in 2024.

All four dairies hold certificates to ISO 14001.

## External examination

Ostmark Marle, chartered auditors, examined this statement as a whole with limited assurance under ISAE 3000, and the
energy use with reasonable assurance.
"""


def test_a_level_behind_its_matter_and_a_part_checked_more_closely() -> None:
    found = _one(WHOLE)
    assert found.practitioner == "Ostmark Marle"
    assert found.whole
    assert found.levels == ["limited", "reasonable"]
    assert [(one.metrics, one.level) for one in found.covered] == [(["energy_use"], "reasonable")]


def test_the_whole_covers_all_results_and_no_certificate() -> None:
    document = _read(WHOLE)
    assert _held(document, "Energy use fell")
    assert _held(document, "Women held")
    assert not _held(document, "certificates to ISO 14001")


MARKED = """# Review

Numbers with a star (✪) were examined by Ostmark Revision.

Water losses in our network fell to 9.1 % in 2024. Energy use fell to 41 GWh in 2024.

| Indicator | 2023 | 2024 |
|---|---:|---:|
| Network water losses, % | 10.4 | 9.1 ✪ |
| Energy use, GWh | 44 | 41 |

## Independent conclusion

Ostmark Revision examined the 2024 numbers that carry a star, under ISAE 3000. It expresses reasonable assurance for the
network water losses and limited assurance for all other numbers with a star.
"""


def test_a_sign_is_known_by_where_else_it_stands() -> None:
    document = _read(MARKED)
    assert {one.mark for one in document.assurance} == {"✪"}
    assert {level for one in document.assurance for level in one.levels} == {"reasonable", "limited"}


def test_a_claim_is_covered_by_the_marked_cell_of_its_row() -> None:
    document = _read(MARKED)
    assert _held(document, "Water losses in our network")
    assert not _held(document, "Energy use fell")


LETTER = """# Quarrel Ceramics Report 2023

Scope 1 emissions were 4,210 tCO2e in 2023. We trained 310 apprentices in 2023.

## Independent assurance statement

To the readers of the Quarrel Ceramics Report 2023

Dorn Verification Institute (hereinafter "DVI") was commissioned by Quarrel Ceramics to carry out an assurance of
selected data. DVI conducted its work under ISAE 3000. We provided a limited level of assurance.

The boundary of our work is restricted to the data in the selected information, listed below:

- Scope 1 emissions (tCO2e)
- Scope 2 emissions (tCO2e)

In our opinion the procedures listed below were sufficient:

- interviews with those who collect data
- visits to two works

Dorn Verification Institute, Leeds, 4 March 2024
"""


def test_a_list_has_the_scopes_of_its_entries() -> None:
    found = _one(LETTER)
    assert found.levels == ["limited"]
    assert {scope for one in found.covered for scope in one.scopes} == {"1", "2"}


def test_a_list_of_what_is_measured_is_what_was_checked() -> None:
    document = _read(LETTER)
    assert _held(document, "Scope 1 emissions were")
    assert not _held(document, "We trained")


@pytest.mark.parametrize(("line", "name"), [("For and on behalf of Marle Fenn GmbH", "Marle Fenn GmbH")])
def test_a_signature_names_the_practitioner_and_the_address_does_not(line: str, name: str) -> None:
    found = _one(
        f"""# Orrin Steel Report 2024

## {LONG_TITLE}

To the Board of Directors of Orrin Steel Limited

We have undertaken a reasonable assurance engagement on Scope 1 emissions for the year ended 31 March 2024 under ISAE
3000. In our opinion they are prepared, in all material respects, as the criteria ask.

{line}

Pune, 3 June 2024
"""
    )
    assert found.practitioner == name
    assert found.levels == ["reasonable"]


def test_two_practitioners_of_one_section_are_two_statements() -> None:
    found = _read(
        """# Assurance

KPMG provided reasonable assurance over Scope 1 emissions in 2023 under ISAE 3410. The Carbon Trust provided limited
assurance over Scope 3 emissions in 2023 under ISO 14064-3.
"""
    ).assurance
    assert [(one.practitioner, one.levels) for one in found] == [
        ("KPMG", ["reasonable"]),
        ("Carbon Trust", ["limited"]),
    ]


def test_a_paragraph_goes_on_about_the_check() -> None:
    found = _one(
        """# Emissions

Marle Carbon Ltd was engaged to examine our inventory. The inventory for 2022 was verified under ISO 14064-3 at a
reasonable level of assurance. The verification comprised direct emissions (Scope 1). Business travel was not part
of the verification.
"""
    )
    assert found.levels == ["reasonable"]
    assert {scope for one in found.covered for scope in one.scopes} == {"1"}
    assert found.excluded


@pytest.mark.parametrize(
    "text",
    [
        "Our use of security standards has been verified by the auditors of Marle Certification Ltd.",
        "Deloitte audits our annual accounts. KPMG helped us to prepare for assurance under the directive.",
        "Brunnfeld Mills says that its emissions fell by 9 % and that Aldine Audit verified them under ISO 14064-3.",
    ],
)
def test_no_check_of_the_figures(text: str) -> None:
    assert _read(f"# Assurance and more\n\n{text}\n").assurance == []


def test_the_statement_counts_and_not_what_is_said_of_it() -> None:
    document = _read(
        """# Climate

Scope 1 emissions were 4,210 tCO2e in 2024.

Ostmark Revision confirmed Scope 1 emissions with reasonable assurance.

# Report of the practitioner

We have performed a limited assurance engagement under ISAE 3410 on Scope 1 emissions of 2024. Nothing has come to our
attention that would cast doubt on them. Ostmark Revision AB, Lund, 20 February 2025.
"""
    )
    claim = next(one for one in document.claims if "4,210" in one.text)
    level = next(one for one in claim.elements if one.element == "assurance_level")
    assert "limited" in (level.quote or "")


def test_entries_on_single_scopes_cover_their_sum() -> None:
    document = _read(
        """# Climate

Scope 1 and 2 emissions were 6,210 tCO2e in 2023. Scope 3 emissions were 9,800 tCO2e in 2023.

# Independent assurance statement

Marle Fenn LLP gave limited assurance under ISAE 3410 on the following data of 2023:

- Scope 1 emissions
- Scope 2 emissions
"""
    )
    assert _held(document, "Scope 1 and 2")
    assert not _held(document, "Scope 3")


def test_a_statement_made_solely_for_somebody_is_on_no_whole_report() -> None:
    found = _one(
        """# Independent limited assurance report

We were engaged to perform a limited assurance engagement in respect of selected disclosures under ISAE 3000. This
report is made solely to the directors. Nothing has come to our attention that would cast doubt on
the selected disclosures.

KPMG
"""
    )
    assert not found.whole


def test_a_report_by_another_name_is_not_this_report() -> None:
    document = _read("# Novel Soft Report\n\nOur SOC 2 report was issued by Marle Fenn LLP under SSAE 18.\n")
    assert not any(one.whole for one in document.assurance)


OWN_ROWS = """# Review of 2024

The climate footprint of our dairies is 20% smaller than in 2020.[^a]

Women now fill 34 % of senior posts.

Lost days of hauliers came to 2.41 per million hours.

| Indicator | Unit | 2020 | 2024 |
|---|---|---|---|
| Scope 1 and 2 emissions ✪ | t CO2e | 5,000 | 4,000 |
| Scope 3 emissions | t CO2e | 9,000 | 9,300 |
| Female share of senior posts ✪ | % | 28 | 34 |
| Lost days, employees ✪ | per million hours | 2.90 | 2.10 |
| Lost days, hauliers | per million hours | 2.70 | 2.41 |

Ostmark Revision examined the 2024 figures of the rows marked ✪ with limited assurance under ISAE 3000.

[^a]: {note}
"""


def test_the_figure_and_a_note_tell_the_row_of_a_claim() -> None:
    document = _read(OWN_ROWS.format(note="Scope 1 and 2."))
    assert _held(document, "climate footprint")
    assert _held(document, "climate footprint", "assurance_level")
    assert _held(document, "Women now fill")


def test_a_note_on_other_scopes_tells_another_row() -> None:
    assert not _held(_read(OWN_ROWS.format(note="Scope 3.")), "climate footprint")


def test_a_row_without_the_mark_is_not_covered_by_that_of_its_neighbour() -> None:
    assert not _held(_read(OWN_ROWS.format(note="Scope 1 and 2.")), "hauliers")


def test_what_is_said_of_all_is_a_result_of_the_whole() -> None:
    document = _read(WHOLE.replace("All four", "All the power in our dairies is renewable.\n\nAll four"))
    assert _held(document, "All the power")
    assert not _held(document, "certificates to ISO 14001")


def test_a_single_word_is_an_entry_of_a_list_within_a_sentence() -> None:
    found = _one(
        "# Review\n\nOstmark Revision gave limited assurance under ISAE 3000 on these figures for 2024: Scope 1"
        " emissions, water withdrawal, turnover and hazardous waste."
    )
    assert "turnover" in " ".join(one.words for one in found.covered)


def test_two_bodies_in_one_paragraph_make_two_checks() -> None:
    document = _read(
        "# Review\n\nOur green loans have been subject to external review by Sustainalytics. Our Scope 1 emissions have"
        " been subject to limited assurance by KPMG under ISAE 3000.\n"
    )
    assert [one.practitioner for one in document.assurance if one.levels] == ["KPMG"]


def test_the_title_of_the_assurance_report_limits_nothing() -> None:
    document = _read(
        "# Review\n\nThis document has been subject to a limited assurance engagement under ISAE 3000 by KPMG. It was"
        ' made as told in the "Report of the Independent Auditors".\n\n## Report of the Independent Auditors\n\n'
        "The auditors sit in Lund.\n"
    )
    assert any(one.whole for one in document.assurance)


@pytest.mark.parametrize("signed", ["Oakes & Lindqvist Prüfung, 3 March 2026", "Oakes Lindqvist, Leeds, 3 March 2026"])
def test_whoever_signs_with_a_date_needs_no_legal_form(signed: str) -> None:
    document = _read(
        f"""# Brackmoor Hotels Report 2025

Energy use came to 383 GWh in 2025.

## Independent assurance

To the board. We have performed a limited assurance engagement under ISAE 3000 on this report for 2025.

{signed}
"""
    )
    (held,) = [one for one in document.claims[0].elements if one.element == "verifier"]
    assert (held.state, held.quote) == ("linked", signed.split(",")[0])


@pytest.mark.parametrize(
    ("listed", "entries"),
    [
        ("Scope 1 emissions, leakage and hours of training", ["leakage", "hours of training.", "Scope 1 emissions"]),
        ("overtime, diesel burned, leakage and pollution", ["overtime", "diesel burned", "leakage", "pollution."]),
        ("Scope 1 and 2 emissions, leakage and overtime", ["leakage", "overtime.", "Scope 1 and 2 emissions"]),
        ("Scope 1 emissions, and health and safety", ["and health and safety.", "Scope 1 emissions"]),
        ("Scope 1 emissions and health and safety", ["health and safety.", "Scope 1 emissions"]),
    ],
)  # fmt: skip
def test_the_last_and_of_a_list_parts_single_words_and_nothing_else_is_an_entry(
    listed: str, entries: list[str]
) -> None:
    found = _one(
        f"""# Orrin Water Report 2024

## Independent assurance statement

We were engaged to provide limited assurance over the following indicators: {listed}. We conducted our work under ISAE
3000. We did not examine spills. Nothing has come to our attention that causes us to believe that the selected
indicators have not been prepared, in all material respects, as the criteria ask.

Hollin Brandt LLP, Leeds, 3 June 2025
"""
    )
    assert [one.words for one in found.covered] == entries
    assert [one.words for one in found.excluded] == ["spills."]


@pytest.mark.parametrize(
    ("claim", "held"),
    [
        ("We have cut our total emissions by 14 % since 2021.", False),
        ("In total our greenhouse gas emissions fell to 5,300 tCO2e in 2024.", False),
        ("Our total Scope 1 and 2 emissions fell by 14 % in 2024.", True),
        ("Our emissions fell by 14 % in 2024.", True),
    ],
)
def test_a_total_takes_in_the_scope_that_was_left_out(claim: str, held: bool) -> None:
    told = (
        "We have performed a reasonable assurance engagement on Scope 1 and Scope 2 emissions for 2024 under ISAE"
        " 3410. In our opinion they are prepared, in all material respects, as the criteria ask."
    )
    out = "We did not examine Scope 3 emissions."
    signed = "Hollin Brandt LLP, Leeds, 3 June 2025"
    left, whole = (
        _read(f"# Report 2024\n\n{claim}\n\n# Assurance report\n\n{text}\n\n{signed}\n")
        for text in (f"{told} {out}", told)
    )
    assert _held(left, claim) is held
    assert _held(whole, claim)
