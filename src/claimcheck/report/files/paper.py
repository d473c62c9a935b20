"""Pages of text that PDFium writes: lines that are broken by the widths of their letters, boxes, and a settled file.

The fonts are those that every viewer has, so a page has the letters of Western Europe; others are written without their
marks, or as a question mark.
"""

from __future__ import annotations

import ctypes
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from msgspec import Struct

from claimcheck.report.files.remarks import Finder
from claimcheck.report.layout import visible

Rect = tuple[float, float, float, float]  # left, bottom, right and top, in points of the page

A4 = (595.0, 842.0)
Colour = tuple[int, int, int]
INK: Colour = (27, 36, 32)
DIM: Colour = (85, 97, 91)
UNKNOWN = "?"
LEADING = 1.28
_MARGIN = 44.0

_FONTS = {False: b"Helvetica", True: b"Helvetica-Bold"}
# The second half of the identifier says which version of the file this is.
_IDENTIFIER = re.compile(rb"/ID ?\[ ?<([0-9A-Fa-f]{32})> ?<([0-9A-Fa-f]{32})>")
_MADE = re.compile(rb"/CreationDate\(D:(\d{14})")
_TAIL = 4096


class Text(Struct, frozen=True):
    """A paragraph: its size and ``before``, the room above it, in points; ``indent`` from the left margin.

    ``label`` stands beside its first line, at the left margin, in a box of the colour ``box`` where there is one.
    """

    words: str
    size: float = 9.0
    bold: bool = False
    colour: Colour = INK
    indent: float = 0.0
    before: float = 0.0
    label: str = ""
    box: Colour | None = None


def settled(data: bytes, as_of: str | None = None) -> bytes:
    """The file with an identifier that follows from its content, where the library takes one from the time.

    A file that the library has begun itself was made on the day ``as_of``.
    """
    if as_of is not None:
        day = f"{as_of.replace('-', '')}000000".encode("ascii")
        data = _MADE.sub(lambda found: found[0].replace(found[1], day), data)
    found = list(_IDENTIFIER.finditer(data, max(len(data) - _TAIL, 0)))
    if not found:
        return data
    first, second = found[-1].span(1), found[-1].span(2)
    # Of a file that had none, both halves are made at once.
    spans = [first, second] if found[-1][1] == found[-1][2] else [second]
    bare = bytearray(data)
    for start, end in spans:
        bare[start:end] = b"0" * (end - start)
    made = hashlib.sha256(bare).hexdigest().upper().encode("ascii")
    for start, end in spans:
        bare[start:end] = made[: end - start]
    return bytes(bare)


def drawable(text: str) -> str:
    """The text in the letters that a page can have."""
    return "".join(map(_drawable, visible(text)))


def _drawable(char: str) -> str:
    if _is_known(char):
        return char
    if unicodedata.category(char) == "Pd" or char == "−":
        return "-"
    parts = "".join(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    return parts if parts and all(map(_is_known, parts)) else UNKNOWN


def _is_known(char: str) -> bool:
    try:
        char.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


class Paper:
    """One page of A4 at the end of a file, written from the top."""

    def __init__(self, pdf: pypdfium2.PdfDocument) -> None:
        self._pdf = pdf
        self._fonts = {bold: pdfium.FPDFText_LoadStandardFont(pdf, name) for bold, name in _FONTS.items()}
        self._widths: dict[tuple[bool, str], float] = {}
        self._page = pdf.new_page(*A4)

    @property
    def room(self) -> float:
        """How high the texts of a page may be, in points."""
        return A4[1] - 2 * _MARGIN

    def height(self, texts: Sequence[Text]) -> float:
        """How high some paragraphs are, in points."""
        return sum(one.before + len(self._broken(one)) * one.size * LEADING for one in texts)

    def write(self, texts: Sequence[Text], foot: Sequence[Text] = ()) -> None:
        """Put paragraphs on the page, others at its foot, and close it."""
        self._down(texts, A4[1] - _MARGIN)
        self._down(foot, _MARGIN + self.height(foot))
        pdfium.FPDFPage_GenerateContent(self._page)
        self._page.close()

    def _down(self, texts: Sequence[Text], y: float) -> None:
        for one in texts:
            y -= one.before
            for number, line in enumerate(self._broken(one)):
                y -= one.size * LEADING
                if number == 0 and one.label:
                    self._label(one, y)
                self._line(line, _MARGIN + one.indent, y, one)

    def _label(self, text: Text, y: float) -> None:
        x, colour = _MARGIN, text.colour
        if text.box is not None:
            width = self._width(text.label, text.size, True) + 8
            box = pdfium.FPDFPageObj_CreateNewRect(x, y - 0.28 * text.size, width, 1.3 * text.size)
            pdfium.FPDFPageObj_SetFillColor(box, *text.box, 255)
            pdfium.FPDFPath_SetDrawMode(box, pdfium.FPDF_FILLMODE_ALTERNATE, 0)
            pdfium.FPDFPage_InsertObject(self._page, box)
            x, colour = x + 4, (255, 255, 255) if sum(text.box) < 3 * 128 else INK
        self._line(text.label, x, y, Text("", text.size, bold=True, colour=colour))

    def _line(self, words: str, x: float, y: float, look: Text) -> None:
        line = pdfium.FPDFPageObj_CreateTextObj(self._pdf, self._fonts[look.bold], look.size)
        buffer = ctypes.create_string_buffer((drawable(words) + "\0").encode("utf-16-le"))
        pdfium.FPDFText_SetText(line, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        pdfium.FPDFPageObj_SetFillColor(line, *look.colour, 255)
        pdfium.FPDFPageObj_Transform(line, 1, 0, 0, 1, x, y)
        pdfium.FPDFPage_InsertObject(self._page, line)

    def _broken(self, text: Text) -> list[str]:
        """The lines of a paragraph; a word that is longer than a line is cut."""
        room = A4[0] - 2 * _MARGIN - text.indent
        lines, line = [], ""
        for word in drawable(text.words).split(" "):
            longer = f"{line} {word}" if line else word
            if line and self._width(longer, text.size, text.bold) > room:
                lines.append(line)
                longer = word
            while self._width(longer, text.size, text.bold) > room:
                fits = next(
                    n for n in range(len(longer) - 1, 0, -1) if self._width(longer[:n], text.size, text.bold) <= room
                )  # fmt: skip
                lines.append(longer[:fits])
                longer = longer[fits:]
            line = longer
        return [*lines, line]

    def _width(self, words: str, size: float, bold: bool) -> float:
        return size * sum(self._letter(char, bold) for char in words)

    def _letter(self, char: str, bold: bool) -> float:
        """How wide a letter of size 1 is."""
        if (bold, char) not in self._widths:
            width = ctypes.c_float()
            pdfium.FPDFFont_GetGlyphWidth(self._fonts[bold], ord(char), 1.0, ctypes.byref(width))
            self._widths[bold, char] = width.value
        return self._widths[bold, char]


def one_page(bodies: Iterable[Sequence[Text]], foot: Sequence[Text], as_of: str) -> bytes:
    """A file of one page with the first of some bodies that fits on it; the last is written as far as it fits."""
    with closing(pypdfium2.PdfDocument.new()) as pdf:
        paper = Paper(pdf)
        room = paper.room - paper.height(foot)
        chosen: list[Text] = []
        for body in bodies:
            chosen = list(body)
            if paper.height(chosen) <= room:
                break
        while paper.height(chosen) > room:
            chosen.pop()
        paper.write(chosen, foot)
        out = io.BytesIO()
        pdf.save(out)
    return settled(out.getvalue(), as_of)


class _Passage(NamedTuple):
    """A rectangle for each line of some words; ``whole`` is false where only their beginning is on the page."""

    lines: list[Rect]
    whole: bool


def passages(page: pypdfium2.PdfPage, words: Iterable[str]) -> Iterator[_Passage | None]:
    """The place of each of some words, which stand on the page in this order as far as they can be told apart.

    None for words that are not there as text.
    """
    with closing(page.get_textpage()) as text:
        # Places in this are numbers of characters of the page: what is no letter has its own place as well.
        count = text.count_chars()
        letters = "".join(chr(pdfium.FPDFText_GetUnicode(text, at) or 32) for at in range(count))
        finder = Finder(letters)
        for one in words:
            found, whole = finder.find(one), True
            if found is None:
                found, whole = finder.beginning(one), False
            lines = _lines(text, *found) if found is not None else []
            yield _Passage(lines, whole) if lines else None


def _lines(text: pypdfium2.PdfTextPage, first: int, last: int) -> list[Rect]:
    """A rectangle for each line of some characters."""
    count = pdfium.FPDFText_CountRects(text, first, last - first + 1)
    found = []
    for number in range(count):
        sides = [ctypes.c_double() for _ in range(4)]
        if pdfium.FPDFText_GetRect(text, number, *(ctypes.byref(side) for side in sides)):
            left, top, right, bottom = (side.value for side in sides)
            found.append((left, bottom, right, top))
    return found
