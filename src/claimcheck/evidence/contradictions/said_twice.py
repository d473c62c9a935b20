"""One figure that two sentences give in the same words with two values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from claimcheck.evidence.contradictions.figure_index import differs_by, measure
from claimcheck.evidence.contradictions.refuted import Refuted
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.figures.series import of_sentences
from claimcheck.evidence.figures.vocabulary import Vocabulary
from claimcheck.model.figure import Figure

_LEAST_TERMS = 2


class _Said(NamedTuple):
    """What a figure is of: the terms beside it, those of the rest of its clause, how it is counted, and of when."""

    beside: frozenset[str]
    around: frozenset[str]
    basis: frozenset[str]
    measure: str
    change: bool
    base: int | None
    year: int


def said_twice(stated: Sequence[Stated], vocabulary: Vocabulary, tolerance: float) -> Iterator[Refuted]:
    """Figures of claims that another sentence refutes; a clause with several figures says too much to compare."""
    told: dict[_Said, list[Figure]] = {}
    if not stated or stated[0].sentence == stated[-1].sentence:
        return
    for one in stated:
        said = _said(one, vocabulary)
        if said is not None:
            told.setdefault(said, []).append(one.numbers[0])
    for said, figures in told.items():
        for first, second in pairwise(figures):
            room = tolerance * (first.precision + second.precision)
            if first.sentence != second.sentence and differs_by(abs(first.value), abs(second.value)) > room:
                series = of_sentences(said.beside | said.around, {}, (second,))
                yield Refuted("level", first.start, first.end, first, (second,), second.value, series, ())


def _said(one: Stated, vocabulary: Vocabulary) -> _Said | None:
    if one.ahead or not one.claimed or len(one.numbers) != 1 or len(one.every) != 1:
        return None
    (figure,) = one.numbers
    year = figure.last_year
    if year is None or (figure.role == "change" and figure.against is None):
        return None
    beside, around = set[str](), set[str]()
    for phrase in one.clause.phrases:
        terms = beside if phrase.figure == figure.start else around
        terms.update(token.stem for token in phrase.tokens if token.stem)
    naming = frozenset(beside | around) - vocabulary.loose
    if len(naming) < _LEAST_TERMS:
        return None
    change = figure.role == "change"
    return _Said(
        frozenset(beside), frozenset(around), one.clause.basis, measure(figure), change, figure.against, year
    )
