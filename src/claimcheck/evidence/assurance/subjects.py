"""What assurance statements name as covered or left out: the entries of their lists and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from claimcheck.evidence.assurance.words import SECTION, Words
from claimcheck.model.assurance import Level, Subject
from claimcheck.model.passage import FIGURES, Sentence, scopes_of
from claimcheck.model.table import DataPoint
from claimcheck.text.boundary_terms import Limiter
from claimcheck.text.fact_base import FactBase
from claimcheck.text.metric_words import Named
from claimcheck.text.passages import Passages
from claimcheck.text.remembered import remembered_by
from claimcheck.text.tokens import WORD

Run = tuple[int, int]
_NO_ENTRIES = frozenset(("party", "standard", "year", "period", *FIGURES))
_NUMBERED = "section"
_COUNTED = re.compile(r"[0-9]+(?:\.[0-9]+)*")
MOST_PIECES = 80
"""Entries of one sentence."""
LEAST_WORDS = 2
"""Words of an entry that stands before "and"."""
LEAST_LISTED = 3
"""Entries that make a list within a sentence, and words of one that a single term of them tells."""
LONGEST_BRIEF = 100
"""Characters of a clause that leaves out what a single word names."""
LONGEST_OPENING = 24
"""Characters before a level in which a preposition stands that ties it to what is before that."""
ARTICLE = 3
"""Letters of the longest article."""
LEAST_LETTERS = 3
"""Letters of a word that tells one entry from another."""


class _Part(NamedTuple):
    """A run of a sentence that is about one level."""

    level: Level | None
    start: int
    end: int


class Subjects:
    """Reads the entries of statements in one document."""

    def __init__(self, passages: Passages, words: Words) -> None:
        self._passages, self._words = passages, words
        self._metrics = words.metrics
        self._limiter = Limiter(words.metrics, words.facts, passages.names)
        self._scoped, self._topics, self._apart = words.scoped, words.topic_mask, words.apart

    # -- entries

    @remembered_by(attrgetter("number"))
    def covered(self, sentence: Sentence) -> Sequence[Subject]:
        """What a sentence names, but for clauses that leave something out."""
        return tuple(self._covered(sentence, listed=False))

    @remembered_by(attrgetter("number"))
    def listed(self, sentence: Sentence) -> Sequence[Subject]:
        """The same of an entry of a list."""
        return tuple(self._covered(sentence, listed=True))

    def _covered(self, sentence: Sentence, *, listed: bool) -> Iterator[Subject]:
        out = self._runs_left_out(sentence)
        for part in self._parts(sentence):
            yield from self._in_part(sentence, part, out, listed=listed)
        yield from self._sections(sentence)

    def _sections(self, sentence: Sentence) -> Iterator[Subject]:
        """The sections that a sentence names by their numbers ("sections 1 to 5")."""
        nothing = frozenset[str]()
        for fact in self._passages.facts(sentence.number):
            told = _COUNTED.findall(fact.text) if fact.role == _NUMBERED else []
            for title in self._titles if told else ():
                number = _COUNTED.match(title)
                if number is not None and _is_within(number[0], told[0], told[-1]):
                    yield Subject(nothing, nothing, nothing, None, fact.start, fact.end, section=title)

    @cached_property
    def _titles(self) -> frozenset[str]:
        """The titles of sections that could have been checked: not of those that tell of the check."""
        kind_of = self._passages.structure.section_kind
        return frozenset(
            block.text.casefold()
            for place, block in enumerate(self._passages.document.blocks)
            if block.kind == "heading" and kind_of(place) != SECTION
        )

    @remembered_by(attrgetter("number"))
    def excluded(self, one: Sentence) -> Sequence[Subject]:
        """What the clauses that say what is not covered name; of a clause that names nothing its whole sentence."""
        runs = self._runs_left_out(one)
        found = [part for run in runs for part in self._in_part(one, _Part(None, *run), None)]
        if runs and not found:
            found += self._in_part(one, _Part(None, one.start, one.end), None)
        return [*found, *(part for run in runs for part in self._years_left_out(one, run, found))]

    def _years_left_out(self, one: Sentence, run: Run, found: Sequence[Subject]) -> Iterator[Subject]:
        """All figures of some years, where a run has a word for leaving out and names nothing before them."""
        hits = one.hits_of(self._words.roles["assured_excluded"])
        told = [hit.end for hit in hits if run[0] <= hit.start < run[1]]
        first = min((part.start for part in found if run[0] <= part.start < run[1]), default=None)
        years = set[int]()
        for fact in self._passages.facts(one.number) if told else ():
            if run[0] <= fact.start < run[1] and (first is None or min(told) <= fact.start < first):
                years.update(range(fact.year or 0, (fact.end_year or fact.year or 0) + 1))
        if any(years):
            nothing = frozenset[str]()
            yield Subject(nothing, nothing, nothing, None, *run, years=frozenset(years))

    def is_telling(self, sentence: Sentence, wanted: int) -> bool:
        """Whether words of some signals stand in a clause that leaves nothing out."""
        out = self._runs_left_out(sentence)
        return any(clause.mask_any & wanted for clause in sentence.clauses if (clause.start, clause.end) not in out)

    def _runs_left_out(self, sentence: Sentence) -> list[Run]:
        """The clauses that say so, or deny that something was checked."""
        roles, denied = self._words.roles, [one for one in sentence.guards if one.reason == "negated"]
        told = roles["assured_told"] | roles["assured_gave"] | roles["assured_checked"]
        told |= roles["assured_named"]
        return [
            (clause.start, clause.end)
            for clause in sentence.clauses
            if clause.mask_any & roles["assured_excluded"]
            or (
                denied
                and not clause.mask_any & (roles["other_voice"] | roles["assured_clean"])
                and any(one.start <= hit.start < one.end for hit in clause.hits_of(told) for one in denied)
            )
        ]

    def _in_part(
        self, sentence: Sentence, part: _Part, out: Sequence[Run] | None, *, listed: bool = False
    ) -> Iterator[Subject]:
        """The entries of one part; scopes belong to its greenhouse gases, whatever else stands beside them.

        ``out`` are the runs that leave something out, None where these are what is read.
        """
        base = sentence.start
        named = self._metrics.find(self._passages.norm.lower[base : sentence.end]).named
        facts = [fact for fact in self._passages.facts(sentence.number) if fact.kind == "scope"]
        digits = scopes_of(fact for fact in facts if part.start <= fact.start < part.end)
        gases: Subject | None = None
        for chain in self._chains(sentence, part, out or (), named):
            entries = [
                (_named_in(named, base, start, end), self.terms(sentence, start, end), start, end)
                for start, end in chain
            ]
            # Beside an entry that is known the others are entries too.
            kept = (
                listed
                or out is None
                or any(
                    metrics or self._has_topic(sentence, start, end) or self._is_label(terms)
                    for metrics, terms, start, end in entries
                )
            )
            for metrics, terms, start, end in entries if kept else ():
                scoped = metrics & self._scoped
                if scoped and gases is None:
                    gases = Subject(terms, scoped, digits, part.level, start, end)
                elif scoped and gases is not None:
                    gases = gases._replace(metrics=gases.metrics | scoped, terms=gases.terms | terms)
                # A single word tells an entry only in a list, or in a few words that leave it out.
                brief = out is None and part.end - part.start <= LONGEST_BRIEF
                short = len(self._passages.norm.lower[start:end].split()) <= LEAST_LISTED
                entry = listed or (len(entries) >= LEAST_LISTED and short)
                told = entry or brief or len(terms) > 1 or self._has_topic(sentence, start, end)
                if metrics - scoped or (terms and told and not metrics):
                    yield Subject(terms, metrics - scoped, frozenset(), part.level, start, end)
        if gases is not None:
            yield gases

    def _chains(
        self, sentence: Sentence, part: _Part, out: Sequence[Run], named: Sequence[Named]
    ) -> Iterator[Sequence[Run]]:
        """The entries between stops and coordinating words, in runs between which words of the check stand."""
        lower = self._passages.norm.lower
        taken = [(hit.start, hit.end) for hit in sentence.hits_of(self._apart)]
        facts = self._passages.facts(sentence.number)
        taken += [(one.start, one.end) for one in facts if one.kind in _NO_ENTRIES]
        kept = [(one.start, one.end) for one in facts if one.kind == "scope"]
        kept += self._topic_runs(sentence, part.start, part.end)
        kept += [(sentence.start + one.start, sentence.start + one.end) for one in named]
        cuts = [
            (start, end)
            for start, end in self._cuts(lower, part)
            if not any(first <= start and end <= last for first, last in kept)
        ]
        breaks = [(start, end, True) for start, end in (*taken, *out)]
        breaks += [(start, end, lower[start] == ":") for start, end in cuts]
        at, pieces, chain = part.start, 0, list[Run]()
        for start, end, parts in [*sorted(breaks), (part.end, part.end, True)]:
            if at < min(start, part.end) and pieces < MOST_PIECES:
                pieces += 1
                chain.append((at, min(start, part.end)))
            at = max(at, end)
            if parts and chain:
                yield chain
                chain = []

    def _cuts(self, lower: str, part: _Part) -> Iterator[Run]:
        """Where entries are parted; a single word before "and" belongs to what follows ("health and safety").

        It is an entry of its own where this is the only "and" that can end a list ("diesel, leakage and spills").
        """
        behind, stops = part.start, [*self._words.stops.finditer(lower, part.start, part.end)]
        for place, match in enumerate(stops):
            if match.group()[0].isalpha() and len(lower[behind : match.start()].split()) < LEAST_WORDS:
                goes_on = any(after.group()[0].isalpha() for after in stops[place + 1 : place + 2])
                if goes_on or not place or stops[place - 1].group() != ",":
                    continue
            behind = match.end()
            yield match.span()

    def terms(self, sentence: Sentence, start: int, end: int) -> frozenset[str]:
        """The stems of the words of a run that tell it from other entries: topics, and what limits a metric."""
        norm = self._passages.norm
        found = {
            self._words.stem(low)
            for word in WORD.findall(norm.text, start, end)
            if len(low := word.lower()) >= LEAST_LETTERS and not self._limiter.is_neutral(low, word)
        }
        for run in self._topic_runs(sentence, start, end):
            found.update(
                self._words.stem(word) for word in WORD.findall(norm.lower, *run) if len(word) >= LEAST_LETTERS
            )
        return frozenset(found)

    def terms_of_label(self, text: str) -> frozenset[str]:
        """The stems of the words that tell one label of a table from another."""
        words = WORD.findall(text)
        own = {self._words.stem(word.lower()) for word in words if not self._limiter.is_neutral(word.lower(), word)}
        named = self._metrics.find(text.lower(), label=True).named
        for one in named:
            own.update(self._words.stem(word) for word in WORD.findall(text.lower(), one.start, one.end))
        return frozenset(word for word in own if len(word) >= LEAST_LETTERS)

    def of_row(self, point: DataPoint, figures: FactBase, *, dated: bool = True) -> Subject:
        """The row of a cell as an entry: what its labels name, and the year of its column where it is ``dated``.

        Where its own label names a metric, those above it only group the rows ("Waste and people").
        """
        metrics = figures.grammar.metrics
        for label in (*point.row_path[-1:], " ".join(point.row_path)):
            read = figures.label(label) if label else None
            named = {metrics[name] for one in read.named for name in one.metrics} if read is not None else set()
            if named:
                break
        start, end = self._passages.norm.span_of(point.block, point.start, point.end)
        period = point.period
        years = {period.end_year or period.year} if dated and period is not None else ()
        return Subject(
            terms=self.terms_of_label(label),
            metrics=frozenset(one.of or one.id for one in named),
            scopes=read.scopes if read is not None else frozenset(),
            level=None,
            start=start,
            end=end,
            years=frozenset(years),
        )

    def is_known(self, part: Subject) -> bool:
        """Whether the document has what an entry names: it is measured, a section, or in the label of a row."""
        if part.metrics or part.section:
            return True
        return self._is_label(part.terms)

    def _is_label(self, terms: frozenset[str]) -> bool:
        """Whether a row of the document has several terms in its label."""
        return len(terms) >= LEAST_WORDS and any(terms <= label for label in self._labels)

    @cached_property
    def _labels(self) -> frozenset[frozenset[str]]:
        paths = {point.row_path for point in self._passages.structure.data_points}
        return frozenset(self.terms_of_label(" ".join(path)) for path in paths)

    def _has_topic(self, sentence: Sentence, start: int, end: int) -> bool:
        return any(True for _ in self._topic_runs(sentence, start, end))

    def _topic_runs(self, sentence: Sentence, start: int, end: int) -> Iterator[Run]:
        for hit in sentence.hits_of(self._topics):
            if start <= hit.start and hit.end <= end:
                yield hit.start, hit.end

    def levels(self, sentence: Sentence) -> frozenset[Level]:
        """The levels in a sentence that names what they are of."""
        whole = sentence.mask_any & self._words.roles["assured_whole"]
        levels = self._levels(sentence) if whole or self.covered(sentence) else ()
        return frozenset(one.level for one in levels if one.level)

    def _levels(self, sentence: Sentence) -> list[_Part]:
        """The words that name levels, in order."""
        return sorted(
            (_Part(level, hit.start, hit.end) for level, hit in self._words.levels_in(sentence)),
            key=lambda one: one.start,
        )

    def _parts(self, sentence: Sentence) -> list[_Part]:
        """The parts of a sentence that are about one level each."""
        hits = self._levels(sentence)
        if not hits:
            return [_Part(None, sentence.start, sentence.end)]
        if len({one.level for one in hits}) == 1:
            return [_Part(hits[0].level, sentence.start, sentence.end)]
        inner = [one.end for one in hits[:-1]] if all(map(self._is_behind, hits)) else [one.start for one in hits[1:]]
        bounds = [sentence.start, *inner, sentence.end]
        return [_Part(one.level, *bounds[place : place + 2]) for place, one in enumerate(hits)]

    def _is_behind(self, level: _Part) -> bool:
        """Whether a level stands behind what it is of: in brackets, or with a preposition ("X with … assurance")."""
        before = self._passages.norm.lower[max(level.start - LONGEST_OPENING, 0) : level.start]
        if before.rstrip()[-1:] in ("(", "["):
            return True
        words = WORD.findall(before)
        # An article may stand between.
        return any(
            word in self._words.before
            for word in words[-1:] + (words[-2:-1] if len(words[-1:][0] if words else "") <= ARTICLE else [])
        )


def _is_within(number: str, first: str, last: str) -> bool:
    """Whether the number of a section is one of a range, counted in as many parts as that has."""
    parts, begins, ends = ([int(part) for part in one.split(".")] for one in (number, first, last))
    return len(parts) == len(begins) and begins <= parts <= ends


def _named_in(named: Sequence[Named], base: int, start: int, end: int) -> frozenset[str]:
    return frozenset(metric for one in named if start <= base + one.start < end for metric in one.metrics)
