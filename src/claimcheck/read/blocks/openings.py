"""What a line of a text without markup begins with: a bullet, an enumerator, a note's label.

Text files and PDF pages share these readings. Only shapes are looked at, never words.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from claimcheck.text.notes import numbers
from claimcheck.text.remembered import late_pattern

# Signs and, where people write for each other, small pictures.
_PICTURES = (
    "\u2705\u2611\u2b50\u2728\u26a1\u267b\U0001f331\U0001f333\U0001f30d\U0001f30e\U0001f30f\U0001f343\U0001f449"
    "\U0001f4a7\U0001f4cc\U0001f4a1\U0001f525\U0001f539\U0001f538\U0001f680\U0001f7e2\U0001f49a"
)
BULLETS = "-\u2010\u2011*+•‣⁃∙·◦○●▪▫■□◆◇❖►▶▸➢➤➔→✓✔✗–—" + _PICTURES
_BEYOND_ASCII = b"\xc2"
_OPENING_BYTES = 16
PRIVATE_USE = "\ue000-\uf8ff"

# A number that counts: with a unit, a sign, a point or at least three digits; "02" may be that of a chapter.
_UNIT = r"\s?[a-zß-ÿ][^\W\d_]{0,9}(?:\s[^\W\d_]{1,3}\d?)?"
FIGURE = re.compile(
    r"[<>≤≥~+±–−-]?\s?(?:[$€£¥]\s?\d[\d.,\s]*|\d[\d.,\s]*(?:[%‰+]|\s?[^\W\d_]{1,3})|\d+[.,]\d[\d.,]*|\d{3}|\d{5,}"
    # In words: "18 million", "USD 23.3 billion m3"; "2.4 Results", "2024 results" and "3 Water" are headings.
    rf"|(?:[^\W\d_]{{3,4}}\s?)?(?!\d{{4}}\b)\d[\d.,]*(?:{_UNIT}))"
)
"""A key figure that stands alone, above the words that say what it is."""
_LONGEST_SAYING = 160
_CARD = late_pattern(r"[^\W\d_a-zß-ÿ][^\W\d_-]*(?: [^\W\d_][^\W\d_-]*){0,2}")
_BULLET = late_pattern(rf"[{re.escape(BULLETS)}{PRIVATE_USE}]\ufe0f?\s+(?=\S)")
_LONE_BULLET = late_pattern(rf"[{re.escape(BULLETS)}{PRIVATE_USE}]")
_ENUMERATOR = late_pattern(r"\(?(?:(?P<number>\d{1,2})[.)]|(?P<letter>[a-z]|[ivx]{2,5})\))\s+(?=\S)")
_GLUED = late_pattern(r"([0-9]{1,2})[.)](?=[^\W\d_])")
_NOTE = late_pattern(r"\[(?P<label>\d{1,3})\]:?\s+(?=\S)")
_BRACKETED = late_pattern(r"(?:\[(?:\d{1,3}|[A-Za-z]|[*†‡§]{1,3})\]|\((?:\d{1,3}|[A-Za-z]|[*†‡§]{1,3})\)):?\s+(?=\S)")
_SENTENCE_MARK = late_pattern(r"[.!?;:,][\u2070\xb9\xb2\xb3\u2074-\u2079*†‡]{0,3}(?:\s|$)|[。！？；：，]")
_OPENS_NOTE = late_pattern(r"[\u2070\xb9\xb2\xb3\u2074-\u2079]|[*†‡§]{1,3}\s*\w")
_RULE = late_pattern(r"\s*([=\-_*~#+])(?:\s*\1){2,}\s*")
_LABELS = r"\d{1,3}(?:\s?[,;\u2013-]\s?\d{1,3})*"
_RAISED = late_pattern(rf"[*※]?[(\[]?(?:{_LABELS}|[*†‡§]{{1,3}}|(?<=[(\[])[A-Za-z])[)\]]?(?:\s?[.,;:])?")
_LABEL = r"(?:\d{1,3}|[A-Za-z]|[*†‡§]{1,3})"
_SEVERAL = late_pattern(rf"{_LABEL}(?:[ ,;]+{_LABEL})+")
_RAISED_UNIT = late_pattern(r"(?:^|[^A-Za-z])(?:[kcdhmµμMNS]{0,2}[mM]|ft|in|mi|yd)$")
_SYMBOL = late_pattern(r"(?:^|[^A-Za-z°])[A-Z]$")  # R\u00b2, U\u00b2\u00b3\u2075
_FORMULA = late_pattern(r"(?:CO2|SO2|NO2|CH4|H2|N2|O[23]|SF6|NF3|NH3|PM10)$")
_MARK_NUMBERS = late_pattern(_LABELS)
_SIGN_BEFORE = late_pattern(r"(?<=\S)[*※註注]$")
_POWER_BASE = late_pattern(r"(?:^|[^\d.,])10$")
_ORDINAL = late_pattern(r"[a-zªº]{1,3}(?=[(\[*†‡§\d])")
_RAISED_LETTER = late_pattern(r"[A-Za-z]")
_ABBREVIATED = late_pattern(r"(?:^|[\s(])[^\W\d_]{1,2}\.$")  # "n.º"
_EXPONENT = late_pattern(r"[-\u2212\u2013]?\d{1,2}")

MAX_HEADING = 100
_FIRST = frozenset("1ai")
_ALSO_PROSE = frozenset("+–—→")


class Opening(NamedTuple):
    """The marker at the start of a line: its length with the blanks behind it, and its kind and value."""

    length: int
    kind: str
    value: str


def says_what(figure: str, words: str) -> bool:
    """Whether a text that stands alone is a key figure, and the text below it may be the words that go on with it."""
    if len(figure) + len(words) > _LONGEST_SAYING or FIGURE.fullmatch(figure) is None:
        return False
    whole = words[:1].isupper() and words[-1:] in ".!?:"
    return not whole and words[:1].isalpha() and FIGURE.fullmatch(words) is None


def is_label(text: str) -> bool:
    """Whether a text may say what the key figure below it measures: few words, and no sentence."""
    return _CARD.fullmatch(text) is not None


def opening(line: str) -> Opening | None:
    """The list marker at the start of ``line`` (which has no leading blanks), if there is one."""
    if match := _BULLET.match(line):
        return Opening(match.end(), "bullet", line[0])
    if match := _ENUMERATOR.match(line):
        number = match["number"]
        return Opening(match.end(), "number" if number else "letter", number or match["letter"])
    return None


def next_number(text: str, above: Opening | None) -> Opening | None:
    """The number of an item that its text touches ("3.Third"), if it follows that of the item ``above``."""
    glued = _GLUED.match(text)
    if glued is None or above is None or above.kind != "number" or int(above.value) + 1 != int(glued[1]):
        return None
    return Opening(glued.end(), "number", glued[1])


def is_bullet(line: str) -> bool:
    """A line that is nothing but a bullet."""
    return _LONE_BULLET.fullmatch(line) is not None


def may_interrupt(marker: Opening, before: Opening | None) -> bool:
    """Whether ``marker`` opens an item although the line above it is text.

    A wrapped line may begin with "30.", "b)" or a dash by chance: these count only where a list begins or
    goes on.
    """
    if before is not None and before.kind == marker.kind:
        return True
    return marker.value not in _ALSO_PROSE if marker.kind == "bullet" else marker.value in _FIRST


def opens_typed_entry(data: bytes, at: int) -> bool:
    """Whether the line at ``at`` of a text in UTF-8 opens with a bullet that people type and Markdown does not know."""
    if data[at : at + 1] < _BEYOND_ASCII:
        return False
    marker = opening(data[at : at + _OPENING_BYTES].decode(errors="ignore"))
    return marker is not None and may_interrupt(marker, None)


def note_label(line: str) -> tuple[str, int] | None:
    """Label and marker length of a note such as ``[3] Source: …``, if ``line`` begins like one."""
    match = _NOTE.match(line)
    return (match["label"], match.end()) if match else None


def is_bracketed(line: str) -> bool:
    """Whether a line begins with a label in brackets, as notes and points do: "[a] …", "(3) …"."""
    return _BRACKETED.match(line) is not None


def is_rule(line: str) -> bool:
    """A line that is drawn, not written: three or more equal signs and the like."""
    return _RULE.fullmatch(line) is not None


def is_title_like(line: str) -> bool:
    """A short line with letters and without the punctuation of a sentence."""
    text = line.strip()
    if not 0 < len(text) <= MAX_HEADING or not any(map(str.isalpha, text)):
        return False
    return not _SENTENCE_MARK.search(text) and opening(text) is None and not _OPENS_NOTE.match(text)


def note_marks(raised: str, before: str) -> list[str]:
    """Labels of the notes that a raised text points to; none for an exponent, an ordinal or a trade mark.

    ``before`` is the text in front of it on the same line.
    """
    if _SEVERAL.fullmatch(raised):
        return re.findall(_LABEL, raised)
    if not _RAISED.fullmatch(raised) or is_power(raised, before):
        return []
    if (raised in ("2", "3") and _RAISED_UNIT.search(before)) or _FORMULA.search(before + raised):
        return []
    if raised.isdecimal() and _SYMBOL.search(before):
        return []
    if digits := _MARK_NUMBERS.search(raised):
        return numbers(digits[0])
    return re.findall(r"[*†‡§]+|[A-Za-z]", raised)


def may_be_mark(raised: str, before: str) -> bool:
    """Whether a raised text that makes no mark by itself may be one where a note begins with it: a single letter."""
    return _RAISED_LETTER.fullmatch(raised) is not None and _ABBREVIATED.search(before) is None


def sign_before(before: str) -> int:
    """Length of the sign in front of a raised number that is part of its mark ("*1"), at the end of ``before``."""
    match = _SIGN_BEFORE.search(before)
    return len(match[0]) if match else 0


def ordinal_before(raised: str, before: str) -> int:
    """Length of the ordinal ending that a raised text begins with behind a digit, if a mark follows ("st(a)")."""
    match = _ORDINAL.match(raised) if before[-1:].isdecimal() else None
    return match.end() if match else 0


def is_power(raised: str, before: str) -> bool:
    """Whether a raised text is the exponent of a power of ten; flat, it would read as one number with the ten."""
    return _POWER_BASE.search(before) is not None and _EXPONENT.fullmatch(raised) is not None
