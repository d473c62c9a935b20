"""A total against the sum of its parts, and a share against its part and its whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product

from claimcheck.evidence.contradictions.figure_index import (
    UNCOUNTED,
    Identity,
    Ledger,
    alike_written,
    differs_by,
    measure,
)
from claimcheck.evidence.contradictions.quoted_words import Amounts, Sides
from claimcheck.model.contradiction import Contradiction, Slot
from claimcheck.model.figure import Figure
from claimcheck.rulepack.contradictions import Comparison

MOST_PARTS = 40
MOST_READINGS = 64
_SHARE = "share"
_WHOLE = 100.0
_CHANGE = "change"
_NEAR = 1.5


def sums(
    rule: str,
    asked: Comparison,
    ledger: Ledger,
    sides: Sides,
    amounts: Amounts,
) -> Iterator[Contradiction]:
    """Totals that no way of adding up their parts gives.

    The parts are the metrics that the rules name.
    """
    for known, totals in ledger.levels.items():
        for some in _by_metric(known, ledger):
            readings = list(islice(product(*some), MOST_READINGS))
            if any(_fits(total, parts, asked.tolerance) for total in totals for parts in readings):
                continue
            total, parts = min(totals, key=lambda one: one.precision), readings[0]
            if ledger.explained(total, asked.tolerance) or not may_sum(total, parts):
                continue
            yield added(rule, asked, total, parts, str(known.year), sides, amounts)
            break


def may_sum(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether a total may be meant as the sum of the parts, though it is not: no smaller than any, and near to it.

    Changes are not added up, shares only to the whole, which no mean of smaller ones is either, and amounts only where
    all are written about as exactly.
    """
    whole = total.value == _WHOLE and all(part.value < _WHOLE for part in parts)
    if total.role == _CHANGE or (total.unit_class == _SHARE and not whole):
        return False
    if not alike_written((total, *parts)):
        return False
    if measure(total) in UNCOUNTED and len({one.precision for one in (total, *parts)}) > 1:
        return False
    result, most = sum(part.value for part in parts), max(part.value for part in parts)
    return total.value > 0 and total.value >= most and total.value / _NEAR <= result <= total.value * _NEAR


def added(
    rule: str,
    asked: Comparison,
    total: Figure,
    parts: Sequence[Figure],
    year: str,
    sides: Sides,
    amounts: Amounts,
) -> Contradiction:
    """The contradiction between a total and what its parts come to."""
    result = sum(part.value for part in parts)
    rounding = asked.tolerance * (total.precision + sum(part.precision for part in parts))
    words: dict[Slot, str] = {
        "first": amounts.written(total),
        "terms": " + ".join(amounts.number(part.value, total, part.precision) for part in parts),
        "result": amounts.of(result, total, min(total.precision, *(part.precision for part in parts))),
        "difference": amounts.of(differs_by(result, total.value), total),
        "rounding": amounts.of(rounding, total, rounding / 10),
        "year": year,
    }
    return Contradiction(rule, sides.of_all(total, *parts), words)


def shares(
    rule: str,
    asked: Comparison,
    ledger: Ledger,
    sides: Sides,
    amounts: Amounts,
) -> Iterator[Contradiction]:
    """Stated shares that part and whole do not give."""
    for known, stated in ledger.levels.items():
        metric = ledger.metrics.get(known.metric)
        if metric is None or metric.share_of is None or known.measure != _SHARE:
            continue
        pairs = list(islice(_pairs(known, metric.share_of, ledger), MOST_READINGS))
        for figure in stated:
            if not pairs or any(_is_share(figure, part, whole, asked.tolerance) for part, whole in pairs):
                continue
            part, whole = pairs[0]
            yield shared(rule, figure, [part], [whole], sides, amounts)
            break


def shared(
    rule: str,
    stated: Figure,
    parts: Sequence[Figure],
    wholes: Sequence[Figure],
    sides: Sides,
    amounts: Amounts,
) -> Contradiction:
    """The contradiction between a stated share and what part and whole come to, each one figure or several."""
    part, whole = _together(parts), _together(wholes)
    words: dict[Slot, str] = {
        "first": amounts.written(stated),
        "part": amounts.written(part) + _terms(parts, amounts),
        "whole": amounts.written(whole, part) + _terms(wholes, amounts),
        "result": amounts.percent(100 * part.value / whole.value, stated.precision),
        "year": str(part.last_year or ""),
    }
    return Contradiction(rule, sides.of_all(stated, *parts, *wholes), words)


def _together(figures: Sequence[Figure]) -> Figure:
    """Figures as one that is their sum; it stands where the first does."""
    value, exact = sum(one.value for one in figures), sum(one.precision for one in figures)
    return figures[0]._replace(value=value, precision=exact) if len(figures) > 1 else figures[0]


def _terms(figures: Sequence[Figure], amounts: Amounts) -> str:
    """What is added up, in brackets; nothing for a single figure."""
    if len(figures) < 2:
        return ""
    return f" ({' + '.join(amounts.number(one.value, one) for one in figures)})"


def _pairs(known: Identity, whole_metric: str, ledger: Ledger) -> Iterator[tuple[Figure, Figure]]:
    """Part and whole of the same period, boundary and scope, in one measure."""
    for unit in ledger.measures.get(known.metric, ()):
        parts = ledger.levels.get(known._replace(measure=unit), ()) if unit != _SHARE else ()
        wholes = ledger.levels.get(known._replace(metric=whole_metric, measure=unit), ())
        for part, whole in product(parts[:MOST_PARTS], wholes[:MOST_PARTS]):
            if whole.value > 0:
                yield part, whole


def _is_share(stated: Figure, part: Figure, whole: Figure, tolerance: float) -> bool:
    result = 100 * part.value / whole.value
    error = 100 * (part.precision / whole.value + part.value * whole.precision / whole.value**2)
    return differs_by(stated.value, result) <= tolerance * (stated.precision + error)


def _by_metric(known: Identity, ledger: Ledger) -> Iterator[list[list[Figure]]]:
    """For each way in which the metric is a sum: the figures of every part, where all parts are told."""
    metric = ledger.metrics.get(known.metric)
    for names in metric.parts if metric is not None else ():
        some = [list(_of_part(known, name, ledger)) for name in names]
        if len(some) > 1 and all(some):
            yield some


def _of_part(known: Identity, name: str, ledger: Ledger) -> Iterator[Figure]:
    """Figures of a part, counted as the total is; of any way where the total says nothing."""
    metric = ledger.metrics.get(name)
    scopes = metric.scopes if metric is not None and metric.scopes else known.scopes
    for basis in (known.basis, None) if known.basis is not None else ledger.bases:
        part = known._replace(metric=name, scopes=scopes, basis=basis)
        yield from ledger.levels.get(part, ())


def _fits(total: Figure, parts: Sequence[Figure], tolerance: float) -> bool:
    room = tolerance * (total.precision + sum(part.precision for part in parts))
    return differs_by(sum(part.value for part in parts), total.value) <= room
