"""What is said to have risen, fallen or improved, without by how much, against the row that measures it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile, pairwise

from claimcheck.evidence.contradictions.refuted import Refuted, disagreeing, of_year
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.figures.arithmetic import moves_against
from claimcheck.evidence.figures.clauses import Clause, NounPhrase
from claimcheck.evidence.figures.row_matching import Candidate, RowMatcher
from claimcheck.evidence.figures.series import Series
from claimcheck.model.figure import Figure
from claimcheck.text.metric_words import NO_UNIT, PAST, Said
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.tokens import WORD

_SHARE, _MONEY, _CHANGE, _FALL, _PER = "share", "money", "change", "fall", "per"
Pairs = tuple[tuple[Figure, Figure], ...]


class Directions:
    """Compares clauses with one verb for a rise or fall with the years of the row that they name.

    Where no base year is told, every earlier year of the row has to be on the wrong side of the last one; where it is
    said of several years running, one of them.
    """

    def __init__(self, other: RowMatcher) -> None:
        self._other, lexicon = other, other.lexicon
        self._metrics = lexicon.metrics.metrics
        self._words, self._numbers = lexicon.terms, lexicon.facts.numbers
        self._years = lexicon.facts.index.years
        self._percent = phrase_pattern(lexicon.facts.percent_words)
        self._times = {word for title in lexicon.facts.year_titles for word in title.split()} | self._years
        self._idle = lexicon.phrase_ends | lexicon.terms.forms | lexicon.metrics.whole | self._times
        self._opens_since = lexicon.facts.index.since
        frames = lexicon.frames
        small = frames.opening("preposition") | frames.opening("adverb")
        self._small = small | self._times | self._opens_since
        self._ways = phrase_pattern(self._words.running)
        self._earlier = phrase_pattern(lexicon.tables.earlier)
        self._base = phrase_pattern(one for one in lexicon.tables.goals.get("base", ()) if "…" not in one)
        denied = lexicon.role_words.get("negation", ())
        self._hedges = lexicon.frames.opening("ability") | lexicon.terms.none | frozenset(denied)

    def refuted(self, stated: Stated) -> Iterator[Refuted]:
        """The direction that a clause tells, where its row went the other way."""
        clause = stated.clause
        if len(clause.moves) != 1 or clause.moves[0].form != PAST or not self._is_plain(stated):
            return
        (move,) = clause.moves
        word = clause.word(move)
        running = self._running(clause)

        def values(one: Series) -> list[tuple[bool, Pairs]]:
            kind = self._better(one) if word in self._words.either else move.kind
            pairs = self._pairs(one, stated, running)
            return [(kind == _FALL, pairs)] if kind is not None and pairs else []

        def agrees(value: tuple[bool, Pairs]) -> bool:
            falls, pairs = value
            wrong = [moves_against(*pair, falls=falls) for pair in pairs]
            return not (any(wrong) if running else all(wrong))

        # "For the third year running" limits nothing.
        plain = clause._replace(
            phrases=tuple(one for one in clause.phrases if not self._is_time(one, clause))
        )
        listed = [one for one in self._other.candidates(plain) if self._is_of_kind(one.series, clause)]
        found = disagreeing(self._other, listed, values, agrees)
        if found is None or found[0].open or not self._says_no_more(stated, found[0], move):
            return
        candidate, (falls, pairs) = found
        base, now = next(pair for pair in pairs if moves_against(*pair, falls=falls))
        start, end = clause.start + move.start, clause.start + move.end
        result = 100 * (now.value - base.value) / base.value if base.value else now.value - base.value
        yield Refuted("direction", start, end, None, (now, base), result, candidate.series)

    def _is_plain(self, stated: Stated) -> bool:
        """Whether a clause says for certain that something moved, and gives no figure of how far."""
        words = {*WORD.findall(stated.clause.lower)}
        told = any(one.role == _CHANGE for one in (*stated.every, *stated.bounds))
        told = told or self._base.search(stated.lower) is not None
        return not told and self._hedges.isdisjoint(words)

    def _says_no_more(self, stated: Stated, found: Candidate, move: Said) -> bool:
        """Whether each word of a clause is one of its row, of a time, or says nothing: another may limit it.

        "Food given to schools", "the new pump", "like for like, …" do.
        """
        vocabulary, clause, one = self._other.vocabulary, stated.clause, found.series
        told = found.matched | one.words
        timed = (phrase for phrase in clause.phrases if self._is_time(phrase, clause))
        times = [each.stem for phrase in timed for each in phrase.tokens]
        verb = clause.word(move)
        ways = (word for one in self._ways.finditer(clause.lower) for word in one[0].split())
        words = (*verb.split(), *self._times, *ways, *self._words.again)
        idle = vocabulary.amounts.union(map(vocabulary.reader.stem, words), times)
        # "It fell sharply": nothing but an adverb stands behind a verb that has its subject before it.
        before = any(each.end <= move.start and each.stem in told for each in clause.tokens)
        behind = [each.stem for each in clause.tokens if before and each.start == move.end + 1]
        idle = idle.union(behind)
        lead = WORD.findall(stated.lower.partition(",")[0])
        opens = "," in stated.lower and told.isdisjoint(map(vocabulary.reader.stem, lead))
        if opens and not all(word in self._idle or word.isdigit() for word in lead):
            return False
        # "FY24" is a year as well.
        dated = {f"{year % 100:02}" for year in (*stated.years, stated.since) if year is not None}
        idle = idle.union(self._since(clause))
        over = {stem for stem in clause.stems - told - idle if stem[-2:] not in dated}
        return not over and stated.lower.rstrip(" .") == clause.lower.rstrip(" .")

    def _since(self, clause: Clause) -> frozenset[str]:
        """The stems of "since then, without exception", where all of it tells nothing but when."""
        words = WORD.findall(clause.lower)
        behind = [*dropwhile(lambda word: word not in self._opens_since, words)]
        vocabulary = self._other.vocabulary
        stems = frozenset(map(vocabulary.reader.stem, behind))
        over = stems.difference(vocabulary.loose, map(vocabulary.reader.stem, self._small))
        return frozenset() if over else stems

    def _better(self, one: Series) -> str | None:
        """The way in which what a row measures improves, where the rules know its metric."""
        known = {self._metrics[name].better for name in one.named if name in self._metrics}
        return known.pop() if len(known) == 1 else None

    def _is_of_kind(self, one: Series, clause: Clause) -> bool:
        """Whether a row and a clause are both of a share or both of an amount, and not per unit of something else."""
        if one.table is None or one.inner or one.unit_class == _MONEY:
            return False
        words = self._words.shares.intersection(WORD.findall(clause.lower))
        if one.unit_class != _SHARE:
            # "Hazardous waste fell as a share of all waste" is no news of its amount.
            rate = frozenset(WORD.findall(one.label.lower()))
            return words <= rate or _PER in rate
        known = [self._metrics[name].units for name in one.named if name in self._metrics]
        only = bool(known) and all({*units} - {NO_UNIT} == {_SHARE} for units in known)
        return only or bool(words) or self._percent.search(clause.lower) is not None

    def _is_time(self, one: NounPhrase, clause: Clause) -> bool:
        return any(clause.word(each) in self._years for each in one.tokens)

    def _running(self, clause: Clause) -> int:
        """For how many years running something moved ("for the third year", "every year"), 0 where nothing tells."""
        words = WORD.findall(clause.lower)
        way = self._ways.search(clause.lower)
        for word, year in pairwise(words):
            if year in self._years:
                if word in self._words.ordinals:
                    return self._words.ordinals.index(word) + 2
                if word in self._words.every:
                    return len(words)
                if way is not None and self._numbers.get(word):
                    return int(self._numbers[word])
        return len(words) if way is not None else 0

    def _pairs(self, one: Series, stated: Stated, running: int) -> Pairs:
        """The years of a row that a clause compares, each with the one that it is compared with."""
        told = one.dated
        last = self._other.index.last_year
        if not told or told[-1].last_year != last or not stated.years <= {last, stated.since}:
            return ()
        if running:
            first = last - running if stated.since is None else max(stated.since, last - running)
            own = [cell for cell in told if (cell.last_year or 0) >= first]
            return tuple(pairwise(own))
        # "It fell in 2025": from the year before.
        again = not self._words.again.isdisjoint(WORD.findall(stated.clause.lower))
        yearly = again or stated.years == {last} or self._earlier.search(stated.clause.lower) is not None
        since = last - 1 if yearly and stated.since is None else stated.since
        bases = told[:-1] if since is None else of_year(told[:-1], since)
        return tuple((base, told[-1]) for base in bases)
