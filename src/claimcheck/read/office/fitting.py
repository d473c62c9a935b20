"""What was made of a file, cut to what the limits allow."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from msgspec.structs import replace

from claimcheck.model.document import Block, Problem, Table
from claimcheck.read.limits import raising
from claimcheck.read.office.blocks import Made
from claimcheck.read.reading import Raw, cap_blocks


class Fitted(NamedTuple):
    """The blocks and tables that are kept, and what has to be said of the others."""

    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    problems: tuple[Problem, ...]


def fitted(made: Made, raw: Raw) -> Fitted:
    """As many blocks from the start as the limits allow, with the tables and notes in them."""
    short, cut = _cap_characters(made.blocks, raw)
    blocks, capped = cap_blocks(short, raw)
    return Fitted(_within(blocks), _kept(made.tables, blocks), (*cut, *capped))


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
