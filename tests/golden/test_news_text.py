"""A real news text on a company's report: the first thing claimcheck was asked to read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import claimcheck
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import DocumentOut

DATA = Path(os.environ.get("CLAIMCHECK_TEST_DATA", Path(__file__).parents[2].parent / "shared" / "data"))
TEXT = DATA / "seed" / "zte_sustainability_news.txt"

pytestmark = pytest.mark.skipif(not TEXT.exists(), reason="the news text is not part of the project; it is not here")


@pytest.fixture(scope="module")
def document() -> DocumentOut:
    return claimcheck.audit(TEXT).documents[0]


def _about(document: DocumentOut, words: str, kind: str) -> ClaimOut:
    found = [claim for claim in document.claims if words in claim.text and claim.type == kind]
    assert found, f"no {kind} with {words!r}"
    return found[0]


def test_between_six_and_sixteen_claims(document: DocumentOut) -> None:
    assert 6 <= len(document.claims) <= 16


def test_the_met_targets_cannot_be_checked(document: DocumentOut) -> None:
    claim = _about(document, "climate targets", "target_met")
    assert (claim.claimant, claim.stance) == ("company", "reported")
    assert claim.score < 20
    missing = {element.element for element in claim.elements if element.state == "missing"}
    assert {"metric", "base_year", "boundary", "verifier"} <= missing
    assert "MET-002" in {finding.rule for finding in claim.findings}


@pytest.mark.parametrize(
    ("words", "kind", "family"),
    [
        ("machine learning", "digital_enablement", "AIX"),
        ("digital divide", "social", "SOC"),
        ("sustainability standards", "framework_alignment", "FRM"),
        ("primary provider", "superlative", "SUP"),
    ],
)
def test_claims_have_fitting_findings(document: DocumentOut, words: str, kind: str, family: str) -> None:
    claim = _about(document, words, kind)
    assert family in {finding.family for finding in claim.findings}


def test_digits_that_measure_nothing_fool_nothing(document: DocumentOut) -> None:
    held = [element for claim in document.claims for element in claim.elements if element.state != "missing"]
    assert "value" not in {element.element for element in held}
    assert "digital_enablement" in {claim.type for claim in document.claims if "AI\u2011driven" in claim.text}


def test_the_journalist_is_not_the_company(document: DocumentOut) -> None:
    last = TEXT.read_text(encoding="utf-8").rstrip().rindex("\n\n")
    assert [claim.text for claim in document.claims if claim.place.start >= last] == []
    assert {one.reason for one in document.set_aside if one.place.start >= last} == {"reported_other"}


def test_every_claim_has_next_steps_and_its_place(document: DocumentOut) -> None:
    source = TEXT.read_text(encoding="utf-8")
    for claim in document.claims:
        asked = {one.element for one in claim.elements if one.asked}
        assert {step.element for step in claim.next_steps} <= asked
        assert " ".join(source[claim.place.start : claim.place.end].split()) == claim.text
