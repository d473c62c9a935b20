"""What a value cell of a table says, once its headers, units and years are known."""

from __future__ import annotations

from typing import Literal, NamedTuple

from claimcheck.model.document import Mark, Tag

ReadingState = Literal["value", "no_value", "unclear"]
Bound = Literal["below", "above", "about"]
UnitKind = Literal["quantity", "share", "money", "count"]
Origin = Literal["cell", "row", "unit_column", "column", "corner", "caption", "section", "tag"]
PointRole = Literal["base", "target", "interim", "change"]


class Amount(NamedTuple):
    """The number of a cell as read.

    ``state`` is ``no_value`` where the cell says that there is none ("n/a", a dash): that is never zero; and
    ``unclear`` where it has a number whose sign cannot be told ("(12)" in a table of no money). ``value`` and
    ``high`` (the upper end of a range) are in the unit of the data point, its scale applied.
    """

    state: ReadingState
    value: float | None = None
    high: float | None = None
    bound: Bound | None = None


class CellUnit(NamedTuple):
    """The unit of a data point.

    ``id`` is one of ``units.yml``, a currency code, "%", "pp" (percentage points), the words of a unit that no list
    has ("tCO2e/FTE", "mSv"; without a class but for intensities), or None for a bare scale or count. ``scale`` is
    what the number of the cell was multiplied by; ``origin`` is where the unit, or else the scale, stands.
    """

    id: str | None
    unit_class: str | None
    kind: UnitKind
    scale: float
    origin: Origin


class CellPeriod(NamedTuple):
    """The time of a data point: the words for it, its year (or first and last year), and where they stand.

    ``part`` says that it is only a part of its year, such as a quarter.
    """

    text: str
    year: int
    end_year: int | None
    origin: Origin
    part: bool = False


class TaggedFigure(NamedTuple):
    """A figure that a tagged report tells machines too: where it is printed, and the tag with the unit that it means.

    ``start`` and ``end`` are offsets in the text of block ``block``. ``unit`` is None where its name is unknown; a pure
    number has "%" with the scale of a hundredth.
    """

    block: int
    start: int
    end: int
    tag: Tag
    unit: CellUnit | None


class DataPoint(NamedTuple):
    """One value cell of a table with all that the table says about it.

    ``table`` and ``cell`` are indices into ``Document.tables`` and its ``cells``; ``text`` stands at ``start`` to
    ``end`` in the text of block ``block``. ``row_path`` and ``column_path`` are labels from the outermost to the
    innermost. ``role`` is None for a plain figure; a ``change`` is measured from the year ``against``. ``marks`` are
    those of the cell, ``notes`` the indices of the footnote blocks of the cell, its row label and its column header.
    ``clear`` is False where the column header names two times for one figure, has nothing but figures, or does not
    tell it from another one of its row, where it was recognised in a picture (OCR), and where its cell is not sure.
    """

    table: int
    cell: int
    block: int
    start: int
    end: int
    text: str
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    amount: Amount
    unit: CellUnit | None
    period: CellPeriod | None
    role: PointRole | None
    against: int | None
    marks: tuple[Mark, ...]
    notes: tuple[int, ...]
    clear: bool

    @property
    def supports(self) -> bool:
        """Whether the figure can be evidence: it has a value, a row label and a column header that is clear."""
        return self.amount.state == "value" and bool(self.row_path) and bool(self.column_path) and self.clear
