"""What a sentence works out itself: from one level to another by so much, and so many of more as a share.

No row is asked: words join the figures, and nothing else that is measured stands between them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise, starmap
from typing import NamedTuple

from claimcheck.evidence.contradictions.quoted_words import Found, Quotes
from claimcheck.evidence.contradictions.refuted import change_of, error_of, moved
from claimcheck.evidence.contradictions.sums import Shared, is_near_share, refuted_by
from claimcheck.evidence.figures.arithmetic import alike, differs_by, moves_against, same_value
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.figures.series import LEVELS
from claimcheck.model.figure import Figure
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.metric_words import PAST
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.tokens import WORD

MOST_FIGURES = 8
"""Figures of one sentence that are held against each other."""
_SHARE, _POINTS, _PERCENT, _FALL, _CHANGE = "share", "pp", "%", "fall", "change"
_UNSURE = (None, "count", "time")
"""Classes of units with which a noun may stand between a verb and "from" ("cut fares for guests from 6 to 12")."""
_ENDS = ".,;)"
_NO_AMOUNTS = ("share", "time")
_FIGURE = r"\s+(?:[a-z]{3}|[^\w\s])?\s*[0-9]"
_BEFORE, _BEHIND = 40, 24
"""Characters before a figure in which words join it, and behind one in which stands what it counts."""
_IN_BRACKET, _POINTER = 2, 4


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words))) or "(?!)"


def _before_figure(words: Iterable[str], but_not: str = "(?!)") -> re.Pattern[str]:
    """A pattern for words with a figure right behind them, in no unit that a pattern ``but_not`` finds."""
    return re.compile(rf"(?:{phrase_pattern(sorted(words)).pattern}){_FIGURE}[0-9.,]*+(?!\s*(?:{but_not}))")


class SumWords(NamedTuple):
    """The words of one language by which a sentence works something out; the patterns end in a figure."""

    joiners: Mapping[str, frozenset[str]]
    alike: frozenset[str]
    genitives: frozenset[str]
    parting: frozenset[str]
    small: frozenset[str]
    pointing: frozenset[str]
    be: frozenset[str]
    denied: frozenset[str]
    having: frozenset[str]
    behind_opener: re.Pattern[str]
    behind_joiner: re.Pattern[str]
    behind_part: re.Pattern[str]
    percent: re.Pattern[str]
    parts: re.Pattern[str]
    rest: re.Pattern[str]
    lasting: re.Pattern[str]

    @classmethod
    def of(cls, lexicon: Lexicon) -> SumWords:
        """Those of a lexicon."""
        facts, opening, words = lexicon.facts, lexicon.frames.opening, lexicon.role_words
        # "Between … and" tells no order, and "and" does not say the same in other words.
        openers = facts.index.openers.items()
        joiners = {opener: some for opener, all_ in openers if (some := all_.difference(facts.number_joiners))}
        ratios = (one for one in facts.ratio_words if one not in lexicon.metrics.located)
        genitives = opening("genitive")
        parting = frozenset((*facts.whole_words, *ratios, *genitives))
        return cls(
            joiners,
            opening("coordinator").difference(facts.number_joiners, facts.index.compared_after),
            genitives,
            parting,
            opening("determiner").union(facts.amount_before, genitives, opening("adverb")),
            opening("pronoun").union(words.get("anaphor", ()), opening("relative")),
            frozenset(words.get("be", ())),
            frozenset(words.get("negation", ())),
            frozenset((*words.get("first_person", ()), *words.get("perfect", ()))),
            _before_figure(joiners),
            _before_figure(frozenset[str]().union(*joiners.values())),
            _before_figure(parting, but_not=(percent := phrase_pattern((_PERCENT, *facts.percent_words))).pattern),
            percent,
            re.compile(
                rf"(?:^|[.!?]\s|\n)({_any(genitives)})\s|({_any(lexicon.tables.inner_rows)})(?=\s.{{0,9}}[0-9])"
            ),
            phrase_pattern(f"{one} {rest}" for one in sorted(lexicon.terms.openers) for rest in lexicon.terms.rest),
            phrase_pattern(words.get("lasting", ())),
        )


class ToldSums:
    """Finds it in one document, but not in sections of the kinds ``asides``: those are about words."""

    def __init__(
        self, matcher: RowMatcher, words: SumWords, quotes: Quotes, asides: Collection[str], tolerance: float = 1.0
    ) -> None:
        self._matcher, self._quotes, self._tolerance, self._asides = matcher, quotes, tolerance, asides
        self._passages, self._terms = matcher.passages, matcher.vocabulary.reader.terms
        self._lexicon, self._words = matcher.lexicon, words

    def _sentences(self, figure: re.Pattern[str], needed: re.Pattern[str]) -> Iterator[tuple[int, Sequence[Figure]]]:
        """The sentences of the company in which both of two patterns stand, with all their figures."""
        passages, lower = self._passages, self._passages.norm.lower
        counted = needed is self._words.percent
        places = [one.start() for one in figure.finditer(lower)]
        for number in dict.fromkeys([passages.at(one) for one in places if not counted or self._is_counted(one)]):
            span = passages.spans[number]
            if not counted and not self._lexicon.metrics.moves(lower[span.start : span.end]):
                continue
            if needed.search(lower, span.start, span.end) is not None and (figures := self._figures(number)):
                yield number, figures

    def _figures(self, number: int) -> Sequence[Figure]:
        """The figures of a sentence of the company, where they are several and can be held against each other."""
        passages, facts = self._passages, self._matcher.facts
        sentence = passages.sentence(number)
        aside = sentence.guards or passages.structure.section_kind(sentence.block) in self._asides
        if passages.is_row(number) or aside or not facts.has_values(number):
            return ()
        figures = facts.numbers(number)
        return figures if 1 < len(figures) <= MOST_FIGURES else ()

    def _is_counted(self, at: int) -> bool:
        """Whether a number stands right before an offset, in digits or words."""
        last = self._passages.norm.lower[max(at - _BEFORE, 0) : at].split()[-1:]
        return bool(last) and (last[0][-1].isdigit() or last[0] in self._lexicon.facts.numbers)

    def _says_nothing(self, text: str) -> bool:
        """Whether no word of a text tells what is measured; a year may stand in it."""
        return all(one.isdigit() for one in self._terms(text) - self._matcher.vocabulary.loose)

    # -- from one level to another

    def changes(self) -> Iterator[Found]:
        """Rises and falls that go the other way, and changes that their two levels do not come to."""
        for number, figures in self._sentences(self._words.behind_opener, self._words.behind_joiner):
            for base, now in starmap(alike, pairwise(one for one in figures if one.role != _CHANGE)):
                opener = self._opener(base, now)
                if opener is not None:
                    yield from self._judged(number, figures, (base, now), opener)
                    yield from self._turned_round(base, now, opener)

    def _opener(self, base: Figure, now: Figure) -> int | None:
        """Where "from" stands before the first of two levels that it joins with the second one."""
        plain = all(one.role in LEVELS and one.high is None and one.value > 0 for one in (base, now))
        if not plain or base.unit != now.unit:
            return None
        lower = self._passages.norm.lower
        before = [*WORD.finditer(lower, max(base.start - _BEFORE, 0), base.start)][-1:]
        between = lower[base.end : now.start]
        joined = before and WORD.findall(between)[-1:]
        led = joined and joined[0] in self._words.joiners.get(before[0][0], ())
        return before[0].start() if led and self._says_nothing(between) else None

    def _judged(
        self, number: int, figures: Sequence[Figure], levels: tuple[Figure, Figure], opener: int
    ) -> Iterator[Found]:
        base, now = levels
        told = [one for one in figures if one.role == _CHANGE]
        beside = [one for one in told if self._is_beside(one, now, opener)]
        move = self._move(number, base, min([opener, *(one.start for one in beside)]))
        text, quotes = self._passages.norm.text, self._quotes
        if move is not None and moves_against(base, now, falls=move[2] == _FALL):
            stated = now._replace(start=move[0], end=move[1], unit=_PERCENT, unit_class=_SHARE)
            first = text[stated.start : stated.end]
        elif len(beside) == len(told) == 1 and not self._gives(beside[0], base, now):
            (stated,) = told
            first = quotes.written(stated)
        else:
            return
        result = change_of(base, now, stated)
        if result is not None:
            words = moved(first, quotes.change(result, stated), (now, base), quotes)
            if not (words["year"] and words["base_year"]):
                # "The figures of 64,000 and 55,900 cubic metres give …".
                words |= {"base_year": quotes.written(base), "year": quotes.written(now)}
            yield Found(quotes.of_all(stated, now, base), words)

    def _turned_round(self, base: Figure, now: Figure, opener: int) -> Iterator[Found]:
        """Two levels of a row in the order of a sentence, and the row has them the other way round."""
        clause = self._matcher.clauses.of_figure(self._matcher.clause_of(now), now)
        rows = [one for one in self._matcher.candidates(clause) if one.is_exact and one.series.table is not None]
        pairs = [(one, *pair) for one in rows for pair in combinations(one.series.dated, 2)]
        if same_value(base, now) or any(same_value(a, base) and same_value(b, now) for _, a, b in pairs):
            return
        for row, early, late in pairs if rows and not rows[0].open else ():
            dated = base.last_year in (None, early.last_year) and now.last_year in (None, late.last_year)
            last = late.last_year == self._matcher.index.last_year
            if row is rows[0] and dated and last and same_value(early, now) and same_value(late, base):
                told = now._replace(start=opener)
                result = self._quotes.change(change_of(early, late, told) or 0.0, told)
                words = moved(self._quotes.written(told), result, (late, early), self._quotes)
                yield Found(self._quotes.of_all(told, late, early), words)
                return

    def _is_beside(self, stated: Figure, now: Figure, opener: int) -> bool:
        """Whether a change is told right before "from", or behind the second level: "…, or 15 %", "(-15 %)"."""
        lower, end = self._passages.norm.lower, self._passages.spans[now.sentence].end
        if stated.high is not None or stated.start < now.end:
            return stated.high is None and lower[stated.end : opener].strip(" ,") == ""
        gap, behind = lower[now.end : stated.start], lower[stated.end : end]
        parted = "(" in gap or ("," in gap and self._lexicon.facts.number_joiners[0] not in WORD.findall(gap))
        return parted and behind[:1] in _ENDS and self._says_nothing(gap)

    def _gives(self, stated: Figure, base: Figure, now: Figure) -> bool:
        """Whether two levels come to a change, of shares in percent or in points; or it may not be theirs."""
        kinds = [stated, stated._replace(unit=_POINTS)] if base.unit_class == _SHARE else [stated]
        if stated.against not in (None, base.last_year) or stated.unit_class not in (_SHARE, base.unit_class):
            return True
        for one in kinds:
            result = change_of(base, now, one)
            room = self._tolerance * (2 * stated.precision + error_of(base, now, one))
            if result is None or differs_by(abs(result), abs(stated.value)) <= room:
                return True
        return False

    def _move(self, number: int, base: Figure, until: int) -> tuple[int, int, str] | None:
        """The one verb for a rise or fall before an offset, where it stands right before it or has a sure subject."""
        spans = self._passages.spans[number].clauses
        start, end = next((one for one in spans if base.start < one[1]), spans[-1])
        clause = self._matcher.clauses.of(number, start, end)
        moves = [one for one in clause.moves if start + one.end <= until]
        words = WORD.findall(clause.lower)
        ranked = not set(words).isdisjoint(self._lexicon.tables.pointer_columns)
        if len(moves) != 1 or moves[0].form != PAST or not self._words.denied.isdisjoint(words) or ranked:
            return None
        move = moves[0]
        before, between = clause.lower[: move.start].split()[-1:], clause.lower[move.end : until - start]
        led = not self._words.having.isdisjoint(before) and base.unit_class not in _UNSURE
        if clause.word(move) in self._lexicon.terms.either or not (
            led or self._words.small.issuperset(between.split())
        ):
            return None
        return start + move.start, start + move.end, move.kind

    # -- so many of more

    def shares(self) -> Iterator[Shared]:
        """Shares that the part and the whole beside them do not give: "98 of the 164 suppliers, or 72 %"."""
        if self._words.parts.search(self._passages.norm.lower) is not None:
            yield from self._shares_behind()
        for _, figures in self._sentences(self._words.behind_part, self._words.percent):
            told = [one for one in figures if one.unit_class == _SHARE]
            amounts = [one for one in figures if one.unit_class not in _NO_AMOUNTS]
            for whole in amounts if len(told) == 1 else ():
                part = self._part(whole, amounts)
                if part is not None and self._tells(told[0], part, whole, len(amounts)):
                    found = refuted_by([((part,), (whole,))], told[0], self._tolerance)
                    if found is not None and is_near_share(found):
                        yield found

    def parted(self, amounts: Sequence[Figure]) -> tuple[Figure | None, Figure | None]:
        """The first whole of some figures with what is so many of it, None for both where none is."""
        return next(((one, part) for one in amounts if (part := self._part(one, amounts)) is not None), (None, None))

    def _part(self, whole: Figure, amounts: Sequence[Figure]) -> Figure | None:
        """What is so many of a whole, a figure or a word right before it: "nineteen of the 46"."""
        lower, numbers = self._passages.norm.lower, self._lexicon.facts.numbers
        factor = self._lexicon.metrics.factor(whole.unit)
        start = max(whole.start - _BEFORE, self._passages.spans[whole.sentence].start)
        words = [*WORD.finditer(lower, start, whole.start)]
        for at in range(max(len(words) - _POINTER, 0), len(words)):
            if lower[words[at].start() : whole.start].strip() not in self._words.parting:
                continue
            part = next((one for one in amounts if lower[one.end : words[at].start()] == " "), None)
            value = numbers.get(words[at - 1][0], 0.0) if at else 0.0
            if part is None and value >= 1:
                first = words[at - 1]
                part = whole._replace(value=value, precision=0.0, start=first.start(), end=first.end())
            plain = part is not None and all(one.high is None and one.role in LEVELS for one in (part, whole))
            if part is not None and part.unit is None:
                part = part._replace(value=part.value * factor, precision=part.precision * factor, unit=whole.unit)
            return part if part and plain and 0 < part.value <= whole.value else None
        return None

    def _shares_behind(self) -> Iterator[Shared]:
        """Those behind the whole: "Of our 60 t, 51 t were burnt, or 85 %", "Of this, …", "…, of which 51 t (85 %)"."""
        spans, words, lower = self._passages.spans, self._words, self._passages.norm.lower
        for match in words.parts.finditer(lower):
            number, at = self._passages.at(match.end()), match.start(match.lastindex or 0)
            until = spans[min(number + 1, len(spans) - 1)].end
            told = words.percent.search(lower, match.end(), until) is not None
            figures, opens = self._figures(number) if told else (), at == spans[number].start
            amounts = [one for one in figures if one.unit_class not in _NO_AMOUNTS]
            before, parts = ([one for one in amounts if (one.start < at) is early] for early in (True, False))
            if opens and parts:
                opening = WORD.findall(lower, match.end(), parts[0].start)
                if words.pointing.isdisjoint(opening):
                    before, parts = (parts[:1], parts[1:]) if len(opening) < _POINTER else ([], [])
                elif number and spans[number - 1].block == spans[number].block:
                    before = [one for one in self._numbers(number - 1) if one.unit_class not in _NO_AMOUNTS]
            for part in parts if len(before) == 1 else ():
                if part.unit_class == before[0].unit_class and 0 < part.value <= before[0].value:
                    yield from self._wrong_behind(before[0], part, figures, alone=len(parts) == 1)

    def _wrong_behind(self, whole: Figure, part: Figure, figures: Sequence[Figure], *, alone: bool) -> Iterator[Shared]:
        """The share that is told of a part beside it, or in the next sentence, where the whole gives another one."""
        amounts = (1 if alone else 0) + (part.precision > 0)
        shares = [one for one in figures if one.unit_class == _SHARE]
        told = [one for one in shares if self._tells(one, part, part, amounts)]
        told = told or [*(self._going_on(part) if alone and not shares else ())]
        if len(told) == 1 and all(one.high is None and one.role in LEVELS for one in (whole, part, *told)):
            found = refuted_by([((part,), (whole,))], told[0], self._tolerance)
            if found is not None and is_near_share(found):
                yield found

    def _numbers(self, number: int) -> Sequence[Figure]:
        return self._matcher.facts.numbers(number) if self._matcher.facts.has_values(number) else ()

    def _going_on(self, part: Figure) -> Sequence[Figure]:
        """The only figure of the next sentence, a share that says no more: "This is a renewable share of 78 %"."""
        spans, lower = self._passages.spans, self._passages.norm.lower
        mine, *others = spans[part.sentence : part.sentence + 2]
        for after in others:
            told, opening = self._numbers(part.sentence + 1), WORD.match(lower, after.start)
            over = self._terms(lower[after.start : after.end]) - self._terms(lower[mine.start : mine.end])
            plain = opening is not None and opening[0] in self._words.pointing and after.block == mine.block
            if plain and len(told) == 1 and lower[told[0].end : after.end].strip(_ENDS) == "":
                return told if over <= self._matcher.vocabulary.loose else ()
        return ()

    def _tells(self, share: Figure, part: Figure, whole: Figure, amounts: int) -> bool:
        """Whether a share says of a part and its whole what they come to, and of nothing else."""
        lower, end = self._passages.norm.lower, self._passages.spans[whole.sentence].end
        if share.high is not None or share.role not in LEVELS or share.unit == _POINTS:
            return False
        if share.end < part.start:
            return lower[share.end : part.start].strip() == "(" and lower[whole.end : whole.end + 1] == ")"
        gap, behind = lower[whole.end : share.start], lower[share.end : end]
        words = WORD.findall(gap)
        if gap.endswith("("):
            return behind[:1] == ")" and len(words) <= _IN_BRACKET and "," not in gap
        alone = amounts == 1 + (part.precision > 0)
        if part is whole and len(words) == 1 and words[0] in self._words.alike:
            # "Of which 126 GWh or 70 % came from wind".
            return behind.split()[:1] not in [[one] for one in self._words.genitives]
        told = words[-1:] and (
            words[-1] in self._words.alike or (words[-1] in self._words.be and words[-2] in self._words.pointing)
        )
        return bool(alone and told and "," in gap) and self._is_of_whole(behind, whole)

    def _is_of_whole(self, behind: str, whole: Figure) -> bool:
        """Whether nothing behind a share says what it is of, or the same that the whole counts: "of all of them"."""
        words = WORD.findall(behind)[:_POINTER]
        if behind[:1] in _ENDS or not words:
            return True
        counted = self._terms(self._passages.norm.lower[whole.start : whole.end + _BEHIND])
        named = (one for one in words[1:] if one in self._words.pointing or one not in self._words.small)
        first = next(named, None)
        return words[0] in self._words.genitives and (
            first in self._words.pointing or bool(self._terms(first or "") & counted)
        )
