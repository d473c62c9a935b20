"""Chapters that were read one by one become one document: its text is theirs, and each of them is a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from claimcheck.model.document import Block, Cell, Effect, Page, PageStatus, Piece, Problem, Table
from claimcheck.read.blocks.sections import SectionPath
from claimcheck.read.pages import listed
from claimcheck.read.reading import Reading
from claimcheck.read.unseen import Hidden

_BLOCK_END = "\n"


@dataclass
class Binding:
    """The document that chapters are put into.

    ``path`` is the name of the file, ``language`` what the book says of its own.
    """

    path: str
    language: str | None = None
    pages: list[Page] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    hidden: Hidden = field(default_factory=Hidden)
    _hiding: Effect = "note"
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _problems: dict[str, tuple[Problem, list[int]]] = field(default_factory=dict)

    def add(self, reading: Reading) -> bool:
        """Add a chapter; whether it shows any text. What the page is called is no part of it, a heading is."""
        number, start, first = len(self.pages) + 1, self._length, len(self.blocks)
        kept = [block for block in reading.blocks if not (block.kind == "title" and block.level is None)]
        places = {id(block): first + at for at, block in enumerate(kept)}
        index = [places.get(id(block)) for block in reading.blocks]
        sections = SectionPath()
        for block in kept:
            self.blocks.append(self._moved(block, number, sections, index, reading.language))
        self.tables += _moved_tables(reading.tables, index, number, len(self.tables))
        for one in reading.unseen:
            self.hidden.add(one.text, one.way, f"page {number}, {one.place}")
        for problem in reading.problems:
            if problem.code == "hidden-text":
                self._hiding = problem.effect if problem.effect == "partial" else self._hiding
            else:
                self._problems.setdefault(problem.code, (problem, []))[1].append(number)
        if kept:
            self.pages.append(Page(number, start, self._length - len(_BLOCK_END)))
        return bool(kept)

    def skip(self, status: PageStatus) -> None:
        """Count a chapter that has no text, or of which none is read."""
        self.pages.append(Page(len(self.pages) + 1, self._length, self._length, status))

    @property
    def source(self) -> str:
        """The text of all chapters: a line is a paragraph or a row of a table."""
        return "".join(self._parts)

    def problems(self) -> Iterator[Problem]:
        """What had to be said of the chapters: each thing once, with the pages of which it is true."""
        for problem, numbers in self._problems.values():
            others = len(numbers) - 1
            more = f"; the same of {others:,} more page{'s' if others > 1 else ''}" if others else ""
            place = f"{self.path}, p. {listed(numbers)}"
            yield replace(problem, message=f"{problem.message}{more}", place=place)
        yield from self.hidden.problems(self.path, self._hiding)

    def _moved(
        self,
        block: Block,
        page: int,
        sections: SectionPath,
        index: list[int | None],
        language: str | None,
    ) -> Block:
        kind, section = block.kind, sections.path
        if kind in ("title", "heading") and not block.running:
            kind, section = "heading", sections.enter(block.level or 1, block.text)
        marks = tuple(
            mark if mark.note is None else replace(mark, note=index[mark.note]) for mark in block.marks
        )
        pieces = (Piece(0, self._length, len(block.text)),)
        self._parts += (block.text, _BLOCK_END)
        self._length += len(block.text) + len(_BLOCK_END)
        told = block.language or language
        return replace(
            block,
            kind=kind,
            pieces=pieces,
            page=page,
            section=section,
            marks=marks,
            box=None,
            language=told if told != self.language else None,
        )


def _moved_tables(tables: Iterable[Table], index: list[int | None], page: int, first: int) -> Iterator[Table]:
    for table in tables:
        cells = [_moved_cell(cell, index[cell.block]) for cell in table.cells]
        yield replace(
            table,
            cells=tuple(cell for cell in cells if cell),
            caption=None if table.caption is None else index[table.caption],
            page=page,
            header_of=None if table.header_of is None else first + table.header_of,
        )


def _moved_cell(cell: Cell, block: int | None) -> Cell | None:
    return None if block is None else replace(cell, block=block)
