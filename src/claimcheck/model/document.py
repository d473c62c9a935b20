"""What reading hands over: a document of blocks, each mapped back to its source."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, NamedTuple

from msgspec import Struct

BlockKind = Literal["title", "heading", "paragraph", "list", "table", "footnote", "caption", "alt"]
Effect = Literal["note", "partial", "unreadable"]
Status = Literal["complete", "partial", "unreadable"]
PageStatus = Literal["read", "blank", "picture", "unread"]
Way = Literal[
    "switched off", "in the colour of its ground", "transparent", "too small to read", "outside of what is shown",
    "struck out", "behind something else", "kept from screen readers",
]  # fmt: skip
"""How a text is hidden."""


class Piece(Struct, frozen=True):
    """A run of block text that stands unchanged in the source.

    ``at`` is an offset into the block's text, ``source`` one into the document's source, both in code points.
    """

    at: int
    source: int
    length: int


class Box(NamedTuple):
    """Where something stands on its page, in points from the lower left corner of the page as it is shown."""

    left: float
    bottom: float
    right: float
    top: float


class Mark(Struct, frozen=True):
    """A footnote marker: it stands before offset ``at`` of the block's text and points to a note ``label``.

    ``note`` is the index in ``Document.blocks`` of the note that it means, None if there is none. Of a mark that a
    reader is not sure of, ``typed`` characters still stand in the text behind ``at``; a document has none of these.
    """

    at: int
    label: str
    note: int | None = None
    typed: int = 0


class Block(Struct, frozen=True):
    """A run of text that belongs together: no sentence crosses from one block into another.

    ``text`` is what a reader sees; a hard line wrap inside it is a single newline. ``pieces`` are in order and
    do not overlap; characters of ``text`` outside all pieces were made by the reader (a joining blank).
    ``label`` names a footnote block. ``running`` marks a repeated page header or footer, or navigation. ``box`` is
    known for paged formats. ``language`` is the code of the one that the source says it is in, where it is another
    than that of the document. What is ``muted`` some readers are not given: it may claim, but is no evidence. Of
    what is ``recognised`` in a picture (OCR) words count and figures do not: they may be others.
    """

    kind: BlockKind
    text: str
    pieces: tuple[Piece, ...]
    page: int | None = None
    level: int | None = None
    section: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    label: str | None = None
    running: bool = False
    box: Box | None = None
    language: str | None = None
    muted: bool = False
    recognised: bool = False


class Cell(Struct, frozen=True):
    """A cell of a table that is not empty: ``start`` and ``end`` are offsets into the text of block ``block``.

    It covers ``rows`` by ``columns`` places of the grid from ``row`` and ``column`` on, both counted from 0. It is not
    ``sure`` where two ways to read the page tell another row or year of it.
    """

    row: int
    column: int
    block: int
    start: int
    end: int
    rows: int = 1
    columns: int = 1
    sure: bool = True


class Table(Struct, frozen=True):
    """A grid over blocks of kind ``table``; its text stands in those blocks as well, row by row.

    ``cells`` are sorted by row and column. The first ``header_rows`` rows name the columns, the first
    ``header_columns`` columns name the rows. ``caption`` is the index of the block that names the table.
    ``header_of`` is the index in ``Document.tables`` of the table that this one continues: its column headers
    count here as well, column by column. ``cut`` says that rows, columns or cells of it are missing: what is there
    adds up to nothing.
    """

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    header_rows: int = 0
    header_columns: int = 0
    caption: int | None = None
    page: int | None = None
    header_of: int | None = None
    cut: bool = False


class Page(Struct, frozen=True):
    """A page of a paged format: its 1-based number, its run of the source, and how it was read.

    ``label`` is the number printed on it where the file tells another one, such as "iv", or the name of a sheet.
    """

    number: int
    start: int
    end: int
    status: PageStatus = "read"
    label: str | None = None


class Tag(NamedTuple):
    """What a tagged report (inline XBRL) tells machines about the text from ``start`` to ``end`` of its source.

    ``concept`` is its name in the taxonomy. A figure has a ``value`` with scale and sign applied, in ``unit`` as the
    file names it ("iso4217:EUR", "utr:MWh/utr:t"), which is right to within ``precision``; a text has its ``text``.
    ``context`` is whom, when and which part it is about, equal where all of that is. ``begins`` and ``ends`` are the
    days of its period; a figure as of a day has no beginning.
    """

    start: int
    end: int
    concept: str
    context: str
    begins: str | None
    ends: str | None
    value: float | None = None
    unit: str | None = None
    precision: float = 0.0
    text: str | None = None


class Spot(NamedTuple):
    """A name that the file has for its own places: from ``start`` of the source on stands the cell ``name`` ("C12")."""

    start: int
    name: str


class Link(NamedTuple):
    """A link to the web: the text of ``source`` from ``start`` to ``end`` leads there; a picture has no text."""

    url: str
    start: int
    end: int


class Unseen(NamedTuple):
    """Text of the input that nobody sees, or not everybody; ``place`` says where it stands."""

    text: str
    way: Way
    place: str


class Problem(Struct, frozen=True):
    """Something a reader of the result has to know: ``code`` is stable, ``place`` is free text."""

    code: str
    message: str
    effect: Effect
    place: str | None = None
    hint: str | None = None


def status_of(effects: Collection[Effect]) -> Status:
    """How whole a document is: the worst effect among its problems; notes take nothing away."""
    if "unreadable" in effects:
        return "unreadable"
    return "partial" if "partial" in effects else "complete"


class Document(Struct, frozen=True):
    """A read input. ``source`` is the decoded file (text, Markdown, HTML) or the extracted text (PDF, Office files).

    ``language`` is the code of the one that the file says it is in, such as ``de``. ``spots`` are sorted; a file that
    has no names for its places has none. ``tags`` stand in the order of the source. ``facts`` are answers to deciding
    facts that the file gives itself, pairs of name and answer.
    """

    path: str
    format: str
    sha256: str
    source: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()
    title: str | None = None
    tables: tuple[Table, ...] = ()
    links: tuple[Link, ...] = ()
    language: str | None = None
    spots: tuple[Spot, ...] = ()
    tags: tuple[Tag, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def status(self) -> Status:
        """The worst effect among the problems."""
        return status_of({problem.effect for problem in self.problems})
