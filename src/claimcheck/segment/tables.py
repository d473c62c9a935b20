"""From the grids of a document to data points: each value with its labels, its unit, its year and its notes.

Nothing is guessed. A value without a header gets no path, one whose sign is open no number, and what the headers do
not say stays unsaid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

from claimcheck.model.document import Document, Mark, Table
from claimcheck.model.passage import AHEAD
from claimcheck.model.table import DataPoint, Origin, TaggedFigure
from claimcheck.rulepack.pack import Lexicon
from claimcheck.segment.cell_values import (
    CellReader,
    CellValue,
    decimal_of_column,
    decimal_of_shares,
    decimal_sign,
    unit_of,
    unit_places,
)
from claimcheck.segment.columns import Columns
from claimcheck.segment.headers import Grid, Headers, RowLabels, grouped
from claimcheck.segment.headers import around as labels_around
from claimcheck.segment.labels import Label, LabelReader
from claimcheck.segment.points import (
    amount_of,
    behind_year,
    closings,
    is_clear,
    own_period,
    period_of,
    role_of,
    told_apart,
)
from claimcheck.segment.reckoning import Reckoned
from claimcheck.segment.row_sections import RowSections, heads, steps
from claimcheck.segment.section_kinds import HeadingReader, section_kinds
from claimcheck.segment.tagged import by_block, period_of_tag, printed_unit, tagged_figures, within
from claimcheck.segment.unit_words import LabelUnit
from claimcheck.text.compounds import Compounds
from claimcheck.text.facts import FactGrammar
from claimcheck.text.passages import Structure
from claimcheck.text.structure_words import TableWords

if TYPE_CHECKING:
    from claimcheck.rulepack.file_shapes import SectionKindShape


class StructureReader:
    """Built once for a language; holds no state of a document."""

    def __init__(self, lexicon: Lexicon, kinds: Iterable[SectionKindShape]) -> None:
        kinds = list(kinds)
        yielding = {kind.id for kind in kinds if kind.yields}
        self._headings = {kind: words for kind, words in lexicon.headings.items() if kind not in yielding}
        self._yielding = {kind: words for kind, words in lexicon.headings.items() if kind in yielding}
        self._tables = TableReader(lexicon.facts, lexicon.tables)
        self._page_bound = frozenset(kind.id for kind in kinds if kind.extent == "page")
        # The numbers of contents and indexes are pages and codes, but for answers ("11,228 GJ").
        self._pointing = frozenset(kind.id for kind in kinds if kind.set_aside == "mention")
        self._answering = frozenset(kind.id for kind in kinds if kind.only == "fragments")

    def read(self, document: Document) -> Structure:
        """The structure of a document; nothing is worked out yet.

        Tables in sections that only point elsewhere, such as a content index, have no data points, unless the
        figures of an index are printed with a unit or stand under several years.
        """
        return Structure(
            sections=lambda: section_kinds(
                document, HeadingReader(self._headings), self._page_bound, HeadingReader(self._yielding)
            ),
            tables=lambda kind_of: self._counted(self._tables.read(document), kind_of),
            tags=lambda: self._tables.tagged(document),
        )

    def _counted(self, points: Sequence[DataPoint], kind_of: Callable[[int], str | None]) -> tuple[DataPoint, ...]:
        years: dict[int, set[str]] = {}
        for point in points:
            if point.period is not None and point.period.text in point.column_path:
                years.setdefault(point.table, set()).add(point.period.text)
        found = []
        for point in points:
            kind, unit = kind_of(point.block), point.unit
            # One year may be that of the report whose pages are told.
            answer = (unit is not None and unit.origin == "cell") or len(years.get(point.table, ())) > 1
            if kind not in self._pointing or (kind in self._answering and answer):
                found.append(point)
        return tuple(found)


class TableReader(Struct, frozen=True):
    """Reads the tables of documents of one language; holds no state of a document."""

    facts: FactGrammar
    words: TableWords

    def read(self, document: Document) -> tuple[DataPoint, ...]:
        """The data points of all tables, in order of table and cell. Time is linear in the cells."""
        if not document.tables:
            return ()
        compounds = Compounds([block.text for block in document.blocks])
        grids = [Grid(document, number, compounds) for number in range(len(document.tables))]
        plain = chain.from_iterable(grid.plain.values() for grid in grids)
        decimal = decimal_sign(plain, "") or decimal_of_shares(document, self.facts.decimal)
        labels = LabelReader(self.facts, self.words)
        cells = CellReader(self.facts.index, self.words)
        tagged = by_block(tagged_figures(document, labels))
        held = {cell.block for table in document.tables for cell in table.cells}
        points: list[DataPoint] = []
        for number, grid in enumerate(grids):
            own = decimal_sign(grid.body_texts(), decimal)
            points.extend(_TableRun(grids, number, held, labels, cells, self.words, own, tagged).points())
        return tuple(points)

    def tagged(self, document: Document) -> tuple[TaggedFigure, ...]:
        """The figures of a document that have tags, in order of block and place."""
        if not document.tags:
            return ()
        return tagged_figures(document, LabelReader(self.facts, self.words))


class _TableRun:
    """Reads one table from top to bottom."""

    def __init__(
        self,
        grids: Sequence[Grid],
        number: int,
        held: Set[int],
        labels: LabelReader,
        cells: CellReader,
        words: TableWords,
        decimal: str,
        tagged: Mapping[int, list[TaggedFigure]],
    ) -> None:
        self.tagged = tagged
        self.number = number
        self.grid = grids[number]
        self.table: Table = self.grid.table
        self.labels = labels
        body = [index for index in self.grid.cells if self.table.cells[index].row >= self.table.header_rows]
        columns = grouped(body, lambda index: self.table.cells[index].column).items()
        signs = {
            column: decimal_of_column([self.grid.plain[index] for index in run], decimal) for column, run in columns
        }
        self.headers = Headers(grids, number, labels)
        bases = {column for column, _ in columns if any(label.role == "base" for label in self.headers.labels(column))}
        self.values = {
            index: cells.read(behind_year(plain) if column in bases else plain, signs[column])
            for column, run in columns
            for index, plain in ((index, self.grid.plain[index]) for index in run)
        }
        self.columns = Columns(
            self.table,
            {column: [(self.grid.plain[index], self.values[index]) for index in run] for column, run in columns},
            {column: [label.text for label in self.headers.labels(column)] for column, _ in columns},
            labels,
            words,
        )
        self.sections = RowSections(words)
        self.stated: str | None = None
        self.stated_until = 0
        self.body = body
        self.twins = self._twins()
        first = {self.table.cells[index].row: index for index in reversed(body)}
        labelled = (first[row] for row in sorted(first))
        self.steps = steps((self.grid.plain[index], self._left([index])) for index in labelled)
        self.heads = {} if self.steps or self.columns.label_width != 1 else heads(self._labelled(first), words.totals)
        self.around = self._around(held)
        self.reckoned = self._reckoned(first)
        named = ((row, self.grid.plain[index]) for row, index in first.items() if self.values[index] is None)
        self.closings = closings(sorted((row, labels.read(text)) for row, text in named))

    def _around(self, held: Set[int]) -> list[tuple[Origin, Label]]:
        """What is said around the table, without units that are plainly not those of its bare figures.

        Over rows called "18-25" and ">55" the corner says what these are ("Age (years)"). A table that prints some
        shares as "20%" has others beside them, though its caption begins with "Percentage".
        """
        names = [self.values[index] for index in self.body if self.grid.cell(index).column == 0]
        classes = sum(1 for name in names if name and not name.no_value and not name.is_year)
        corner = self.headers.corner(self.columns.label_width) if 2 * classes <= len(names) else ()
        found = labels_around(self.grid.document, self.number, held, corner, self.labels)
        if not any(value and value.measure and value.measure.unit == "%" for value in self.values.values()):
            return found
        return [
            (origin, label._replace(unit=None) if label.unit and label.unit.kind == "share" else label)
            for origin, label in found
        ]

    def _twins(self) -> dict[int, tuple[str, ...]]:
        """What stands before the figures of rows of one label, behind their units, and tells them from each other."""
        width, named = self.columns.label_width, self.columns.names_rows
        figures = (self.grid.cell(at).column for at, value in self.values.items() if value and not value.no_value)
        edge = min((column for column in figures if column >= width), default=0)
        found: dict[tuple[str, ...], dict[int, str]] = {}
        between = [column for column in range(width, edge) if named(column)]
        if not between:
            return {}
        rows = grouped(self.body, lambda index: self.grid.cell(index).row)
        texts = {row: {self.grid.cell(at).column: self.grid.plain[at] for at in cells} for row, cells in rows.items()}
        for row, cells in texts.items():
            label = tuple(text for column, text in cells.items() if column < width)
            found.setdefault(label, {})[row] = " ".join(filter(None, map(cells.get, between)))
        return {
            row: (text,)
            for told in found.values()
            if 1 < len(told) == len({*told.values()} - {""})
            for row, text in told.items()
        }

    def _labelled(self, first: Mapping[int, int]) -> Iterator[tuple[int, str | None]]:
        """The rows with the labels of those that have figures; ``first`` is the first cell of each row."""
        told = {self.grid.cell(at).row for at, value in self.values.items() if value and self.grid.cell(at).column}
        for row, index in sorted(first.items()):
            yield row, self.grid.plain[index] if row in told and not self.grid.cell(index).column else None

    def _reckoned(self, first: Mapping[int, int]) -> Reckoned:
        """What the arithmetic of the figures tells; ``first`` is the first cell of each row."""
        figures: dict[int, dict[int, CellValue]] = {}
        for index, value in self.values.items():
            cell = self.table.cells[index]
            if value is not None and not value.no_value and self.columns.holds_values(cell.column, value):
                figures.setdefault(cell.column, {})[cell.row] = value
        told = {row for column in figures.values() for row in column}
        return Reckoned(
            figures,
            {column: self.headers.labels(column) for column in figures},
            {row: self.labels.read(self.grid.plain[first[row]]).unit for row in sorted(told)},
        )

    def points(self) -> Iterator[DataPoint]:
        """The data points, row by row."""
        beside = RowLabels(self.columns.label_width)
        for row, cells in grouped(self.body, lambda index: self.table.cells[index].row).items():
            own = beside.enter(row, cells, self.table)
            rest = [index for index in cells if self.table.cells[index].column >= self.columns.label_width]
            if self._is_header_again(own, rest):
                self.headers.replace(rest)
                continue
            texts = (*self._row_labels(own), *self.twins.get(row, ()))
            edge = self._left(own) if self.steps else None
            left = None if edge is None else self.steps.get(round(edge), edge)
            if not rest or self._announces(texts, rest):
                self.sections.open(texts, left)
                continue
            is_part = self.sections.is_part(texts)
            path = self.sections.path(texts, left)
            path = (*path[:-1], *self.heads.get(row, ()), *path[-1:])
            self._state_unit(row, (*own, *rest), is_part=is_part)
            yield from told_apart([*self._of_row(rest, path, own)])

    def _announces(self, texts: Sequence[str], rest: Sequence[int]) -> bool:
        """Whether a row only announces those below it: its label ends with a colon, its cells with no figure."""
        if not texts or not texts[-1].endswith(":"):
            return False
        values = (self.values.get(index) for index in rest)
        return all(value is not None and value.no_value for value in values)

    def _left(self, own: Sequence[int]) -> float | None:
        """The left edge of a row's label, where its block begins with it and has a box.

        Signs of Chinese fonts may be drawn half a sign before where they are set: what begins with one tells no edge.
        """
        cell = self.table.cells[own[0]] if own else None
        if cell is None or cell.start > 0 or self.grid.plain[own[0]][:1] >= _FIRST_CJK:
            return None
        box = self.grid.blocks[cell.block].box
        return box.left if box else None

    def _state_unit(self, row: int, cells: Sequence[int], *, is_part: bool) -> None:
        """Take what the unit column says of a row; it may span rows, and a part has the unit of its whole."""
        for index in cells:
            cell = self.table.cells[index]
            if cell.column in self.columns.unit_columns:
                self.stated, self.stated_until = self.grid.plain[index], row + cell.rows
                return
        if row >= self.stated_until and not is_part:
            self.stated = None

    def _row_labels(self, own: Sequence[int]) -> tuple[str, ...]:
        """The texts of the label cells of a row; units, numbers of rows and codes only where there is nothing else."""
        plain = self.grid.plain
        named = [index for index in own if plain[index]]
        telling = [index for index in named if self.columns.names_rows(self.table.cells[index].column)]
        return tuple(plain[index] for index in telling or named)

    def _is_header_again(self, own: Sequence[int], rest: Sequence[int]) -> bool:
        """Whether a row below the header is a header too: nothing but periods, at least two of them.

        With a period for its label as well, it is the axis of a chart.
        """
        axis = any((period := self.labels.period(self.grid.plain[index])) and period.is_all for index in own)
        if axis or len(rest) < _LEAST_PERIODS:
            return False
        periods = []
        for index in rest:
            period = self.labels.period(self.grid.plain[index])
            if period is None or not (period.is_all or period.role):
                return False
            periods.append(self.grid.plain[index])
        return len(set(periods)) == len(periods)

    def _of_row(self, rest: Sequence[int], path: tuple[str, ...], own: Sequence[int]) -> Iterator[DataPoint]:
        rows = [self.labels.read(text) for text in path]
        stated = self.labels.units.stated(self.stated) if self.stated else None
        row_marks = [mark for index in own for mark in self.grid.marks(index)]
        # Beside a target, what has a header of its own is neither that target nor of the year it is due.
        head = self.headers.labels(self.table.cells[own[-1]].column) if own and rows else ()
        bare = [*rows[:-1], rows[-1]._replace(period=None, role=None)] if any(map(_is_aim, head)) else rows
        for index in rest:
            value = self.values.get(index)
            cell = self.table.cells[index]
            if value is None or not self.columns.holds_values(cell.column, value, stated=stated is not None):
                continue
            aims = any(map(_is_aim, self.headers.of_cell(cell)))
            yield self._point(index, value, path, rows if aims else bare, stated, row_marks)

    def _point(
        self,
        index: int,
        value: CellValue,
        path: tuple[str, ...],
        rows: Sequence[Label],
        stated: LabelUnit | None,
        row_marks: Sequence[Mark],
    ) -> DataPoint:
        cell = self.table.cells[index]
        over = self.headers.of_cell(cell)
        role = role_of(over, rows) or ("change" if self.reckoned.is_change(cell.column) else None)
        reckoned = self.reckoned.unit(cell.column, cell.row)
        is_change = role == "change" and not self.reckoned.is_amount(cell.column)
        places = unit_places(value, rows, stated, over, reckoned, self.around, is_change=is_change)
        unit = unit_of(list(places))
        differs = role == "change" and not is_change
        if differs and unit is not None and unit.id == "%" and unit.origin != "cell":
            unit = unit._replace(id="pp")  # what parts two shares
        around = self.around
        if self.closings:
            around = [("row", label) for label in (self.closings.get(cell.row),) if label is not None]
        period, against = period_of(over, rows, around, role)
        period = own_period(self.grid.plain[index], role) or period
        place = within(self.tagged, cell.block, cell.start, cell.end) if self.tagged else None
        if place is not None and role is None:
            unit = unit or printed_unit(place, value)
            period = period or period_of_tag(place.tag)
        marks = self.grid.marks(index)
        noted = [mark.note for mark in (*marks, *row_marks, *self.headers.marks(cell.column))]
        return DataPoint(
            table=self.number,
            cell=index,
            block=cell.block,
            start=cell.start,
            end=cell.end,
            text=self.grid.text(index),
            row_path=path,
            column_path=tuple(label.text for label in over),
            amount=amount_of(value, unit, role),
            unit=unit,
            period=period,
            role=role,
            against=against,
            marks=marks,
            notes=tuple(dict.fromkeys(note for note in noted if note is not None)),
            clear=cell.sure and is_clear(over, role) and not self.grid.blocks[cell.block].recognised,
        )


def _is_aim(label: Label) -> bool:
    return label.role in AHEAD


_FIRST_CJK = "\u2e80"
_LEAST_PERIODS = 2
