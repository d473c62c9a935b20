"""Units that only the arithmetic of a table tells: what changes are measured in, and what parts of a sum are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from claimcheck.segment.cell_values import CellValue
from claimcheck.segment.labels import Label
from claimcheck.segment.points import role_of
from claimcheck.segment.unit_words import SHARE, LabelUnit

MOST_COLUMNS = 12
"""Columns of figures of a table that are reckoned with."""
MOST_PARTS = 20
"""Rows that may add up to another one."""
_MOST_FIT = 0.8
_SLACK = 1.01

Column = Mapping[int, CellValue]


class Reckoned:
    """What the figures of one table tell of their units.

    ``columns`` are the figures by row, ``over`` the labels over each column, ``rows`` the units that rows name.
    """

    def __init__(
        self, columns: Mapping[int, Column], over: Mapping[int, Sequence[Label]], rows: Mapping[int, LabelUnit | None]
    ) -> None:
        moving = [at for at in columns if role_of(over[at], ()) == "change"]
        levels = [columns[at] for at in columns if at not in moving]
        bare = [at for at in columns if not any(label.unit for label in over[at])]
        self._moves = {at: changes_of(columns[at], levels) for at in moving if at in bare}
        # Of two columns of changes, one in percent, the other shows amounts.
        shares = any(_are_shares(columns[at], over[at]) for at in moving)
        self._moves |= {at: "amount" for at, kind in self._moves.items() if shares and kind is None}
        dated = {at: period for at in columns if at not in moving and (period := _period(over[at])) is not None}
        self._changes = {
            at
            for at in columns
            if at not in dated and at not in moving and _are_changes(columns[at], over[at], columns, dated)
        }
        self._money = {at: unit for at in bare if (unit := money_of(columns[at])) is not None}
        self._parts = dict(parts_of(rows, levels))

    def unit(self, column: int, row: int) -> LabelUnit | None:
        """The unit of a figure that has none of its own; None where nothing tells it."""
        if column in self._moves:
            return SHARE if self._moves[column] == "share" else None
        return self._money.get(column) or self._parts.get(row)

    def is_change(self, column: int) -> bool:
        """Whether the percentages of a column are what parts the figures of two years beside it."""
        return column in self._changes

    def is_amount(self, column: int) -> bool:
        """Whether the changes of a column are differences of figures beside them."""
        return self._moves.get(column) == "amount"


def _are_shares(column: Column, over: Sequence[Label]) -> bool:
    named = any(label.unit is not None and label.unit.kind == "share" for label in over)
    return named or any(one.measure is not None and one.measure.kind == "share" for one in column.values())


def _period(over: Sequence[Label]) -> str | None:
    """The time that stands over a column; None for none, or for a year set against another ("2025/2024")."""
    periods = [label.period for label in over if label.period is not None]
    return periods[-1].text if periods and all(period.against is None for period in periods) else None


def _are_changes(
    column: Column, over: Sequence[Label], columns: Mapping[int, Column], dated: Mapping[int, str]
) -> bool:
    """Whether the arithmetic tells that percentages are changes between two years, in whatever words ("Var.", "∆")."""
    if len(set(dated.values())) < 2 or not _are_shares(column, over):
        return False
    shares = {row: one for row, one in column.items() if one.measure is None or one.measure.unit == "%"}
    points = {row: one for row, one in column.items() if one.measure and one.measure.unit == "pp"}
    levels = [columns[at] for at in dated]
    told = [changes_of(own, levels) == kind for own, kind in ((shares, "share"), (points, "amount")) if own]
    return len(shares) + len(points) > 1 and all(told)


def money_of(column: Column) -> LabelUnit | None:
    """The currency of a column whose first and last figure alone have its sign, as in accounts."""
    figures = [column[row] for row in sorted(column)]
    codes = {figure.measure and (figure.measure.kind, figure.measure.unit) for figure in figures}
    first, last = (figures[0].measure, figures[-1].measure) if figures else (None, None)
    if first is None or last is None or first.kind != "money" or len(codes) != 2 or None not in codes:
        return None
    return LabelUnit(first.unit, None, "money", 1.0)


def changes_of(change: Column, levels: Sequence[Column]) -> str | None:
    """Whether bare changes are differences of two other columns ("amount"), or percentages of one ("share")."""
    best: tuple[int, str] | None = None
    for one, other in permutations(levels[:MOST_COLUMNS], 2):
        rows = [row for row in change if row in one and row in other and change[row].value]
        for kind in ("amount", "share"):
            fitting = sum(1 for row in rows if _fits(kind, change[row], one[row], other[row]))
            if fitting and fitting >= _MOST_FIT * len(rows) and (best is None or fitting > best[0]):
                best = fitting, kind
    return best[1] if best and best[0] > min(1, len(change) - 1) else None


def _fits(kind: str, change: CellValue, now: CellValue, before: CellValue) -> bool:
    moved, told = abs(_signed(now) - _signed(before)), abs(change.value)
    if kind == "amount":
        return abs(moved - told) <= _SLACK * max(map(_step, (change.value, now.value, before.value)))
    return bool(before.value) and abs(abs(100 * moved / before.value) - told) <= _SLACK * _step(change.value)


def parts_of(units: Mapping[int, LabelUnit | None], columns: Sequence[Column]) -> Iterator[tuple[int, LabelUnit]]:
    """The rows without a unit that add up to the row above or below them that has one, with its unit."""
    rows = list(units)
    for at, row in enumerate(rows):
        unit = units[row]
        if unit is None or unit.kind == "share":
            continue
        for side in (rows[at + 1 : at + 1 + MOST_PARTS], rows[max(0, at - MOST_PARTS) : at][::-1]):
            bare: list[int] = []
            for part in side:
                if units[part] is not None:
                    break
                bare.append(part)
                if _add_up(row, bare, columns):
                    yield from ((each, unit) for each in bare)
                    break


def _add_up(total: int, parts: Sequence[int], columns: Sequence[Column]) -> bool:
    told = [column for column in columns if total in column and column[total].value]
    if not told or (len(parts) == 1 and len(told) == 1):
        return False
    for column in told:
        values = [_signed(column[part]) for part in parts if part in column]
        step = max(map(_step, (column[total].value, *values)))
        if not values or abs(sum(values) - _signed(column[total])) > _SLACK * step * (len(values) > 1):
            return False
    return True


def _signed(figure: CellValue) -> float:
    return -figure.value if figure.bracketed else figure.value


def _step(value: float) -> float:
    """One in the last place in which a number is written, as far as it shows."""
    _, point, places = f"{value:.10g}".partition(".")
    return 10.0 ** -len(places) if point else 1.0
