"""A small grammar of sentences, written for these tests; and lets them import what they share."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck.model.document import Block, BlockKind, Document, Piece
from claimcheck.model.passage import SentenceSpan
from claimcheck.segment import SentenceGrammar, segment
from claimcheck.text.frame_words import PredicateWords
from claimcheck.text.normalise import NormText, normalise

sys.path.insert(0, str(Path(__file__).parent))

GRAMMAR = SentenceGrammar(
    abbreviations=frozenset({"no.", "e.g.", "i.e.", "approx.", "fig.", "p.", "vs.", "dr.", "mt.", "st.", "cf", "u.s."}),
    abbreviations_final=frozenset({"inc.", "ltd.", "etc.", "co."}),
    clause_openers=("but", "while", "whereas", "and we", "which means", "because", "although", "since"),
    predicates=PredicateWords(
        told=("and planted", "as well as planted"),
        before_object=("and recycled", "and raise"),
        object_starts=frozenset({"the", "our"}),
        sharing=frozenset({"measured", "planted", "watered", "cut"}),
    ),
    linking=frozenset({"is", "not"}),
)

Segmented = tuple[NormText, tuple[SentenceSpan, ...]]
Split = Callable[..., Segmented]


@pytest.fixture(scope="session")
def split() -> Split:
    """Segment texts, a block each, all of one kind."""

    def run(*texts: str, kind: BlockKind = "paragraph") -> Segmented:
        blocks = tuple(Block(kind, text, (Piece(0, 0, len(text)),)) for text in texts)
        document = Document(path="", format="text", sha256="", source="", blocks=blocks)
        norm = normalise(document)
        return norm, segment(norm, document, GRAMMAR)

    return run
