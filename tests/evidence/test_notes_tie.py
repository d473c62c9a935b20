"""What a mark or a missing subject ties: notes without verbs, marks over groups, sentences that go on."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.model.claim_out import ClaimOut, ElementOut

PACK = claimcheck.load_rulepack()
AUDITOR = claimcheck.Auditor(PACK, claimcheck.Context(audience="investor", medium="report"))
POWER = "In 2024, half of the electricity we bought came from renewable sources"
CLAIM = "We cut the Scope 1 emissions of our kilns by 23 % in 2024"


def _claim(text: str, form: str = "markdown", begins: str = "We cut") -> ClaimOut:
    claims = AUDITOR.audit_text(text, format=form).documents[0].claims  # type: ignore[arg-type]
    return next(one for one in claims if one.text.startswith(begins))


def _element(claim: ClaimOut, name: str) -> ElementOut:
    return next(one for one in claim.elements if one.element == name)


@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("mark", ["¹", "(1)", "[1]", "*", "†", " (A)", "1"])
@pytest.mark.parametrize(
    ("note", "quote"),
    [
        ("Market-based, GHG Protocol.", "GHG Protocol"),
        ("ISO 14064-1, location-based, the kilns at Tarn.", "ISO 14064-1"),
    ],
)
def test_a_note_without_a_verb(form: str, mark: str, note: str, quote: str) -> None:
    opening = "\\*" if mark == "*" and form == "markdown" else mark.strip()
    claim = _claim(f"Report of the works\n\n{CLAIM}.{mark}\n\nOther text stands here.\n\n{opening} {note}\n", form)
    assert claim.text == f"{CLAIM}."
    method = _element(claim, "method")
    assert (method.state, method.quote) == ("linked", quote)
    assert method.place is not None
    assert method.place.block == "footnote"


def test_a_note_names_the_metric_in_words_of_its_own() -> None:
    text = "Our cleaning tabs are biodegradable.†\n\nText.\n\n† OECD 301F, in municipal waste water.\n"
    assert _element(_claim(text, begins="Our"), "method").state == "linked"


def test_a_note_tells_what_nobody_asks_for() -> None:
    text = "# People\n\nWomen held 31 % of management posts at the end of 2024.†\n\nText.\n\n† {}\n"
    method = _element(_claim(text.format("By head count, GRI 405-1."), begins="Women"), "method")
    assert (method.state, method.need, method.quote) == ("linked", "optional", "GRI 405")
    held = _claim(text.format("Higher than the 29 % published a year ago."), begins="Women").elements
    assert "comparator" not in {one.element for one in held}


def test_a_phrase_in_small_letters_may_open_a_note() -> None:
    text = "In 2024 we bought 100 % renewable electricity for our mills.[^1]\n\n[^1]: Guarantees of origin.\n"
    assert _element(_claim(text, begins="In"), "method").state == "linked"


def test_the_note_of_another_mark_is_nothing() -> None:
    text = f"{CLAIM}.¹ Our canteen was rebuilt.²\n\nText.\n\n¹ Without the yard.\n\n² GHG Protocol, market-based.\n"
    assert _element(_claim(text), "method").state == "missing"


def test_a_mark_in_a_sentence_belongs_to_the_claim_that_it_stands_at() -> None:
    sentence = "We cut our Scope 1 emissions by 23 % in 2024¹, and we recycled 80 % of our waste in 2024²."
    notes = "¹ Without the yard.\n\n² GHG Protocol, dry weight.\n"
    claims = AUDITOR.audit_text(f"{sentence}\n\nText.\n\n{notes}", format="markdown").documents[0].claims
    assert [_element(one, "method").state for one in claims[:2]] == ["missing", "linked"]
    swapped = sentence.replace("¹", "x").replace("²", "¹").replace("x", "²")
    claims = AUDITOR.audit_text(f"{swapped}\n\nText.\n\n{notes}", format="markdown").documents[0].claims
    assert [_element(one, "method").state for one in claims[:2]] == ["linked", "missing"]


GROUP = """# Report

## Climate{heading}

Text on the kilns stands here.

We cut the Scope 1 emissions of our kilns by 20 % between 2020 and 2024.

## Data

Table 1: Emissions{caption}

| Indicator | 2020 | 2024{column} |
| --- | --- | --- |
| Scope 1 emissions of our kilns, t CO2e{row} | 100 | 80{cell} |
| Waste, t{other} | 1,000 | 900 |

† Calculated under the GHG Protocol.

The chapter ends here.
"""


@pytest.mark.parametrize("place", ["heading", "caption", "column", "row", "cell"])
def test_a_mark_counts_for_its_group(place: str) -> None:
    empty = dict.fromkeys(("heading", "caption", "column", "row", "cell", "other"), "")
    text = GROUP.format(**{**empty, place: " †"})
    assert _element(_claim(text), "method").state == "linked"


@pytest.mark.parametrize("place", ["other", None])
def test_a_mark_on_another_row_is_nothing(place: str | None) -> None:
    empty = dict.fromkeys(("heading", "caption", "column", "row", "cell", "other"), "")
    text = GROUP.format(**{**empty, **({place: " †"} if place else {})})
    assert _element(_claim(text), "method").state == "missing"


@pytest.mark.parametrize(
    "following",
    [
        "Calculated under the GHG Protocol, operational control.",
        "Calculated under the GHG Protocol and verified by Norell Consult.",
        "Market-based, GHG Protocol.",
        "By the GHG Protocol, without the yard.",
    ],
)
def test_a_sentence_without_a_subject_goes_on(following: str) -> None:
    assert _element(_claim(f"{CLAIM}. {following}"), "method").state == "linked"


@pytest.mark.parametrize(
    "following",
    [
        "Water use is calculated under the GHG Protocol.",
        "Measured by the GHG Protocol, waste rose by 4 %.",
        "The canteen serves soup under the GHG Protocol.",
        "Water: ISO 14046.",
    ],
)
def test_a_sentence_with_a_subject_of_its_own_does_not(following: str) -> None:
    assert _element(_claim(f"{CLAIM}. {following}"), "method").state == "missing"


def test_a_pronoun_far_from_the_start_points_back_where_it_is_the_subject() -> None:
    following = "Like for like over the years it was calculated under the GHG Protocol."
    assert _element(_claim(f"{CLAIM}. {following}"), "method").state == "linked"
    following = "The canteen of the works and its shop are run under ISO 14067."
    assert _element(_claim(f"{CLAIM}. {following}"), "method").state == "missing"


@pytest.mark.parametrize(
    ("claim", "note", "boundary", "verifier"),
    [
        ("Fjell oat drink is carbon neutral", "Credits of a reforestation project in Uganda.", False, False),
        ("Fjell oat drink is carbon neutral", "Sold in Sweden and offset with credits.", True, False),
        (POWER, "Power purchase agreements with wind farms in Spain.", False, False),
        (POWER, "At our works in Spain.", True, False),
        ("The Aqua pump uses 22 % less energy", "Measured in our test laboratory in Ghent.", False, False),
        ("The Aqua pump uses 22 % less energy", "Measured in the Nord laboratory in Ghent.", False, True),
        ("The Aqua pump uses 22 % less energy", "Measured in use in Ghent.", True, False),
    ],
)
def test_the_place_of_a_project_a_plant_or_a_laboratory(claim: str, note: str, boundary: bool, verifier: bool) -> None:
    found = _claim(f"# Report\n\n{claim}.[^1]\n\n[^1]: {note}\n", begins=claim)
    states = {one.element: one.state for one in found.elements}
    assert (states.get("boundary") == "linked", states.get("verifier") == "linked") == (boundary, verifier)


@pytest.mark.parametrize(
    ("note", "led"),
    [
        ("Test report by the Nord University, June 2024.", True),
        ("The study is available at www.nord.example/lca.", True),
        ("Measured by Nord in 2024, www.nord.example.", False),
        ("More at www.nord.example/lca.", False),
        ("Test report pending in 2025.", False),
    ],
)
def test_a_paper_with_its_maker_and_date_or_its_address_leads_somewhere(note: str, led: bool) -> None:
    claim = "The Aqua pump uses 22 % less energy than its predecessor"
    found = _claim(f"# Report\n\n{claim}.[^1]\n\n[^1]: {note}\n", begins=claim)
    assert (_element(found, "locator").state == "linked") is led


@pytest.mark.parametrize(
    ("highlight", "held"),
    [
        ("89.5 % of electricity from renewable sources", True),
        ("86 % of electricity from renewable sources", False),
        ("89.5 % of leaders are women", False),
    ],
)
def test_a_note_on_the_figure_told_in_full_is_one_on_its_highlight(highlight: str, held: bool) -> None:
    full = "In 2025, 89.5 % of the electricity we used came from renewable sources"
    note = "Under power purchase agreements by head count."
    text = f"# Highlights\n\n- {highlight}\n- More\n\n# Energy\n\n{full}.[^1]\n\n[^1]: {note}\n"
    states = {one.element: one.state for one in _claim(text, begins=highlight).elements}
    assert (states.get("method") == "linked") is held


@pytest.mark.parametrize(
    ("following", "state"),
    [
        ("The certificates can be downloaded at foundry.example/certificates.", "linked"),
        ("Their certificates are kept at https://foundry.example/sites/all.", "linked"),
        ("The certificates can be downloaded at www.foundry.example.", "missing"),
        ("Read more at foundry.example/certificates.", "missing"),
    ],
)
def test_one_page_of_a_site_is_where_to_look_and_the_site_is_none(following: str, state: str) -> None:
    claim = _claim(f"All of our foundries are certified to ISO 14001. {following}", begins="All of")
    assert _element(claim, "locator").state == state
