"""What the door gives to a format's reader, and what it gets back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext

from msgspec import Struct

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Block, Effect, Link, Page, Problem, Spot, Table, Tag, Unseen
from claimcheck.read.limits import DEFAULT, Limits, PageRange, raising
from claimcheck.read.ocr import Engine

Progress = Callable[[int, int], None]
"""Called after each page with the number of pages done and the number of pages there are."""

Turn = Callable[[int, int], bool]
"""Called before a page is read, with its number and the number of pages there are; False leaves it out."""


Pause = Callable[[float], AbstractContextManager[None]]
"""Stops the clock of the file while another program works, which may take that many seconds."""


def _no_clock(_: float) -> AbstractContextManager[None]:
    return nullcontext()


class Raw(Struct, frozen=True):
    """One input as found: ``path`` is the name shown to people, ``data`` the whole file.

    ``text`` is set where the caller had a string in the first place; nothing is decoded then. A reader of a paged
    format reads the pages ``wanted`` alone, asks ``opens`` before each of them, and calls ``progress`` after it.
    Pages that are not read are ``unread`` and have no text, and need no problem: whoever left them out says why.
    With ``ocr`` it recognises what it cannot read of pages, each within ``pause``. ``alone``: nothing else in this
    process uses the libraries of the format, so that a reader may begin them anew.
    """

    path: str
    data: bytes
    limits: Limits = DEFAULT
    progress: Progress | None = None
    text: str | None = None
    pages: PageRange | None = None
    password: str | None = None
    turn: Turn | None = None
    ocr: Engine | None = None
    pause: Pause = _no_clock
    alone: bool = False

    def wanted(self, count: int) -> range:
        """The numbers of the pages to read of a file with ``count`` pages; the limit of pages cuts them.

        Raises ``UnreadableInput`` (``no-such-page``) where only pages are wanted that are not there.
        """
        numbers = range(1, count + 1) if self.pages is None else self.pages.within(count)
        if self.pages is not None and not numbers:
            message = f"has {count:,} pages, and none of the pages {self.pages}"
            raise UnreadableInput(message, code="no-such-page", path=self.path, hint="choose other pages")
        return numbers[: self.limits.pages]

    def unreadable(self, code: str, message: str, hint: str | None) -> UnreadableInput:
        """The error for an input of which nothing can be read."""
        return UnreadableInput(message, code=code, path=self.path, hint=hint)

    def empty(self) -> UnreadableInput:
        """The error for an input without any text."""
        hint = "check that the file was saved or downloaded whole"
        return self.unreadable("empty", "has no text in it", hint)

    def problem(self, code: str, message: str, effect: Effect, hint: str | None = None) -> Problem:
        """What is said of the input as a whole."""
        return Problem(code, message, effect, self.path, hint)

    def opens(self, page: int, count: int) -> bool:
        """Say that page ``page`` of ``count`` comes next; whether it is to be read."""
        return self.turn is None or self.turn(page, count)

    def each(self, count: int) -> Iterator[tuple[int, bool]]:
        """The numbers of the pages to read of ``count``, each with whether it is to be read; it is done at the next.

        Raises ``UnreadableInput`` as ``wanted`` does.
        """
        for number in self.wanted(count) if count else ():
            yield number, self.opens(number, count)
            if self.progress:
                self.progress(number, count)


class Reading(Struct, frozen=True):
    """What a format's reader made of the bytes; the fields are those of ``Document``."""

    source: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()
    title: str | None = None
    tables: tuple[Table, ...] = ()
    links: tuple[Link, ...] = ()
    language: str | None = None
    spots: tuple[Spot, ...] = ()
    tags: tuple[Tag, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


def cap_blocks(blocks: list[Block], raw: Raw) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Keep as many blocks as the limits allow; the problem says that there were more."""
    limit = raw.limits.blocks
    if len(blocks) <= limit:
        return tuple(blocks), ()
    message = f"only the first {limit:,} of {len(blocks):,} paragraphs were read"
    return tuple(blocks[:limit]), (raw.problem("limit-blocks", message, "partial", raising("blocks")),)
