"""What a report says once: evidence for claims of the same section, and for all that the statement covers.

A company says once how it counts, what its figures cover and what its plan is. A sentence is looked at once for all
claims, and each claim sees the nearest few of those that fit.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from claimcheck.evidence.coverage import Coverages, Group
from claimcheck.evidence.entity_key import NOTHING, Identities, Identity
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.statements import DOCUMENT, SECTION, OfElement, Statement, StatementKinds
from claimcheck.model.claim import Core
from claimcheck.model.passage import FIGURES, Sentence
from claimcheck.rulepack.condition_terms import View
from claimcheck.rulepack.pack import ElementType
from claimcheck.text.remembered import remembered_by

MOST_NEAR = 6
"""Statements of a section that one claim is compared with, the nearest ones."""
_ACHIEVED, _PLANNED = "achieved", "planned"
_OWN_YEARS = ("target", "base", "interim")


class Told(NamedTuple):
    """The best statement for an element of a claim: its sentence, its place, and credit by place and agreement."""

    sentence: Sentence
    place: str
    credit: float


class Statements:
    """The statements of one document, for each element found when the first claim asks."""

    def __init__(self, kinds: StatementKinds, rows: RowMatcher) -> None:
        self._kinds = kinds
        self.passages = rows.passages
        self.identities = Identities(rows)
        self._coverages = Coverages(kinds.words, rows, self.identities)

    def most(self, element: ElementType) -> float:
        """The most that a statement can be worth for an element."""
        return self._kinds.most[element.id]

    @remembered_by(attrgetter("id"))
    def _of(self, element: ElementType) -> OfElement:
        return OfElement(self._kinds, element, self.passages, self.identities, self._coverages)

    def best(self, core: Core, element: ElementType, own: View, least: float) -> Told | None:
        """The best statement for a claim, seen in ``own``, whose credit is more than ``least``."""
        if len(self.passages.spans) == 1:
            # No sentence is evidence for itself from elsewhere.
            return None
        credit, found = self._kinds.credit[element.id], self._of(element)
        if not found.chances:
            return None
        best: Told | None = None
        for place, one in self.around(core, element):
            worth = credit.get(place, 0.0) * one.match
            if worth <= (least if best is None else best.credit) or one.sentence is core.sentence:
                continue
            worth = credit[place] * one.match_for(own) * self.agreement(core, element, one)
            if worth > (least if best is None else best.credit):
                best = Told(one.sentence, place, worth)
        return best

    def around(self, core: Core, element: ElementType) -> Iterator[tuple[str, Statement]]:
        """The statements that a claim is compared with, each with its place; one may come twice."""
        found = self._of(element)
        yield from ((SECTION, one) for one in _nearest(found.of_section(self._section(core)), core))
        yield from ((DOCUMENT, one) for one in found.anywhere)
        named = self.identities.claimed(core) | self.identities.exactly(core)
        for metric in sorted(named or self._implied(core, found)):
            yield from ((DOCUMENT, one) for one in found.by_metric.get(metric, ()))

    def _implied(self, core: Core, found: OfElement) -> frozenset[str]:
        """The metrics of statements that a goal without one may mean by its topic: "net zero" is about emissions."""
        if core.tense != _PLANNED:
            return NOTHING
        return frozenset(one for one in found.by_metric if self.identities.topic_of(one) == core.topic)

    def _section(self, core: Core) -> tuple[str, ...]:
        return self.passages.block(core.sentence.number).section

    def names_same(self, core: Core, other: Sentence) -> bool:
        """Whether a sentence names a metric of the claim and nothing else than the claim; figures have their own."""
        return (
            self.identities.share_metric(core, other.number)
            and self.apart(core, self.identities.of(other)) is None
            # One with a figure or a year of a plan makes a statement of its own.
            and not any(fact.kind in FIGURES or fact.role in _OWN_YEARS for fact in self.passages.facts(other.number))
            # With scopes where the claim has none it may be about a part, without them about more.
            and bool(self.identities.of(core.sentence).scopes) == bool(self.identities.of(other).scopes)
        )

    def apart(self, core: Core, other: Identity) -> str | None:
        """The slot in which what both sides name differs, None where nothing does."""
        mine = self.identities.of(core.sentence)
        if mine.scopes and other.scopes and not mine.scopes <= other.scopes:
            return "scope"
        if mine.years and other.years and mine.years.isdisjoint(other.years):
            return "period"
        if other.parts and not other.parts <= mine.parts:
            return "part"
        if self.identities.of_product(core) != (other.subject == "product"):
            return "subject"
        # One scope is a part of what a claim without scopes is about.
        return "scope" if len(other.scopes) == 1 and not mine.scopes else None

    def _share_topic(self, core: Core, one: Statement) -> bool:
        """Whether a claim and a statement have a word of a topic in common."""
        words, sentence = self.identities.topic_words, one.sentence
        theirs = words(sentence, sentence.start, sentence.end)
        return not theirs.isdisjoint(words(core.sentence, core.clause.start, core.clause.end))

    def _reckons(self, core: Core, claim: Group, one: Statement) -> bool:
        """Whether a statement on no product names the metric of a claim that names no product either."""
        group, other = one.coverage.group, one.identity
        return (
            other.subject != "product"
            and not self.identities.names_product(core)
            and not group.metrics.isdisjoint(claim.metrics)
        )

    def agreement(self, core: Core, element: ElementType, one: Statement) -> float:
        """1, ``unknown_match`` or 0: the statement covers the claim, and all that both sides name is the same."""
        mine, other, coverage = self.identities.of(core.sentence), one.identity, one.coverage
        apart = self.apart(core, other)
        claim = self._coverages.claim(core)
        where, section = element.shape.elsewhere, self._section(core)
        whole = where is not None and where.whole
        # What a product did in a year is a result of whoever reports on it.
        result = whole and coverage.said and core.tense == _ACHIEVED and other.subject != "product"
        joined = apart == "subject" and (
            (result and not self.identities.measures_product(core))
            # A row of the table that a statement is on is of what the table is of.
            or (coverage.named and coverage.holds_row(claim))
            # What is avoided is avoided by products, whoever reckons it: only a claim that names one is about that.
            or (where is not None and bool(where.sections) and self._reckons(core, claim, one))
        )
        if apart is not None and not joined:
            return 0.0
        if one.defined is not None:
            return float(not one.defined.isdisjoint(self.identities.exactly(core)))
        if not (coverage.said or (coverage.group.metrics and claim.metrics) or self._share_topic(core, one)):
            return 0.0
        covers = coverage.match(claim, section, self._kinds.unknown, whole=whole)
        # What is said of all figures leaves no scope open.
        scoped = mine.scopes and (coverage.group or not coverage.said)
        silent = bool(other.scopes) != bool(scoped) or (bool(mine.parts) and not other.parts and not coverage.said)
        return min(covers, self._kinds.unknown) if silent else covers


def _nearest(section: Sequence[Statement], core: Core) -> Sequence[Statement]:
    """The statements of a section around a claim, nearest first."""
    if len(section) < 2:
        return section
    at = bisect_left(section, core.sentence.number, key=lambda one: one.sentence.number)
    close = section[max(at - MOST_NEAR, 0) : at + MOST_NEAR]
    return sorted(close, key=lambda one: abs(one.sentence.number - core.sentence.number))
