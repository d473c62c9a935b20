"""What a mark or a continuation ties to a claim tells by its form; the same words elsewhere tell nothing."""

from __future__ import annotations

import datetime

import pytest

import claimcheck
from claimcheck.model.claim_out import ClaimOut, ElementOut

PACK = claimcheck.load_rulepack()
CONTEXT = claimcheck.Context(audience="investor", medium="report", as_of=datetime.date(2026, 6, 1))
AUDITOR = claimcheck.Auditor(PACK, CONTEXT)
WASTE = "Landfilled waste of our laundries fell by 23 % against 2021"
CERTIFIED = "All our laundries are certified to ISO 14001"
PLANNED = "We will cut the Scope 1 emissions of our laundries by 60 % by 2034"
NEUTRAL = "Trips to the harbour are carbon neutral"


def _claim(text: str) -> ClaimOut:
    return AUDITOR.audit_text(f"# Report of the laundries\n\n{text}\n", format="markdown").documents[0].claims[0]


def _noted(claim: str, note: str) -> ClaimOut:
    return _claim(f"{claim}.[^n]\n\nThe canteen was painted.\n\n[^n]: {note}")


def _element(claim: ClaimOut, name: str) -> ElementOut | None:
    return next((one for one in claim.elements if one.element == name), None)


def _state(claim: ClaimOut, name: str) -> str:
    found = _element(claim, name)
    return "missing" if found is None else found.state


METHODS = [
    ("Weighed at the gate by the carrier.", "Weighed at the gate by the carrier"),
    ("Taken from the scales of the carrier.", "Taken from the scales of the carrier"),
    ("Adjusted for moisture and for lint.", "Adjusted for moisture and for lint"),
    ("As reckoned by the guild of launderers; without rags.", "As reckoned by the guild of launderers"),
    ("Dry lint and rags, by weight.", "by weight"),
    ("By weight of the dry load.", "By weight of the dry load"),
]


@pytest.mark.parametrize(("note", "quote"), METHODS)
def test_a_note_tells_how_it_was_measured(note: str, quote: str) -> None:
    method = _element(_noted(WASTE, note), "method")
    assert method is not None
    assert (method.state, method.quote) == ("linked", quote)


@pytest.mark.parametrize(("note", "quote"), METHODS)
def test_the_same_words_in_another_paragraph_tell_nothing(note: str, quote: str) -> None:
    assert _state(_claim(f"{WASTE}.\n\n{note}"), "method") == "missing"


@pytest.mark.parametrize(
    "note",
    [
        "Compared with the laundries of our rivals.",
        "Restated for the sale of two laundries.",
        "Published in 2023.",
        "Based in Lund, with two halls.",
        "Not weighed by anybody.",
        "The lint goes to a kiln by barge.",
        "By 2023 it had been more.",
        "Less CO2 in 2023.",
        "Speed of the drums by hall.",
        "Derived from the EUR 9 million that the owners lent.",
        "Had from the 40 drums that were bought.",
    ],
)
def test_other_notes_tell_no_method(note: str) -> None:
    assert _state(_noted(WASTE, note), "method") == "missing"


@pytest.mark.parametrize(("note", "quote"), [("Rented halls are not included.", "Rented halls are not included.")])
def test_a_note_tells_what_it_covers(note: str, quote: str) -> None:
    boundary = _element(_noted("Landfilled waste fell by 23 % against 2021", note), "boundary")
    assert boundary is not None
    assert (boundary.state, boundary.quote) == ("linked", quote)


ISSUED = [
    "Certificate LK 5512, issued by Norrvik Cert, valid until May 2028.",
    "Certificate NV-5512 of Norrvik Cert, valid until May 2028.",
    "Certificates 5512-A and 5513-A of Norrvik Cert, valid until May 2028.",
    "ISO 14001: Norrvik Cert, certificate 5512, until May 2028.",
]


@pytest.mark.parametrize("note", ISSUED)
def test_a_note_on_a_certificate_names_number_issuer_and_end(note: str) -> None:
    claim = _noted(CERTIFIED, note)
    quotes = {name: one.quote for name in ("locator", "verifier", "period") if (one := _element(claim, name))}
    assert quotes["verifier"] == "Norrvik Cert"
    assert "5512" in (quotes["locator"] or "")
    assert "2028" in (quotes["period"] or "")


TRAY = "The lid of the Folda tray consists of 60 % recycled plastic"
WASHED = "Our napkins are free of chlorine"
GIVEN = [
    (TRAY, "By weight; certificate FT-2204 of Norrvik Cert.", "Norrvik Cert"),
    (TRAY, "Certificates for each lot, issued by Norrvik Cert.", "Norrvik Cert"),
    (TRAY, "By weight; moulded in Norrvik Hall.", None),
    (WASHED, "Tested under EN 71 by the Norrvik Laboratory.", "Norrvik Laboratory"),
    (WASHED, "Designed by Norrvik Studio.", None),
]


@pytest.mark.parametrize(("claim", "note", "quote"), GIVEN)
def test_a_note_on_a_product_names_who_certified_or_tested_it(claim: str, note: str, quote: str | None) -> None:
    verifier = _element(_noted(claim, note), "verifier")
    assert (verifier.quote if verifier and verifier.state == "linked" else None) == quote


@pytest.mark.parametrize(
    ("behind", "state"),
    [
        ("The Science Based Targets initiative confirmed this goal in 2024.", "linked"),
        ("The Science Based Targets initiative received our letter in 2024.", "missing"),
        ("The town council painted the hall in 2024.", "missing"),
    ],
)
def test_who_looks_at_goals_verifies_a_plan(behind: str, state: str) -> None:
    assert _state(_claim(f"{PLANNED}. {behind}"), "verifier") == state


@pytest.mark.parametrize(
    ("behind", "quote"),
    [
        ("The certificates were issued by Norrvik Cert.", "Norrvik Cert"),
        ("Norrvik Cert issued them.", "Norrvik Cert"),
        ("The halls were painted by Norrvik Decor.", None),
        ("Norrvik Decor painted the halls.", None),
    ],
)
def test_who_issued_a_certificate_stands_behind_it(behind: str, quote: str | None) -> None:
    verifier = _element(_claim(f"{CERTIFIED}. {behind}"), "verifier")
    assert (verifier.quote if verifier and verifier.state == "linked" else None) == quote


@pytest.mark.parametrize(
    "behind",
    [
        "The old boilers were installed in 2009.",
        "The emissions of 2019 are the starting point.",
        "By 2031 women will fill 40 % of posts.",
        "The lease of the office ends in 2041.",
        "We have committed to the harbour club.",
        "The council will widen the road in 2028.",
        "The next report appears in 2027.",
        "The harbour smells of tar.",
    ],
)
def test_what_stands_behind_a_promise_and_serves_it_not_is_no_plan(behind: str) -> None:
    assert _state(_claim(f"{PLANNED}. {behind}"), "plan") == "missing"


def test_credits_that_are_counted_are_the_offsets() -> None:
    assert _state(_noted(NEUTRAL, "We retired 4,120 credits of one tonne each."), "offsets_split") == "linked"


@pytest.mark.parametrize(
    ("behind", "state"),
    [
        ("The 310 tonnes of CO2 from diesel burnt on this route were compensated with credits.", "linked"),
        ("Some 310 tonnes of CO2 from diesel burnt in the yard were compensated with credits.", "missing"),
    ],
)
def test_a_demonstrative_noun_goes_on_with_the_claim(behind: str, state: str) -> None:
    assert _state(_claim(f"{NEUTRAL}. {behind}"), "value") == state


@pytest.mark.parametrize(
    ("behind", "quote"),
    [
        ("Tarn Audit visited 61 of the 70 under the Nord protocol.", "Tarn Audit"),
        ("Tarn Foods moved its mill to Lund.", None),
    ],
)
def test_a_noun_left_out_goes_on_with_the_claim(behind: str, quote: str | None) -> None:
    claim = _claim(f"We had 70 of our 81 suppliers audited in 2025. {behind}")
    verifier = _element(claim, "verifier")
    assert (verifier.quote if verifier and verifier.state == "linked" else None) == quote


@pytest.mark.parametrize("joint", ["\n* ", " "])
def test_the_same_years_have_the_base_year_of_what_stands_before(joint: str) -> None:
    first = "Water use of our laundries is 21 % below 2019."
    second = "Energy use fell by 13 % over the same six years."
    text = f"{joint}{first}{joint}{second}" if "*" in joint else f"{first} {second}"
    claims = AUDITOR.audit_text(f"# Report\n\n{text}\n", format="markdown").documents[0].claims
    base = _element(next(one for one in claims if one.text.startswith("Energy")), "base_year")
    assert base is not None
    assert (base.state, base.quote) == ("linked", "2019")


@pytest.mark.parametrize(
    ("note", "quote"),
    [
        # By the trade in a name, whatever it does; by what is done, whatever the name.
        ("Norrvik Waste Audit reads the counters of each depot once a year.", "Norrvik Waste Audit"),
        ("The slips are traced every spring by Norrvik Waste Surveyors.", "Norrvik Waste Surveyors"),
        ("The slips were examined in May by Oda Norrvik.", "Oda Norrvik"),
        ("Oda Norrvik inspected both depots.", "Oda Norrvik"),
        ("Counted at the Norrvik Laboratory, which weighed 40 crates.", "Norrvik Laboratory"),
        # Who supplies or owns, what only bears a name, papers and programmes, and the own people.
        ("The crates are made by Oda Norrvik.", None),
        ("Counted at Norrvik Harbour, where crates were inspected.", None),
        ("The Waste Review reads the counters of the depots for our review of waste.", None),
        ("Under the Norrvik Certification, crates are counted.", None),
        ("The slips are checked by our internal auditors Oda Norrvik.", None),
        ("The slips were not examined by Oda Norrvik.", None),
    ],
)
def test_a_note_names_whoever_checks(note: str, quote: str | None) -> None:
    verifier = _element(_noted(WASTE, note), "verifier")
    assert (verifier.quote if verifier and verifier.state == "linked" else None) == quote


def test_who_checked_is_shown_where_nobody_asks() -> None:
    noted = _noted("We donated meals worth EUR 2.4 million in 2024", "The slips were examined by Oda Norrvik.")
    verifier = _element(noted, "verifier")
    assert verifier is not None
    assert (verifier.need, verifier.quote) == ("optional", "Oda Norrvik")


def test_whoever_checks_credits_has_not_checked_what_they_offset() -> None:
    note = "The peatland is surveyed every second year by Norrvik Carbon Audit."
    assert _state(_noted(NEUTRAL, note), "verifier") == "missing"


GOALS = """# Goals

We will reach net zero by 2045.

We will cut Scope 1 emissions by 42 % by 2031. {behind}

We will move our fleet to electric vans by 2035.
"""


@pytest.mark.parametrize(
    ("behind", "held"),
    [
        ("The target was approved by the SBTi.", [1]),
        ("We will cut Scope 3 emissions by 30 % by 2031. Both targets were approved by the SBTi.", [1, 2]),
        ("We will cut Scope 3 emissions by 30 % by 2031. This target was approved by the SBTi.", [2]),
        ("Both the mills and the depots take part.", []),
    ],
)
def test_targets_that_are_pointed_at_stand_in_the_paragraph(behind: str, held: list[int]) -> None:
    claims = AUDITOR.audit_text(GOALS.format(behind=behind), format="markdown").documents[0].claims
    goals = [one for one in claims if one.text.startswith("We will")]
    assert [at for at, one in enumerate(goals) if _state(one, "verifier") == "linked"] == held


@pytest.mark.parametrize(
    ("behind", "state"),
    [
        ("Our transition plan relies on better motors and on heat pumps.", "linked"),
        ("The Board adopted a transition plan in 2023.", "linked"),
        ("Our biodiversity action plan covers twelve sites.", "missing"),
        ("Suppliers publish a transition plan.", "missing"),
        ("We have no transition plan.", "missing"),
    ],
)
def test_a_plan_right_behind_a_goal_on_climate_is_for_it(behind: str, state: str) -> None:
    claim = _claim(f"# Goals\n\nWe will reach net-zero emissions across the value chain by 2050. {behind}\n")
    assert _state(claim, "plan") == state


@pytest.mark.parametrize(
    ("text", "element", "state"),
    [
        # What is called the figure, the share or the estimate tells how the one before it was had.
        (f"{WASTE}. The figure is drawn from the skip tickets.", "method", "linked"),
        (f"{WASTE}. The estimate supposes that a third of the lint is lost.", "method", "linked"),
        (f"{WASTE}. The share was 19 % in the year before.", "method", "missing"),
        (f"{WASTE}. The canteen is painted once a year.", "method", "missing"),
        # Who has checked stands behind a sentence on something else that belongs to it.
        (f"{CERTIFIED}. The oldest paper is from Lund. Halden Weir audits them each June.", "verifier", "linked"),
        (f"{CERTIFIED}. The oldest paper is from Lund. Halden Weir sells them soap.", "verifier", "missing"),
        # What a figure takes in, and leaves out.
        (f"{WASTE}. The count takes in lint and leaves out rags.", "boundary", "linked"),
        (f"{WASTE}. The carrier takes lint to Osby.", "boundary", "missing"),
    ],
)
def test_the_sentences_behind_a_claim_tell_by_their_form(text: str, element: str, state: str) -> None:
    assert _state(_claim(text), element) == state


@pytest.mark.parametrize(
    ("behind", "state"),
    [
        ("The number of litres per site was 27.1.", "missing"),
        ("The average per driver and shift was 9.", "missing"),
        ("The number is taken from a sample of 400.", "linked"),
        ("The number is taken from the slips of the drivers.", "linked"),
    ],
)
def test_another_figure_is_no_method(behind: str, state: str) -> None:
    assert _state(_claim(f"Our laundries used 21,460 litres of diesel in 2024. {behind}"), "method") == state
