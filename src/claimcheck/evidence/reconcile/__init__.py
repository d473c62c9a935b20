"""What a document says twice and differently: figures, targets and statements held against each other."""

from claimcheck.evidence.reconcile.reconciler import Reconciler

__all__ = ["Reconciler"]
