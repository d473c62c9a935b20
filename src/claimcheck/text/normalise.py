"""One normalised form of a document's text, and the way back to the source."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct

from claimcheck.model.document import Block, Document, Piece
from claimcheck.text.compounds import Compounds
from claimcheck.text.folding import NOT_PLAIN, REFERENCE, Shift, fold, strip_leading_citation

_BETWEEN = "\n\n"
_CANON_PASSES = 64
_at = attrgetter("at")


class NormBlock(NamedTuple):
    """A run of ``NormText.text`` that one block of the document became."""

    start: int
    end: int


class NoteMark(NamedTuple):
    """A note marker before offset ``at`` of ``NormText.text``; ``note`` is the block that it means, if there is one."""

    at: int
    label: str
    note: int | None = None


class NormText(Struct, frozen=True):
    """The normalised text of a document; blocks are parted by an empty line.

    ``lower`` is the same text in lower case, one character for one. ``blocks`` has an entry for every block of
    the document, in order, also for empty ones. ``marks`` are sorted by place. The other fields keep the way back
    to the source; ``scattered`` are the blocks whose parts stand there in another order than they are read.
    """

    text: str
    lower: str
    blocks: tuple[NormBlock, ...]
    marks: tuple[NoteMark, ...]
    starts: Sequence[int]
    shifts: Mapping[int, Shift]
    pieces: Sequence[tuple[Piece, ...]]
    scattered: frozenset[int] = frozenset()

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The run of the document's source behind ``text[start:end]``, as half-open offsets.

        An empty span gives an empty span. Where a character was made by the reader (a joining blank), the span
        ends at the nearest character that stands in the source. Of words whose parts stand there in another order,
        such as behind a drop cap that was drawn last, the longest part is given.
        """
        index = self.block_of(start)
        block, pieces = self.blocks[index], self.pieces[index]
        if len(pieces) == 1 and index not in self.shifts and block.start <= start <= end <= block.end:
            # The usual case, a block that stands in the source as it is.
            first = pieces[0].source + start - block.start - pieces[0].at
            return first, first + end - start
        first = self._source_start(start)
        if end <= start:
            return first, first
        if index in self.scattered:
            return self._longest_part(index, start, end)
        return first, max(first, self._source_end(end))

    def block_span(self, start: int, end: int) -> tuple[int, int]:
        """The run of the text of its block that ``text[start:end]`` was made from, which is not empty."""
        index = self.block_of(start)
        return self._raw(index, start)[0], self._raw(index, min(end, self.blocks[index].end) - 1)[1]

    def span_of(self, block: int, start: int, end: int) -> tuple[int, int]:
        """The run of ``text`` that ``start`` to ``end`` of the text of a block became."""
        run, shift = self.blocks[block], self.shifts.get(block)
        if shift is not None:
            start, end = shift.norm_of(start), shift.norm_of(end)
        return min(run.start + start, run.end), min(run.start + end, run.end)

    def block_of(self, offset: int) -> int:
        """Index in ``document.blocks`` of the block that holds an offset of ``text``."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def _longest_part(self, index: int, start: int, end: int) -> tuple[int, int]:
        opens, closes = self.block_span(start, end)
        parts = [(max(opens, piece.at), min(closes, piece.at + piece.length), piece) for piece in self.pieces[index]]
        first, last, piece = max(parts, key=lambda part: part[1] - part[0])
        shift = piece.source - piece.at
        return first + shift, max(first, last) + shift

    def _source_start(self, offset: int) -> int:
        index = self.block_of(offset)
        if offset >= self.blocks[index].end:
            following = next((at for at in range(index + 1, len(self.blocks)) if self._visible(at)), None)
            if following is None:
                return self._source_end(offset)
            index, offset = following, self.blocks[following].start
        raw = self._raw(index, offset)[0]
        pieces = self.pieces[index]
        at = bisect_right(pieces, raw, key=_at) - 1
        if at >= 0 and raw < pieces[at].at + pieces[at].length:
            return pieces[at].source + raw - pieces[at].at
        if at + 1 < len(pieces):
            return pieces[at + 1].source
        return pieces[-1].source + pieces[-1].length

    def _source_end(self, offset: int) -> int:
        index = self.block_of(offset)
        if offset <= self.blocks[index].start:
            index -= 1
        while index >= 0 and not self._visible(index):
            index -= 1
        if index < 0:
            return 0
        raw = self._raw(index, min(offset, self.blocks[index].end) - 1)[1] - 1
        pieces = self.pieces[index]
        at = bisect_right(pieces, raw, key=_at) - 1
        if at < 0:
            return pieces[0].source
        return pieces[at].source + min(raw + 1 - pieces[at].at, pieces[at].length)

    def _visible(self, index: int) -> bool:
        block = self.blocks[index]
        return block.start < block.end and bool(self.pieces[index])

    def _raw(self, index: int, offset: int) -> tuple[int, int]:
        inside = offset - self.blocks[index].start
        shift = self.shifts.get(index)
        return shift.raw_of(inside) if shift else (inside, inside + 1)


def normalise(document: Document) -> NormText:
    """Normalise the text of every block, running headers and footers too."""
    compounds = Compounds([block.text for block in document.blocks])
    texts: list[str] = []
    blocks: list[NormBlock] = []
    marks: list[NoteMark] = []
    shifts: dict[int, Shift] = {}
    at = 0
    for index, block in enumerate(document.blocks):
        shift: Shift | None = None
        plain = _plain(block.text)
        if plain is None:
            plain, shift, found = fold(block.text, compounds)
            if shift is not None:
                shifts[index] = shift
            marks.extend(NoteMark(at + place, label) for place, label in found)
        if block.marks:
            marks.extend(
                NoteMark(at + min(len(plain), shift.norm_of(mark.at) if shift else mark.at), mark.label, mark.note)
                for mark in block.marks
            )
        end = at + len(plain)
        texts.append(plain)
        blocks.append(NormBlock(at, end))
        at = end + 2
    whole = _BETWEEN.join(texts)
    return NormText(
        text=whole,
        lower=lower(whole),
        blocks=tuple(blocks),
        marks=tuple(sorted(marks, key=_at)),
        starts=[block.start for block in blocks],
        shifts=shifts,
        pieces=[block.pieces for block in document.blocks],
        scattered=frozenset(
            index
            for index, block in enumerate(document.blocks)
            if len(block.pieces) > 1 and any(one.source > other.source for one, other in pairwise(block.pieces))
        ),
    )


def normalise_text(text: str) -> NormText:
    """Normalise a text that is its own source, as one block."""
    block = Block("paragraph", text, (Piece(0, 0, len(text)),))
    return normalise(Document(path="", format="text", sha256="", source=text, blocks=(block,)))


def lower(text: str) -> str:
    """Lower case, one character for one; the only letter whose lower case is longer loses its dot."""
    return text.replace("İ", "i").lower()


def canon(text: str) -> str:
    """The form in which words are compared for identity.

    Case, width, and the kinds of dashes, quotes and blanks make no difference, nor do hyphens that only break a line,
    note marks and citation marks. Numbers do. Applying it again changes nothing.
    """
    if text.isascii() and text[:1] != "[" and _plain(text) == text:
        return text.lower()
    current = text
    for _ in range(_CANON_PASSES):
        folded = strip_leading_citation(fold(current)[0])
        folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", folded).casefold())
        if folded == current:
            break
        current = folded
    return current


# What one replacement each turns into plain text in most blocks that are not ASCII.
_COMMON = (
    ("\u2019", "'"), ("\u2018", "'"), ("\u201c", '"'), ("\u201d", '"'), ("\u2013", "-"), ("\xa0", " "),
    ("\u2011", "-"), ("\u2010", "-"), ("\u2082", "2"),
)  # fmt: skip


def _plain(text: str) -> str | None:
    """The normalised form where no offset changes, else None; most blocks of most documents."""
    if not text.isascii():
        for char, plain in _COMMON:
            text = text.replace(char, plain)
        if not text.isascii() and NOT_PLAIN.search(text):
            return None
    if "\n" in text:
        if "-\n" in text:
            return None
        text = text.replace("\n", " ")
    if (
        "  " in text
        or "[" in text
        or "*" in text
        or "--" in text
        or text[:1] == " "
        or text[-1:] == " "
        or ("&" in text and REFERENCE.search(text))
        or not text.isprintable()
    ):
        return None
    return text
