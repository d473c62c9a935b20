"""From a document and its structure to the record of what was read."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.model import reading as wire
from claimcheck.model.document import Block, Document
from claimcheck.model.report import ProblemOut
from claimcheck.model.table import DataPoint
from claimcheck.report.places import Lines
from claimcheck.text.passages import Structure


def read_out(document: Document, structure: Structure, language: str | None) -> wire.ReadDocument:
    """The record of one document; data points and kinds of sections are worked out here."""
    lines = Lines(document)
    points: dict[int, list[DataPoint]] = {}
    for point in structure.data_points:
        points.setdefault(point.table, []).append(point)
    return wire.ReadDocument.like(
        document,
        language=language,
        problems=list(map(ProblemOut.like, document.problems)),
        pages=list(map(wire.PageOut.like, document.pages)),
        blocks=[
            _block_out(number, block, structure.section_kind(number), lines)
            for number, block in enumerate(document.blocks)
        ],
        tables=[_table_out(document, at, points.get(at, [])) for at in range(len(document.tables))],
        tags=list(map(wire.TagOut.like, document.tags)),
    )


def _block_out(number: int, block: Block, kind: str | None, lines: Lines) -> wire.BlockOut:
    first, last = (block.pieces[0], block.pieces[-1]) if block.pieces else (None, None)
    start = first.source if first else 0
    _, line, column = lines.at(start)
    return wire.BlockOut.like(
        block,
        number=number,
        line=line,
        column=column,
        start=start,
        end=last.source + last.length if last else start,
        bbox=block.box[:4] if block.box else None,
        section_kind=kind,
        ocr=block.recognised,
        marks=list(map(wire.MarkOut.like, block.marks)),
    )


def _table_out(document: Document, number: int, points: Sequence[DataPoint]) -> wire.TableOut:
    table, blocks = document.tables[number], document.blocks
    cells = [wire.CellOut.like(cell, text=blocks[cell.block].text[cell.start : cell.end]) for cell in table.cells]
    return wire.TableOut.like(table, number=number, cells=cells, data_points=list(map(_point_out, points)))


def _point_out(point: DataPoint) -> wire.DataPointOut:
    amount, unit, period = point.amount, point.unit, point.period
    return wire.DataPointOut.like(
        point,
        state=amount.state,
        value=amount.value,
        high=amount.high,
        bound=amount.bound,
        unit=unit.id if unit else None,
        unit_class=unit.unit_class if unit else None,
        scale=unit.scale if unit else 1.0,
        unit_from=unit.origin if unit else None,
        period=period.text if period else None,
        year=period.year if period else None,
        end_year=period.end_year if period else None,
        period_from=period.origin if period else None,
        marks=list(map(wire.MarkOut.like, point.marks)),
    )
