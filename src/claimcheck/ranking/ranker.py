"""The order of claims."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.model.claim import Core, Score
from claimcheck.model.ranking import Ranked, Reason
from claimcheck.text.normalise import canon
from claimcheck.text.passages import Passages


class Ranker:
    """Orders claims; those of one sentence, or with the same words, are one group."""

    def rank(self, cores: Sequence[Core], scores: Sequence[Score], passages: Passages) -> list[Ranked]:
        """The place of every claim, in the order of ``cores``."""
        first: dict[str, int] = {}
        groups: list[int] = []
        for number, core in enumerate(cores):
            words = canon(passages.norm.text[core.sentence.start : core.sentence.end])
            groups.append(first.setdefault(words, number))
        points = [100 - score.score for score in scores]
        best = {group: max(points[n] for n, g in enumerate(groups) if g == group) for group in set(groups)}
        order = {group: rank for rank, group in enumerate(sorted(best, key=lambda one: (-best[one], one)), 1)}
        return [Ranked(order[group], group, (Reason("evidence", best[group]),)) for group in groups]
