"""The abbreviations and terms that a document explains, and where: in brackets, a glossary, a list or a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from msgspec import Struct

from claimcheck.model.document import Block
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

MOST = 400
"""Abbreviations of one document that are looked at."""
_BRACKETS = re.compile(r"\(([A-Z][A-Za-z]{0,4}[A-Z])s?\)")
_REACH = 60
"""Characters before an abbreviation in brackets in which the words stand that it is made of."""
ABBREVIATION = re.compile(r"(?<![\w-])[A-Z][A-Za-z]{0,4}[A-Z](?![\w-])")
_OPENS = re.compile(rf"({ABBREVIATION.pattern})(?: *(?:[:|=–—]|- |\() *|$)")
_HEADS = re.compile(rf"({ABBREVIATION.pattern}) ")
_LISTED = ("list", "table")
_LEAST_WORDS, _LEAST_LETTERS = 3, 4
"""So many words of so many letters make an explanation; a row of figures has fewer."""


class Definition(NamedTuple):
    """What an abbreviation stands for, in lower case, empty where that is not told; and the block that explains it.

    ``start`` is where the explanation begins in the text of the block; None where only brackets explain it.
    """

    words: tuple[str, ...]
    block: int | None = None
    start: int = 0


class Definitions(Struct, dict=True, eq=False):
    """The definitions of one document; looked for when the first one is asked for."""

    passages: Passages

    @cached_property
    def known(self) -> Mapping[str, Definition]:
        """The definitions by abbreviation; one that is explained at length before one in brackets."""
        found: dict[str, Definition] = {}
        for name, one in islice((*self._entries(), *self._in_brackets()), MOST):
            found.setdefault(name, one)
        return found

    def within(self, text: str) -> Iterator[Definition]:
        """The definitions of the abbreviations in a text, in order."""
        if self.known:
            for name in dict.fromkeys(ABBREVIATION.findall(text)):
                if name in self.known:
                    yield self.known[name]

    def text(self, one: Definition) -> str:
        """The explanation in full, empty where only brackets explain it."""
        return "" if one.block is None else self.passages.document.blocks[one.block].text[one.start :]

    def of_rows(self, rows: Sequence[int]) -> Iterator[int]:
        """Indices of the sentences that explain abbreviations in rows of tables, or in what heads their cells."""
        for row in rows:
            for one in self.within(" ".join(self._heads.get(self.passages.spans[row].block, ()))):
                if one.block is not None:
                    yield from self.passages.of_block(one.block)

    @cached_property
    def _heads(self) -> Mapping[int, Sequence[str]]:
        """The labels of rows and columns over the figures in each block of a table."""
        found: dict[int, dict[str, None]] = {}
        for point in self.passages.structure.data_points:
            found.setdefault(point.block, {}).update(dict.fromkeys((*point.row_path, *point.column_path)))
        return {block: list(texts) for block, texts in found.items()}

    def _entries(self) -> Iterator[tuple[str, Definition]]:
        """What entries of glossaries and lists explain: "EPT: electricity per traffic", or in the entry behind."""
        blocks = self.passages.document.blocks
        for number, block in enumerate(blocks):
            opens = _OPENS.match(block.text) or self._opens_entry(block)
            if opens is None or block.muted:
                continue
            at, start = number, opens.end()
            if start == len(block.text) and _goes_on(blocks, number):
                at, start = number + 1, 0
            told = blocks[at].text[start:]
            if (
                sum(one.isalpha() and len(one) >= _LEAST_LETTERS for one in WORD.findall(told))
                >= _LEAST_WORDS
            ):
                yield opens[1], Definition(_spelled(opens[1], told), at, start)

    @staticmethod
    def _opens_entry(block: Block) -> re.Match[str] | None:
        """The abbreviation at the head of an entry, where the words right behind it spell it ("TSR thermal …")."""
        opens = _HEADS.match(block.text) if block.kind in _LISTED else None
        return opens if opens is not None and _spelled(opens[1], block.text[opens.end() :]) else None

    def _in_brackets(self) -> Iterator[tuple[str, Definition]]:
        """What stands before an abbreviation in brackets, where its words begin with the letters."""
        text = self.passages.norm.text
        for match in _BRACKETS.finditer(text):
            words = WORD.findall(text, max(0, match.start() - _REACH), match.start())
            spelled = _spelled(match[1], " ".join(words[-len(match[1]) :]))
            if spelled:
                yield match[1], Definition(spelled)


def _goes_on(blocks: Sequence[Block], number: int) -> bool:
    """Whether the block behind an entry of a list is in that list, too."""
    kind = blocks[number].kind
    return kind in _LISTED and number + 1 < len(blocks) and blocks[number + 1].kind == kind


def _spelled(letters: str, told: str) -> tuple[str, ...]:
    """The first words of an explanation whose first letters make the abbreviation; small words may stand between."""
    words = [part for word in WORD.findall(told.lower()) for part in word.split("-")]
    left, found = letters.lower(), list[str]()
    for word in words:
        if not left:
            break
        if word.startswith(left[0]):
            left = left[1:]
        elif not found or len(word) >= _LEAST_LETTERS:
            return ()
        found.append(word)
    return () if left else tuple(found)
