"""A page of markup whose text stands at fixed places: its lines go through the layout of PDF pages.

``Document.source`` is the page of markup all the same; what is read maps to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from claimcheck.model.document import Block, Page, Table, Way
from claimcheck.read.html.placed.walk import PlacedPage, Walk
from claimcheck.read.html.tokens import Span

_FIXED = re.compile(r"position\s{0,9}:\s{0,9}(?:absolute|fixed)", re.IGNORECASE)
_LEAST_SHARE = 0.8  # of the letters stand at fixed places
_FEWEST = 8  # fragments


class Placed(NamedTuple):
    """What was read of such a page; ``hidden`` are the texts that it hides, ``cut_off`` says that it has no end, and
    ``broken`` are its tags that hold another one.
    """

    blocks: list[Block]
    tables: tuple[Table, ...]
    pages: tuple[Page, ...]
    title: str | None
    hidden: list[tuple[Span, Way]]
    language: str | None
    cut_off: bool
    broken: list[Span]


def read_placed(source: str) -> Placed | None:
    """Read a page of markup; None where its text flows, as that of most pages does."""
    if _FIXED.search(source) is None:
        return None
    walk = Walk(source)
    letters = walk.fixed_letters + walk.loose_letters + walk.long_letters
    pages = list(_pages(walk.pages))
    fragments = sum(len(page.fragments) for page in pages)
    if walk.given_up or fragments < _FEWEST or walk.fixed_letters < _LEAST_SHARE * letters:
        return None
    # Whoever reads pages that flow does not wait for the layout of those of PDF files.
    from claimcheck.read.html.placed.laid_out import laid_out

    blocks, tables, found = laid_out(pages)
    title = next((" ".join(block.text.split()) for block in blocks if block.kind == "title"), None)
    head = walk.title or title
    return Placed(blocks, tables, found, head, walk.hidden, walk.language, walk.cut_off, walk.broken)


def _pages(found: Sequence[PlacedPage]) -> Iterator[PlacedPage]:
    """The pages, blank ones too, without what is only there to hold them."""
    for page, following in zip_longest(found, found[1:]):
        if page.fragments or following is None or following.start >= page.end:
            yield page
