"""Rows of tables whose columns tell from which base, by when, and how far a goal has come.

Such columns hold years and states of affairs, no figures of a metric; the row says of what they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from claimcheck.model.document import Block, Cell, Table
from claimcheck.text.passages import Passages
from claimcheck.text.structure_words import TableWords
from claimcheck.text.table_figures import Reading

GoalColumn = Literal["base", "due", "progress"]
"""What a column tells of the goal of its row: the base year, when it is due, or what has been reached."""
MOST_CELLS = 40_000
"""Cells of a document's tables that are looked at."""
LONGEST_CELL = 400
"""Characters of a cell that may tell a year or a state."""

_YEAR = re.compile(r"(?<![0-9.,])((?:19|20)[0-9]{2})(?![\w]|[.,][0-9])")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_LETTER = re.compile(r"[^\W\d_]{3}")


class GoalCell(NamedTuple):
    """What a cell tells: its run in the normalised text, and the year where it tells one."""

    start: int
    end: int
    year: int | None


class GoalRow(NamedTuple):
    """A goal in a row: its block, what its label says, what its columns tell, and the numbers of its other cells."""

    block: int
    label: Reading
    cells: Mapping[GoalColumn, GoalCell]
    numbers: frozenset[str]


class GoalTables:
    """Reads the goals of one document; ``read`` reads the label of a row, None for one that is too long."""

    __slots__ = ("_passages", "_read", "_words")

    def __init__(self, passages: Passages, words: TableWords, read: Callable[[str], Reading | None]) -> None:
        self._passages = passages
        self._words = words
        self._read = read

    def rows(self) -> Iterator[GoalRow]:
        """The goals of all tables with such columns, in order. Time is linear in the cells."""
        told: Mapping[GoalColumn, tuple[str, ...]] = {
            name: words for name in get_args(GoalColumn) if (words := self._words.goals.get(name))
        }
        left = MOST_CELLS
        for table in self._passages.document.tables if told else ():
            left -= len(table.cells)
            if left < 0:
                return
            yield from self._of_table(table, told)

    def _of_table(self, table: Table, told: Mapping[GoalColumn, tuple[str, ...]]) -> Iterator[GoalRow]:
        blocks = self._passages.document.blocks
        columns: dict[int, GoalColumn] = {}
        body: dict[int, list[Cell]] = {}
        for cell in table.cells:
            if not 0 <= cell.block < len(blocks):
                continue
            if cell.row < table.header_rows:
                header = _folded(blocks, cell)
                kind = next((name for name, words in told.items() if _is_named(header, words)), None)
                if kind is not None:
                    columns[cell.column] = kind
            elif columns:
                body.setdefault(cell.row, []).append(cell)
        if not {"base", "due"}.isdisjoint(columns.values()):
            for cells in body.values():
                row = self._row(cells, columns)
                if row is not None:
                    yield row

    def _row(self, cells: Sequence[Cell], columns: Mapping[int, GoalColumn]) -> GoalRow | None:
        blocks, norm = self._passages.document.blocks, self._passages.norm
        found: dict[GoalColumn, GoalCell] = {}
        labels: list[str] = []
        numbers: set[str] = set()
        for cell in cells:
            text = blocks[cell.block].text[cell.start : cell.end]
            if len(text) > LONGEST_CELL:
                continue
            kind = columns.get(cell.column)
            if kind is None:
                if _LETTER.search(text) is not None and not labels:
                    labels.append(text)
                numbers.update(_NUMBER.findall(text))
                continue
            years = {int(year) for year in _YEAR.findall(text)}
            if kind == "progress":
                if _NUMBER.search(text) is not None:
                    found[kind] = GoalCell(*norm.span_of(cell.block, cell.start, cell.end), None)
            elif len(years) == 1:
                found[kind] = GoalCell(*norm.span_of(cell.block, cell.start, cell.end), years.pop())
        label = self._read(" ".join(labels[0].split())) if labels and found else None
        return None if label is None else GoalRow(cells[0].block, label, found, frozenset(numbers))


def _folded(blocks: Sequence[Block], cell: Cell) -> str:
    return " ".join(blocks[cell.block].text[cell.start : cell.end].lower().split())


def _is_named(header: str, words: Sequence[str]) -> bool:
    """Whether a header is one of the words, or begins with one that ends in an ellipsis."""
    return any(header.startswith(word[:-1]) if word.endswith("…") else header == word for word in words)
