"""One PDF page as pdfium gives it: its characters become lines with a place, a size and a weight.

Lengths are in points. Coordinates are turned upright: x grows along the line, y grows upwards across it.
"""

from __future__ import annotations

import ctypes
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from claimcheck.read.blocks import openings

HYPHEN = "\x02"
"""What pdfium writes for a hyphen that ends a line; the word goes on right behind it."""
HYPHEN_CODE = 2
FIRST_PRINTABLE = 0x20
UPSIDE_DOWN = 2

_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_MAX_MAP_ERRORS = 0.02
_MAX_PRIVATE = 0.05
_FEW = 10
_MAX_BAD_IN_LINE = 0.15
_MAX_LINE = 2_000
_CONTEXT = 8  # characters before a raised one that tell whether it is an exponent
_LINE_ENDS = (10, 13)

# In parts of the height of the characters.
_JUMP = 0.5
_BLANK_GAP = 0.15
_OVERLAP = 0.3
_SAME_LINE_GAP = 0.6
_WIDE_GAP = 0.5
_RAISED_HEIGHT = 0.82
_RAISED_BY = 0.12


class Character(NamedTuple):
    """A character, turned upright; ``base`` is where its line is, ``number`` its index on the page."""

    text: str
    left: float
    right: float
    height: float
    base: float
    number: int


class RaisedMark(NamedTuple):
    """A raised run of a line that points to one or more notes; without labels it is an exponent of ten."""

    start: int
    end: int
    labels: list[str]


class Gap(NamedTuple):
    """A wide blank from x ``left`` to ``right``: ``at`` is the offset behind it.

    ``width`` is in heights of the line.
    """

    at: int
    left: float
    right: float
    width: float


@dataclass(slots=True)
class Line:
    """A line of text, or a cell of one. ``start`` and ``end`` are offsets into the page's text.

    ``bold`` is None where the line has both weights. ``turn`` counts quarter turns to the left. ``marks`` are
    raised note marks; ``gaps`` are the blanks wider than those between words. ``errors`` counts the characters
    whose font does not say what they mean, ``private`` those of private use.
    """

    start: int
    end: int
    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool | None
    turn: int
    marks: list[RaisedMark] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    errors: int = 0
    private: int = 0

    @property
    def garbled(self) -> bool:
        """Whether too many of its characters do not mean what is seen."""
        bad = self.errors + self.private
        return bad > 1 and bad > _MAX_BAD_IN_LINE * len(self.text)


@dataclass(slots=True)
class PageText:
    """The text of a page with its lines in the order of the file.

    ``box`` is left, bottom, right and top of the page. ``cut``: the page has more characters than the limit.
    ``reliable`` is False if its text cannot be trusted even without its ``garbled`` lines; those are left out
    of ``lines``, and their text is in ``text`` only.
    """

    text: str
    lines: list[Line]
    box: tuple[float, float, float, float]
    cut: bool = False
    reliable: bool = True
    garbled: int = 0

    def edges(self, turn: int) -> tuple[float, float]:
        """The lower and the upper edge of the page in the upright coordinates of lines with ``turn``."""
        left, bottom, right, top = self.box
        return ((bottom, top), (-right, -left), (-top, -bottom), (left, right))[turn]


class _Probe:
    """Asks pdfium about the characters of one page, with the buffers made once."""

    def __init__(self, page: Any, text_page: Any) -> None:
        self.raw = text_page.raw
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._x_ref, self._y_ref = ctypes.byref(self._x), ctypes.byref(self._y)
        self._box, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._box_ref, self._matrix_ref = ctypes.byref(self._box), ctypes.byref(self._matrix)
        self._name = ctypes.create_string_buffer(128)

    def character(self, index: int, code: int, turn: int) -> Character | None:
        """The character's place, or nothing if it lies beyond the edges of the page.

        Its box is the font's, so all characters of one font and size are equally high.
        """
        box = self._box
        pdfium.FPDFText_GetLooseCharBox(self.raw, index, self._box_ref)
        pdfium.FPDFText_GetCharOrigin(self.raw, index, self._x_ref, self._y_ref)
        left, right, bottom, top, x, y = (
            box.left,
            box.right,
            box.bottom,
            box.top,
            self._x.value,
            self._y.value,
        )
        if not (
            self.left <= (left + right) / 2 <= self.right and self.bottom <= (bottom + top) / 2 <= self.top
        ):
            return None
        text = " " if code < FIRST_PRINTABLE and code != HYPHEN_CODE else chr(code)
        if turn == 0:
            return Character(text, left, right, top - bottom, y, index)
        if turn == 1:
            return Character(text, bottom, top, right - left, -x, index)
        if turn == UPSIDE_DOWN:
            return Character(text, -right, -left, top - bottom, -y, index)
        return Character(text, -top, -bottom, right - left, x, index)

    def turn(self, index: int) -> int:
        """Quarter turns to the left of the writing direction."""
        if not pdfium.FPDFText_GetMatrix(self.raw, index, self._matrix_ref):
            return 0
        a, b = self._matrix.a, self._matrix.b
        if abs(a) >= abs(b):
            return 0 if a >= 0 else UPSIDE_DOWN
        return 1 if b > 0 else 3

    def size(self, index: int) -> float:
        """Font size in points as seen on the page."""
        matrix, scale = self._matrix, 1.0
        if pdfium.FPDFText_GetMatrix(self.raw, index, self._matrix_ref):
            scale = max(abs(matrix.d), abs(matrix.c)) or 1.0
        return float(pdfium.FPDFText_GetFontSize(self.raw, index)) * scale

    def is_bold(self, index: int) -> bool:
        """Whether the font is a heavy one, by its weight or, where it has none, by its name."""
        if pdfium.FPDFText_GetFontWeight(self.raw, index) >= _BOLD_WEIGHT:
            return True
        pdfium.FPDFText_GetFontInfo(self.raw, index, self._name, 128, None)
        return _BOLD_NAME.search(self._name.value) is not None


def read_page(page: Any, text_page: Any, most: int) -> PageText:
    """Read a page of pypdfium2, at most ``most`` characters of it."""
    probe = _Probe(page, text_page)
    found = pdfium.FPDFText_CountChars(probe.raw)
    count = min(found, most)
    lines: list[Line] = []
    texts: list[str] = []
    at = 0
    for characters, turn in _lines(probe, count):
        if line := _line(probe, characters, turn, at):
            lines.append(line)
            # A word cut by a hyphen goes on without a break; every other line ends with one.
            texts.append(line.text if line.text.endswith(HYPHEN) else line.text + "\n")
            at += len(texts[-1])
    text = "".join(texts).removesuffix("\n")
    box = (probe.left, probe.bottom, probe.right, probe.top)
    sound = [line for line in lines if not line.garbled]
    reliable = _is_reliable(sound) and 2 * len(sound) >= len(lines)
    return PageText(text, sound, box, found > most, reliable, len(lines) - len(sound))


def _is_reliable(lines: list[Line]) -> bool:
    count = sum(len(line.text) for line in lines)
    errors, private = sum(line.errors for line in lines), sum(line.private for line in lines)
    return errors <= max(_FEW, _MAX_MAP_ERRORS * count) and private <= max(_FEW, _MAX_PRIVATE * count)


def _lines(probe: _Probe, count: int) -> Iterator[tuple[list[Character], int]]:
    """Group the characters by line. pdfium's own breaks are hints: it breaks behind a raised mark as well."""
    line: list[Character] = []
    ink: Character | None = None
    tallest: Character | None = None
    turn = 0
    broken = True
    for index, code in _codes(probe, count):
        if code in _LINE_ENDS:
            broken = True
            continue
        now = probe.turn(index) if broken else turn
        character = probe.character(index, code, now)
        if character is None:
            continue
        if ink and tallest and broken and (now != turn or not _goes_on(tallest, ink, character)):
            yield line, turn
            line, ink, tallest = [], None, None
        turn, broken = now, character.text == HYPHEN
        if ink is not None and line[-1] is ink and _needs_blank(ink, character):
            line.append(Character(" ", ink.right, character.left, 0.0, ink.base, ink.number))
        line.append(character)
        if not character.text.isspace():
            ink = character
            tallest = character if tallest is None or character.height > tallest.height else tallest
    if ink:
        yield line, turn


def _codes(probe: _Probe, count: int) -> Iterator[tuple[int, int]]:
    """Index and code point of each character; halves of a pair, as Windows has them, are joined."""
    high = 0
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(probe.raw, index)
        if 0xD800 <= code < 0xDC00:
            high = code
        elif 0xDC00 <= code < 0xE000:
            yield index, 0x10000 + (max(high - 0xD800, 0) << 10) + code - 0xDC00
        elif code:
            yield index, code


def _goes_on(tallest: Character, ink: Character, character: Character) -> bool:
    """Whether ``character`` stands on the line of ``tallest``, right behind ``ink``."""
    height = max(ink.height, character.height)
    gap = character.left - ink.right
    level = abs(character.base - tallest.base) <= _JUMP * height
    return level and -_OVERLAP * height <= gap <= _SAME_LINE_GAP * height


def _needs_blank(ink: Character, character: Character) -> bool:
    return not character.text.isspace() and character.left - ink.right > _BLANK_GAP * character.height


def _line(probe: _Probe, characters: list[Character], turn: int, at: int) -> Line | None:
    """The line that ``characters`` make, at offset ``at`` of the page's text."""
    text = "".join(character.text for character in characters)
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    if not text:
        return None
    characters = characters[lead : lead + len(text)]
    heights = Counter(round(each.height, 1) for each in characters if not each.text.isspace())
    height = heights.most_common(1)[0][0]
    main = next(each for each in characters if round(each.height, 1) == height)
    sample = (characters[0], main, characters[len(text) // 2], characters[-1])
    weights = {probe.is_bold(each.number) for each in sample}
    return Line(
        start=at,
        end=at + len(text),
        text=text,
        left=characters[0].left,
        right=characters[-1].right,
        y=main.base,
        size=probe.size(main.number) or height,
        bold=weights.pop() if len(weights) == 1 else None,
        turn=turn,
        marks=_marks(text, characters, main, at),
        gaps=_gaps(characters, main.height or 1.0, at),
        errors=sum(pdfium.FPDFText_HasUnicodeMapError(probe.raw, each.number) == 1 for each in characters),
        private=sum("\ue000" <= each <= "\uf8ff" for each in text),
    )


def _marks(text: str, characters: list[Character], main: Character, at: int) -> list[RaisedMark]:
    def raised(each: Character) -> bool:
        return (
            each.height <= _RAISED_HEIGHT * main.height and each.base >= main.base + _RAISED_BY * main.height
        )

    marks = []
    end = 0
    for is_raised, run in itertools.groupby(characters, raised):
        start, end = end, end + sum(1 for _ in run)
        small = text[start:end].strip()
        if is_raised and small:
            start += text[start:end].index(small)
            before = text[max(0, start - _CONTEXT) : start]
            labels = openings.note_marks(small, before)
            if labels or openings.is_power(small, before):
                marks.append(RaisedMark(at + start, at + start + len(small), labels))
    return marks


def _gaps(characters: list[Character], height: float, at: int) -> list[Gap]:
    """Wide blanks; none for a line that is longer than any page is wide."""
    gaps: list[Gap] = []
    before = characters[0]
    if len(characters) > _MAX_LINE:
        return gaps
    for offset, each in enumerate(characters):
        if each.text.isspace():
            continue
        if each.left - before.right > _WIDE_GAP * height:
            gaps.append(Gap(at + offset, before.right, each.left, (each.left - before.right) / height))
        before = each
    return gaps
