"""What a statement covers: the report, a chapter, a table, or the metrics that its subject names.

Structure tells it. The subject of a statement stands before its first verb: "all figures", "the base year of our
water targets", "this chapter", "emission data". The words there that are neither the report nor its figures limit
what is said to what they name, and a claim is about that if its own words or headings name it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from claimcheck.evidence.entity_key import NOTHING, Identities
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.numbered_places import NumberedPlaces
from claimcheck.evidence.statement_subjects import Subject, Subjects, SubjectWords, single_words
from claimcheck.model.claim import Core
from claimcheck.model.passage import Hit, Sentence
from claimcheck.rulepack.pack import ElementType, Lexicon, Pack
from claimcheck.text.remembered import remembered_by
from claimcheck.text.tokens import WORD

LEAST, STEM = 4, 6
"""Letters that a word needs to limit anything, and by which words are compared."""
MOST_OPENING = 6
"""Sentences of a section of which one may say what the report covers."""
MOST_ROWS = 60
"""Rows of a table whose labels tell what a sentence beside it covers."""
ENVIRONMENT = "nature"
"""The topic of words for the environment as a whole ("environmental data")."""
APART = frozenset({"social", "governance"})
"""Topics that those words leave out."""


class Group(NamedTuple):
    """Things that are measured, by what names them: metrics, topics, stems of other words."""

    metrics: frozenset[str] = NOTHING
    topics: frozenset[str] = NOTHING
    stems: frozenset[str] = NOTHING

    def __bool__(self) -> bool:
        return any(self)

    def is_named_by(self, claim: Group) -> bool:
        """Whether a claim names this row of a table: its metric, or all its words where one of them has no metric."""
        if self.metrics and claim.metrics:
            return not self.metrics.isdisjoint(claim.metrics)
        return bool(self.stems) and self.stems <= claim.stems

    def is_called(self, claim: Group) -> bool:
        """Whether a claim names this row of a table with all that its label says."""
        told = not self.metrics or not self.metrics.isdisjoint(claim.metrics)
        return bool(self) and told and self.stems <= claim.stems

    def match(self, other: Group, unknown: float) -> float:
        """How sure it is that ``other``, a claim, is about this: 1, ``unknown`` or 0.

        A metric that both name decides, else a topic; of other words a claim needs all, or half where a metric or a
        topic agrees besides.
        """
        shared = 1.0
        if self.metrics and other.metrics:
            shared = float(not self.metrics.isdisjoint(other.metrics))
        elif self.metrics or self.topics:
            general = ENVIRONMENT in self.topics and not other.topics <= APART
            shared = unknown * (general or not self.topics.isdisjoint(other.topics))
        if not shared or not self.stems:
            return shared
        found = len(self.stems & other.stems) / len(self.stems)
        least = 0.5 if self.metrics or self.topics else 1.0
        return shared if found >= least else 0.0


class Coverage(NamedTuple):
    """What a statement covers.

    ``group`` limits it where that is not empty. ``section`` are the headings below which it holds, none for all of
    the document; ``rows`` are what the labels of a table name, where it is said of that table. ``said`` is true where
    the sentence says so of the report, of its figures or of the element itself, and not only names a metric.
    ``behind`` is the end of its subject, where that is known; ``named`` that the sentence names the table,
    wherever that stands.
    """

    group: Group
    section: tuple[str, ...] = ()
    rows: tuple[Group, ...] = ()
    said: bool = False
    behind: int | None = None
    named: bool = False

    @property
    def is_firm(self) -> bool:
        """Whether the sentence itself says what it covers: rows, a metric, a topic or everything."""
        group = self.group
        of_all = not (group or self.section)
        return bool(self.rows or group.metrics or (self.said and (group.topics or of_all)))

    def holds_row(self, claim: Group) -> bool:
        """Whether a claim is about one of the rows."""
        return any(row.is_called(claim) if self.named else row.is_named_by(claim) for row in self.rows)

    def match(self, claim: Group, section: tuple[str, ...], unknown: float, *, whole: bool) -> float:
        """How sure it is that it covers a claim under the headings ``section``: 1, ``unknown`` or 0.

        ``whole``: without a group it covers everything.
        """
        if section[: len(self.section)] != self.section:
            return 0.0
        if self.named and self.holds_row(claim):
            return 1.0
        if self.rows and not self.named and not self.holds_row(claim):
            return 0.0
        if self.group:
            return self.group.match(claim, 1.0 if self.said else unknown)
        return float(self.said and (whole or bool(self.section or self.rows)))


class CoverageWords:
    """Masks of the signals that tell coverage in one language; ``named_by`` those of the element itself, by its id."""

    def __init__(self, pack: Pack, lexicon: Lexicon) -> None:
        mask = lexicon.mask
        self.chapter, self.report, self.table = map(mask, ("chapter_noun", "report_noun", "table_noun"))
        self.heads = self.chapter | self.report | self.table | mask("figures_noun")
        self.universal, self.own = mask("universal"), mask("first_person", "company")
        self.named_by = {
            one.id: sum(1 << pack.signal_numbers[name] for name in one.shape.elsewhere.named_by)
            for one in pack.elements.values()
            if one.shape.elsewhere is not None
        }
        # "All figures" points back as well, and is a subject of its own.
        self.pronouns = single_words(lexicon, "anaphor")
        self.subjects = SubjectWords.of(lexicon, self.heads, self.report)


class Coverages:
    """Tells what the sentences of one document cover, and what its claims are about."""

    def __init__(self, words: CoverageWords, rows: RowMatcher, identities: Identities) -> None:
        lexicon, passages = rows.lexicon, rows.passages
        self._words = words
        self._lexicon, self._passages, self._figures = lexicon, passages, rows.facts
        self._places = NumberedPlaces(lexicon, passages)
        self._identities = identities
        self._subjects = Subjects(words.subjects, passages)

    def may_say(self, element: ElementType, index: int) -> bool:
        """Whether a sentence has words by which it may speak beyond its section; only its signals are looked at."""
        words = self._words
        if self._passages.mask(index) & (words.heads | words.named_by[element.id]):
            return True
        defines = any(one.defines for one in element.elsewhere)
        return self.is_ours(index) or (defines and index in self._identities.naming)

    def named_by(self, element: ElementType) -> int:
        """A bit for each signal of the name of an element."""
        return self._words.named_by[element.id]

    def is_ours(self, index: int) -> bool:
        """Whether a sentence names a metric as the company's: in the first person, or beside a table."""
        if index not in self._identities.naming:
            return False
        return bool(self._passages.mask(index) & self._words.own) or self._beside_table(index) is not None

    def of(self, element: ElementType, sentence: Sentence, *, about: bool, whole: bool) -> Coverage:
        """What a statement covers.

        ``about``: it stands in a section about the report and its figures; ``whole``: it counts for what its subject
        names, and for nothing that it only mentions.
        """
        words = self._words
        named_by = words.named_by[element.id]
        hits = sentence.hits_any
        subject = self._subjects.of(sentence, hits, named_by)
        if subject is not None and (earlier := self._meant(sentence, subject)) is not None:
            # "All figures are for 2024. They cover every store."
            meant = self.of(element, earlier, about=about, whole=whole)
            return meant._replace(behind=subject.end)
        mask = 0 if subject is None else subject.mask
        own = bool(sentence.mask_any & named_by)
        group = Group() if subject is None else self._limits(sentence, hits, subject)
        firm = about and subject is not None and (subject.year or self._opens_with_company(subject))
        # "2019 is the base year": of a sentence about something else the year is that of its own comparison.
        said = firm or bool(mask & (words.heads | named_by)) or (own and subject is not None and not group)
        if firm:
            # "The company and its plants are included": they are what is covered.
            group = Group()
        if said and own and not group:
            # "2019 is the base year for waste": what is named behind the element.
            behind_it = max(hit.end for hit in hits if named_by >> hit.signal & 1)
            group = self._group(sentence, hits, behind_it, sentence.end)._replace(stems=NOTHING)
            where = element.shape.elsewhere
            if where and where.of_paragraph and not (group or mask & (words.heads | words.universal)):
                group = self._before(sentence)
        if not said and not whole:
            identity = self._identities.of(sentence)
            group = Group(identity.metrics, identity.topics)
        behind = None if subject is None else subject.end
        named = None if behind is None else self._places.table_of(sentence.number, behind)
        if named is not None and named[0] != sentence.block:
            # "Financed emissions in Table 2 follow …": of the rows there as well, whatever they are called.
            return Coverage(group, rows=self._labels(named[1]), said=True, behind=behind, named=True)
        table = self._beside_table(sentence.number)
        if table is not None and (mask & words.table or not said):
            return Coverage(group, rows=self._labels(table), said=said, behind=behind)
        chapter = bool(mask & words.chapter) or (
            said and not (about or own or group or mask & (words.report | words.universal))
        )
        section = self._passages.block(sentence.number).section if chapter else ()
        return Coverage(group, section, said=said, behind=behind)

    def _meant(self, sentence: Sentence, subject: Subject) -> Sentence | None:
        """The sentence before that tells what the pronoun stands for which is all of a subject."""
        number, lower = sentence.number, self._passages.norm.lower
        if lower[subject.start : subject.end].strip() not in self._words.pronouns:
            return None
        block = self._passages.of_block(sentence.block)
        earlier = self._passages.sentence(number - 1) if number - 1 in block else None
        words = WORD.findall(lower, earlier.start, earlier.end) if earlier is not None else []
        return earlier if words and words[0] not in self._words.pronouns else None

    def _before(self, sentence: Sentence) -> Group:
        """What the paragraph has measured so far: "Emissions follow the protocol. The base year is 2019."."""
        for number in range(sentence.number - 1, self._passages.of_block(sentence.block).start - 1, -1):
            if number in self._identities.naming:
                earlier = self._passages.sentence(number)
                group = self._group(earlier, earlier.hits_any, earlier.start, earlier.end)
                return group._replace(stems=NOTHING)
        return Group()

    def _opens_with_company(self, subject: Subject) -> bool:
        """Whether the company is the subject, by its own name."""
        words = WORD.findall(self._passages.norm.lower, subject.start, subject.end)
        return bool(words) and words[0] in self._passages.names.own

    def _is_of_report(self, index: int) -> bool:
        """Whether a sentence says of the report which period or company it covers."""
        report, passages = self._words.report, self._passages
        if passages.block(index).kind == "table" or not passages.mask(index) & report:
            return False
        sentence = passages.sentence(index)
        subject = self._subjects.of(sentence, sentence.hits_any)
        if subject is None or not subject.mask & report:
            return False
        facts = [one for one in passages.facts(index) if one.start > subject.end]
        return any(one.role == "period" or one.kind in ("period", "party") for one in facts)

    @cached_property
    def of_report(self) -> frozenset[tuple[str, ...]]:
        """The runs of headings below which one of the first sentences says what the report covers."""
        found: dict[tuple[str, ...], int] = {}
        for index, span in enumerate(self._passages.spans):
            block = self._passages.document.blocks[span.block]
            if block.section and block.kind not in ("heading", "title"):
                found.setdefault(block.section, index)
        last = len(self._passages.spans)
        return frozenset(
            section
            for section, first in found.items()
            if any(map(self._is_of_report, range(first, min(first + MOST_OPENING, last))))
        )

    @remembered_by(lambda core: core.clause.start)
    def claim(self, core: Core) -> Group:
        """What a claim is about: metrics and topics of its clause, and the stems of its words and headings."""
        text = self._passages.norm.lower[core.sentence.start : core.sentence.end]
        section = self._passages.block(core.sentence.number).section
        return Group(
            self._identities.claimed(core),
            self._identities.topics(core.clause.mask_any) | {core.topic},
            stems(text).union(*(stems(heading.lower()) for heading in section)),
        )

    # -- subjects

    def _limits(self, sentence: Sentence, hits: Sequence[Hit], subject: Subject) -> Group:
        """What limits a subject; one that lists the report's figures as such beside others is not limited."""
        comma = self._passages.norm.lower.rfind(",", subject.start, subject.end)
        last = [hit for hit in hits if comma < hit.start < subject.end and self._words.heads >> hit.signal & 1]
        if comma >= 0 and last and not self._group(sentence, hits, comma, subject.end):
            return Group()
        return self._group(sentence, hits, subject.start, subject.end)

    def _group(self, sentence: Sentence, hits: Sequence[Hit], start: int, end: int) -> Group:
        """What the words of a run name, those for the report, its figures and the element left out."""
        words, grammar, topics = self._words, self._lexicon.metrics, self._lexicon.topics
        every = words.heads | words.universal
        for mask in words.named_by.values():
            every |= mask
        skipped: list[tuple[int, int]] = []
        told: set[str] = set()
        for hit in hits:
            if start <= hit.start < end:
                if hit.signal in topics:
                    told.add(topics[hit.signal])
                if hit.signal in topics or every >> hit.signal & 1:
                    skipped.append((hit.start, hit.end))
        text = self._passages.norm.lower[start:end]
        base = sentence.start
        metrics: set[str] = set()
        for one in self._figures.words(sentence.number).named:
            if start <= base + one.start < end:
                metrics.update(one.metrics)
                skipped.append((base + one.start, base + one.end))
        told |= {grammar.metrics[name].topic for name in metrics}
        if text.startswith(",") or any(words.report >> hit.signal & 1 for hit in hits if start <= hit.start < end):
            # A sustainability report is about all of it, and so are "economic, social and environmental data".
            told.discard(ENVIRONMENT)
        free = grammar.whole | grammar.loose | self._passages.names.own
        others = {
            _stem(word.group())
            for word in WORD.finditer(text)
            if len(word.group()) >= LEAST
            and word.group() not in free
            and not word.group()[0].isdigit()
            and not any(left <= start + word.start() < right for left, right in skipped)
        }
        return Group(frozenset(self._identities.whole_of(metrics)), frozenset(told), frozenset(others))

    # -- tables

    def _beside_table(self, index: int) -> int | None:
        """The block of a row of the table right before or behind a sentence, captions and notes passed over."""
        blocks, at = self._passages.document.blocks, self._passages.spans[index].block
        if blocks[at].kind == "table":
            return None
        for step in (-1, 1):
            near = at + step
            while 0 <= near < len(blocks) and abs(near - at) <= 2 and blocks[near].kind in ("caption", "footnote"):
                near += step
            if 0 <= near < len(blocks) and blocks[near].kind == "table":
                return near
        return None

    def _labels(self, row: int) -> tuple[Group, ...]:
        """What the labels of the rows around a row of a table name."""
        blocks = self._passages.document.blocks
        first = row
        while first and blocks[first - 1].kind == "table" and row - first < MOST_ROWS:
            first -= 1
        return self._labels_from(first)

    @remembered_by(int)
    def _labels_from(self, first: int) -> tuple[Group, ...]:
        """What the labels of the rows from a block on name."""
        rows = takewhile(lambda block: block.kind == "table", self._passages.document.blocks[first : first + MOST_ROWS])
        numbers = (self._passages.of_block(number) for number, _ in enumerate(rows, start=first))
        labels = (self._label(self._passages.sentence(spans[0])) for spans in numbers if spans)
        return tuple(one for one in labels if one)

    def _label(self, sentence: Sentence) -> Group:
        end = self._passages.norm.text.find("|", sentence.start, sentence.end)
        return self._group(sentence, sentence.hits_any, sentence.start, end if end > 0 else sentence.end)


def stems(text: str, common: frozenset[str] = NOTHING) -> frozenset[str]:
    """The words of a text without their endings; short ones and those that are ``common`` are left out."""
    return frozenset(_stem(word) for word in WORD.findall(text) if len(word) >= LEAST and word not in common)


def _stem(word: str) -> str:
    """A word without its ending: "injuries" and "injury" are one."""
    if word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word.rstrip("'")[:STEM]
