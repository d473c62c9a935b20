"""Reads the structure of documents in one language: kinds of sections, and tables as data points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from claimcheck.model.document import Document
from claimcheck.model.table import DataPoint
from claimcheck.rulepack.pack import Lexicon
from claimcheck.segment.section_kinds import HeadingReader, section_kinds
from claimcheck.segment.tables import TableReader
from claimcheck.text.structure import Structure

if TYPE_CHECKING:
    from claimcheck.rulepack.file_shapes import SectionKindShape


class StructureReader:
    """Built once for a language; holds no state of a document."""

    def __init__(self, lexicon: Lexicon, kinds: Iterable[SectionKindShape]) -> None:
        kinds = list(kinds)
        yielding = {kind.id for kind in kinds if kind.yields}
        self._headings = {kind: words for kind, words in lexicon.headings.items() if kind not in yielding}
        self._yielding = {kind: words for kind, words in lexicon.headings.items() if kind in yielding}
        self._tables = TableReader(lexicon.facts, lexicon.tables)
        self._page_bound = frozenset(kind.id for kind in kinds if kind.extent == "page")
        # The numbers of contents and indexes are pages and codes, but for answers ("11,228 GJ").
        self._pointing = frozenset(kind.id for kind in kinds if kind.set_aside == "mention")
        self._answering = frozenset(kind.id for kind in kinds if kind.only == "fragments")

    def read(self, document: Document) -> Structure:
        """The structure of a document; nothing is worked out yet.

        Tables in sections that only point elsewhere, such as a content index, have no data points, unless the
        figures of an index are printed with a unit or stand under several years.
        """
        return Structure(
            sections=lambda: section_kinds(
                document, HeadingReader(self._headings), self._page_bound, HeadingReader(self._yielding)
            ),
            tables=lambda kind_of: self._counted(self._tables.read(document), kind_of),
            kind_of_title=HeadingReader(self._headings).kind_of,
            tags=lambda: self._tables.tagged(document),
        )

    def _counted(
        self, points: Sequence[DataPoint], kind_of: Callable[[int], str | None]
    ) -> tuple[DataPoint, ...]:
        years: dict[int, set[str]] = {}
        for point in points:
            if point.period is not None and point.period.text in point.column_path:
                years.setdefault(point.table, set()).add(point.period.text)
        found = []
        for point in points:
            kind, unit = kind_of(point.block), point.unit
            # One year may be that of the report whose pages are told.
            answer = (unit is not None and unit.origin == "cell") or len(years.get(point.table, ())) > 1
            if kind not in self._pointing or (kind in self._answering and answer):
                found.append(point)
        return tuple(found)
