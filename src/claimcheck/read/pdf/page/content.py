"""What a PDF page is made of: lines of text with a place, a size and a weight, and where that is on the page as shown.

Lengths are in points. Coordinates are turned upright: x grows along the line, y grows upwards across it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from claimcheck.model.document import Box, Way
from claimcheck.read.pdf.page.rules import Rules

_MAX_BAD_IN_LINE = 0.15
_HALF_TURN = 180
_DECIMALS = 1


class RaisedMark(NamedTuple):
    """A raised run of a line that points to one or more notes; without labels it is an exponent of ten.

    An ``unsure`` one may be an ordinal: its text stays unless a note is found.
    """

    start: int
    end: int
    labels: list[str]
    unsure: bool = False

    @property
    def lifted(self) -> bool:
        """Whether its characters are no text."""
        return bool(self.labels) and not self.unsure


class Gap(NamedTuple):
    """A wide blank from x ``left`` to ``right``: ``at`` is the offset behind it.

    ``width`` is in heights of the line.
    """

    at: int
    left: float
    right: float
    width: float


class Recognised(NamedTuple):
    """What stands from offset ``start`` of a page's text on was recognised in its picture, ``by`` which program.

    ``unsure``: it is not sure of many words.
    """

    start: int
    by: str
    unsure: bool


RoleKind = Literal["heading", "item", "caption"]


class Role(NamedTuple):
    """What a tagged PDF says that a run of its content is: the ``level`` counts for a heading.

    ``number`` tells one element of the page from another.
    """

    kind: RoleKind
    level: int
    number: int


class Picture(NamedTuple):
    """The place of an image or of a drawn area on the page, in the coordinates of the file."""

    left: float
    bottom: float
    right: float
    top: float


class Area(NamedTuple):
    """A rectangle of a page (left, bottom, right, top) that leads to ``url``."""

    url: str
    rect: tuple[float, float, float, float]


class Line(Struct):
    """A line of text, or a cell of one. ``start`` and ``end`` are offsets into the page's text.

    ``bold`` is None where the line has both weights. ``turn`` counts quarter turns to the left. ``marks`` are
    raised note marks; ``gaps`` are the blanks wider than those between words. ``errors`` counts the characters
    whose font does not say what they mean, ``private`` those of private use. ``bottom`` and ``top`` are those of
    its font. ``content`` is the number by which the structure of a tagged page calls it, -1 without one. ``colour``
    is its red, green and blue in one number, None where it has several. ``slanted``: it runs along a curve.
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
    bottom: float = 0.0
    top: float = 0.0
    content: int = -1
    colour: int | None = None
    slanted: bool = False

    def part(self, start: int, end: int, left: float, right: float) -> Line:
        """What stands from ``start`` to ``end``, between x ``left`` and ``right``, without blanks at its end."""
        text = self.text[start - self.start : end - self.start].rstrip()
        stop = start + len(text)
        marks = [mark for mark in self.marks if start <= mark.start < stop] if self.marks else []
        gaps = [gap for gap in self.gaps if start < gap.at < stop] if self.gaps else []
        return replace(self, start=start, end=stop, text=text, left=left, right=right, marks=marks, gaps=gaps)

    def cut(self, gaps: Sequence[Gap]) -> list[Line]:
        """The parts between ``gaps``."""
        if not gaps:
            return [self]
        starts = [(self.start, self.left), *((gap.at, gap.right) for gap in gaps)]
        ends = [*((gap.at, gap.left) for gap in gaps), (self.end, self.right)]
        spans = zip(starts, ends, strict=True)
        return [self.part(start, end, left, right) for (start, left), (end, right) in spans]

    @property
    def garbled(self) -> bool:
        """Whether too many of its characters do not mean what is seen."""
        bad = self.errors + self.private
        return bad > 1 and bad > _MAX_BAD_IN_LINE * len(self.text)


class PageText(Struct):
    """The text of a page with its lines in the order of the file.

    ``box`` is left, bottom, right and top of the page. ``cut``: the page has more characters than the limit.
    ``reliable`` is False if its text cannot be trusted even without its ``garbled`` lines; those are left out
    of ``lines``, and their text is in ``text`` only. ``opened``: somebody tried to read the page.
    ``hidden`` are the texts that nobody sees, and how they are hidden; they are not in ``text``. ``rotation`` is by
    how many degrees the page is shown turned to the right. ``roles`` are those of a tagged page, by the content of
    lines; ``areas`` lead to the web; ``label`` is the page number that the file prints, if it is not its place.
    ``lettered``: it shows text in pictures. ``recognised`` is where text begins that was recognised in its picture.
    ``rules`` are the straight lines drawn on it, ``shapes`` the areas drawn under or around its text.
    """

    text: str
    lines: list[Line]
    box: tuple[float, float, float, float]
    cut: bool = False
    reliable: bool = True
    garbled: int = 0
    opened: bool = True
    hidden: list[tuple[str, Way]] = field(default_factory=list)
    rotation: int = 0
    roles: dict[int, Role] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    drawing: Picture | None = None  # one of the pictures that looks like a chart
    shapes: list[Picture] = field(default_factory=list)
    label: str | None = None
    lettered: bool = False
    recognised: Recognised | None = None
    rules: Rules = field(default_factory=Rules)

    @property
    def area(self) -> float:
        """How large the page is."""
        left, bottom, right, top = self.box
        return (right - left) * (top - bottom)

    def edges(self, turn: int) -> tuple[float, float]:
        """The lower and the upper edge of the page in the upright coordinates of lines with ``turn``."""
        left, bottom, right, top = self.box
        return ((bottom, top), (-right, -left), (-top, -bottom), (left, right))[turn]


class Extent(NamedTuple):
    """The place of lines in their upright coordinates, in points, and their direction in quarter turns."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int


def extent(lines: Sequence[Line] | Sequence[Extent]) -> Extent:
    """The smallest box around ``lines`` or their places, which have one direction."""
    first = lines[0]
    if len(lines) == 1:
        return Extent(first.left, first.bottom, first.right, first.top, first.turn)
    left, bottom = min([line.left for line in lines]), min([line.bottom for line in lines])
    right, top = max([line.right for line in lines]), max([line.top for line in lines])
    return Extent(left, bottom, right, top, first.turn)


def on_page(x: float, y: float, turn: int) -> tuple[float, float]:
    """The coordinates that the file has for a point in the upright ones of a line with ``turn``."""
    return ((x, y), (-y, x), (-x, -y), (y, -x))[turn]


def upright(x: float, y: float, turn: int) -> tuple[float, float]:
    """The coordinates that a point of the file has in the upright ones of a line with ``turn``."""
    return on_page(x, y, -turn % 4)


def shown_box(place: Extent, page: PageText) -> Box:
    """``place`` on the page as it is shown, from its lower left corner, in tenths of points."""
    x1, y1 = _shown(*on_page(place.left, place.bottom, place.turn), page)
    x2, y2 = _shown(*on_page(place.right, place.top, place.turn), page)
    sides = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    return Box(*(round(side, _DECIMALS) for side in sides))


def _shown(x: float, y: float, page: PageText) -> tuple[float, float]:
    left, bottom, right, top = page.box
    if page.rotation == 0:
        return x - left, y - bottom
    if page.rotation == _HALF_TURN:
        return right - x, top - y
    return (y - bottom, right - x) if page.rotation < _HALF_TURN else (top - y, x - left)
