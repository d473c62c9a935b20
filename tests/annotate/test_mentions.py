"""A wording that is spoken about claims nothing; one that a company uses of itself or its goods does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import claimcheck
from claimcheck.annotate.guards import quotations
from claimcheck.text.quotations import any_outside, mentioned

AUDITOR = claimcheck.Auditor()

MENTIONED = [
    'Avoid "climate neutral" and "zero waste" on shelf cards.',
    "Avoid \u201cclimate neutral\u201d and \u201czero waste\u201d on shelf cards.",
    'The minutes note the phrase "kind to the planet" in the draft.',
    'A rival sold jars marked "100 % recyclable".',
    'A tariff described by the seller as "100 % renewable" is dearer.',
    # A list goes on behind its first entry, with remarks in brackets.
    'Taken down were: "carbon neutral" (no proof), "eco-friendly" (no meaning) and "plastic-free" (a lining).',
    'The following were objected to on Monday: "carbon neutral", "eco-friendly".',
    # Going through a text.
    'Page 2, towels, "sustainable cotton".',
    'Slide 4: "carbon neutral by 2030".',
    # What is judged is quoted; the "our" inside is not the writer's.
    'A court in the north forbids "climate neutral" sweets.',
    'The poster for "our climate neutral sweets" was misleading.',
]
SAID = [
    'We sell jars marked "100 % recyclable".',
    'Our slogan "kind to the planet" stands on every box.',
    'Our packs bear the words "carbon neutral".',
    'The bottle is marked "100 % recyclable".',
    'Our coffee is "carbon neutral".',
    "Page 2 shows our carbon neutral coffee.",
    'Our "carbon neutral" coffee has never been called misleading.',
    '"Our coffee is carbon neutral", says the managing director.',
    # Too long for a wording: a speech.
    'He added the words "this year all of our shops and offices in the country have become carbon neutral".',
    "Avoid waste with our carbon neutral refills.",
]


@pytest.mark.parametrize("text", MENTIONED)
def test_a_wording_that_is_spoken_about_is_set_aside_as_a_quotation(text: str) -> None:
    document = AUDITOR.audit_text(text).documents[0]
    assert document.claims == []
    assert [aside.reason for aside in document.set_aside] == ["quoted_other"]


@pytest.mark.parametrize("text", SAID)
def test_a_wording_that_is_used_is_a_claim(text: str) -> None:
    assert AUDITOR.audit_text(text).documents[0].claims


SECTIONS = [
    ("Words to avoid", "instruction"),
    ("Style guide", "instruction"),
    ("Claims that must not be made", "instruction"),
    ("Recent rulings", "reported_other"),
    ("Supplier questionnaire", "question"),
    ("Due diligence list", "question"),
    ("What the law requires", "mention"),
]


@pytest.mark.parametrize(("heading", "reason"), SECTIONS)
def test_sections_about_wordings_and_rules_claim_nothing(heading: str, reason: str) -> None:
    text = f"# Report\n\n## {heading}\n\nThe coffee is carbon neutral.\n\n## Products\n\nThe tea is carbon neutral.\n"
    document = AUDITOR.audit_text(text, format="markdown").documents[0]
    assert [claim.text for claim in document.claims] == ["The tea is carbon neutral."]
    assert [aside.reason for aside in document.set_aside if "coffee" in aside.text] == [reason]


@pytest.mark.parametrize("piece", ['avoid "a b", ', 'avoid "we a", and "we b" (a c) ', '"we" we '])
def test_wordings_are_told_in_steps_by_the_length_of_the_sentence(piece: str, linear: Callable[..., None]) -> None:
    def prepare(size: int) -> Callable[[], object]:
        text = piece * size
        quoted = list(quotations(text, 0, len(text)))
        cues = {place for place in range(len(text)) if text.endswith("avoid", 0, place)}
        inside = [start + 1 for start, _ in quoted]

        def work() -> object:
            assert not any_outside(inside, quoted)
            return list(mentioned(text, quoted, cues or {0}))

        return work

    linear(prepare, 100)
