"""What somebody answers to a deciding fact decides a claim, in either direction."""

from __future__ import annotations

import pytest

import claimcheck


def _told(text: str, jurisdiction: str, fact: str, answer: str) -> dict[str, str]:
    """The severities on a text, by rule."""
    context = claimcheck.Context(audience="consumer", jurisdictions=(jurisdiction,), facts=((fact, answer),))
    (document,) = claimcheck.Auditor(context=context).audit_text(text).documents
    return {one.rule: one.severity for claim in document.claims for one in claim.findings}


@pytest.mark.parametrize(
    ("text", "no", "yes"),
    [
        ("Our slippers are made of recycled felt.", "error", "warning"),
        ("Our slippers are recyclable.", "error", "warning"),
        # The part that it holds for is named.
        ("The pouch of our soup is recyclable.", "warning", "warning"),
        ("Our slippers are 40 % recycled felt by weight.", None, None),
    ],
)
def test_a_claim_that_does_not_hold_for_the_whole(text: str, no: str | None, yes: str | None) -> None:
    told = [_told(text, "eu", "whole_product", answer) for answer in ("no", "yes")]
    assert [max(one.values(), key=("info", "warning", "error").index, default=None) for one in told] == [no, yes]
