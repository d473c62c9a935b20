"""Whether what stands elsewhere is about the same thing as the claim.

Where all is known and the same, it counts in full; where one side is silent, ``unknown_match``. Where both speak and
differ, it is evidence on something else: it neither supports the claim nor contradicts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import pairwise
from typing import Any

from claimcheck.evidence.search_scopes import NEIGHBOUR, NOTED
from claimcheck.model.claim import Core
from claimcheck.model.passage import AHEAD, FIGURES, Fact, Sentence, scopes_of, signals_in
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.fact_base import FactBase
from claimcheck.text.metric_words import SHARE
from claimcheck.text.passages import Passages
from claimcheck.text.sentence_years import DATES

# Characters from the start of a sentence: "this" or "these figures" may follow a short opener ("All of these").
OPENING = 12


class Agreement:
    """Compares the identity of a claim with that of another sentence."""

    def __init__(self, lexicon: Lexicon, unknown_match: float, today: int) -> None:
        self._unknown = unknown_match
        self._today = today
        self._anaphor = lexicon.mask("anaphor")
        self._anaphors = signals_in(self._anaphor)
        self._definite = lexicon.mask("definite")
        self._definites = signals_in(self._definite)
        self._helpers = signals_in(lexicon.mask("perfect", "present", "past", "plan"))
        self._ahead = signals_in(lexicon.mask("pointing_ahead"))
        self._articles = lexicon.frames.opening("determiner")
        self._actors = signals_in(lexicon.mask("company", "first_person", "company_subject"))
        self._joints = lexicon.frames.opening("coordinator")
        self._plan, self._product = lexicon.mask("plan"), lexicon.mask("product_subject")
        self._company = lexicon.mask("company_subject")
        self._topic_mask = lexicon.topic_mask

    def match(
        self,
        core: Core,
        other: Sentence,
        place: str,
        agree: Sequence[str],
        passages: Passages,
        figures: FactBase,
        told: int = 0,
        goes_on: bool = False,
    ) -> float:
        """Return 1, ``unknown_match`` or 0 for evidence in ``other``.

        A footnote is linked by its mark, a sentence that opens with "this" points back, and one without a subject goes
        on: they are about the claim unless a known field differs. Any other sentence has to name the topic or to have
        a signal of ``told``, unless there are none: otherwise it speaks of something else.
        """
        noted = place == NOTED
        continued = place == NEIGHBOUR and self.goes_on(core.sentence, other, passages)
        linked = noted or continued or goes_on or self.points_back(other)
        if told and not linked:
            if not (other.mask_any & told or self._names_topic(core, other)):
                return 0.0
            if _of_other_metrics(core, other, figures):
                return 0.0
        worst = 1.0
        # What a mark or the missing subject ties speaks of the same, whatever words it takes; only further sentences
        # of a note may turn to something else.
        opening = passages.norm.blocks[other.block].start
        tied = continued or (noted and (other.start == opening or not self.has_subject(other, passages)))
        for name in agree:
            if name not in _FIELDS or (tied and name in ("metric", "subject")):
                continue
            same = _FIELDS[name](self, core, other, passages)
            if same is False:
                return 0.0
            if same is None and not linked and name in ("metric", "subject"):
                worst = self._unknown
        # A note says more of what its marker stands at, in words of its own.
        if (told or "boundary" in agree) and not noted and self._limited(core, other, figures):
            return 0.0
        return worst

    @staticmethod
    def _limited(core: Core, other: Sentence, figures: FactBase) -> bool:
        """Whether another sentence is about the same metric of a part, a site or somebody else than the claim."""
        if figures.named(core.sentence.number).isdisjoint(figures.named(other.number)):
            return False
        theirs = figures.told(other.number).mentions
        if not any(one.boundary for one in theirs):
            return False
        mine = figures.told(core.sentence.number).mentions
        named = {metric for one in mine for metric in one.metrics}
        same = [one.boundary for one in theirs if named.intersection(one.metrics)]
        known = {one.boundary for one in mine}
        return bool(same) and all(boundary and boundary not in known for boundary in same)

    def links(self, sentence: Sentence) -> int:
        """Signals without one of which another sentence neither names the topic of one nor points back to it."""
        return (sentence.mask_any & self._topic_mask or self._topic_mask) | self._anaphor | self._definite

    def may_point_back(self, sentence: Sentence) -> bool:
        """Whether a sentence has a word for what was said before it."""
        return bool(sentence.mask_any & (self._anaphor | self._definite))

    def points_back(self, other: Sentence) -> bool:
        """Whether a sentence opens with a word for what was said before it.

        "The increase in …" and "It is expected that …" point at what comes.
        """
        if not self.may_point_back(other):
            return False
        hits = other.clauses[0].hits_any
        ahead = {hit.start for hit in hits if hit.signal in self._ahead}
        verb = min((hit.start for hit in hits if hit.form in FINITE or hit.signal in self._helpers), default=-1)
        return any(
            hit.start not in ahead
            and (
                hit.signal in self._definites
                # "Like for like it fell": far from the start it has to be the subject.
                or (hit.signal in self._anaphors and (hit.start - other.start < OPENING or hit.end + 1 == verb))
            )
            for hit in hits
        )

    def goes_on(self, claim: Sentence, other: Sentence, passages: Passages) -> bool:
        """Whether a later sentence has no subject of its own, so that it says more of what a claim's sentence says.

        It opens with a verb ("Calculated under …", "Excludes …") or has none at all, and names no topic that the
        claim does not name.
        """
        if other.number <= claim.number or self.has_subject(other, passages):
            return False
        opens = any(hit.start == other.start and hit.form in _OPENING for hit in other.clauses[0].hits_any)
        return opens or not (other.mask_any & self._topic_mask & ~claim.mask_any)

    def has_subject(self, sentence: Sentence, passages: Passages) -> bool:
        """Whether a sentence has a verb that asks for a subject: none that it opens with, no joined participle."""
        hits = sentence.hits_any
        if not self._helpers.isdisjoint([hit.signal for hit in hits]):
            return True
        text = passages.norm.text
        first = text[sentence.start : sentence.start + _LONGEST_JOINT].split(" ", 1)[0].lower()
        # Of a verb that no lexicon has the subject still tells: "We revamped …", "The canteen brews …".
        if first in self._articles or not self._actors.isdisjoint(
            [hit.signal for hit in hits if hit.start == sentence.start]
        ):
            return True
        for hit in hits:
            if hit.form in FINITE and hit.start > sentence.start:
                before = text[max(sentence.start, hit.start - _LONGEST_JOINT) : hit.start].split()
                joined = before and (before[-1][-1] == "," or before[-1].lower() in self._joints)
                if not (joined and hit.form == "past"):
                    return True
        return False

    def helpers(self, sentence: Sentence) -> set[int]:
        """Where the auxiliary verbs of a sentence stand."""
        return {hit.start for hit in sentence.hits_any if hit.signal in self._helpers}

    def is_of_before(self, sentence: Sentence) -> bool:
        """Whether a sentence begins with the word for what was said before: "Of these" and "To support this" go on."""
        return self.is_pointer(sentence, sentence.start)

    def is_pointer(self, sentence: Sentence, start: int) -> bool:
        """Whether a word for what was said before begins at ``start``, in the first clause of a sentence."""
        return any(
            hit.start == start and hit.signal in (self._anaphors | self._definites)
            for hit in sentence.clauses[0].hits_any
        )

    def _names_topic(self, core: Core, other: Sentence) -> bool:
        """Whether a sentence names a topic, that of the claim where the claim names one."""
        mine = core.sentence.mask_any & self._topic_mask
        theirs = other.mask_any & self._topic_mask
        return bool(theirs & mine) if mine else bool(theirs)

    def _metric(self, core: Core, other: Sentence, passages: Passages) -> bool | None:
        """Same metric: the sentences share a topic signal; other topics are another metric."""
        mine = core.sentence.mask_any & self._topic_mask
        theirs = other.mask_any & self._topic_mask
        return bool(mine & theirs) if mine and theirs else None

    def _subject(self, core: Core, other: Sentence, passages: Passages) -> bool | None:
        product, company = bool(other.mask_any & self._product), bool(other.mask_any & self._company)
        if core.subject_kind is None or product == company:
            return True
        return (core.subject_kind == "product") == product

    def _period(self, core: Core, other: Sentence, passages: Passages) -> bool | None:
        if core.tense == "planned":
            # What is planned has its due year; a year beside it is that of the decision.
            return None
        return _overlap(*(_years(passages.facts(one.number)) for one in (core.sentence, other)))

    def is_from_before(self, core: Core, other: Sentence, passages: Passages) -> bool:
        """Whether another sentence names nothing but years before those that a result names."""
        mine, theirs = (_years(passages.facts(one.number)) for one in (core.sentence, other))
        return core.tense != "planned" and bool(mine and theirs) and max(theirs) < min(mine)

    def _boundary(self, core: Core, other: Sentence, passages: Passages) -> bool | None:
        return _overlap(*(scopes_of(passages.facts(one.number)) for one in (core.sentence, other)))

    def _tense(self, core: Core, other: Sentence, passages: Passages) -> bool | None:
        """What is planned tells nothing of what is, and the other way round."""
        mine, theirs = _due(core.sentence, passages), _due(other, passages)
        if mine and theirs and mine.isdisjoint(theirs):
            return False
        # "At the end of 2024" is the date of a result once it has gone by.
        ahead = any(
            fact.role in AHEAD and (fact.year is None or fact.year >= self._today)
            for fact in passages.facts(other.number)
        )
        return (core.tense == "planned") == (ahead or bool(other.mask_any & self._plan))


FINITE = ("past", "s")
_LONGEST_JOINT = 16  # characters in front of a verb in which a word that joins it to another stands
_OPENING = ("past", "ing", "s")
_FIELDS = {
    "metric": Agreement._metric,
    "subject": Agreement._subject,
    "period": Agreement._period,
    "boundary": Agreement._boundary,
    "tense": Agreement._tense,
}


def measures_else(core: Core, other: Sentence, start: int, figures: FactBase, linked: bool) -> bool:
    """Whether the figure at ``start`` of another sentence measures something that the claim does not name.

    Where the sentences are ``linked`` by a word that points back, it has to name something else.
    """
    mine = figures.kin(core.sentence.number)
    figure = next((one for one in figures.told(other.number).figures if one.start == start), None)
    if not mine:
        return False
    if figure is None or figure.metric is None:
        return not linked
    return mine.isdisjoint(figures.grammar.kin(figure.metric))


def is_told_apart(core: Core, other: Sentence, shown: Fact | None, figures: FactBase) -> bool:
    """Whether two sentences each tell a figure of their own kind of thing, so that neither specifies the other's.

    "Total emissions fell by 14 %. Scope 2 emissions fell by 10 %": of a part and its whole, or of two parts, each has
    its share. A sentence that tells no time of its own may share that of the other.
    """
    mine, theirs = figures.told(core.sentence.number), figures.told(other.number)
    named = [{(one.metrics, one.scopes) for one in told.mentions} for told in (mine, theirs)]
    if not all(named) or not named[0].isdisjoint(named[1]):
        return False
    shares = [
        {one.value for one in figures.numbers(number) if one.unit_class == SHARE}
        for number in (core.sentence.number, other.number)
    ]
    if not all(shares) or not shares[0].isdisjoint(shares[1]):
        return False
    timeless = all(one.year is None for one in mine.mentions)
    return not (timeless and shown is not None and shown.kind in DATES)


def figures_reached(core: Core, facts: Sequence[Fact], figures: FactBase, today: int, goals: Set[int]) -> list[Fact]:
    """The figures in the sentence of a goal that tell how far something had come in a year gone by.

    "By 2027 all our cotton will be organic; in 2024 the share was 89 %": that is not what is aimed at. ``goals`` are
    the signals for goals.
    """
    if against := _held_against(core, facts, goals):
        return against
    if core.target_year is None or not any(one.kind in DATES and one.role == "period" for one in facts):
        return []
    told = {
        one.start
        for one in figures.numbers(core.sentence.number)
        if one.role != "base" and one.year is not None and one.year <= today < core.target_year
    }
    # "In 2023 we set the goal of 45 % by 2030": a clause with the date of the goal tells what is aimed at.
    reached = [
        clause
        for clause in core.sentence.clauses
        if not any(one.role in AHEAD and clause.start <= one.start < clause.end for one in facts)
    ]
    return [
        one
        for one in facts
        if one.kind in FIGURES
        and one.start in told
        and any(clause.start <= one.start < clause.end for clause in reached)
    ]


def _held_against(core: Core, facts: Sequence[Fact], goals: Set[int]) -> list[Fact]:
    """The figure that is held against what a goal aims at: "have planted 40 of them against our goal of 90".

    It is of the same unit; a verb of what was done stands before it, and one of the signals for goals between both.
    """
    hits = core.sentence.hits_any if core.tense == "planned" else ()
    named = min((hit.start for hit in hits if hit.signal in goals), default=-1)
    done = min((hit.start for hit in hits if hit.form == "past"), default=named)
    return [
        one
        for one, two in pairwise([one for one in facts if one.kind in FIGURES])
        if (one.kind, one.unit) == (two.kind, two.unit)
        and done < one.start < named < two.start
        and not any(one.end <= date.start < named and date.role in AHEAD for date in facts)
    ]


def _of_other_metrics(core: Core, other: Sentence, figures: FactBase) -> bool:
    """Whether both sentences name metrics, and none of one is, holds or may mean one of the other."""
    mine = figures.kin(core.sentence.number)
    theirs = figures.kin(other.number)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _overlap(mine: frozenset[Any], theirs: frozenset[Any]) -> bool | None:
    return not mine.isdisjoint(theirs) if mine and theirs else None


def _years(facts: Iterable[Fact]) -> frozenset[int]:
    return frozenset(
        fact.year
        for fact in facts
        if fact.kind in ("year", "period") and fact.role in ("period", None) and fact.year is not None
    )


def _due(sentence: Sentence, passages: Passages) -> frozenset[int]:
    """The years by which something is to be reached; more than one where steps on the way are told."""
    return frozenset(
        fact.year for fact in passages.facts(sentence.number) if fact.role in AHEAD and fact.year is not None
    )
