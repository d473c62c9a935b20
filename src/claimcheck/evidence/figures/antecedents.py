"""What a pronoun stands for: a clause that names nothing itself measures what the sentence before it does."""

from __future__ import annotations

from claimcheck.evidence.figures.clauses import Clause, NounPhrase
from claimcheck.text.terms import Token

FARTHEST = 3
"""Sentences of one paragraph, one behind the other, whose clauses name nothing."""


def standing_for(clause: Clause, pronoun: tuple[int, int], earlier: Clause, terms: frozenset[str]) -> Clause:
    """A clause with ``terms`` of an earlier one, and what this says of them, in the place of its pronoun.

    ``pronoun`` is where that stands in the text.
    """
    start, end = (at - clause.start for at in pronoun)
    told = [
        NounPhrase(one.opener, tuple(Token(start, end, each.stem) for each in one.tokens), None)
        for one in earlier.phrases
        if not terms.isdisjoint(each.stem for each in one.tokens)
    ]
    tokens = [token for one in told for token in one.tokens]
    named = {metric: told for metric, told in earlier.named.items() if told <= terms}
    return clause._replace(
        phrases=(*told, *clause.phrases),
        tokens=tuple(sorted((*clause.tokens, *tokens))),
        stems=clause.stems | terms,
        named={**named, **clause.named},
        basis=clause.basis or earlier.basis,
        parts=clause.parts | earlier.parts,
    )
