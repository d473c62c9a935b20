"""The arithmetic of a score on the wire."""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.model.claim import Score
from claimcheck.model.claim_out import DimensionOut, LimitOut, StepOut


class ScoreOut(NamedTuple):
    """The fields of a claim that its score makes, in the order of the wire."""

    dimensions: tuple[DimensionOut, ...]
    raw: float
    limits: tuple[LimitOut, ...]
    score: int
    band: str
    next_steps: tuple[StepOut, ...]


def score_out(score: Score) -> ScoreOut:
    """The fields of a score."""
    return ScoreOut(
        dimensions=tuple(
            DimensionOut.made(dimension=part.dimension, weight=float(part.weight), share=float(part.share))
            for part in score.dimensions
        ),
        raw=score.raw,
        limits=tuple(
            LimitOut.made(
                reason=limit.reason,
                floor=float(limit.floor),
                credit=float(limit.credit),
                limit=float(limit.limit),
            )
            for limit in score.limits
        ),
        score=score.score,
        band=score.band,
        next_steps=tuple(
            StepOut.made(element=step.element, gain=step.gain, advice=step.advice) for step in score.steps
        ),
    )
