"""Where the evidence for a claim stands, how much of it counts, and what a document says twice and differently."""

from claimcheck.evidence.collector import Collector
from claimcheck.evidence.contradictions import MOST_OF_A_RULE, Reconciler
from claimcheck.evidence.figures.links import OutsideFigures, Outsider
from claimcheck.evidence.goals.aims import Aims
from claimcheck.evidence.register_evidence import Registered

__all__ = ["MOST_OF_A_RULE", "Aims", "Collector", "OutsideFigures", "Outsider", "Reconciler", "Registered"]
