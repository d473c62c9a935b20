"""Where evidence is looked for, what it is worth there, and what has to agree."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.report import ClaimOut, ElementOut
from claimcheck.text.passages import MOST_NOTED

PACK = claimcheck.load_rulepack()
CLAIM = "Our kilns cut Scope 1 emissions by 23 % in 2024"


def _claim(text: str, medium: str = "report", audience: str = "investor") -> ClaimOut:
    context = claimcheck.Context(audience=audience, medium=medium)  # type: ignore[arg-type]
    return claimcheck.Auditor(PACK, context).audit_text(text, format="markdown").documents[0].claims[0]


def _element(claim: ClaimOut, name: str) -> ElementOut:
    return next(one for one in claim.elements if one.element == name)


def test_in_the_sentence() -> None:
    verifier = _element(
        _claim(f"{CLAIM}, verified by Nordlicht Assurance GmbH under ISO 14064-3."), "verifier"
    )
    assert (verifier.state, verifier.credit) == ("present", 1.0)
    assert verifier.quote is not None
    assert verifier.place is not None


@pytest.mark.parametrize(
    ("medium", "audience", "credit"), [("report", "investor", 1.0), ("advert", "consumer", 0.75)]
)
def test_in_the_next_sentence(medium: str, audience: str, credit: float) -> None:
    text = f"{CLAIM}. This figure was verified by Nordlicht Assurance GmbH under ISO 14064-3."
    verifier = _element(_claim(text, medium, audience), "verifier")
    assert (verifier.state, verifier.credit) == ("linked", credit)


@pytest.mark.parametrize(
    ("medium", "audience", "credit"), [("report", "investor", 0.8), ("advert", "consumer", 0.5)]
)
def test_in_a_footnote(medium: str, audience: str, credit: float) -> None:
    text = f"{CLAIM}.[^1]\n\nOther text stands here.\n\n[^1]: Verified by Nordlicht Assurance GmbH under ISO 14064-3.\n"
    verifier = _element(_claim(text, medium, audience), "verifier")
    assert (verifier.state, verifier.credit) == ("linked", credit)
    assert verifier.place is not None
    assert verifier.place.block == "footnote"


def test_a_footnote_of_another_sentence_is_nothing() -> None:
    text = (
        f"{CLAIM}.\n\nOur canteen was rebuilt.[^1]\n\n"
        "[^1]: Verified by Nordlicht Assurance GmbH under ISO 14064-3.\n"
    )
    assert _element(_claim(text), "verifier").state == "missing"


def test_another_paragraph_is_nothing() -> None:
    text = f"{CLAIM}.\n\nThis figure was verified by Nordlicht Assurance GmbH under ISO 14064-3."
    assert _element(_claim(text), "verifier").state == "missing"


def test_a_neighbour_about_another_metric_is_nothing() -> None:
    text = f"{CLAIM}. Water withdrawal was verified by Nordlicht Assurance GmbH under ISO 14064-3."
    assert _element(_claim(text), "verifier").state == "missing"


def test_the_better_place_wins() -> None:
    text = (
        f"{CLAIM}, verified by Nordlicht Assurance GmbH under ISO 14064-3. "
        "This figure was verified by Nordlicht Assurance GmbH."
    )
    assert _element(_claim(text), "verifier").state == "present"


@pytest.mark.parametrize(
    "text",
    [
        "We lowered our emissions [1, 2].",
        "We lowered our emissions in 2024.",
        "We cut Scope 1 and 2 emissions.",
        "We cut emissions under ISO 14001.",
        "We cut CO2 emissions of our 5G network.",
    ],
)
def test_a_digit_is_not_a_metric(text: str) -> None:
    assert _element(_claim(text), "value").state == "missing"


def test_a_bare_link_is_no_locator() -> None:
    assert _element(_claim(f"{CLAIM}, see https://example.org/report."), "locator").state == "missing"


@pytest.mark.parametrize(("before", "state"), [(MOST_NOTED - 1, "linked"), (MOST_NOTED, "missing")])
def test_a_note_is_read_so_far_that_many_claims_may_share_it(before: int, state: str) -> None:
    note = "It is long. " * before + "Verified by Nordlicht Assurance GmbH under ISO 14064-3."
    claim = _claim(f"{CLAIM}.[^1]\n\nOther text stands here.\n\n[^1]: {note}\n")
    assert _element(claim, "verifier").state == state


def test_a_list_below_a_sentence_and_the_sentence_above_a_list_are_beside_each_other() -> None:
    text = (
        "# Report\n\nIn 2031 we cut the emissions of our kilns:\n\n- Two burners were changed.\n"
        "- Emissions fell by 12 %.\n\nWe also cut emissions of methane.\n"
    )
    claims = claimcheck.Auditor().audit_text(text, format="markdown").documents[0].claims
    held = {
        claim.text: {one.element: one.state for one in claim.elements if one.state != "missing"}
        for claim in claims
    }
    assert held["In 2031 we cut the emissions of our kilns:"]["value"] == "linked"
    assert held["Emissions fell by 12 %."]["period"] == "linked"
    assert "value" not in held["We also cut emissions of methane."]
