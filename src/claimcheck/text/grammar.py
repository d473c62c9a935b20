"""What a language knows about the ends of its sentences and the starts of its clauses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SentenceGrammar:
    """Words of one language, in lower case, a final stop written or left out.

    ``abbreviations`` never end a sentence, ``abbreviations_final`` may end one. A clause may open with one of
    ``clause_openers`` (one to four words each).

    ``predicates`` say a further thing of the same subject: a joining word and a verb ("and planted"). Of those that
    are adjectives too ("and recycled") ``object_predicates`` open a clause only before ``object_starts`` or a figure.
    ``shared_verbs`` in front of a joining word go on to the same object ("measured and cut our waste").
    """

    abbreviations: frozenset[str] = frozenset()
    abbreviations_final: frozenset[str] = frozenset()
    clause_openers: tuple[str, ...] = ()
    predicates: tuple[str, ...] = ()
    object_predicates: tuple[str, ...] = ()
    object_starts: frozenset[str] = frozenset()
    shared_verbs: frozenset[str] = frozenset()
