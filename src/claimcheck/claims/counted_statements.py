"""Claims by how much is so: where a report claims one thing after another, a sentence says of how many something holds.

"Every farm that supplies us has signed the code", "Last year 1,904 pieces came home", "Bursts are at their lowest in
seven years": no list has such verbs and nouns. What stands around tells whether ESG matters are spoken of.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from claimcheck.claims.claim_builder import CoreBuilder
from claimcheck.claims.clause_reading import WORD, ClauseReading, undenied
from claimcheck.claims.fields import ClauseView
from claimcheck.claims.grammar_roles import Grammar
from claimcheck.claims.named_matters import Extremes, Matters, matters_of
from claimcheck.claims.sentence_context import Around, Press
from claimcheck.claims.stating_verbs import FEW, StatingVerb, StatingVerbs, counts, has_digits, is_few
from claimcheck.claims.verbs import Kind
from claimcheck.model.claim import Core
from claimcheck.model.figure import Says
from claimcheck.model.passage import FIGURES, Fact
from claimcheck.rulepack.pack import ClaimType, Lexicon
from claimcheck.text.frame_words import FrameRole

_PLAN, _DONE, _COPULA = "plan", "done", "copula"
_NAME, _DENIED, _OTHERS, _COMPANY, _PLANNED = "proper_name", "negated", "third_party", "company", "planned"
_MONEY, _TIME, _DUE = "money", "time", "target"
_DATES = ("year", "period")
_TOLD: frozenset[Kind] = frozenset({"done", "copula", "present", "passive", "doing"})
_BEING = (_COPULA, _DONE)
_STOPS = ".!?"
# Words of what leads to a counted subject: "In the autumn survey 78 % of answers".
_LEADING = 6
_LONGEST = 24
# Characters behind the word for how many in which the company is named as the owner: "all our 642 factories".
_OURS = 16
# So many claims around a sentence, and such a share of the sentences there, make a passage on ESG matters; a sentence
# that names the company needs less, and so does one that opens with how many.
_DENSE = (3, 0.4)
_OWN = ((3, 0.25), (2, 0.33))
# A share or an amount at the head of a clause needs little more than to stand near a claim.
_NEAR = ((2, 0.15), (1, 0.25))
_LONG_AGO = 15
_OF: frozenset[FrameRole] = frozenset({"genitive"})
_LED: frozenset[FrameRole] = frozenset({"preposition", "time", "adverb", "this_year"})
_LEANING: frozenset[FrameRole] = frozenset({"subordinator", "relative", "genitive"})

How = Literal["aim", "counted", "whole", "best", "figure"]


class Place(NamedTuple):
    """Where a sentence stands: the claims around it, and whether the one right before is a claim.

    ``topic`` is what it is about, ``named`` says that its own words tell that.
    """

    around: Around
    topic: str
    named: bool
    follows: bool

    @property
    def is_alone(self) -> bool:
        """Whether nothing around it is a claim, so that its own words have to tell what it is about."""
        return self.around.topic is None

    @property
    def is_dense(self) -> bool:
        """Whether it is a passage on ESG matters whatever the sentence itself names."""
        return self.has(_DENSE)

    def has(self, *least: tuple[int, float]) -> bool:
        """Whether enough of the sentences around are claims."""
        return any(self.around.claims >= claims and self.around.share >= share for claims, share in least)


class _Told(NamedTuple):
    """A clause with its verb; ``counted`` is where the words begin that say of how many it holds, None for none.

    ``own`` says that the company is named, ``best`` that something is better or worse than in all other
    years; ``matters`` are those that the clause names.
    """

    reading: ClauseReading
    verb: StatingVerb
    figures: Sequence[Fact]
    counted: int | None
    own: bool
    best: bool
    matters: Matters

    @property
    def is_denied(self) -> bool:
        """Whether it is told that something is not so, or of none."""
        return self.reading.view.guarded


class Counted:
    """Makes claims of such clauses, of the types that stand for figures and for aims; holds nothing of a document."""

    def __init__(self, lexicon: Lexicon, types: Sequence[ClaimType], cores: CoreBuilder, grammar: Grammar) -> None:
        self._about = frozenset((*lexicon.metrics.about_words, *lexicon.metrics.bound_words))
        frames = lexicon.frames
        self._extremes = Extremes(lexicon)
        self._amounts = frames.opening("extent") | frames.opening("whole") | self._extremes.words
        self._amounts |= frozenset(lexicon.facts.numbers)
        self._company = lexicon.roles.get("company", 0) | lexicon.roles.get("first_person", 0)
        self._cores = cores
        self._grammar = grammar
        self._public = lexicon.roles.get("public_place", 0)
        self._possessive = tuple(lexicon.metrics.possessive)
        self._numbers = lexicon.facts.numbers
        self._others = grammar.third_party | grammar.reporting | grammar.hedge | lexicon.roles.get("world", 0)
        self._terms = lexicon.terms
        self._verbs = StatingVerbs(lexicon)
        self._types: Mapping[Says, ClaimType] = {
            kind.shape.measured.says: kind for kind in types if kind.shape.measured is not None
        }
        self._benefits = [
            kind
            for kind in types
            if kind.shape.measured is None and kind.shape.deed is None and not kind.shape.fallback
        ]
        # What has no figure tells a rule or a deed.
        self._deeds: Mapping[str, ClaimType] = {
            topic: kind for kind in types if kind.shape.deed is not None for topic in kind.shape.deed.topics
        }

    def may_be(self, lower: str, facts: Sequence[Fact]) -> bool:
        """Whether a sentence or clause has a figure, a date or a word for how many: the others are not read."""
        return bool(facts) or not self._amounts.isdisjoint(lower.rstrip(_STOPS).split())

    def of_sentence(self, views: Sequence[ClauseView], place: Place, press: Press) -> list[Core]:
        """The claim of the first clause of a sentence that says how much is so."""
        for view in views:
            told = self._told(view)
            how = None if told is None else self._how(told, place)
            if told is not None and how is not None:
                core = self._core(told, how, place.topic, press)
                if core is not None:
                    return [core._replace(topic=place.topic, plain=True)]
        return []

    def _told(self, view: ClauseView) -> _Told | None:
        """A clause of the company's own that states something; None for what others do, may do or did long ago."""
        clause, facts = view.clause, view.facts("clause")
        assert clause is not None
        lower = view.passages.norm.lower[clause.start : clause.end]
        if clause.mask_any & self._others or not self.may_be(lower, facts):
            return None
        view = undenied(view, clause)
        reading = ClauseReading(view, clause, self._cores.parts(view))
        # "Of the waste, 88 % was recycled": what is told of stands in front.
        leans = bool(self._opening(reading) & _LEANING)
        comma = reading.text.find(",", clause.start, clause.end) if self._opening(reading) & _OF else -1
        verb = self._verbs.of(reading, max(clause.start, comma))
        if verb is None or (leans and comma < 0):
            return None
        matters = matters_of(reading, self._grammar, self._deeds, verb.start)
        if leans and not matters.lead(comma):
            return None
        figures = [
            fact
            for fact in facts
            if counts(fact) and (fact.unit_class != _TIME or fact.start >= verb.start or matters.touch(fact))
        ]
        counted = self._counted(reading, verb.start, figures, matters)
        told = _Told(
            reading,
            verb,
            figures,
            counted,
            self._is_own(reading),
            verb.kind in _TOLD and self._extremes.hold(reading, verb.start, bare=verb.bare and verb.kind in _BEING),
            matters,
        )
        now = view.reporting_year() or view.context.as_of.year
        past = any(fact.year is not None and fact.role != "base" and fact.year < now - _LONG_AGO for fact in facts)
        return None if past or _is_no_matter(told) or _is_guarded(told) else told

    def _how(self, told: _Told, place: Place) -> How | None:
        """By what a clause is a claim."""
        verb, matters, dense = told.verb, told.matters, place.is_dense
        facts = told.reading.view.facts("clause")
        if not told.own and _is_elsewhere(told.reading, facts):
            return None
        sure = self._is_told_alone(told)
        if place.is_alone and not sure:
            return None
        if verb.kind == _PLAN:
            due = matters.follow(told.reading, verb.start) and any(fact.role == _DUE for fact in facts)
            due = due and not told.is_denied
            return "aim" if due or told.counted is not None or has_digits(told.figures) else None
        measured = any(fact.kind in FIGURES for fact in facts)
        near = told.own or place.named or dense or (measured and place.has(*_NEAR))
        if told.counted is not None and near:
            return "counted"
        if told.best:
            return "best"
        about = dense and (told.own or place.named)
        if (about or (place.is_alone and matters.lead(verb.start))) and _is_whole(told):
            return "whole"
        if any(fact.kind == _MONEY for fact in facts):
            return None
        if sure and matters.measured_by(told.figures, verb.start, verb.kind):
            return "figure"
        if not has_digits(told.figures):
            return None
        goes_on = place.follows and "pronoun" in self._opening(told.reading)
        return "figure" if dense or goes_on or (told.own and place.has(*_OWN)) else None

    def _is_told_alone(self, told: _Told) -> bool:
        """Whether a clause tells of an ESG matter by its own words, and not of "them"."""
        reading, verb, matters = told.reading, told.verb.start, told.matters
        elsewhere = reading.clause.mask_any & self._public and not told.own
        if elsewhere or "pronoun" in reading.before(verb) or self._denies_benefit(told):
            return False
        return matters.follow(reading, verb) or (told.is_denied and bool(matters.kinds))

    def _denies_benefit(self, told: _Told) -> bool:
        """Whether it is denied that something is what a claim of its own would say: "none of our bottles is green".

        What is denied twice is so: "there is no bottle that is not green".
        """
        view = told.reading.view
        denials = [run for run in view.sentence.guards if run.reason == _DENIED]
        return told.is_denied and len(denials) == 1 and any(kind.core.test(view) for kind in self._benefits)

    def _core(self, told: _Told, how: How, topic: str, press: Press) -> Core | None:
        says: Says = "goal" if how == "aim" else "level"
        kind, view = self._types.get(says), told.reading.view
        if kind is None or kind.measured is None or not kind.measured.test(view):
            return None
        if not told.figures and how in ("counted", "whole"):
            kind = self._deeds.get(topic, kind)
        reading, verb = told.reading, told.verb
        end = max([verb.start + 1, *(fact.end for fact in told.figures)])
        core = self._cores.core(view, kind, reading.clause.start, end, frozenset(), press=press)
        # "Each of our customers": what is ours is told of.
        if told.counted is not None and any(at < verb.start for at in self._named(reading)):
            core = core._replace(claimant=_COMPANY)
        planned = core.tense == _PLANNED
        if core.claimant == _OTHERS or planned != (how == "aim") or (planned and core.target_year is None):
            return None
        return core

    def _counted(self, reading: ClauseReading, verb: int, figures: Sequence[Fact], matters: Matters) -> int | None:
        """Where the words begin that say of how many the verb holds, at the head of the clause or of what is ours."""
        extents = [
            word.start
            for word in reading.parts.words
            if "extent" in word.roles and not reading.roles[word.start] & {"time", "rhythm"}
        ]
        # "There is no supplier that …": what there is, or is not, stands behind its verb.
        if (matters.heads or matters.kinds) and "existential" in reading.before(verb):
            return next((at for at in extents if at > verb), None)
        starts = [at for at in extents if at < verb]
        starts += [fact.start for fact in figures if fact.start < verb and not is_few(fact)]
        starts += [
            match.start()
            for match in WORD.finditer(reading.lower, reading.clause.start, verb)
            if self._counts(reading, match.group(), match.end())
        ]
        ours = self._named(reading)
        return next(
            (at for at in sorted(starts) if self._leads(reading, at) or _is_between(ours, at, min(at + _OURS, verb))),
            None,
        )

    def _counts(self, reading: ClauseReading, word: str, end: int) -> bool:
        """Whether a word tells of how many something is so: a number that is no small one, or "six of the nine"."""
        number = self._numbers.get(word.partition("-")[0], 0)
        if number >= FEW or number <= 1:
            return number >= FEW
        behind = reading.lower.find(" ", end + 1) + 1
        genitive = "genitive" in reading.roles.get(end + 1, ())
        return genitive and "determiner" in reading.roles.get(behind, ())

    def _leads(self, reading: ClauseReading, at: int) -> bool:
        """Whether what stands before an offset only says when or where, or nothing does."""
        if at - reading.clause.start > _LEADING * _LONGEST:
            return False
        before = reading.text[reading.clause.start : at]
        words = before.split()
        if not any(map(str.isalnum, before)):
            return True
        # "The six values", "Ghana's 340-mile coast": which ones, not how many.
        owner = words[-1].endswith(self._possessive)
        if owner or len(words) > _LEADING or reading.before(at) & {"determiner", "preposition"}:
            return False
        first = words[0].lower()
        return bool(self._opening(reading) & _LED) or first in self._terms.forms or first in self._about

    def _named(self, reading: ClauseReading) -> list[int]:
        """Where words for the company stand."""
        hits = reading.view.hits("clause", True)
        return [hit.start for hit in hits if hit.signal in self._grammar.companies]

    def _is_own(self, reading: ClauseReading) -> bool:
        start, end = reading.clause.start, reading.clause.end
        return bool(reading.clause.mask_any & self._company) or any(
            reading.text.find(name, start, end) >= 0 for name in reading.view.passages.names.acting
        )

    @staticmethod
    def _opening(reading: ClauseReading) -> frozenset[FrameRole]:
        return reading.roles.get(reading.clause.start, frozenset())


def _is_between(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of some places, which are in order, lies behind ``start`` and before ``end``."""
    place = bisect_right(places, start)
    return place < len(places) and places[place] < end


def _is_no_matter(told: _Told) -> bool:
    """Whether a clause is about a paper, or about what may come about."""
    clause, verb = told.reading.clause, told.verb.start
    start = clause.start if told.counted is None else told.counted
    # Of what there is, or is not, all stands behind the verb.
    end = verb if start < verb else clause.end
    return any(
        "hazard" in word.roles or ("paper" in word.roles and start <= word.start < end)
        for word in told.reading.parts.words
    )


def _is_guarded(told: _Told) -> bool:
    """Whether what is told is asked, supposed, defined or said by others; "no" and "none" count, and deny nothing."""
    reading = told.reading
    reasons = {
        run.reason
        for run in reading.view.sentence.guards
        if run.reason != _NAME and reading.clause.start <= run.start <= told.verb.start
    }
    return bool(reasons - {_DENIED}) or (bool(reasons) and told.counted is None and not told.best)


def _is_whole(told: _Told) -> bool:
    """Whether the verb holds of all of something behind it: "met every limit"."""
    reading, verb = told.reading, told.verb
    comma = reading.text.find(",", verb.start, reading.clause.end)
    end = comma if comma >= 0 else reading.clause.end
    if verb.kind == _COPULA:
        # "It is possible to trace every one" tells how something is.
        led = (group.start for group in reading.parts.groups if group.kind == "infinitive")
        end = min([end, *(start for start in led if start > verb.start)])
    return any(
        "whole" in word.roles
        and verb.start < word.start < end
        and not reading.parts.is_aside(word.start)
        and "genitive" not in reading.roles.get(word.end + 1, frozenset())
        for word in reading.parts.words
    )


def _is_elsewhere(reading: ClauseReading, facts: Sequence[Fact]) -> bool:
    """Whether a clause opens with a place that is not said to be the company's: "In Angola, half the people"."""
    start = reading.clause.start
    if "preposition" not in reading.roles.get(start, frozenset()):
        return False
    at = reading.text.find(" ", start, reading.clause.end) + 1
    if "determiner" in reading.roles.get(at, frozenset()):
        at = reading.text.find(" ", at, reading.clause.end) + 1
    dated = any(fact.start <= at < fact.end for fact in facts if fact.kind in _DATES)
    return reading.text[at : at + 1].isupper() and not dated
