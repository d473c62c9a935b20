"""Text made of runs of a source with text between them, and of what is left of a line without its marks."""

from __future__ import annotations

import re

from msgspec.structs import replace

from claimcheck.model.document import Piece
from claimcheck.read.blocks.runs import traced
from claimcheck.read.reading import Reading

# Attributes that say something to whoever sees or hears the page, in a word, too, and those that only machines read.
SAYING = frozenset(("alt", "aria-label", "label", "placeholder", "title"))
_MACHINE = re.compile(r"(?:.*[cC]lass(?:Name)?|style|sizes|rel|d|viewBox|allow|v-.*)")
_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~]")


class Projection:
    """A text that is being made, a run after the other. Lines keep their numbers as long as no line end is lost."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._parts: list[str] = []
        self._length = 0
        self._pieces: list[Piece] = []

    def keep(self, start: int, end: int) -> None:
        """Take a run of the source as it is."""
        if start < end:
            self._pieces.append(Piece(self._length, start, end - start))
            self.add(self.source[start:end])

    def add(self, text: str) -> None:
        """Put in what does not stand in the source."""
        self._parts.append(text)
        self._length += len(text)

    def drop(self, start: int, end: int) -> None:
        """Leave out a run of the source, all but its line ends."""
        self.add("\n" * self.source.count("\n", start, end))

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._parts)

    def of_source(self, reading: Reading) -> Reading:
        """What was read of the text, as read of the source."""
        blocks = tuple(replace(block, pieces=traced(block.pieces, self._pieces)) for block in reading.blocks)
        return replace(reading, source=self.source, blocks=blocks, links=(), spots=(), tags=())


def says_words(attribute: str, value: str) -> bool:
    """Whether what an attribute of a component holds are words for those who see the page."""
    return attribute in SAYING or (" " in value and not _MACHINE.fullmatch(attribute))


def project_line(into: Projection, start: int, end: int, marks: re.Pattern[str]) -> None:
    """Take a line without its marks: of each match of ``marks`` the group that took part, of one without any nothing.

    What Markdown would take for a mark is escaped.
    """
    at = start
    for found in marks.finditer(into.source, start, end):
        _plain(into, at, found.start())
        if found.lastindex is not None:
            _plain(into, *found.span(found.lastindex))
        at = found.end()
    _plain(into, at, end)


def _plain(into: Projection, start: int, end: int) -> None:
    at = start
    for found in _SPECIAL.finditer(into.source, start, end):
        into.keep(at, found.start())
        into.add("\\")
        at = found.start()
    into.keep(at, end)
