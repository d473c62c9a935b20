"""The shape of ``ranking.yml``: what makes a claim one to deal with first."""

from __future__ import annotations

from claimcheck.model.claim import Tier
from claimcheck.rulepack.allowed_values import Condition, Trait
from claimcheck.rulepack.shape import Shape


class TermShape(Shape):
    """A reason to deal with a claim earlier, or with negative points later: ``title`` in a few words, ``why`` in full.

    It holds where everything holds that it names: a condition over the claim's clause, one of the ``traits``, a place
    in one of the kinds of ``sections``, and a finding of one of the ``tiers``.
    """

    id: str
    title: str
    points: int
    why: str
    when: Condition | None = None
    traits: list[Trait] = []
    sections: list[str] = []
    tiers: list[Tier] = []


class PartShape(Shape):
    """A question about the claim: of its terms the first one that holds counts."""

    id: str
    about: str
    terms: list[TermShape]


class RankingShape(Shape):
    """``ranking.yml``: the parts of the sum by which claims are ordered."""

    about: str
    parts: list[PartShape]
