"""Hashtags of several words, parted into these: "#NetZero" and "#netzero" say what "#net zero" does."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import islice, pairwise

from msgspec.structs import replace

from claimcheck.model.document import Block, Document, Piece

_SIGN = "#"
_LONGEST = 60
_TAG = re.compile(rf"(?<![\w#&/])#([^\W\d_][^\W_]{{3,{_LONGEST - 1}}})\b")
_YEAR = re.compile(r"(?<=[^\W\d])(?=(?:19|20)[0-9]{2}$)")
_LEAST_PART = 2
MOST_TAGS = 1_000
"""Hashtags of a document that are looked up in the lexicon; of further ones only capitals and years tell the words."""
IsPhrase = Callable[[str], bool]


def parted(document: Document, is_phrase: IsPhrase) -> Document:
    """The document with a blank between the words of its hashtags.

    Capitals and a year tell the words, else ``is_phrase``: whether words in lower case stand in a lexicon.
    """
    if _SIGN not in document.source:
        return document
    known: dict[str, list[int]] = {}

    def words(tag: str) -> list[int]:
        if tag not in known:
            known[tag] = _words(tag, is_phrase if len(known) < MOST_TAGS else _is_none)
        return known[tag]

    return replace(document, blocks=tuple([_parted(block, words) for block in document.blocks]))


def _is_none(words: str) -> bool:
    return False


def _parted(block: Block, words: Callable[[str], list[int]]) -> Block:
    if _SIGN not in block.text or block.kind == "table":
        return block
    cuts = [tag.start(1) + at for tag in _TAG.finditer(block.text) for at in words(tag[1])]
    if not cuts:
        return block
    ends = (*cuts, len(block.text))
    return replace(
        block,
        text=" ".join([block.text[start:end] for start, end in zip((0, *cuts), ends, strict=True)]),
        pieces=tuple([part for piece in block.pieces for part in _pieces(piece, cuts)]),
        marks=tuple([replace(mark, at=mark.at + bisect_left(cuts, mark.at)) for mark in block.marks]),
    )


def _words(tag: str, is_phrase: IsPhrase) -> list[int]:
    """Where words of a hashtag begin, but for the first."""
    year = _YEAR.search(tag)
    ends = {year.start()} if year else set()
    told = {at for at in range(1, len(tag)) if tag[at].isupper() and tag[at - 1].islower()}
    word = tag[: year.start() if year else None].lower()
    if not told and not is_phrase(word):
        parts = range(_LEAST_PART, len(word) - _LEAST_PART + 1)
        told = set(islice((at for at in parts if is_phrase(f"{word[:at]} {word[at:]}")), 1))
    return sorted(told | ends)


def _pieces(piece: Piece, cuts: list[int]) -> Iterator[Piece]:
    """The parts of a piece between the cuts, each moved on by the blanks before it."""
    end = piece.at + piece.length
    places = [piece.at, *[at for at in cuts if piece.at < at < end], end]
    for start, stop in pairwise(places):
        moved = bisect_left(cuts, start + 1)
        yield Piece(start + moved, piece.source + start - piece.at, stop - start)
