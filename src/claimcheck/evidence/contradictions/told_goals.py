"""What sentences tell of goals that they name by a word or two, against the rows of the tables of goals.

"The diesel goal was met", "our word on glass we did not keep", "the deadline for leaving coal is 2030": a few words of
a row are enough to name it, where no other row has them and nothing else in the sentence limits what is meant. Where
several rows have them, all have to say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from claimcheck.evidence.contradictions.goal_outcomes import GoalOutcomes, SaidWord
from claimcheck.evidence.contradictions.quoted_words import Found, Quotes
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.goals.goal_reader import BASE, TARGET, Goal, Year, dated
from claimcheck.evidence.goals.goal_table import Goals, is_all_or_nothing
from claimcheck.model.claim import Core
from claimcheck.model.passage import Fact, Sentence, scopes_of
from claimcheck.text.names import bare
from claimcheck.text.prose_figures import LONGEST_SENTENCE
from claimcheck.text.tokens import WORD

_TIMES, _MOVES = ("year", "period"), ("fall", "rise")
_AMOUNTS = ("quantity", "share", "money")
_FIGURES = (*_AMOUNTS, "scope", *_TIMES)
_PROSE = ("paragraph", "list")
_STOP = re.compile(r"[,;:()–—]")
_LEAST_PART, _SHORT_ASIDE, _SHORTEST = 5, 1, 3
_NEGATED = "negated"
_MOST_SAID = 200


class _Told(NamedTuple):
    """A sentence that names goals: its words, the rows it may mean, and whether it speaks of goals by that name."""

    sentence: Sentence
    words: Sequence[SaidWord]
    rows: Sequence[Goal]
    named: bool
    beside: bool


class ToldGoals:
    """Finds them in one document."""

    def __init__(self, matcher: RowMatcher, goals: Goals, cores: Sequence[Core], quotes: Quotes) -> None:
        self._matcher, self._goals, self._quotes = matcher, goals, quotes
        self._passages, self._lexicon = matcher.passages, matcher.lexicon
        self._text = matcher.passages.norm.text
        self._quoted = {one.sentence.number for one in cores if one.stance == "quoted"}
        self._stem = goals.reader.terms.stem
        self._last = matcher.index.last_year
        words, frames = self._lexicon.tables.goals, self._lexicon.frames
        self._promises = {self._stem(one) for one in words.get("promise", ())}
        self._due = frozenset(filter(str.isalpha, words.get("due", ())))
        self._bases = [one.rstrip("…") for one in words.get("base", ())]
        self._prepositions = frames.opening("preposition")
        self._articles = frames.opening("determiner") | frames.opening("whole")
        self._apart = {one.split()[0] for one in self._lexicon.terms.apart}
        terms, roles = self._lexicon.terms, self._lexicon.role_words
        self._small = self._lexicon.phrase_ends | self._articles | frames.opening("adverb") | set(terms.every)
        self._small |= (
            set(self._lexicon.facts.index.year_parts)
            | set(roles.get("asking_opener", ()))
            | set(roles.get("reason_opener", ()))
        )
        named = {low for one in (*self._bases, *words.get("due", ())) for low in WORD.findall(one)}
        self._idle = self._lexicon.metrics.whole | named
        self._verbal = self._small - self._prepositions - self._articles - frames.opening("coordinator")
        self._verbal |= frames.opening("infinitive")
        self._outcomes = GoalOutcomes(matcher, goals)

    def contradict(self) -> Iterator[Found]:
        """Each sentence once."""
        if not self._goals.listed or not self._promises or not self._last:
            return
        left = _MOST_SAID
        for number, span in enumerate(self._passages.spans):
            block = self._passages.document.blocks[span.block]
            if block.kind not in _PROSE or block.running or span.end - span.start > LONGEST_SENTENCE:
                continue
            beside = block.section in self._sections
            lower = self._passages.norm.lower[span.start : span.end]
            if left == 0 or not (beside or any(word in lower for word in self._heads)):
                continue
            left -= 1
            told = self._told(number, beside)
            if told is not None:
                yield from self._of(told)

    @cached_property
    def _sections(self) -> set[tuple[str, ...]]:
        """The headings under which tables of goals stand."""
        rows = (one.row for one in self._goals.listed if one.row is not None)
        return {section for row in rows if (section := self._passages.document.blocks[row.block].section)}

    @cached_property
    def _heads(self) -> tuple[str, ...]:
        """How words that speak of goals begin."""
        return tuple(sorted(self._promises))

    @cached_property
    def _of_rows(self) -> Sequence[tuple[Goal, frozenset[str]]]:
        """The rows with the stems of their labels."""
        return [
            (one, frozenset(word.stem for word in self._read(one.start, one.end) if word.kind != "small"))
            for one in self._goals.listed
        ]

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(stem for _, stems in self._of_rows for stem in stems)

    def _read(self, start: int, end: int, facts: Iterable[Fact] = ()) -> list[SaidWord]:
        """The words of a run, compounds as their parts."""
        known = [(one.start, one.end) for one in facts if one.kind in _FIGURES]
        found: list[SaidWord] = []
        part, last = 0, start
        for word in WORD.finditer(self._text, start, end):
            part += _STOP.search(self._text, last, word.start()) is not None
            last = at = word.end()
            figure = any(begin <= word.start() < until for begin, until in known)
            for low in bare(word[0], self._lexicon.metrics.possessive).split("-"):
                small = low in self._small or len(low) < _SHORTEST
                kind: Literal["small", "other", "figure"] = (
                    "figure" if figure or any(map(str.isdigit, low)) else "small" if small else "other"
                )
                found.append(SaidWord(low, self._stem(low), word.start(), at, part, kind))
        return found

    def _told(self, number: int, beside: bool) -> _Told | None:
        """What a sentence names; None where others speak, where it supposes something, or where more limits it."""
        sentence = self._passages.sentence(number)
        if number in self._quoted or self._goals.reader.is_aside(sentence.block, self._passages):
            return None
        facts = self._passages.facts(number)
        words = [self._kinded(one) for one in self._read(sentence.start, sentence.end, facts)]
        first = next((one.start for one in words if one.kind in ("topic", "goal")), sentence.end)
        if any(one.reason != _NEGATED and one.start <= first for one in sentence.guards):
            return None
        topic = {one.stem for one in words if one.kind == "topic"}
        scopes, metrics = scopes_of(facts), frozenset[str]()
        named = self._lexicon.metrics.find(self._passages.norm.lower[sentence.start : sentence.end]).named
        if not topic and len(named) == 1:
            # "Green power": what the row has in other words.
            metrics, run = frozenset(named[0].metrics), named[0]
            start, end = sentence.start + run.start, sentence.start + run.end
            words = [one._replace(kind="figure") if start <= one.start < end else one for one in words]
        rows = [
            goal
            for goal, stems in self._of_rows
            if (topic or scopes or not metrics.isdisjoint(goal.terms.metrics))
            and all(any(_is_alike(one, other) for other in stems) for one in topic)
            and (not scopes or goal.terms.scopes == scopes)
        ]
        if not rows or any(self._limits(words, place) for place in range(len(words))):
            return None
        return _Told(sentence, words, rows, any(one.kind == "goal" for one in words), beside)

    def _kinded(self, word: SaidWord) -> SaidWord:
        if word.kind == "figure":
            return word
        if word.stem in self._promises:
            return word._replace(kind="goal")
        alike = word.kind == "other" and any(_is_alike(word.stem, one) for one in self._known)
        return word._replace(kind="topic") if alike else word

    # -- what limits a sentence to a part

    def _limits(self, words: Sequence[SaidWord], place: int) -> bool:
        """Whether a word may limit what is meant to less than the row tells: it is no verb, and in no aside."""
        word = words[place]
        if word.kind != "other" or self._outcomes.says(word.stem) or self._moves(word.low):
            return False
        same = [one for one in words[:place] if one.part == word.part]
        before = same[-1] if same else None
        opener = next((one for one in reversed(same) if one.low in self._prepositions), None)
        whole = [one for one in words if one.part == word.part]
        if not any(one.kind in ("topic", "figure") or self._outcomes.says(one.stem) for one in whole):
            # "Sadly", "as the plan lays down", "according to our promise".
            others, low = sum(one.kind == "other" for one in whole), whole[0].low
            aside = low not in self._lexicon.metrics.limits and low not in self._apart
            joined = len(whole) > 1 and whole[1].low in self._prepositions
            if aside and (low in self._small or others <= _SHORT_ASIDE + joined):
                return False
        if not self._is_lower(word):
            return True
        if word.low in self._idle or (before is not None and before.kind == "goal"):
            return False
        if before is not None and before.low in self._verbal:
            return False
        # "Was met with room to spare": behind the verb only words for a place, a part or a time limit it.
        told = any(self._outcomes.says(one.stem) for one in same)
        if told and opener is not None and opener.low not in self._lexicon.metrics.limits:
            return False
        # "Is likewise based on 2018".
        early = same[-2] if len(same) > 1 else None
        return before is None or before.kind != "other" or early is None or early.low not in self._verbal

    def _moves(self, low: str) -> bool:
        """Whether a word says that something falls or rises."""
        return any(one.kind in _MOVES for one in self._lexicon.metrics.find(low).said)

    def _is_lower(self, word: SaidWord) -> bool:
        first = word.start == self._passages.spans[self._passages.at(word.start)].start
        return first or self._text[word.start].islower()

    # -- what is said

    def _of(self, told: _Told) -> Iterator[Found]:
        facts = self._passages.facts(told.sentence.number)
        years = [one for one in facts if dated(one) is not None]
        ways = (*((self._due_year, self._base_year) if years else ()), self._outcome)
        for way in ways:
            sides = [way(told, row, years) for row in told.rows]
            first = next(iter(sides), None)
            if first is not None and None not in sides:
                (start, end), second, element = first
                row = told.rows[0]
                pairs = (start, end), second, (row.start, row.end)
                texts = [self._text[begin:until].strip() for begin, until in pairs]
                both = self._quotes.words(start, end), self._quotes.words(*second)
                yield Found(both, {"first": texts[0], "second": texts[1], "same": texts[2]}, element)
                return

    def _due_year(self, told: _Told, row: Goal, years: Sequence[Fact]) -> _Wrong | None:
        """The date of a goal that is named as one, or of a plan to have it done altogether."""
        ahead = [one for one in years if (dated(one) or 0) > self._last]
        if row.due is None or row.several or len(ahead) != 1 or dated(ahead[0]) == row.due.year:
            return None
        if self._outcomes.said(told.words) is not None or any(self._outcomes.misses(one.stem) for one in told.words):
            # "We missed our target for 2025": what has come of it is known, and the row is the goal after it.
            return None
        lows = {one.low for one in told.words}
        says = any(self._outcomes.says(one.stem) for one in told.words)
        if told.named and (says or not lows.isdisjoint(self._due)):
            return _wrong(ahead[0], row.due, "target_year")
        planned = ahead[0].role == TARGET and len(years) == 1 and not self._counts(told)
        planned = planned and not told.sentence.guards
        whole = self._is_all(row)
        return _wrong(ahead[0], row.due, "target_year") if planned and whole and told.beside else None

    def _counts(self, told: _Told) -> bool:
        """Whether a sentence has figures beside its years."""
        return any(one.kind in _AMOUNTS for one in self._passages.facts(told.sentence.number))

    def _is_all(self, row: Goal) -> bool:
        """Whether a goal is for all of something or for nothing of it."""
        label = next((one.low for one in self._read(row.start, row.end)), "")
        if row.amount is not None and is_all_or_nothing(row.amount):
            return True
        return label in self._lexicon.terms.every or self._outcomes.is_whole(row)

    def _base_year(self, told: _Told, row: Goal, years: Sequence[Fact]) -> _Wrong | None:
        """The year that a goal is measured from: "is reckoned from 2020", "takes 2020 as its baseline"."""
        year = dated(years[0])
        if len(years) != 1 or year is None or year > self._last or row.base is None or row.base.year == year:
            return None
        if told.sentence.guards or self._counts(told):
            return None
        before = [one for one in told.words if one.end <= years[0].start]
        behind = next((one.low for one in told.words if one.start >= years[0].end), "")
        based = years[0].role == BASE and self._is_measured(before, told)
        based = based or (bool(before) and self._is_called_base(before[-1].low, behind, told))
        return _wrong(years[0], row.base, "base_year") if based else None

    def _is_measured(self, before: Sequence[SaidWord], told: _Told) -> bool:
        """Whether words before a base say that something is measured from it: "is", a participle, a preposition."""
        progress = self._lexicon.tables.goals.get("progress", ())
        if len(before) < _SHORTEST or not (told.named or any(one.low in progress for one in before)):
            return False
        participle, early = before[-2], [one.low for one in before[-4:-2]]
        be = self._lexicon.role_words.get("present", ())
        return participle.low.endswith(self._lexicon.participles) and not set(early).isdisjoint(be)

    def _is_called_base(self, before: str, behind: str, told: _Told) -> bool:
        """Whether a year between two words is called a base: "the baseline is 2020", "takes 2020 as its baseline"."""
        lower = self._passages.norm.lower[told.sentence.start : told.sentence.end]
        placed = self._prepositions | self._lexicon.facts.index.since
        joined = before in self._lexicon.role_words.get("be", ()) or behind in self._prepositions
        return told.named and joined and before not in placed and any(one in lower for one in self._bases)

    def _outcome(self, told: _Told, row: Goal, years: Sequence[Fact]) -> _Wrong | None:
        """What has come of a goal."""
        dates = {dated(one) for one in years}
        if self._counts(told) or (dates and (row.due is None or dates != {row.due.year})):
            # "61 % of our goal has been met" says how far it has come.
            return None
        said, state = self._outcomes.said(told.words), self._outcomes.of(row)
        if said is None or state is None:
            return None
        claim, word = said
        # Of a goal that is not due yet a milestone may have been met.
        wrong = state.kind == "met" if claim == "missed" else state.kind == "missed"
        return ((word.start, word.end), (state.start, state.end), "progress") if wrong else None


_Wrong = tuple[tuple[int, int], tuple[int, int], str]


def _wrong(one: Fact, other: Year, element: str) -> _Wrong:
    return (one.start, one.end), (other.start, other.end), element


def _is_alike(one: str, other: str) -> bool:
    """Whether two stems are one, or one is that of a longer word of the same family ("certif", "certific")."""
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) >= _LEAST_PART and long.startswith(short))
