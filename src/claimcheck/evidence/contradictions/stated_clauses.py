"""The clauses of a document that say something which its tables or other sentences may refute."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from claimcheck.evidence.contradictions.comparable_figures import Eligible
from claimcheck.evidence.figures.clauses import FARTHEST, Clause
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.model.claim import Core
from claimcheck.model.figure import Figure
from claimcheck.model.passage import Fact
from claimcheck.text.prose_figures import LONGEST_SENTENCE
from claimcheck.text.sentence_years import is_part
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.tokens import WORD

_PLANNED, _MULTIPLE = "planned", "multiple"
_CHANGE: Final = "change"
_NEGATED = "negated"
_DIGIT = re.compile(r"[0-9]")
_STOP = re.compile(r"[.;!?][\"')\]*]*$")
"""What no stop ends is a label or a part of a picture."""
_NOTHING = re.compile("(?!)")
_FULL_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_LEAST, _WHOLE = 2, 100.0
_ROOM = 10.0
"""Half of what "doubled" leaves open, in percent."""


class Stated(NamedTuple):
    """A clause with those of its figures that are told for certain, and the years and words of its sentence.

    ``every`` has its other figures too, without ranges and bounds; ``ahead`` says that the claim in it is a plan,
    ``claimed`` that there is one; ``since`` is the base year of its sentence, which stands at ``since_at``. Of a
    sentence that does nothing but deny ("no incidents were reported") only that is looked at, as ``denied`` says. Of
    the ``years`` 0 stands for a part of one.
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


class Tails:
    """What a clause goes on with that takes nothing from what it has said: "…, and the tugs kept their plugs"."""

    def __init__(self, matcher: RowMatcher) -> None:
        self._clauses, self._lexicon = matcher.clauses, matcher.lexicon

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that open one."""
        lexicon, opening = self._lexicon, self._lexicon.frames.opening
        limiting = (*lexicon.terms.apart, *lexicon.role_words.get("conditional", ()), *opening("relative"))
        joining = opening("coordinator") - lexicon.facts.index.compared_after
        return joining.union(opening("subordinator"), lexicon.facts.subordinators).difference(limiting)

    def without(self, stated: Stated, end: int) -> Stated:
        """What is stated up to the tail behind an offset in the text, where there is one."""
        clause = stated.clause
        comma = clause.lower.find(", ", end - clause.start)
        tail = _tail(self.words).search(clause.lower, comma) if comma >= 0 else None
        if tail is None:
            return stated
        lower = stated.lower[: stated.lower.find(clause.lower) + tail.start()]
        cut = self._clauses.of(stated.sentence, clause.start, clause.start + tail.start())
        return stated._replace(clause=cut._replace(others=clause.others), lower=lower)


@lru_cache(maxsize=16)
def _tail(words: frozenset[str]) -> re.Pattern[str]:
    """A pattern for a comma with one of some words."""
    return phrase_pattern(f", {one}" for one in sorted(words))


@lru_cache(maxsize=16)
def _again(again: frozenset[str], running: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for the words by which something has moved before as well."""
    return phrase_pattern((*sorted(again), *running))


@lru_cache(maxsize=16)
def _since_then(since: frozenset[str], then: frozenset[str]) -> re.Pattern[str]:
    """A pattern for the words by which a sentence counts from the year of the one before it."""
    return phrase_pattern(f"{one} {other}" for one in sorted(since) for other in sorted(then))


class StatedClauses:
    """Finds them: claims, and other sentences with figures; none that is planned, quoted, a row or told by others.

    ``asides`` are the kinds of sections that are about words, or said by others; ``apart`` are blocks that say nothing.
    """

    def __init__(
        self,
        matcher: RowMatcher,
        cores: Sequence[Core],
        eligible: Eligible,
        asides: Collection[str],
        apart: Collection[int],
    ) -> None:
        self._matcher = matcher
        self._passages = matcher.passages
        self._eligible = eligible
        self._asides, self._apart = asides, apart
        lexicon = matcher.lexicon
        self._every, self._none = phrase_pattern(lexicon.terms.every), phrase_pattern(lexicon.terms.none)
        self._again = _again(lexicon.terms.again, lexicon.terms.running) if matcher.has_tables else _NOTHING
        self._since, self._earlier = lexicon.facts.index.since, phrase_pattern(lexicon.tables.earlier)
        self._since_then = _since_then(self._since, lexicon.frames.opening("adverb"))
        self._same_span = lexicon.roles.get("same_span", 0)
        # Others speak, or it is a plan.
        self._foreign = lexicon.roles.get("third_party", 0) | lexicon.roles.get("plan", 0)
        self._silent = {one.sentence.number for one in cores if one.stance != "asserted"}
        self._quoted = {one.sentence.number for one in cores if one.stance not in ("asserted", "reported")}
        self._ahead = {one.sentence.number for one in cores if one.tense == _PLANNED}
        self._others = {one.sentence.number for one in cores if one.claimant == "third_party"}
        self._claimed = {one.sentence.number for one in cores}

    def __iter__(self) -> Iterator[Stated]:
        passages = self._passages
        for number, span in enumerate(passages.spans):
            # A note says what a figure elsewhere is, or was; what a goal is called in its table is not said to be so.
            aside = passages.is_row(number) or passages.block(number).kind == "footnote"
            if aside or span.block in self._apart or span.end - span.start > LONGEST_SENTENCE:
                continue
            if number in self._claimed and number not in self._silent:
                yield from self._of(number)
            elif not passages.block(number).running:
                said = number not in self._silent and self._says_much(span.start, span.end)
                if said and self._is_own(number, denies=False):
                    yield from self._of(number)
                elif self._matcher.has_tables and self._denies(number):
                    yield from (one._replace(denied=True) for one in self._of(number))

    def _is_own(self, number: int, *, denies: bool) -> bool:
        """Whether the company speaks in a sentence that is no claim, or nothing but a denial."""
        sentence = self._passages.sentence(number)
        guarded = any(not denies or one.reason != _NEGATED for one in sentence.guards)
        kind = self._passages.structure.section_kind(sentence.block)
        return not (guarded or kind in self._asides or sentence.mask_any & self._foreign)

    def _joined(self, clauses: Sequence[tuple[int, int]], numbers: Sequence[Figure]) -> Iterator[tuple[int, int]]:
        """Clauses with those that tell since when: "the best year since we began to count".

        What a comma parts from it, or has a figure where it has one, tells why ("…, since demand fell by 9 %").
        """
        norm, last = self._passages.norm, clauses[0]
        for start, end in clauses[1:]:
            opens = WORD.search(norm.lower, start, end)
            since = opens is not None and opens[0] in self._since
            parted = norm.text[last[0] : start].rstrip().endswith(",")
            measured = all(any(a <= one.start < b for one in numbers) for a, b in (last, (start, end)))
            if since and not parted and not measured:
                last = last[0], end
            else:
                yield last
                last = start, end
        yield last

    def _year_before(self, number: int) -> int | None:
        """The year of the sentence before that tells any, in one paragraph; None where it tells several."""
        first = self._passages.of_block(self._passages.spans[number].block).start
        for earlier in range(number - 1, max(first, number - FARTHEST) - 1, -1):
            dated = {one.year for one in self._passages.facts(earlier) if one.kind in ("year", "period")}
            if dated:
                return dated.pop() if len(dated) == 1 else None
        return None

    def _denies(self, number: int) -> bool:
        """Whether the company says in a sentence that there was none of something."""
        span, norm = self._passages.spans[number], self._passages.norm
        return (
            self._none.search(norm.lower, span.start, span.end) is not None
            and number not in self._quoted
            # "Vision Zero: no accidents" is a motto.
            and norm.text.find(":", span.start, span.end) < 0
            and _STOP.search(norm.text, span.start, span.end) is not None
            and self._is_own(number, denies=True)
        )

    def _says_much(self, start: int, end: int) -> bool:
        """Whether a sentence speaks of all, lists parts, or gives a figure with words of a row."""
        norm = self._passages.norm
        if _STOP.search(norm.text, start, end) is None:
            return False
        if self._every.search(norm.lower, start, end) is not None:
            return True
        if _DIGIT.search(norm.text, start, end) is None:
            # "Dust fell again": a row may tell.
            return self._again.search(norm.lower, start, end) is not None and self._matcher.is_told(start, end)
        listed = norm.text.find(": ", start, end) >= 0
        return listed or (bool(self._matcher.index.series) and self._matcher.is_told(start, end))

    def _year(self, told: Fact) -> int:
        """The year that is told, or 0 for a part of one, which is none of a row."""
        index, lower = self._matcher.lexicon.facts.index, self._passages.norm.lower
        return 0 if is_part(index, lower, told.start, told.text) else told.year or 0

    def _of(self, sentence: int) -> list[Stated]:
        span, facts, clauses = self._passages.spans[sentence], self._matcher.facts, self._matcher.clauses
        numbers = facts.numbers(sentence) if facts.has_values(sentence) else ()
        dated = [fact for fact in self._passages.facts(sentence) if fact.kind in ("year", "period")]
        years = frozenset(self._year(one) for one in dated if one.role != "base" and one.year is not None)
        since, since_at = next(((one.year, one.start) for one in dated if one.role == "base"), (None, 0))
        spans = [one for one in dated if one.end_year is not None and len(_FULL_YEAR.findall(one.text)) > 1]
        years |= {one.end_year for one in spans if one.end_year is not None}
        if since is None and len(spans) == len(dated) == 1:
            # "From 2023 to 2025".
            since, since_at = spans[0].year, spans[0].start
        if since is None and self._since_then.search(self._passages.norm.lower, span.start, span.end):
            since, since_at = self._year_before(sentence), span.start
            if since is None:
                return []
        if since is None and self._passages.sentence(sentence).mask_any & self._same_span:
            # "Over the same period, …": since the year that the sentence before tells.
            since, since_at = self._year_before(sentence), span.start
            numbers = tuple(
                one._replace(against=since) if one.role == _CHANGE and one.against is None else one for one in numbers
            )
        found: list[Stated] = []
        for start, end in self._joined(span.clauses, numbers):
            clause = clauses.of(sentence, start, end)
            inside = [one for one in numbers if start <= one.start < end]
            every = tuple(one for one in inside if one.high is None)
            base = self._year_ago(clause) if since is None else since
            inside += [
                *self._multiples_in(clause, inside, since),
                *(() if base is None else self._multiplied(clause, base, sentence)),
            ]
            bounds = tuple(
                one._replace(high=other, precision=0.0)
                for one in inside
                if one.high is not None and (other := self._eligible.other_end(one)) is not None
            )
            if found and not clause.stems:
                # "… by 40 % by 2027, and by 50 % by 2030": it goes on with what the clause before it measures.
                found[-1] = found[-1]._replace(every=found[-1].every + every)
            if not clause.phrases:
                # "Uptime of the kiln, which …, was 95 %": what is measured stands in another clause.
                clause = clauses.of(sentence, span.start, span.end)
            sure = (one for one in inside if one.high is None and not self._eligible.is_unsure(one))
            found.append(
                Stated(
                    clause._replace(others=sentence in self._others),
                    sentence,
                    tuple(sure),
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

    @cached_property
    def _multiples(self) -> Mapping[str, float]:
        """Verbs that say how many times as much something has become: "have doubled since 2021"."""
        lexicon = self._matcher.lexicon
        return {
            word: value
            for word, value in lexicon.facts.numbers.items()
            if value >= _LEAST and word.endswith(lexicon.participles) and " " not in word
        }

    def _year_ago(self, clause: Clause) -> int | None:
        """The year before the last, where a clause tells what became of something "during the year"."""
        lexicon, last = self._matcher.lexicon, self._matcher.index.last_year
        if not last:
            return None
        year = min(lexicon.facts.index.years, key=len, default="")
        words = WORD.findall(clause.lower)
        places = (at for at, word in enumerate(words) if at > 1 and word == year)
        before = lexicon.frames.opening("preposition")
        told = any(words[at - 1] in lexicon.terms.openers and words[at - 2] in before for at in places)
        return last - 1 if told else None

    def _multiples_in(self, clause: Clause, inside: Iterable[Figure], since: int | None) -> Iterator[Figure]:
        """What multiples come to as changes: "twice as much as in 2021", "three times as many as the year before"."""
        lexicon, last = self._matcher.lexicon, self._matcher.index.last_year
        for one in inside:
            behind = clause.lower[one.end - clause.start :]
            if one.unit_class != _MULTIPLE or one.value < _LEAST or not last:
                continue
            compared = not lexicon.facts.index.compared_after.isdisjoint(behind.split()[:1])
            before = last - 1 if self._earlier.search(behind) else since
            year = one.last_year if one.last_year is not None and str(one.last_year % 100) in behind else before
            if compared and year is not None and year < last:
                yield _as_change(one, one.value, year, least=one.high is not None)

    def _multiplied(self, clause: Clause, since: int, sentence: int) -> Iterator[Figure]:
        """The change that a verb tells, the first one: doubled is 100 % more."""
        above = tuple(self._matcher.lexicon.tables.bounds.get("above", ()))
        for one in clause.tokens:
            value = self._multiples.get(clause.word(one))
            if value is not None:
                least = clause.lower[: one.start].rstrip().endswith(above)
                start, end, none = clause.start + one.start, clause.start + one.end, frozenset[str]()
                told = Figure(
                    None, value, None, None, None, 0.0, None, None, None, None, none, none, None, start, end, sentence
                )
                yield _as_change(told, value, since, least=least)
                return


def _as_change(told: Figure, multiple: float, since: int, *, least: bool) -> Figure:
    """A multiple as a change in percent, with ``high`` where it is the least."""
    change, room = _WHOLE * (multiple - 1), max(_ROOM * (multiple - 1), _WHOLE * told.precision)
    high = change if least else None
    return told._replace(
        value=change, high=high, unit="%", unit_class="share", precision=room, year=None, end_year=None,
        role=_CHANGE, against=since,
    )  # fmt: skip
