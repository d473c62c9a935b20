"""The characters of a PDF page, asked of pdfium in bulk, as runs that are drawn in one piece.

One call from Python costs more than what pdfium does in it, so only the ends of words are asked for, into
buffers that hold a page's worth of answers. A word whose ends disagree is looked at letter by letter.

Lengths are in points. Coordinates are turned upright: x grows along the line, y grows upwards across it.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Container, Iterator, Sequence, Set
from itertools import compress, count, repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from claimcheck.read.pdf.page import native
from claimcheck.read.pdf.page.run import (
    HYPHEN,
    UNMAPPED,
    UPSIDE_DOWN,
    CharBox,
    Run,
    alike,
    joins,
    lengthened,
    touch,
    upright,
)

_PDFIUM_HYPHEN = "\ufffe"  # the same in its bulk text
_SLANT = 0.05  # sideways, of the way along
_LEAP = 0.3  # of the height, up or down inside a line: the direction of writing may have changed
_NARROW = 0.45  # of the height: no wider than a blank in a line that is set to the width of its column
_WIDEST = 1.3  # of the height, for each character of a figure; wider ones are several cells of a table
_UNDONE = 0.02  # of the height, from where a blank begins: what stands there has no blank in front of it
_FEW_LETTERS = 2
_SAMPLE = 3
_CONTROL = re.compile(r"[\x00-\x1f]")
_UNMAPPED = re.compile(r"[\x01\x03-\x08\x0b\x0c\x0e-\x1f](?= *$)")  # in front of the text of its line
_BETWEEN = r"\s\x00\x01\x03-\x1f"
_DASH = r"[-\u2010-\u2015\u2212]"  # two of them may stand for the values of two cells
_WORD = re.compile(rf"(?P<plain>(?!{_DASH}{_DASH})[^{_BETWEEN}\d*†‡§(\[)\]%]+)(?=[{_BETWEEN}]|$)|[^{_BETWEEN}]+")
# A mark inside a word leaves its ends alike: "emissions¹." and "(10⁶t)" are told by the signs they need.
_MAY_HOLD_MARK = re.compile(
    r"[^\W\d_].*[\d*†‡§(\[]|[)\]%].*[\d*†‡§]|\d[.,;:)]+$|10[-\u2212\u2013]?\d+[^\d.,]|\w[%.,;:)][^\W\d_]{2}"
)

_BOXES = native.Places("4f")
_ORIGINS = native.Places("2d", 0, 8)

_Stretch = tuple[int, int, CharBox, CharBox, int, int]
"""Start and end of some words, the boxes of their first and last character, the addresses of what draws these."""

_Inside = tuple[CharBox, tuple[float, float], int | None]
"""A character inside a word: its box and origin on the page, and the address of what draws it."""


class _Words(NamedTuple):
    """The start and end of each word, the boxes of its first and last character, and what draws these."""

    spans: list[tuple[int, int]]
    boxes: list[CharBox]
    last_boxes: list[CharBox]
    objects: list[int | None]
    last_objects: list[int | None]


class Glyphs:
    """The characters of one loaded page."""

    def __init__(self, page: Any, text_page: Any, most: int) -> None:
        self._handle = native.pointer(native.address_of(text_page.raw))
        self._raw = text_page.raw
        self.box: tuple[float, float, float, float] = page.get_bbox()
        found = pdfium.FPDFText_CountChars(self._raw)
        self.cut = found > most
        self.count = min(found, most)
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_at = native.pointer(ctypes.addressof(self._matrix))
        self._errors: bytes | None = None
        self.beyond: list[str] = []
        """Texts that stand outside of the page, once its runs were read."""

    def runs(self) -> Iterator[tuple[Run, int]]:
        """The runs in the order of the file, each with the quarter turns to the left of its direction."""
        characters = self._characters()
        words, signs = self._words(characters)
        spans = words.spans
        wide = (_is_wide(spans[at], words.boxes[at], words.last_boxes[at]) for at in signs)
        signed = {i for i, w in zip(signs, wide, strict=True) if w or _MAY_HOLD_MARK.search(characters, *spans[i])}
        insides = self._insides(words, signed)
        stretches = list(self._stretches(characters, words, insides))
        origins = self._origins([stretch[0] for stretch in stretches])
        left, bottom, right, top = self.box
        before, turn, level = 0, 0, 0.0
        behind = (0.0, 0.0, 0.0, 0.0)
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
                self.beyond.append(characters[start:end])
                continue
            if not broken and abs(origin[1] - level) > _LEAP * (first[1] - first[3]):
                # pdfium sees no line end where the direction of writing changes.
                broken = self.turn(start) != turn
            if broken:
                turn = self.turn(start)
                if (sign := _UNMAPPED.search(blank)) is not None:
                    yield self._sign(start - len(blank) + sign.start(), turn), turn
                blank, broken = (" ", False) if sign is not None else ("", True)
            elif blank == " ":
                if turn == 0 and origin[1] == level and self._is_undone(start, behind, first):
                    blank = ""
            else:
                blank = _CONTROL.sub(" ", blank)
            level, behind = origin[1], last
            text = characters[start:end]
            if start in insides:
                for run, now in self._taken_apart(text, start, insides[start], turn, blank, broken):
                    turn = now
                    yield run, turn
            else:
                drawn_by = drawn, drawn_last
                yield upright(text, first, last, origin, turn, start, drawn_by, blank, broken), turn

    def _sign(self, number: int, turn: int) -> Run:
        """A character of which the file does not tell what it means, in front of the text of its line."""
        box, drawn = self._boxes([number])[0], native.char_object(self._handle, number) or 0
        return upright(UNMAPPED, box, box, self._origins([number])[0], turn, number, (drawn, drawn), "", True)

    def _is_undone(self, number: int, before: CharBox, after: CharBox) -> bool:
        """Whether the blank in front of a character takes no room: the character is drawn where the blank begins.

        A ligature is as wide as its letters, and the blank that a file gives it as a further one begins inside of it.
        """
        if not touch(before, after):
            return False
        (blank, _), (begin, _) = self._origins([number - 1, number])
        if abs(begin - blank) <= _UNDONE * (after[1] - after[3]):
            return True
        return blank < before[2] and number > _FEW_LETTERS and self._boxes([number - 3])[0] == before

    def _words(self, characters: str) -> tuple[_Words, list[int]]:
        """The words of the page, and the numbers of those with signs."""
        found = list(_WORD.finditer(characters))
        spans = list(map(re.Match.span, found))
        firsts, lasts = [start for start, _ in spans], [end - 1 for _, end in spans]
        signs = list(compress(count(), map(_has_signs, found)))
        handles = repeat(self._handle)
        drawn, last = (list(map(native.char_object, handles, each)) for each in (firsts, lasts))
        return _Words(spans, self._boxes(firsts), self._boxes(lasts), drawn, last), signs

    def behind(self, run: Run, x: float) -> int:
        """How many characters of a level run have their middle behind ``x``."""
        numbers = range(run.number, run.number + len(run.text))
        return sum(left + right > x + x for left, _, right, _ in self._boxes(numbers))

    def _stretches(self, characters: str, words: _Words, insides: Container[int]) -> Iterator[_Stretch]:
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
        spans, firsts, lasts, drawings, _ = words
        for (start, end), left, right, draws in zip(spans, firsts, lasts, drawings, strict=True):
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
                and (draws == drawn or native.object_font(draws or 0) == (font or native.object_font(drawn or 0)))
                and not self._is_undone(start, last, left)
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

    def _insides(self, words: _Words, signed: Set[int]) -> dict[int, list[_Inside]]:
        """All characters of those words that may not be drawn in one piece, by the start of the word.

        ``signed`` are the numbers of the words that hold signs of which one may be raised, or figures far apart.
        """
        spans, boxes, last_boxes, objects, last_objects = words
        chosen = [
            spans[at]
            for at, (drawn, drawn_last, first, last) in enumerate(
                zip(objects, last_objects, boxes, last_boxes, strict=True)
            )
            if drawn != drawn_last
            or at in signed
            or ((first[1] != last[1] or first[3] != last[3] or first[0] > last[2]) and not alike(first, last))
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
        begun = end = None
        before, first = places[0][2], 0
        for at, (text, (box, origin, drawn)) in enumerate(zip(word, places, strict=True)):
            turned = False
            if drawn != before:
                now, before = self.turn(start + at), drawn
                turn, turned = now, now != turn
            by = drawn or 0
            each = upright(text, box, box, origin, turn, start + at, (by, by), blank, broken)
            if begun is None or end is None:
                begun, direction = each, turn
            elif turned or not joins(begun, end, each):
                yield lengthened(begun, word[first:at], end), direction
                # What a hyphen is followed by may stand on the next line.
                apart = turned or end.text[-1] == HYPHEN
                each = begun = each._replace(blank="", broken=apart)
                direction, first = turn, at
            end = each
        if begun is not None and end is not None:
            yield lengthened(begun, word[first:], end), direction

    def _characters(self) -> str:
        """One character for each index; what has none, and halves of a pair, are NUL or the whole pair."""
        buffer = ctypes.create_string_buffer(2 * self.count + 2)
        target = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        written = pdfium.FPDFText_GetText(self._raw, 0, self.count, target)
        text = buffer.raw[: 2 * max(written - 1, 0)].decode("utf-16-le", "surrogatepass")
        if len(text) == self.count:
            return text.replace(_PDFIUM_HYPHEN, HYPHEN)
        return "".join(_paired(map(native.char_code, repeat(self._handle), range(self.count))))

    def _boxes(self, numbers: Sequence[int]) -> list[CharBox]:
        return _BOXES.answers(native.char_box, len(numbers), repeat(self._handle), numbers)[0]

    def _origins(self, numbers: Sequence[int]) -> list[tuple[float, float]]:
        return _ORIGINS.answers(native.char_origin, len(numbers), repeat(self._handle), numbers)[0]

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


def _has_signs(word: re.Match[str]) -> bool:
    """Whether a word is more than letters."""
    return word.lastindex is None


def _is_wide(word: tuple[int, int], first: CharBox, last: CharBox) -> bool:
    """Whether a word of signs and figures is wider than one figure."""
    return last[2] - first[0] > _WIDEST * (word[1] - word[0]) * (first[1] - first[3])
