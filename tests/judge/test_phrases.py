"""Quotes begin and end with phrases, and a rewrite repeats only what stands by itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import claimcheck
from claimcheck.judge.phrases import Phrases

FIXTURES = Path(__file__).parents[2] / "fixtures"
LEXICON = claimcheck.load_rulepack().lexicons["en"]
PHRASES = Phrases(LEXICON)
WORD = re.compile(r"[\w'’-]+")
# Closed classes on which no phrase ends.
UNFINISHED = (LEXICON.frames.opening("preposition") | LEXICON.frames.opening("relative")) | {"a", "an", "the", "and"}


def _quoted(text: str, found: str) -> str:
    start = text.index(found)
    first, last = PHRASES.around(text, start, start + len(found), (0, len(text)))
    return text[first:last]


@pytest.mark.parametrize(
    ("text", "found", "quote"),
    [
        ("We are committed to a cleaner harbour.", "committed to", "We are committed to a cleaner harbour"),
        ("Guided small tours since 1989.", "small tours since", "Guided small tours since 1989"),
        ("The pods are compostable: the natural choice.", "compostable: the natural", None),
        ("The ferry line cut the emissions of its older boats.", "emissions of its", None),
        ("In spring the Lower Marsh trust restored two wetlands.", "Marsh trust restored", None),
        (
            "By 2031 women will hold 40 % of our senior posts.",
            "hold 40 % of our",
            "By 2031 women will hold 40 % of our senior posts",
        ),
        ("The weir (the base year) held.", "the base", "the base year"),
        ("It is certified to ISO 14001:2015 since May.", "certified to ISO 14001", "It is certified to ISO 14001:2015"),
        ("The barge is plastic-free, and quiet.", "plastic-free", "plastic-free"),
        ("Our harbour plan aligns with the goals of the town.", "Our harbour plan aligns", None),
        ("We use materials such as hemp and flax.", "materials such", None),
        ("The programme comprises a revision of our pay.", "comprises a revision", None),
        ("Pay is linked to the number of ferry trips.", "Pay is linked", None),
        ("The new valves leak ten times less than those of 2019.", "ten times less", None),
        ("We train crews that look after the older boats.", "We train crews", None),
        ("Our harbour and our ferry emissions are lower.", "Our harbour", "Our harbour and our ferry emissions"),
        ("The pumps run in the locks to save power.", "to save power", "The pumps run in the locks to save power"),
        ("They clean the quay, and the new cranes save power.", "and the new cranes", "the new cranes"),
        ("Only 31 of the 38 boats have been checked.", "the 38 boats", "Only 31 of the 38 boats"),
        ("Of 0.1% of our waste we know nothing more.", "of our waste", "Of 0.1% of our waste"),
        ("Only 31 of the 38 old boats have been checked.", "old boats", "Only 31 of the 38 old boats"),
        ("The trust, by whose rules we work, cut its waste.", "by whose rules we work, cut its", None),
        ("With our own wells they come to 940 tonnes.", "With our own wells they", None),
        ("We cover it with certificates.", "We cover", None),
        ("We care\nWater and waste\nOur people", "We care", "We care"),
        ("The target was\na cut of 9 % by 2030.", "The target was", None),
        ("We paid for it and the", "paid for it and the", "We paid for it"),
    ],
)
def test_a_quote_is_made_of_whole_phrases(text: str, found: str, quote: str | None) -> None:
    assert _quoted(text, found) == (text.rstrip(".") if quote is None else quote)


@pytest.mark.parametrize("text", ["of of of of", "the", "and", "(", ")( ", "a-b: c, d"])
def test_small_words_alone_are_quoted_somehow(text: str) -> None:
    first, last = PHRASES.around(text, 0, len(text), (0, len(text)))
    assert 0 <= first < last <= len(text)


@pytest.mark.parametrize(
    ("sentence", "clause", "repeated"),
    [
        ("We cut waste.", "We cut waste.", "We cut waste"),
        ("It rained, and we cut waste.", "and we cut waste.", "We cut waste"),
        ("It rained, and cut waste.", "and cut waste.", None),
        ("We grew, since we began.", "since we began.", None),
        ("Waste fell, mostly because it rained.", "Waste fell, mostly", None),
        ("Waste fell; it rained.", "Waste fell;", "Waste fell"),
        ("If it rains, we cut waste.", "we cut waste.", None),
        ("Did we cut waste?", "Did we cut waste?", None),
        ("Waste fell owing to", "Waste fell owing to", None),
        ("Waste (in tonnes fell.", "Waste (in tonnes fell.", None),
        ("Waste | 3 | 4", "Waste | 3 | 4", None),
    ],
)
def test_only_what_stands_by_itself_is_repeated(sentence: str, clause: str, repeated: str | None) -> None:
    start = sentence.index(clause)
    assert PHRASES.repeated(sentence, (start, start + len(clause)), (0, len(sentence))) == repeated


@pytest.mark.parametrize("path", ["reports/tarnholm-2025.md", "copy/fell-3-kettle.md", "press/corvane-networks.txt"])
@pytest.mark.parametrize("audience", ["investor", "consumer"])
def test_no_quote_of_the_fixtures_breaks_off(path: str, audience: str) -> None:
    context = claimcheck.Context(audience=audience)  # type: ignore[arg-type]
    (document,) = claimcheck.audit(FIXTURES / path, context=context).documents
    quotes = [one.quote for claim in document.claims for one in claim.findings]
    assert quotes
    for quote in quotes:
        words = WORD.findall(quote.lower())
        assert words[-1] not in UNFINISHED, quote
        assert words[0] not in ("and", "or"), quote
