"""What a tagged report prints against what its tags tell machines, and tags of one fact against each other.

Only one and the same element is held against itself. How a table counts is read from its headers, so a table is
believed only where as many of its tagged figures agree with it as do not. Signs are not compared: the concept of a cost
is positive, whatever stands in the column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

from claimcheck.evidence.contradictions.quoted_words import Found, Quotes, plain
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.model.contradiction import Side
from claimcheck.model.passage import FIGURES, Fact
from claimcheck.model.table import DataPoint, TaggedFigure
from claimcheck.rulepack.contradictions import Comparison
from claimcheck.text.derived_values import precision

_SHARE, _MONEY = "share", "money"
_UNSURE = frozenset((None, "count", "intensity"))
_BESIDE = frozenset(("cell", "row", "unit_column", "column"))
"""Where a unit stands that certainly belongs to its figure."""
_WHOLE = 100.0
_HAIR = 1e-6  # of a value

Verdict = Literal["same", "other"]


class _Amount(NamedTuple):
    """A printed figure: its value in ``unit`` of ``unit_class``, right to within ``exact``."""

    value: float
    unit: str
    unit_class: str | None
    exact: float


class Tagged:
    """The tagged figures of one document."""

    def __init__(self, matcher: RowMatcher, quotes: Quotes) -> None:
        self._passages = matcher.passages
        self._quotes = quotes
        self._decimal = matcher.lexicon.facts.decimal
        self._factor = matcher.lexicon.metrics.factor
        self._figures = matcher.passages.structure.tagged

    def contradict(self, asked: Comparison) -> Iterator[Found]:
        """The contradictions of the kind that a rule asks for."""
        if not self._figures:
            return
        if asked.against == "tags":
            yield from self._twice()
        else:
            yield from self._in_tables()
            yield from self._in_sentences()

    # -- against what is printed

    def _in_tables(self) -> Iterator[Found]:
        points: dict[int, list[DataPoint]] = defaultdict(list)
        for point in self._passages.structure.data_points:
            points[point.block].append(point)
        agree: dict[int, int] = defaultdict(int)
        wrong: dict[int, list[tuple[TaggedFigure, DataPoint]]] = defaultdict(list)
        for figure in self._figures:
            for point in points.get(figure.block, ()):
                if point.start <= figure.start and figure.end <= point.end:
                    verdict = self._judged(figure, point)
                    if verdict == "same":
                        agree[point.table] += 1
                    elif verdict == "other":
                        wrong[point.table].append((figure, point))
                    break
        for table, listed in wrong.items():
            for figure, point in listed if agree[table] >= len(listed) else ():
                yield self._made(figure, _printed(point))

    def _judged(self, figure: TaggedFigure, point: DataPoint) -> Verdict | None:
        """Whether a cell and its tag say the same; None where the table does not tell enough."""
        amount, unit, period = point.amount, point.unit, point.period
        if amount.value is None or amount.high is not None or amount.bound or point.role is not None:
            return None
        years = _years(figure)
        if period is not None and period.origin in ("column", "row") and years:
            told = range(period.year, (period.end_year or period.year) + 1)
            if years.isdisjoint(told):
                return "other"
        if unit is None or unit.id is None or unit.origin not in _BESIDE:
            return None
        exact = precision(point.text, amount.value, self._decimal, prose=False)
        if exact is None:
            return None
        return self._compared(figure, _Amount(amount.value, unit.id, unit.unit_class or unit.kind, exact))

    def _in_sentences(self) -> Iterator[Found]:
        norm = self._passages.norm
        for figure in self._figures:
            start, end = norm.span_of(figure.block, figure.start, figure.end)
            number = self._passages.at(start)
            facts = () if self._passages.is_row(number) else self._passages.facts(number)
            around = (one for one in facts if one.start <= start and end <= one.end)
            for fact in islice(around, 1):
                printed = self._amount(fact)
                if printed is not None and self._compared(figure, printed) == "other":
                    yield self._made(figure, fact.text)

    def _amount(self, fact: Fact) -> _Amount | None:
        if fact.kind not in FIGURES or fact.value is None or fact.high is not None or not fact.unit:
            return None
        exact = precision(fact.text, fact.value, self._decimal, prose=True)
        unit_class = fact.kind if fact.kind in (_SHARE, _MONEY) else fact.unit_class
        return None if exact is None else _Amount(fact.value, fact.unit, unit_class, exact)

    def _compared(self, figure: TaggedFigure, printed: _Amount) -> Verdict | None:
        unit, value = figure.unit, figure.tag.value
        if unit is None or unit.id is None or value is None:
            return None
        if unit.kind == _SHARE:
            if printed.unit != unit.id:
                return None
            return _verdict(printed.value, value * _WHOLE, printed.exact + figure.tag.precision * _WHOLE)
        if unit.kind == _MONEY or printed.unit_class == _MONEY:
            if unit.kind != printed.unit_class or unit.id != printed.unit:
                return "other"
            return _verdict(printed.value, value, printed.exact + figure.tag.precision)
        if unit.unit_class in _UNSURE or printed.unit_class in _UNSURE or printed.unit_class == _SHARE:
            return None
        if unit.unit_class != printed.unit_class:
            return "other"
        ours, theirs = self._factor(printed.unit), self._factor(unit.id) * unit.scale
        room = printed.exact * ours + figure.tag.precision * theirs
        return _verdict(printed.value * ours, value * theirs, room)

    def _side(self, figure: TaggedFigure) -> Side:
        return self._quotes.words(*self._passages.norm.span_of(figure.block, figure.start, figure.end))

    def _made(self, figure: TaggedFigure, printed: str) -> Found:
        return Found((self._side(figure),) * 2, {"first": printed, "second": told_by(figure)})

    # -- against one another

    def _twice(self) -> Iterator[Found]:
        known: dict[tuple[str, str, str | None], TaggedFigure] = {}
        for figure in self._figures:
            tag = figure.tag
            first = known.setdefault((tag.concept, tag.context, tag.unit), figure)
            if first is figure or tag.value is None or first.tag.value is None:
                continue
            if _verdict(first.tag.value, tag.value, first.tag.precision + tag.precision) == "other":
                yield Found(
                    (self._side(first), self._side(figure)),
                    {"first": told_by(first), "second": told_by(figure), "same": tag.concept},
                )


def _printed(point: DataPoint) -> str:
    """A figure of a table with the unit and time that the table tells: "390 GWh (2024)"."""
    unit = point.unit.id if point.unit and point.unit.id else ""
    words = point.text if not unit or unit in point.text else f"{point.text} {unit}"
    return f"{words} ({point.period.text})" if point.period else words


def told_by(figure: TaggedFigure) -> str:
    """What a tag says, in words: "36,868 tCO2e (2024-01-01 to 2024-12-31)"."""
    tag, unit = figure.tag, figure.unit
    assert tag.value is not None
    if unit is not None and unit.kind == _SHARE:
        number = f"{plain(tag.value * _WHOLE, tag.precision * _WHOLE)} %"
    else:
        name = unit.id if unit is not None and unit.id else (tag.unit or "").rpartition(":")[2]
        number = f"{plain(tag.value, tag.precision)} {name}".strip()
    days = f"{tag.begins} to {tag.ends}" if tag.begins else tag.ends
    return f"{number} ({days})" if days else number


def _years(figure: TaggedFigure) -> frozenset[int]:
    return frozenset(int(day[:4]) for day in (figure.tag.begins, figure.tag.ends) if day)


def _verdict(one: float, other: float, room: float) -> Verdict:
    slack = room + _HAIR * max(abs(one), abs(other))
    return "same" if abs(abs(one) - abs(other)) <= slack else "other"
