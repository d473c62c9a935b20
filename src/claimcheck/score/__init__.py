"""From held elements to a score that can be printed as a sum."""

from claimcheck.score.advice import Advice
from claimcheck.score.scorer import Scorer

__all__ = ["Advice", "Scorer"]
