"""A figure of the document with its identity: what it measures, of whom, when, and how it is counted."""

from __future__ import annotations

from typing import Literal, NamedTuple

from claimcheck.model.table import PointRole

Basis = Literal["location", "market", "gross", "net", "intensity"]


class Figure(NamedTuple):
    """One figure of prose or of a table, in the base unit of its class.

    ``metric`` is what is measured, by its id in the rules, None where no word tells it. ``value`` and ``high`` (the
    upper end of a range) are in the base unit of ``unit_class``, shares in percent, money in its currency ``unit``;
    ``unit`` is as written. ``precision`` is half a unit of the last digit that was written, in the base unit: two
    figures closer than the sum of theirs are the same. ``year`` and ``end_year`` are the period. ``role`` is None for
    a plain level; a ``change`` is measured ``against`` a year, and falls where ``value`` is negative. ``boundary``
    holds the folded names of sites, units, regions or other companies that it is limited to, empty for the whole of
    the reporting company or where nothing is said; ``scopes`` the digits of greenhouse gas scopes, with categories
    ("3.6"). ``basis`` tells how it is counted where that is said.

    ``start`` and ``end`` are offsets in the normalised text, ``sentence`` the number of the sentence or table row
    there; ``cell`` is the index of the data point in the document's structure, None in prose.
    """

    metric: str | None
    value: float
    high: float | None
    unit: str | None
    unit_class: str | None
    precision: float
    year: int | None
    end_year: int | None
    role: PointRole | None
    against: int | None
    boundary: frozenset[str]
    scopes: frozenset[str]
    basis: Basis | None
    start: int
    end: int
    sentence: int
    cell: int | None = None
