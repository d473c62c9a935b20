"""Sentences and clauses, kinds of sections, and what the cells of tables mean."""

from claimcheck.segment.sentences import segment
from claimcheck.segment.tables import StructureReader
from claimcheck.text.grammar import SentenceGrammar

__all__ = ["SentenceGrammar", "StructureReader", "segment"]
