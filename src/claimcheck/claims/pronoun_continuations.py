"""Sentences that go on about the measure of the claim before with a pronoun: "It is down by a third"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import islice, pairwise
from operator import or_

from claimcheck.model.claim import Core
from claimcheck.model.passage import FIGURES, Clause, Fact, Hit, Sentence
from claimcheck.rulepack.pack import ClaimType, Lexicon
from claimcheck.text.frame_words import FrameRole, FrameWord
from claimcheck.text.passages import Passages

# A change, a level and a date are what goes on to be told of a measure.
TELLING = (*FIGURES, "year", "period")
ENTRY = "list"
# Pronouns of a clause that are looked at, so that its cost stays linear.
MOST = 4
_SMALL: frozenset[FrameRole] = frozenset(("adverb", "determiner", "preposition", "time"))


class Continued:
    """Reads a pronoun as the measure that it stands for; holds nothing of a document."""

    def __init__(self, lexicon: Lexicon, types: Iterable[ClaimType]) -> None:
        self._frames = lexicon.frames
        self._pronouns = lexicon.frames.opening("pronoun")
        self._small = lexicon.terms.forms
        self._topics = lexicon.topic_mask
        self._speaking = lexicon.roles.get("first_person", 0)
        # What a bare figure can be told of is measured: the type that stands in for others knows it.
        figures = reduce(or_, (kind.core.positive for kind in types if kind.shape.fallback), 0)
        self._measures = lexicon.topic_mask & figures

    def measures(self, cores: Iterable[Core]) -> frozenset[int]:
        """The signals of what the claims of a sentence measure, which a pronoun behind it stands for."""
        return frozenset(
            hit.signal
            for core in cores
            for hit in core.clause.hits_of(self._measures)
            if core.start <= hit.start and hit.end <= core.end
        )

    def told_of(self, passages: Passages, index: int) -> frozenset[int]:
        """What a sentence without a claim gives figures of: the company may speak of it in the next one ("We aim")."""
        speaks = index + 1 < len(passages.spans) and passages.mask(index + 1) & self._speaking
        if not speaks or not any(fact.kind in FIGURES for fact in passages.facts(index)):
            return frozenset()
        clauses = passages.sentence(index).clauses
        return frozenset(hit.signal for clause in clauses for hit in clause.hits_of(self._measures))

    def sentence(self, passages: Passages, index: int, measures: frozenset[int]) -> Sentence | None:
        """The sentence with the measures in place of its pronouns; None where none stands for them.

        It has to stand in the block of the sentence before, or in the next entry of its list, and to tell a figure or
        a date.
        """
        if not measures or index >= len(passages.spans):
            return None
        span = passages.spans[index]
        if not _goes_on(passages, index):
            return None
        lower = passages.norm.lower[span.start : span.end]
        if self._pronouns.isdisjoint(lower.split()):
            return None
        facts = [fact for fact in passages.facts(index) if fact.kind in TELLING]
        if not facts:
            return None
        sentence = passages.sentence(index)
        clauses = tuple(self._clause(passages.norm.lower, clause, facts, measures) for clause in sentence.clauses)
        if clauses == sentence.clauses:
            return None
        bits = sum(1 << signal for signal in measures)
        return sentence._replace(clauses=clauses, mask=sentence.mask | bits, mask_any=sentence.mask_any | bits)

    def _clause(self, lower: str, clause: Clause, facts: Sequence[Fact], measures: frozenset[int]) -> Clause:
        told = [fact for fact in facts if clause.start <= fact.start < clause.end]
        if not told or clause.mask & self._topics:
            return clause
        words = self._frames.find(lower, clause.start, clause.end)
        pronouns = (word for word in words if "pronoun" in word.roles)
        for word in islice(pronouns, MOST):
            if self._is_measure(lower, clause, word, words, told):
                return _with(clause, word, measures)
        return clause

    def _is_measure(
        self, lower: str, clause: Clause, word: FrameWord, words: Sequence[FrameWord], told: Sequence[Fact]
    ) -> bool:
        """Whether a verb right before has the pronoun as its object, or nothing but a change is told of it.

        "It reduced costs by 5 %" tells of costs: between the pronoun and its figure stand small words and verbs only.
        """
        # "We found that": what opens a clause inside another one stands for nothing.
        if "relative" in word.roles and word.start > clause.start:
            return False
        if any("preposition" in one.roles and one.end + 1 == word.start for one in words):
            return False
        verbs = [hit for hit in clause.hits if hit.form]
        if any(hit.end + 1 == word.start for hit in verbs):
            # "Extending this scheme": before a noun it is an article.
            follows = lower[word.end : clause.end].split()[:1]
            return "determiner" not in word.roles or self._small.issuperset(follows)
        figure = next((fact for fact in told if fact.start > word.end), None)
        if figure is None:
            return False
        known = [(hit.start, hit.end) for hit in verbs]
        for before, behind in pairwise(one for one in words if one.start > word.end):
            known += [(one.start, one.end) for one in (before, behind) if one.roles & _SMALL]
            # "This is a fall of 12 %": what a change is called stands between an article and its amount.
            if "determiner" in before.roles and "genitive" in behind.roles:
                known.append((before.end, behind.start))
        at = word.end
        for token in lower[word.end : figure.start].split():
            start = lower.index(token, at)
            at = start + len(token)
            if token not in self._small and not any(first <= start and at <= last for first, last in known):
                return False
        return True


def _goes_on(passages: Passages, index: int) -> bool:
    """Whether a sentence stands in the block of the one before it, or in the next entry of its list."""
    before, here = passages.spans[index - 1].block, passages.spans[index].block
    kinds = {passages.block(index - 1).kind, passages.block(index).kind}
    return before == here or (before + 1 == here and kinds == {ENTRY})


def _with(clause: Clause, word: FrameWord, measures: frozenset[int]) -> Clause:
    """The clause with the measures where the pronoun stands."""
    added = [Hit(word.start, word.end, signal, "") for signal in sorted(measures)]
    bits = sum(1 << signal for signal in measures)
    every = tuple(sorted((*clause.hits_any, *added)))
    counting = tuple(sorted((*clause.hits, *added)))
    return Clause(clause.start, clause.end, clause.mask | bits, clause.mask_any | bits, every, counting)
