"""Where clauses begin inside a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from claimcheck.text.frame_words import PredicateWords, SentenceGrammar
from claimcheck.text.matcher import Matcher

Clauses = tuple[tuple[int, int], ...]

_LEAST = 3  # tokens on each side of a cut
_LEAST_AT_DASH = 4
_MARKS = ("; ", " - ")
_LONGEST_WORD = 32


class ClauseSplitter(NamedTuple):
    """Splits the sentences of one text.

    A clause ends at a semicolon, at a dash between blanks, or where a clause opener or a further predicate of the
    same subject follows, with a comma or without.
    """

    text: str
    lower: str
    grammar: SentenceGrammar

    def split(self, start: int, end: int) -> Clauses:
        """The clauses of ``text[start:end]``: they tile it, blanks between them aside."""
        text, opening = self.text, _opening(self.grammar)
        cuts = sorted(cut for cut in _cuts(self.lower, start, end, opening) if start < cut[0] < end)
        clauses: list[tuple[int, int]] = []
        begin = start
        left = text.count(" ", start, end) + 1
        for at, least in cuts:
            if at <= begin:
                continue
            tokens = text.count(" ", begin, at) + 1
            words = tokens - 1 if least == _LEAST_AT_DASH else tokens
            if words < least or left - tokens < least:
                continue
            if text.count("(", start, at) > text.count(")", start, at):
                continue
            clauses.append((begin, at))
            begin = at + 1
            left -= tokens
        clauses.append((begin, end))
        return tuple(clauses)


class _Opening(NamedTuple):
    """What opens clauses: literals in the order marks, openers, predicates from ``told`` and ``before_object`` on.

    ``longest`` is the length of the longest of them.
    """

    matcher: Matcher
    longest: int
    told: int
    before_object: int
    words: PredicateWords
    linking: frozenset[str]


@lru_cache(maxsize=16)
def _opening(grammar: SentenceGrammar) -> _Opening:
    predicates = grammar.predicates
    words = (*grammar.clause_openers, *predicates.told, *predicates.before_object)
    told = len(_MARKS) + len(grammar.clause_openers)
    literals = [*_MARKS, *(f" {word.lower()}" for word in words)]
    before_object = told + len(predicates.told)
    return _Opening(Matcher(literals), max(map(len, literals)), told, before_object, predicates, grammar.linking)


def _cuts(lower: str, first: int, last: int, opening: _Opening) -> Iterator[tuple[int, int]]:
    """Offsets of the blanks in ``lower[first:last]`` at which a clause may end, and how many tokens it takes on both
    sides.

    An opener that a figure follows, or that completes a verb of being, opens a clause only behind a comma: "since 2019"
    and "is so important" go with what stands before.
    """
    length = len(lower)
    # What opens the last clause may begin at the very end.
    for number, start, end in opening.matcher.find(lower[first : last + opening.longest]):
        start, end = start + first, end + first
        if number < len(_MARKS):
            yield end - 1, _LEAST if number == 0 else _LEAST_AT_DASH
            continue
        if end < length and (lower[end].isalnum() or lower[end] in "-'"):
            continue
        if number >= opening.told:
            if _has_object(lower, start, end, opening.words, number >= opening.before_object):
                yield start, _LEAST
        elif lower[start - 1 : start] == "," or not (
            lower[end + 1 : end + 2].isdigit() or _word_before(lower, start) in opening.linking
        ):
            yield start, _LEAST


def _has_object(lower: str, start: int, end: int, words: PredicateWords, shown: bool) -> bool:
    """Whether the verbs on both sides of a joining word have objects of their own; ``shown``: it has to be seen."""
    if _word_before(lower, start).rstrip(",") in words.sharing:
        return False
    behind = lower[end + 1 : end + 1 + _LONGEST_WORD].partition(" ")[0]
    return not shown or any(map(str.isdigit, behind)) or behind in words.object_starts


def _word_before(lower: str, start: int) -> str:
    return lower[max(start - _LONGEST_WORD, 0) : start].rpartition(" ")[2]
