"""Claims by how much is so: where a report claims one thing after another, a sentence says of how many something holds.

"Every farm that supplies us has signed the code", "Last year 1,904 pieces came home", "Bursts are at their lowest in
seven years": no list has such verbs and nouns. What stands around tells whether ESG matters are spoken of.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import islice, zip_longest
from typing import Literal, NamedTuple

from claimcheck.claims.claim_builder import CoreBuilder
from claimcheck.claims.claim_neighbours import Around
from claimcheck.claims.clause_reading import WORD, ClauseReading
from claimcheck.claims.fields import ClauseView
from claimcheck.claims.grammar_roles import Grammar
from claimcheck.claims.sentence_context import Press
from claimcheck.claims.told_amounts import FEW, counts, has_digits, is_few
from claimcheck.claims.verbs import Group, Kind
from claimcheck.model.claim import Core
from claimcheck.model.figure import Says
from claimcheck.model.passage import Fact
from claimcheck.rulepack.pack import ClaimType, Lexicon
from claimcheck.text.frame_words import FrameRole

_PLAN, _DONE, _COPULA, _THIRD = "plan", "done", "copula", "s"
_NAME, _DENIED, _OTHERS, _COMPANY, _PLANNED = "proper_name", "negated", "third_party", "company", "planned"
_MONEY, _TIME = "money", "time"
_DATES = ("year", "period")
_PAST = "ed"
_LEAST_PAST = 5
# Words of what leads to a counted subject: "In the autumn survey 78 % of answers".
_LEADING = 6
_LONGEST = 24
"""Characters of a word that is looked at before another one."""
# Characters behind the word for how many in which the company is named as the owner: "all our 642 factories".
_OURS = 16
# So many claims around a sentence, and such a share of the sentences there, make a passage on ESG matters; a sentence
# that names the company needs less, and so does one that opens with how many.
_DENSE = (3, 0.4)
_OWN = ((3, 0.25), (2, 0.33))
# A share or an amount at the head of a clause needs little more than to stand near a claim.
_NEAR = ((2, 0.15), (1, 0.25))
_LONG_AGO = 15
# Words from a verb to what is at its best: "are at their lowest".
_SOON = 5
_UNSTATED: frozenset[FrameRole] = frozenset({"ability", "attitude", "mind", "duty", "telling"})
"""Roles of verbs that say what somebody thinks, what must be, or what a paper has."""
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
    def is_dense(self) -> bool:
        """Whether it is a passage on ESG matters whatever the sentence itself names."""
        return self.has(_DENSE)

    def has(self, *least: tuple[int, float]) -> bool:
        """Whether enough of the sentences around are claims."""
        return any(self.around.claims >= claims and self.around.share >= share for claims, share in least)


class _Verb(NamedTuple):
    """The verb that states something; ``bare`` says that it has nothing but an auxiliary, such as "are"."""

    start: int
    kind: Kind
    bare: bool = False


class _Told(NamedTuple):
    """A clause with its verb; ``counted`` is where the words begin that say of how many it holds, None for none.

    ``own`` says that the company is named.
    """

    reading: ClauseReading
    verb: _Verb
    figures: Sequence[Fact]
    counted: int | None
    own: bool


class Counted:
    """Makes claims of such clauses, of the types that stand for figures and for aims; holds nothing of a document."""

    __slots__ = (
        "_about", "_amounts", "_company", "_cores", "_deeds", "_grammar", "_numbers", "_others", "_past",
        "_possessive", "_terms", "_types",
    )  # fmt: skip

    def __init__(
        self, lexicon: Lexicon, types: Sequence[ClaimType], cores: CoreBuilder, grammar: Grammar
    ) -> None:
        self._about = frozenset((*lexicon.metrics.about_words, *lexicon.metrics.bound_words))
        frames = lexicon.frames
        self._amounts = frames.opening("extent") | frames.opening("whole") | frozenset(lexicon.facts.numbers)
        self._company = lexicon.roles.get("company", 0) | lexicon.roles.get("first_person", 0)
        self._cores = cores
        self._grammar = grammar
        self._possessive = tuple(lexicon.metrics.possessive)
        self._numbers = lexicon.facts.numbers
        self._others = grammar.third_party | grammar.reporting | grammar.hedge | lexicon.roles.get("world", 0)
        self._past = frames.opening("strong_past")
        self._terms = lexicon.terms
        self._types: Mapping[Says, ClaimType] = {
            kind.shape.measured.says: kind for kind in types if kind.shape.measured is not None
        }
        # What has no figure tells a rule or a deed.
        self._deeds: Mapping[str, ClaimType] = {
            topic: kind for kind in types if kind.shape.deed is not None for topic in kind.shape.deed.topics
        }

    def may_be(self, lower: str, facts: Sequence[Fact]) -> bool:
        """Whether a sentence or clause has a figure, a date or a word for how many: the others are not read."""
        return bool(facts) or not self._amounts.isdisjoint(lower.split())

    def of_sentence(self, views: Sequence[ClauseView], place: Place, press: Press) -> list[Core]:
        """The claim of the first clause of a sentence that says how much is so."""
        for view in views:
            told = self._told(view)
            how = None if told is None else self._how(view, told, place)
            if told is not None and how is not None:
                core = self._core(view, told, how, place.topic, press)
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
        reading = ClauseReading(view, clause, self._cores.parts(view))
        verb = self._verb(reading)
        if verb is None or self._opening(reading) & _LEANING:
            return None
        figures = [
            fact
            for fact in facts
            if counts(fact) and not (fact.unit_class == _TIME and fact.start < verb.start)
        ]
        counted = self._counted(reading, verb.start, figures)
        told = _Told(reading, verb, figures, counted, self._is_own(reading))
        now = view.reporting_year() or view.context.as_of.year
        past = any(
            fact.year is not None and fact.role != "base" and fact.year < now - _LONG_AGO for fact in facts
        )
        return None if past or _is_no_matter(told) or _is_guarded(told) else told

    def _how(self, view: ClauseView, told: _Told, place: Place) -> How | None:
        """By what a clause is a claim."""
        verb, dense = told.verb, place.is_dense
        if not told.own and _is_elsewhere(told.reading, view.facts("clause")):
            return None
        if verb.kind == _PLAN:
            return "aim" if told.counted is not None or has_digits(told.figures) else None
        near = told.own or place.named or dense or (bool(told.figures) and place.has(*_NEAR))
        if told.counted is not None and near:
            return "counted"
        if verb.bare and verb.kind in (_COPULA, _DONE) and self._is_best(told):
            return "best"
        if dense and (told.own or place.named) and _is_whole(told):
            return "whole"
        if not has_digits(told.figures) or any(fact.kind == _MONEY for fact in view.facts("clause")):
            return None
        goes_on = place.follows and "pronoun" in self._opening(told.reading)
        return "figure" if dense or goes_on or (told.own and place.has(*_OWN)) else None

    def _core(self, view: ClauseView, told: _Told, how: How, topic: str, press: Press) -> Core | None:
        says: Says = "goal" if how == "aim" else "level"
        kind = self._types.get(says)
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

    def _verb(self, reading: ClauseReading) -> _Verb | None:
        """The first verb that states something, also one of the past that no lexicon has."""
        clause = reading.clause
        said = [group for group in reading.finite if group.start > clause.start and _is_verb(reading, group)]
        acting = {hit.start for hit in reading.view.hits("clause", True) if hit.form == _THIRD}
        # A lone "survey" may be a noun, and so is "rates" in "burst rates are".
        sure = (
            group
            for group, after in zip_longest(said, said[1:])
            if group.led
            or group.kind == _DONE
            or (
                group.start in acting
                and (after is None or after.start > group.end + 1)
                and "genitive" not in reading.roles.get(group.end + 1, frozenset())
            )
        )
        found = next(sure, said[0] if said else None)
        for match in WORD.finditer(reading.text, clause.start, clause.end if found is None else found.start):
            if match.start() > clause.start and self._is_past(reading, match.start(), match.end()):
                return _Verb(match.start(), "done")
        if found is None or found.kind == "able" or found.doubtful:
            return None
        at = (word.roles for word in reading.parts.words if word.start < found.end and found.start < word.end)
        return (
            None if any(roles & _UNSTATED for roles in at) else _Verb(found.start, found.kind, not found.verb)
        )

    def _is_past(self, reading: ClauseReading, start: int, end: int) -> bool:
        """Whether a word is a verb of the past by its form: a strong one, or one right before its amount."""
        word = reading.text[start:end]
        if reading.roles.get(start, frozenset()) - {"strong_past"} or "determiner" in _before(reading, start):
            return False
        amount = reading.text[end + 1 : end + 2].isdigit()
        return word in self._past or (word.endswith(_PAST) and len(word) >= _LEAST_PAST and amount)

    def _counted(self, reading: ClauseReading, verb: int, figures: Sequence[Fact]) -> int | None:
        """Where the words begin that say of how many the verb holds, at the head of the clause or of what is ours."""
        starts = [
            word.start
            for word in reading.parts.words
            if "extent" in word.roles
            and word.start < verb
            and not reading.roles[word.start] & {"time", "rhythm"}
        ]
        starts += [fact.start for fact in figures if fact.start < verb and not is_few(fact)]
        starts += [
            match.start()
            for match in WORD.finditer(reading.lower, reading.clause.start, verb)
            if self._numbers.get(match.group().partition("-")[0], 0) >= FEW
        ]
        ours = self._named(reading)
        return next(
            (
                at
                for at in sorted(starts)
                if self._leads(reading, at) or _is_between(ours, at, min(at + _OURS, verb))
            ),
            None,
        )

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
        if owner or len(words) > _LEADING or _before(reading, at) & {"determiner", "preposition"}:
            return False
        if any("telling" in word.roles and word.start < at for word in reading.parts.words):
            return False
        first = words[0].lower()
        return bool(self._opening(reading) & _LED) or first in self._terms.forms or first in self._about

    def _is_best(self, told: _Told) -> bool:
        """Whether something is at its best or worst of all years: "the shortest we have ever recorded"."""
        reading, terms = told.reading, self._terms
        start, end = told.verb.start, reading.clause.end
        ends = terms.least | terms.most | terms.better
        top = any(
            (match.group() in ends or match.group().endswith(terms.superlative))
            and "determiner" in _before(reading, match.start())
            for match in islice(WORD.finditer(reading.lower, start, end), _SOON)
        )
        behind = f" {reading.lower[start:end]} "
        spans = any(
            fact.start > start and (fact.unit_class == _TIME or fact.kind in _DATES)
            for fact in reading.view.facts("clause")
        )
        return top and (spans or any(f" {word} " in behind for word in terms.ever))

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


def _before(reading: ClauseReading, start: int) -> frozenset[FrameRole]:
    """The roles of the word right before an offset."""
    blank = reading.lower.rfind(" ", max(reading.clause.start, start - _LONGEST), start - 1)
    return reading.roles.get(max(blank + 1, reading.clause.start), frozenset())


def _is_verb(reading: ClauseReading, group: Group) -> bool:
    """Whether a group can be the verb of a statement: "No water or waste figures" has two nouns that look like one."""
    if group.led or group.kind == _DONE:
        return True
    beside = _before(reading, group.start) | reading.roles.get(group.end + 1, frozenset())
    listed = reading.text[group.start - 2] == "," or "coordinator" in beside
    return not listed and group.end < reading.clause.end - 1


def _is_no_matter(told: _Told) -> bool:
    """Whether a clause is about a paper, or about what may come about."""
    start = told.reading.clause.start if told.counted is None else told.counted
    return any(
        "hazard" in word.roles or ("paper" in word.roles and start <= word.start < told.verb.start)
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
    return bool(reasons - {_DENIED}) or (bool(reasons) and told.counted is None)


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
