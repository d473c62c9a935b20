"""What a document numbers in its captions ("Table 7"), and the page numbers that it prints."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from claimcheck.model.document import Block, Document
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.passages import Passages
from claimcheck.text.remembered import late_pattern

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


ROLES = ("page", "table", "section", "figure", "note")
NAME_REACH = 48
"""Characters between a pointer and the name of the document that it points into."""
_NUMBERED = late_pattern(r"([^\W\d_]+)\.? ([0-9]+(?:\.[0-9]+)*|[A-Z](?:\.[0-9]+)*)(?![\w])")
_CONTENTS = late_pattern(r"(?:[.…] ?){3,}[0-9]+$")
"""The end of a line of a table of contents."""
_TABLE, _ROW = "table", "table"
_FARTHEST = 3
"""Blocks between a caption and its table."""


class NumberedPlaces:
    """Those of one document."""

    def __init__(self, lexicon: Lexicon, passages: Passages) -> None:
        self._references = lexicon.facts.index.references
        self._passages = passages

    def role(self, word: str) -> str | None:
        """The role of a word for a numbered place, None for another word."""
        low = word.lower()
        for form in (low, f"{low}."):
            if form in self._references:
                for phrase, role in self._references[form]:
                    if phrase == form and role in ROLES:
                        return str(role)
        return None

    @cached_property
    def captions(self) -> Mapping[str, Mapping[str, int]]:
        """Blocks that open with a word and a number ("Table 7"), by their roles; the first of each counts."""
        found: dict[str, dict[str, int]] = {}
        for number, block in enumerate(self._passages.document.blocks):
            if block.kind in ("caption", "heading") or (block.kind == "paragraph" and len(block.text) < NAME_REACH * 3):
                told = _NUMBERED.match(block.text)
                role = None if told is None else self.role(told.group(1))
                if told is not None and role is not None and not _CONTENTS.search(block.text):
                    found.setdefault(role, {}).setdefault(told.group(2).lower(), number)
        return found

    def table_of(self, index: int, until: int) -> tuple[int, int] | None:
        """The one table that a sentence names before an offset: the blocks of its caption and of its first row."""
        named = {
            one.text.lower().split()[-1]
            for one in self._passages.facts(index)
            if one.kind == "reference" and one.role == _TABLE and one.start < until
        }
        tables = self.captions.get(_TABLE, {})
        if len(named) != 1 or not named <= tables.keys():
            return None
        caption = tables[named.pop()]
        near = enumerate(self._passages.document.blocks[caption : caption + _FARTHEST + 1], start=caption)
        return next(((caption, at) for at, block in near if block.kind == _ROW), None)
