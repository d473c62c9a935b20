"""A figure of another matter beside a broad word says nothing of it."""

from __future__ import annotations

import pytest

import claimcheck

AUDITOR = claimcheck.Auditor(context=claimcheck.Context(audience="consumer", medium="web"))
BARE = "Our kettle is eco-friendly."


def value(text: str) -> str | None:
    claim = AUDITOR.audit_text(text).documents[0].claims[0]
    return next(one.value for one in claim.elements if one.element == "value")


@pytest.mark.parametrize(
    "beside", ["It is 60 % off this week.", "60 % of our buyers love it.", "Fill level: 60 %.", "It boils 60 % faster."]
)
def test_it_is_no_value(beside: str) -> None:
    assert value(f"{BARE} {beside}") is None


@pytest.mark.parametrize(
    ("beside", "figure"),
    [("60 % of its plastic is recycled.", "60 %"), ("It uses 20 % less energy than our 2019 model.", "20 %")],
)
def test_that_of_the_benefit_is_one(beside: str, figure: str) -> None:
    assert value(f"{BARE} {beside}") == figure
