"""What is said to have risen, fallen or improved, without by how much, against the row that measures it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from claimcheck.evidence.contradictions.refuted import Refuted, disagreeing, of_year, settled
from claimcheck.evidence.contradictions.stated_clauses import Stated, Tails
from claimcheck.evidence.figures.arithmetic import moves_against
from claimcheck.evidence.figures.clauses import Clause
from claimcheck.evidence.figures.row_matching import Candidate, RowMatcher
from claimcheck.evidence.figures.series import Series
from claimcheck.model.figure import Figure
from claimcheck.text.metric_words import NO_UNIT, PAST, Said
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.terms import Token
from claimcheck.text.tokens import WORD

_SHARE, _MONEY, _CHANGE, _FALL, _PER = "share", "money", "change", "fall", "per"
_INTENSITY, _ONGOING = "intensity", "ing"
Pairs = tuple[tuple[Figure, Figure], ...]


class Directions:
    """Compares clauses with one verb for a rise or fall with the years of the row that they name.

    Where no base year is told, every earlier year of the row has to be on the wrong side of the last one; where it is
    said of several years running, one of them.
    """

    def __init__(self, own: RowMatcher, other: RowMatcher) -> None:
        self._other, lexicon = other, other.lexicon
        self._tails = Tails(own)
        self._metrics = lexicon.metrics.metrics
        self._words, self._numbers = lexicon.terms, lexicon.facts.numbers
        self._years = lexicon.facts.index.years
        self._percent = phrase_pattern(lexicon.facts.percent_words)
        self._times = {word for title in lexicon.facts.year_titles for word in title.split()} | self._years
        self._idle = lexicon.phrase_ends | lexicon.terms.forms | lexicon.metrics.whole | self._times
        self._beside = self._tails.words
        self._opens_since = lexicon.facts.index.since
        frames = lexicon.frames
        small = frames.opening("preposition") | frames.opening("adverb")
        self._small = small | self._times | self._opens_since
        self._ways = phrase_pattern(self._words.running)
        self._earlier = phrase_pattern(lexicon.tables.earlier)
        self.base = phrase_pattern(one for one in lexicon.tables.goals.get("base", ()) if "…" not in one)
        denied = lexicon.role_words.get("negation", ())
        self._be = frozenset(lexicon.role_words.get("be", ()))
        self._drawn = frozenset(lexicon.role_words.get("drawing", ()))
        self._hedges = lexicon.frames.opening("ability") | lexicon.terms.none | frozenset(denied)

    def refuted(self, stated: Stated) -> Iterator[Refuted]:
        """The direction that a clause tells, where its row went the other way."""
        moves = stated.clause.moves
        if moves:
            stated = self._tails.without(stated, stated.clause.start + moves[0].end)
        clause = stated.clause
        if len(clause.moves) != 1 or not self._is_plain(stated):
            return
        (move,) = clause.moves
        word, running = clause.word(move), self._running(clause)
        if not self._is_told(stated, move, running):
            return

        def values(one: Series) -> list[tuple[bool, Pairs]]:
            kind = self._better(one) if word in self._words.either else move.kind
            pairs = self._pairs(one, stated, running)
            return [(kind == _FALL, pairs)] if kind is not None and pairs else []

        def agrees(value: tuple[bool, Pairs]) -> bool:
            falls, pairs = value
            wrong = [moves_against(*pair, falls=falls) for pair in pairs]
            return not (any(wrong) if running else all(wrong))

        # "For the third year running" limits nothing.
        when = self._when(clause)
        cut = (one._replace(tokens=tuple(each for each in one.tokens if each not in when)) for one in clause.phrases)
        plain = clause._replace(phrases=tuple(one for one in cut if one.tokens))
        listed = [one for one in self._other.candidates(plain) if self._is_of_kind(one.series, clause)]
        listed = [*settled(self._other, listed, stated)[0]]
        found = disagreeing(self._other, listed, values, agrees)
        if found is None or found[0].open or not self.says_no_more(stated, found[0], move):
            return
        candidate, (falls, pairs) = found
        pair = next(pair for pair in pairs if moves_against(*pair, falls=falls))
        base, now = pair
        start, end = clause.start + move.start, clause.start + move.end
        result = 100 * (now.value - base.value) / base.value if base.value else now.value - base.value
        yield Refuted("direction", start, end, None, (now, base), result, candidate.series)

    def _is_told(self, stated: Stated, move: Said, running: int) -> bool:
        """Whether a clause says that something moved: in the past, or that it goes on ("are declining").

        Year by year, or against a year that it names, what is measured may be more or less as well: "was lower than in
        2023", "we burned less gas in each year".
        """
        clause = stated.clause
        before = WORD.findall(clause.lower[: move.start])[-1:]
        if move.form == _ONGOING:
            return not self._be.isdisjoint(before)
        compared = clause.word(move) in self._words.less | self._words.more
        against = running > 0 or self._base_of(stated) is not None
        led = not self._drawn.isdisjoint(before) or (not running and not self._be.isdisjoint(before))
        return move.form == PAST or (compared and against and led)

    def _is_plain(self, stated: Stated) -> bool:
        """Whether a clause says for certain that something moved, and gives no figure of how far."""
        words = {*WORD.findall(stated.clause.lower)}
        told = any(one.role == _CHANGE for one in (*stated.every, *stated.bounds))
        told = told or self.base.search(stated.lower) is not None
        return not told and self._hedges.isdisjoint(words)

    def says_no_more(self, stated: Stated, found: Candidate, move: Said) -> bool:
        """Whether each word of a clause is one of its row, of a time, or says nothing: another may limit it.

        "Food given to schools", "the new pump", "like for like, …" do.
        """
        vocabulary, clause = self._other.vocabulary, stated.clause
        when, told = self._when(clause), found.matched | found.series.words
        drawn = self._drawn.intersection(WORD.findall(clause.lower[: move.start])[-1:])
        words = (*clause.word(move).split(), *drawn, *self._times, *self._words.again)
        idle = vocabulary.amounts.union(map(vocabulary.reader.stem, words), (each.stem for each in when))
        # "It fell sharply": nothing but an adverb stands behind a verb that has its subject before it.
        before = any(each.end <= move.start and each.stem in told for each in clause.tokens)
        idle |= {each.stem for each in clause.tokens if before and each.start == move.end + 1}
        lead = WORD.findall(stated.lower.partition(",")[0])
        opens = "," in stated.lower and told.isdisjoint(map(vocabulary.reader.stem, lead))
        if opens and not all(word in self._idle or word.isdigit() for word in lead):
            return False
        # "FY24" is a year as well.
        dated = {f"{year % 100:02}" for year in (*stated.years, stated.since) if year is not None}
        over = {stem for stem in clause.stems - told - idle if stem[-2:] not in dated}
        mine, rest = clause.lower.rstrip(" ,."), stated.lower.rstrip(" .")
        # "…, while production grew": what is set against it limits nothing.
        behind = rest.removeprefix(mine + ", ").split()[:1] if rest != mine else []
        return not over and (rest == mine or (rest.startswith(mine) and not self._beside.isdisjoint(behind)))

    def _when(self, clause: Clause) -> Sequence[Token]:
        """The words that tell nothing but when: "year after year", "since then, without exception"."""
        ways = [one.span() for one in self._ways.finditer(clause.lower)]
        when = [one for one in clause.tokens if any(start <= one.start < end for start, end in ways)]
        for one in clause.phrases:
            dated = any(each not in when and clause.word(each) in self._years for each in one.tokens)
            when += one.tokens if dated else ()
        since = next((one.start for one in clause.tokens if clause.word(one) in self._opens_since), clause.end)
        behind = [one for one in clause.tokens if one.start >= since]
        idle = self._other.vocabulary.loose | {""}
        plain = all(one.stem in idle or clause.word(one) in self._small for one in behind)
        return [*when, *(behind if plain else ())]

    def _better(self, one: Series) -> str | None:
        """The way in which what a row measures improves, where the rules know its metric."""
        known = {self._metrics[name].better for name in one.named if name in self._metrics}
        return known.pop() if len(known) == 1 else None

    def _is_of_kind(self, one: Series, clause: Clause) -> bool:
        """Whether a row and a clause are both of a share or both of an amount, and not per unit of something else."""
        if one.table is None or one.inner or one.unit_class == _MONEY:
            return False
        said, label = (frozenset(WORD.findall(text.lower())) for text in (clause.text, one.label))
        words = self._words.shares & said
        if _PER in said - label and _INTENSITY not in clause.basis:
            return False
        if one.unit_class != _SHARE:
            # "Hazardous waste fell as a share of all waste" is no news of its amount.
            return words <= label or _PER in label
        known = [self._metrics[name].units for name in one.named if name in self._metrics]
        only = bool(known) and all({*units} - {NO_UNIT} == {_SHARE} for units in known)
        return only or bool(words) or self._percent.search(clause.lower) is not None

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
        since = self._base_of(stated)
        bases = told[:-1] if since is None else of_year(told[:-1], since)
        return tuple((base, told[-1]) for base in bases)

    def _base_of(self, stated: Stated) -> int | None:
        """The year from which a clause tells that something moved: "it fell in 2025" is from the year before."""
        last, lower = self._other.index.last_year, stated.clause.lower
        again = not self._words.again.isdisjoint(WORD.findall(lower))
        yearly = again or stated.years == {last} or self._earlier.search(lower) is not None
        return last - 1 if yearly and stated.since is None else stated.since
