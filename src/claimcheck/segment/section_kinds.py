"""Which kind of section each block stands in: told by the words of its headings, held as far as the headings reach."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from claimcheck.model.document import Block, Document
from claimcheck.segment.cell_values import folded
from claimcheck.text.remembered import remembered
from claimcheck.text.structure_words import HeadingWords, phrase_pattern

LONGEST_HEADING = 160
"""Characters; a longer heading may be a sentence in large type, and names a section by its first words alone."""
LONGEST_TITLE_LINE = 70
"""Characters of a line that may head a section in a document without headings."""

_ENUMERATOR = re.compile(r"\A(?:(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})(?:\.[0-9]{1,2})*[.):]? +)(?=\w)")
_PAGE_BEHIND = re.compile(r"(?<![ .·…_|-])[ .·…_|-]++[0-9]{1,3}$")
_ASIDE = re.compile(r" ?[(\[][^()\[\]]*[)\]]")
_PARTS = re.compile(r"(?:(?<!\s)\s+)?(?::| - | \| |/ )\s*")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_WORD = re.compile(r"\w+")
_ENDS = ".!?;,"


class _Open(NamedTuple):
    level: int
    kind: str | None
    page: int | None


class _Phrases(NamedTuple):
    """The words of the headings of a language, ready to be looked for."""

    whole: Mapping[str, str]
    opening: Mapping[str, Sequence[tuple[str, str]]]
    closing: Sequence[tuple[str, str]]
    within: Sequence[tuple[str, re.Pattern[str]]]
    never: Mapping[str, re.Pattern[str]]
    keeps: Mapping[str, re.Pattern[str]]
    made_of: Sequence[tuple[str, frozenset[str], frozenset[str]]]


# Every document is read anew, and all in a language with the same words.
@lru_cache(maxsize=16)
def _phrases(headings: tuple[tuple[str, HeadingWords], ...]) -> _Phrases:
    return _Phrases(
        {_open(phrase): kind for kind, words in headings for phrase in words.whole},
        _by_first_word((_open(phrase), kind) for kind, words in headings for phrase in words.opening),
        [(_open(phrase), kind) for kind, words in headings for phrase in words.closing],
        [(kind, phrase_pattern(map(_open, words.within))) for kind, words in headings if words.within],
        {kind: phrase_pattern(map(_open, words.but_not)) for kind, words in headings if words.but_not},
        {kind: phrase_pattern(map(_open, words.keeps)) for kind, words in headings},
        [(kind, words.made_of, words.made_of | words.beside) for kind, words in headings if words.made_of],
    )


class HeadingReader:
    """Tells the kind of section that a heading opens; each text is looked at once."""

    def __init__(self, headings: Mapping[str, HeadingWords]) -> None:
        self._headings = headings

    @property
    def _phrases(self) -> _Phrases:
        # Patterns of hundreds of words, which a text without headings has no use for.
        return _phrases(tuple(self._headings.items()))

    @remembered
    def kind_of(self, text: str) -> str | None:
        """The kind of section under a heading, None where its words name none."""
        return self._opened(_plain(text)) if len(text) > LONGEST_HEADING else self._told(_plain(text))

    def tells(self, kind: str) -> bool:
        """Whether it is one of the kinds that headings are looked at for."""
        return kind in self._headings

    def keeps(self, kind: str, text: str) -> bool:
        """Whether a heading on the level of a section's own goes on with the section."""
        pattern = self._phrases.keeps.get(kind)
        return pattern is not None and len(text) <= LONGEST_HEADING and bool(pattern.search(_plain(text)))

    def _told(self, plain: str) -> str | None:
        bare = _ASIDE.sub("", plain).strip()
        parts = _PARTS.split(bare)
        for text in (plain, bare, parts[-1] if len(parts) > 1 else ""):
            kind = self._phrases.whole.get(text)
            if kind is not None and self._allows(kind, plain):
                return kind
        opened = self._opened(plain) or (self._opened(parts[-1]) if len(parts) > 1 else None)
        if opened is not None:
            return opened
        for phrase, kind in self._phrases.closing:
            whole = bare.endswith(phrase) and not bare[: -len(phrase)][-1:].isalpha()
            if whole and self._allows(kind, plain):
                return kind
        for kind, pattern in self._phrases.within:
            if pattern.search(plain) and self._allows(kind, plain):
                return kind
        return self._composed(bare) or self._composed(parts[-1])

    def _composed(self, bare: str) -> str | None:
        """The kind of a heading of nothing but words that such headings are made of."""
        words = frozenset(_WORD.findall(bare))
        return next((kind for kind, own, every in self._phrases.made_of if words <= every and words & own), None)

    def _opened(self, plain: str) -> str | None:
        for phrase, kind in self._phrases.opening.get(_first_word(plain), ()):
            whole = plain.startswith(phrase) and not plain[len(phrase) : len(phrase) + 1].isalpha()
            if whole and self._allows(kind, plain):
                return kind
        return None

    def _allows(self, kind: str, plain: str) -> bool:
        never = self._phrases.never.get(kind)
        return never is None or not never.search(plain)


def _by_first_word(pairs: Iterable[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Phrases with their kinds by the first word of the phrase, the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for phrase, kind in sorted(pairs, key=lambda pair: (-len(pair[0]), pair)):
        found.setdefault(_first_word(phrase), []).append((phrase, kind))
    return found


def _first_word(text: str) -> str:
    word = _WORD.match(text)
    return word.group() if word else text[:1]


def _open(phrase: str) -> str:
    """A phrase with blanks for the hyphens inside words, which headings have or leave out."""
    return _HYPHEN.sub(" ", phrase)


def _plain(text: str) -> str:
    """The words of a heading in lower case, without enumerator, page number and final punctuation."""
    low = " ".join(folded(text).lower().split())
    low = _PAGE_BEHIND.sub("", low).strip(" .:*-|")
    return _open(_ENUMERATOR.sub("", low, count=1))


def section_kinds(
    document: Document, reader: HeadingReader, page_bound: Collection[str] = (), yielding: HeadingReader | None = None
) -> tuple[str | None, ...]:
    """The kind of section of every block, None for those that stand in none; headings stand in their own.

    A section holds until the next heading of its level or above; headings below it may open another inside it. A
    heading without text between it and the one before goes on with that one, unless it names a kind itself. One
    of ``page_bound``, such as a table of contents, holds at least to the end of its page, whose headings are its
    entries, and no further. A document without headings has its title lines for headings. The kinds that ``yielding``
    tells stand only where there would be none.
    """
    headed = any(block.kind == "heading" and not block.running for block in document.blocks)
    walk = _Walk(reader, frozenset(page_bound), yielding or HeadingReader({}))
    found: list[str | None] = []
    for block in document.blocks:
        if block.running:
            found.append(None)
            continue
        level = _level(block, headed)
        found.append(walk.text(block) if level is None else walk.enter(block, level))
    return tuple(found)


def _level(block: Block, headed: bool) -> int | None:
    """The level of a heading or title, or of what serves as one; None for other blocks."""
    if block.kind == "heading":
        return block.level or 1
    if block.kind == "title":
        return 1 if headed else 0
    if headed or block.kind != "paragraph" or len(block.text) > LONGEST_TITLE_LINE or "\n" in block.text:
        return None
    return 1 if block.text[-1:] not in _ENDS and block.text[:1].isupper() else None


class _Walk:
    """The sections that are open, outermost first."""

    def __init__(self, reader: HeadingReader, page_bound: frozenset[str], yielding: HeadingReader) -> None:
        self._reader = reader
        self._yielding = yielding
        self._page_bound = page_bound
        self._open: list[_Open] = []
        self._fresh = False

    def text(self, block: Block) -> str | None:
        """The kind of the section that a block of text stands in."""
        self._fresh = False
        return self._kind(block)

    def _kind(self, block: Block) -> str | None:
        while self._open and self._is_over(self._open[-1], block):
            self._open.pop()
        return self._open[-1].kind if self._open else None

    def enter(self, block: Block, level: int) -> str | None:
        """Open what a heading heads, and return its kind."""
        current = self._kind(block)
        if current in self._page_bound and block.page is not None:
            return current
        told = kind = self._reader.kind_of(block.text)
        goes_on = self._fresh and bool(self._open) and level >= self._open[-1].level
        if kind is None and current is not None and (goes_on or self._reader.keeps(current, block.text)):
            kind = current
        while self._open and self._open[-1].level >= level:
            self._open.pop()
        if kind is None and self._open:
            kind = self._open[-1].kind
        if kind is None or self._yielding.tells(kind):
            told = self._yielding.kind_of(block.text)
            kind = told or kind
        self._fresh = told is not None
        self._open.append(_Open(level, kind, block.page))
        return kind

    def _is_over(self, section: _Open, block: Block) -> bool:
        """Whether a section that ends with its page has ended."""
        return section.kind in self._page_bound and section.page is not None and section.page != block.page
