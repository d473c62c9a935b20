"""What the door gives to a format's reader, and what it gets back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claimcheck.model.document import Block, Page, Problem, Table
from claimcheck.read.limits import Limits

Progress = Callable[[int, int], None]
"""Called after each page with the number of pages done and the number of pages there are."""


@dataclass(frozen=True, slots=True)
class Raw:
    """One input as found: ``path`` is the name shown to people, ``data`` the whole file.

    ``text`` is set where the caller had a string in the first place; nothing is decoded then.
    """

    path: str
    data: bytes
    limits: Limits
    progress: Progress | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a format's reader made of the bytes; the fields are those of ``Document``."""

    source: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()
    title: str | None = None
    tables: tuple[Table, ...] = ()


def cap_blocks(blocks: list[Block], raw: Raw) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Keep as many blocks as the limits allow; the problem says that there were more."""
    limit = raw.limits.blocks
    if len(blocks) <= limit:
        return tuple(blocks), ()
    message = f"only the first {limit:,} of {len(blocks):,} paragraphs were read"
    hint = "split the file, or raise the limit of blocks"
    return tuple(blocks[:limit]), (Problem("limit-blocks", message, "partial", raw.path, hint),)
