"""What the notes of a PDF page begin with, and the marks that ask for them without being raised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from claimcheck.read.pdf.page.content import Line

_MAX_LONE = 5  # characters of a marker in a column of its own

# What a note begins with.
_LONE = re.compile(r"[(\[]?(?P<label>\d{1,3}|[A-Za-z]|[*†‡§]{1,3})[)\].:]?")
_BEHIND_RAISED = re.compile(r"\s?[.):\]]?\s*")
_RAISED_DIGITS = re.compile(r"[\u2070\xb9\xb2\xb3\u2074-\u2079]{1,3}\s*")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_BRACKETED = re.compile(r"[(\[](?P<label>\d{1,3}|[A-Za-z]|[*†‡§]{1,3})\s?[)\]](?P<behind>:?\s*)")
_SIGN_LETTERS = "註注"
_SIGN_AND_NUMBER = re.compile(rf"[*※{_SIGN_LETTERS}]\s?(?P<label>\d{{1,2}})(?!\d)\s?[:：.)]?\s*")
_SIGN = re.compile(r"(?P<label>[*†‡§]{1,3})\s*(?![*†‡§])")
_NUMBER = re.compile(
    r"(?P<label>\d{1,3})(?:(?P<point>[.):])\s*|\s+|(?=[^\W\d_]))(?=[^\W\d_]|[\"“«‘(]|(?:19|20)\d\d\b)"
)
# Marks on the line.
_FLAT_SIGN = re.compile(r"(?<=[^\s*†‡|])[*†‡]{1,3}(?![\w*†‡])")

Shape = Literal["raised", "square", "bracket", "sign", "number", "point", "lone"]


class Start(NamedTuple):
    """What a note begins with: its label, the length of the marker in the line, the marker's shape."""

    label: str
    skip: int
    shape: Shape


def note_start(line: Line) -> Start | None:
    """The marker that ``line`` begins with, if a note can begin like that; it may be all of the line."""
    text = line.text
    if len(text) <= _MAX_LONE and (match := _LONE.fullmatch(text)):
        return Start(match["label"], len(text), "lone")
    if line.marks and line.marks[0].start == line.start and line.marks[0].labels:
        first = line.marks[0]
        match = _BEHIND_RAISED.match(text, first.end - line.start)
        return Start(first.labels[0], match.end() if match else first.end - line.start, "raised")
    if text[:1].isalpha() and text[0] not in _SIGN_LETTERS:
        return None  # most lines: nothing that follows begins with a letter
    if match := _RAISED_DIGITS.match(text):
        return Start(match[0].strip().translate(_PLAIN_DIGITS), match.end(), "raised")
    if match := _BRACKETED.match(text):
        return Start(match["label"], match.end(), "square" if text[0] == "[" else "bracket")
    if match := _SIGN_AND_NUMBER.match(text):
        return Start(match["label"], match.end(), "bracket")
    if match := _SIGN.match(text):
        return Start(match["label"], match.end(), "sign")
    if match := _NUMBER.match(text):
        return Start(match["label"], match.end(), "point" if match["point"] else "number")
    return None


def asked_by(line: Line, first: int) -> Iterator[str]:
    """The labels of the marks of ``line`` from offset ``first`` of the page's text on."""
    for mark in line.marks:
        if mark.start >= first:
            yield from mark.labels
    if "*" in line.text or not line.text.isascii():
        for match in _FLAT_SIGN.finditer(line.text, first - line.start):
            yield match[0]


def follows(label: str, other: str) -> bool:
    """Whether ``other`` is the number or letter behind ``label``."""
    if label.isdecimal() and other.isdecimal():
        return int(other) == int(label) + 1
    return len(label) == len(other) == 1 and ord(other) == ord(label) + 1
