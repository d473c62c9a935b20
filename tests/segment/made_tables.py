"""Documents with one table, made from rows of texts, and the data points that are read of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from claimcheck.api import load_rulepack
from claimcheck.model.document import Block, Cell, Document, Mark, Piece, Table
from claimcheck.model.table import DataPoint
from claimcheck.segment.tables import TableReader

Rows = Sequence[Sequence[str]]
Span = tuple[int, int]


@cache
def reader() -> TableReader:
    """The reader of the English words."""
    lexicon = load_rulepack().lexicons["en"]
    return TableReader(lexicon.facts, lexicon.tables)


def cut(text: str) -> list[list[str]]:
    """Rows from a drawing: a line a row, cells parted by bars."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").splitlines()]


def document_of(
    rows: Rows,
    *,
    header_rows: int = 1,
    header_columns: int = 1,
    caption: str | None = None,
    section: tuple[str, ...] = (),
    spans: Mapping[tuple[int, int], Span] | None = None,
    marks: Mapping[tuple[int, int], str] | None = None,
    header_of: int | None = None,
) -> Document:
    """A document with the table; ``spans`` and ``marks`` are by row and column, a mark means the last block."""
    blocks: list[Block] = []
    cells: list[Cell] = []
    source = ""
    note = len(rows) + (caption is not None)
    if caption is not None:
        blocks.append(Block("caption", caption, (Piece(0, 0, len(caption)),), section=section))
        source = f"{caption}\n"
    for row, texts in enumerate(rows):
        text, found = "", []
        for column, cell in enumerate(texts):
            if not cell:
                continue
            text += " | " if text else ""
            high, wide = (spans or {}).get((row, column), (1, 1))
            cells.append(Cell(row, column, len(blocks), len(text), len(text) + len(cell), high, wide))
            text += cell
            if (row, column) in (marks or {}):
                found.append(Mark(len(text), (marks or {})[row, column], note))
        piece = Piece(0, len(source), len(text))
        blocks.append(Block("table", text, (piece,), section=section, marks=tuple(found)))
        source += f"{text}\n"
    if marks:
        blocks.append(Block("footnote", "As restated.", (Piece(0, len(source), 12),), label="1"))
        source += "As restated.\n"
    table = Table(
        cells=tuple(cells),
        rows=len(rows),
        columns=max(map(len, rows), default=0),
        header_rows=header_rows,
        header_columns=header_columns,
        caption=0 if caption is not None else None,
        header_of=header_of,
    )
    return Document("made.md", "markdown", "", source, tuple(blocks), tables=(table,))


def points(drawing: str | Rows, **settings: object) -> list[DataPoint]:
    """The data points of a drawn table."""
    rows = cut(drawing) if isinstance(drawing, str) else drawing
    return list(reader().read(document_of(rows, **settings)))  # type: ignore[arg-type]


def told(point: DataPoint) -> str:
    """A data point on one line: row path, column path, value with unit, year and role."""
    amount, unit = point.amount, point.unit
    if amount.state != "value":
        value = amount.state
    else:
        value = f"{amount.value:.10g}" + (f"..{amount.high:.10g}" if amount.high is not None else "")
        value = f"{amount.bound} {value}" if amount.bound else value
    parts = [" > ".join(point.row_path), " > ".join(point.column_path), value]
    parts.append((unit.id or unit.kind) if unit else "-")
    year = "-"
    if point.period:
        year = str(point.period.year) + (f"/{point.period.end_year}" if point.period.end_year else "")
    parts.append(year)
    if point.role:
        parts.append(f"{point.role} {point.against}" if point.against else point.role)
    return " | ".join(parts)
