"""Which language each part of a document is in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import NamedTuple

from msgspec.structs import replace

from claimcheck.model.document import Block, Document, Piece
from claimcheck.rulepack.pack import Pack
from claimcheck.text.language import LEAST_WORDS, LanguageGrammar, code_of, language_of, words_in
from claimcheck.text.short_text_language import (
    CERTAIN,
    LIKELY,
    MOST_OF_BADGE,
    UNKNOWN,
    Least,
    language_of_badge,
    language_of_few,
    speaks_for,
)

COPY = 20_000
"""Characters of the longest document that is no report but copy, of which any sentence may be in another language."""
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"(?:[^\n.!?。！？]|[.!?](?!\s))+[.!?。！？]*")


class Part(NamedTuple):
    """A run of the text of a block, as offsets into it, and the language that it is in."""

    block: int
    start: int
    end: int
    language: str


class Spoken(NamedTuple):
    """The languages of a document: the ``usual`` one, and the parts that are in another one, in order.

    ``usual`` is None where nothing tells it. ``short``: no text is long enough to be sure of, so that each part may mix
    languages.
    """

    usual: str | None
    others: tuple[Part, ...] = ()
    short: bool = False

    def sizes(self, document: Document) -> Counter[str]:
        """Characters by language; those of which nothing is known are nobody's."""
        found = _sizes(self.others)
        if self.usual is not None:
            rest = sum(len(block.text) for block in document.blocks) - found.total()
            found[self.usual] += rest
        return +found

    def parts(self, document: Document, languages: Collection[str]) -> list[Part]:
        """The parts that are in some languages, in order."""
        found = [part for part in self.others if part.language in languages]
        if self.usual is not None and self.usual in languages:
            found += self._rest(document, self.usual)
        return sorted(found)

    def _rest(self, document: Document, usual: str) -> Iterator[Part]:
        """What of the blocks is in the usual language."""
        taken: dict[int, list[Part]] = {}
        for part in self.others:
            taken.setdefault(part.block, []).append(part)
        for number, block in enumerate(document.blocks):
            at = 0
            for part in (*taken.get(number, ()), Part(number, len(block.text), len(block.text), usual)):
                rest = block.text[at : part.start]
                if rest.strip():
                    yield Part(number, at + len(rest) - len(rest.lstrip()), part.start, usual)
                at = part.end


def spoken(document: Document, pack: Pack, fallback: str, asked: str | None = None) -> Spoken:
    """The languages of a document by what its text shows, and where that tells nothing by what the file says.

    What the file says of itself is often left over from a template, so text that clearly is in another language goes
    before it. ``fallback`` is the language of text that may be in any, ``asked`` the one that the caller says it is in.
    """
    return _Listener(document, pack, fallback, asked).spoken()


def badges(document: Document, heard: Spoken, pack: Pack, language: str) -> list[Part]:
    """The one to three words of copy that stand alone and sound like one language where another is usual.

    "Klimaneutral" on an English page is too little to tell its language by, and enough to be tried with German rules.
    """
    if heard.usual in (None, language, UNKNOWN) or not is_copy(document):
        return []
    return [
        part._replace(language=language)
        for part in _alone(document, heard)
        if speaks_for(_text(document, part), pack.languages, language, heard.usual or language)
    ]


def is_copy(document: Document) -> bool:
    """Whether a document is no report but copy."""
    return sum([len(block.text) for block in document.blocks]) <= COPY


def _alone(document: Document, heard: Spoken) -> Iterator[Part]:
    """The lines and cells of so few words that they may be labels, of which nothing is told yet.

    A colon has a field before it ("Passage: eutrophication"), and a long line goes on in the next.
    """
    cells: dict[int, list[tuple[int, int]]] = {}
    for table in document.tables:
        for cell in table.cells:
            cells.setdefault(cell.block, []).append((cell.start, cell.end))
    told: dict[int, list[Part]] = {}
    for part in heard.others:
        told.setdefault(part.block, []).append(part)
    for number, block in enumerate(document.blocks):
        runs_on = False
        for start, end in cells.get(number) or [found.span() for found in _LINE.finditer(block.text)]:
            text = block.text[start:end]
            words = len(words_in(text))
            free = not runs_on and 0 < words <= MOST_OF_BADGE and ":" not in text
            if free and not any(part.start < end and start < part.end for part in told.get(number, ())):
                yield Part(number, start, end, "")
            runs_on = number not in cells and words >= LEAST_WORDS and text.rstrip()[-1:] not in ".!?"


def _text(document: Document, part: Part) -> str:
    return document.blocks[part.block].text[part.start : part.end]


class _Listener:
    """Listens to one document."""

    def __init__(self, document: Document, pack: Pack, fallback: str, asked: str | None) -> None:
        self._document = document
        self._blocks = document.blocks
        self._pack = pack
        self._grammar = pack.languages
        self._fallback = fallback
        self._capitals = {name for name, lexicon in pack.lexicons.items() if lexicon.noun_capitals}
        self._told = [language_of(block.text, self._grammar) for block in self._blocks]
        sizes: Counter[str] = Counter()
        for block, language in zip(self._blocks, self._told, strict=True):
            if language is not None:
                sizes[language] += len(block.text)
        most = max(sizes, key=lambda name: sizes[name]) if sizes else code_of(document.language)
        self._usual = asked or most
        self._certain = bool(sizes or asked)
        self._is_copy = is_copy(document)
        known = cache(partial(_common_words, self._blocks, self._told, self._usual))
        self._of_text = cache(partial(_language_of, self._grammar, self._capitals, self._usual, known))

    def spoken(self) -> Spoken:
        """What is heard of all blocks."""
        if self._usual is None:
            return self._with_badges(self._of_few())
        others = [part for part in self._parts() if part.language != self._usual]
        return self._with_badges(Spoken(self._usual, tuple(others), not self._certain))

    def _with_badges(self, heard: Spoken) -> Spoken:
        """The same with words that stand alone in copy and are none of its language ("Neutre en carbone")."""
        usual = heard.usual or self._fallback
        if not self._is_copy or usual not in self._pack.lexicons:
            return heard
        # "Made in Germany" stands on pages in any language.
        lexicons = [self._pack.lexicons[name].words for name in {usual, self._fallback}]

        def known(word: str) -> bool:
            return any(words.has(word) for words in lexicons)

        told = [
            part._replace(language=language)
            for part in _alone(self._document, heard)
            if (language := language_of_badge(self._text(part), self._grammar, usual, known))
        ]
        if heard.usual is None and 2 * _sizes(told).total() < sum(len(block.text) for block in self._blocks):
            heard = heard._replace(usual=usual if told else None)
        return heard._replace(others=tuple(sorted((*heard.others, *told))))

    def _of_few(self) -> Spoken:
        """The same of a document of which no text is long enough to be sure of: most of what is told is usual."""
        parts = list(self._parts(LIKELY))
        sizes = _sizes(parts)
        if sizes[""] > sizes.total() / 2:
            # Most of it may be in the fallback, which then speaks against all others.
            parts = list(self._parts())
            sizes = _sizes(parts)
        del sizes[""]
        if not sizes:
            whole = " ".join(block.text for block in self._blocks)
            return Spoken(language_of_few(whole, self._grammar, capitals=self._capitals), short=True)
        usual = max(sizes, key=lambda name: sizes[name])
        others = [
            part if part.language else part._replace(language=self._fallback)
            for part in parts
            if part.language != usual
            and (part.language or speaks_for(self._text(part), self._grammar, self._fallback, usual))
        ]
        return Spoken(usual, tuple(others), short=True)

    def _parts(self, least: Least = CERTAIN) -> Iterator[Part]:
        """The parts of all blocks with their languages; "" where nothing tells it."""
        for number in range(len(self._blocks)):
            yield from self._of_block(number, least)

    def _of_block(self, number: int, least: Least) -> Iterator[Part]:
        block, told = self._blocks[number], self._told[number]
        usual = told or self._declared(block) or self._usual
        if self._is_copy:
            parts = [Part(number, *found.span(), "") for found in _SENTENCE.finditer(block.text)]
        else:
            parts = [Part(number, 0, len(block.text), "")]
            if told is not None or block.kind == "table":
                # In a report rows of labels and figures are in the language of what stands around them.
                yield parts[0]._replace(language=usual or "")
                return
        # What stands in the block alone is no measure for its parts.
        times = 1 if told is None else 2
        for part in parts:
            text = self._text(part)
            # Two small words are little proof, and enough for what is to be expected.
            as_usual = told is not None and language_of(text, self._grammar, 2, 2) == told
            language = told if as_usual else self._of_text(text, usual, times, least)
            yield part._replace(language=language or usual or "")

    def _declared(self, block: Block) -> str | None:
        """What the source says of a block; of a link to other pages it is what these are in ("Nederlands", "NL")."""
        words = map(str.lower, words_in(block.text))
        return None if self._grammar.own_names.issuperset(words) else code_of(block.language)

    def _text(self, part: Part) -> str:
        return _text(self._document, part)


def _language_of(
    grammar: LanguageGrammar,
    nouns: Collection[str],
    most: str | None,
    common: Callable[[int], frozenset[str]],
    text: str,
    usual: str | None,
    times: int,
    least: Least,
) -> str | None:
    known = partial(common, times) if usual == most else frozenset[str]
    return language_of_few(text, grammar, usual, known, nouns if usual is None else (), least)


def _common_words(blocks: Sequence[Block], told: Sequence[str | None], usual: str | None, times: int) -> frozenset[str]:
    """The words that stand in so many blocks that are certainly in the usual language."""
    found: Counter[str] = Counter()
    for block, language in zip(blocks, told, strict=True):
        if language is not None and language == usual:
            found.update(set(block.text.lower().split()))
    return frozenset(word for word, number in found.items() if number >= times)


def _sizes(parts: Iterable[Part]) -> Counter[str]:
    """Characters by language."""
    found: Counter[str] = Counter()
    for part in parts:
        found[part.language] += part.end - part.start
    return found


def excerpt(document: Document, parts: Sequence[Part]) -> Document:
    """The document with some parts of its blocks only, each a block of its own that stands where it stood."""
    blocks = tuple(_cut(document.blocks[part.block], part.start, part.end) for part in parts)
    return replace(document, blocks=blocks, tables=())


def without_foreign(document: Document, heard: Spoken, language: str) -> Document:
    """The document without the sentences of a report that are clearly in another language; all else stays in its place.

    Words of many languages look alike, so that these would be read as claims. Of copy nothing is taken out: a few of
    its words tell too little.
    """
    if is_copy(document):
        return document
    blocks = list(document.blocks)
    for part in heard.others:
        text = blocks[part.block].text
        if part.language in {language, UNKNOWN, ""} or len(text[part.start : part.end].split()) < LEAST_WORDS:
            continue
        blank = " " * (part.end - part.start)
        blocks[part.block] = replace(blocks[part.block], text=text[: part.start] + blank + text[part.end :])
    return replace(document, blocks=tuple(blocks))


def _cut(block: Block, start: int, end: int) -> Block:
    pieces = [
        (max(piece.at, start), min(piece.at + piece.length, end), piece.source - piece.at) for piece in block.pieces
    ]
    return replace(
        block,
        text=block.text[start:end],
        pieces=tuple(Piece(at - start, at + shift, stop - at) for at, stop, shift in pieces if at < stop),
        marks=tuple(replace(mark, at=mark.at - start, note=None) for mark in block.marks if start <= mark.at <= end),
    )
