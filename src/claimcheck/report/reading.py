"""From a document and its structure to the record of what was read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from claimcheck.model.document import Block, Cell, Document, Mark
from claimcheck.model.reading import (
    BlockOut,
    CellOut,
    DataPointOut,
    MarkOut,
    PageOut,
    ReadDocument,
    TableOut,
    TagOut,
)
from claimcheck.model.table import DataPoint
from claimcheck.report.problems import problem_out
from claimcheck.text.line_index import line_starts
from claimcheck.text.structure import Structure


def read_out(document: Document, structure: Structure, language: str | None) -> ReadDocument:
    """The record of one document; data points and kinds of sections are worked out here."""
    lines = _Lines(document)
    points: dict[int, list[DataPoint]] = {}
    for point in structure.data_points:
        points.setdefault(point.table, []).append(point)
    return ReadDocument(
        path=document.path,
        format=document.format,
        sha256=document.sha256,
        title=document.title,
        language=language,
        status=document.status,
        problems=[problem_out(problem) for problem in document.problems],
        pages=[
            PageOut(number=page.number, label=page.label, status=page.status, start=page.start, end=page.end)
            for page in document.pages
        ],
        blocks=[
            _block_out(number, block, structure.section_kind(number), lines)
            for number, block in enumerate(document.blocks)
        ],
        tables=[
            _table_out(document, number, points.get(number, [])) for number in range(len(document.tables))
        ],
        tags=[
            TagOut(
                start=tag.start,
                end=tag.end,
                concept=tag.concept,
                begins=tag.begins,
                ends=tag.ends,
                value=tag.value,
                unit=tag.unit,
                text=tag.text,
            )
            for tag in document.tags
        ],
    )


class _Lines:
    """Finds lines and columns; those of a paged document are counted within the page."""

    def __init__(self, document: Document) -> None:
        self._starts = line_starts(document.source)
        self._pages = [(page.start, bisect_right(self._starts, page.start)) for page in document.pages]
        self._page_starts = [start for start, _ in self._pages]

    def at(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of an offset in the source."""
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + 1
        if not self._pages:
            return line, column
        opening, first = self._pages[max(bisect_right(self._page_starts, offset) - 1, 0)]
        if line == first:
            column = offset - opening + 1
        return max(line - first + 1, 1), column


def _block_out(number: int, block: Block, kind: str | None, lines: _Lines) -> BlockOut:
    first, last = (block.pieces[0], block.pieces[-1]) if block.pieces else (None, None)
    start = first.source if first else 0
    line, column = lines.at(start)
    return BlockOut(
        number=number,
        kind=block.kind,
        level=block.level,
        page=block.page,
        line=line,
        column=column,
        start=start,
        end=last.source + last.length if last else start,
        bbox=block.box[:4] if block.box else None,
        section=block.section,
        section_kind=kind,
        running=block.running,
        ocr=block.recognised,
        label=block.label,
        marks=_marks_out(block.marks),
        text=block.text,
    )


def _marks_out(marks: Sequence[Mark]) -> list[MarkOut]:
    return [MarkOut(at=mark.at, label=mark.label, note=mark.note) for mark in marks]


def _table_out(document: Document, number: int, points: Sequence[DataPoint]) -> TableOut:
    table = document.tables[number]
    return TableOut(
        number=number,
        page=table.page,
        caption=table.caption,
        rows=table.rows,
        columns=table.columns,
        header_rows=table.header_rows,
        header_columns=table.header_columns,
        header_of=table.header_of,
        cells=[_cell_out(cell, document.blocks) for cell in table.cells],
        data_points=[_point_out(point) for point in points],
    )


def _cell_out(cell: Cell, blocks: Sequence[Block]) -> CellOut:
    return CellOut(
        row=cell.row,
        column=cell.column,
        rows=cell.rows,
        columns=cell.columns,
        block=cell.block,
        start=cell.start,
        end=cell.end,
        text=blocks[cell.block].text[cell.start : cell.end],
    )


def _point_out(point: DataPoint) -> DataPointOut:
    unit, period = point.unit, point.period
    return DataPointOut(
        cell=point.cell,
        text=point.text,
        row_path=point.row_path,
        column_path=point.column_path,
        state=point.amount.state,
        value=point.amount.value,
        high=point.amount.high,
        bound=point.amount.bound,
        unit=unit.id if unit else None,
        unit_class=unit.unit_class if unit else None,
        scale=unit.scale if unit else 1.0,
        unit_from=unit.origin if unit else None,
        period=period.text if period else None,
        year=period.year if period else None,
        end_year=period.end_year if period else None,
        period_from=period.origin if period else None,
        role=point.role,
        against=point.against,
        marks=_marks_out(point.marks),
        notes=point.notes,
        supports=point.supports,
    )
