"""A document up to the claim behind which the limits let no more be judged."""

from __future__ import annotations

from dataclasses import replace

from claimcheck.model.document import Block, Document, Problem
from claimcheck.read.limits import raising


def first_claims(document: Document, most: int, block: int) -> Document:
    """The blocks before the one of the first claim too many, at least one of them, with the problem that says so.

    Tables that reach behind them are left out, and so are notes that stand there.
    """
    end = max(block, 1)
    of = f"{end:,} of {len(document.blocks):,}"
    message = f"has more than {most:,} claims: only the first {of} paragraphs were judged"
    problem = Problem("limit-claims", message, "partial", document.path, raising("claims"))
    return replace(
        document,
        blocks=tuple([_without_notes(one, end) for one in document.blocks[:end]]),
        tables=tuple([one for one in document.tables if all(cell.block < end for cell in one.cells)]),
        problems=(*document.problems, problem),
    )


def _without_notes(block: Block, end: int) -> Block:
    if all(mark.note is None or mark.note < end for mark in block.marks):
        return block
    marks = [
        mark if mark.note is None or mark.note < end else replace(mark, note=None) for mark in block.marks
    ]
    return replace(block, marks=tuple(marks))
