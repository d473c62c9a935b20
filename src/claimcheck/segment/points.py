"""What the labels around a figure of a table make of it: its role, its time, and its amount in its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimcheck.model.passage import AHEAD
from claimcheck.model.table import Amount, CellPeriod, CellUnit, DataPoint, Origin, PointRole
from claimcheck.segment.cell_values import CellValue
from claimcheck.segment.labels import Label, LabelPeriod

_LETTER = re.compile(r"[^\W\d_]")
_FEWEST_BALANCES = 2
_FROM_TO = re.compile(r"[0-9]{4} ?- ?[0-9]{4}$")
_OWN_YEAR = re.compile(r"\(((?:19|20)[0-9]{2})\)$")
_YEAR_BEFORE = re.compile(r"((?:19|20)[0-9]{2}(?:/[0-9]{2})?)[:,]? ?\(([^()]*[0-9][^()]*)\)$")
_BASE: PointRole = "base"


def role_of(over: Sequence[Label], rows: Sequence[Label]) -> PointRole | None:
    """What the innermost label that says it makes of the figure; a column's word counts before a row's.

    Under a year of its own a figure is neither a target nor the base of another one: "Women in management, 25 % by
    2030 | 2024", "Trees planted (from 2022) | 2024".
    """
    found = next((label.role for label in reversed(over) if label.role), None)
    if found or not rows:
        return found
    told, role = rows[-1].period, rows[-1].role
    if told is None or told.role != role or role not in ("target", _BASE):
        return role
    return None if any(label.period and label.period.year != told.year for label in over) else role


def period_of(
    over: Sequence[Label], rows: Sequence[Label], around: Sequence[tuple[Origin, Label]], role: PointRole | None
) -> tuple[CellPeriod | None, int | None]:
    """The period of a figure, from the nearest label that names one, and the year that a change is measured from."""
    places: list[tuple[Origin, Label]] = [("column", label) for label in reversed(over)]
    places += [("row", label) for label in reversed(rows)]
    if role == "change" or not (role in AHEAD or any(label.earlier for label in (*over, *rows))):
        # What stands around a table tells when it reports, and not when a target is due or what was a year before.
        places += around
    found = next(((*each, each[1].period) for each in places if each[1].period is not None), None)
    if found is None:
        return None, None
    origin, label, period = found
    if origin == "column" and _is_inside(label.text, period.text):
        # "Net Zero Emissions by 2050 Scenario" names no time of its figures where the row is a year.
        origin, label, period = next(
            (("row", row, row.period) for row in reversed(rows) if row.period and row.period.is_all), found
        )
    if origin == "row" and period.in_name and label.role is None:
        return None, None
    if role != "change":
        return CellPeriod(period.text, period.year, period.end_year, origin, period.part), None
    return _change(period, origin)


def own_period(plain: str, role: PointRole | None) -> CellPeriod | None:
    """The year that a folded cell names in brackets behind its value: "0.24 (2019)"; before that of a base."""
    found = _OWN_YEAR.search(plain) or (_YEAR_BEFORE.match(plain) if role == _BASE else None)
    if found is None:
        return None
    first, _, last = found[1].partition("/")
    return CellPeriod(found[1], int(first), int(first[: -len(last)] + last) if last else None, "cell")


def behind_year(plain: str) -> str:
    """What a folded cell of a base tells behind its year: "1,740 kt" of "2021 (1,740 kt)"."""
    found = _YEAR_BEFORE.match(plain)
    return plain if found is None else found[2]


def _is_inside(label: str, period: str) -> bool:
    """Whether other words stand on both sides of a time in a label."""
    before, _, behind = label.partition(period)
    return bool(_LETTER.search(before) and _LETTER.search(behind))


def closings(rows: Sequence[tuple[int, Label]]) -> dict[int, Label]:
    """By the row of each label, the next balance that names a time, where balances of several years follow each other.

    What stands between two balances happened up to the later one, whatever the table as a whole reports on.
    """
    dated = [label.period.year for _, label in rows if label.period and not label.period.in_name]
    if len(set(dated)) < _FEWEST_BALANCES or dated != sorted(dated):
        return {}
    found: dict[int, Label] = {}
    closing = None
    for row, label in reversed(rows):
        if label.period and not label.period.in_name:
            closing = label
        if closing is not None:
            found[row] = closing
    return found


def is_clear(over: Sequence[Label], role: PointRole | None) -> bool:
    """Whether the headers of a column can be trusted: they name one time, or one beside another, and not only figures.

    Two labels with times that have no year in common are a header that was spread over columns it does not belong to;
    one label with two years compares them, and tells so by its words, or is two headers run together.
    """
    if over and not any(label.period or label.unit or label.role or _LETTER.search(label.text) for label in over):
        return False
    if role == "change":
        return True
    periods = [label.period for label in over if label.period is not None]
    if any(label.period and label.period.against is not None and label.role is None for label in over):
        return False
    first = max((period.year for period in periods), default=0)
    return all(first <= (period.end_year or period.year) for period in periods)


def told_apart(points: Sequence[DataPoint]) -> Iterator[DataPoint]:
    """The figures of a row; those that neither header, time nor unit tells from another one are not clear."""
    said: dict[tuple[object, ...], set[float | None]] = {}
    keys = [(point.column_path, point.period, point.role, point.unit and point.unit.id) for point in points]
    for key, point in zip(keys, points, strict=True):
        if point.amount.state == "value":
            said.setdefault(key, set()).add(point.amount.value)
    for key, point in zip(keys, points, strict=True):
        yield point._replace(clear=False) if len(said.get(key, ())) > 1 else point


def _change(period: LabelPeriod, origin: Origin) -> tuple[CellPeriod | None, int | None]:
    """A change names the year it is measured from, the year it is measured in, or both."""
    if period.against is not None:
        return CellPeriod(period.text, period.year, None, origin), period.against
    if period.end_year is not None and (period.end_year - period.year > 1 or _FROM_TO.search(period.text)):
        return CellPeriod(period.text, period.end_year, None, origin), period.year
    if period.role == "base":
        return None, period.year
    return CellPeriod(period.text, period.year, period.end_year, origin, period.part), None


def amount_of(value: CellValue, unit: CellUnit | None, role: PointRole | None) -> Amount:
    """The number in its unit; a bracket makes it negative where money or a change is shown, elsewhere it is unclear."""
    if value.no_value:
        return Amount("no_value")
    scale = unit.scale if unit else 1.0
    number, high = _times(value.value, scale), value.high
    if value.bracketed:
        if role != "change" and (unit is None or unit.kind != "money"):
            return Amount("unclear", None, None, value.bound)
        number, high = -abs(number), None
    return Amount("value", number, None if high is None else _times(high, scale), value.bound)


def _times(value: float, scale: float) -> float:
    return value if scale == 1.0 else float(f"{value * scale:.12g}")
