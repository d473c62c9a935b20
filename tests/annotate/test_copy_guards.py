"""In copy a guard governs its phrase; what is denied, asked about or told of others stays none."""

from __future__ import annotations

import pytest

import claimcheck

COPY = claimcheck.Auditor(context=claimcheck.Context(audience="consumer"))
REPORT = claimcheck.Auditor(context=claimcheck.Context(audience="consumer", medium="report"))

CLAIMS = [
    "If you choose our kettle, you help the climate.",
    "Looking for climate-neutral kettles? Here they are.",
    "Did you know that our kettles are climate neutral?",
    "Help us save the planet.",
    "Imagine a kettle that is kind to the planet.",
    "Not your usual kettle: this one is eco-friendly.",
    "Why settle for less than an eco-friendly kettle?",
    "Why queue for a sustainable kettle?",
    "Who says that an eco-friendly kettle boils slowly?",
    "Have you tried our eco-friendly kettle?",
    "Where else would you find our sustainable kettle?",
]
NONE = [
    "Is your kettle eco-friendly?",
    "What makes a kettle eco-friendly?",
    "Students learn what makes a kettle eco-friendly.",
    "The council likes eco-friendly kettles.",
    "Why is an eco-friendly kettle so dear?",
    "Why eco-friendly kettles?",
    "Is our kettle eco-friendly?",
    "The watchdog banned an advert that called a kettle eco-friendly.",
    "A shop which described its kettle as sustainable was fined.",
    "Eco-friendliness is a topic at the kettle fair.",
    "Our kettle is not cruelty-free.",
    'Our readers liked "The Eco-Friendly Kettle" by Ida Moss.',
    "She holds a degree in sustainable kettles.",
    "If a kettle were eco-friendly, it would be sold out.",
    "Our kettle is not eco-friendly.",
    "We no longer call our kettle eco-friendly.",
    "Critics say the kettle is eco-friendly in name only.",
    "Copywriters must not call a kettle eco-friendly.",
]
ANSWERED = [
    "Is your kettle eco-friendly? Of course.",
    "Is your kettle eco-friendly?\n\nYes, in every way.",
    "Can a kettle be eco-friendly? Ours can.",
    "Are you climate neutral? We are.",
    "Q2: Are you climate neutral? We are.",
    "New: looking for climate-neutral kettles?",
    "Microplastics? Not in our scrubs.",
]
NOT_ANSWERED = [
    "Is your kettle eco-friendly? We do not know.",
    "Is your kettle eco-friendly? No.",
    "Q1: Is your kettle eco-friendly?",
    "Kettles: is the lid eco-friendly?",
    "“Is your kettle eco-friendly?”",
    "# Are the kettles climate neutral?",
    "Is your kettle eco-friendly? Yesterday we were asked again.",
    "Is your kettle eco-friendly? Surely you can tell us.",
    "Can a kettle be eco-friendly? Ask those who can.",
    "Eco-friendly? Not yet.",
    "Microplastics? Read on.",
]
DENIED_TWICE = [
    "You won't find a kettle here that isn't eco-friendly.",
    "No kettle leaves our workshop that is not eco-friendly.",
    "Nothing about our kettle isn't eco-friendly.",
    "Why buy a kettle that isn't eco-friendly? Buy ours.",
]
DENIED_ONCE = [
    "You won't find a kettle here that is eco-friendly.",
    "Nothing here is new, but the kettle isn't eco-friendly.",
    "No lid, no kettle that is eco-friendly.",
    "Our kettle is not new, and it is not eco-friendly.",
]
GERMAN = [
    ("Wenn du unseren Kessel wählst, rettest du das Klima.", True),
    ("Auf der Suche nach umweltfreundlichen Kesseln? Hier sind sie.", True),
    ("Ist der Kessel umweltfreundlich?", False),
    ("Ist der Kessel umweltfreundlich? Natürlich.", True),
    ("Ist der Kessel umweltfreundlich? Leider nicht.", False),
    ("Unser Kessel ist nicht umweltfreundlich.", False),
]


def _claims(auditor: claimcheck.Auditor, text: str) -> int:
    return len(auditor.audit_text(text).documents[0].claims)


@pytest.mark.parametrize("text", CLAIMS)
def test_copy_claims_what_it_offers_asks_for_and_makes_a_choice(text: str) -> None:
    assert _claims(COPY, text)


@pytest.mark.parametrize("text", NONE)
def test_a_benefit_that_is_denied_or_asked_about_is_none(text: str) -> None:
    assert not _claims(COPY, text)


@pytest.mark.parametrize("text", ANSWERED)
def test_an_answer_makes_a_claim_of_what_was_asked(text: str) -> None:
    assert _claims(COPY, text)


@pytest.mark.parametrize("text", DENIED_TWICE)
def test_what_is_denied_twice_is_claimed(text: str) -> None:
    assert _claims(COPY, text)


@pytest.mark.parametrize("text", DENIED_ONCE)
def test_what_is_denied_once_is_not(text: str) -> None:
    assert not _claims(COPY, text)


@pytest.mark.parametrize("text", NOT_ANSWERED)
def test_without_an_answer_a_question_claims_nothing(text: str) -> None:
    assert not _claims(COPY, text)


def test_a_question_of_a_report_stays_one_whatever_answers_it() -> None:
    assert not _claims(REPORT, "Is your kettle eco-friendly? Of course.")


@pytest.mark.parametrize(("text", "claims"), GERMAN)
def test_german_copy_is_read_alike(text: str, claims: bool) -> None:
    auditor = claimcheck.Auditor(context=claimcheck.Context(audience="consumer"), lang="de")
    assert bool(_claims(auditor, text)) == claims


def test_in_a_report_the_guard_holds_for_the_sentence() -> None:
    text = "If you choose our kettle, you save the planet."
    assert _claims(COPY, text)
    assert not _claims(REPORT, text)


def test_a_negation_ends_with_its_phrase() -> None:
    text = "No gimmicks: our kettle is carbon neutral."
    assert _claims(COPY, text)
    assert not _claims(COPY, "No kettle of ours is carbon neutral.")
