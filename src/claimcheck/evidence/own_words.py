"""A claim's own words that say less than the document does elsewhere: "Scope 1 and 2", "in absolute terms"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claimcheck.evidence.candidate_filter import EvidenceMatch
from claimcheck.rulepack.pack import ElementType

_WORDS = "words"


class OwnWords:
    """Which of them give way to what is said elsewhere; built once for a pack."""

    def __init__(self, elements: Iterable[ElementType]) -> None:
        self._kinds = {one.id: frozenset(one.shape.gives_way) for one in elements if one.shape.gives_way}

    def take_out(self, held: dict[str, EvidenceMatch]) -> Mapping[str, EvidenceMatch]:
        """What is held by words that give way; it is held no more."""
        known = {name: held[name] for name in self._kinds if name in held}
        said = {name: match for name, match in known.items() if self._gives_way(name, match)}
        for name in said:
            del held[name]
        return said

    def put_back(self, said: Mapping[str, EvidenceMatch], held: dict[str, EvidenceMatch]) -> None:
        """Hold again what was taken out, or show in its place what is said elsewhere, if that is more.

        It counts no less than the claim's own words do.
        """
        for name, match in said.items():
            elsewhere = held.get(name)
            if elsewhere is None or (self._gives_way(name, elsewhere) and match.credit >= elsewhere.credit):
                held[name] = match
            else:
                held[name] = elsewhere._replace(credit=max(elsewhere.credit, match.credit))

    def _gives_way(self, name: str, match: EvidenceMatch) -> bool:
        return (_WORDS if match.fact is None else match.fact.kind) in self._kinds[name]
