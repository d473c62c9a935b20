"""The page numbers that a document prints: offsets behind a cover or front matter, and two on each page of a spread."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.model.document import Block, Document

LEAST_NUMBERED = 3
"""Pages that print a number by one rule: fewer may be chance."""
EXCERPT = 5
"""A document whose first page prints this or more is a part of another one."""
_PRINTED = re.compile(r"0*([0-9]{1,4})")


class _Rule(NamedTuple):
    """Number of a page: ``step`` times its place in the file, plus ``shift``; a spread has a step of two."""

    step: int
    shift: int


class PageNumbers:
    """Which pages of a file bear a printed number.

    ``understood`` says that enough pages print theirs by one rule; ``known`` the pages of the file that have blocks.
    """

    def __init__(self, document: Document) -> None:
        self.known = frozenset(block.page for block in document.blocks if block.page is not None)
        self._labels = {page.label: page.number for page in document.pages if page.label is not None}
        rules: Counter[_Rule] = Counter()
        for page, numbers in _printed(document).items():
            rules.update({_Rule(1, number - page) for number in numbers})
            rules.update({_Rule(2, number - 2 * page) for number in numbers if number + 1 in numbers})
        rule, count = rules.most_common(1)[0] if rules else (_Rule(1, 0), 0)
        self.understood = count >= max(LEAST_NUMBERED, len(self.known) // 4)
        self._rule = rule if self.understood else _Rule(1, 0)

    def page(self, number: int) -> int | None:
        """The page of the file that bears a number; where none prints any, the one of that place."""
        if not self.understood and str(number) in self._labels:
            return self._labels[str(number)]
        page = (number - self._rule.shift) // self._rule.step
        return page if page in self.known else None

    def may_be_outside(self, number: int, pages: int) -> bool:
        """Whether a number may be that of a page that is not in the file of so many pages, or has nothing to read."""
        first = self._rule.step + self._rule.shift
        place = (number - self._rule.shift) // self._rule.step
        return first >= EXCERPT or 1 <= place <= pages


def _printed(document: Document) -> dict[int, set[int]]:
    """The numbers on each page that may be its own."""
    found: dict[int, set[int]] = {}
    for block in document.blocks:
        if block.page is not None:
            found.setdefault(block.page, set()).update(_numbers(block))
    return found


def _numbers(block: Block) -> Iterator[int]:
    """All of a block, or the first and last word of a repeated head or foot."""
    text = block.text.strip()
    words = text.split() if block.running else [text]
    for word in {*words[:1], *words[-1:]}:
        printed = _PRINTED.fullmatch(word)
        if printed is not None:
            yield int(printed.group(1))
