"""What the layout of a document says beyond its sentences, worked out when somebody first asks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from msgspec import Struct

from claimcheck.model.table import DataPoint, TaggedFigure

KindOf = Callable[[int], str | None]
"""The kind of the section that a block stands in."""


class Structure(Struct, dict=True, eq=False):
    """The kinds of a document's sections and the data points of its tables.

    ``sections`` gives the kind of every block in order, ``tables`` the data points in order of table and cell, from
    what tells the kind of section of a block; each is called once at most, so a document that nobody asks about costs
    nothing. ``kind_of_title`` tells the kind of the section that a heading, or its entry in a table of contents,
    names. ``tags`` gives the figures with tags.
    """

    sections: Callable[[], tuple[str | None, ...]] = tuple
    tables: Callable[[KindOf], tuple[DataPoint, ...]] = lambda kind_of: ()
    kind_of_title: Callable[[str], str | None] = lambda title: None
    tags: Callable[[], tuple[TaggedFigure, ...]] = tuple

    @cached_property
    def _kinds(self) -> tuple[str | None, ...]:
        return self.sections()

    def section_kind(self, block: int) -> str | None:
        """The kind of section that a block stands in, by its index in the document; None for ordinary text."""
        return self._kinds[block] if block < len(self._kinds) else None

    @cached_property
    def data_points(self) -> tuple[DataPoint, ...]:
        """Every value cell of every table with its labels, unit and period."""
        return self.tables(self.section_kind)

    @cached_property
    def tagged(self) -> tuple[TaggedFigure, ...]:
        """The figures of the document that have tags, in order of block and place."""
        return self.tags()
