"""A word of benefit is a claim of copy with any noun, predicate or verb, unless its head gives it another sense."""

from __future__ import annotations

import pytest

import claimcheck

AUDITOR = claimcheck.Auditor(context=claimcheck.Context(audience="consumer"))

NOUNS = ["anorak", "birdcage", "cello", "duvet", "easel", "flute", "gazebo", "hammock", "igloo tent", "juggling ball"]
FRAMES = [
    "A sustainable {} for every day.",
    "Sustainable {}",
    "Our {} is light, warm, sustainable.",
    "You'll love how sustainable this {} is.",
    "This {} is built sustainably.",
    "A {} that does not harm rivers.",
    "Save the planet with a {}.",
    "Style and sustainability in one {}.",
]
OTHER_FRAMES = [
    "Every jar is a contribution to climate protection.",
    "Eco-friendliness is what this jar is loved for.",
    "A jar with the compostability you asked for.",
    "A jar of kindness to the planet.",
    "Planet-saving jars in three sizes.",
    "A jar designed with the environment in mind.",
    "Say goodbye to emissions with our jar.",
    "Do your share for the climate with our jar.",
    "Every jar does its bit for nature.",
    "Storing jam without polluting the sea.",
    "A jar that heals reefs.",
    "The eco option for your jam.",
    "Protect the environment with our jars.",
    "With every jar you buy, you live sustainably.",
    "Looking for a new jar? Ours is carbon neutral.",
    "Sustainable masonry is as easy as never before.",
    "Put your money into our sustainable savings plan.",
]
OTHER_SENSES = [
    "The lecture was a contribution to climate protection.",
    "Sustainable masonry is as old as the hills.",
    "Sustainable growth needs patience.",
    "A sustainable pace on the first ten miles.",
    "Sustainable development is on the timetable.",
    "The sustainability policy hangs in the hall.",
    "Debt of that size is not sustainable, and savings are.",
    "An ethical dilemma in four acts.",
    "Organic growth came to 4 %.",
    "The climate of trust in the team saved us.",
    "A green sofa with three seats.",
]
NOT_ABOUT_IT = [
    "Eco-friendly {}, 80 % wool and 20 % nylon.",
    "Good for the planet: 40 % less sugar in this {}.",
    "Eco-friendly {}, reduced by 30 %.",
    "Eco-friendly {}, 350 ml.",
]
ABOUT_IT = ["Eco-friendly {}, 92 % recycled wool.", "Eco-friendly {} with 40 % less plastic than our 2019 {}."]


def _rules(text: str) -> list[str]:
    return [one.rule for claim in AUDITOR.audit_text(text).documents[0].claims for one in claim.findings]


def _errors(text: str) -> list[str]:
    claims = AUDITOR.audit_text(text).documents[0].claims
    return [one.rule for claim in claims for one in claim.findings if one.severity == "error"]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("noun", NOUNS)
def test_any_noun_may_be_praised(frame: str, noun: str) -> None:
    assert _errors(frame.format(noun))


@pytest.mark.parametrize("text", OTHER_FRAMES)
def test_one_praises_by_parts_and_degrees(text: str) -> None:
    assert _errors(text)


@pytest.mark.parametrize("text", OTHER_SENSES)
def test_a_class_of_heads_gives_the_word_another_sense(text: str) -> None:
    assert AUDITOR.audit_text(text).documents[0].claims == []


@pytest.mark.parametrize("text", NOT_ABOUT_IT)
def test_a_figure_of_another_matter_does_not_say_what_the_word_means(text: str) -> None:
    assert "GEN-001" in _errors(text.format("blanket"))


@pytest.mark.parametrize("text", ABOUT_IT)
def test_a_figure_of_the_benefit_does(text: str) -> None:
    assert "GEN-001" not in _errors(text.format("blanket", "blanket"))


PERSONS = ["glaziers", "bell ringers", "trainees", "ushers", "boatmen"]
TREATED = [
    "Our {} are paid decently.",
    "Our {} are treated with respect.",
    "We treat our {} generously and fairly.",
    "We look after our {}.",
    "Fair contracts for {}.",
    "An honest deal for {}.",
    "Our {} work in dignity.",
    "Kind to {}.",
    "Our {} feel valued.",
]
GOODS = ["Fairness", "Dignity", "Inclusion", "Kindness", "Freedom of association"]
NO_TREATMENT = [
    "Please treat all applicants fairly.",
    "Our ushers are paid weekly.",
    "We pay equal attention to every room.",
    "The ushers of the town are paid generously.",
    "The ushers demand equal pay.",
    "Fair weather for our glaziers.",
    "Nobody was hurt.",
    "We pay our invoices well before they are due.",
    "Our papers are handled gently by the new feeder.",
    "Our users feel at home with the new menu.",
    "Good jobs in the north: see our list.",
    "We treat each other with respect.",
    "Without prejudice to our rights, the court decides.",
    "People come first to the desk on the left.",
]


@pytest.mark.parametrize("frame", TREATED)
@pytest.mark.parametrize("persons", PERSONS)
def test_whoever_is_said_to_be_dealt_with_well(frame: str, persons: str) -> None:
    assert "SOC-007" in _rules(frame.format(persons))


@pytest.mark.parametrize("good", GOODS)
def test_a_good_that_is_professed_is_a_claim(good: str) -> None:
    assert "SOC-007" in _rules(f"{good} comes naturally at Orlo & Finch.")


@pytest.mark.parametrize("text", NO_TREATMENT)
def test_who_is_told_to_deal_well_claims_nothing(text: str) -> None:
    assert AUDITOR.audit_text(text).documents[0].claims == []


@pytest.mark.parametrize(
    "text", ["We listen to the people next door.", "Our contracts are fair.", "No sweatshops, no excuses."]
)
def test_copy_says_it_without_naming_a_role(text: str) -> None:
    assert {"SOC-002", "SOC-007"} & {*_rules(text)}
