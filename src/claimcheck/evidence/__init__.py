"""Where the evidence for a claim stands, how much of it counts, and what a document says twice and differently."""

from claimcheck.evidence.collector import Collector
from claimcheck.evidence.figures.outside_figures import OutsideFigures, Outsider
from claimcheck.evidence.goals.aims import Aims
from claimcheck.evidence.reconcile import MOST_OF_A_RULE, Reconciler
from claimcheck.evidence.registered import Registered

__all__ = ["MOST_OF_A_RULE", "Aims", "Collector", "OutsideFigures", "Outsider", "Reconciler", "Registered"]
