"""The clauses of a document that say something which its tables or other sentences may refute."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from claimcheck.evidence.contradictions.multiples import Multiples
from claimcheck.evidence.figures.clauses import Clause
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.model.claim import Core
from claimcheck.model.figure import Figure
from claimcheck.text.fact_base import FactBase
from claimcheck.text.passages import Passages
from claimcheck.text.prose_figures import LONGEST_SENTENCE
from claimcheck.text.structure_words import phrase_pattern

_PLANNED = "planned"
_DIGIT = re.compile(r"[0-9]")
_STOP = re.compile(r"[.;!?][\"')\]*]*$")
"""What no stop ends is a label or a part of a picture."""


class Stated(NamedTuple):
    """A clause with those of its figures that are told for certain, and the years and words of its sentence.

    ``every`` has its other figures too, without ranges and bounds; ``ahead`` says that the claim in it is a plan,
    ``claimed`` that there is one; ``since`` is the base year of its sentence, which stands at ``since_at``. Of a
    sentence that does nothing but deny ("no incidents were reported") only that is looked at, as ``denied`` says.
    ``bounds`` has figures that are the end of something ("more than 30 %"); their ``high`` is the other end.
    """

    clause: Clause
    sentence: int
    numbers: tuple[Figure, ...]
    years: frozenset[int]
    lower: str
    every: tuple[Figure, ...]
    ahead: bool
    claimed: bool
    since: int | None = None
    denied: bool = False
    bounds: tuple[Figure, ...] = ()
    since_at: int = 0


class StatedClauses:
    """Finds them: claims, and other sentences with figures; none that is planned, quoted, a row or told by others.

    ``is_sure`` tells whether a figure counts, ``is_own`` whether the company speaks in a sentence that is no claim, or
    nothing but a denial.
    """

    def __init__(
        self,
        cores: Sequence[Core],
        matcher: RowMatcher,
        facts: FactBase,
        passages: Passages,
        is_sure: Callable[[Figure], bool],
        other_end: Callable[[Figure], float | None],
        is_own: Callable[[int, bool], bool],
        multiples: Multiples,
    ) -> None:
        self._multiples = multiples
        self._every = phrase_pattern(matcher.every)
        self._none = phrase_pattern(matcher.none)
        self._matcher = matcher
        self._facts = facts
        self._passages = passages
        self._is_sure = is_sure
        self._other_end = other_end
        self._is_own = is_own
        self._silent = {one.sentence.number for one in cores if one.stance != "asserted"}
        self._quoted = {one.sentence.number for one in cores if one.stance not in ("asserted", "reported")}
        self._ahead = {one.sentence.number for one in cores if one.tense == _PLANNED}
        self._others = {one.sentence.number for one in cores if one.claimant == "third_party"}
        self._claimed = {one.sentence.number: one for one in cores}

    def __iter__(self) -> Iterator[Stated]:
        passages, tables = self._passages, self._matcher.has_tables
        for number, span in enumerate(passages.spans):
            # A note says what a figure elsewhere is, or was.
            aside = passages.is_row(number) or passages.block(number).kind == "footnote"
            if aside or span.end - span.start > LONGEST_SENTENCE:
                continue
            claimed = number in self._claimed and number not in self._silent
            if claimed:
                yield from self._of(number)
            elif not passages.block(number).running:
                said = number not in self._silent and self._says_much(span.start, span.end)
                if said and self._is_own(number, False):
                    yield from self._of(number)
                elif tables and self._denies(number):
                    yield from (one._replace(denied=True) for one in self._of(number))

    def _denies(self, number: int) -> bool:
        """Whether the company says in a sentence that there was none of something."""
        span, norm = self._passages.spans[number], self._passages.norm
        return (
            self._none.search(norm.lower, span.start, span.end) is not None
            and number not in self._quoted
            # "Vision Zero: no accidents" is a motto.
            and norm.text.find(":", span.start, span.end) < 0
            and _STOP.search(norm.text, span.start, span.end) is not None
            and self._is_own(number, True)
        )

    def _says_much(self, start: int, end: int) -> bool:
        """Whether a sentence speaks of all, lists parts, or gives a figure with words of a row."""
        norm = self._passages.norm
        if _STOP.search(norm.text, start, end) is None:
            return False
        if self._every.search(norm.lower, start, end) is not None:
            return True
        if _DIGIT.search(norm.text, start, end) is None:
            return False
        listed = norm.text.find(": ", start, end) >= 0
        return listed or (bool(self._matcher.index.series) and self._matcher.is_told(start, end))

    def _of(self, sentence: int) -> list[Stated]:
        span = self._passages.spans[sentence]
        numbers = self._facts.numbers(sentence) if self._facts.has_values(sentence) else ()
        dated = [fact for fact in self._passages.facts(sentence) if fact.kind in ("year", "period")]
        years = frozenset(one.year for one in dated if one.role != "base" and one.year is not None)
        since, since_at = next(((one.year, one.start) for one in dated if one.role == "base"), (None, 0))
        found: list[Stated] = []
        for start, end in span.clauses:
            clause = self._matcher.clauses.of(sentence, start, end)
            inside = [one for one in numbers if start <= one.start < end]
            every = tuple(one for one in inside if one.high is None)
            multiple = self._multiples.of(clause, since, sentence)
            if multiple is not None:
                inside.append(multiple)
            bounds = tuple(
                one._replace(high=other, precision=0.0)
                for one in inside
                if one.high is not None and (other := self._other_end(one)) is not None
            )
            if found and not clause.stems:
                # "… by 40 % by 2027, and by 50 % by 2030": it goes on with what the clause before it measures.
                found[-1] = found[-1]._replace(every=found[-1].every + every)
            if not clause.phrases:
                # "Uptime of the kiln, which …, was 95 %": what is measured stands in another clause.
                clause = self._matcher.clauses.of(sentence, span.start, span.end)
            found.append(
                Stated(
                    clause._replace(others=sentence in self._others),
                    sentence,
                    tuple(filter(self._is_sure, (one for one in inside if one.high is None))),
                    years,
                    self._passages.norm.lower[span.start : span.end],
                    every,
                    sentence in self._ahead,
                    sentence in self._claimed,
                    since,
                    bounds=bounds,
                    since_at=since_at,
                )
            )
        return found
