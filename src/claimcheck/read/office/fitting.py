"""From drafts to what was read of a file, cut to what the limits allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from msgspec.structs import replace

from claimcheck.model.document import Block, Page, Problem, Table
from claimcheck.read.limits import raising
from claimcheck.read.office.blocks import Made
from claimcheck.read.reading import Raw, Reading, cap_blocks
from claimcheck.read.unseen import Hidden


def finished(
    made: Made,
    raw: Raw,
    said: Iterable[Problem],
    hidden: Hidden,
    *,
    title: str | None,
    language: str | None = None,
    pages: Sequence[Page] = (),
) -> Reading:
    """The reading of a file: as many blocks from the start as the limits allow, with the tables and notes in them.

    ``title`` is that in the properties of the file, which counts where the text has none.
    """
    short, cut = _cap_characters(made.blocks, raw)
    blocks, capped = cap_blocks(short, raw)
    return Reading(
        made.source,
        _within(blocks),
        tuple(pages),
        (*said, *cut, *capped),
        " ".join(" ".join(block.text.split()) for block in blocks if block.kind == "title") or title,
        _kept(made.tables, blocks),
        language=language,
        spots=made.spots,
        unseen=hidden.texts,
    )


def _cap_characters(blocks: list[Block], raw: Raw) -> tuple[list[Block], tuple[Problem, ...]]:
    """The blocks at the start that have no more characters than the limits allow."""
    limit = raw.limits.characters
    if sum(len(block.text) for block in blocks) <= limit:
        return blocks, ()
    lengths = accumulate(len(block.text) for block in blocks)
    count = next(number for number, length in enumerate(lengths) if length > limit)
    message = f"only the first {limit:,} characters were read"
    problem = Problem("limit-characters", message, "partial", raw.path, raising("characters"))
    return blocks[:count], (problem,)


def _within(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks whose marks name only notes that were kept."""
    count = len(blocks)
    return tuple(
        replace(
            block,
            marks=tuple(
                mark if mark.note is None or mark.note < count else replace(mark, note=None)
                for mark in block.marks
            ),
        )
        if block.marks
        else block
        for block in blocks
    )


def _kept(tables: list[Table], blocks: tuple[Block, ...]) -> tuple[Table, ...]:
    """Tables with the cells whose blocks were kept."""
    count = len(blocks)
    kept = []
    for table in tables:
        cells = tuple(cell for cell in table.cells if cell.block < count)
        caption = table.caption if table.caption is not None and table.caption < count else None
        if cells:
            kept.append(replace(table, cells=cells, caption=caption))
    return tuple(kept)
