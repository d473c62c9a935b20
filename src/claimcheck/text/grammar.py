"""What a language knows about the ends of its sentences and the starts of its clauses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SentenceGrammar:
    """Words of one language, in lower case, a final stop written or left out.

    ``abbreviations`` never end a sentence, ``abbreviations_final`` may end one. A clause may open with one of
    ``clause_openers`` (one to four words each).
    """

    abbreviations: frozenset[str] = frozenset()
    abbreviations_final: frozenset[str] = frozenset()
    clause_openers: tuple[str, ...] = ()
