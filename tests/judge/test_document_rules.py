"""Findings about a whole document: where they stand, what they say, and what they cost."""

from __future__ import annotations

from functools import cache

import pytest

import claimcheck
from claimcheck.judge.documents import Document
from claimcheck.model.claim_out import FindingOut

OWN = "According to our website, emissions fell by 12 % in 2025. We recycled 81 % of our waste, based on internal data."


@cache
def auditor() -> claimcheck.Auditor:
    pack = claimcheck.load_rulepack()
    return claimcheck.Auditor(rulepack=pack, context=claimcheck.Context(as_of=pack.law_as_of), lang="en")


def found(text: str, rule: str) -> list[FindingOut]:
    (document,) = auditor().audit_text(text).documents
    assert rule not in {one.rule for claim in document.claims for one in claim.findings}
    return [one for one in document.findings if one.rule == rule]


def test_a_finding_quotes_the_first_of_what_it_counts_and_tells_the_figures() -> None:
    (one,) = found(f"The year was good.\n\n{OWN}", "CON-009")
    assert one.quote == "According to our website"
    assert (one.place.line, one.place.column) == (3, 1)
    assert one.message == "All 2 sources that the text names are the company's own"
    assert one.rewrite.startswith("According to our website, emissions fell by 12 % in 2025, confirmed by [")


def test_it_is_counted_in_the_summary_and_one_a_document() -> None:
    (document,) = auditor().audit_text("\n\n".join([OWN] * 5)).documents
    (one,) = [finding for finding in document.findings if finding.rule == "CON-009"]
    assert "10 sources" in one.message
    loose = len(document.findings)
    assert sum(document.summary.by_tier.values()) == loose + sum(len(one.findings) for one in document.claims)


def test_a_writer_can_allow_it_in_the_text() -> None:
    text = f'{OWN} <!-- claimcheck: allow CON-009 reason="the assurance follows in May" -->\n'
    (one,) = found(text, "CON-009")
    assert one.state == "suppressed"
    assert one.suppression is not None
    assert one.suppression.reason == "the assurance follows in May"


def test_a_text_without_claims_has_none() -> None:
    assert found("According to our website, lunch is at noon, based on internal data.", "CON-009") == []


def test_sentences_are_looked_at_once_for_each_question(monkeypatch: pytest.MonkeyPatch) -> None:
    """Steps are counted, so that a long text of nothing but hits stays linear."""
    steps = 0
    plain = Document.view

    def counting(self: Document, index: int) -> object:
        nonlocal steps
        steps += 1
        return plain(self, index)

    monkeypatch.setattr(Document, "view", counting)
    counts = []
    for size in (20, 40):
        steps = 0
        auditor().audit_text("\n\n".join([OWN] * size))
        counts.append(steps)
    assert counts[0] > 0
    assert counts[1] <= 2 * counts[0] + 2
