"""Advice is short, and in words that fit the claim."""

from __future__ import annotations

import re

import pytest

import claimcheck

PACK = claimcheck.load_rulepack()


@pytest.mark.parametrize("name", sorted(PACK.elements))
def test_advice_is_short_and_tells_what_to_do(name: str) -> None:
    shape = PACK.elements[name].shape
    for ask in (shape.ask, *(one.ask for one in shape.asks)):
        assert len(ask) <= 120
        assert re.match(r"(?:Say|State|Give|Name|Point|Tell|Explain|Publish) ", ask), ask
        assert not ask.endswith((".", "?"))


def test_advice_fits_the_claim() -> None:
    text = "The board has adopted a code of ethics for all staff.\n\nWe support the low-carbon economy.\n\n"
    (document,) = claimcheck.audit_text(text).documents
    said = {(claim.type, step.element): step.advice for claim in document.claims for step in claim.next_steps}
    other = "Name the indicator, for example Scope 1 and 2 emissions"
    assert (
        said.get(("governance", "metric"))
        == "Name what is counted, for example cases reported or staff trained"
    )
    assert said.get(("commitment", "metric")) == other
