"""Where evidence is looked for, what it is worth there, and what has to agree."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ClaimOut, ElementOut
from claimcheck.text.passages import MOST_NOTED

PACK = claimcheck.load_rulepack()
CLAIM = "Our kilns cut Scope 1 emissions by 23 % in 2024"


def _claim(text: str, medium: str = "report", audience: str = "investor") -> ClaimOut:
    context = claimcheck.Context(audience=audience, medium=medium)  # type: ignore[arg-type]
    return claimcheck.Auditor(PACK, context).audit_text(text, format="markdown").documents[0].claims[0]


def _element(claim: ClaimOut, name: str) -> ElementOut:
    return next(one for one in claim.elements if one.element == name)


def test_in_the_sentence() -> None:
    verifier = _element(_claim(f"{CLAIM}, verified by Nordlicht Assurance GmbH under ISO 14064-3."), "verifier")
    assert (verifier.state, verifier.credit) == ("present", 1.0)
    assert verifier.quote is not None
    assert verifier.place is not None


@pytest.mark.parametrize(("medium", "audience", "credit"), [("report", "investor", 1.0), ("advert", "consumer", 0.75)])
def test_in_the_next_sentence(medium: str, audience: str, credit: float) -> None:
    text = f"{CLAIM}. This figure was verified by Nordlicht Assurance GmbH under ISO 14064-3."
    verifier = _element(_claim(text, medium, audience), "verifier")
    assert (verifier.state, verifier.credit) == ("linked", credit)


@pytest.mark.parametrize(("medium", "audience", "credit"), [("report", "investor", 0.8), ("advert", "consumer", 0.5)])
def test_in_a_footnote(medium: str, audience: str, credit: float) -> None:
    text = f"{CLAIM}.[^1]\n\nOther text stands here.\n\n[^1]: Verified by Nordlicht Assurance GmbH under ISO 14064-3.\n"
    verifier = _element(_claim(text, medium, audience), "verifier")
    assert (verifier.state, verifier.credit) == ("linked", credit)
    assert verifier.place is not None
    assert verifier.place.block == "footnote"


def test_a_footnote_of_another_sentence_is_nothing() -> None:
    text = (
        f"{CLAIM}.\n\nOur canteen was rebuilt.[^1]\n\n[^1]: Verified by Nordlicht Assurance GmbH under ISO 14064-3.\n"
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
    note = "It is long. " * before + "Our emissions were confirmed by an accredited laboratory."
    claim = _claim(f"{CLAIM}.[^1]\n\nOther text stands here.\n\n[^1]: {note}\n")
    assert _element(claim, "verifier").state == state


MORE = "We use more renewable electricity every year."


@pytest.mark.parametrize(
    "beside",
    [
        "Renewable electricity made up 64 % of what our mills used in 2024.",  # one metric
        "It made up 64 % of our electricity in 2024.",  # a word that points back
        "In 2024 the share was 64 %.",
    ],
)
def test_a_sentence_beside_a_claim_that_hangs_together_with_it(beside: str) -> None:
    value = _element(_claim(f"{MORE} {beside}"), "value")
    assert (value.state, value.value) == ("linked", "64 %")


@pytest.mark.parametrize(
    "beside",
    [
        "Suppliers of cotton signed our code in 2024, which covers 64 % of purchases.",  # something else
        "Renewable electricity will make up 64 % in 2030.",  # planned, where the claim tells what is
        "Our depots in Gent and Lier opened, 64 kilometres apart.",  # a bare number
    ],
)
def test_a_figure_beside_a_claim_of_something_else(beside: str) -> None:
    assert _element(_claim(f"{MORE} {beside}"), "value").state == "missing"


def test_who_acts_is_told_before_a_claim_that_points_back() -> None:
    saved = "This saved 12 MWh of energy in 2024."
    before = "Nordvik Mills has put a new kiln into its Lund plant."
    assert _element(_claim(f"{before} {saved}"), "subject").state != "missing"


def test_what_a_type_does_not_ask_for_is_not_looked_for() -> None:
    assert "period" not in PACK.claim_types["label"].shape.required
    claim = _claim("We won a silver medal for climate protection. This medal was given in March 2024.")
    assert claim.type == "label"
    assert not [one for one in claim.elements if one.element == "period"]
    assert _element(_claim(f"{CLAIM[:-8]}. This reduction was had in 2024."), "period").state == "linked"


WATER = "Our water use fell by 9 % compared with 2018."


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (f"{WATER} In total, our water use per tonne fell by 30 %.", "linked"),
        # It has a base of its own, whenever that was.
        (f"{WATER} Compared with our first baseline, our water use fell by 30 %.", "missing"),
    ],
)
def test_a_claim_that_compares_takes_no_base_from_beside(text: str, state: str) -> None:
    context = claimcheck.Context(audience="investor", medium="report")
    claims = claimcheck.Auditor(PACK, context).audit_text(text, format="markdown").documents[0].claims
    assert _element(claims[-1], "base_year").state == state


@pytest.mark.parametrize(
    ("beside", "state"),
    [
        ("Scope 1 emissions were measured against a 2019 base year.", "linked"),
        ("Our Scope 1 emissions are to fall by 40 % by 2035 from a 2019 base year.", "missing"),
    ],
)
def test_the_base_of_a_target_is_not_that_of_a_result(beside: str, state: str) -> None:
    assert _element(_claim(f"Our kilns cut Scope 1 emissions by 23 %. {beside}"), "base_year").state == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        (f"{CLAIM}. Table 6 lists the Scope 1 emissions of our kilns.", "linked"),
        (f"{CLAIM}. For details of emissions, see page 12.", "linked"),
        # The reader is sent nowhere, or from what stands before.
        (f"{CLAIM}. Annex E on Scope 1 emissions of our kilns was issued in May.", "missing"),
        (f"For details of our Scope 1 emissions, see page 12. {CLAIM}.", "missing"),
        (f"{CLAIM}. Excluded Scope 1 emissions of our kilns are listed in table 7.", "missing"),
    ],
)
def test_a_locator_is_where_a_reader_is_sent_from_the_claim(text: str, state: str) -> None:
    assert _element(_claim(text), "locator").state == state


@pytest.mark.parametrize(
    ("text", "lent"),
    [
        ("Our emissions fell by 11 %. Scope 1 emissions fell by 4 % in 2023.", {}),
        ("We lowered our emissions by 11 % in 2024. Scope 2 emissions fell by 7 % against 2018.", {}),
        ("Emissions fell by 11 %. Scope 1 and 2 emissions fell by 11 % against 2018.", {"boundary": "Scope 1 and 2"}),
        ("Emissions fell by 11 %. Scope 1 and 2 emissions fell from 90 to 80 t CO2e.", {"boundary": "Scope 1 and 2"}),
        ("Our emissions fell by 11 %. Included are Scope 1 and 2 emissions.", {"boundary": "Scope 1 and 2"}),
    ],
)  # fmt: skip
def test_a_figure_of_a_part_lends_nothing_to_that_of_the_whole(text: str, lent: dict[str, str]) -> None:
    claim = claimcheck.audit_text(text).documents[0].claims[0]
    held = {one.element: one.value for one in claim.elements if one.state == "linked"}
    asked = {"metric", "boundary", "base_year", "comparator", "absolute_and_intensity"}
    found = {name: value for name, value in held.items() if name in asked and value is not None}
    assert lent.items() <= found.items()
    assert lent or not found


@pytest.mark.parametrize(
    ("behind", "scheme"),
    [
        ("Canvas pouches carry the Blue Angel label (licence code 31245).", None),
        ("All canvas pouches are certified to GOTS.", None),
        ("The pouches carry the Blue Angel label.", "Blue Angel"),
        ("Our pouches carry the Blue Angel label.", "Blue Angel"),
        ("Foil pouches carry the Blue Angel label.", "Blue Angel"),
        ("They carry the Blue Angel label.", "Blue Angel"),
    ],
)
def test_the_label_of_another_product_is_none(behind: str, scheme: str | None) -> None:
    claim = _claim(f"Our foil pouches are made of 100 % recycled plastic. {behind}")
    held = {one.element: one.value for one in claim.elements if one.state != "missing"}
    assert held.get("scheme") == scheme
    assert scheme or "locator" not in held
