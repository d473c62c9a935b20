"""How one run of text is folded, and which offset each folded character came from.

Not plain NFKC: that would turn the note mark of "2030¹" into a digit, "10⁶" into 106 and "½" into three characters
glued to the number before it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from claimcheck.text.compounds import GOES_ON, word_at, word_before
from claimcheck.text.disguises import COMBINING, INVISIBLE, SUSPECTS, composed, undisguised
from claimcheck.text.notes import numbers
from claimcheck.text.remembered import late_pattern

_SPACES = "\t\n\x0b\x0c\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u2800\u3000"
_PRIVATE = "\ue000-\uf8ff\ufffc"  # bullets, icons and pictures: they part words and say nothing
_GAP = _SPACES + INVISIBLE + _PRIVATE
_RAISED = "\u2070\xb9\xb2\xb3\u2074-\u2079"
_CJK_RANGES = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_BLANK = late_pattern(f"[ {_SPACES}{_PRIVATE}]")
_SQUARED_UNIT = late_pattern(r"(?<![^\W\d_])(?:[kcdmhMNµμ]?m|M|ft|yd)$")
Compound = Callable[[str, str], bool]
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


def _table() -> dict[str, str]:
    """Characters that fold the same way wherever they stand."""
    table = dict.fromkeys("\u2011\u2012\u2013\u2043\u2212\ufe58\ufe63", "-")
    table |= dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\xb4\u02b9\u02bc\u2039\u203a", "'")
    table |= dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\xab\xbb\u301d\u301e\u301f", '"')
    table |= dict.fromkeys("\u2044\u2215", "/")
    table |= {chr(0x2080 + digit): str(digit) for digit in range(10)}
    table |= {"\u02da": "°", "\u301c": "~", "\u212a": "K", "\u212b": "Å", "\u2126": "Ω", "\u2206": "Δ"}
    ranges = ((0xFB00, 0xFB07), (0x2160, 0x2180), (0x3371, 0x33E0), (0x2103, 0x2104), (0x2109, 0x210A))
    for first, behind in ranges:
        table |= {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(first, behind)}
    # Full width, but not the marks that CJK sentences are split at.
    table |= {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F) if chr(code) not in "!?,:;"}
    return {key: value for key, value in table.items() if len(value.strip()) > 0 and key != value}


_FOLD = _table()
_FRACTIONS = "\xbc-\xbe\u2150-\u215e"
_STYLED = "\U0001d400-\U0001d7ff"  # mathematical letters, used as bold and italics where there is no markup

_SPECIAL = (
    "".join(map(re.escape, _FOLD))
    + rf"*\u2010\u2014\u2015\u2020\u2021\u207b\u207d\u1100-\u1112{_RAISED}{COMBINING}{_FRACTIONS}{_STYLED}"
)
_RUN_ON = _GAP.replace("\x0e-\x1b", "\x0e-\x1a")
# What steers a terminal, whole: a colour, or the address of a link. Without its first sign it would read as text.
_TERMINAL = (
    r"\x1b(?:\[(?:[0-9;:?]{1,40}[A-Za-z]|m(?![a-z]))"
    r"|\]8;[^;\s\x07\x1b]{0,80};[^\s\x07\x1b]{0,400}(?:\x07|\x1b\\))"
)
_STEERED = late_pattern(_TERMINAL)
# What cannot be seen and yet counts as printable.
_UNPRINTED = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffc\U000e0100-\U000e01ef"
_LINE_END = late_pattern(rf"[-\u2010][ \t]?\r?\n[ {_GAP}]*")
_CITE = late_pattern(r"\[[0-9]{1,3}(?:\s?[,;\u2013-]\s?[0-9]{1,3})*\](?![(:])")
_NOTE = late_pattern(rf"\u207d?[{_RAISED}]+(?:(?:, ?|\u207b|\u207e ?\u207d)[{_RAISED}]+)*\u207e?")
_COMBINED = late_pattern(f"[{COMBINING}]{{1,30}}")
_JAMO = late_pattern(r"[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?")
_POWER = late_pattern(f"\u207b[{_RAISED}]+")
_LEADING_CITE = late_pattern(r"\A(?:\[[0-9]{1,3}(?:\s?[,;-]\s?[0-9]{1,3})*\](?![(:])\s*)+")
REFERENCE = late_pattern(r"&(?:amp;)*(#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


_IN_GAP = late_pattern(f"[ {_GAP}]")
_CJK = late_pattern(f"[{_CJK_RANGES}]")
_TRIGGER = late_pattern(
    rf"(?:{_TERMINAL}|[{_GAP}])[ {_RUN_ON}]*| [ {_RUN_ON}]+|[{_SPECIAL}]|-(?=-|[ \t]?\r?\n)|\[(?=[0-9])"
    r"|&(?=[#A-Za-z])"
)
NOT_PLAIN = late_pattern(f"[{_SPECIAL}{_CJK_RANGES}{SUSPECTS}{_UNPRINTED}]")
"""Characters that change more than their own place."""


class Shift:
    """From folded offsets back to offsets before folding.

    The runs start at ``norms``; a run with an end of -1 was kept, any character of another run stands for
    ``raws`` to ``ends``.
    """

    __slots__ = ("ends", "norms", "raws")

    def __init__(self) -> None:
        self.norms: list[int] = [0]
        self.raws: list[int] = [0]
        self.ends: list[int] = [-1]

    def add(self, norm: int, raw: int, end: int) -> None:
        """Begin a run at ``norm``."""
        self.norms.append(norm)
        self.raws.append(raw)
        self.ends.append(end)

    def raw_of(self, norm: int) -> tuple[int, int]:
        """The run before folding that the character at ``norm`` stands for."""
        at = bisect_right(self.norms, norm) - 1
        if self.ends[at] >= 0:
            return self.raws[at], self.ends[at]
        raw = self.raws[at] + norm - self.norms[at]
        return raw, raw + 1

    def norm_of(self, raw: int) -> int:
        """Where a character before folding came to stand, or the next one that was kept."""
        at = bisect_right(self.raws, raw) - 1
        if self.ends[at] < 0:
            norm = self.norms[at] + raw - self.raws[at]
            return min(norm, self.norms[at + 1]) if at + 1 < len(self.norms) else norm
        return self.norms[at]

    def drop_leading(self, count: int) -> None:
        """Take ``count`` characters away at the start."""
        for at, norm in enumerate(self.norms):
            if norm < count and self.ends[at] < 0:
                self.raws[at] += count - norm
            self.norms[at] = max(0, norm - count)


def no_compound(left: str, right: str) -> bool:
    """What no document tells: that it writes two words with a hyphen."""
    return False


def fold(text: str, compound: Compound = no_compound) -> tuple[str, Shift | None, list[tuple[int, str]]]:
    """Fold a run of text.

    ``compound(left, right)`` says whether two words that a line end parts are written with a hyphen elsewhere.
    Returns the folded text, the way back (None where offsets are unchanged), and the note marks taken out as
    (folded offset, label). Time is linear in the text.
    """
    parts: list[str] = []
    marks: list[tuple[int, str]] = []
    shift = Shift()
    raw = seen = moved = 0
    text = undisguised(text)
    for match in _TRIGGER.finditer(text):
        start = match.start()
        if start < seen:
            continue
        char = text[start]
        new = _FOLD.get(char, "")
        if len(new) == 1:
            parts += (text[raw:start], new)
            raw = seen = start + 1
            continue
        start, end, new, labels = _HANDLERS.get(char, _other)(_At(text, start, match.end(), seen), compound)
        seen = end
        if new == text[start:end]:
            continue
        parts += (text[raw:start], new)
        raw = end
        marks.extend((start + moved, label) for label in labels)
        if len(new) != end - start:
            if new:
                shift.add(start + moved, start, end)
            moved += len(new) - (end - start)
            shift.add(end + moved, end, -1)
    parts.append(text[raw:])
    folded = "".join(parts)
    lead = len(folded) - len(folded.lstrip(" "))
    if lead:
        shift.drop_leading(lead)
        marks = [(max(0, at - lead), label) for at, label in marks]
    return folded.strip(" "), shift if lead or len(shift.norms) > 1 else None, marks


def strip_leading_citation(text: str) -> str:
    """Take a citation mark away that opens the text; inside a document it numbers a note and stays."""
    return _LEADING_CITE.sub("", text)


class _At(NamedTuple):
    """Where a handler works: what triggered it, and the first offset that may still change."""

    text: str
    start: int
    end: int
    free: int


# A handler returns the run that it replaces, the replacement, and the labels of note marks in it.
_Edit = tuple[int, int, str, Sequence[str]]


def _removed(at: _At, end: int, labels: Sequence[str]) -> _Edit:
    """Take a mark away together with the blank before it, unless that would glue two words."""
    text, start = at.text, at.start
    if start > at.free and text[start - 1] == " " and not text[end : end + 1].isalnum():
        start -= 1
    return start, end, "", labels


def _bracket(at: _At, compound: Compound) -> _Edit:
    cite = _CITE.match(at.text, at.start)
    if cite is None or at.start == 0:
        return at.start, at.start + 1, "[", ()
    start, end, _, labels = _removed(at, cite.end(), numbers(cite.group()))
    glued = at.text[start - 1].isalnum() and at.text[end : end + 1].isalnum()
    return start, end, " " if glued else "", labels


def _dash(at: _At, compound: Compound) -> _Edit:
    """A hyphen at a line end, or two or three hyphens written for a dash."""
    text, start = at.text, at.start
    line_end = _LINE_END.match(text, start)
    if line_end:
        return _joined(at, line_end.end(), compound)
    end = start + 1
    if text[start] != "-":
        return start, end, "-", ()
    while text[end : end + 1] == "-":
        end += 1
    if end - start > 3 or start == 0 or end == len(text):
        return start, end, text[start:end], ()
    return start, end, _set_off(text, start, end), ()


def _joined(at: _At, end: int, compound: Compound) -> _Edit:
    text, start = at.text, at.start
    before, behind = text[start - 1 : start], text[end : end + 1]
    if not before.isalnum() or not behind.isalnum():
        return start, end, "- " if behind else "-", ()
    stays = not (behind.islower() and before.isalpha()) or GOES_ON.match(text, end) is not None
    if not stays and not compound(word_before(text, start), word_at(text, end)):
        return start, end, "", ()
    return start, end, "-", ()


def _set_off(text: str, start: int, end: int) -> str:
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before.isdigit() and behind.isdigit():
        return "-"
    left = " " if before and not before.isspace() else ""
    right = " " if behind and not behind.isspace() else ""
    return f"{left}-{right}"


def _em_dash(at: _At, compound: Compound) -> _Edit:
    return at.start, at.start + 1, _set_off(at.text, at.start, at.start + 1), ()


def _other(at: _At, compound: Compound) -> _Edit:
    """A gap, a combining mark, or a character of a folded range."""
    text, start = at.text, at.start
    combined = _COMBINED.match(text, start)
    if combined:
        first = start - 1 if start > at.free else start
        return first, combined.end(), composed(text[first : combined.end()]), ()
    jamo = _JAMO.match(text, start)
    if jamo:
        return start, jamo.end(), unicodedata.normalize("NFC", jamo.group()), ()
    if _IN_GAP.match(text, start):
        return _gap(at, compound)
    return start, start + 1, _FOLD.get(text[start]) or unicodedata.normalize("NFKC", text[start]), ()


def _gap(at: _At, compound: Compound) -> _Edit:
    text, start, end, free = at
    run = text[start:end]
    if run[0] == "\x1b":
        run = _STEERED.sub("", run)
        if not run or (start > free and text[start - 1] == " "):
            return start, end, "", ()
    if run[0] == "\x02":
        return _joined(at, end, compound)
    if start == 0 or end == len(text) or not _BLANK.search(run) or (run[0] == "\xad" and "\n" in run):
        return start, end, "", ()
    cite = _CITE.match(text, end)
    if cite:
        blank = " " if text[cite.end() : cite.end() + 1].isalnum() else ""
        return start, cite.end(), blank, numbers(cite.group())
    if "\n" in run:
        before, behind = text[start - 1], text[end]
        if before == "\u2013" and text[start - 2 : start - 1].isdigit() and behind.isdigit():
            return start, end, "", ()
        if _CJK.match(before) and _CJK.match(behind):
            return start, end, "", ()
    return start, end, " ", ()


def _raised(at: _At, compound: Compound) -> _Edit:
    """A raised number: the square of a unit, a power of ten, else a note mark."""
    text, start = at.text, at.start
    note = _NOTE.match(text, start)
    if note is None:
        return start, start + 1, text[start], ()
    digits = note.group().translate(_DIGITS)
    if digits in ("2", "3") and _SQUARED_UNIT.search(text, max(0, start - 4), start):
        return start, note.end(), digits, ()
    if text[max(0, start - 2) : start] == "10" and not text[max(0, start - 3) : start - 2].isdigit():
        return start, note.end(), "^" + digits, ()
    return _removed(at, note.end(), numbers(digits))


def _power(at: _At, compound: Compound) -> _Edit:
    power = _POWER.match(at.text, at.start)
    end = power.end() if power else at.start + 1
    return at.start, end, at.text[at.start : end].translate(_DIGITS), ()


def _dagger(at: _At, compound: Compound) -> _Edit:
    end = at.start + 1
    while at.text[end : end + 1] == at.text[at.start]:
        end += 1
    return _removed(at, end, (at.text[at.start : end],))


def _star(at: _At, compound: Compound) -> _Edit:
    text, start = at.text, at.start
    end = start + 1
    while text[end : end + 1] == "*":
        end += 1
    before = text[start - 1 : start]
    attached = before.isalnum() or before in (")", "%", ".", '"', "!", "\u201d")
    if attached and end - start <= 3 and not text[end : end + 1].isalnum():
        return start, end, "", (text[start:end],)
    return start, end, text[start:end], ()


def _reference(at: _At, compound: Compound) -> _Edit:
    """A character reference that was written out once too often, and stands in the text as such."""
    reference = REFERENCE.match(at.text, at.start)
    plain = html.unescape(f"&{reference[1]};") if reference else "&"
    if reference is None or len(plain) > 1:
        return at.start, at.start + 1, "&", ()
    plain = _FOLD.get(plain, plain)
    if _IN_GAP.match(plain):
        plain = " " if _BLANK.match(plain) else ""
    return at.start, reference.end(), plain, ()


def _fraction(at: _At, compound: Compound) -> _Edit:
    plain = unicodedata.normalize("NFKC", at.text[at.start]).replace("\u2044", "/")
    blank = " " if at.text[at.start - 1 : at.start].isdigit() else ""
    return at.start, at.start + 1, blank + plain, ()


_HANDLERS: dict[str, Callable[[_At, Compound], _Edit]] = {
    "[": _bracket, "*": _star, "\u207b": _power, "&": _reference,
    **dict.fromkeys("-\u2010", _dash),
    **dict.fromkeys(" \n\x02\xad", _gap),
    **dict.fromkeys("\u2014\u2015", _em_dash),
    **dict.fromkeys("\u2020\u2021", _dagger),
    **dict.fromkeys("\u207d⁰¹²³⁴⁵⁶⁷⁸⁹", _raised),
    **{chr(code): _fraction for code in (*range(0xBC, 0xBF), *range(0x2150, 0x215F))},
}  # fmt: skip
