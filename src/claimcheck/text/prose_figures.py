"""From sentences to figures: which metric a number measures, when, and whether it is a level or a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from claimcheck.model.figure import Figure
from claimcheck.model.passage import AHEAD, FIGURES, Fact, SentenceSpan, scopes_of
from claimcheck.model.table import PointRole
from claimcheck.text.boundary_terms import Limiter
from claimcheck.text.derived_values import follows, precision
from claimcheck.text.facts import FactGrammar
from claimcheck.text.metric_words import (
    MOVES,
    NOTHING,
    PAST,
    SHARE,
    Mention,
    MetricGrammar,
    Named,
    Said,
    Told,
    Words,
    basis_of,
    class_of,
)
from claimcheck.text.passages import Passages
from claimcheck.text.remembered import remembered
from claimcheck.text.sentence_years import SentenceYears
from claimcheck.text.tokens import WORD

LONGEST_SENTENCE = 1_200
"""Characters; in a longer run of text nobody can say which number belongs to what."""
MOST_FIGURES = 24
"""Figures of one sentence; more of them are a table that nobody recognised as one."""
_NEAR_SCOPE = 30
_LEAD = 28
_MOVE_NEAR = 60
_BEFORE = 16
"""Characters before a metric in which a word makes a rate of it ("normalised emissions")."""
_GOAL_NEAR = 24


class ProseFigures(Struct, dict=True, eq=False):
    """Reads the sentences of one document; each when it is first asked for. What is later than ``now`` is planned."""

    passages: Passages
    grammar: MetricGrammar
    facts: FactGrammar
    limiter: Limiter
    now: int

    def read(self, index: int, words: Words) -> Told:
        """The metrics and figures of a sentence, from the words for metrics in it."""
        sentence = self._sentence(index, words)
        return NOTHING if sentence is None else sentence.told()

    def numbers(self, index: int) -> tuple[Figure, ...]:
        """The numbers of a sentence as figures without a metric: levels, changes and targets with their years."""
        sentence = self._sentence(index, None)
        return () if sentence is None else sentence.figures(None)

    def _sentence(self, index: int, words: Words | None) -> _Sentence | None:
        span = self.passages.spans[index]
        return _Sentence(self, index, span, words) if span.end - span.start <= LONGEST_SENTENCE else None

    def run_in(self, index: int) -> frozenset[str]:
        """The words of a heading that opens the paragraph of a sentence, if one does."""
        first = self.passages.of_block(self.passages.spans[index].block).start
        return frozenset() if first == index else self._of_heading(first)

    @remembered
    def _of_heading(self, index: int) -> frozenset[str]:
        span = self.passages.spans[index]
        return self.limiter.of_heading(self.passages.norm.text[span.start : span.end])


class _Sentence:
    """One sentence while it is read; runs of words count from its start, facts from that of the text."""

    def __init__(self, reader: ProseFigures, index: int, span: SentenceSpan, words: Words | None) -> None:
        self.grammar, self.limiter, self.now = reader.grammar, reader.limiter, reader.now
        self.decimal = reader.facts.decimal
        self.index = index
        self.base = span.start
        self.clauses = span.clauses
        norm = reader.passages.norm
        self.text, self.lower = norm.text[span.start : span.end], norm.lower[span.start : span.end]
        self.words = words = self.grammar.find(self.lower) if words is None else words
        self.facts = reader.passages.facts(index)
        self.moves = [one for one in words.said if one.kind in MOVES]
        self.compared = dict(self.comparisons())
        self.years = SentenceYears(
            self.facts, self.text, self.lower, span.start, span.clauses, reader.facts.index, self.moves
        )
        self.scopes = [fact for fact in self.facts if fact.kind == "scope"]
        capitals = not reader.facts.noun_capitals
        self.about = self.limiter.of_sentence(self.text, words.said, capitals) | reader.run_in(index)

    def comparisons(self) -> Iterator[tuple[int, Said]]:
        """The first words of bounds that stand behind their number: "4,300 tonnes less than in 2018" is a fall."""
        ends = {fact.end - self.base + 1: fact for fact in self.facts if fact.unit_class is not None}
        for one in self.words.said:
            if one.kind == "bound" and one.start in ends:
                first = self.lower[one.start : one.end].partition(" ")[0]
                for move in self.grammar.find(first).said:
                    yield ends[one.start].start, move._replace(start=one.start, end=one.start + len(first))

    def told(self) -> Told:
        mentions = tuple([self.mention(one) for one in self.words.named])
        return Told(mentions, self.figures(mentions))

    def figures(self, mentions: Sequence[Mention] | None) -> tuple[Figure, ...]:
        """The numbers that measure what is mentioned, as figures; without ``mentions`` whatever they measure."""
        numbers = [fact for fact in self.facts if fact.value is not None][:MOST_FIGURES]
        figures = [self.figure(fact, mentions) for fact in numbers]
        return tuple([figure for figure in figures if figure is not None])

    # -- what the sentence names

    def mention(self, one: Named) -> Mention:
        start, end = self.base + one.start, self.base + one.end
        clause = self.years.clause_of(start)
        first, last = self.clauses[clause]
        said = self.words.said
        here = [each for each in said if first <= self.base + each.start < last]
        chain = self.chain(one)
        others = [each for each in self.words.named if each is not one and self.is_kind_of_same(each, one)]
        boundary = self.about.union(
            *(self.limiter.of_label(self.text[each.start : each.end], ()) for each in others),
            *(self.limiter.of_mention(self.text, self.lower, each, said, last - self.base) for each in chain),
        )
        opening = chain[-1].start - _BEFORE
        per_unit = any(each.kind == "intensity" and opening <= each.start <= one.end + _NEAR_SCOPE for each in here)
        if not boundary:
            boundary = frozenset(self.parts_of(one, here, per_unit=per_unit))
        time, move = self.years.time(start, end, SHARE, changed=True), self.move_of(start)
        return Mention(
            metrics=one.metrics,
            start=start,
            end=end,
            clause=clause,
            boundary=boundary,
            scopes=self.scopes_beside(start, end, clause),
            basis=basis_of(here),
            per_unit=per_unit,
            year=time.year,
            end_year=time.end_year,
            against=time.against,
            move=move.kind if move is not None and self.is_near(move, one) else None,
            happened=move is not None and move.form == PAST,
        )

    def is_kind_of_same(self, other: Named, one: Named) -> bool:
        """Whether another metric that is named is a part of a whole, and tells of which part this one is.

        "Of hazardous waste … recycled": what is recycled is hazardous waste alone.
        """
        metrics = self.grammar.metrics
        topics = {metrics[name].topic for name in one.metrics}
        return not set(other.metrics) & set(one.metrics) and all(
            name in self.grammar.parts and metrics[name].topic in topics for name in other.metrics
        )

    def parts_of(self, one: Named, here: Sequence[Said], *, per_unit: bool) -> Iterator[str]:
        """Words for a part of the company before a metric in its clause, or right behind it and not "per"."""
        moved = min(
            (each.start for each in here if each.kind in ("fall", "rise") and each.start >= one.end), default=None
        )
        for each in here:
            behind = one.end <= each.start <= one.end + _NEAR_SCOPE and (moved is None or each.start < moved)
            if each.kind == "parts" and (each.end <= one.start or (behind and not per_unit)):
                yield self.lower[each.start : each.end]

    @staticmethod
    def is_near(move: Said, one: Named) -> bool:
        """Whether a word for a fall or rise stands close enough to a metric to be said of it."""
        return max(move.start - one.end, one.start - move.end) <= _MOVE_NEAR

    def chain(self, one: Named) -> list[Named]:
        """A metric with those that stand right before it in one expression ("Scope 1 and Scope 2 emissions")."""
        found = [one]
        for other in reversed(self.words.named[: self.words.named.index(one)]):
            gap = self.lower[other.end : found[-1].start]
            if len(gap) > _NEAR_SCOPE or not self.limiter.is_all_neutral(gap):
                break
            found.append(other)
        return found

    def scopes_beside(self, start: int, end: int, clause: int) -> frozenset[str]:
        """The scopes beside a metric, else the only ones of its clause, else of the sentence."""
        if not self.scopes:
            return frozenset()
        beside = [fact for fact in self.scopes if fact.start <= end + _NEAR_SCOPE and fact.end >= start - _NEAR_SCOPE]
        inside = [fact for fact in self.scopes if self.years.clause_of(fact.start) == clause]
        for some in (beside, inside, self.scopes):
            if len(some) == 1:
                return scopes_of(some)
            if some is beside and some:
                nearest = min(some, key=lambda fact: max(start - fact.end, fact.start - end, 0))
                return scopes_of([nearest])
        return frozenset()

    # -- its figures

    def figure(self, fact: Fact, mentions: Sequence[Mention] | None) -> Figure | None:
        move = self.move_of(fact.start)
        role = self.role_of(fact, move)
        if mentions is None:
            return self.made(fact, role, move, None, None)
        found = self.measured(fact, mentions, role)
        return None if found is None else self.made(fact, role, move, *found)

    def made(
        self, fact: Fact, role: PointRole | None, move: Said | None, metric: str | None, one: Mention | None
    ) -> Figure | None:
        if fact.value is None or self.is_name(fact) or self.is_of_another(fact, move):
            return None
        grammar = self.grammar
        unit_class = class_of(fact)
        factor = grammar.factor(fact.unit)
        bound = follows(self.lower, fact.start - self.base, grammar.bound_words)
        high = fact.value if fact.high is None and bound else fact.high
        start, end, changed = fact.start, fact.end, role == "change"
        time, reached = self.years.time(start, end, unit_class, changed=changed), changed or move is not None
        if self.years.is_open(time, start, end, level=role is None, reached=reached):
            return None
        when = None if time.told is None else time.told.role
        if when in AHEAD:
            role = "target" if when == "target" else "interim"
        elif role is None and when == "base":
            role = "base"
        elif self.is_planned(fact.start) or (time.end_year or time.year or 0) > self.now:
            role = "target"
        falls = move is not None and move.kind == "fall"
        moved = role == "change" or (role in AHEAD and unit_class == SHARE and move is not None)
        sign = -1.0 if moved and falls else 1.0
        scoped = None if metric is None or one is None else grammar.with_scopes(metric, one.scopes)
        measured = unit_class if metric is None else grammar.class_of(metric, unit_class)
        basis = None if one is None else one.basis
        return Figure(
            metric=scoped,
            value=sign * fact.value * factor,
            high=None if high is None else sign * high * factor,
            unit=fact.unit,
            unit_class=measured,
            precision=self.precision(fact) * factor,
            year=time.year,
            end_year=time.end_year,
            role=role,
            against=time.against if role in ("change", "target", "interim") else None,
            boundary=frozenset() if one is None else one.boundary,
            scopes=frozenset() if one is None or scoped is None else grammar.metrics[scoped].scopes or one.scopes,
            basis="intensity" if measured == "intensity" and basis is None else basis,
            start=fact.start,
            end=fact.end,
            sentence=self.index,
        )

    def is_planned(self, start: int) -> bool:
        """Whether words before a figure, or right behind it ("85 % of the goal"), say that it is about a plan."""
        return any(one.kind == "planned" and self.base + one.start < start + _GOAL_NEAR for one in self.words.said)

    def is_name(self, fact: Fact) -> bool:
        """Whether a bare number belongs to a name ("Fab 8")."""
        at = fact.start - self.base
        lead = self.text[max(0, at - _LEAD) : at]
        word = lead.rstrip().rpartition(" ")[2]
        counts = fact.unit_class in (None, "count") and fact.kind == "quantity"
        return counts and word[:1].isupper() and bool(lead[: -len(word) - 1].strip())

    def is_of_another(self, fact: Fact, move: Said | None) -> bool:
        """Whether a share is one of another figure: "half as fast", "by 9 t, a tenth of the fall"."""
        at, end, index = fact.start - self.base, fact.end - self.base, self.years.index
        behind = WORD.match(self.lower, end + 1)
        if behind is None or class_of(fact) != SHARE:
            return False
        if behind[0] in index.compared_after and not fact.text[:1].isdigit():
            return True
        # What has moved has been told how far already.
        told = move is not None and any(
            one.kind in FIGURES and move.end <= one.start - self.base < at for one in self.facts
        )
        wholes = index.wholes.get(behind[0], ())
        return told and any(self.lower.startswith(phrase, behind.start()) for phrase, _ in wholes)

    def precision(self, fact: Fact) -> float:
        grammar, value = self.grammar, abs(fact.value or 0.0)
        # Nobody rounds a share to hundreds.
        rounds = class_of(fact) != SHARE
        exact = precision(fact.text, value, self.decimal, prose=rounds)
        if exact is None:
            return grammar.spelled * value
        about = follows(self.lower, fact.start - self.base, grammar.about_words)
        return exact + (grammar.about * value if about else 0.0)

    def measured(self, fact: Fact, mentions: Sequence[Mention], role: PointRole | None) -> tuple[str, Mention] | None:
        """The metric that a number measures: the nearest in its clause whose unit fits, and before it if two are."""
        clause, is_change = self.years.clause_of(fact.start), role == "change"
        admitted = self.grammar.fitting
        best: tuple[int, str, Mention] | None = None
        for one in mentions:
            if one.clause != clause or (one.start <= fact.start < one.end) or not self.is_counted(fact, one):
                continue
            fitting = [*admitted(one.metrics, class_of(fact), is_change=is_change, per_unit=one.per_unit)]
            if len(fitting) != 1:
                continue
            gap = fact.start - one.end if one.end <= fact.start else 2 * (one.start - fact.end) + 1
            if best is None or gap < best[0]:
                best = gap, fitting[0], one
        return (best[1], best[2]) if best is not None else None

    def is_counted(self, fact: Fact, one: Mention) -> bool:
        """Whether a bare number counts what is named: right before it, or behind it and "was" or "to"."""
        if fact.kind != "quantity" or fact.unit_class not in (None, "count"):
            return True
        if one.start >= fact.start:
            return one.start - fact.end <= 1
        at = fact.start - self.base
        return _ends(self.lower[max(0, at - _LEAD) : at].rstrip(" ("), self.grammar.level_before) > 0

    def move_of(self, start: int) -> Said | None:
        """The word by which something becomes less or more that stands nearest to an offset in its clause."""
        if start in self.compared or not self.moves:
            return self.compared.get(start)
        first, last = self.clauses[self.years.clause_of(start)]
        moves = [one for one in self.moves if first <= self.base + one.start < last]
        at = start - self.base
        return min(moves, key=lambda one: at - one.end if one.end <= at else 2 * (one.start - at), default=None)

    def role_of(self, fact: Fact, move: Said | None) -> PointRole | None:
        """Whether a number is a change: what a fall or rise amounts to, and not the level that it leads to."""
        if fact.unit == "pp":
            return "change"
        if move is None:
            return None
        at = fact.start - self.base
        lead = self.lower[max(0, at - _LEAD) : at].rstrip(" (")
        # "38 % lower", "38 % below" as one expression, "halved" by itself.
        end = fact.end - self.base
        beside = 0 <= move.start - end <= 2 and not self.lower[end : move.start].strip()
        if beside or at <= move.start < end <= move.end:
            return "change"
        change = _ends(lead, self.grammar.change_before)
        level = _ends(lead, self.grammar.level_before)
        if level > change or (level == change > 0 and move.start > at):
            # "The saving came to 12 t", and "emissions came to 12 t, a fall of 3 %".
            return None
        if change or 0 <= at - move.end <= 2:
            return "change"
        if class_of(fact) != SHARE or move.end > at:
            return None
        # "Fell to 24 % after 29 %", "fell 4 % and then 5 %": it is what the share before it is.
        before = [
            one for one in self.facts if self.base + move.end <= one.start < fact.start and class_of(one) == SHARE
        ][-1:]
        alike = bool(before) and self.years.clause_of(before[0].start) == self.years.clause_of(fact.start)
        return self.role_of(before[0], move) if alike else "change"


def _ends(lead: str, words: tuple[str, ...]) -> int:
    """The length of the longest of the words that a text ends with, 0 for none."""
    if not lead.endswith(words):
        return 0
    fitting = (
        len(word)
        for word in words
        if lead.endswith(word) and not (word[0].isalnum() and lead[: len(lead) - len(word)][-1:].isalnum())
    )
    return max(fitting, default=0)
