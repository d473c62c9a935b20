"""The order of claims: a sum of reasons for each, the largest first, and those that say the same as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.model.claim import Core, Element, Finding
from claimcheck.model.ranking import Ranked, Reason
from claimcheck.ranking.sameness import Sameness
from claimcheck.ranking.traits import places_of, traits_of
from claimcheck.rulepack.conditions import View
from claimcheck.rulepack.pack import Lexicon, Pack
from claimcheck.rulepack.ranking_shapes import Trait
from claimcheck.text.passages import Passages


class Rankable:
    """A claim as the ranker sees it: what it is, what is held and asked of it, what rules say, its view for conditions.

    ``admitted`` says that the document owns up to something in the claim's sentence.
    """

    __slots__ = ("admitted", "core", "elements", "findings", "view")

    def __init__(
        self,
        core: Core,
        elements: Sequence[Element],
        findings: Sequence[Finding],
        view: View,
        *,
        admitted: bool = False,
    ) -> None:
        self.core = core
        self.elements = elements
        self.findings = findings
        self.view = view
        self.admitted = admitted


class _Best(NamedTuple):
    """The claim that a group stands where it stands for, by its number."""

    total: int
    number: int
    why: tuple[Reason, ...]


class Ranker:
    """Orders claims by the parts of a pack's ``ranking.yml``; those that say the same are one group."""

    __slots__ = ("_parts", "_same")

    def __init__(self, pack: Pack, lexicon: Lexicon) -> None:
        self._parts = pack.ranking
        self._same = Sameness(lexicon)

    def rank(self, claims: Sequence[Rankable], passages: Passages) -> list[Ranked]:
        """The place of every claim, in the order of ``claims``.

        A group stands where its best claim does, whose sum all share; groups with equal sums go by their first place.
        """
        groups = self._same.groups([one.core for one in claims], [one.elements for one in claims], passages)
        sentences: dict[int, set[int]] = {}
        for one, group in zip(claims, groups, strict=True):
            sentences.setdefault(group, set()).add(one.core.sentence.number)
        places = {group: places_of(passages, numbers) for group, numbers in sentences.items()}
        best: dict[int, _Best] = {}
        for number in sorted(range(len(claims)), key=lambda place: _place(claims[place].core)):
            one, group = claims[number], groups[number]
            traits = traits_of(one.core, one.elements, passages, places[group])
            if one.admitted:
                traits |= {"admitted"}
            why = tuple(self._reasons(one, traits, passages))
            total = sum(reason.points for reason in why)
            if group not in best or total > best[group].total:
                best[group] = _Best(total, number, why)
        order = sorted(best, key=lambda group: (-best[group].total, group))
        rank = {group: place for place, group in enumerate(order, 1)}
        return [Ranked(rank[group], best[group].number, best[group].why) for group in groups]

    def _reasons(self, claim: Rankable, traits: frozenset[Trait], passages: Passages) -> Iterator[Reason]:
        """Of each part the first term that holds."""
        block = passages.spans[claim.core.sentence.number].block
        section = passages.structure.section_kind(block)
        tiers = {finding.tier for finding in claim.findings}
        for part in self._parts:
            for term in part:
                if (
                    (not term.traits or term.traits & traits)
                    and (not term.sections or section in term.sections)
                    and (not term.tiers or term.tiers & tiers)
                    and (term.when is None or term.when.test(claim.view))
                ):
                    yield Reason(term.id, term.points)
                    break


def _place(core: Core) -> tuple[int, int, str]:
    return core.sentence.number, core.clause.start, core.type
