"""Which claims the assurance statements of a document cover, and what that is worth as evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from claimcheck.evidence.assurance.engagements import find_assurance
from claimcheck.evidence.assurance.entries import first_name, is_same, level_of, same_scopes
from claimcheck.evidence.assurance.marks import Marked, Marks
from claimcheck.evidence.assurance.subjects import Subjects
from claimcheck.evidence.assurance.unread import UnreadStatements
from claimcheck.evidence.assurance.words import Words, assurance_words
from claimcheck.evidence.identity import Identities
from claimcheck.model.assurance import Assurance, Subject
from claimcheck.model.claim import Core, Element
from claimcheck.model.passage import FIGURES
from claimcheck.rulepack.pack import Lexicon, Pack
from claimcheck.text.fact_base import FactBase
from claimcheck.text.metric_words import WORD
from claimcheck.text.passages import Passages
from claimcheck.text.terms import LEAST_STEM

PLACE = "assurance"
VERIFIER, LEVEL, SCOPE, VALUE = "verifier", "assurance_level", "assurance_scope", "value"
ELEMENTS = (VERIFIER, LEVEL, SCOPE)
_COUNTS = (None, "count", "time")
LONGEST_ENDING = 4
"""Letters of a form beyond the stem of its word."""
NAME_ALONE = 0.5
"""The match of a body that is named without the standard that it checked by."""


class Checked(NamedTuple):
    """Evidence from an assurance statement: the words that show it, and credit by place and agreement."""

    start: int
    end: int
    credit: float


class Cover(NamedTuple):
    """That a statement covers a claim: how far both agree, and the entry that does, None for all or what is marked."""

    match: float
    subject: Subject | None


class Assurers:
    """Compares claims with assurance statements; built once for a pack and a language.

    ``anchors`` are the signals that every sentence has to be searched for.
    """

    __slots__ = ("_credit", "_language", "_languages", "_words", "anchors", "neutral", "stem", "unknown")

    def __init__(self, pack: Pack, lexicon: Lexicon, credit: Mapping[str, Mapping[str, float]]) -> None:
        self._words: Words = assurance_words(lexicon, pack.sections)
        self._languages, self._language = pack.languages, lexicon.language
        self._credit = {name: credit[name].get(PLACE, 0.0) if name in credit else 0.0 for name in ELEMENTS}
        # The match where one side does not tell.
        self.unknown = pack.scoring.unknown_match
        # Words for the whole of a company, "operated" as "operations", limit nothing.
        self.stem = self._words.stem
        self.neutral = frozenset(map(self.stem, lexicon.metrics.whole))
        self.anchors = self._words.anchors

    def of(self, passages: Passages, identities: Identities, figures: FactBase) -> AssuranceOf:
        """The assurance statements of one document."""
        marks = Marks(passages, Subjects(passages, self._words), figures)
        unread = UnreadStatements(passages, self._words, self._languages, self._language)
        return AssuranceOf(
            self, passages, identities, figures, marks, unread, lambda: find_assurance(passages, self._words)
        )

    def evidence(self, one: Assurance, cover: Cover, scopes: frozenset[str]) -> dict[str, Checked]:
        """What a statement that covers a claim of ``scopes`` is worth for each element."""
        found: dict[str, Checked] = {}
        who, level, subject = one.practitioner, level_of(one, cover.subject, scopes), cover.subject
        if who is None and not one.standards and not one.levels:
            return found
        if who is not None:
            worth = cover.match * (1.0 if one.standards else NAME_ALONE)
            found[VERIFIER] = self._made(VERIFIER, who.start, who.end, worth)
        if level is not None:
            found[LEVEL] = self._made(LEVEL, level.start, level.end, cover.match)
        shown = subject or level or who
        if shown is not None:
            found[SCOPE] = self._made(SCOPE, shown.start, shown.end, cover.match)
        return found

    def _made(self, name: str, start: int, end: int, match: float) -> Checked:
        return Checked(start, end, self._credit[name] * match)

    def is_neutral(self, word: str) -> bool:
        """Whether a word is a form of one for the whole of a company ("operated" as "operations")."""
        return self.stem(word) in self.neutral or any(
            word[:length] in self.neutral
            for length in range(max(len(word) - LONGEST_ENDING, LEAST_STEM), len(word))
        )

    def best(self, name: str) -> float:
        """The most that an assurance statement can be worth for an element."""
        return self._credit.get(name, 0.0)


class _Told(NamedTuple):
    """What the clause of a claim is about: its words, their stems, and the metrics that it names or counts per unit."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    terms: frozenset[str]
    metrics: frozenset[str]
    ratios: frozenset[str]


class AssuranceOf:
    """The statements of one document, found when the first claim asks, and what they cover."""

    def __init__(
        self,
        assurers: Assurers,
        passages: Passages,
        identities: Identities,
        figures: FactBase,
        marks: Marks,
        unread: UnreadStatements,
        find: Callable[[], tuple[Assurance, ...]],
    ) -> None:
        self._assurers = assurers
        self._passages = passages
        self._identities = identities
        self._figures = figures
        self._marks = marks
        self._unread = unread
        self._find = find
        self._marked: dict[int, Marked] = {}
        self._covers: dict[tuple[int, str], Mapping[int, Cover]] = {}
        self._told: tuple[Core, _Told] | None = None

    @cached_property
    def statements(self) -> tuple[Assurance, ...]:
        """All statements, in reading order."""
        return self._find()

    def best(self, core: Core, name: str, least: float) -> Checked | None:
        """The best evidence for an element of a claim whose credit is more than ``least``."""
        if self._assurers.best(name) <= least or not self.statements:
            return None
        scopes = self._identities.of(core.sentence).scopes
        best: Checked | None = None
        for number, cover in self.covering(core).items():
            found = self._assurers.evidence(self.statements[number], cover, scopes).get(name)
            if found is not None and found.credit > (best.credit if best is not None else least):
                best = found
        if best is not None and name == SCOPE:
            span = self._passages.spans[self._passages.at(best.start)]
            return best._replace(start=span.start, end=span.end)
        return best

    def counted(self, cores: Sequence[Core], elements: Sequence[Sequence[Element]]) -> tuple[Assurance, ...]:
        """The statements with the figures that claims tell as results, and those that their practitioner covers.

        Those that could not be read are among them.
        """
        unread = self._unread.find(self.statements)
        if not self.statements and not unread:
            return ()
        told = [
            core
            for core, held in zip(cores, elements, strict=True)
            if core.tense != "planned" and _is_figure({one.id: one for one in held})
        ]
        covered = [frozenset(map(self._group, self.covering(core))) for core in told]
        read = [
            one._replace(figures_covered=sum(self._group(number) in groups for groups in covered))
            for number, one in enumerate(self.statements)
        ]
        found = [one._replace(figures=len(told)) for one in (*read, *unread)]
        return tuple(sorted(found, key=lambda one: one.start))

    def _group(self, number: int) -> str | int:
        """What the statements of one practitioner have in common."""
        return first_name(self.statements[number]) or number

    def covering(self, core: Core) -> Mapping[int, Cover]:
        """The statements that cover a claim, by number.

        A promise has no result to be checked.
        """
        key = core.clause.start, core.type
        if key in self._covers:
            return self._covers[key]
        found: dict[int, Cover] = {}
        if core.tense != "planned" and self.has_figure(core):
            for number, one in enumerate(self.statements):
                if not one.start <= core.sentence.start < one.end:
                    cover = self._cover(core, one)
                    if cover.match:
                        found[number] = cover
        self._covers[key] = found
        return found

    def _told_by(self, core: Core) -> _Told:
        """What a claim is about; that of the last one is kept, which many entries are asked about."""
        if self._told is None or self._told[0] is not core:
            lower = self._passages.norm.lower
            words = tuple(WORD.findall(lower, core.clause.start, core.clause.end))
            stems = tuple(map(self._assurers.stem, words))
            told = _Told(words, stems, frozenset(stems), self._metrics(core), self._ratios(core))
            self._told = core, told
        return self._told[1]

    def has_figure(self, core: Core) -> bool:
        """Whether a claim tells a figure; a note tells how one was got, and is none of the results."""
        return self._passages.block(core.sentence.number).kind != "footnote" and any(
            fact.kind in FIGURES for fact in self._passages.facts(core.sentence.number)
        )

    def _cover(self, core: Core, one: Assurance) -> Cover:
        """How far a statement covers a claim, and by which of its entries."""
        identity = self._identities.of(core.sentence)
        unknown = self._assurers.unknown
        if (identity.years and one.years and identity.years.isdisjoint(one.years)) or self.is_excluded(
            core, one
        ):
            return Cover(0.0, None)
        period = 1.0 if bool(identity.years) == bool(one.years) else unknown
        if one.whole and not self._is_told_apart(one):
            # The report is of the year that was checked.
            return Cover(1.0, None)
        rows: tuple[Subject, ...] = ()
        if one.mark is not None or one.note is not None:
            marked = self._marked_by(one)
            section = self._passages.block(core.sentence.number).section
            if core.sentence.number in marked.sentences or not marked.sections.isdisjoint(section):
                return Cover(period, None)
            rows = marked.rows
        best = Cover(0.0, None)
        for part in (*rows, *one.covered):
            agrees = self.names(core, part)
            if agrees is None:
                continue
            # What is listed bears the mark somewhere, and not here.
            known = agrees and (one.mark is None or part in rows)
            dated = 1.0 if part.years and identity.years else period
            worth = min(dated, 1.0 if known else unknown)
            if worth > best.match:
                best = Cover(worth, part)
        return best

    def _marked_by(self, one: Assurance) -> Marked:
        """What bears the mark of a statement; looked for once."""
        if one.start not in self._marked:
            self._marked[one.start] = self._marks.of(one)
        return self._marked[one.start]

    def unmarked(self, one: Assurance, part: Subject) -> Subject | None:
        """The row of a table that an entry is about, where other rows bear the mark of a statement and it does not."""
        if one.mark is None:
            return None
        marked = self._marked_by(one)
        if any(is_same(part, row) for row in marked.rows):
            return None
        return next((row for row in marked.others if is_same(part, row)), None)

    def is_excluded(self, core: Core, one: Assurance) -> bool:
        """Whether a statement expressly leaves out what a claim is about, or a closer one of the same body does."""
        return any(
            self.names(core, part)
            for other in self.statements
            if other is one or (not one.closed and other.closed and first_name(other) == first_name(one))
            for part in other.excluded
        )

    def names(self, core: Core, part: Subject) -> bool | None:
        """Whether an entry is about what a claim is about: False where one of them leaves scopes open, None if not.

        The entry's terms all stand in the clause, or both name the same metric; nothing limits the claim beyond it.
        """
        identity = self._identities.of(core.sentence)
        years, told = identity.years, self._told_by(core)
        if part.section is not None:
            return (
                part.section in map(str.casefold, self._passages.block(core.sentence.number).section) or None
            )
        if part.years and years and years.isdisjoint(part.years):
            return None
        if told.ratios and told.ratios.isdisjoint(part.metrics):
            return None
        by_terms = self._has_terms(told, part)
        if not (by_terms or (not told.metrics.isdisjoint(part.metrics) and self._is_measured(core))):
            return None
        if self._is_limited(core, part):
            return None
        return same_scopes(identity.scopes, part.scopes)

    def _has_terms(self, told: _Told, part: Subject) -> bool:
        """Whether all terms of an entry stand in a clause.

        A single one tells little: it has to be the same word, and no other word before it may make a part of it.
        """
        words, found = told.words, told.stems
        if not part.terms or not part.terms <= told.terms:
            return False
        if len(part.terms) > 1 or part.metrics:
            return True
        entry = WORD.findall(self._passages.norm.lower, part.start, part.end)
        return any(
            place == 0 or found[place - 1] in self._assurers.neutral or found[place - 1].isdecimal()
            for place, word in enumerate(words)
            if found[place] in part.terms and word in entry
        )

    def _is_measured(self, core: Core) -> bool:
        """Whether a figure is of something that is measured; a bare number counts anything."""
        return any(
            figure.metric is not None or figure.unit_class not in _COUNTS
            for figure in self._figures.told(core.sentence.number).figures
        )

    def _is_limited(self, core: Core, part: Subject) -> bool:
        """Whether a claim is about less than an entry names: a site, a product, others, one kind of what it names.

        Or about more: the entry is about a site that the claim does not name.
        """
        identity = self._identities.of(core.sentence)
        if (core.subject_kind == "product" and identity.subject == "product") or identity.others:
            return True
        start, end = core.clause.start, core.clause.end
        entry = self._passages.sentence(self._passages.at(part.start))
        headings = {title.lower() for title in self._passages.block(entry.number).section}
        sites = self._identities.of(entry).parts - headings
        if not sites <= set(WORD.findall(self._passages.norm.lower, start, end)):
            return True
        words = set(identity.parts)
        for figure in self._figures.told(core.sentence.number).figures:
            if start <= figure.start < end:
                words.update(figure.boundary)
        return any(
            self._assurers.stem(word) not in part.terms and not self._assurers.is_neutral(word)
            for word in words
        )

    def _is_told_apart(self, one: Assurance) -> bool:
        """Whether the practitioner's own statement says what of the whole was checked: then that is what counts."""
        return one.teller == "company" and any(
            (other.teller == "practitioner" or other.closed)
            and other.covered
            and (
                one.practitioner is None or other.practitioner is None or first_name(one) == first_name(other)
            )
            for other in self.statements
        )

    def _metrics(self, core: Core) -> frozenset[str]:
        """The metrics of a claim's topic, those of single scopes as the metric that they are a kind of."""
        grammar = self._figures.grammar
        named = grammar.find(self._passages.norm.lower[core.clause.start : core.clause.end]).named
        metrics = [grammar.metrics[metric] for one in named for metric in one.metrics]
        return frozenset(metric.of or metric.id for metric in metrics if metric.topic == core.topic)

    def _ratios(self, core: Core) -> frozenset[str]:
        """The metrics of a claim's figures that are so much per unit: who checked a total has not checked these."""
        grammar = self._figures.grammar
        per = {metric.per for metric in grammar.metrics.values()}
        start, end = core.clause.start, core.clause.end
        return frozenset(
            figure.metric for figure in self._figures.told(core.sentence.number).figures
            if figure.metric in per and figure.metric is not None and start <= figure.start < end
        )  # fmt: skip


def _is_figure(held: Mapping[str, Element]) -> bool:
    """Whether a claim tells a figure and asks who checked it."""
    value = held.get(VALUE)
    return VERIFIER in held and value is not None and value.state != "missing"
