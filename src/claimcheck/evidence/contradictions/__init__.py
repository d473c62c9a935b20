"""What a document says twice and differently: figures, targets and statements held against each other."""

from claimcheck.evidence.contradictions.detector import MOST_OF_A_RULE, Reconciler

__all__ = ["MOST_OF_A_RULE", "Reconciler"]
