"""Value cells of tables as figures."""

from __future__ import annotations

from claimcheck.model.figure import Figure
from claimcheck.model.table import DataPoint
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.derived_values import precision
from claimcheck.text.passages import Passages


def cell_figure(number: int, point: DataPoint, passages: Passages, lexicon: Lexicon) -> Figure | None:
    """A value cell as a figure, whatever it measures; None where its digits cannot be read."""
    value = point.amount.value
    exact = None if value is None else precision(point.text, value, lexicon.facts.decimal, prose=False)
    if value is None or exact is None:
        return None
    unit, period = point.unit, point.period
    name = unit.id if unit is not None else None
    factor = lexicon.metrics.factor(name)
    start, end = passages.norm.span_of(point.block, point.start, point.end)
    return Figure(
        metric=None,
        value=value * factor,
        high=point.amount.high,
        unit=name,
        unit_class=unit.unit_class if unit is not None else None,
        precision=exact * factor,
        year=period.year if period is not None else None,
        end_year=period.end_year if period is not None else None,
        role=point.role,
        against=point.against,
        boundary=frozenset(),
        scopes=frozenset(),
        basis=None,
        start=start,
        end=end,
        sentence=passages.at(start),
        cell=number,
    )
