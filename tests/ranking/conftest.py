"""What the ranker is handed for a document, caught on its way, so that it can be asked with other weights."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple, Protocol

import pytest
from msgspec.structs import replace

import claimcheck
from claimcheck.model.claim import Ranked
from claimcheck.ranking import Rankable, Ranker
from claimcheck.rulepack.pack import Pack, RankTerm
from claimcheck.text.passages import Passages

PACK = claimcheck.load_rulepack()


class Handed(NamedTuple):
    """The claims of a document with its passages."""

    claims: Sequence[Rankable]
    passages: Passages

    def ranked(self, pack: Pack = PACK) -> list[Ranked]:
        """Their places by the weights of a pack."""
        return Ranker(pack, pack.lexicons["en"]).rank(self.claims, self.passages)

    def words(self, number: int) -> str:
        """The words of a claim."""
        clause = self.claims[number].core.clause
        return self.passages.norm.text[clause.start : clause.end].strip()


class Hand(Protocol):
    """Hands over the claims of a document read for an audience, with its passages."""

    def __call__(self, text: str, audience: Any = "investor") -> Handed: ...


def weighed(name: str, points: int) -> Pack:
    """The built-in pack with other points for one term."""

    def changed(term: RankTerm) -> RankTerm:
        return term._replace(points=points) if term.id == name else term

    return replace(PACK, ranking=tuple(tuple(map(changed, part)) for part in PACK.ranking))


@cache
def _handed(text: str, audience: Any) -> Handed:
    caught: list[Handed] = []
    rank = Ranker.rank

    def noted(self: Ranker, claims: Sequence[Rankable], passages: Passages) -> list[Ranked]:
        caught.append(Handed(claims, passages))
        return rank(self, claims, passages)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Ranker, "rank", noted)
        context = claimcheck.Context(audience=audience, as_of=PACK.law_as_of)
        claimcheck.Auditor(PACK, context, lang="en").audit_text(text, format="markdown")
    return caught[-1]


@pytest.fixture
def hand() -> Hand:
    return lambda text, audience="investor": _handed(text, audience)
