"""Where a document lies beside public reports."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.report import DocumentOut, LackOut
from claimcheck.report.beside import share_below, unusual_words

CLAIMS = "\n\n".join(
    f"By 20{year} we will cut the Scope 1 emissions of our mills by {share} % against 2019."
    for year, share in ((30, 20), (31, 25), (32, 30), (33, 35), (34, 40), (35, 45))
)


def audited(text: str, medium: str = "report") -> DocumentOut:
    context = claimcheck.Context(audience="investor", medium=medium)
    return claimcheck.audit_text(text, context=context).documents[0]


def test_a_document_is_told_beside_the_reports_with_their_size_and_years() -> None:
    document = audited(CLAIMS)
    whole, *types = document.beside
    assert whole.type is None
    assert (whole.claims, whole.median) == (document.summary.claims, document.summary.median_score)
    assert {one.type for one in types} == {"future_target"}
    assert all(one.of_claims >= 30 and one.of_reports >= 5 and one.since < one.until for one in types)


def test_another_medium_is_not_compared() -> None:
    document = audited(CLAIMS, "web")
    assert document.summary.claims
    assert (document.beside, document.lacks) == ([], [])


def test_few_claims_are_not_compared() -> None:
    assert audited("We will cut our emissions by 20 % by 2030.").beside == []


def test_what_is_lacking_is_told_beside_how_usual_that_is() -> None:
    document = audited(CLAIMS)
    lacks = document.lacks
    assert {one.element: one.claims for one in lacks} == document.summary.asked
    excess = [one.share - one.usual for one in lacks]
    assert excess == sorted(excess, reverse=True)


@pytest.mark.parametrize(
    ("score", "share"), [(0, 0), (5, 5), (10, 10), (21, 25), (22, 38), (23, 50), (99, 100), (100, 100)]
)
def test_a_share_lies_between_the_known_percentiles(score: float, share: int) -> None:
    assert share_below(score, [10, 21, 23, 30, 40]) == pytest.approx(share, abs=1)


def test_what_one_claim_lacks_is_told_of_no_report() -> None:
    report = claimcheck.audit_text(CLAIMS, context=claimcheck.Context(audience="investor", medium="report"))
    (document,) = report.documents
    (lack, *_) = document.lacks
    for claims, told in ((1, False), (2, True)):
        odd = LackOut(element=lack.element, claims=claims, share=0.2, usual=0.0)
        one = report.model_copy(update={"documents": [document.model_copy(update={"lacks": [odd]})]})
        assert bool(unusual_words(one)) is told
