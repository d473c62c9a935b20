"""Whom and what a claim is about, in the terms in which evidence from outside of the document can say the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from claimcheck.model.claim import Core
from claimcheck.model.passage import scopes_of, years_of
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.fact_base import FactBase
from claimcheck.text.mentions import Mention
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD


class Identity(NamedTuple):
    """What is known of it; nothing is 0 or empty.

    ``metrics`` are what is measured, by id, where the rules know it; ``topics`` has a bit for each signal that names
    something of the kind. ``years`` are those of the period, ``scopes`` the digits of greenhouse gas scopes, and
    ``limits`` the words for sites, units, countries or other companies that it is limited to.
    """

    metrics: frozenset[str] = frozenset()
    topics: int = 0
    years: frozenset[int] = frozenset()
    scopes: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()


class Claimed:
    """Reads the identity of claims and of words that stand alone."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._topics = lexicon.topic_mask
        self._grammar = lexicon.metrics

    def identity(self, core: Core, passages: Passages, figures: FactBase) -> Identity:
        """The identity of a claim; a plan without a period of its own is about the year in which it is due."""
        sentence = core.sentence
        mentions = figures.told(sentence.number).mentions
        own = [one for one in mentions if core.clause.start <= one.start < core.clause.end]
        metrics, scopes, limits = self._measured(own or mentions)
        facts = passages.facts(sentence.number)
        years = years_of(facts)
        if not years and core.target_year is not None:
            years = frozenset({core.target_year})
        return Identity(metrics, sentence.mask_any & self._topics, years, scopes or scopes_of(facts), limits)

    def of_metric(self, metric: str, passages: Passages, figures: FactBase) -> Identity:
        """What is measured, of words such as "Scope 1 emissions" or of the id of a metric, and of which scopes."""
        known = self._grammar.metrics.get(metric)
        if known is not None:
            return Identity(metrics=frozenset({known.of or known.id}), scopes=known.scopes)
        mentions = [one for at in range(len(passages.spans)) for one in figures.told(at).mentions]
        metrics, scopes, limits = self._measured(mentions)
        topics = 0
        for at in range(len(passages.spans)):
            scopes |= scopes_of(passages.facts(at))
            topics |= passages.sentence(at).mask_any & self._topics
        return Identity(metrics, topics, scopes=scopes, limits=limits)

    def of_boundary(self, passages: Passages) -> Identity:
        """The scopes and the names in words such as "Lund mill" or "Scope 1 and 2"."""
        scopes: frozenset[str] = frozenset()
        for at in range(len(passages.spans)):
            scopes |= scopes_of(passages.facts(at))
        whole = self._grammar.whole
        words = frozenset(
            word for word in WORD.findall(passages.norm.lower) if word not in whole and not word.isdigit()
        )
        return Identity(scopes=scopes, limits=frozenset() if scopes else words)

    def _measured(self, mentions: Iterable[Mention]) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Metrics, scopes and limits of mentions; a metric of certain scopes is the general one with these scopes."""
        metrics: set[str] = set()
        scopes: set[str] = set()
        limits: set[str] = set()
        for one in mentions:
            limits |= one.boundary
            scopes |= one.scopes
            for name in one.metrics:
                metric = self._grammar.metrics[name]
                metrics.add(metric.of or name)
                if len(one.metrics) == 1:
                    scopes |= metric.scopes
        return frozenset(metrics), frozenset(scopes), frozenset(limits)
