"""The vocabulary of a document: the terms of its labels, the abbreviations that it explains, and how rare each is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from claimcheck.model.document import Block
from claimcheck.model.table import DataPoint
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.metric_words import BASES, Named
from claimcheck.text.passages import Passages
from claimcheck.text.terms import TermReader, stems
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
            if sum(one.isalpha() and len(one) >= _LEAST_LETTERS for one in WORD.findall(told)) >= _LEAST_WORDS:
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


_TAIL = re.compile(r"[,(\[–:]| - ")
_DIVIDED = re.compile(r"(?:(?<=[^\W\d_])|(?<=\))) ?/ ?(?=[0-9 %]*[^\W\d_]{3})")
_SYMBOLS = re.compile(r", ?[^\W\d_]{1,3}(?:/[^\W\d_]{1,3})+ ?\Z")
"""What can be nothing but a unit behind a label: "Leakage, Ml/d"."""
_INTENSITY = "intensity"


class Label(NamedTuple):
    """What a label says in the document's own words.

    ``terms`` are those in front of the first comma or bracket, ``tail`` those behind it. ``basis`` has the ways of
    counting that are named, ``per`` tells whether it is per unit of something. ``named`` maps the metrics of the rules
    that the label names to the terms by which it does: with another name for the same metric they are the same.
    """

    text: str
    terms: frozenset[str]
    tail: frozenset[str]
    basis: frozenset[str]
    named: Mapping[str, frozenset[str]]
    per: bool = False


class Vocabulary:
    """Reads labels and sentences of one document as terms; each label is read once."""

    def __init__(self, lexicon: Lexicon, passages: Passages) -> None:
        self.lexicon = lexicon
        self.passages = passages
        self._labels: dict[str, Label] = {}
        self.definitions = Definitions(passages)

    @cached_property
    def reader(self) -> TermReader:
        """What reads terms, with the abbreviations of the document."""
        facts = self.lexicon.facts
        plain = TermReader(
            self.lexicon.terms,
            facts.index.signs,
            facts.index.scopes,
            self.passages.names.own - self.lexicon.metrics.names,
            self.lexicon.metrics.possessive,
        )
        return replace(plain, longer=self._spelled(plain))

    def _spelled(self, plain: TermReader) -> Mapping[str, tuple[str, ...]]:
        """The abbreviations that the document explains, as stems, with those of what they stand for."""
        return {
            plain.stem(name.lower()): tuple(token.stem for token in plain.tokens(" ".join(one.words)) if token.stem)
            for name, one in self.definitions.known.items()
            if one.words
        }

    def explained(self, text: str) -> frozenset[str]:
        """The terms of the explanations of the abbreviations in a label."""
        told = map(self.definitions.text, self.definitions.within(text))
        return frozenset[str]().union(*map(self.reader.terms, told))

    @cached_property
    def naming(self) -> frozenset[str]:
        """Terms by which the rules know metrics."""
        return stems(self.lexicon.terms, self.lexicon.metrics.names)

    @cached_property
    def loose(self) -> frozenset[str]:
        """Terms that tell no measure from another one: what labels and sentences about all kinds of things share."""
        terms, metrics = self.lexicon.terms, self.lexicon.metrics
        return _loose(stems(terms, metrics.whole), stems(terms, metrics.loose), self.naming)

    def is_place(self, phrase: str) -> bool:
        """Whether a noun phrase in lower case names a country or a part of the world; "the EU" has loose terms."""
        return phrase in self._places

    @cached_property
    def _places(self) -> frozenset[str]:
        return frozenset(self.lexicon.role_words.get("place_name", ()))

    @cached_property
    def amounts(self) -> frozenset[str]:
        """Terms for an amount of whatever else is named ("the weight of"), that name no metric alone."""
        return stems(self.lexicon.terms, self.lexicon.metrics.amounts)

    @cached_property
    def units(self) -> frozenset[str]:
        """Terms of the words for units ("kilowatt-hour")."""
        return stems(self.lexicon.terms, self.lexicon.facts.index.unit_words)

    def measured_by(self, label: str) -> frozenset[str]:
        """The term for how a share is counted in a label ("recyclable (% by weight)")."""
        found = self._by.search(label.lower())
        return frozenset() if found is None else self.reader.terms(found[1])

    @cached_property
    def _by(self) -> re.Pattern[str]:
        return re.compile(rf"\( ?% (?:{'|'.join(map(re.escape, self.lexicon.terms.divided)) or '(?!)'}) (\w+)\)")

    def label(self, text: str) -> Label:
        """What a label says."""
        found = self._labels.get(text)
        if found is None:
            found = self._labels[text] = self._read(text)
        return found

    def _read(self, text: str) -> Label:
        lower = text.lower()
        words = self.lexicon.metrics.find(lower, label=True)
        counted = [one for one in words.said if one.kind in BASES and one.kind != _INTENSITY]
        blank = list(text)
        for one in counted:
            blank[one.start : one.end] = " " * (one.end - one.start)
        plain = _SYMBOLS.sub("", "".join(blank))
        cut = _TAIL.search(plain, 1)
        at = cut.start() if cut is not None else len(plain)
        reader = self.reader
        main = reader.terms(plain[:at])
        tail = reader.terms(plain[at:])
        divided = _DIVIDED.search(plain, at)
        if divided is not None:
            # "Emissions (Scope 1) / tonne of steel": what it is divided by makes another measure of it.
            main |= reader.terms(plain[divided.end() :])
        if not main:
            main, tail = tail, frozenset[str]()
        per = any(one.kind == _INTENSITY for one in words.said)
        named = self.named(text, words.named)
        return Label(
            text=text,
            terms=main,
            tail=tail - main,
            basis=frozenset(one.kind for one in counted),
            named=self._with_rates(named) if per else named,
            per=per,
        )

    def _with_rates(self, named: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
        """The metrics of a label and their rates: "accidents per million hours" are an accident rate."""
        metrics = self.lexicon.metrics.metrics
        rates = {rate: terms for name, terms in named.items() if (rate := metrics[name].per) is not None}
        return {**named, **rates}

    def named(self, text: str, named: tuple[Named, ...]) -> Mapping[str, frozenset[str]]:
        """The terms by which a text names each metric; no digits, which tell the scopes apart."""
        found: dict[str, frozenset[str]] = {}
        for one in named:
            name = " ".join((text[one.start : one.end], *one.beside))
            terms = frozenset(term for term in self.reader.terms(name) if not term.isdigit())
            for metric in one.metrics:
                found[metric] = found.get(metric, frozenset()) | terms
        return found


# The same in every document of a language.
@lru_cache(maxsize=16)
def _loose(whole: frozenset[str], loose: frozenset[str], naming: frozenset[str]) -> frozenset[str]:
    return (whole | loose) - naming


def titles_over_columns(points: Iterable[DataPoint], vocabulary: Vocabulary) -> dict[int, list[str]]:
    """For each table the labels over several columns that tell none from another, as its caption would.

    "Reporting years" over 2025 and 2024 says nothing of either; a label that names a measure does.
    """
    paths: dict[int, set[tuple[str, ...]]] = {}
    for point in points:
        paths.setdefault(point.table, set()).add(point.column_path)
    found: dict[int, list[str]] = {}
    for table, listed in paths.items():
        over = Counter((depth, text) for path in listed for depth, text in enumerate(path[:-1]))
        wide = [place for place, columns in sorted(over.items()) if columns > 1]
        alone = Counter(depth for depth, _ in wide)
        for depth, text in wide:
            # Labels beside each other tell their columns apart.
            if alone[depth] > 1 or vocabulary.label(text).named:
                continue
            left = {
                (*path[:depth], *path[depth + 1 :]) if path[depth : depth + 1] == (text,) else path for path in listed
            }
            if len(left) == len(listed):
                found.setdefault(table, []).append(text)
    return found
