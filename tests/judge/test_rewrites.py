"""Slots of rewrites are filled with figures that fit, and with no others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import claimcheck
from claimcheck.judge.wording import Gap, template
from claimcheck.model.report import DocumentOut
from claimcheck.rulepack.slots import SLOT

PACK = claimcheck.load_rulepack()
FIXTURES = Path(__file__).parents[2] / "fixtures"
DOCUMENTS = [
    *(FIXTURES / "by_others" / "looked_into").glob("*.md"),
    *(FIXTURES / "by_others" / "looked_into").glob("*.txt"),
    *FIXTURES.glob("copy/*.md"),
    *FIXTURES.glob("planted/*-2025.md"),
    *FIXTURES.glob("reports/*.md"),
]
CONSUMER = claimcheck.Context(audience="consumer", medium="web")


def _rewrites(text: str) -> dict[str, str]:
    (document,) = claimcheck.audit_text(text, context=CONSUMER).documents
    return {one.rule: one.rewrite for claim in document.claims for one in claim.findings}


@pytest.mark.parametrize(
    ("text", "rule", "rewrite"),
    [
        (
            "Our kettle works with zero emissions.",
            "NEU-007",
            "zero emissions in [stage]; [amount] CO2e over the life cycle ([standard])",
        ),
        ("Our kettle holds 1.7 litres and works with zero emissions.", "NEU-007", ""),
        # The share of a thing that is recycled is no share of recycled matter in it.
        ("86 % of the polyester in our tents is recycled.", "CIR-003", ""),
        # What others say is theirs to complete.
        ("The port authority reports that its emissions fell by 5 % in 2024.", "RED-001", ""),
        # Half of what is said is not the whole of it.
        ("Our emissions fell by 18 %, mainly because a kiln stood still.", "RED-001", ""),
        # What a sentence says besides has no room in words that replace it.
        (
            "With our boats, our crews and our friends in town we announced a trust for a ferry with zero emissions.",
            "NEU-007",
            "",
        ),
        # Two goals, of which a bracket might mean either.
        ("We aim to cut our emissions by 40 % by 2030 and by 60 % by 2040.", "TGT-003", ""),
        (
            "By 2030 we aim to cut our emissions by 40 %.",
            "TGT-003",
            "By 2030 we aim to cut our emissions by 40 % (against [base year], from [base value and unit])",
        ),
        ("Our report is approved by the board in line with the GRI Standards and read by many.", "FRM-001", ""),
        (
            "Our reporting is in line with the GRI Standards.",
            "FRM-001",
            (
                "Our reporting is in line with the GRI Standards ([version]), [fully or in part], "
                "left out: [list], index on page [number]"
            ),
        ),
        ("By 2030 we will cut our emissions by 40 % (from 12,000 t in 2019).", "TGT-004", ""),
        (
            "Our bottle is made of at least 62 % recycled glass.",
            "CIR-003",
            "at least 62 % recycled [material] by weight, [pre-consumer or post-consumer], [certificate and model]",
        ),
        ("Our caps and bags hold 86 % and 40 % recycled polyester.", "CIR-003", ""),
        (
            "Since 2021 we have cut our emissions significantly.",
            "QNT-001",
            "Since 2021 we have cut our emissions significantly ([change] from 2021 to [year], for [what is covered])",
        ),
    ],
)
def test_a_figure_fills_the_slot_that_it_fits(text: str, rule: str, rewrite: str) -> None:
    assert _rewrites(text).get(rule) == rewrite


@pytest.fixture(scope="module", params=DOCUMENTS, ids=lambda path: path.stem)
def document(request: pytest.FixtureRequest) -> DocumentOut:
    (found,) = claimcheck.audit(request.param, context=CONSUMER).documents
    return found


def test_a_line_without_a_verb_is_completed_in_copy_only() -> None:
    text = "Up to 30 % more energy efficient"
    (document,) = claimcheck.audit_text(text, context=claimcheck.Context(medium="report")).documents
    said = {one.rule: one.rewrite for claim in document.claims for one in claim.findings}
    assert said["QNT-005"] == ""
    assert _rewrites(text)["QNT-005"] == f"{text} (compared with [named product, process or year])"


def test_no_year_has_two_prepositions(document: DocumentOut) -> None:
    for claim in document.claims:
        for one in claim.findings:
            assert not re.search(
                r"\b(?:in|since|against|from|by|of) (?:in|since|against|by|between|until) ",
                one.rewrite.partition("; ")[2],
            )
            assert not re.search(r"\bin (?:since|between|this|a) ", one.rewrite.replace(claim.text.rstrip("."), "")), (
                one
            )


def test_rows_and_questions_are_not_repeated(document: DocumentOut) -> None:
    for claim in document.claims:
        for one in claim.findings:
            if "{text}" in PACK.checks[one.rule].shape.rewrite:
                assert "|" not in one.rewrite
                assert "?" not in one.rewrite


def test_figures_in_rewrites_stand_in_the_claim(document: DocumentOut) -> None:
    """Whatever a value slot was filled with is a figure of the claim's own words."""
    for claim in document.claims:
        for one in claim.findings:
            shape = PACK.checks[one.rule].shape
            if "{text}" in shape.rewrite or not one.rewrite or "{value:" not in shape.rewrite:
                continue
            fixed = SLOT.sub("", shape.rewrite)
            for figure in re.findall(r"[0-9][0-9.,]*(?= ?(?:%|t\b|tonnes|million|kg|years|m3|MWh|kWh))", one.rewrite):
                assert figure in fixed or figure.rstrip(".,") in claim.text, one.rewrite


@pytest.mark.parametrize("check", sorted(PACK.checks))
def test_every_slot_of_an_element_says_what_fits(check: str) -> None:
    shape = PACK.checks[check].shape
    if shape.on == "contradiction":
        return
    for part in template(shape.rewrite)._parts:
        if not isinstance(part, Gap) or part.slot not in PACK.elements:
            continue
        filler = PACK.elements[part.slot].shape.slot
        assert filler is not None
        if "share" in filler.kind:
            assert part.fits or part.lead or part.tail
