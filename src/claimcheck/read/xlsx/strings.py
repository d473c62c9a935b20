"""The texts of a workbook, which cells share by number, and the text of a cell that has its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.errors import UnreadableInput
from claimcheck.read.office.lines import Line, Text
from claimcheck.read.office.looks import Look
from claimcheck.read.office.markup import Element, Part
from claimcheck.read.reading import Raw
from claimcheck.read.xlsx.markup import S, each, plain
from claimcheck.read.xlsx.styles import is_struck, look_of

_LINE_ENDS = re.compile(r"[ \t]*[\r\n]\s*")

Run = tuple[str, Element | None]
Shared = str | list[tuple[str, Look, bool]]
"""A text, or its runs: the letters of each, how they look, and whether they are crossed out."""


def shared_strings(part: Part, raw: Raw, failures: list[UnreadableInput | str]) -> list[Shared]:
    """The shared texts in the order of their numbers; what is broken is a failure."""
    return [content_of(item) for item in each(part, raw, ("si",), failures)]


def content_of(item: Element) -> Shared:
    """The text of a shared or inline string; how its sounds are written is no part of it."""
    runs = [
        (plain(text), look_of(style), style is not None and is_struck(style)) for text, style in _runs(item)
    ]
    if all(not struck and not look.raised and look.bold is None for _, look, struck in runs):
        return "".join(text for text, _, _ in runs)
    return runs


def _runs(item: Element) -> Iterator[Run]:
    for child in item:
        if child.tag == S + "t":
            yield child.text or "", None
        elif child.tag == S + "r":
            yield child.findtext(S + "t") or "", child.find(S + "rPr")


def text_of(shared: Shared, look: Look) -> tuple[Text, int]:
    """A text with its note marks, set in the look of its cell, and how many characters of it are crossed out."""
    line = Line()
    struck = 0
    if isinstance(shared, str):
        line.add(_lines(shared), look)
    else:
        for text, own, crossed in shared:
            if crossed:
                struck += len(text.strip())
            else:
                line.add(_lines(text), own.over(look))
    return line.finish(), struck


def _lines(text: str) -> str:
    return _LINE_ENDS.sub("\n", text) if "\n" in text or "\r" in text else text
