"""What notes open with and what asks for them, where both are typed: shapes alone, whatever the format.

Nothing here is a mark by itself: "(1)" may count, "m²" measure and "*" begin an entry. It becomes one where a note that
opens alike answers it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import pairwise
from typing import Literal, NamedTuple

from claimcheck.read.blocks import openings
from claimcheck.text.notes import numbers
from claimcheck.text.remembered import late_pattern

Shape = Literal["raised", "sign", "square", "round", "paren", "point", "bare"]
"""How a mark is written: ¹, *, [1], (1), "1)", "1.", and a plain "1" or "a" that text follows."""

_DIGITS = "\u2070\xb9\xb2\xb3\u2074-\u2079"
_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹" + _LETTERS + "✔☑", "0123456789abcdefghijklmnoprstuvwxyz✓✓")
_SIGNS = r"[*†‡§]{1,3}|[✓✔☑]"
_LABEL = rf"\d{{1,3}}|[A-Za-z]|{_SIGNS}"

_OPENERS: tuple[tuple[Shape, re.Pattern[str]], ...] = (
    ("raised", re.compile(rf"\u207d?(?P<label>[{_DIGITS}]{{1,3}}|[{_LETTERS}])\u207e?[.:)]?\s*(?=[^\s{_DIGITS}])")),
    ("square", re.compile(rf"\[(?P<label>{_LABEL})\]:?\s+(?=\S)")),
    ("round", re.compile(rf"\((?P<label>{_LABEL})\):?\s+(?=\S)")),
    ("sign", re.compile(rf"(?P<label>{_SIGNS})\s*(?=[\w\"“„«('])")),
    ("paren", re.compile(r"(?P<label>\d{1,2}|[A-Za-z])\)\s+(?=\S)")),
    ("point", re.compile(r"(?P<label>\d{1,2}|[A-Za-z])[.:]\s+(?=\S)")),
    ("bare", re.compile(r"(?P<label>\d{1,2}|[a-z])\s+(?=[^\W\d_a-z]|[\"“„«(]|(?:19|20)\d\d\b)")),
)
_ROUND = 2
_OPENS = frozenset("\u207d⁰¹²³⁴⁵⁶⁷⁸⁹[(*†‡§✓✔☑" + _LETTERS)
_ALONE = frozenset[Shape](("raised", "sign", "square"))
"""Shapes that nothing but a note is likely to open with."""

_NUMBERS = r"\d{1,3}(?:\s?[,;\u2013-]\s?\d{1,3})*"
_MARK = late_pattern(
    # Most letters are told by the first look to begin nothing.
    rf"(?=[\s\d\u207d{_DIGITS}{_LETTERS}*†‡§✓✔☑\[(])(?:"
    rf"(?P<raised>(?<=\S)\s?\u207d?[{_DIGITS}]+(?:[,;]\s?[{_DIGITS}]+|\u207b[{_DIGITS}]+)*\u207e?|(?<=\S)[{_LETTERS}](?!\w))"
    rf"|(?P<square>(?<=\S)\s?\[(?:{_NUMBERS}|[A-Za-z]|{_SIGNS})\](?!\())"
    rf"|(?P<round>(?<=[^\s(])\s?\((?:\d{{1,2}}|[A-Za-z]|{_SIGNS})\)(?!\w))"
    r"|(?P<sign>(?<=[^\s*†‡§|])(?:[*†‡§]{1,3}(?![\w*†‡§])|\s?[✓✔☑](?!\w)|\s[*†‡§]{1,3}(?=\s*(?:$|[|.,;:)]))))"
    r"|(?P<flat>(?<=[%)\u201d])\d{1,2}(?=\s|$|[.,;:](?:\s|$))"
    r"|(?:(?<=[^\W\d_]{5}[.!?])|(?<=[\s(](?:19|20)\d\d[.])|(?<=[%)][.!?]))\d{1,2}(?=\s+[^\W\d_a-z]|\s*$)"
    r"|(?<=[^\W\d_A-Z]{5})\d{1,2}(?=\s|$|[.,;:](?:\s|$))))"
)
_MAY_ASK = late_pattern(rf"[{_DIGITS}{_LETTERS}*†‡§✓✔☑\[(]|[^\W\d_.!?%)]\d|[.!?%)\u201d]\d")
_SET_OFF = late_pattern(r"(?<![\w*])([*]{1,3})(?=[^\s*|])[^*|\n]*(?<=[^\s*|])\1(?![\w*])")
"""Words between signs that set them off, as who writes mark-up by hand does: the signs are no marks."""
_VARIABLE = late_pattern(r"(?:^|[^\w])\w$|=\s?\w{1,4}$")
_ENDS_WORDS = late_pattern(r"\s*(?:$|[|.,;:!?)\"”»])")


class Opener(NamedTuple):
    """What a note opens with: its label, its shape, and the characters up to its text."""

    label: str
    shape: Shape
    length: int


class Asked(NamedTuple):
    """A run of a text that may be a mark, the blank before it included, and the labels that it would ask for.

    ``shape`` is ``raised`` also for a number that lost its height ("38%1"). One that is ``plain`` is nothing else than
    a mark, whether there is a note or not.
    """

    start: int
    end: int
    labels: tuple[str, ...]
    shape: Shape
    plain: bool = False


def opener(text: str, at: int = 0) -> Opener | None:
    """What a note that begins at ``at`` of ``text`` would open with."""
    first = text[at : at + 1]
    if first not in _OPENS and text[at + 1 : at + 2] not in ". ):" and not text[at : at + 2].isdecimal():
        return None
    if first == "*" and _SET_OFF.match(text, at):
        return None
    for shape, pattern in _OPENERS:
        if match := pattern.match(text, at):
            return Opener(match["label"].translate(_PLAIN), shape, match.end() - at)
    return None


def later_openers(text: str, first: Opener | None) -> Iterator[tuple[int, Opener]]:
    """Where further notes begin in a text that opens with ``first``: at its line ends, and behind sentences.

    Without a ``first`` one, only raised numbers and signs at the start of a line count.
    """
    last = first
    for match in _BEGINNING.finditer(text, first.length if first else 0):
        at = match.end()
        found = opener(text, at)
        if found is None:
            continue
        new_line = "\n" in match[0]
        if last is None:
            if not new_line or found.shape not in ("raised", "sign") or found.label.startswith("*"):
                continue
        elif found.shape != last.shape or not follows(last.label, found.label):
            continue
        last = found
        yield at, found


_BEGINNING = late_pattern(r"(?<=[.;:!?)])\s+|\n\s*")


def follows(label: str, other: str) -> bool:
    """Whether ``other`` is the number or letter behind ``label``, or a sign unlike it."""
    if label.isdecimal() and other.isdecimal():
        return int(other) == int(label) + 1
    if label.isalpha() and other.isalpha():
        return len(label) == len(other) == 1 and ord(other) == ord(label) + 1
    return label != other and not (label.isalnum() or other.isalnum())


def stands_anywhere(shape: Shape) -> bool:
    """Whether a note of this shape needs no place of its own, such as the foot of a page."""
    return shape in _ALONE


def answers(note: Shape, mark: Shape) -> bool:
    """Whether a note of one shape may be what a mark of another shape asks for."""
    if mark == "raised":
        return note != "sign"
    if mark == "square":
        return note in ("square", "point")
    return note == mark or (mark == "round" and note == "paren")


def asked(text: str, labels: Container[str]) -> Iterator[Asked]:
    """The runs of a text that may be marks for notes with some of ``labels``, in order."""
    if _MAY_ASK.search(text) is None:
        return
    ends = {match.end() for match in _SET_OFF.finditer(text)} if "*" in text else ()
    marks = (match for match in _MARK.finditer(text) if match.end() not in ends)
    found = [one for match in marks if (one := _asked(match, labels)) is not None]
    rounds = [one for one in found if one.shape == "round"]
    ticked = [one for one in found if one.labels[0] == "✓" and _is_inside(text, one)]
    first = _OPENERS[_ROUND][1].match(text) if rounds else None
    if first:
        rounds.insert(0, Asked(0, first.end(), (first["label"],), "round"))
    pairs = (pair for pair in pairwise(rounds) if follows(pair[0].labels[0], pair[1].labels[0]))
    counted = {one.start for pair in pairs if all(_is_inside(text, each) for each in pair) for one in pair}
    counted |= {one.start for one in ticked if len(ticked) > 1}
    yield from (one for one in found if one.start not in counted)


def _is_inside(text: str, one: Asked) -> bool:
    """Whether words stand behind a bracket as they do in an enumeration: "(1) wind and (2) sun"."""
    return (one.start == 0 or text[one.start].isspace()) and _ENDS_WORDS.match(text, one.end) is None


def _asked(match: re.Match[str], labels: Container[str]) -> Asked | None:
    kind = match.lastgroup or ""
    mark = match[0].strip()
    text, start, end = match.string, match.start(), match.end()
    before = text[max(0, start - 12) : start]
    if kind == "raised":
        mark = mark.translate(_PLAIN).strip("\u207d\u207e").replace("\u207b", "-")
        if openings.is_power(mark, before) or (not text[start].isspace() and _is_symbol(mark, before)):
            return None
    elif kind in ("square", "round"):
        mark = mark[1:-1].translate(_PLAIN)
        if kind == "round" and _is_part(text, start, before, mark):
            return None
    else:
        mark = mark.translate(_PLAIN)
    names = tuple(label for label in (numbers(mark) if mark[0].isdecimal() else [mark]) if label in labels)
    if not names:
        return None
    shape: Shape = "raised" if kind == "flat" else kind  # type: ignore[assignment]
    plain = mark.isdecimal() if kind in ("raised", "square") else kind == "sign" and text[start] in "*†‡"
    return Asked(start, end, names, shape, plain)


def _is_symbol(mark: str, before: str) -> bool:
    """Whether a raised number squares a unit or a variable or counts atoms, and asks for no note."""
    if mark not in ("2", "3"):
        return False
    return not openings.note_marks(mark, before) or _VARIABLE.search(before) is not None


def _is_part(text: str, start: int, before: str, mark: str) -> bool:
    """Whether a bracket counts or numbers a part: at the start or behind a colon, "Article 6(1)", "20 (2)"."""
    apart = text[start].isspace()
    if before[-1:].isdecimal() and not (apart and _YEAR.search(before)):
        return mark.isdecimal() or not apart
    return not before.strip() or (apart and before[-1] in ":;")


_YEAR = late_pattern(r"(?<![\d.,])(?:19|20)\d\d$")
