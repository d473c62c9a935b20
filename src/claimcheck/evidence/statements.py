"""Statements that tell by themselves what they are about: evidence for claims of their section, and of the document.

A company says once how it counts, what its figures cover and what its plan is. A sentence is looked at once for all
claims, and each claim sees the nearest few of those that fit.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import islice
from typing import NamedTuple

from claimcheck.evidence.identity import Identities, Identity
from claimcheck.model.claim import Core
from claimcheck.model.context import Context
from claimcheck.model.passage import ALL_KINDS, FIGURES, Fact, Sentence
from claimcheck.rulepack.condition_terms import Compiled, View, narrowest
from claimcheck.rulepack.pack import ElementType, FarGradeOf, Lexicon, Pack
from claimcheck.rulepack.views import PassageView
from claimcheck.text.fact_base import FactBase
from claimcheck.text.passages import Passages

SECTION, DOCUMENT = "section", "document"
MOST_NEAR = 6
"""Statements of a section that one claim is compared with, the nearest ones."""
MOST_FAR = 24
"""Statements of the document that one claim is compared with."""
MOST_NAMED = 8
"""Statements from sections of any kind that are kept for a metric that they name, the first ones."""


class Statement(NamedTuple):
    """A sentence that is evidence for an element, with the grades that it holds and what it is about.

    ``match`` is the best of its grades. ``whole`` says that it is about all figures of the document where it names
    none, ``named`` and ``declared`` that it counts in a section of any kind, for what it names or for all, ``by_topic``
    that a word of the claim's topic will do. ``defined`` are the very metrics that it defines where it does no more
    than that, else None.
    """

    sentence: Sentence
    match: float
    grades: tuple[FarGradeOf, ...]
    identity: Identity
    whole: bool
    named: bool
    declared: bool
    by_topic: bool
    defined: frozenset[str] | None

    def match_for(self, own: View) -> float:
        """The match of the first grade that the claim of a view may take."""
        return next((one.match for one in self.grades if one.claim is None or one.claim.test(own)), 0.0)


class Told(NamedTuple):
    """The best statement for an element of a claim: its sentence, its place, and credit by place and agreement."""

    sentence: Sentence
    place: str
    credit: float


_OWN_YEARS = ("target", "base", "interim")


class StatementKinds:
    """The elements that statements far away are evidence for; built once for a pack, a language and a context."""

    __slots__ = ("_asides", "_context", "_lexicon", "_shift", "credit", "most", "unknown")

    def __init__(
        self, pack: Pack, lexicon: Lexicon, context: Context, credit: Mapping[str, Mapping[str, float]]
    ) -> None:
        self._lexicon = lexicon
        self._context = context
        self._shift = pack.fact_shift
        # What others say, and what defines or limits, is no statement of the company about its figures.
        self._asides = frozenset(
            kind.id
            for kind in pack.sections.values()
            if kind.set_aside is not None and kind.only != "fragments"
        )
        self.credit = credit
        self.most = {
            name: max(places.get(SECTION, 0.0), places.get(DOCUMENT, 0.0)) for name, places in credit.items()
        }
        self.unknown = pack.scoring.unknown_match

    def of(self, passages: Passages, figures: FactBase) -> Statements:
        """The statements of one document."""
        return Statements(self, self._lexicon, passages, figures)

    def told_in(
        self, element: ElementType, passages: Passages, identities: Identities, index: int
    ) -> Statement | None:
        """What the sentence of that number states for an element, if anything."""
        kind = passages.structure.section_kind(passages.spans[index].block)
        if kind in self._asides or _is_row(passages, index) or not self._may_tell(element, passages, index):
            return None
        view = PassageView(passages, passages.sentence(index), None, self._context)
        grades = tuple(one for one in element.elsewhere if one.when.test(view))
        where = element.shape.elsewhere
        if not grades or where is None:
            return None
        declared = element.far_declared is not None and element.far_declared.test(view)
        whole = where.whole and (declared or counts_anywhere(element, kind))
        identity = identities.of(view.sentence)
        named = bool(identity.metrics) and element.far_named is not None and element.far_named.test(view)
        in_cell = passages.spans[index].in_cell
        if not identity.metrics and (in_cell or not identity.topics):
            # What stands under a heading or behind the label of a row is about what that names.
            headed, scopes = identities.headed(index)
            in_row = bool(headed) and in_cell
            identity = identity._replace(
                metrics=frozenset(identities.whole_of(headed)),
                scopes=identity.scopes or (scopes if headed else identity.scopes),
                others=identity.others and not in_row,
            )
        if where.undated:
            identity = identity._replace(years=frozenset())
        if whole:
            # What lists all sites limits nothing to them, and the report that it speaks of is no product.
            identity = identity._replace(parts=frozenset(), subject=None)
            if declared:
                # The topics are those of its title.
                identity = identity._replace(topics=frozenset())
        if identity.others:
            return None
        match = max(one.match for one in grades)
        defined = identities.defined(index) if all(one.defines for one in grades) else None
        return Statement(view.sentence, match, grades, identity, whole, named, declared, where.topic, defined)

    def _may_tell(self, element: ElementType, passages: Passages, index: int) -> bool:
        """Whether all signals of a sentence leave a chance, and then its figures too."""
        mask = passages.mask(index)
        known = mask | ALL_KINDS << self._shift
        conditions = [one.when for one in element.elsewhere if one.when.may_hold_in(known)]
        if not conditions:
            return False
        present = mask | passages.kinds(index)
        return any(one.may_hold_in(present) for one in conditions)

    def chances(self, element: ElementType, passages: Passages) -> Sequence[int]:
        """Indices of the sentences whose words leave a chance, in order; no others are looked at."""
        conditions: list[Compiled] = [one.when for one in element.elsewhere]
        gate = 0
        for one in conditions:
            gate |= narrowest(one.around)
        asked = gate & passages.searched
        # Figures are read only where words leave a chance, so the gate takes every kind of figure for granted.
        unknown = ~passages.searched & (1 << self._shift) - 1 | ALL_KINDS << self._shift
        return passages.with_anchors(
            lambda mask: bool(mask & asked) and any(one.may_hold_in(mask | unknown) for one in conditions)
        )

    @staticmethod
    def saying(condition: Compiled | None, passages: Passages) -> frozenset[int]:
        """Indices of the sentences whose words of the first pass leave a condition a chance; none for no condition."""
        if condition is None:
            return frozenset()
        gate = narrowest(condition.around)
        return frozenset(passages.with_anchors(lambda mask: bool(mask & gate)))


class OfElement:
    """The statements of one document for one element: of a section those that its first claim asks for.

    ``chances`` are the sentences whose words may make one, by index.
    """

    def __init__(
        self, kinds: StatementKinds, element: ElementType, passages: Passages, identities: Identities
    ) -> None:
        self._tell = partial(kinds.told_in, element, passages, identities)
        self._known: dict[int, Statement | None] = {}
        self._declared = kinds.saying(element.far_declared, passages)
        self._identities = identities
        self._element = element
        self._passages = passages
        self.chances = kinds.chances(element, passages)
        self._of_section: dict[tuple[str, ...], Sequence[Statement]] = {}

    def of_section(self, section: tuple[str, ...]) -> Sequence[Statement]:
        """All statements under the same headings, in reading order."""
        found = self._of_section.get(section)
        if found is None:
            found = self._of_section[section] = [*self._told(self._by_section.get(section, ()))]
        return found

    @cached_property
    def anywhere(self) -> Sequence[Statement]:
        """The first ``MOST_FAR`` of those that count in all of the document, in reading order."""
        structure, spans = self._passages.structure, self._passages.spans
        counts = {
            index
            for index in self.chances
            if counts_anywhere(self._element, structure.section_kind(spans[index].block))
        }
        asked = sorted(counts.union(self._declared.intersection(self.chances)))
        counting = (one for one in self._told(asked) if one.declared or one.sentence.number in counts)
        return [*islice(counting, MOST_FAR)]

    def naming(self, metrics: frozenset[str]) -> Iterator[Statement]:
        """Those that name one of the metrics and count in a section of any kind."""
        if self._element.far_named is None or not metrics:
            return
        for metric in sorted(metrics):
            yield from self.by_metric.get(metric, ())

    @cached_property
    def by_metric(self) -> Mapping[str, Sequence[Statement]]:
        """Those that count in a section of any kind for the metric that they name, ``MOST_NAMED`` of each."""
        found: dict[str, list[Statement]] = {}
        # That the company speaks may be told by its name, which no list of words has.
        asked = () if self._element.far_named is None else self.chances
        naming = self._identities.naming
        for one in self._told(index for index in asked if index in naming):
            for metric in one.identity.metrics if one.named or one.defined else ():
                kept = found.setdefault(metric, [])
                if len(kept) < MOST_NAMED:
                    kept.append(one)
        return found

    @cached_property
    def _by_section(self) -> Mapping[tuple[str, ...], Sequence[int]]:
        found: dict[tuple[str, ...], list[int]] = {}
        for index in self.chances:
            found.setdefault(self._passages.block(index).section, []).append(index)
        return found

    def _told(self, indices: Iterable[int]) -> Iterator[Statement]:
        """What sentences state; each is read once."""
        for index in indices:
            if index not in self._known:
                self._known[index] = self._tell(index)
            found = self._known[index]
            if found is not None:
                yield found


class Statements:
    """The statements of one document, for each element found when the first claim asks."""

    __slots__ = ("_found", "_identities", "_kinds", "passages")

    def __init__(
        self, kinds: StatementKinds, lexicon: Lexicon, passages: Passages, figures: FactBase
    ) -> None:
        self._kinds = kinds
        self.passages = passages
        self._identities = Identities(lexicon, passages, figures)
        self._found: dict[str, OfElement] = {}

    @property
    def identities(self) -> Identities:
        """What the sentences of the document are about."""
        return self._identities

    def most(self, element: ElementType) -> float:
        """The most that a statement can be worth for an element."""
        return self._kinds.most[element.id]

    def may_tell(self, core: Core, element: ElementType) -> bool:
        """Whether there are statements for an element at all that a claim could see."""
        found = self._of(element)
        if not found.chances:
            return False
        section = self.passages.block(core.sentence.number).section
        return bool(found.of_section(section) or found.anywhere or found.by_metric)

    def _of(self, element: ElementType) -> OfElement:
        found = self._found.get(element.id)
        if found is None:
            found = OfElement(self._kinds, element, self.passages, self._identities)
            self._found[element.id] = found
        return found

    def best(self, core: Core, element: ElementType, own: View, least: float) -> Told | None:
        """The best statement for a claim, seen in ``own``, whose credit is more than ``least``."""
        credit, found = self._kinds.credit[element.id], self._of(element)
        section = found.of_section(self.passages.block(core.sentence.number).section)
        best: Told | None = None
        named = found.naming(self._identities.claimed(core))
        around: tuple[tuple[str, Iterable[Statement]], ...] = (
            (SECTION, _nearest(section, core)),
            (DOCUMENT, found.anywhere),
            (DOCUMENT, named),
        )
        for place, statements in around:
            for one in statements:
                worth = credit.get(place, 0.0) * one.match
                if worth <= (least if best is None else best.credit) or one.sentence is core.sentence:
                    continue
                worth = credit[place] * one.match_for(own) * self._agreement(core, one)
                if worth > (least if best is None else best.credit):
                    best = Told(one.sentence, place, worth)
        return best

    def names_same(self, core: Core, other: Sentence) -> bool:
        """Whether a sentence names a metric of the claim and nothing else than the claim; figures have their own."""
        return (
            self._identities.share_metric(core, other.number)
            and self._fits(core, self._identities.of(other))
            and not any(_is_own(fact) for fact in self.passages.facts(other.number))
            # With scopes where the claim has none it may be about a part, without them about more.
            and bool(self._identities.of(core.sentence).scopes) == bool(self._identities.of(other).scopes)
        )

    def _fits(self, core: Core, other: Identity) -> bool:
        """Whether nothing that both sides name differs."""
        mine = self._identities.of(core.sentence)
        subject = core.subject_kind or "company"
        return not (
            (mine.scopes and other.scopes and not mine.scopes <= other.scopes)
            or (mine.years and other.years and mine.years.isdisjoint(other.years))
            or (other.parts and not other.parts <= mine.parts)
            or (subject == "product") != (other.subject == "product")
            # One scope is a part of what a claim without scopes is about.
            or (len(other.scopes) == 1 and not mine.scopes)
        )

    def _agreement(self, core: Core, one: Statement) -> float:
        """1, ``unknown_match`` or 0: everything that both sides name has to be the same."""
        mine, other = self._identities.of(core.sentence), one.identity
        if not self._fits(core, other):
            return 0.0
        metric = self._metric(core, one)
        # What is said of all figures leaves no scope open.
        scoped = mine.scopes and not (one.whole and not other.metrics)
        silent = bool(other.scopes) != bool(scoped) or (bool(mine.parts) and not other.parts)
        return min(metric, self._kinds.unknown) if silent else metric

    def _metric(self, core: Core, one: Statement) -> float:
        """1 for the same metric, ``unknown_match`` for the same words of a topic where one of them names no metric."""
        other, identities = one.identity, self._identities
        if one.defined is not None:
            return float(not one.defined.isdisjoint(identities.exactly(core)))
        if not other.metrics and not other.topics:
            return float(one.whole)
        metrics = identities.claimed(core)
        if metrics and other.metrics:
            return float(not metrics.isdisjoint(other.metrics))
        if not one.by_topic:
            return 0.0
        theirs = identities.topic_words(one.sentence, one.sentence.start, one.sentence.end)
        mine = identities.topic_words(core.sentence, core.clause.start, core.clause.end)
        shared = not theirs.isdisjoint(mine)
        return self._kinds.unknown if shared else 0.0


def counts_anywhere(element: ElementType, kind: str | None) -> bool:
    """Whether a statement for an element counts in all of the document where its section is of a kind."""
    where = element.shape.elsewhere
    return where is None or not where.sections or kind in where.sections


def _is_own(fact: Fact) -> bool:
    """Whether a sentence with such a fact makes a statement of its own."""
    return fact.kind in FIGURES or fact.role in _OWN_YEARS


def _nearest(section: Sequence[Statement], core: Core) -> Sequence[Statement]:
    """The statements of a section around a claim, nearest first."""
    if len(section) < 2:
        return section
    at = bisect_left(section, core.sentence.number, key=lambda one: one.sentence.number)
    close = section[max(at - MOST_NEAR, 0) : at + MOST_NEAR]
    return sorted(close, key=lambda one: abs(one.sentence.number - core.sentence.number))


def _is_row(passages: Passages, index: int) -> bool:
    """Whether this is a row of a table, and no sentence that stands in one."""
    return passages.block(index).kind == "table" and not passages.spans[index].in_cell
