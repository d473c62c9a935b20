"""The rows of tables that a statement names by what numbers them: "disclosures 305-1 and 305-2", "commitments 1, 4"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from claimcheck.model.document import Cell, Document
from claimcheck.model.passage import Sentence
from claimcheck.model.table import DataPoint
from claimcheck.text.grouping import grouped
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

_NOTE = "note"
MOST_COLUMNS = 2
"""Leading columns in which rows are numbered."""
_TOKEN = re.compile(r"\w(?:[\w./-]*\w)?")
_LONGEST_CODE = 14
_QUOTED = re.compile(r"[\"']([^\"'\n]{1,24})[\"']")
_COUNTED = re.compile(r"[0-9]{1,2}")

Named = tuple[int, int, DataPoint]
"""Where the number stands, and a figure of its row."""


class Identifiers:
    """Finds such rows in one document; ``stem`` cuts words, ``joining`` are those that join the last of a list."""

    def __init__(self, passages: Passages, stem: Callable[[str], str], joining: Iterable[str]) -> None:
        self._passages, self._stem = passages, stem
        joined = "|".join(map(re.escape, sorted({"&", *joining})))
        gap = rf"(?:, |,? (?:{joined}) )"
        self._listed = re.compile(rf"([^\W\d_]{{4,}}) ([0-9]{{1,2}}(?:{gap}[0-9]{{1,2}})*)(?![\w%])")

    def named(self, sentence: Sentence) -> Iterator[Named]:
        """The rows that a sentence names by their codes, or by their numbers behind what the table calls them."""
        text = self._passages.norm.text
        if not self._rows:
            return
        for match in _TOKEN.finditer(text, sentence.start, sentence.end):
            if _is_code(match.group()):
                yield from ((*match.span(), one) for one in self._rows.get(match.group(), ()))
        for match in self._listed.finditer(text, sentence.start, sentence.end):
            for number in _COUNTED.finditer(text, match.start(2), match.end(2)):
                for point in self._rows.get(number.group(), ()):
                    if self._stem(match[1].lower()) in self._called(point.table):
                        yield *number.span(), point

    def notes(self, sentence: Sentence, out: Sequence[tuple[int, int]]) -> Iterator[int]:
        """The footnote blocks that a sentence names outside of some runs ("the data to which notes 2 and 6 relate")."""
        for fact in self._passages.facts(sentence.number):
            if fact.role == _NOTE and not any(start <= fact.start < end for start, end in out):
                for label in WORD.findall(fact.text):
                    yield from self._footnotes.get(label, ())

    @cached_property
    def _footnotes(self) -> Mapping[str, Sequence[int]]:
        blocks = enumerate(self._passages.document.blocks)
        return grouped((block.label or "", number) for number, block in blocks if block.kind == "footnote")

    def in_columns(self, sentence: Sentence) -> Iterator[Named]:
        """The rows with a quoted word in the column that is quoted before it ("the column 'Assured' says 'Yes'")."""
        norm = self._passages.norm
        for first, second in pairwise(_QUOTED.finditer(norm.text, sentence.start, sentence.end)):
            for point in self._celled.get((first[1].casefold(), second[1].casefold()), ()):
                yield *second.span(1), point

    @cached_property
    def _celled(self) -> Mapping[tuple[str, str], Sequence[DataPoint]]:
        """The rows by the header of a column and what their cell in it says."""
        document = self._passages.document
        return grouped(
            ((_text_of(cell, document).casefold(), text.casefold()), point)
            for number, table in enumerate(document.tables)
            for cell in table.cells
            if cell.row < table.header_rows
            for text, point in self._columns_of_rows.get((number, cell.column), ())
        )

    def lettered(self, letters: str) -> Iterator[DataPoint]:
        """The rows that have a cell with nothing but some letters, behind their labels."""
        yield from self._lettered.get(letters, ())

    @cached_property
    def _lettered(self) -> Mapping[str, Sequence[DataPoint]]:
        columns = self._columns_of_rows.items()
        return grouped(pair for (_, column), listed in columns if column > 0 for pair in listed)

    @cached_property
    def _first(self) -> Mapping[tuple[int, int], DataPoint]:
        """A figure of each row, by its table and row."""
        tables, first = self._passages.document.tables, dict[tuple[int, int], DataPoint]()
        for point in self._passages.structure.data_points:
            first.setdefault((point.table, tables[point.table].cells[point.cell].row), point)
        return first

    @cached_property
    def _rows(self) -> Mapping[str, Sequence[DataPoint]]:
        """A figure of each row that is numbered, by its number."""
        found = list[tuple[str, DataPoint]]()
        for (_, column), listed in self._columns_of_rows.items():
            codes = [(_code_of(text), point) for text, point in listed]
            told = [code for code, _ in codes if code is not None]
            # Units stand in several rows, and numbers tell rows apart.
            if column < MOST_COLUMNS and 2 * len(set(told)) > len(codes):
                found += [(code, point) for code, point in codes if code is not None]
        return grouped(found)

    @cached_property
    def _columns_of_rows(self) -> Mapping[tuple[int, int], Sequence[tuple[str, DataPoint]]]:
        """The texts of the cells of rows with figures, by table and column, each with a figure of its row."""
        document = self._passages.document
        return grouped(
            ((number, cell.column), (_text_of(cell, document), point))
            for number, table in enumerate(document.tables)
            for cell in table.cells
            if (point := self._first.get((number, cell.row))) is not None
        )

    def _called(self, table: int) -> frozenset[str]:
        """The stems of the words over a table: its caption, its headings and its header."""
        document = self._passages.document
        one = document.tables[table]
        texts = [_text_of(cell, document) for cell in one.cells if cell.row < one.header_rows]
        texts += [] if one.caption is None else [document.blocks[one.caption].text]
        texts += document.blocks[one.cells[0].block].section if one.cells else ()
        return frozenset(self._stem(word.lower()) for text in texts for word in WORD.findall(text))


def _text_of(cell: Cell, document: Document) -> str:
    return document.blocks[cell.block].text[cell.start : cell.end].strip()


def _is_code(text: str) -> bool:
    """Whether a word can only be a code: capitals or digits with a digit or a hyphen between ("PC-01", "Elec-LfL")."""
    marked = not text.isdigit() and ("-" in text or any(map(str.isdigit, text)))
    return len(text) <= _LONGEST_CODE and marked and sum(one.isupper() or one.isdigit() for one in text) > 1


def _code_of(text: str) -> str | None:
    """The code or number that a cell is, or that stands in it before a comma ("E1-6, 48 a")."""
    code = _TOKEN.match(text)
    if code is None or not (code.end() == len(text) or text[code.end()] == ","):
        return None
    return code.group() if _is_code(code.group()) or _COUNTED.fullmatch(text) else None
