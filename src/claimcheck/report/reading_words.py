"""The words in which what was read is told, for every format that a person reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from claimcheck.model.reading import BlockOut, CellOut, DataPointOut, PageOut, ReadDocument, TableOut
from claimcheck.model.report import ProblemOut
from claimcheck.report.layout import BROKEN, listed, shorten, visible
from claimcheck.report.words import count
from claimcheck.text.compounds import Compounds, word_at, word_before

PATH_JOIN = " > "
CELL_WIDTH = 28
"""Columns of the screen that a cell of a drawn table takes at most."""
MOST_COLUMNS = 12
"""Columns of a table that are drawn."""


def facts_of(document: ReadDocument) -> list[str]:
    """Format, language and how much there is."""
    facts = [document.format, document.language or ""]
    if document.pages:
        facts.append(count(len(document.pages), "page"))
    facts += [count(len(document.blocks), "block"), count(len(document.tables), "table")]
    if document.tags:
        facts.append(count(len(document.tags), "tag"))
    notes = sum(block.kind == "footnote" for block in document.blocks)
    if notes:
        facts.append(count(notes, "footnote"))
    return [visible(fact) for fact in facts if fact]


def problem_line(problem: ProblemOut) -> str:
    """A problem with its place before it."""
    place = f"{visible(problem.place)}: " if problem.place else ""
    return f"{place}{visible(problem.message)}"


def page_runs(pages: Sequence[PageOut]) -> str:
    """How the pages were read, runs of equal ones together: "1-3 read, 4 blank"."""
    runs = []
    for status, group in groupby(pages, key=lambda page: page.status):
        numbers = [page.number for page in group]
        run = f"{numbers[0]}-{numbers[-1]}" if len(numbers) > 1 else f"{numbers[0]}"
        runs.append(f"{run} {status}")
    return listed(runs)


def block_kind(block: BlockOut) -> str:
    """The kind of a block, with the level of a heading and the label of a note."""
    kind: str = block.kind
    if block.kind == "heading" and block.level is not None:
        kind = f"{kind} {block.level}"
    if block.kind == "footnote" and block.label is not None:
        kind = f"{kind} {visible(block.label)}"
    return f"{kind}, repeated" if block.running else kind


def place_of(block: BlockOut) -> str:
    """Page and line of a block."""
    return f"p{block.page}:{block.line}" if block.page is not None else f"{block.line}"


def with_sections(blocks: Sequence[BlockOut]) -> Iterator[tuple[BlockOut, bool]]:
    """The blocks, each with whether the section it stands in has to be said: a heading right before says it itself."""
    above: tuple[tuple[str, ...], str | None] = ((), None)
    for block in blocks:
        here = (block.section, block.section_kind)
        yield block, here != above and not block.running and block.kind != "heading"
        if block.kind == "heading":
            above = ((*block.section, " ".join(block.text.split())), None)
        elif not block.running:
            above = here


def link_words(block: BlockOut, blocks: Sequence[BlockOut]) -> Iterator[str]:
    """For each note marker of a block: its label, and where its note stands."""
    for mark in block.marks:
        if mark.note is None or not 0 <= mark.note < len(blocks):
            yield f"[{visible(mark.label)}] no note found"
        else:
            yield f"[{visible(mark.label)}] note at {place_of(blocks[mark.note])}"


def path_words(path: Sequence[str]) -> str:
    """A path of labels or headings on one line."""
    return PATH_JOIN.join(visible(part) for part in path)


def value_words(point: DataPointOut) -> str:
    """The value with its unit and year as they were understood."""
    if point.state == "no_value":
        return "no value"
    if point.state == "unclear":
        return "sign unclear"
    number = _number(point.value)
    if point.high is not None:
        number = f"{number} to {_number(point.high)}"
    words = [f"{point.bound} {number}" if point.bound else number, visible(point.unit or "")]
    if point.period is not None:
        words.append(f"in {visible(point.period)}")
    if point.role is not None:
        words.append(f"({point.role}{f' against {point.against}' if point.against else ''})")
    if not point.supports:
        words.append("(no clear row or header)" if point.row_path and point.column_path else "(no header)")
    return " ".join(word for word in words if word)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.12g}"


def table_words(table: TableOut) -> str:
    """Number, place and size of a table."""
    place = f" on page {table.page}" if table.page is not None else ""
    size = f"{count(table.rows, 'row')} by {count(table.columns, 'column')}"
    after = f", continues table {table.header_of + 1}" if table.header_of is not None else ""
    return f"table {table.number + 1}{place}: {size}{after}"


def drawn_rows(table: TableOut) -> Iterator[tuple[bool, list[str]]]:
    """The rows of the grid that have cells, with whether they are header rows; empty places are empty texts.

    At most ``MOST_COLUMNS`` columns, those of the first; a last cell says how many more there are.
    """
    columns = sorted({cell.column for cell in table.cells})
    shown = {column: place for place, column in enumerate(columns[:MOST_COLUMNS])}
    hidden = len(columns) - len(shown)
    for row, cells in groupby(table.cells, key=lambda cell: cell.row):
        texts = [""] * (len(shown) + (hidden > 0))
        for cell in cells:
            place = shown.get(cell.column)
            if place is not None:
                texts[place] = _cell_words(cell)
        if hidden:
            texts[-1] = f"+{hidden}"
        yield row < table.header_rows, texts


def _cell_words(cell: CellOut) -> str:
    return shorten(visible(cell.text), CELL_WIDTH)


def covered_blocks(document: ReadDocument) -> dict[int, TableOut]:
    """Blocks whose whole text stands in the cells of a table, which can be drawn in their place."""
    letters: dict[int, int] = {}
    owner: dict[int, TableOut] = {}
    for table in document.tables:
        for cell in table.cells:
            letters[cell.block] = letters.get(cell.block, 0) + sum(map(str.isalnum, cell.text))
            owner.setdefault(cell.block, table)
    return {
        number: table
        for number, table in owner.items()
        if letters[number] >= sum(map(str.isalnum, document.blocks[number].text))
    }


def hyphened(document: ReadDocument) -> Compounds:
    """Which words a document writes with a hyphen."""
    return Compounds([block.text for block in document.blocks])


def whole(text: str, compounds: Compounds) -> str:
    """Text for people: words that a line end broke are whole again, with the hyphen that belongs to some of them."""
    parts = text.split(BROKEN)
    joined = [parts[0]]
    for before, after in pairwise(parts):
        goes = before[-1:].isalpha() and after[:1].islower()
        stays = not goes or compounds(word_before(before, len(before)), word_at(after, 0))
        joined += ("-" if stays else "", after)
    return "".join(joined)
