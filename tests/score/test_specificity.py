"""What claims nothing still says more or less, and its score tells how much."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck import Auditor
from claimcheck.model.passage import Fact, FactKind
from claimcheck.score import Scorer


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor(lang="en")


def mention(auditor: Auditor, text: str) -> int:
    aside = auditor.audit_text(text).documents[0].set_aside
    assert [one.reason for one in aside] == ["mention"]
    assert aside[0].score is not None
    return aside[0].score


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("Climate change may affect the demand for cement.", 0),
        ("Climate change may cut the demand for cement by 12 %.", 20),
        ("Climate change may cut the demand for cement by 12 % before 2040.", 28),
        ("Climate change may cut the demand by 12 %, 14 % or even 30 %.", 40),
    ],
)
def test_figures_and_years_make_a_mention_specific(auditor: Auditor, text: str, score: int) -> None:
    assert mention(auditor, text) == score


@pytest.mark.parametrize(
    ("kinds", "points"),
    [
        ((), 0),
        (("place", "scope"), 5),
        (("money", "money", "money", "reference"), 65),
        (("money", "money", "quantity", "quantity", "share"), 100),
    ],
)
def test_two_of_a_kind_count_and_no_more_than_all(kinds: tuple[FactKind, ...], points: int) -> None:
    facts = [Fact(kind, 0, 1, "x") for kind in kinds]
    assert Scorer(claimcheck.load_rulepack()).specificity(facts) == points


def test_other_passages_set_aside_have_no_score() -> None:
    aside = claimcheck.audit_text("Our depots are not carbon neutral.").documents[0].set_aside
    assert [(one.reason, one.score) for one in aside] == [("negated", None)]
