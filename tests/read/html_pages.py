"""Pages made for the tests, and their reading."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from reading_checks import check

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Document, Problem
from claimcheck.read.blocks.notes import link_notes
from claimcheck.read.blocks.typed_notes import resolve
from claimcheck.read.html.reader import read
from claimcheck.read.limits import DEFAULT
from claimcheck.read.reading import Raw


def page(markup: str | bytes, path: str = "page.html", **limits: Any) -> Document:
    """The document of a page, read in this process, with the invariants of all documents checked."""
    data = markup if isinstance(markup, bytes) else markup.encode()
    raw = Raw(path, data, replace(DEFAULT, **limits))
    try:
        reading = read(raw)
    except UnreadableInput as error:
        problem = Problem(error.code, error.message, "unreadable", path, error.hint)
        return check(Document(path, "html", "", "", (), problems=(problem,)))
    # Notes that no link tells are told as those of all formats are.
    blocks, tables = resolve(reading.blocks, reading.tables, reading.source)
    document = Document(
        path,
        "html",
        "",
        reading.source,
        link_notes(blocks),
        problems=reading.problems,
        title=reading.title,
        tables=tables,
    )
    for table in document.tables:
        for cell in table.cells:
            block = document.blocks[cell.block]
            assert block.kind == "table"
            assert 0 <= cell.start < cell.end <= len(block.text)
            assert cell.row + cell.rows <= table.rows
            assert cell.column + cell.columns <= table.columns
    for block in document.blocks:
        for mark in block.marks:
            assert mark.note is None or document.blocks[mark.note].kind in ("footnote", "table")
    return check(document)


def shown(markup: str) -> list[str]:
    """The texts of a page's blocks."""
    return [block.text for block in page(markup).blocks]


def kinds(markup: str) -> list[tuple[str, str]]:
    """Kind and text of a page's blocks."""
    return [(block.kind, block.text) for block in page(markup).blocks]


def grid(document: Document, number: int = 0) -> dict[tuple[int, int], str]:
    """The texts of a table's cells by row and column."""
    return {
        (cell.row, cell.column): document.blocks[cell.block].text[cell.start : cell.end]
        for cell in document.tables[number].cells
    }
