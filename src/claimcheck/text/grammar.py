"""What a language knows about the ends of its sentences and the starts of its clauses."""

from __future__ import annotations

from msgspec import Struct, field


class PredicateWords(Struct, frozen=True):
    """How a clause begins that says a further thing of the same subject, in lower case.

    ``told`` are a joining word and a verb ("and planted"). Those of ``before_object`` may be adjectives too ("and
    recycled"): they open a clause only before a figure or one of ``object_starts``. Verbs that are ``sharing`` go on to
    the object of the verb behind the joining word ("measured and cut our waste"): these open none.
    """

    told: tuple[str, ...] = ()
    before_object: tuple[str, ...] = ()
    object_starts: frozenset[str] = frozenset()
    sharing: frozenset[str] = frozenset()


class SentenceGrammar(Struct, frozen=True):
    """Words of one language, in lower case, a final stop written or left out.

    ``abbreviations`` never end a sentence, ``abbreviations_final`` may end one. A clause may open with one of
    ``clause_openers`` (one to four words each) or as ``predicates`` says. Right behind one of ``linking`` an opener
    completes it ("is so", "not yet") and opens none. Behind one of ``numbered`` a single letter is the number of a
    part.
    """

    abbreviations: frozenset[str] = frozenset()
    abbreviations_final: frozenset[str] = frozenset()
    clause_openers: tuple[str, ...] = ()
    predicates: PredicateWords = field(default_factory=PredicateWords)
    numbered: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()
