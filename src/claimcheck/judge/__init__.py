"""Rules over claims: which apply, how severe they are under which law, and what to do."""

from claimcheck.judge.judge import Judge
from claimcheck.judge.passages import PassageRules
from claimcheck.judge.views import ClaimWithEvidence

__all__ = ["ClaimWithEvidence", "Judge", "PassageRules"]
