"""What a mark says of its group: notes of headings, captions and column headers count for all that stands below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from claimcheck.model.document import Document, Table

NotedIn = Callable[[int], tuple[int, ...]]
"""The blocks of the notes whose marks stand in the block of that number."""


def notes_over(document: Document, noted_in: NotedIn) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Blocks with the notes, as blocks, of the marks on what stands over them: nearest first."""
    tables = {block: notes for table in document.tables for block, notes in _of_table(table, noted_in)}
    # The open headings with their levels and notes, outermost first.
    over: list[tuple[int, tuple[int, ...]]] = []
    noted = False
    for number, block in enumerate(document.blocks):
        if block.kind in ("heading", "title"):
            level = block.level or 1
            while over and over[-1][0] >= level:
                over.pop()
            over.append((level, noted_in(number)))
            noted = any(notes for _, notes in over)
            continue
        if block.kind == "footnote" or not (noted or number in tables):
            continue
        above = tuple(note for _, notes in reversed(over) for note in notes)
        yield number, tuple(dict.fromkeys((*tables.get(number, ()), *above)))


def _of_table(table: Table, noted_in: NotedIn) -> Iterable[tuple[int, tuple[int, ...]]]:
    heads = {cell.block for cell in table.cells if cell.row < table.header_rows}
    if table.caption is not None:
        heads.add(table.caption)
    notes = tuple(note for block in sorted(heads) for note in noted_in(block))
    if not notes:
        return ()
    return [(block, notes) for block in sorted({cell.block for cell in table.cells} - heads)]
