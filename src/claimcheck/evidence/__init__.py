"""Where the evidence for a claim stands, and how much of it counts."""

from claimcheck.evidence.collector import Collector

__all__ = ["Collector"]
