"""Assurance statements: what is read from them, and which claims they cover."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ClaimOut, ElementOut
from claimcheck.model.report import AssuranceOut, DocumentOut

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK)
CLAIM = "# Climate\n\nOur Scope 1 emissions fell by 23 % in 2024.\n\n"
STATEMENT = """# Independent assurance statement

To the board of Nordhavn Brewing.

We have undertaken a limited assurance engagement on the following selected information for the year
ended 31 December 2024:

- Scope 1 emissions
- Scope 2 emissions
- Water withdrawal

## Our conclusion

Based on the procedures we have performed, nothing has come to our attention that causes us to believe
that the selected information is not prepared, in all material respects, in line with the criteria.

Our engagement does not extend to Scope 3 emissions.

## Standards applied

We conducted our work under ISAE 3000 (Revised) and ISAE 3410. A limited assurance engagement is less in
extent than a reasonable assurance engagement.

Bureau Veritas
"""


def _document(text: str, auditor: claimcheck.Auditor = AUDITOR) -> DocumentOut:
    return auditor.audit_text(text, format="markdown").documents[0]


def _statement(text: str) -> AssuranceOut:
    (found,) = _document(text).assurance
    return found


def _element(text: str, name: str) -> ElementOut:
    claim: ClaimOut = _document(text).claims[0]
    return next(one for one in claim.elements if one.element == name)


def test_what_a_statement_says() -> None:
    found = _statement(CLAIM + STATEMENT)
    assert found.teller == "practitioner"
    assert found.practitioner == "Bureau Veritas"
    assert found.standards == ["ISAE 3000 (Revised)", "ISAE 3410"]
    assert found.levels == ["limited"]
    assert found.years == [2024]
    assert found.conclusion == "unmodified"
    assert not found.whole
    covered = {(tuple(one.metrics), tuple(one.scopes)) for one in found.covered}
    assert (("ghg_emissions",), ("1",)) in covered
    assert (("water_withdrawal",), ()) in covered
    assert [one.scopes for one in found.excluded] == [["3"]]
    assert found.place.block == "heading"


@pytest.mark.parametrize(
    ("text", "practitioner", "levels", "standards", "years"),
    [
        (
            "Our emissions for 2024 were verified by Bureau Nord GmbH under ISO 14064-3:2019.",
            "Bureau Nord GmbH", [], ["ISO 14064-3:2019"], [2024],
        ),
        (
            "KPMG has provided limited assurance on our Scope 1 emissions in 2023.",
            "KPMG", ["limited"], [], [2023],
        ),
        (
            "This report has been subject to moderate assurance by Lindqvist Assurance AB under AA1000AS v3.",
            "Lindqvist Assurance AB", ["moderate"], ["AA1000AS v3"], [],
        ),
        (
            "Reasonable assurance was given over Scope 1 emissions, limited assurance over Scope 3 emissions, by DNV.",
            "DNV", ["reasonable", "limited"], [], [],
        ),
    ],
)  # fmt: skip
def test_what_the_company_tells(
    text: str, practitioner: str, levels: list[str], standards: list[str], years: list[int]
) -> None:
    found = _statement(f"# About this report\n\n{text}\n")
    assert found.teller == "company"
    assert found.practitioner == practitioner
    assert found.levels == levels
    assert found.standards == standards
    assert found.years == years


@pytest.mark.parametrize(
    "text",
    [
        "We currently do not seek independent assurance of our emissions.",
        "The financial statements were audited by KPMG, who gave reasonable assurance.",
        "Our Lund plant is certified to ISO 14001 and audited by Bureau Veritas.",
        "Our targets have been validated and reviewed by DNV with limited assurance.",
        "Quality assurance by our engineers keeps emissions low.",
        "Limited assurance is a kind of check that is less in extent than reasonable assurance.",
    ],
)
def test_no_statement(text: str) -> None:
    assert _document(f"# Checks\n\n{text}\n").assurance == []


def test_a_claim_in_it_is_verified() -> None:
    verifier = _element(CLAIM + STATEMENT, "verifier")
    assert (verifier.state, verifier.credit, verifier.value) == ("linked", 0.8, "Bureau Veritas")
    level = _element(CLAIM + STATEMENT, "assurance_level")
    assert (level.state, level.credit, level.value) == ("linked", 0.8, "limited assurance")
    scope = _element(CLAIM + STATEMENT, "assurance_scope")
    assert (scope.state, scope.credit, scope.value) == ("linked", 0.8, "Scope 1 emissions")


@pytest.mark.parametrize(
    ("claim", "credit"),
    [
        ("Our Scope 1 emissions fell by 23 %.", 0.4),
        ("Our emissions fell by 23 % in 2024.", 0.4),
        ("We cut our water withdrawal by 8 % in 2024.", 0.8),
        ("Our Scope 1 emissions fell by 23 % in 2022.", 0.0),
        ("Our Scope 3 emissions fell by 23 % in 2024.", 0.0),
        ("Our Scope 1, 2 and 3 emissions fell by 23 % in 2024.", 0.0),
        ("We cut our energy consumption by 8 % in 2024.", 0.0),
        ("Our emissions intensity fell by 8 % in 2024.", 0.0),
        ("We will cut Scope 1 emissions by 40 % by 2031.", 0.0),
        ("Our Lund plant cut its Scope 1 emissions by 23 % in 2024.", 0.0),
        ("Our new bottle has 23 % lower emissions since 2024.", 0.0),
    ],
)
def test_what_it_covers(claim: str, credit: float) -> None:
    assert _element(f"# Climate\n\n{claim}\n\n{STATEMENT}", "verifier").credit == credit


def test_a_body_without_a_standard_is_half() -> None:
    text = f"{CLAIM}# About this report\n\nKPMG has provided limited assurance on our Scope 1 emissions in 2024.\n"
    assert _element(text, "verifier").credit == 0.4
    assert _element(text, "assurance_level").credit == 0.8


def test_levels_of_different_figures_are_kept_apart() -> None:
    told = (
        "# About this report\n\nDNV gave reasonable assurance over Scope 1 emissions and limited assurance over"
        " Scope 3 emissions in 2024.\n"
    )
    assert _element(CLAIM + told, "assurance_level").value == "reasonable assurance"
    other = CLAIM.replace("Scope 1", "Scope 3")
    assert _element(other + told, "assurance_level").value == "limited assurance"


def test_a_report_that_was_checked_as_a_whole() -> None:
    told = "This report for 2024 has been subject to limited assurance by KPMG under ISAE 3000.\n"
    text = f"{CLAIM}# About this report\n\n{told}"
    assert _statement(text).whole
    assert _element(text, "verifier").credit == 0.8


def test_only_what_is_marked() -> None:
    check = "KPMG has provided limited assurance under ISAE 3000 on the figures for 2024 marked with '▲'."
    told = f"# Assurance\n\n{check}\n"
    text = f"# Climate\n\nOur Scope 1 emissions fell by 23 % in 2024 ▲.\n\n{told}"
    assert _statement(text).mark == "▲"
    assert _element(text, "verifier").credit == 0.8
    assert _element(CLAIM + told, "verifier").state == "missing"


def test_a_validated_target_is_no_checked_result() -> None:
    told = "# Targets\n\nOur targets for Scope 1 emissions were validated by the SBTi in 2024.\n"
    assert _element(CLAIM + told, "verifier").state == "missing"
    goal = "# Climate\n\nWe will cut Scope 1 emissions by 40 % by 2031. The target was validated by the SBTi.\n"
    assert _element(goal, "verifier").credit == 0.5


def test_statements_of_a_long_document_are_read_once() -> None:
    text = (CLAIM.split("\n\n")[1] + "\n\n") * 200 + STATEMENT * 60
    assert len(_document(text).assurance) >= 1


@pytest.mark.parametrize(
    ("figure", "state"),
    [("Our Scope 1 emissions fell by 23 % in 2024", "linked"),
     ("Our Scope 1 emissions per tonne fell by 23 % to 118 kg CO2e per tonne in 2024", "missing")],
)  # fmt: skip
def test_who_checked_a_total_has_not_checked_what_comes_to_a_tonne(figure: str, state: str) -> None:
    assert _element(f"# Climate\n\n{figure}.\n\n{STATEMENT}", "assurance_level").state == state


@pytest.mark.parametrize(
    ("left_out", "held"),
    [
        ("Our conclusion does not extend to the prior-year figures for 2021 to 2023.", False),
        ("Comparative figures for 2021 are not audited.", False),
        ("The figures of 2021 were not assured.", False),
        ("Our engagement did not extend to the years before 2021.", False),
        ("The figures of 2020 were not assured.", True),
        ("In 2025 our engagement did not extend to training.", True),
        ("Figures on spills in 2021 were excluded from our engagement.", True),
    ],
)
def test_what_counts_from_a_year_that_was_left_out_is_not_covered(left_out: str, held: bool) -> None:
    claims = "Waste has gone down by 9 % since 2021.", "Our water use was 44 ML in 2025."
    told = (
        "We have performed a limited assurance engagement on this report for 2025 under ISAE 3000. "
        f"{left_out} Nothing has come to our attention that causes us to believe that it is not prepared, in all"
        " material respects, as the criteria ask."
    )
    text = f"# Report 2025\n\n{' '.join(claims)}\n\n# Assurance report\n\n{told}\n"
    levels = [
        one.state
        for claim in _document(text).claims
        for one in claim.elements
        if claim.text in claims and one.element == "assurance_level"
    ]
    assert levels == ["linked" if held else "missing", "linked"]
