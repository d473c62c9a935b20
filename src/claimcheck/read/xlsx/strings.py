"""The texts of a workbook, which cells share by number, and the text of a cell that has its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.errors import UnreadableInput
from claimcheck.read.office.lines import Line, Text, Writer
from claimcheck.read.office.looks import PLAIN, Look
from claimcheck.read.office.markup import Element, Part
from claimcheck.read.reading import Raw
from claimcheck.read.unseen import Hidden
from claimcheck.read.xlsx.markup import S, each, plain
from claimcheck.read.xlsx.styles import look_of

_LINE_ENDS = re.compile(r"[ \t]*[\r\n]\s*")

Run = tuple[str, Element | None]
Shared = str | list[tuple[str, Look]]
"""A text, or its runs: the letters of each, and how they look."""


def shared_strings(part: Part, raw: Raw, failures: list[UnreadableInput | str]) -> list[Shared]:
    """The shared texts in the order of their numbers; what is broken is a failure."""
    return [content_of(item) for item in each(part, raw, ("si",), failures)]


def content_of(item: Element) -> Shared:
    """The text of a shared or inline string; how its sounds are written is no part of it."""
    runs = [(plain(text), look_of(style)) for text, style in _runs(item)]
    if any(look.struck or look.raised or look.bold is not None for _, look in runs):
        return runs
    return "".join(text for text, _ in runs)


def _runs(item: Element) -> Iterator[Run]:
    for child in item:
        if child.tag == S + "t":
            yield child.text or "", None
        elif child.tag == S + "r":
            yield child.findtext(S + "t") or "", child.find(S + "rPr")


def text_of(shared: Shared, look: Look, hidden: Hidden, place: str) -> Text:
    """A text with its note marks, set in the look of its cell at ``place``; what of it is crossed out is ``hidden``."""
    line = Line()
    writer = Writer(line, hidden, place)
    for text, own in [(shared, PLAIN)] if isinstance(shared, str) else shared:
        writer.put(_lines(text), own.over(look))
    return line.finish()


def letters_of(shared: Shared) -> str:
    """All letters of a text, seen or not."""
    return shared if isinstance(shared, str) else "".join(text for text, _ in shared)


def _lines(text: str) -> str:
    return _LINE_ENDS.sub("\n", text) if "\n" in text or "\r" in text else text
