"""What a clause is about by its own words: the ESG matters that it names, and the figures that measure them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from claimcheck.claims.clause_reading import WORD, ClauseReading
from claimcheck.claims.fields import BROAD
from claimcheck.claims.grammar_roles import Grammar
from claimcheck.claims.stating_verbs import has_digits, has_to_be
from claimcheck.claims.structural_claims import measures
from claimcheck.claims.verbs import Kind
from claimcheck.model.passage import Fact
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.frame_words import FrameRole
from claimcheck.text.quotations import quotations

_STOPS = ".!?"
_DATES = ("year", "period")
# Words from a verb to what is at its best: "are at their lowest".
_SOON = 5
# Words behind a matter up to what is of its kind.
_FEW = 4
_ARTICLE: frozenset[FrameRole] = frozenset({"determiner", "adverb"})


class Extremes:
    """Tells it by the words of one language; holds nothing of a document."""

    def __init__(self, lexicon: Lexicon) -> None:
        terms = self._terms = lexicon.terms
        self._ends = terms.least | terms.most | terms.better
        told = (*terms.never, *terms.beyond, *terms.running)
        self.words = frozenset(words.rsplit(" ", 1)[-1] for words in told)
        """Words without one of which nothing is held so but by a superlative."""

    def hold(self, reading: ClauseReading, verb: int, *, bare: bool) -> bool:
        """Whether the verb at an offset does; ``bare`` says that it has nothing but an auxiliary, such as "are"."""
        terms, end = self._terms, reading.clause.end
        said = f" {reading.lower[reading.clause.start : end].rstrip(_STOPS)} "

        def has(words: Iterable[str]) -> bool:
            return any(f" {word} " in said for word in words)

        # "We must act faster than ever": what has to be is not so yet.
        if has_to_be(reading, reading.parts.words):
            return False
        never = has(terms.never)
        compared = never or has(terms.beyond)
        if compared and any(
            self._compares(reading, match.start(), match.group(), after_never=never)
            for match in WORD.finditer(reading.lower, reading.clause.start, end)
        ):
            return True
        if not bare:
            return False
        soon = [*islice(WORD.finditer(reading.lower, verb, end), _SOON)]
        if has(terms.running) or any("rhythm" in word.roles and word.start > verb for word in reading.parts.words):
            return any(self._is_step(reading, match.start(), match.group()) for match in soon)
        top = any(
            (match.group() in self._ends or match.group().endswith(terms.superlative))
            and "determiner" in reading.before(match.start())
            for match in soon
        )
        return top and (
            has(terms.ever)
            or any(
                fact.start > verb and (fact.unit_class == _TIME or fact.kind in _DATES)
                for fact in reading.view.facts("clause")
            )
        )

    def _compares(self, reading: ClauseReading, start: int, word: str, *, after_never: bool) -> bool:
        """Whether a word holds something against another time: "fewer", "better", "so low" behind "never"."""
        if word in self._terms.less or word in self._terms.more:
            return True
        if after_never and "subordinator" in reading.roles.get(start, ()):
            return True
        return self._is_step(reading, start, word)

    def _is_step(self, reading: ClauseReading, start: int, word: str) -> bool:
        """Whether a word is a step on a scale by its form: "rarer"."""
        if "determiner" in reading.before(start) or reading.roles.get(start):
            return word in self._terms.less or word in self._terms.more
        return word.endswith(self._terms.comparative)


_TIME = "time"
_MULTIPLE = "multiple"
_COUNTS = (None, "count")
# Characters between a time and what it is spent on: "24 hours in training".
_BESIDE = 12


class Matters(NamedTuple):
    """Runs of words for ESG matters in a clause; ``heads`` are those that stand for themselves.

    In front of another noun such a word says what kind that is: "the water tower", "a diesel bus".
    """

    heads: Sequence[tuple[int, int]]
    kinds: Sequence[tuple[int, int]]

    def measured_by(self, figures: Sequence[Fact], verb: int, kind: Kind) -> bool:
        """Whether one of the figures of a clause tells how much of what it names there is, or on what that was spent.

        Of what has, holds or takes an amount of it now nothing is told: "the tank holds 80 litres of water".
        """
        leads = self.lead(verb)
        told = leads or kind != "present"
        return bool(self.heads) and any(
            fact.kind == "share"
            or fact.unit_class == _MULTIPLE
            or (told and (measures(fact) or self.touch(fact)))
            or (leads and kind == "done" and fact.start > verb and has_digits((fact,)) and fact.unit_class in _COUNTS)
            for fact in figures
        )

    def lead(self, verb: int) -> bool:
        """Whether such a word stands before the verb at an offset."""
        return any(start < verb for start, _ in self.heads)

    def follow(self, reading: ClauseReading, verb: int) -> bool:
        """Whether the verb at an offset is told of such a word: it stands before the verb, or behind it unparted."""
        return any(start < verb or "," not in reading.text[verb:start] for start, _ in self.heads)

    def touch(self, fact: Fact) -> bool:
        """Whether a time is told of such a word right beside it: "24 hours in training"."""
        return fact.unit_class == _TIME and any(
            start - fact.end <= _BESIDE and fact.start - end <= _BESIDE for start, end in self.heads
        )


def is_of_instrument(reading: ClauseReading, start: int, end: int) -> bool:
    """Whether a run of words says of what kind an instrument is, or names one: "methane leak detection programme"."""
    last = reading.lower.rfind(" ", start, end) + 1
    if last and "instrument" in reading.roles.get(last, ()):
        return True
    at = end + 1
    for word in reading.text[at : reading.clause.end].split(" ")[:_FEW]:
        if roles := reading.roles.get(at):
            return "instrument" in roles
        at += len(word) + 1
    return False


def is_told_about(reading: ClauseReading, start: int, verb: int) -> bool:
    """Whether words are about what stands at an offset: "questions on water", "our head of energy"."""
    lower, first, behind = reading.lower, reading.clause.start, start > verb
    hangs: FrameRole = "concern" if behind else "preposition"
    stop = verb if behind else first
    link = lower.rfind(" ", first, start - 1) + 1
    while link > stop and not reading.roles.get(link, frozenset()) - _ARTICLE:
        link = lower.rfind(" ", first, link - 1) + 1
    if hangs not in reading.roles.get(link, ()) or link <= first:
        return False
    # "Training on bribery", "worked on noise" and "spent 2 million on water".
    noun = lower.rfind(" ", first, link - 1) + 1
    figure = any(fact.start < link <= fact.end + 1 for fact in reading.view.facts("clause"))
    return not (figure or (behind and noun <= verb) or "instrument" in reading.roles.get(noun, ()))


def matters_of(
    reading: ClauseReading, grammar: Grammar, topics: Container[str], verb: int, *, broad: Container[str] = BROAD
) -> Matters:
    """The matters of some topics that a clause names; who acts, and what only has a name of such words, is none.

    Words of ``broad`` topics say too little.
    """
    text, opens, hits = reading.text, reading.clause.start, reading.clause.hits_any
    actors = {hit.start for hit in hits if hit.signal in grammar.company_subjects}
    quoted = [run for run in quotations(text, opens, reading.clause.end) if not run[0] <= verb < run[1]]
    ends: dict[int, int] = {}
    for hit in hits:
        topic = grammar.topics.get(hit.signal)
        if topic not in topics or topic in broad or hit.start in actors:
            continue
        if any(start <= hit.start < end for start, end in quoted):
            continue
        # "CO2" is written so in running text.
        named = hit.start > opens and text[hit.start].isupper() and text[hit.end - 1].islower()
        # "Our Water Policy" is about water.
        named = named and "instrument" not in reading.roles.get(hit.end + 1, ())
        # "No car that burns diesel": what is denied may stand in what is said aside.
        aside = not reading.view.guarded and reading.parts.is_aside(hit.start)
        # "As part of our safety programme, we".
        if not named and not (aside and (hit.start > verb or not is_of_instrument(reading, hit.start, hit.end))):
            ends[hit.start] = max(hit.end, ends.get(hit.start, 0))
    known = {verb, *ends, *reading.roles, *(fact.start for fact in reading.view.facts("clause"))}
    known.update(group.start for group in reading.parts.groups)
    heads = [
        (start, end)
        for start, end in ends.items()
        if text[end : end + 1] != ":"
        and (end >= reading.clause.end or end + 1 in known or not text[end + 1 : end + 2].isalpha())
    ]
    return Matters(heads, [run for run in ends.items() if run not in heads])
