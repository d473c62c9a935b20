"""A claim holds by what a sentence states: not by what is believed, what a text is about, or names."""

from __future__ import annotations

import pytest

import claimcheck

PACK = claimcheck.load_rulepack()
REPORT = claimcheck.Auditor(PACK, claimcheck.Context(medium="report"))
ADVERT = claimcheck.Auditor(PACK, claimcheck.Context(audience="consumer", medium="advert"))


def _types(text: str, auditor: claimcheck.Auditor = REPORT) -> list[str]:
    return [claim.type for claim in auditor.audit_text(text, format="markdown").documents[0].claims]


@pytest.mark.parametrize(
    "text",
    [
        "We believe that supporting local communities is what a brewery lives on.",
        "The mill recognises that waste reduction starts with every one of its apprentices.",
        "The group understands how reducing emissions keeps the valley habitable.",
        "We anticipate that lower emissions become a condition of tenders.",
        "Sustainable procurement refers to purchases by which human rights are protected.",
    ],
)
def test_what_is_believed_is_not_done(text: str) -> None:
    assert _types(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("We believe that soil matters, and have reduced emissions in all mills.", "reduction_achieved"),
        ("We believe in lower emissions and reduced the emissions of our kilns.", "reduction_achieved"),
        ("We know that gas is finite, and we will reduce emissions by 2034.", "future_target"),
        ("The mill is aware that peat burns, supporting local communities near its pits.", "social"),
        ("We believe that our mills have reduced emissions by 12 %.", "reduction_achieved"),
        ("We want to understand how we can support local communities.", "social"),
    ],
)
def test_what_those_who_believe_do_besides_is_claimed(text: str, kind: str) -> None:
    assert kind in _types(text)


@pytest.mark.parametrize(
    "text",
    [
        "Our annual report describes the support for local communities near the mills.",
        "Table 4 shows the reduction of emissions by kiln.",
        "This section outlines the protection of habitats along the pipeline.",
        "The statement of the board includes training on human rights and its limits.",
    ],
)
def test_what_a_text_is_about_is_not_done(text: str) -> None:
    assert _types(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Our report explains that we cut the emissions of our kilns.", "reduction_achieved"),
        ("In this report, our foundry describes how it reduces emissions.", "reduction_achieved"),
        ("This page shows our carbon neutral kettles.", "carbon_neutral"),
    ],
)
def test_what_a_text_says_to_be_so_is_claimed(text: str, kind: str) -> None:
    assert kind in _types(text)


@pytest.mark.parametrize(
    "text",
    [
        "Our crane lifted the generator of the Solar Power Plant onto its bed in May.",
        "The hotline is run by the Clean Planet Council and is open all night.",
    ],
)
def test_a_name_in_a_report_is_a_name(text: str) -> None:
    assert _types(text) == []


def test_a_name_in_an_advert_is_how_the_goods_are_called() -> None:
    text = "Try our Planet Friendly Soap today."
    assert "generic_benefit" in _types(text, ADVERT)


def test_the_name_of_a_body_in_an_advert_is_no_claim() -> None:
    assert _types("The film was tested by the Compostable Materials Institute in 2024.", ADVERT) == []


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("Floods are a matter for our customers, partners, employees and neighbours.", False),
        ("Once in the soil, the film simply disappears.", True),
    ],
)
def test_a_verb_does_something_with_something(text: str, claimed: bool) -> None:
    assert bool(_types(text)) == claimed


AROUND = "# What was named\n\nTwo thirds of those who answered named these.\n\n{}\n\nThe next chapter follows.\n"


@pytest.mark.parametrize(
    ("phrase", "claimed"),
    [
        ("- Measures taken to reduce emissions", False),
        ("- Steps that have been taken to reduce emissions", False),
        ("- Waste discharged in the course of its reduction", False),
        ("To reduce the emissions of kilns:", False),
        ("- To reduce the emissions of kilns", True),
        ("- Reduced the emissions of kilns", True),
        ("Measures were taken to reduce emissions.", True),
    ],
)
def test_verbs_that_hang_on_a_noun_make_no_statement(phrase: str, claimed: bool) -> None:
    assert bool(_types(AROUND.format(phrase))) == claimed
