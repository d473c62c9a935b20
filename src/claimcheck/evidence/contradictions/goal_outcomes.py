"""What has come of the goals of a table, by their figures or their state in words; and what a sentence says of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from operator import or_
from typing import Final, Literal, NamedTuple

from claimcheck.evidence.contradictions.quoted_words import Found, Quotes
from claimcheck.evidence.contradictions.refuted import years_told
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.goals.goal_reader import PERCENT, Goal
from claimcheck.evidence.goals.goal_table import Goals
from claimcheck.model.claim import Core
from claimcheck.model.passage import Hit, Sentence
from claimcheck.rulepack.contradictions import Comparison
from claimcheck.text.goal_columns import years_in
from claimcheck.text.goal_tables import GoalCell
from claimcheck.text.tokens import WORD

MOST_SAID = 60
"""Sentences on goals met that are looked at."""
_TELLING = 2
"""Words of a row by which it is known."""
_SHARE = "share"
_WHOLE = 100.0
_PROGRESS: Final = "progress"
_PERCENT = re.compile(r"(?<![0-9])([0-9]++(?:\.[0-9]++)?)\s?%")
_NOT_YET = ("conditional", "conditional_opener", "future", "hedge", "plan", "obligation", "question")


class UnmetGoals:
    """Finds them in one document.

    A goal is known by its matter, of which the table has one row only, and by its date: the sentence names it, or says
    by how many years the goal was met early, or it has passed. What a row aims at has to tell for certain what falls
    short of it: all of something, nothing of it, a cut, or a share of which more, or less, is better.
    """

    def __init__(self, matcher: RowMatcher, goals: Goals, quotes: Quotes) -> None:
        self._matcher = matcher
        self._passages = matcher.passages
        self._facts = matcher.lexicon.facts
        self._goals = goals
        self._quotes = quotes

    def contradict(self, asked: Comparison, cores: Sequence[Core]) -> Iterator[Found]:
        """Each sentence once, against the state of its goal."""
        if not self._goals.listed or not asked.met:
            return
        silent = {one.sentence.number for one in cores if _is_silent(one)}
        said = self._passages.with_anchors(lambda mask: bool(mask & asked.met and mask & asked.about))
        text = self._passages.norm.text
        for number in said[:MOST_SAID]:
            sentence = self._passages.sentence(number)
            apart = not sentence.mask & asked.met or not sentence.mask & asked.about
            if apart or number in silent:
                continue
            hit, goals = sentence.hits_of(asked.met)[0], sentence.hits_of(asked.about)
            # "The target that we had set": behind the goal it says when that was set.
            former = sentence.hits_of(asked.unless)
            if not all(goals[0].end <= one.start < one.end <= hit.start for one in former):
                continue
            # "We met our goal of no waste": what the goal is may be denied.
            denied = any(guard.start <= hit.start < guard.end for guard in sentence.guards)
            aside = self._goals.reader.is_aside(sentence.block, self._passages)
            if denied or aside or self._is_ahead(sentence, hit, asked.about):
                continue
            told = [fact.value for fact in self._passages.facts(number) if fact.kind == _SHARE]
            goal = self._goal(sentence, self._openings(sentence, goals[0].start, hit.start), told)
            state = None if goal is None else self._state(goal, asked.missed)
            if goal is not None and state is not None:
                first, second, same = (text[one.start : one.end] for one in (hit, state, goal))
                both = self._quotes.words(hit.start, hit.end), self._quotes.words(state.start, state.end)
                yield Found(both, {"first": first, "second": second, "same": same}, _PROGRESS)

    def _is_ahead(self, sentence: Sentence, met: Hit, about: int) -> bool:
        """Whether words before those for "met" say that this is still to come; none in the name of the goal do.

        "We reached the goal that we had set": what stands behind says of the goal when it was set.
        """
        roles = self._matcher.lexicon.roles
        goals = sentence.hits_of(about)
        return any(
            one.start < met.start and not any(one.start < each.end and each.start < one.end for each in goals)
            for one in sentence.hits_of(reduce(or_, (roles.get(role, 0) for role in _NOT_YET)))
        )

    def _openings(self, sentence: Sentence, goal: int, met: int) -> Iterator[int]:
        """Where the words may begin that tell which goal was met: "with new towers in service, we met our goal for …",
        "this means that our goal for … was met".
        """
        comma = self._passages.norm.text.rfind(", ", sentence.start, met)
        yield sentence.start if comma < 0 else comma + 1
        lead = self._passages.norm.lower[sentence.start : goal]
        relatives = self._matcher.lexicon.frames.opening("relative")
        begins = [one.end() for one in WORD.finditer(lead) if one[0] in relatives]
        yield sentence.start + (begins[-1] if begins else 0)
        yield sentence.start

    def _goal(self, sentence: Sentence, starts: Iterable[int], shares: Sequence[float | None]) -> Goal | None:
        """The one row of the matter of a sentence, where it has the dates and the share that this one tells.

        The matter is named from one of ``starts`` on, the first that tells any.
        """
        rows = (self._row(sentence, begin) for begin in dict.fromkeys(starts))
        row = next(filter(None, rows), None)
        # "61 % of our goal for glass has been met" says how far it has come.
        known = {abs(one or 0.0) for one in shares}
        if row is None or (shares and (row.amount is None or {abs(row.amount.value)} != known)):
            return None
        due = row.due
        named = set(years_in(self._words(sentence))) - {row.base.year if row.base is not None else 0}
        if named:
            return row if due is not None and named == {due.year} else None
        # Without a date it is one that has fallen due, or that was met so many years early.
        early = years_told(self._words(sentence), self._facts)
        last = self._matcher.index.last_year
        over = due is not None and (due.year - early == last if early else due.year <= last)
        return row if shares or over else None

    def _row(self, sentence: Sentence, start: int) -> Goal | None:
        """The one row of what is named from an offset on."""
        told = self._goals.reader.of_words(sentence.number, start, sentence.end, None, self._passages)
        if told is None:
            return None
        matter, called = told.terms.all, told.terms.named if told.terms.scopes else frozenset[str]()
        listed = [one for one in self._goals.listed if one.terms.scopes == told.terms.scopes]
        rows = [one for one in listed if matter and matter <= one.terms.all | one.above]
        rows = rows or [one for one in listed if _is_all_of(one.terms.all, matter)]
        # "Scope 3 down by 25 %" need not say what of.
        rows = rows or [one for one in listed if called and one.terms.all <= matter <= one.terms.all | called]
        return rows[0] if len(rows) == 1 else None

    def _words(self, sentence: Sentence) -> str:
        return self._passages.norm.lower[sentence.start : sentence.end]

    def _state(self, goal: Goal, missed: int) -> GoalCell | None:
        """Where a row says behind its label that its goal was missed, else the cell whose share falls short of it."""
        if goal.row is None:
            return None
        for number in self._passages.of_block(goal.row.block):
            for hit in self._passages.sentence(number).hits_of(missed):
                if hit.start >= goal.row.label.end:
                    return GoalCell(hit.start, hit.end, None)
        cell = goal.row.cells.get(_PROGRESS)
        told = self._shares(cell)
        return cell if len(told) == 1 and self._falls_short(goal, told[0]) else None

    def _shares(self, cell: GoalCell | None) -> list[float]:
        text = self._passages.norm.text
        return [] if cell is None else [float(one[1]) for one in _PERCENT.finditer(text, cell.start, cell.end)]

    def _falls_short(self, goal: Goal, reached: float) -> bool:
        """Whether a share is further off than what the row of a goal aims at, for certain."""
        aim = goal.amount
        if goal.several or goal.row is None:
            return False
        if aim is None:
            first = WORD.search(self._passages.norm.text, goal.start, goal.end)
            every = self._matcher.lexicon.terms.every
            return first is not None and first[0].lower() in every and reached < _WHOLE
        if not aim.exact or aim.unit != PERCENT or len(self._shares(goal.row.cells.get("value"))) > 1:
            return False
        if aim.kind == "change" or aim.value == _WHOLE:
            return reached < aim.value
        metrics = self._matcher.lexicon.metrics.metrics
        better = {metrics[name].better for name in goal.terms.metrics}
        if better == {"rise"}:
            return reached < aim.value
        return (aim.value == 0 or better == {"fall"}) and reached > aim.value


def _is_silent(one: Core) -> bool:
    """Whether a claim is a plan, is not the company's word, or tells what others met ("our suppliers met their …")."""
    return one.tense == "planned" or one.stance != "asserted" or one.claimant == "third_party"


def _is_all_of(own: frozenset[str], matter: frozenset[str]) -> bool:
    """Whether a sentence has all words of a row, and no more than a verb beside them."""
    return len(own) >= _TELLING and own <= matter and len(matter - own) <= 1


Outcome = Literal["met", "missed", "open"]
_FIGURE = re.compile(r"([0-9]++(?:[.,][0-9]++)*)\s*+([^(]*)")
_DIGIT = re.compile(r"[0-9]")
_LETTER = re.compile(r"[^\W\d_]{3}")
_GOVERNED = 3
"""Words before a verb in which a word governs or weakens it."""


class State(NamedTuple):
    """What has come of a goal, and the cell that tells it; ``open`` is short of the aim before the date."""

    kind: Outcome
    start: int
    end: int


class SaidWord(NamedTuple):
    """A word of a sentence, with its stem; ``part`` counts the stops before it."""

    low: str
    stem: str
    start: int
    end: int
    part: int
    kind: Literal["topic", "goal", "small", "other", "figure"]


class GoalOutcomes:
    """Reads them in one document.

    Rows whose figures decide teach what their words for it mean: "kept", "broken".
    """

    def __init__(self, matcher: RowMatcher, goals: Goals) -> None:
        self._passages, self._lexicon, self._goals = matcher.passages, matcher.lexicon, goals
        self._text, self._last = matcher.passages.norm.text, matcher.index.last_year
        self._stem = goals.reader.terms.stem
        words = self._lexicon.tables.goals
        self._met, self._missed = (frozenset(map(self._stem, words.get(kind, ()))) for kind in ("met", "missed"))
        roles = self._lexicon.role_words
        self._denying = frozenset((*roles.get("negation", ()), *roles.get("negation_phrase", ())))
        frames = self._lexicon.frames
        weak = (*frames.opening("ability"), *roles.get("firm_plan", ()))
        self._governing = frozenset(weak) | frames.opening("infinitive")
        self._ways = frames.opening("adverb") - self._lexicon.phrase_ends - set(self._lexicon.terms.every)
        self._about = frozenset(self._lexicon.tables.bounds.get("about", ())) - frames.opening("preposition")

    # -- rows

    def of(self, goal: Goal) -> State | None:
        """The state of a row; None where it is not told, or where its figures and its words say different things."""
        figures, cell = self._by_figures(goal), self._cell(goal)
        words = None if cell is None else self._by_words(self._words_of(cell))
        progress = goal.row.cells.get("progress") if goal.row is not None else None
        if words is None:
            place = progress if figures is not None else None
            return None if place is None or figures is None else State(figures, place.start, place.end)
        agree = figures in (None, words) or (figures == "open" and words == "missed")
        return State(words, *cell) if agree and cell is not None else None

    def _by_words(self, words: str) -> Outcome | None:
        return self._listed(words) or self._taught.get(words)

    def _listed(self, words: str) -> Outcome | None:
        """What words for a state mean by themselves."""
        lows = WORD.findall(words)
        stems = {self._stem(low) for low in lows}
        met, missed = not stems.isdisjoint(self._met), not stems.isdisjoint(self._missed)
        denied = not self._denying.isdisjoint(lows)
        if met == missed or (missed and denied) or not self._about.isdisjoint(lows):
            return None
        return "missed" if missed or denied else "met"

    @cached_property
    def _taught(self) -> dict[str, Outcome]:
        """The states in words whose rows all come out alike in figures."""
        found: dict[str, set[Outcome]] = {}
        for goal in self._goals.listed:
            figures, cell = self._by_figures(goal), self._cell(goal)
            if figures is not None and cell is not None:
                found.setdefault(self._words_of(cell), set()).add(figures)
        return {words: kinds.pop() for words, kinds in found.items() if len(kinds) == 1}

    def _words_of(self, cell: tuple[int, int]) -> str:
        return self._text[cell[0] : cell[1]].strip().lower()

    def _cell(self, goal: Goal) -> tuple[int, int] | None:
        """The last cell of a row that tells something in words only."""
        return None if goal.row is None else self._cells.get(goal.row.block)

    @cached_property
    def _cells(self) -> dict[int, tuple[int, int]]:
        found: dict[int, tuple[int, int]] = {}
        labels = {one.row.block: one.start for one in self._goals.listed if one.row is not None}
        tables = {one.row.table for one in self._goals.listed if one.row is not None}
        for cell in (one for number in sorted(tables) for one in self._passages.document.tables[number].cells):
            if cell.block not in labels:
                continue
            start, end = self._passages.norm.span_of(cell.block, cell.start, cell.end)
            text = self._text[start:end]
            if start > labels[cell.block] and _LETTER.search(text) and not _DIGIT.search(text):
                found[cell.block] = start, end
        return found

    def _by_figures(self, goal: Goal) -> Outcome | None:
        """What has come of a goal by its aim and its result, where both are told alike and a way is known."""
        cells = goal.row.cells if goal.row is not None else {}
        aim, base, result = (self._figure(cells.get(kind)) for kind in ("value", "base", "progress"))
        if goal.several or aim is None or result is None or goal.due is None:
            return None
        if (aim[0] and aim[1] != result[1]) or aim[2] != result[2]:
            return None
        metrics = self._lexicon.metrics.metrics
        better = {metrics[name].better for name in goal.terms.metrics}
        if base is not None and base[1] == aim[1] and base[0] != aim[0]:
            falls = base[0] > aim[0]
        elif (len(better) == 1 and better <= {"rise", "fall"}) or aim[0] == 0 or aim[2]:
            falls = not aim[2] and (aim[0] == 0 or better == {"fall"})
        else:
            return None
        reached = result[0] <= aim[0] if falls else result[0] >= aim[0]
        return "met" if reached else "missed" if goal.due.year <= self._last else "open"

    def is_whole(self, goal: Goal) -> bool:
        """Whether a goal aims at nothing, or at as many as there are ("96 of 96")."""
        figure = self._figure(goal.row.cells.get("value") if goal.row is not None else None)
        return figure is not None and not figure[2] and (figure[0] == 0 or figure[1].split()[-1:] == [f"{figure[0]:g}"])

    def _figure(self, cell: tuple[int, int, int | None] | None) -> tuple[float, str, bool] | None:
        """The one figure of a cell: its value, what stands behind it, and whether it is less by so much."""
        text = "" if cell is None else self._text[cell[0] : cell[1]].strip().lower()
        if text in self._lexicon.terms.none:
            return 0.0, "", False
        found = _FIGURE.search(text)
        if found is None or any(year <= self._last for year in years_in(text[: found.end(1)])):
            return None
        lead = text[: found.start()].strip()
        if len(WORD.findall(lead)):
            return None
        return (float(found[1].replace(",", "")), found[2].strip() + lead.strip("-−–+"), lead[-1:] in ("-", "−", "–"))

    # -- sentences

    def says(self, stem: str) -> bool:
        """Whether a word says that a goal was met or missed."""
        return stem in self._met or stem in self._missed or stem in self._own

    def misses(self, stem: str) -> bool:
        """Whether a word says that a goal was missed."""
        return stem in self._missed or self._own.get(stem) == "missed"

    @cached_property
    def _own(self) -> dict[str, Outcome]:
        """Words by which this document tells that a goal was met or missed."""
        found: dict[str, Outcome] = {}
        for words, kind in self._taught.items():
            if kind != "open" and len(WORD.findall(words)) == 1:
                found[self._stem(words)] = kind
        return found

    def said(self, words: Sequence[SaidWord]) -> tuple[Outcome, SaidWord] | None:
        """What the words of a sentence say has come of a goal, and the word; None where they leave it open."""
        verbs = [place for place, one in enumerate(words) if self.says(one.stem)]
        if len(verbs) != 1 or not self._about.isdisjoint(one.low for one in words):
            return None
        word, lead = words[verbs[0]], [one.low for one in words[max(verbs[0] - _GOVERNED, 0) : verbs[0]]]
        denied = sum(one.low in self._denying for one in words)
        weak = any(low in self._governing for low in lead) and not denied
        if weak or denied > 1 or self._is_weakened(words[: verbs[0]]):
            return None
        met = word.stem in self._met or self._own.get(word.stem) == "met"
        return ("met" if met != bool(denied) else "missed"), word

    def _is_weakened(self, before: Sequence[SaidWord]) -> bool:
        """Whether the word before a verb says in which way something was done: "partly", "narrowly"."""
        last = before[-1] if before else None
        return last is not None and (last.kind == "other" or last.low in self._ways)
