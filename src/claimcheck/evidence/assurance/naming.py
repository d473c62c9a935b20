"""Whether an entry of an assurance statement is about what a claim is about: by its words, or by its row of a table."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from claimcheck.evidence.assurance.entries import covers, same_scopes
from claimcheck.evidence.assurance.subjects import Subjects
from claimcheck.evidence.assurance.words import Words
from claimcheck.evidence.entity_key import Identities
from claimcheck.evidence.figures.links import LinkOf
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.figures.series import LEVELS
from claimcheck.model.assurance import Subject
from claimcheck.model.claim import Core
from claimcheck.model.table import DataPoint
from claimcheck.text.remembered import remembered_by, remembered_last
from claimcheck.text.tokens import WORD

_COUNTS = (None, "count", "time")


class _Told(NamedTuple):
    """What the clause of a claim is about: its words, their stems, and the metrics that it names or counts per unit."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    terms: frozenset[str]
    metrics: frozenset[str]
    ratios: frozenset[str]


class Entries:
    """Compares the claims of one document with entries; what the last claim is about is kept, as many ask for it.

    ``linked`` gives the figures of the document that a claim is about, None where it measures nothing.
    """

    def __init__(
        self, words: Words, rows: RowMatcher, identities: Identities, subjects: Subjects, linked: LinkOf
    ) -> None:
        self._words = words
        self._passages, self._figures = rows.passages, rows.facts
        self._identities, self._subjects, self._linked = identities, subjects, linked

    @remembered_last
    def cells_of(self, core: Core) -> Sequence[DataPoint]:
        """The cells of tables that a claim is about: those that tell its own figure, else those of its period."""
        found, points = self._linked(core), self._passages.structure.data_points
        own = found.own_cells() if found is not None else ()
        return [points[cell] for cell in own]

    @remembered_last
    def rows_of(self, core: Core) -> Sequence[Subject]:
        """The rows of these cells as entries."""
        return tuple(dict.fromkeys(self._subjects.of_row(point, self._figures) for point in self.cells_of(core)))

    def names(self, core: Core, part: Subject) -> bool | None:
        """Whether an entry is about what a claim is about: False where one of them leaves scopes open, None if not.

        The entry's terms all stand in the clause, or both name the same metric, and nothing limits the claim beyond it;
        or the row of a table that has the claim's figure is one that the entry names.
        """
        by_words, rows = self._by_words(core, part), self.rows_of(core)
        if by_words or not rows or not any(covers(part, row) for row in rows):
            return by_words
        return True

    def takes_in(self, core: Core, part: Subject) -> bool:
        """Whether a claim is on what an entry names, or on the total of which that is a scope.

        Where the entry is all figures of some years, whether the claim counts from one of them.
        """
        if not (part.terms or part.metrics or part.section):
            facts = self._passages.facts(core.sentence.number)
            return any(fact.year in part.years for fact in facts if fact.role == "base")
        named = self.names(core, part)
        if named is not False or not part.scopes or self._words.totals.isdisjoint(self._told_by(core).words):
            return bool(named)
        return not any(row.scopes for row in self.rows_of(core))

    def _by_words(self, core: Core, part: Subject) -> bool | None:
        told = self._told_by(core)
        if part.section is not None:
            return part.section in map(str.casefold, self._passages.block(core.sentence.number).section) or None
        # Most entries have other words.
        by_terms = self._has_terms(told, part)
        if not (by_terms or (not told.metrics.isdisjoint(part.metrics) and self.is_measured(core))):
            return None
        identity = self._identities.of(core.sentence)
        if part.years and identity.years and identity.years.isdisjoint(part.years):
            return None
        if told.ratios and told.ratios.isdisjoint(part.metrics):
            return None
        if self._is_limited(core, part):
            return None
        return same_scopes(identity.scopes, part.scopes)

    @remembered_last
    def _told_by(self, core: Core) -> _Told:
        """What a claim is about; many entries are asked about the same one."""
        words = tuple(WORD.findall(self._passages.norm.lower, core.clause.start, core.clause.end))
        stems = tuple(map(self._words.stem, words))
        return _Told(words, stems, frozenset(stems), self._metrics(core), self._ratios(core))

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
            place == 0 or found[place - 1] in self._words.neutral or found[place - 1].isdecimal()
            for place, word in enumerate(words)
            if found[place] in part.terms and word in entry
        )

    def is_measured(self, core: Core) -> bool:
        """Whether a figure is of something that is measured; a bare number counts anything."""
        return any(
            figure.metric is not None or figure.unit_class not in _COUNTS
            for figure in self._figures.told(core.sentence.number).figures
        )

    def is_level(self, core: Core) -> bool:
        """Whether a claim tells figures, and none of them by how much something changed."""
        start, end = core.clause.start, core.clause.end
        roles = [one.role for one in self._figures.numbers(core.sentence.number) if start <= one.start < end]
        return bool(roles) and all(role in LEVELS for role in roles)

    def _is_limited(self, core: Core, part: Subject) -> bool:
        """Whether a claim is about less than an entry names: a site, a product, others, one kind of what it names.

        Or about more: the entry is about a site that the claim does not name.
        """
        identity = self._identities.of(core.sentence)
        of_product = core.subject_kind == "product" and identity.subject == "product"
        # "The … of our mortgage book": an entry of these very words names the product too.
        if (of_product and not 1 < len(part.terms & self._told_by(core).terms) == len(part.terms)) or identity.others:
            return True
        start, end = core.clause.start, core.clause.end
        sites = self._sites_of(part)
        if sites and not sites.issubset(self._told_by(core).words):
            return True
        words = set(identity.parts)
        for figure in self._figures.told(core.sentence.number).figures:
            if start <= figure.start < end:
                words.update(figure.boundary)
        return any(self._words.stem(word) not in part.terms and not self._words.is_neutral(word) for word in words)

    @remembered_by(attrgetter("start"))
    def _sites_of(self, part: Subject) -> frozenset[str]:
        """The sites that the sentence of an entry names and no heading above it."""
        entry = self._passages.sentence(self._passages.at(part.start))
        headings = {title.lower() for title in self._passages.block(entry.number).section}
        return self._identities.of(entry).parts - headings

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
