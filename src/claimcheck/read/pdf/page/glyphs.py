"""The characters of a PDF page, asked of pdfium in bulk, as runs that are drawn in one piece.

One call from Python costs more than what pdfium does in it, so only the ends of words are asked for, into
buffers that hold a page's worth of answers. A word whose ends disagree is looked at letter by letter.

Lengths are in points. Coordinates are turned upright: x grows along the line, y grows upwards across it.
"""

from __future__ import annotations

import ctypes
import re
import struct
from collections import deque
from collections.abc import Container, Iterator, Sequence, Set
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from claimcheck.read.pdf.page import native

HYPHEN = "\x02"
"""What pdfium writes for a hyphen that ends a line; the word goes on right behind it."""
UPSIDE_DOWN = 2

_PDFIUM_HYPHEN = "\ufffe"  # the same in its bulk text
_SAME = 0.02  # of the height
_SLANT = 0.05  # sideways, of the way along
_LEAP = 0.3  # of the height, up or down inside a line: the direction of writing may have changed
_BLANK_GAP = 0.15  # of the height: narrower than any blank between words
_STOPS, _STOP_GAP = "%.,;:)", 0.1
_NARROW = 0.45  # of the height: no wider than a blank in a line that is set to the width of its column
_WIDEST = 1.3  # of the height, for each character of a figure; wider ones are several cells of a table
_FEW_LETTERS = 2
_SAMPLE = 3
_CONTROL = re.compile(r"[\x00-\x1f]")
_BETWEEN = r"\s\x00\x01\x03-\x1f"
_WORD = re.compile(rf"(?P<plain>[^{_BETWEEN}\d*†‡§(\[)\]%]+)(?=[{_BETWEEN}]|$)|[^{_BETWEEN}]+")
# A mark inside a word leaves its ends alike: "emissions¹." and "(10⁶t)" are told by the signs they need.
_MAY_HOLD_MARK = re.compile(
    r"[^\W\d_].*[\d*†‡§(\[]|[)\]%].*[\d*†‡§]|\d[.,;:)]+$|10[-\u2212\u2013]?\d+[^\d.,]|\w[%.,;:)][^\W\d_]{2}"
)

_Box = tuple[float, float, float, float]
"""Left, top, right and bottom of a character on the page; the box is its font's, so one font is equally high."""


_Stretch = tuple[int, int, _Box, _Box, int, int]
"""Start and end of some words, the boxes of their first and last character, the addresses of what draws these."""

_Inside = tuple[_Box, tuple[float, float], int | None]
"""A character inside a word: its box and origin on the page, and the address of what draws it."""


class Run(NamedTuple):
    """Characters without a blank between them, equally high and on one baseline; turned upright.

    ``bottom`` and ``top`` are those of the font. ``number`` is the index of the first character on the page,
    ``drawn`` the address of the object that draws it, ``last`` of the one that draws the last character.
    ``blank`` is the blank in front of it as pdfium has it, ``broken`` tells that pdfium sees a line end there.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    base: float
    number: int
    drawn: int
    last: int
    blank: str
    broken: bool

    @property
    def height(self) -> float:
        """The height of the font, with what hangs below the line."""
        return self.top - self.bottom


class Glyphs:
    """The characters of one loaded page."""

    def __init__(self, page: Any, text_page: Any, most: int) -> None:
        self._handle = native.address_of(text_page.raw)
        self._raw = text_page.raw
        self.box: tuple[float, float, float, float] = page.get_bbox()
        found = pdfium.FPDFText_CountChars(self._raw)
        self.cut = found > most
        self.count = min(found, most)
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_at = ctypes.addressof(self._matrix)
        self._errors: bytes | None = None

    def runs(self) -> Iterator[tuple[Run, int]]:
        """The runs in the order of the file, each with the quarter turns to the left of its direction."""
        characters = self._characters()
        words: list[tuple[int, int]] = []
        signs: list[int] = []
        for match in _WORD.finditer(characters):
            if match.lastindex is None:
                signs.append(len(words))
            words.append(match.span())
        ends = [index for start, end in words for index in (start, end - 1)]
        boxes = self._boxes(ends)
        objects = list(map(native.char_object, repeat(self._handle), ends))
        signed = {
            at
            for at in signs
            if _is_wide(words[at], boxes[2 * at], boxes[2 * at + 1])
            or _MAY_HOLD_MARK.search(characters, *words[at])
        }
        insides = self._insides(words, boxes, objects, signed)
        stretches = list(self._stretches(characters, words, boxes, objects, insides))
        origins = self._origins([stretch[0] for stretch in stretches])
        left, bottom, right, top = self.box
        before, turn, level = 0, 0, 0.0
        for (start, end, first, last, drawn, drawn_last), origin in zip(stretches, origins, strict=True):
            blank = characters[before:start]
            broken = blank != " " and (
                before == 0 or "\n" in blank or "\r" in blank or characters[before - 1] == HYPHEN
            )
            before = end
            if not (
                left + left <= first[0] + last[2] <= right + right
                and bottom + bottom <= first[3] + last[1] <= top + top
            ):
                continue
            if not broken and abs(origin[1] - level) > _LEAP * (first[1] - first[3]):
                # pdfium sees no line end where the direction of writing changes.
                broken = self.turn(start) != turn
            level = origin[1]
            if broken:
                turn, blank = self.turn(start), ""
            elif blank != " ":
                blank = _CONTROL.sub(" ", blank)
            text = characters[start:end]
            if start in insides:
                for run, now in self._taken_apart(text, start, insides[start], turn, blank, broken):
                    turn = now
                    yield run, turn
            else:
                run = _upright(text, first, last, origin, turn, start, drawn, blank, broken)
                yield (run if drawn_last == drawn else run._replace(last=drawn_last)), turn

    def words(self, run: Run) -> list[Run]:
        """A run of several words, taken apart at its blanks."""
        spans = [match.span() for match in _WORD.finditer(run.text)]
        numbers = [run.number + index for start, end in spans for index in (start, end - 1)]
        ends = self._boxes(numbers)
        return [
            run._replace(
                text=run.text[start:end],
                left=ends[2 * at][0],
                right=ends[2 * at + 1][2],
                number=run.number + start,
                last=native.char_object(self._handle, numbers[2 * at + 1]) or 0,
                blank=" " if at else run.blank,
                broken=run.broken and not at,
            )
            for at, (start, end) in enumerate(spans)
        ]

    def _stretches(
        self,
        characters: str,
        words: list[tuple[int, int]],
        boxes: list[_Box],
        objects: list[int | None],
        insides: Container[int],
    ) -> Iterator[_Stretch]:
        """Join words that follow each other as in any sentence: one font, one line, a narrow blank between.

        Single letters stay apart, since they may be those of a spaced-out word.
        """
        begun = ended = 0
        first = last = (0.0, 0.0, 0.0, 0.0)
        drawn: int | None = None
        font: int | None = None
        opened = 0
        is_letter = is_open = False
        leftmost, _, rightmost, _ = self.box
        firsts, lasts, drawings = boxes[::2], boxes[1::2], objects[::2]
        for (start, end), left, right, draws in zip(words, firsts, lasts, drawings, strict=True):
            letter, whole = end - start <= _FEW_LETTERS, start not in insides
            if (
                is_open
                and whole
                and not (letter and is_letter)
                and start == ended + 1
                and characters[ended] == " "
                and left[1] == last[1]
                and left[3] == last[3]
                and 0.0 <= left[0] - last[2] <= _NARROW * (left[1] - left[3])
                and leftmost <= first[0]
                and right[2] <= rightmost
                and (
                    draws == drawn
                    or native.object_font(draws or 0) == (font or native.object_font(drawn or 0))
                )
            ):
                ended, last, is_letter = end, right, letter
                if draws != drawn:
                    font = native.object_font(draws or 0)
                    drawn = draws
                continue
            if ended:
                yield begun, ended, first, last, opened, drawn or 0
            begun, ended, first, last, drawn, font = start, end, left, right, draws, None
            opened, is_letter, is_open = draws or 0, letter, whole
        if ended:
            yield begun, ended, first, last, opened, drawn or 0

    def _insides(
        self, words: list[tuple[int, int]], boxes: list[_Box], objects: list[int | None], signed: Set[int]
    ) -> dict[int, list[_Inside]]:
        """All characters of those words that may not be drawn in one piece, by the start of the word.

        ``signed`` are the numbers of the words that hold signs of which one may be raised, or figures far apart.
        """
        ends = zip(objects[::2], objects[1::2], boxes[::2], boxes[1::2], strict=True)
        chosen = [
            words[at]
            for at, (drawn, drawn_last, first, last) in enumerate(ends)
            if drawn != drawn_last
            or at in signed
            or (
                (first[1] != last[1] or first[3] != last[3] or first[0] > last[2]) and not _alike(first, last)
            )
        ]
        numbers = [number for start, end in chosen for number in range(start, end)]
        drawn = map(native.char_object, repeat(self._handle), numbers)
        places = list(zip(self._boxes(numbers), self._origins(numbers), drawn, strict=True))
        found, at = {}, 0
        for start, end in chosen:
            found[start] = places[at : at + end - start]
            at += end - start
        return found

    def _taken_apart(
        self, word: str, start: int, places: list[_Inside], turn: int, blank: str, broken: bool
    ) -> Iterator[tuple[Run, int]]:
        """The runs of a word that is not drawn in one piece, each with its direction."""
        begun: Run | None = None
        before = places[0][2]
        for number, (text, (box, origin, drawn)) in enumerate(zip(word, places, strict=True), start):
            turned = False
            if drawn != before:
                now, before = self.turn(number), drawn
                turn, turned = now, now != turn
            each = _upright(text, box, box, origin, turn, number, drawn or 0, blank, broken)
            if begun is None:
                begun, direction = each, turn
            elif not turned and _joins(begun, each):
                begun = begun._replace(text=begun.text + text, right=each.right, last=each.last)
            else:
                yield begun, direction
                # What a hyphen is followed by may stand on the next line.
                apart = turned or begun.text[-1] == HYPHEN
                begun, direction = each._replace(blank="", broken=apart), turn
        if begun is not None:
            yield begun, direction

    def _characters(self) -> str:
        """One character for each index; what has none, and halves of a pair, are NUL or the whole pair."""
        buffer = ctypes.create_string_buffer(2 * self.count + 2)
        target = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        written = pdfium.FPDFText_GetText(self._raw, 0, self.count, target)
        text = buffer.raw[: 2 * max(written - 1, 0)].decode("utf-16-le", "surrogatepass")
        if len(text) == self.count:
            return text.replace(_PDFIUM_HYPHEN, HYPHEN)
        return "".join(_paired(map(native.char_code, repeat(self._handle), range(self.count))))

    def _boxes(self, numbers: Sequence[int]) -> list[_Box]:
        buffer = ctypes.create_string_buffer(16 * len(numbers))
        at = ctypes.addressof(buffer)
        deque(map(native.char_box, repeat(self._handle), numbers, range(at, at + 16 * len(numbers), 16)), 0)
        return list(struct.iter_unpack("4f", buffer))

    def _origins(self, numbers: Sequence[int]) -> list[tuple[float, float]]:
        buffer = ctypes.create_string_buffer(16 * len(numbers))
        at, end = ctypes.addressof(buffer), ctypes.addressof(buffer) + 16 * len(numbers)
        ys = range(at + 8, end + 8, 16)
        deque(map(native.char_origin, repeat(self._handle), numbers, range(at, end, 16), ys), 0)
        return list(struct.iter_unpack("2d", buffer))

    def turn(self, number: int) -> int:
        """Quarter turns to the left of the writing direction."""
        if not native.char_matrix(self._handle, number, self._matrix_at):
            return 0
        a, b = self._matrix.a, self._matrix.b
        if abs(a) >= abs(b):
            return 0 if a >= 0 else UPSIDE_DOWN
        return 1 if b > 0 else 3

    def size(self, number: int) -> float:
        """Font size in points as seen on the page."""
        matrix, scale = self._matrix, 1.0
        if native.char_matrix(self._handle, number, self._matrix_at):
            scale = max(abs(matrix.d), abs(matrix.c)) or 1.0
        return float(native.char_size(self._handle, number)) * scale

    def is_slanted(self, run: Run) -> bool:
        """Whether a run is drawn neither level nor upright: part of a text along a curve."""
        if not native.char_matrix(self._handle, run.number, self._matrix_at):
            return False
        a, b = abs(self._matrix.a), abs(self._matrix.b)
        return bool(min(a, b) > _SLANT * max(a, b))

    def content(self, run: Run) -> int:
        """The number by which the structure of a tagged page calls what ``run`` is part of; -1 without one."""
        return int(native.object_content(run.drawn)) if run.drawn else -1

    def errors(self, runs: Sequence[Run]) -> int:
        """How many characters of ``runs`` have a font that does not say what they mean."""
        if self._errors is None:
            # Broken maps belong to fonts and show all over a page: most pages are found sound by a part of it.
            sample = map(native.char_map_error, repeat(self._handle), range(0, self.count, _SAMPLE))
            every = map(native.char_map_error, repeat(self._handle), range(self.count)) if 1 in sample else ()
            self._errors = bytes(each == 1 for each in every)
        if not self._errors:
            return 0
        return sum(self._errors.count(1, run.number, run.number + len(run.text)) for run in runs)


def _paired(codes: Iterator[int]) -> Iterator[str]:
    high = 0
    for code in codes:
        if 0xD800 <= code < 0xDC00:
            high = code
            yield "\0"
        elif 0xDC00 <= code < 0xE000:
            yield chr(0x10000 + (max(high - 0xD800, 0) << 10) + code - 0xDC00)
        else:
            yield chr(code)


_run = Run._make


def _upright(
    text: str,
    first: _Box,
    last: _Box,
    origin: tuple[float, float],
    turn: int,
    number: int,
    drawn: int,
    blank: str,
    broken: bool,
) -> Run:
    left, top, right, bottom = first
    x, y = origin
    if turn == 0:
        return _run((text, left, last[2], bottom, top, y, number, drawn, drawn, blank, broken))
    if turn == 1:
        return Run(text, bottom, last[1], -right, -left, -x, number, drawn, drawn, blank, broken)
    if turn == UPSIDE_DOWN:
        return Run(text, -right, -last[0], -top, -bottom, -y, number, drawn, drawn, blank, broken)
    return Run(text, -top, -last[3], left, right, x, number, drawn, drawn, blank, broken)


def _is_wide(word: tuple[int, int], first: _Box, last: _Box) -> bool:
    """Whether a word of signs and figures is wider than one figure."""
    return last[2] - first[0] > _WIDEST * (word[1] - word[0]) * (first[1] - first[3])


def _alike(first: _Box, last: _Box) -> bool:
    """Whether both ends of a word are equally high, and on one line with each other."""
    slack = _SAME * (first[1] - first[3])
    if abs(first[1] - last[1]) <= slack and abs(first[3] - last[3]) <= slack:
        return first[0] <= last[2]
    slack = _SAME * (first[2] - first[0])
    return abs(first[0] - last[0]) <= slack and abs(first[2] - last[2]) <= slack


def _joins(run: Run, each: Run) -> bool:
    """Whether a character goes on a run that may be drawn in several pieces."""
    height = run.top - run.bottom
    slack = _SAME * height
    return (
        run.text[-1] != HYPHEN
        and abs(run.base - each.base) <= slack
        and abs(each.top - each.bottom - height) <= slack
        and not is_apart(run, each, height)
    )


def is_apart(run: Run, after: Run, height: float) -> bool:
    """Whether a gap between two runs is a blank: a narrower one is behind a stop, where letters do not touch."""
    gap = after.left - run.right
    if gap > _BLANK_GAP * height:
        return True
    return gap > _STOP_GAP * height and run.text[-1] in _STOPS and after.text[0].isalpha()
