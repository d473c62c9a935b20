"""Advice is short, and in words that fit the claim."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

import claimcheck
from claimcheck.model.claim import Step
from claimcheck.model.passage import Fact
from claimcheck.score import Advice

PACK = claimcheck.load_rulepack()


@pytest.mark.parametrize("name", sorted(PACK.elements))
def test_advice_is_short_and_tells_what_to_do(name: str) -> None:
    shape = PACK.elements[name].shape
    for ask in (shape.ask, *(one.ask for one in shape.asks)):
        assert len(ask) <= 120
        assert re.match(r"(?:Say|State|Give|Name|Point|Tell|Explain|Publish) ", ask), ask
        assert not ask.endswith((".", "?"))


@pytest.mark.parametrize(
    ("claim", "figure", "advice"),
    [
        ("plan governance governance ongoing", False, "Say how it is put into practice, and how it is followed up"),
        ("value social social ongoing", False, "Give a figure that shows what has come of it"),
        ("value reduction_achieved energy ongoing", False, "Say by how much it has been reduced so far"),
        ("value reduction_achieved energy achieved", True, "Give the reduction itself as a figure"),
        ("method durability circularity planned", False, "Say how it is to be tested or measured"),
        ("unit performance_metric energy achieved", True, "Give the unit of the figure"),
        ("method reduction_achieved energy achieved", False, "Say by which method or standard it is measured"),
        ("base_year reduction_achieved energy achieved", True, "Name the base year and its value"),
        ("locator label product ongoing", False, "Point to the certificate, or say how far the certification has come"),
        ("locator label product achieved", False, "Point to the certificate or the registry entry"),
        ("period financial_product climate achieved", False, "Say for which year or as of which date it holds"),
    ],
)  # fmt: skip
def test_advice_fits_the_claim(claim: str, figure: bool, advice: str) -> None:
    element, kind, topic, tense = claim.split()
    assert Advice(PACK)._ask(element, kind, topic, tense, figure) == advice


def test_a_figure_of_the_sentence_changes_what_is_asked() -> None:
    core: Any = SimpleNamespace(type="reduction_achieved", topic="energy", tense="achieved")
    steps = (Step("value", 5, "Give the figure"),)
    with_figure = Advice(PACK).worded(core, steps, [Fact("share", 0, 4, "12 %")])
    without = Advice(PACK).worded(core, steps, [Fact("year", 0, 4, "2024")])
    assert with_figure == (Step("value", 5, "Give the reduction itself as a figure"),)
    assert without == (Step("value", 5, "Say by how much it was reduced"),)


def test_advice_is_told_whether_the_sentence_has_a_figure() -> None:
    text = "We have reduced our emissions by 12 %.\n\nWe have reduced our use of water.\n\n"
    (document,) = claimcheck.Auditor().audit_text(text).documents
    said = {(claim.topic, step.element): step.advice for claim in document.claims for step in claim.next_steps}
    assert said["climate", "base_year"] == "Name the base year and its value"
    assert said["water", "value"] == "Say by how much it was reduced"
