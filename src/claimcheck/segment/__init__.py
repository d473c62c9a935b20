"""Sentences and clauses."""

from claimcheck.segment.sentences import segment
from claimcheck.text.grammar import SentenceGrammar

__all__ = ["SentenceGrammar", "segment"]
