"""A document's sentences and layout as the stages share them: annotated, and figures read, when first needed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, reduce
from itertools import islice
from operator import attrgetter, or_
from typing import TypeVar

from msgspec import Struct, field

from claimcheck.model.document import Block, Document, Table
from claimcheck.model.passage import ALL_KINDS, Fact, Sentence, SentenceSpan, fact_mask
from claimcheck.model.table import DataPoint, TaggedFigure
from claimcheck.text.facts import FactGrammar, find_facts
from claimcheck.text.names import Names
from claimcheck.text.normalise import NormText
from claimcheck.text.written import written

KindOf = Callable[[int], str | None]
"""The kind of the section that a block stands in."""
REPORT = "report"
# Pages from which on a document is built as a report.
_PAGES = 12
# Sentences from which on a text has sections; of a shorter one every line may be all there is.
_SENTENCES = 30


class Structure(Struct, dict=True, eq=False):
    """The kinds of a document's sections and the data points of its tables.

    ``sections`` gives the kind of every block in order, ``tables`` the data points in order of table and cell, from
    what tells the kind of section of a block; each is called once at most, so a document that nobody asks about costs
    nothing. ``tags`` gives the figures with tags.
    """

    sections: Callable[[], tuple[str | None, ...]] = tuple
    tables: Callable[[KindOf], tuple[DataPoint, ...]] = lambda kind_of: ()
    tags: Callable[[], tuple[TaggedFigure, ...]] = tuple

    @cached_property
    def _kinds(self) -> tuple[str | None, ...]:
        return self.sections()

    def section_kind(self, block: int) -> str | None:
        """The kind of section that a block stands in, by its index in the document; None for ordinary text."""
        return self._kinds[block] if block < len(self._kinds) else None

    @cached_property
    def data_points(self) -> tuple[DataPoint, ...]:
        """Every value cell of every table with its labels, unit and period."""
        return self.tables(self.section_kind)

    @cached_property
    def tagged(self) -> tuple[TaggedFigure, ...]:
        """The figures of the document that have tags, in order of block and place."""
        return self.tags()


_Key = TypeVar("_Key")
_NotedIn = Callable[[int], tuple[int, ...]]
"""The blocks of the notes whose marks stand in the block of that number."""

# Notes are a few sentences; many claims that share one long note must not read all of it each.
MOST_NOTED = 24
# What sets an aside off at both ends, and the characters of the longest one.
ASIDE = ", "
LONGEST_ASIDE = 160

# Sentences whose annotation is kept: the stages go through a document in order, and claims have their own.
KEPT = 16_384

# Characters of a word before digits that may be the name they belong to.
_LONGEST_NAME = 40

# A sentence may leave out its stop in a heading or a list; an entry of a table has none.
_STOPS = ".!?\"')"


class Passages(Struct, dict=True, eq=False):
    """All sentences of one document in reading order.

    ``anchors`` has for each sentence, a bit each, its signals among ``searched``: many sentences have the same, and are
    asked once. ``mask`` has all signals of a sentence before any guard, ``sentence`` is the full annotation, made when
    somebody comes back to it, and kept for a while. ``answers`` keeps what was asked of wide windows and of sentences.
    ``names`` tells which of its words are names. ``structure`` has the kinds of sections and the data points of the
    tables; ``free_order`` says that verbs may stand far from what they are about, before or behind it, ``relatives``
    are the words that open a relative clause,
    ``fact_shift`` is the number of signals there are.
    """

    document: Document
    norm: NormText
    spans: Sequence[SentenceSpan]
    anchors: Sequence[int]
    searched: int
    mask: Callable[[int], int]
    annotate: Callable[[Passages, int], Sentence]
    grammar: FactGrammar
    names: Names
    structure: Structure
    free_order: bool = False
    relatives: frozenset[str] = frozenset()
    fact_shift: int = 0
    answers: dict[tuple[object, ...], object] = field(default_factory=dict)

    @cached_property
    def _sentences(self) -> list[Sentence | None]:
        return [None] * min(len(self.spans), KEPT)

    @cached_property
    def _facts(self) -> list[tuple[Fact, ...] | None]:
        return [None] * len(self.spans)

    def sentence(self, index: int) -> Sentence:
        """The annotated sentence at ``index``."""
        found = self._sentences[index % KEPT]
        if found is None or found.number != index:
            found = self._sentences[index % KEPT] = self.annotate(self, index)
        return found

    def written(self, start: int, end: int) -> str:
        """The words of a run of the normalised text as the source writes them."""
        block = self.document.blocks[self.norm.block_of(start)]
        return written(self.document, self.norm, block, (start, end), self.norm.source_span(start, end))

    def is_row(self, index: int) -> bool:
        """Whether this is a row of a table, and no sentence that stands in one."""
        return self.block(index).kind == "table" and not self.spans[index].in_cell

    def is_entry(self, index: int) -> bool:
        """Whether this stands in a table as no whole sentence: a row of it, or words in a cell without a stop."""
        if self.block(index).kind != "table":
            return False
        return self.is_row(index) or self.norm.text[self.spans[index].end - 1] not in _STOPS

    def facts(self, index: int) -> tuple[Fact, ...]:
        """The facts of a sentence, in order of start."""
        found = self._facts[index]
        if found is None:
            span = self.spans[index]
            read = find_facts(self.norm.text, span.start, span.end, self.grammar)
            found = self._facts[index] = tuple(fact for fact in read if not self._is_of_name(fact))
        return found

    def _is_of_name(self, fact: Fact) -> bool:
        """Whether a figure is the digits of a name ("Chelvex 40 is degradable"), or a place a word of one.

        Behind another word with a capital what is written small elsewhere is no place: "training on Respect at Work".
        """
        if fact.kind == "place":
            words = self.norm.text[max(fact.start - _LONGEST_NAME, 0) : fact.start].rpartition("\n")[2].split()
            inside = len(words) > 2 and words[-2].istitle() and words[-3][-1] not in _STOPS
            return inside and fact.text.istitle() and self.names.is_plain(fact.text)
        if fact.kind != "quantity" or fact.unit is not None or not fact.text.isdigit():
            return False
        first = max(fact.start - _LONGEST_NAME, 0)
        before = self.norm.text[first : fact.start]
        word = before.rstrip().rpartition("\n")[2].rpartition(" ")[2]
        return before.endswith(word + " ") and word[:1].isupper() and word in self.names.numbered

    @cached_property
    def anywhere(self) -> int:
        """The anchors of all sentences together."""
        return reduce(or_, set(self.anchors), 0)

    def with_anchors(self, wanted: Callable[[int], bool]) -> list[int]:
        """Indices of the sentences whose anchors are wanted, in order.

        Many sentences have the same anchors, so each question is asked of far fewer masks than sentences.
        """
        return sorted([index for mask, run in self._by_anchors.items() if wanted(mask) for index in run])

    @cached_property
    def _by_anchors(self) -> dict[int, list[int]]:
        return _grouped(self.anchors)

    def kinds(self, index: int) -> int:
        """The kinds of the facts of a sentence, a bit each above those of signals (see ``KIND_BITS``)."""
        return fact_mask(self.facts(index)) << self.fact_shift

    def known_kinds(self, index: int) -> int:
        """The same without reading the sentence: all kinds where nobody has asked for its facts yet."""
        return ALL_KINDS << self.fact_shift if self._facts[index] is None else self.kinds(index)

    def at(self, offset: int) -> int:
        """The index of the sentence that an offset of the normalised text stands in, or behind."""
        return max(bisect_right(self.spans, offset, key=attrgetter("start")) - 1, 0)

    def places(self, phrase: str, most: int) -> Iterator[int]:
        """Where a phrase in lower case stands in the normalised text: its first places, ``most`` of them."""
        at = -1
        for _ in range(most):
            at = self.norm.lower.find(phrase, at + 1)
            if at < 0:
                return
            yield at

    def block(self, index: int) -> Block:
        """The block that a sentence stands in."""
        return self.document.blocks[self.spans[index].block]

    def of_block(self, block: int) -> range:
        """Indices of the sentences of a block."""
        return self._by_block.get(block, range(0))

    @cached_property
    def _by_block(self) -> dict[int, range]:
        # The sentences of a block stand together.
        starts: dict[int, int] = {}
        for index, span in enumerate(self.spans):
            starts.setdefault(span.block, index)
        ends = [*islice(starts.values(), 1, None), len(self.spans)]
        return {block: range(start, end) for (block, start), end in zip(starts.items(), ends, strict=False)}

    def of_section(self, block: int) -> Sequence[int]:
        """Indices of the sentences under the same headings as a block."""
        return self._by_section.get(self.document.blocks[block].section, [])

    @cached_property
    def _by_section(self) -> dict[tuple[str, ...], list[int]]:
        return _grouped(self.document.blocks[span.block].section for span in self.spans)

    def noted(self, start: int, end: int) -> str | None:
        """What the first note mark from ``start`` to ``end`` of the normalised text is: a sign, a number, or none."""
        marks = self.norm.marks
        place = bisect_left(marks, start, key=attrgetter("at"))
        if place == len(marks) or marks[place].at > end:
            return None
        return "number" if any(map(str.isalnum, marks[place].label)) else "sign"

    def notes(self, index: int, without: Sequence[tuple[int, int]] = ()) -> tuple[int, ...]:
        """Indices of the sentences of the footnotes whose marks stand in a sentence or right behind it, or over it.

        A mark on a heading, on the caption of a table or on its column headers counts for what stands below. At most
        ``MOST_NOTED``, those of the sentence first. A mark counts only if it is linked to its note and stands
        in none of the runs ``without``.
        """
        if not self.norm.marks:
            return ()
        span = self.spans[index]
        found: dict[int, None] = {}
        for note in (*self._noted_in(span.start, span.end, without), *self._noted_over.get(span.block, ())):
            found.update(dict.fromkeys(self._note(note)))
        return tuple(islice(found, MOST_NOTED))

    @cached_property
    def has_noted_tables(self) -> bool:
        """Whether a mark in a table, or on what may stand over one, is linked to a note."""
        kinds = ("table", "caption", "heading", "title")
        return any(
            mark.note is not None and self.document.blocks[self.norm.block_of(mark.at)].kind in kinds
            for mark in self.norm.marks
        )

    @cached_property
    def _noted_over(self) -> dict[int, tuple[int, ...]]:
        return dict(_notes_over(self.document, self._noted_block))

    def _noted_block(self, block: int) -> tuple[int, ...]:
        return tuple(self._noted_in(*self.norm.blocks[block]))

    def _noted_in(self, start: int, end: int, without: Sequence[tuple[int, int]] = ()) -> Iterator[int]:
        """The blocks of the notes whose marks stand from ``start`` to ``end``."""
        marks = self.norm.marks
        for place in range(bisect_left(marks, start, key=attrgetter("at")), len(marks)):
            mark = marks[place]
            if mark.at > end:
                return
            if mark.note is not None and not any(first < mark.at <= last for first, last in without):
                yield mark.note

    def _note(self, block: int) -> Iterator[int]:
        """The first sentences of a note; in formats without pages its further paragraphs bear its label as well."""
        blocks = self.document.blocks
        label = blocks[block].label
        for number in range(block, min(block + MOST_NOTED, len(blocks))):
            if number > block and (blocks[number].page is not None or blocks[number].label != label):
                return
            yield from self.of_block(number)[:MOST_NOTED]

    def tokens_between(self, start: int, end: int) -> int:
        """How many words stand between two offsets of one sentence, without a relative clause set off by commas."""
        text = self.norm.text[start:end]
        if ASIDE in text:
            # "…, which was rebuilt, …", "…, on which three people worked, …"
            before, _, rest = text.partition(ASIDE)
            aside, closes, behind = rest.partition(ASIDE)
            opens = not self.relatives.isdisjoint(aside.split(None, 2)[:2])
            if closes and opens and len(aside) <= LONGEST_ASIDE and ASIDE not in behind:
                return len(before.split()) + len(behind.split())
        return len(text.split())


def _grouped(keys: Iterable[_Key]) -> dict[_Key, list[int]]:
    """The places of each key, in order."""
    found: dict[_Key, list[int]] = {}
    for index, key in enumerate(keys):
        found.setdefault(key, []).append(index)
    return found


def _notes_over(document: Document, noted_in: _NotedIn) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Blocks with the notes, as blocks, of the marks on what stands over them: nearest first."""
    tables = {block: notes for table in document.tables for block, notes in _of_table(table, noted_in)}
    # The open headings with their levels and notes, outermost first.
    over: list[tuple[int, tuple[int, ...]]] = []
    noted = False
    for number, block in enumerate(document.blocks):
        if block.kind in ("heading", "title"):
            level = block.level or 1
            while over and over[-1][0] >= level:
                over.pop()
            over.append((level, noted_in(number)))
            noted = any(notes for _, notes in over)
            continue
        if block.kind == "footnote" or not (noted or number in tables):
            continue
        above = tuple(note for _, notes in reversed(over) for note in notes)
        yield number, tuple(dict.fromkeys((*tables.get(number, ()), *above)))


def _of_table(table: Table, noted_in: _NotedIn) -> Iterable[tuple[int, tuple[int, ...]]]:
    heads = {cell.block for cell in table.cells if cell.row < table.header_rows}
    if table.caption is not None:
        heads.add(table.caption)
    notes = tuple(note for block in sorted(heads) for note in noted_in(block))
    if not notes:
        return ()
    return [(block, notes) for block in sorted({cell.block for cell in table.cells} - heads)]


def is_built_as_report(medium: str | None, passages: Passages) -> bool:
    """Whether a document is a report by the context, or too long for a pack or an advert."""
    return medium == REPORT or len(passages.document.pages) >= _PAGES


def is_long_report(medium: str | None, passages: Passages) -> bool:
    """Whether it is one with sections, whose sentences stand among others."""
    return len(passages.spans) >= _SENTENCES and is_built_as_report(medium, passages)
