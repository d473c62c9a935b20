"""Statements that tell by themselves what they are about: evidence for claims of their section, and of the document.

A company says once how it counts, what its figures cover and what its plan is. Every sentence is looked at once for
all claims, and each claim sees the nearest few of those that fit.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from claimcheck.evidence.identity import Identities, Identity
from claimcheck.model.claim import Core
from claimcheck.model.context import Context
from claimcheck.model.passage import ALL_KINDS, Fact, Sentence
from claimcheck.rulepack.condition_terms import Compiled, narrowest
from claimcheck.rulepack.pack import ElementType, Lexicon, Pack
from claimcheck.rulepack.views import PassageView
from claimcheck.text.fact_base import FactBase
from claimcheck.text.passages import Passages

SECTION, DOCUMENT = "section", "document"
MOST_NEAR = 6
"""Statements of a section that one claim is compared with, the nearest ones."""
MOST_FAR = 24
"""Statements of the document that one claim is compared with."""


class Statement(NamedTuple):
    """A sentence that is evidence for an element, with the match of its grade and what it is about.

    ``whole`` says that it is about all figures of the document where it names none, ``by_topic`` that a word of the
    claim's topic will do.
    """

    sentence: Sentence
    match: float
    identity: Identity
    whole: bool
    by_topic: bool


class Told(NamedTuple):
    """The best statement for an element of a claim: its sentence, its place, and credit by place and agreement."""

    sentence: Sentence
    place: str
    credit: float


class Found(NamedTuple):
    """The statements of one element, in reading order: of each section, and those that count in all of the document."""

    by_section: Mapping[tuple[str, ...], Sequence[Statement]]
    anywhere: Sequence[Statement]


_FIGURES = ("quantity", "share", "money")
_OWN_YEARS = ("target", "base", "interim")
_NOTHING = Found({}, ())


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

    def find(self, element: ElementType, passages: Passages, identities: Identities) -> Found:
        """All statements for an element; only sentences whose words leave a chance are looked at."""
        if not element.elsewhere:
            return _NOTHING
        where = element.shape.elsewhere
        kinds = frozenset(where.sections) if where is not None else frozenset[str]()
        by_section: dict[tuple[str, ...], list[Statement]] = {}
        anywhere: list[Statement] = []
        for index in self._chances(element, passages):
            kind = passages.structure.section_kind(passages.spans[index].block)
            if (
                kind in self._asides
                or _is_row(passages, index)
                or not self._may_tell(element, passages, index)
            ):
                continue
            view = PassageView(passages, passages.sentence(index), None, self._context)
            match = next((match for match, one in element.elsewhere if one.test(view)), 0.0)
            if not match:
                continue
            counts = not kinds or kind in kinds
            whole = where is not None and where.whole and counts
            by_topic = where is not None and where.topic
            identity = identities.of(view.sentence)
            if whole:
                # What lists all sites limits nothing to them.
                identity = identity._replace(parts=frozenset())
            made = Statement(view.sentence, match, identity, whole, by_topic)
            if made.identity.others:
                continue
            by_section.setdefault(passages.block(index).section, []).append(made)
            if counts:
                anywhere.append(made)
        return Found(by_section, anywhere)

    def _may_tell(self, element: ElementType, passages: Passages, index: int) -> bool:
        """Whether all signals of a sentence leave a chance, and then its figures too."""
        mask = passages.mask(index)
        conditions = [one for _, one in element.elsewhere if one.may_hold_in(mask | ALL_KINDS << self._shift)]
        if not conditions:
            return False
        present = mask | passages.kinds(index)
        return any(one.may_hold_in(present) for one in conditions)

    def _chances(self, element: ElementType, passages: Passages) -> Sequence[int]:
        conditions: list[Compiled] = [one for _, one in element.elsewhere]
        gate = 0
        for one in conditions:
            gate |= narrowest(one.branches)
        asked = gate & passages.searched
        # Figures are read only where words leave a chance, so the gate takes every kind of figure for granted.
        unknown = ~passages.searched & (1 << self._shift) - 1 | ALL_KINDS << self._shift
        return passages.with_anchors(
            lambda mask: bool(mask & asked) and any(one.may_hold_in(mask | unknown) for one in conditions)
        )


class Statements:
    """The statements of one document, for each element found when the first claim asks."""

    __slots__ = ("_found", "_identities", "_kinds", "passages")

    def __init__(
        self, kinds: StatementKinds, lexicon: Lexicon, passages: Passages, figures: FactBase
    ) -> None:
        self._kinds = kinds
        self.passages = passages
        self._identities = Identities(lexicon, passages, figures)
        self._found: dict[str, Found] = {}

    @property
    def identities(self) -> Identities:
        """What the sentences of the document are about."""
        return self._identities

    def most(self, element: ElementType) -> float:
        """The most that a statement can be worth for an element."""
        return self._kinds.most[element.id]

    def best(self, core: Core, element: ElementType, least: float) -> Told | None:
        """The best statement for a claim whose credit is more than ``least``."""
        credit = self._kinds.credit[element.id]
        found = self._found.get(element.id)
        if found is None:
            found = self._kinds.find(element, self.passages, self._identities)
            self._found[element.id] = found
        section = found.by_section.get(self.passages.block(core.sentence.number).section, ())
        best: Told | None = None
        for place, statements in ((SECTION, _nearest(section, core)), (DOCUMENT, found.anywhere[:MOST_FAR])):
            for one in statements:
                worth = credit.get(place, 0.0) * one.match
                if worth <= (least if best is None else best.credit) or one.sentence is core.sentence:
                    continue
                worth *= self._agreement(core, one)
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
        silent = bool(other.scopes) != bool(mine.scopes) or (bool(mine.parts) and not other.parts)
        return min(metric, self._kinds.unknown) if silent else metric

    def _metric(self, core: Core, one: Statement) -> float:
        """1 for the same metric, ``unknown_match`` for the same words of a topic where one of them names no metric."""
        other, identities = one.identity, self._identities
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


def _is_own(fact: Fact) -> bool:
    """Whether a sentence with such a fact makes a statement of its own."""
    return fact.kind in _FIGURES or fact.role in _OWN_YEARS


def _nearest(section: Sequence[Statement], core: Core) -> Sequence[Statement]:
    """The statements of a section around a claim, nearest first."""
    at = bisect_left(section, core.sentence.number, key=lambda one: one.sentence.number)
    close = section[max(at - MOST_NEAR, 0) : at + MOST_NEAR]
    return sorted(close, key=lambda one: abs(one.sentence.number - core.sentence.number))


def _is_row(passages: Passages, index: int) -> bool:
    """Whether this is a row of a table, and no sentence that stands in one."""
    return passages.block(index).kind == "table" and not passages.spans[index].in_cell
