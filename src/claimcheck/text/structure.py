"""What the layout of a document says beyond its sentences, worked out when somebody first asks for it."""

from __future__ import annotations

from collections.abc import Callable

from claimcheck.model.table import DataPoint, TaggedFigure

KindOf = Callable[[int], str | None]
"""The kind of the section that a block stands in."""


def _nothing() -> tuple[None, ...]:
    return ()


def _no_points(kind_of: KindOf) -> tuple[DataPoint, ...]:
    del kind_of
    return ()


def _no_kind(title: str) -> str | None:
    del title
    return None


class Structure:
    """The kinds of a document's sections and the data points of its tables.

    ``sections`` gives the kind of every block in order, ``tables`` the data points in order of table and cell, from
    what tells the kind of section of a block; each is called once at most, so a document that nobody asks about costs
    nothing. ``kind_of_title`` tells the kind of the section that a heading, or its entry in a table of contents,
    names. ``tagged`` are the figures with tags.
    """

    __slots__ = ("_data_points", "_kinds", "_sections", "_tables", "_tagged", "_tags", "kind_of_title")

    def __init__(
        self,
        sections: Callable[[], tuple[str | None, ...]] = _nothing,
        tables: Callable[[KindOf], tuple[DataPoint, ...]] = _no_points,
        kind_of_title: Callable[[str], str | None] = _no_kind,
        tagged: Callable[[], tuple[TaggedFigure, ...]] = tuple,
    ) -> None:
        self.kind_of_title = kind_of_title
        self._sections = sections
        self._tables = tables
        self._tags = tagged
        self._tagged: tuple[TaggedFigure, ...] | None = None
        self._kinds: tuple[str | None, ...] | None = None
        self._data_points: tuple[DataPoint, ...] | None = None

    def section_kind(self, block: int) -> str | None:
        """The kind of section that a block stands in, by its index in the document; None for ordinary text."""
        if self._kinds is None:
            self._kinds = self._sections()
        return self._kinds[block] if block < len(self._kinds) else None

    @property
    def data_points(self) -> tuple[DataPoint, ...]:
        """Every value cell of every table with its labels, unit and period."""
        if self._data_points is None:
            self._data_points = self._tables(self.section_kind)
        return self._data_points

    @property
    def tagged(self) -> tuple[TaggedFigure, ...]:
        """The figures of the document that have tags, in order of block and place."""
        if self._tagged is None:
            self._tagged = self._tags()
        return self._tagged
