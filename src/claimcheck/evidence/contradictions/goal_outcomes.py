"""What has come of the goals of a table, by their figures or their state in words; and what a sentence says of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.goals.goal_reader import Goal
from claimcheck.evidence.goals.goal_table import Goals
from claimcheck.text.goal_columns import years_in
from claimcheck.text.tokens import WORD

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
        self._met, self._missed = (
            frozenset(map(self._stem, words.get(kind, ()))) for kind in ("met", "missed")
        )
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
        for cell in (
            one for number in sorted(tables) for one in self._passages.document.tables[number].cells
        ):
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
        return (
            figure is not None
            and not figure[2]
            and (figure[0] == 0 or figure[1].split()[-1:] == [f"{figure[0]:g}"])
        )

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
        return (
            float(found[1].replace(",", "")),
            found[2].strip() + lead.strip("-−–+"),
            lead[-1:] in ("-", "−", "–"),
        )

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
