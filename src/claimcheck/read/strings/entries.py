"""From the strings of a file to blocks: what is copy, which characters of it stand where, and under which keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Block, Piece
from claimcheck.read.encoding import decode
from claimcheck.read.reading import Raw, Reading, cap_blocks

# No escape is longer; further on, a character that is sought is another one.
_FAR = 12
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[0-9a-fA-F]{4}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|.)"
)
_LETTER = re.compile(r"[^\W\d_]")
# Addresses, paths, colours and identifiers: one word with a sign that no word of a language has.
_MACHINE = re.compile(r"[^\s/_@#:{}=<>\\]*[/_@#:{}=<>\\]\S*")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_PARAGRAPH = re.compile(r"\n[ \t]*+\n\s*+")


class Entry(NamedTuple):
    """A string as a program has it, between two offsets of the source, and the keys that lead to it."""

    text: str
    start: int
    end: int
    keys: tuple[str, ...]


def reading(raw: Raw, entries: Iterable[Entry], source: str, language: str | None = None) -> Reading:
    """The reading of a file whose strings are ``entries``."""
    found: list[Block] = []
    for entry in entries:
        if len(found) > raw.limits.blocks:
            break
        found += _blocks(entry, source)
    blocks, problems = cap_blocks(found, raw)
    return Reading(source, blocks, problems=(*decode(raw).problems, *problems), language=language)


def _blocks(entry: Entry, source: str) -> Iterator[Block]:
    if not _LETTER.search(entry.text) or _MACHINE.fullmatch(entry.text.strip()):
        return
    offsets = _offsets(entry, source)
    start = 0
    ends = [match.span() for match in _PARAGRAPH.finditer(entry.text)]
    for end, after in (*ends, (len(entry.text), len(entry.text))):
        block = _block(entry.text[start:end], offsets[start:end], entry.keys)
        if block is not None:
            yield block
        start = after


def _block(text: str, offsets: list[int], keys: tuple[str, ...]) -> Block | None:
    """A paragraph without the tags in it, and without blanks around it."""
    kept: list[int] = []
    at = 0
    for tag in _TAG.finditer(text):
        kept += range(at, tag.start())
        at = tag.end()
    kept += range(at, len(text))
    while kept and text[kept[-1]].isspace():
        kept.pop()
    first = next((number for number, place in enumerate(kept) if not text[place].isspace()), len(kept))
    kept = kept[first:]
    if not kept:
        return None
    pieces: list[Piece] = []
    begun = 0
    for number in range(1, len(kept) + 1):
        if number == len(kept) or offsets[kept[number]] != offsets[kept[number - 1]] + 1:
            pieces.append(Piece(begun, offsets[kept[begun]], number - begun))
            begun = number
    return Block("paragraph", "".join(text[place] for place in kept), tuple(pieces), section=keys)


def _offsets(entry: Entry, source: str) -> list[int]:
    """Where each character stands; one that is written as an escape, or was made, stands where the next one does."""
    text, start, end = entry.text, entry.start, entry.end
    if source.startswith(text, start):
        return list(range(start, start + len(text)))
    found: list[int] = []
    at = start
    for char in text:
        while not char.isspace() and at < end and source[at].isspace():
            at += 1  # a folded line
        escape = _ESCAPE.match(source, at, end)
        if escape and (char != "\\" or escape[0] == "\\\\"):
            found.append(at)
            at = escape.end()
            continue
        place = source.find(char, at, min(at + _FAR, end))
        found.append(max(start, min(at, end - 1)) if place < 0 else place)
        at = at if place < 0 else place + 1
    return found


def not_sound(raw: Raw, label: str, line: int | None, told: str) -> UnreadableInput:
    """The error for a file that does not keep to its format."""
    where = f", line {line}" if line else ""
    hint = "mend it, or rename it to .txt to have it read as plain text"
    return raw.unreadable("damaged", f"is no {label}{where}: {told}", hint)
