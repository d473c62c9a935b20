"""Tables with a row for each member of a whole, against what is said of all of them, or of so many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.model.document import Cell, Table
from claimcheck.text.goal_columns import years_in
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.tokens import WORD

LEAST_AGREED = 2
"""Cells of a column that say yes, for it to be one of such answers."""
MOST_CELLS, MOST_ALIKE = 2_000, 12
"""Cells of a table that is looked at for each claim, and tables with one word over their labels."""
LONGEST_NAME, MOST_WORDS = 40, 40
"""Characters of a name in a cell, and words of a clause in which it is looked for."""
_COUNTS = (None, "count", "none")


class Number(NamedTuple):
    """A number with its place in the text."""

    start: int
    end: int
    value: float


class Fewer(NamedTuple):
    """The run of the text that counts fewer than all, by what it is tied to the claim, and whether that certifies."""

    start: int
    end: int
    terms: str
    certified: bool


class MemberTable(NamedTuple):
    """A table with its cells by column and row, those that name its rows but for totals, and what it is about.

    ``corner`` are the terms over its labels, ``about`` those of its caption as well.
    """

    number: int
    columns: Mapping[int, Mapping[int, Cell]]
    labels: Mapping[int, Cell]
    corner: frozenset[str]
    about: frozenset[str]
    header_columns: int


class MemberTables:
    """Finds them in one document."""

    def __init__(self, matcher: RowMatcher) -> None:
        self._matcher = matcher
        self._lexicon = matcher.lexicon
        self._passages = matcher.passages
        self._vocabulary = matcher.vocabulary
        self._reader = matcher.vocabulary.reader
        self._assent = phrase_pattern(matcher.lexicon.role_words.get("assent", ()))
        self._denied = frozenset(matcher.lexicon.role_words.get("negation", ()))

    @cached_property
    def _by_term(self) -> Mapping[str, Sequence[MemberTable]]:
        """Tables with one row of headers, by the terms that they are about."""
        found = defaultdict[str, list[MemberTable]](list)
        totals = tuple(self._lexicon.tables.totals)
        for number, table in enumerate(self._passages.document.tables):
            if table.header_rows != 1 or len(table.cells) > MOST_CELLS:
                continue
            columns = defaultdict[int, dict[int, Cell]](dict)
            for cell in table.cells:
                columns[cell.column][cell.row] = cell
            labels = {
                row: cell
                for row, cell in columns[0].items()
                if row and not self._cell(cell).lower().startswith(totals)
            }
            corner = self._reader.terms(self._cell(columns[0][0])) if 0 in columns[0] else frozenset[str]()
            about = self._terms_about(table)
            for term in about | corner:
                if len(found[term]) < MOST_ALIKE:
                    found[term].append(
                        MemberTable(number, columns, labels, corner, about, table.header_columns)
                    )
        return found

    def _about(self, matter: frozenset[str]) -> Sequence[MemberTable]:
        """The tables of which the caption or the header of the labels names the matter, in order."""
        found = {one.number: one for term in matter for one in self._by_term.get(term, ())}
        return [found[number] for number in sorted(found) if not matter.isdisjoint(found[number].about)]

    def lacking(self, one: Stated, names: Sequence[str], matter: frozenset[str]) -> Iterator[Fewer]:
        """Rows of a table of the matter that do not have what its column for one of the names gives other rows.

        Where a cell has words of the claim, the others need them as well ("Excellent"); under a standard they else
        need to say anything but no.
        """
        told = {name.lower(): name for name in names if matter.isdisjoint(self._reader.terms(name))}
        for table in self._about(matter) if told else ():
            for number, cells in table.columns.items():
                name = told.get(self._cell(cells[0]).lower()) if 0 in cells else None
                if name is None or number < table.header_columns:
                    continue
                wanted = one.clause.stems - matter - self._reader.terms(name)
                held = {row for row, cell in cells.items() if row and self._is_in(cell, wanted)}
                if not held and any(map(str.isdigit, name)):
                    held = {row for row, cell in cells.items() if row and self._is_yes(cell)}
                    held -= self._to_come(cells)
                for row, label in table.labels.items() if held else ():
                    if row not in held:
                        yield self._row(label, label, name, certified=True)

    def _to_come(self, cells: Mapping[int, Cell]) -> set[int]:
        """The rows of a column of yeses that give a later year than the document is about ("in preparation (2026)")."""
        texts = {row: self._cell(cell).lower() for row, cell in cells.items() if row}
        agreed = {row for row, text in texts.items() if self._assent.match(text)}
        last, apart = self._matcher.index.last_year, frozenset(self._lexicon.facts.subordinators)
        return {
            row
            for row, text in texts.items()
            # "Valid until 2027" is none of these.
            if len(agreed) >= LEAST_AGREED and row not in agreed and apart.isdisjoint(WORD.findall(text))
            if any(last < year for year in years_in(text))
        }

    def without(self, one: Stated, matter: frozenset[str], counted: float | None) -> Iterator[Fewer]:
        """Rows of a table of the matter that have none of what all are said to have ("all depots have solar panels").

        The column is called by all of it, or by a part and measures how much there is: "Spills" tell of no spill kits.
        """
        clauses, having = self._matcher.clauses, self._lexicon.role_words.get("perfect", ())
        had = (clauses.terms(each) for each in one.clause.phrases if each.opener in having)
        said = frozenset[str]().union(*had) - matter - self._vocabulary.loose
        if not said or not self._denied.isdisjoint(WORD.findall(one.clause.lower)):
            return
        for table in self._about(matter):
            if counted not in (None, len(table.labels)):
                continue
            for number, cells in table.columns.items():
                text = self._cell(cells[0]) if 0 in cells else ""
                header = self._vocabulary.label(text).terms - self._vocabulary.loose
                if number < table.header_columns or not header or not header <= said:
                    continue
                if header == said or self._measures(table.number, text):
                    for row, label in table.labels.items():
                        if row in cells and self._cell(cells[row]).lower() in self._lexicon.terms.none | {
                            "0"
                        }:
                            yield self._row(label, cells[row], text, certified=False)

    def _measures(self, table: int, header: str) -> bool:
        """Whether a column has a unit that counts nothing."""
        return any(
            one.unit_class not in _COUNTS
            for one in self._matcher.index.called(self._vocabulary.label(header).terms)
            if one.table == table and one.label.endswith(header)
        )

    def so_many(self, one: Stated, number: Number) -> Iterator[Fewer]:
        """Tables that give a name to fewer rows than a clause says ("four of our product lines hold the X label").

        A row with more words beside the name counts as well, unless it lacks what all others with the name have.
        """
        behind = (each for each in one.clause.phrases if one.clause.start + each.tokens[0].start > number.end)
        first, genitives = next(behind, None), self._lexicon.frames.opening("genitive")
        if number.start != one.clause.start or first is None or first.opener not in genitives:
            return
        matter, text = self._matcher.clauses.terms(first), one.clause.lower
        runs = [match.span() for match in islice(WORD.finditer(text), MOST_WORDS)]
        words = {
            text[start:end] for start, _ in runs for _, end in runs if start < end <= start + LONGEST_NAME
        }
        for table in self._about(matter):
            for at, cells in table.columns.items() if table.corner == matter else ():
                texts = {row: self._cell(cells[row]) for row in table.labels if at and row in cells}
                for name in dict.fromkeys(texts.values()):
                    named = name[:1].isupper() and name.lower() in words
                    held = self._holding(table, texts, name) if named else []
                    if held and len(held) < number.value:
                        yield self._row(table.labels[held[0]], table.labels[held[-1]], name, certified=True)

    def _holding(self, table: MemberTable, texts: Mapping[int, str], name: str) -> list[int]:
        """The rows with a name, alone or with more words beside it and all that the others with it have."""
        alone = [row for row, text in texts.items() if text == name]
        always = [
            cells
            for cells in table.columns.values()
            if alone and all(row in cells and self._is_yes(cells[row]) for row in alone)
        ]
        return [
            row
            for row, text in texts.items()
            if text == name
            or (text.startswith(name) and all(row in cells and self._is_yes(cells[row]) for cells in always))
        ]

    def _row(self, first: Cell, last: Cell, name: str, *, certified: bool) -> Fewer:
        start, _ = self._passages.norm.span_of(first.block, first.start, first.end)
        _, end = self._passages.norm.span_of(last.block, last.start, last.end)
        return Fewer(start, end, name, certified)

    def _is_yes(self, cell: Cell) -> bool:
        text, lexicon = self._cell(cell).lower().strip("–—"), self._lexicon
        return bool(text) and text not in lexicon.tables.no_value and text not in lexicon.terms.none

    def _is_in(self, cell: Cell, wanted: frozenset[str]) -> bool:
        """Whether a cell says nothing but words of a claim."""
        terms = self._reader.terms(self._cell(cell))
        return bool(terms) and terms <= wanted

    def _terms_about(self, table: Table) -> frozenset[str]:
        """The terms of the caption of a table and of the header of its labels."""
        blocks = self._passages.document.blocks
        texts = [
            self._cell(cell) for cell in table.cells if cell.row == 0 and cell.column < table.header_columns
        ]
        if table.caption is not None and table.caption < len(blocks):
            texts.append(blocks[table.caption].text)
        return frozenset[str]().union(*map(self._reader.terms, texts))

    def _cell(self, cell: Cell) -> str:
        return self._passages.document.blocks[cell.block].text[cell.start : cell.end].strip()
