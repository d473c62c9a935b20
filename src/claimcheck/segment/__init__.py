"""Sentences and clauses, kinds of sections, and what the cells of tables mean."""

from claimcheck.segment.sentences import segment
from claimcheck.segment.tables import StructureReader
from claimcheck.text.frame_words import SentenceGrammar

__all__ = ["SentenceGrammar", "StructureReader", "segment"]
