"""Verb groups and frames: what governs what, and that reading them is linear."""

from __future__ import annotations

import pytest

import claimcheck
from claimcheck.annotate import Annotator
from claimcheck.claims.frames import Frames, Parts, frame_of
from claimcheck.model.passage import Clause, SentenceSpan
from claimcheck.read.dispatch import read_text
from claimcheck.text import frame_words
from claimcheck.text.frame_words import FrameWords
from claimcheck.text.normalise import normalise
from claimcheck.text.passages import Passages

PACK = claimcheck.load_rulepack()
LEXICON = PACK.lexicons["en"]
FRAMES = Frames(LEXICON)

EVERY = frozenset(PACK.signal_numbers.values())


def _passages(text: str) -> Passages:
    document = read_text(text)
    norm = normalise(document)
    end = len(norm.text)
    # One sentence of one clause, so that everything hangs on the frame.
    spans = [SentenceSpan(0, end, 0, ((0, end),))]
    return Annotator(LEXICON, -1).annotate(document, norm, spans)


def _clause(text: str) -> tuple[Passages, Clause, Parts]:
    passages = _passages(text)
    clause = passages.sentence(0).clauses[0]
    return passages, clause, FRAMES.parts(passages.norm.text, passages.norm.lower, clause, passages.facts(0))


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("We have reduced emissions.", "have reduced", "done"),
        ("We will also reduce emissions.", "will also reduce", "plan"),
        ("Lids can be recycled.", "can be recycled", "able"),
        ("We are reducing emissions.", "are reducing", "doing"),
        ("Waste is recycled here.", "is recycled", "passive"),
        ("Our lids are blue.", "are", "copula"),
        ("It is here to reduce emissions.", "to reduce", "infinitive"),
        ("Lids sourced from here.", "sourced", "participle"),
        ("Emissions decreased by 12 %.", "decreased", "done"),
        ("The reduced impact is here.", "reduced", "participle"),
        ("Reduce emissions.", "Reduce", "bare"),
        ("We use recycled paper.", "recycled", "participle"),
    ],
)
def test_groups(text: str, words: str, kind: str) -> None:
    passages, _, parts = _clause(text)
    assert (words, kind) in [(passages.norm.text[group.start : group.end], group.kind) for group in parts.groups], (
        parts.groups
    )


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("We cut emissions at plants which will close, and more.", ["which will close"]),
        ("As part of our plan, we cut emissions.", ["As part of our plan"]),
        ("Valves that could reduce water use", []),
        ("Waste is recycled where possible.", []),
    ],
)
def test_what_only_accompanies_a_statement(text: str, aside: list[str]) -> None:
    passages, _, parts = _clause(text)
    assert [passages.norm.text[start:end] for start, end in parts.aside] == aside


def test_the_own_verb_governs_before_any_other() -> None:
    passages, clause, parts = _clause("We reduced emissions and will report.")
    core = passages.norm.text.index("reduced"), passages.norm.text.index("emissions") + 9
    frame = frame_of(parts, clause.hits, core, frozenset({PACK.signal_numbers["cut_verb"]}))
    assert frame.own is frame.governor is not None
    assert frame.tense == "achieved"


def test_a_fragment_has_no_governor() -> None:
    _, clause, parts = _clause("Recyclable lids for every jar")
    frame = frame_of(parts, clause.hits, (0, 10), EVERY)
    assert (frame.governor, frame.tense) == (None, None)


def test_phrases_are_found_with_all_their_roles_and_no_others() -> None:
    words = FrameWords.of([("due", "by the end of"), ("agent", "by"), ("time", "by"), ("limit", "end of life")])
    found = words.find("by the end of life", 0, 18)
    assert [(word.start, word.end, sorted(word.roles)) for word in found] == [
        (0, 13, ["due"]), (0, 2, ["agent", "time"]), (7, 18, ["limit"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "piece",
    [
        "we will ", "which will ", "have been ", "reduce and ", "to reduce ", "where possible, ", "suppliers cut ",
        "by the end of the ", "can be ",
    ],
)  # fmt: skip
def test_frames_are_linear(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the text takes twice the looks at its words, however often one word comes back."""

    def looks(times: int) -> int:
        count = 0
        text = "We reduced emissions " + piece * times + "."
        passages = _passages(text)
        clause = passages.sentence(0).clauses[0]
        inner = frame_words.FrameWord.__getattribute__

        def counted(self: object, name: str) -> object:
            nonlocal count
            count += name in ("start", "end", "roles")
            return inner(self, name)  # type: ignore[arg-type]

        monkeypatch.setattr(frame_words.FrameWord, "__getattribute__", counted)
        parts = FRAMES.parts(passages.norm.text, passages.norm.lower, clause, passages.facts(0))
        frame_of(parts, clause.hits, (clause.start, clause.start + 20), EVERY)
        monkeypatch.undo()
        return count

    assert looks(800) <= 2.2 * looks(400) + 200
