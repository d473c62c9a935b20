"""Which claims the assurance statements of a document cover: by indicator, period and boundary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from claimcheck.evidence.assurance import find_assurance
from claimcheck.evidence.assurance_parts import Words, assurance_words
from claimcheck.evidence.identity import Identities
from claimcheck.model.assurance import Assurance, Level, Quoted, Subject
from claimcheck.model.claim import Core
from claimcheck.rulepack.pack import Lexicon, Pack
from claimcheck.text.fact_base import FactBase
from claimcheck.text.passages import Passages

PLACE = "assurance"
VERIFIER, LEVEL, SCOPE = "verifier", "assurance_level", "assurance_scope"
ELEMENTS = (VERIFIER, LEVEL, SCOPE)
_COUNTS = (None, "count", "time")
NAME_ALONE = 0.5
"""The match of a body that is named without the standard that it checked by."""


class Checked(NamedTuple):
    """Evidence from an assurance statement: the words that show it, and credit by place and agreement."""

    start: int
    end: int
    credit: float


class Assurers:
    """Compares claims with assurance statements; built once for a pack and a language.

    ``anchors`` are the signals that every sentence has to be searched for.
    """

    __slots__ = ("_credit", "_unknown", "_words", "anchors")

    def __init__(self, pack: Pack, lexicon: Lexicon, credit: Mapping[str, Mapping[str, float]]) -> None:
        self._words: Words = assurance_words(lexicon, pack.sections)
        self._credit = {name: credit[name].get(PLACE, 0.0) if name in credit else 0.0 for name in ELEMENTS}
        self._unknown = pack.scoring.unknown_match
        self.anchors = self._words.anchors

    def of(self, passages: Passages, identities: Identities, figures: FactBase) -> AssuranceOf:
        """The assurance statements of one document."""
        return AssuranceOf(self, passages, identities, figures)

    def find(self, passages: Passages) -> tuple[Assurance, ...]:
        """All statements of a document, in reading order."""
        return find_assurance(passages, self._words)

    def evidence(
        self, one: Assurance, subject: Subject | None, match: float, scopes: frozenset[str]
    ) -> dict[str, Checked]:
        """What a statement that covers a claim of ``scopes`` is worth for each element."""
        found: dict[str, Checked] = {}
        if one.practitioner is None and not one.standards and not one.levels:
            return found
        who, level = one.practitioner, _level(one, subject, scopes)
        if who is not None:
            found[VERIFIER] = self._made(VERIFIER, who, match * (1.0 if one.standards else NAME_ALONE))
        if level is not None:
            found[LEVEL] = self._made(LEVEL, level, match)
        shown = Quoted(subject.start, subject.end, "") if subject is not None else level or who
        if shown is not None:
            found[SCOPE] = self._made(SCOPE, shown, match)
        return found

    def _made(self, name: str, shown: Quoted, match: float) -> Checked:
        return Checked(shown.start, shown.end, self._credit[name] * match)

    def best(self, name: str) -> float:
        """The most that an assurance statement can be worth for an element."""
        return self._credit.get(name, 0.0)

    @property
    def unknown(self) -> float:
        """The match where one side does not tell."""
        return self._unknown


class AssuranceOf:
    """The statements of one document, found when the first claim asks, and what they cover."""

    __slots__ = ("_assurers", "_figures", "_found", "_identities", "_known", "_passages")

    def __init__(
        self, assurers: Assurers, passages: Passages, identities: Identities, figures: FactBase
    ) -> None:
        self._assurers = assurers
        self._passages = passages
        self._identities = identities
        self._figures = figures
        self._found: tuple[Assurance, ...] | None = None
        self._known: tuple[Core, dict[str, Checked]] | None = None

    @property
    def statements(self) -> tuple[Assurance, ...]:
        """All statements, in reading order."""
        if self._found is None:
            self._found = self._assurers.find(self._passages)
        return self._found

    def best(self, core: Core, name: str, least: float) -> Checked | None:
        """The best evidence for an element of a claim whose credit is more than ``least``."""
        if self._assurers.best(name) <= least or not self.statements:
            return None
        if self._known is None or self._known[0] is not core:
            self._known = (core, self._covering(core))
        found = self._known[1].get(name)
        return found if found is not None and found.credit > least else None

    def _covering(self, core: Core) -> dict[str, Checked]:
        """The evidence of the statements that cover a claim, the best of each element.

        A promise has no result to be checked, and a statement on the figures of a company has none of a product.
        """
        best: dict[str, Checked] = {}
        if (
            core.tense == "planned"
            or core.subject_kind == "product"
            or not self._has_result(core)
            or self._is_limited(core)
        ):
            return best
        scopes = self._identities.of(core.sentence).scopes
        for one in self.statements:
            if one.start <= core.sentence.start < one.end:
                continue
            match, subject = self._match(core, one)
            if not match:
                continue
            for name, checked in self._assurers.evidence(one, subject, match, scopes).items():
                if name not in best or checked.credit > best[name].credit:
                    best[name] = checked
        return best

    def _has_result(self, core: Core) -> bool:
        """Whether a claim has a figure of something that is measured; a bare number counts anything.

        A note tells how a figure was got, and is none of the results.
        """
        return self._passages.block(core.sentence.number).kind != "footnote" and any(
            figure.metric is not None or figure.unit_class not in _COUNTS
            for figure in self._figures.told(core.sentence.number).figures
        )

    def _is_limited(self, core: Core) -> bool:
        """Whether a claim is about a part of the company: the statement is on the figures of the whole."""
        if self._identities.of(core.sentence).parts:
            return True
        start, end = core.clause.start, core.clause.end
        return any(
            figure.boundary for figure in self._figures.told(core.sentence.number).figures
            if start <= figure.start < end
        )  # fmt: skip

    def _match(self, core: Core, one: Assurance) -> tuple[float, Subject | None]:
        """How far a statement covers a claim, and the part of it that does."""
        identity = self._identities.of(core.sentence)
        if identity.years and one.years and identity.years.isdisjoint(one.years):
            return 0.0, None
        period = 1.0 if bool(identity.years) == bool(one.years) else self._assurers.unknown
        metrics = self._metrics(core)
        if not metrics or any(_share(metrics, identity.scopes, part) for part in one.excluded):
            return 0.0, None
        marked = one.mark is not None and self._has_mark(core, one.mark)
        if marked:
            return period, None
        if one.whole and not self._is_told_apart(one):
            return period, None
        ratios = self._ratios(core)
        best: tuple[float, Subject | None] = (0.0, None)
        for part in one.covered:
            if ratios and ratios.isdisjoint(part.metrics):
                continue
            match = _share(metrics, identity.scopes, part)
            if match is None:
                continue
            known = match and one.mark is None
            worth = min(period, 1.0 if known else self._assurers.unknown)
            if worth > best[0]:
                best = worth, part
        return best

    def _is_told_apart(self, one: Assurance) -> bool:
        """Whether the practitioner's own statement says what of the whole was checked: then that is what counts."""
        return one.teller == "company" and any(
            other.teller == "practitioner"
            and other.covered
            and (
                one.practitioner is None
                or other.practitioner is None
                or _first_name(one) == _first_name(other)
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

    def _has_mark(self, core: Core, mark: str) -> bool:
        return mark in self._passages.norm.text[core.sentence.start : core.sentence.end]


def _first_name(one: Assurance) -> str | None:
    """The first word of the practitioner's name, in lower case."""
    return one.practitioner.text.split()[0].lower() if one.practitioner is not None else None


def _share(metrics: frozenset[str], scopes: frozenset[str], part: Subject) -> bool | None:
    """Whether a part of a statement is about a claim's metric and scopes: False where one side is silent on scopes.

    None where it is about something else.
    """
    if metrics.isdisjoint(part.metrics):
        return None
    if not part.scopes:
        # Scopes of the claim may be those of another metric in it.
        return not scopes
    if not scopes:
        return False
    return True if scopes <= part.scopes else None


def _level(one: Assurance, subject: Subject | None, scopes: frozenset[str]) -> Quoted | None:
    """The words for the level of what is covered; None where the statement has several and does not tell which.

    Of a claim without scopes nobody knows to which of them it belongs.
    """
    levels: Mapping[Level, Quoted] = dict(one.levels)
    if len(levels) == 1:
        return next(iter(levels.values()))
    if subject is None or (subject.scopes and not scopes):
        return None
    level = subject.level or _level_elsewhere(subject, one.covered)
    return levels.get(level) if level is not None else None


def _level_elsewhere(subject: Subject, covered: Sequence[Subject]) -> Level | None:
    """The level that the statement gives the same figures in another place."""
    told = {
        part.level
        for part in covered
        if part.level is not None and part.metrics == subject.metrics and part.scopes == subject.scopes
    }
    return told.pop() if len(told) == 1 else None
