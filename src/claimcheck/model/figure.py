"""A figure of the document with its identity: what it measures, of whom, when, and how it is counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple, Protocol

from claimcheck.model.table import PointRole

Basis = Literal["location", "market", "gross", "net", "intensity"]
Sum = Literal["change", "share"]


class Figure(NamedTuple):
    """One figure of prose or of a table, in the base unit of its class.

    ``metric`` is what is measured, by its id in the rules, None where no word tells it. ``value`` and ``high`` (the
    upper end of a range, or the value again where it is only a bound, "more than 30 %") are in the base unit of
    ``unit_class``: shares in percent under class ``share``, money in its currency ``unit`` under class ``money``, bare
    numbers and rates under the first class of the metric; ``unit`` is as written, "pp" for percentage points.
    ``precision`` is half a unit of the last digit that was written, in the base unit; of a round number in prose
    ("12,000"), of the last digit that is not zero; wider where it is called about so. Two figures closer than the sum
    of theirs are the same. ``year`` and ``end_year`` are the period. ``role`` is None for a plain level; a ``change``
    is measured ``against`` a year and falls where ``value`` is negative, and so does a ``target`` in percent of a
    metric that has no shares.

    ``boundary`` holds the words in lower case to which the figure is limited: names of sites, units, regions or other
    companies, and kinds of the metric ("groundwater"); it is empty for the whole of the reporting company or where
    nothing is said. ``scopes`` holds the digits of greenhouse gas scopes. ``basis`` tells how it is counted where that
    is said.

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

    @property
    def last_year(self) -> int | None:
        """The year that the figure is of; of "2023/24" the later one, None for several years together."""
        if self.end_year is None or self.year is None:
            return self.year
        return self.end_year if self.end_year - self.year <= 1 else None

    @property
    def called_year(self) -> str:
        """The year that the figure is of as reports call it: "2024", "2023/24"; empty where it has none."""
        if self.year is None or self.last_year in (None, self.year):
            return str(self.last_year or "")
        return f"{self.year}/{self.last_year % 100:02}"


class Derived(NamedTuple):
    """What figures come to: a change in percent (base first), or a share in percent (part first).

    ``value`` lies within ``precision`` of what the written digits allow.
    """

    kind: Sum
    value: float
    precision: float
    made_of: tuple[Figure, ...]


class Link(NamedTuple):
    """What figures elsewhere say of the subject of a claim.

    ``figures`` are those that it rests on: one, or those that ``derived`` was worked out from. ``words`` quotes them
    with their labels, and the sum where there is one.
    """

    figures: tuple[Figure, ...]
    derived: Derived | None
    words: str


Says = Literal["level", "fall", "goal"]
"""How much there is, by how much a burden fell, or what is to be reached."""


class Measured(NamedTuple):
    """A clause that says something of what a row of a table measures.

    ``start`` and ``end`` enclose, in the normalised text, the words that name it and the figure; ``words`` are those
    that name it. ``says`` tells what happened, or is to happen where the clause speaks of a plan; ``topic`` is that of
    the row or its table, None where nothing tells it.
    """

    start: int
    end: int
    words: tuple[int, int]
    says: Says
    topic: str | None


class Measures(Protocol):
    """What the tables of one document measure, to be asked for the clauses that speak of it."""

    def sentences(self) -> Iterator[int]:
        """Numbers of the sentences of prose that may speak of a row, in order."""

    def of(self, sentence: int, start: int, end: int) -> Measured | None:
        """What the clause from ``start`` to ``end`` in a sentence says of a row; None for nothing."""
