"""From held elements to a score that can be printed as a sum."""

from claimcheck.score.scorer import Advice, Scorer

__all__ = ["Advice", "Scorer"]
