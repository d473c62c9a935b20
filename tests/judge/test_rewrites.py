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
            "Our kettle holds 1.7 litres and works with zero emissions.",
            "NEU-007",
            "zero emissions in [stage]; [amount] CO2e over the life cycle ([standard])",
        ),
        (
            "Our bottle is made of at least 62 % recycled glass.",
            "CIR-003",
            "at least 62 % recycled [material] by weight, [before or after consumer use], [certificate and model]",
        ),
        (
            "Our caps and bags hold 86 % and 40 % recycled polyester.",
            "CIR-003",
            "[share] recycled [material] by weight, [before or after consumer use], [certificate and model]",
        ),
        (
            "Since 2021 we have cut our emissions significantly.",
            "QNT-001",
            "Since 2021 we have cut our emissions significantly: [change] from 2021 to [year], for [what is covered]",
        ),
    ],
)
def test_a_figure_fills_the_slot_that_it_fits(text: str, rule: str, rewrite: str) -> None:
    assert _rewrites(text).get(rule) == rewrite


@pytest.fixture(scope="module", params=DOCUMENTS, ids=lambda path: path.stem)
def document(request: pytest.FixtureRequest) -> DocumentOut:
    (found,) = claimcheck.audit(request.param, context=CONSUMER).documents
    return found


def test_no_year_has_two_prepositions(document: DocumentOut) -> None:
    for claim in document.claims:
        for one in claim.findings:
            assert not re.search(
                r"\b(?:in|since|against|from|by|of) (?:in|since|against|by|between|until) ",
                one.rewrite.partition("; ")[2],
            )
            assert not re.search(
                r"\bin (?:since|between|this|a) ", one.rewrite.replace(claim.text.rstrip("."), "")
            ), one


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
            for figure in re.findall(
                r"[0-9][0-9.,]*(?= ?(?:%|t\b|tonnes|million|kg|years|m3|MWh|kWh))", one.rewrite
            ):
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
