"""Two statements of one goal that differ in its value, its base year or its date: in sentences, or against a table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from functools import reduce
from itertools import combinations
from operator import or_

from claimcheck.evidence.contradictions.quoted_words import MOST_QUOTED, Found, Quotes
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.goals.goal_reader import PERCENT, WHOLE, Amount, Goal, Year
from claimcheck.evidence.goals.goal_table import Goals, compared, differing
from claimcheck.evidence.goals.goal_terms import Terms
from claimcheck.model.claim import Core, Element
from claimcheck.model.contradiction import Side
from claimcheck.model.passage import Sentence
from claimcheck.rulepack.contradictions import Comparison
from claimcheck.text.tokens import WORD

MOST_OF_ONE = 120
"""Statements of goals of the same scopes that are held against each other."""
_OPERATIONS, _ALL = frozenset("12"), frozenset("123")
# Where the base year of a claim may stand and still be its own for certain.
_NEAR = ("sentence", "neighbour", "footnote")
_AHEAD = re.compile(r"(?<![0-9.,])20[0-9]{2}(?![0-9])")
_SPEAKS = ("first_person", "possessive", "company")


class Targets:
    """The goals that the sentences of one document tell, and those of its tables."""

    def __init__(
        self,
        matcher: RowMatcher,
        goals: Goals,
        cores: Sequence[Core],
        elements: Sequence[Sequence[Element]],
        quotes: Quotes,
    ) -> None:
        self._passages = matcher.passages
        self._roles = matcher.lexicon.roles
        self._names = lambda word: bool(matcher.lexicon.metrics.find(word).named)
        self._goals = goals
        self._reader = goals.reader
        self._cores = cores
        self._elements = elements
        self._quotes = quotes

    def contradict(self, asked: Comparison) -> Iterator[Found]:
        """Statements of one goal that differ in what the rule asks for."""
        return self._against_tables(asked) if asked.places else self._in_sentences(asked)

    # -- goals in words

    def _claimed(self, asked: Comparison, *, listed: bool) -> Iterator[Goal]:
        """Planned claims of the company; where its tables have the goal that is meant, whoever has to reach it."""
        for core, held in zip(self._cores, self._elements, strict=True):
            told = (listed or core.claimant != "third_party") and core.stance != "quoted"
            if core.tense != "planned" or not told or not self._is_open(core.sentence, asked):
                continue
            goal = self._reader.of_claim(core, self._passages)
            if goal is None or not self._is_whole(goal, core.sentence, asked, known=listed):
                continue
            for one in held if goal.base is None else ():
                year = one.fact.year if one.fact is not None else None
                if one.id != "base_year" or one.where not in _NEAR or year is None:
                    continue
                if one.start is not None and one.end is not None:
                    goal = goal._replace(base=Year(year, one.start, one.end))
            yield _of_all(goal) if core.clause.mask_any & asked.whole else goal

    def _said(self, numbers: Sequence[int], asked: Comparison) -> Iterator[Goal]:
        """Other sentences of the company about a goal."""
        taken = {core.sentence.number for core in self._cores if not core.plain}
        for number in numbers:
            if number in taken:
                continue
            sentence = self._passages.sentence(number)
            if sentence.guards or not self._is_open(sentence, asked):
                continue
            goal = self._reader.of_words(number, sentence.start, sentence.end, None, self._passages)
            if goal is not None and self._is_whole(goal, sentence, asked):
                yield _of_all(goal) if sentence.mask_any & asked.whole else goal

    def _is_open(self, sentence: Sentence, asked: Comparison) -> bool:
        """Whether a sentence tells of a goal that is in force, and stands where the company tells its own."""
        return not sentence.mask_any & asked.unless and not self._reader.is_aside(sentence.block, self._passages)

    def _is_whole(self, goal: Goal, sentence: Sentence, asked: Comparison, *, known: bool = False) -> bool:
        """Whether a sentence says itself what its goal is, and whose where that is not known."""
        own = {(hit.start, hit.end) for hit in sentence.hits_of(self._roles.get("possessive", 0))}
        pointing = any(
            (hit.start, hit.end) not in own and " " not in self._passages.norm.text[hit.start : hit.end]
            for hit in sentence.hits_of(self._roles.get("anaphor", 0))
            if goal.start <= hit.start < goal.end
        )
        owners = reduce(or_, (self._roles.get(role, 0) for role in _SPEAKS), asked.about)
        words = self._passages.norm.lower[sentence.start : sentence.end]
        return not pointing and (
            known
            or bool(sentence.mask_any & owners or goal.terms.scopes)
            or any(name in words for name in self._passages.names.own)
        )

    # -- sentences against sentences

    def _in_sentences(self, asked: Comparison) -> Iterator[Found]:
        stated = list(self._claimed(asked, listed=False))
        if asked.about:
            about = self._passages.with_anchors(lambda mask: bool(mask & asked.about))
            numbers = [number for number in about if self._passages.sentence(number).mask & asked.about]
            stated += self._said(numbers, asked)
        groups: dict[frozenset[str], list[Goal]] = defaultdict(list)
        for one in stated:
            if not self._is_row(one) and _field(one, asked.differ) is not None:
                groups[one.terms.scopes].append(one)
        told: set[object] = set()
        for some in groups.values():
            for one, other in combinations(some[:MOST_OF_ONE], 2):
                pair = frozenset({_told(one, asked.differ), _told(other, asked.differ)})
                if pair not in told and _is_conflict(one, other, asked.differ):
                    told.add(pair)
                    yield self._found(one, other, asked.differ)

    # -- sentences against tables

    def _against_tables(self, asked: Comparison) -> Iterator[Found]:
        if not self._goals.listed:
            return
        numbers = sorted({self._passages.at(match.start()) for match in _AHEAD.finditer(self._passages.norm.text)})
        prose = [number for number in numbers if self._passages.block(number).kind in ("paragraph", "list")]
        seen: set[tuple[int, int]] = set()
        stated = (*self._claimed(asked, listed=True), *self._said(prose, asked))
        parts = {one.due.year for one in stated if one.zero and one.due and _is_of_part(one.terms)}
        for one in stated:
            if self._is_row(one):
                continue
            zero = self._of_zero(one, parts)
            found = zero or self._goals.proven(one)
            field = "target_year" if zero is not None else None if found is None else differing(one, found)
            if found is not None and field is not None and (one.sentence, found.sentence) not in seen:
                seen.add((one.sentence, found.sentence))
                made = self._found(one, found, field)
                same = self._passages.norm.text[found.start : found.end]
                yield made._replace(words={**made.words, "same": same}, element=field)

    def _of_zero(self, stated: Goal, parts: Container[int]) -> Goal | None:
        """The row of net zero whose date refutes a stated one: of its scopes, or due later for some of all scopes.

        A company at net zero is so in all scopes, or in Scopes 1 and 2 where a part is to be so in that year, one of
        ``parts``. No row may have the date, and none counts that has more words.
        """
        lower, reader = self._passages.norm.lower, self._reader.terms
        due, asked = stated.due, reader.of_named_scopes(stated.terms, lower[stated.start : stated.end])
        if not stated.zero or due is None:
            return None
        rows = [(row, row.due.year, scopes) for row, scopes in self._rows_of_zero(asked) if row.due is not None]
        if any(year == due.year for _, year, _ in rows):
            return None
        parted = due.year in parts or any(scopes and scopes <= _OPERATIONS for *_, scopes in rows)
        whole = asked.scopes or (_OPERATIONS if parted else _ALL)
        found = [
            row
            for row, year, scopes in rows
            if scopes == asked.scopes or (scopes and scopes <= whole and due.year < year)
        ]
        years = {(one.base and one.base.year, one.due and one.due.year) for one in found}
        return found[0] if len(years) == 1 else None

    def _rows_of_zero(self, asked: Terms) -> Iterator[tuple[Goal, frozenset[str]]]:
        """The rows of the terms of a goal of net zero, with their scopes.

        "Net-zero emissions": the word names what there is to be none of.
        """
        reader = self._reader.terms
        for row in self._goals.with_terms(asked):
            words = self._passages.norm.lower[row.start : row.end]
            terms = reader.of_named_scopes(row.terms, words)
            over = (word for word in WORD.findall(words) if reader.stem(word) in terms.all - asked.all)
            if asked.all <= terms.all and all(map(self._names, over)):
                yield row, terms.scopes

    def _is_row(self, goal: Goal) -> bool:
        """Whether a goal in words stands in a table of goals itself."""
        return self._passages.spans[goal.sentence].block in self._goals.of_block

    # -- what is shown

    def _found(self, one: Goal, other: Goal, field: str) -> Found:
        both = self._side(one, field), self._side(other, field)
        return Found(both, {"first": self._words(one, field), "second": self._words(other, field)})

    def _words(self, goal: Goal, field: str) -> str:
        told = _field(goal, field)
        if isinstance(told, Amount):
            if not goal.says_amount:
                return f"{told.value:g} {told.unit}"
            return self._passages.norm.text[told.start : told.end]
        return "" if told is None else str(told.year)

    def _side(self, goal: Goal, field: str) -> Side:
        """The statement; with the sentence beside it where that tells the field."""
        told = _field(goal, field)
        at, until = (goal.start, goal.end) if told is None else (told.start, told.end)
        side = self._quotes.around(goal.sentence, at, until)
        if side.start <= at < side.end or goal.row is not None:
            return side
        beside = self._passages.spans[self._passages.at(at)]
        whole = side._replace(start=min(side.start, beside.start), end=max(side.end, beside.end))
        apart = whole.end - whole.start > MOST_QUOTED
        return (side if apart else whole)._replace(at=goal.start, until=goal.start + 1)


def _is_of_part(terms: Terms) -> bool:
    """Whether a goal of net zero has scopes, or words for more than that."""
    return bool(terms.scopes) or len(terms.all - terms.named) > 1


def _of_all(goal: Goal) -> Goal:
    """A goal for all of something: without a number that is the whole of what others have a share of."""
    if goal.amount is not None:
        return goal
    return goal._replace(amount=Amount(WHOLE, PERCENT, "level", True, goal.start, goal.end))


def _field(goal: Goal, field: str) -> Year | Amount | None:
    match field:
        case "value":
            return goal.amount
        case "base_year":
            return goal.base
        case _:
            return goal.due


def _told(goal: Goal, field: str) -> object:
    told = _field(goal, field)
    return (told.value, told.unit) if isinstance(told, Amount) else told and told.year


def _is_conflict(one: Goal, other: Goal, differ: str) -> bool:
    """Whether two sentences state one goal and only the field asked for is another one."""
    zero = one.zero and other.zero
    if one.sentence == other.sentence or not one.terms.is_same(other.terms, in_places=zero):
        return False
    known = compared(one, other)
    if known.pop(differ) is not False or False in known.values():
        return False
    match differ:
        case "target_year" if zero:
            # Nothing but what it covers tells one such goal from another.
            return True
        case "target_year" if (one.amount is None) != (other.amount is None):
            return False
        case "value":
            # So many per cent less by one year may be said of many things.
            return known["target_year"] is True and (known["base_year"] is True or bool(one.terms.scopes))
        case _:
            return not zero and (True in known.values() or bool(one.terms.scopes))
