"""What was read of a document as it is written to JSON, schema ``claimcheck-document/1``."""

from __future__ import annotations

from typing import Literal

from msgspec import field

from claimcheck.model.document import BlockKind, PageStatus, Status
from claimcheck.model.report import ProblemOut
from claimcheck.model.table import Bound, PointRole, ReadingState
from claimcheck.model.wire import Wire


class PageOut(Wire):
    """A page: its number, how it was read, and its run of the extracted text; ``label`` is the name of a sheet."""

    number: int
    label: str | None
    status: PageStatus
    start: int
    end: int


class MarkOut(Wire):
    """A note marker before offset ``at`` of the block's text; ``note`` is the number of the block that it means."""

    at: int
    label: str
    note: int | None


class BlockOut(Wire):
    """A block: 1-based page and line, half-open code-point offsets, and the headings that it stands under.

    ``ocr``: it was recognised in a picture.
    """

    number: int
    kind: BlockKind
    level: int | None
    page: int | None
    line: int
    column: int
    start: int
    end: int
    bbox: tuple[float, float, float, float] | None
    section: tuple[str, ...]
    section_kind: str | None
    running: bool
    ocr: bool
    label: str | None
    marks: list[MarkOut]
    text: str


class CellOut(Wire):
    """A cell that is not empty: its place in the grid from 0, what it covers, and the block that it stands in."""

    row: int
    column: int
    rows: int
    columns: int
    block: int
    start: int
    end: int
    text: str


class DataPointOut(Wire):
    """A value of a table with all that the table says about it.

    ``cell`` counts the cells of the table from 0. ``value`` and ``high`` are in ``unit``, ``scale`` applied; ``state``
    tells a cell that says it has no value from one whose sign is unclear. ``supports`` says that the value has a row
    label and a column header that names one time and not only figures, on which both readings of the page agree;
    without them it can be no evidence.
    """

    cell: int
    text: str
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    state: ReadingState
    value: float | None
    high: float | None
    bound: Bound | None
    unit: str | None
    unit_class: str | None
    scale: float
    unit_from: str | None
    period: str | None
    year: int | None
    end_year: int | None
    period_from: str | None
    role: PointRole | None
    against: int | None
    marks: list[MarkOut]
    notes: tuple[int, ...]
    supports: bool


class TableOut(Wire):
    """A table as a grid.

    ``caption`` is the number of the block that names it, ``header_of`` the number of the table that it continues.
    """

    number: int
    page: int | None
    caption: int | None
    rows: int
    columns: int
    header_rows: int
    header_columns: int
    header_of: int | None
    cells: list[CellOut]
    data_points: list[DataPointOut]


class TagOut(Wire):
    """What a tagged report (inline XBRL) tells machines about a run of its source: a figure or a text.

    ``unit`` is named as in the file; ``begins`` and ``ends`` are the days of the period.
    """

    start: int
    end: int
    concept: str
    begins: str | None
    ends: str | None
    value: float | None
    unit: str | None
    text: str | None


class ReadDocument(Wire):
    """One input as it was read; ``path`` and the rest are as in the report of an audit."""

    path: str
    format: str
    sha256: str
    title: str | None
    language: str | None
    status: Status
    problems: list[ProblemOut]
    pages: list[PageOut]
    blocks: list[BlockOut]
    tables: list[TableOut]
    tags: list[TagOut]


class ReadingOut(Wire, kw_only=True):
    """Everything that one call of ``claimcheck read`` has read."""

    schema_: Literal["claimcheck-document/1"] = field(default="claimcheck-document/1", name="schema")
    version: str
    problems: list[ProblemOut]
    documents: list[ReadDocument]
