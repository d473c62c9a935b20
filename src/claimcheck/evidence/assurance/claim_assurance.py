"""Which claims the assurance statements of a document cover, what that is worth, and statements not read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from claimcheck.evidence.assurance.engagements import MOST_APART, find_assurance
from claimcheck.evidence.assurance.entries import Marked, Marks, first_name, is_same, joined, level_of
from claimcheck.evidence.assurance.naming import Entries
from claimcheck.evidence.assurance.subjects import Subjects
from claimcheck.evidence.assurance.words import SECTION, Words
from claimcheck.evidence.candidate_filter import EvidenceMatch
from claimcheck.evidence.entity_key import Identities
from claimcheck.evidence.figures.links import LinkOf
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.model.assurance import Assurance, Subject, Unread
from claimcheck.model.claim import Core, Element
from claimcheck.model.passage import FIGURES, SentenceSpan
from claimcheck.rulepack.pack import Lexicon, Pack
from claimcheck.text.language import LanguageGrammar, language_of
from claimcheck.text.passages import Passages
from claimcheck.text.remembered import remembered_by, remembered_last
from claimcheck.text.structure_words import phrase_pattern


class UnreadStatements:
    """Looks in one document for statements that it has and that nobody could read."""

    def __init__(self, passages: Passages, words: Words, languages: LanguageGrammar) -> None:
        self._passages, self._words, self._languages = passages, words, languages

    def find(self, read: Sequence[Assurance]) -> tuple[Assurance, ...]:
        """Those beside the statements that were read, in reading order; of the ones in pictures the first page."""
        blocks, at = self._passages.document.blocks, self._passages.at
        known = {
            blocks[self._passages.spans[at(offset)].block].page
            for one in read
            if one.teller == "practitioner"
            for offset in (one.start, max(one.end - 1, one.start))
        }
        found = [*self._in_pictures(known), *self._in_other_languages(read)]
        return tuple(sorted(found, key=lambda one: one.start))

    def _in_pictures(self, known: Container[int | None]) -> Iterator[Assurance]:
        """The first pages of pictures behind text in an assurance section, but for those beside what was read."""
        pages, last = self._passages.document.pages, None
        for number in (page.number for page in pages if page.status in ("picture", "unread")):
            goes_on = last == number - 1
            begins = not goes_on and self._is_behind(number)
            if begins and not any(one in known for one in (number - 1, number, number + 1)):
                yield self._made("picture", self._offset(number), number)
            if begins or goes_on:
                last = number

    def _is_behind(self, page: int) -> bool:
        """Whether the last text before a page stands in an assurance section."""
        blocks = [*enumerate(self._passages.document.blocks)]
        told = (place for place, block in reversed(blocks) if not block.running and 0 < (block.page or 0) < page)
        last = next(told, None)
        return last is not None and self._passages.structure.section_kind(last) == SECTION

    def _offset(self, page: int) -> int:
        """Where the text of the pages before one ends."""
        runs = zip(self._passages.document.blocks, self._passages.norm.blocks, strict=True)
        return max((run.end for block, run in runs if (block.page or 0) < page), default=0)

    def _in_other_languages(self, read: Sequence[Assurance]) -> Iterator[Assurance]:
        """Passages that name a standard of assurance, in blocks of a language other than that of the document."""
        wanted, last = self._words.roles["assured_by_standard"], -MOST_APART - 1
        for index in self._passages.with_anchors(lambda mask: bool(mask & wanted)):
            span = self._passages.spans[index]
            block = self._passages.document.blocks[span.block]
            if span.block - last <= MOST_APART or any(one.start <= span.start < one.end for one in read):
                last = max(last, span.block)
                continue
            if language_of(block.text, self._languages) not in (None, self._words.language):
                last = span.block
                yield self._made("language", span.start, block.page, span.end)

    def _made(self, why: Unread, start: int, page: int | None, end: int | None = None) -> Assurance:
        nothing = frozenset[int]()
        return Assurance(
            "practitioner", None, (), (), nothing, False, None, (), (), None, start, end or start,
            unread=why, page=page,
        )  # fmt: skip


PLACE = "assurance"
VERIFIER, LEVEL, SCOPE, VALUE = "verifier", "assurance_level", "assurance_scope", "value"
ELEMENTS = (VERIFIER, LEVEL, SCOPE)
MOST_STATEMENTS = 200
"""Statements that leave something out with which a claim is compared; reports have a few."""
MOST_ENTRIES = 400
"""Entries of statements with which a claim is compared."""
NAME_ALONE = 0.5
"""The match of a body that is named without the standard that it checked by."""


class Cover(NamedTuple):
    """That a statement covers a claim: how far both agree, and the entry that does, None for all or what is marked."""

    match: float
    subject: Subject | None


class Assurers:
    """Compares claims with assurance statements; built once for a pack and a language.

    ``anchors`` are the signals that every sentence has to be searched for, ``quantified`` finds words for all and none;
    ``unknown`` is the match where one side does not tell.
    """

    def __init__(self, pack: Pack, lexicon: Lexicon, credit: Mapping[str, Mapping[str, float]]) -> None:
        self.words = Words(lexicon)
        self.languages = pack.languages
        self._credit = {name: credit[name].get(PLACE, 0.0) if name in credit else 0.0 for name in ELEMENTS}
        self.unknown = pack.scoring.unknown_match
        self.quantified = phrase_pattern((*lexicon.terms.every, *lexicon.terms.none))
        self.anchors = self.words.anchors

    def evidence(self, name: str, one: Assurance, cover: Cover, scopes: frozenset[str]) -> EvidenceMatch | None:
        """What a statement that covers a claim of ``scopes`` is worth for an element."""
        who, level = one.practitioner, level_of(one, cover.subject, scopes)
        if who is None and not one.standards and not one.levels:
            return None
        match = cover.match * (NAME_ALONE if name == VERIFIER and not one.standards else 1.0)
        shown = who if name == VERIFIER else level if name == LEVEL else cover.subject or level or who
        if shown is None:
            return None
        return EvidenceMatch("linked", self._credit[name] * match, PLACE, shown.start, shown.end, None)

    def best(self, name: str) -> float:
        """The most that an assurance statement can be worth for an element."""
        return self._credit.get(name, 0.0)


class AssuranceOf:
    """The statements of one document, found when the first claim asks, and what they cover."""

    def __init__(self, assurers: Assurers, rows: RowMatcher, identities: Identities, linked: LinkOf) -> None:
        self._assurers = assurers
        self._passages = rows.passages
        self._identities = identities
        self._subjects = Subjects(rows.passages, assurers.words)
        self._entries = Entries(assurers.words, rows, identities, self._subjects, linked)
        self._marks = Marks(rows, self._subjects)

    @cached_property
    def statements(self) -> tuple[Assurance, ...]:
        """All statements, in reading order."""
        return find_assurance(self._passages, self._assurers.words, self._subjects)

    @cached_property
    def _with_entries(self) -> Sequence[tuple[int, Assurance, Sequence[Subject]]]:
        """The statements that may cover a claim, by number, with their entries; reports have few of both."""
        found, left = list[tuple[int, Assurance, Sequence[Subject]]](), MOST_ENTRIES
        for number, one in enumerate(self.statements):
            if left > 0 and (one.whole or one.covered or one.mark is not None or one.notes):
                found.append((number, one, (*one.covered, *joined(one.covered))[:left]))
                left -= 1 + len(one.covered)
        return found

    @cached_property
    def _has_list(self) -> bool:
        """Whether a practitioner lists what was checked: then that counts, and not what the company says of all."""
        return any(one.teller == "practitioner" and one.covered for one in self.statements)

    @property
    def named(self) -> SentenceSpan | None:
        """The first sentence that speaks of a check from outside, whether or not it states one."""
        passages, words = self._passages, self._assurers.words.named
        unknown = words & ~passages.searched
        gated = passages.with_anchors(lambda mask: bool((mask | unknown) & words))
        found = (index for index in gated if passages.sentence(index).mask_any & words)
        return next((passages.spans[index] for index in found), None)

    def best(self, core: Core, name: str, least: float) -> EvidenceMatch | None:
        """The best evidence for an element of a claim whose credit is more than ``least``."""
        if self._assurers.best(name) <= least or not self.statements:
            return None
        rows = self._entries.rows_of(core)
        scopes = self._identities.of(core.sentence).scopes.union(*(row.scopes for row in rows))
        best: EvidenceMatch | None = None
        for number, cover in self.covering(core).items():
            found = self._assurers.evidence(name, self.statements[number], cover, scopes)
            if found is not None and found.credit > (best.credit if best is not None else least):
                best = found
        if best is not None and name == SCOPE:
            span = self._passages.spans[self._passages.at(best.start)]
            return best._replace(start=span.start, end=span.end)
        return best

    def cells_of(self, core: Core) -> list[int]:
        """Where the cells of tables that have a claim's figure begin in the text."""
        cells = self._entries.cells_of(core)
        return [self._passages.norm.span_of(one.block, one.start, one.end)[0] for one in cells]

    def counted(self, cores: Sequence[Core], elements: Sequence[Sequence[Element]]) -> tuple[Assurance, ...]:
        """The statements with the figures that claims tell as results, and those that their practitioner covers.

        Those that could not be read are among them.
        """
        words, languages = self._assurers.words, self._assurers.languages
        unread = UnreadStatements(self._passages, words, languages).find(self.statements)
        if not self.statements and not unread:
            return ()
        told = [
            core
            for core, held in zip(cores, elements, strict=True)
            if core.tense != "planned" and _asks_who_checked(held)
        ]
        groups = [first_name(one) or number for number, one in enumerate(self.statements)]
        # The statements of one practitioner belong together.
        covered = Counter(group for core in told for group in {groups[one] for one in self.covering(core)})
        read = [
            one._replace(figures_covered=covered[group]) for one, group in zip(self.statements, groups, strict=True)
        ]
        found = [one._replace(figures=len(told)) for one in (*read, *unread)]
        return tuple(sorted(found, key=lambda one: one.start))

    @remembered_by(lambda core: (core.clause.start, core.type))
    def covering(self, core: Core) -> Mapping[int, Cover]:
        """The statements that cover a claim, by number.

        A promise has no result to be checked.
        """
        found: dict[int, Cover] = {}
        if core.tense == "planned" or not self.is_told(core):
            return found
        figure, excluded = self.has_figure(core), self._excluding(core)
        for number, one, entries in self._with_entries:
            # What is said of all or of none is a result too, and is of the whole where that was checked.
            if (figure or one.whole) and not one.start <= core.sentence.start < one.end:
                cover = self._cover(core, one, entries)
                if cover.match and number not in excluded:
                    found[number] = cover
        stated = {first_name(self.statements[one]) for one in found if self.statements[one].standards}
        return {
            number: cover
            for number, cover in found.items()
            # What the practitioner states counts, and not what is said of it elsewhere.
            if self.statements[number].standards or first_name(self.statements[number]) not in stated
        }

    def is_told(self, core: Core) -> bool:
        """Whether a claim tells a result; a note tells how one was got, and is none of them."""
        if self._passages.block(core.sentence.number).kind == "footnote":
            return False
        told = self._assurers.quantified.search(self._passages.norm.lower, core.clause.start, core.clause.end)
        return told is not None or self.has_figure(core)

    def has_figure(self, core: Core) -> bool:
        """Whether a claim tells a figure."""
        return any(fact.kind in FIGURES for fact in self._passages.facts(core.sentence.number))

    def _cover(self, core: Core, one: Assurance, entries: Sequence[Subject]) -> Cover:
        """How far a statement covers a claim, and by which of its entries."""
        years = self._identities.of(core.sentence).years
        unknown = self._assurers.unknown
        if years and one.years and years.isdisjoint(one.years):
            return Cover(0.0, None)
        # Where a claim names no year, that of its row tells when it was.
        own = self._entries.rows_of(core)
        dated = years or frozenset[int]().union(*(row.years for row in own))
        period = 1.0 if bool(dated) == bool(one.years) or dated & one.years else unknown
        if one.whole and not (one.teller == "company" and self._has_list):
            if self._is_certified(core):
                return Cover(0.0, None)
            # The report is of the year that was checked.
            return Cover(1.0, self._named_apart(core, one))
        rows: tuple[Subject, ...] = ()
        if one.mark is not None or one.notes:
            marked = self._marked_by(one)
            section = self._passages.block(core.sentence.number).section
            if core.sentence.number in marked.sentences or not marked.sections.isdisjoint(section):
                return Cover(period, None)
            if not marked.cells.isdisjoint(self._entries.cells_of(core)):
                return Cover(1.0, self._named_apart(core, one))
            if one.mark is not None and own and not set(own) - set(marked.others):
                # Its own row stands beside marked ones, without the mark.
                return Cover(0.0, None)
            # Its own level stands in none of these rows: "12,010 employees" were checked, and not "1,200 employees".
            rows = () if not own and self._entries.is_level(core) else marked.rows
        best = Cover(0.0, None)
        for part in (*rows, *entries):
            agrees = self._entries.names(core, part)
            if agrees is None:
                continue
            # What is listed bears the mark somewhere, and not here.
            known = agrees and (one.mark is None or part in rows)
            worth = min(1.0 if part.years and years else period, 1.0 if known else unknown)
            if worth > best.match:
                best = Cover(worth, part)
        return best

    def _is_certified(self, core: Core) -> bool:
        """Whether a claim tells by what standard something is run: whoever gave the certificate has checked that."""
        standards = any(fact.kind == "standard" for fact in self._passages.facts(core.sentence.number))
        return standards and not self._entries.is_measured(core)

    def _named_apart(self, core: Core, one: Assurance) -> Subject | None:
        """The entry of a statement on the whole report, or on what is marked, that names what a claim is about."""
        return next((part for part in one.covered if self._entries.names(core, part)), None)

    @remembered_by(attrgetter("start"))
    def _marked_by(self, one: Assurance) -> Marked:
        """What bears the mark of a statement."""
        return self._marks.of(one)

    def unmarked(self, one: Assurance, part: Subject) -> Subject | None:
        """The row of a table that an entry is about, where other rows bear the mark of a statement and it does not."""
        if one.mark is None:
            return None
        marked = self._marked_by(one)
        if any(is_same(part, row) for row in marked.rows):
            return None
        return next((row for row in marked.others if is_same(part, row)), None)

    def is_excluded(self, core: Core, number: int) -> bool:
        """Whether a statement expressly leaves out what a claim is about."""
        return number in self._excluding(core)

    @remembered_last
    def _excluding(self, core: Core) -> frozenset[int]:
        """The statements, by number, that expressly leave out what a claim is about."""
        leaving_out = [(number, one) for number, one in enumerate(self.statements) if one.excluded]
        return frozenset(
            number
            for number, one in leaving_out[:MOST_STATEMENTS]
            if any(self._entries.takes_in(core, part) for part in one.excluded if part.years.isdisjoint(one.years))
        )


def _asks_who_checked(elements: Sequence[Element]) -> bool:
    """Whether a claim tells a figure and asks who checked it."""
    value = any(one.id == VALUE and one.state != "missing" for one in elements)
    return value and any(one.id == VERIFIER for one in elements)
