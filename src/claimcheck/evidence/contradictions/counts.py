"""What is said of all, against a passage or a table of the same document that counts fewer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, reduce
from itertools import islice, pairwise
from operator import or_

from claimcheck.evidence.contradictions.member_tables import Fewer, Members, MemberTables, Number
from claimcheck.evidence.contradictions.quoted_words import Found, Quotes
from claimcheck.evidence.contradictions.stated_clauses import Stated
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.model.contradiction import Slot
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.tokens import WORD

MOST_PLACES = 12
"""Places of one standard, and notes of one claim, that are looked at."""
_OTHERS = ("third_party", "place_name", "plan", "future", "conditional")
"""Roles of words by which a sentence tells of others, of some place, or of what is to come."""
MOST_BEHIND = 6
"""Sentences of its section behind a claim that are looked at."""
MOST_SEEN = 8
"""Times that a word stands in a document by which two of its passages are known to be about the same thing."""
_RATIO = ("/", ":")
_BETWEEN = 24
"""Characters between a number and what it counts ("nineteen of our kitchens")."""
_COUNT = (None, "count", "none", "")
_SHARE, _DATES = "share", ("year", "period")
_WHOLE = 100.0
_FEW = re.compile(r"[0-9]{1,3}")
_EDITION = re.compile(r"[:(].*")
_APART = "\n"


class Counted:
    """Finds them in one document, each claim once, against the first passage that counts fewer."""

    def __init__(self, matcher: RowMatcher, stated: Sequence[Stated]) -> None:
        self._matcher = matcher
        self._stated = stated
        self._lexicon = matcher.lexicon
        self._passages = matcher.passages
        self._vocabulary = matcher.vocabulary
        self._reader = matcher.vocabulary.reader
        self._members, self._tables = Members(matcher), MemberTables(matcher)
        self._lasting = phrase_pattern(self._lexicon.role_words.get("lasting", ()))
        self._hedges = self._lexicon.frames.opening("ability")
        self._foreign = reduce(or_, (self._lexicon.roles.get(role, 0) for role in _OTHERS))
        self._places: dict[str, Sequence[int]] = {}
        # Many claims are held against the same few sentences.
        self._known_numbers: dict[int, list[Number]] = {}
        self._known_terms: dict[int, frozenset[str]] = {}

    def contradict(self, quotes: Quotes, *, certified: bool) -> Iterator[Found]:
        """Those of certificates and schemes, or those of anything else."""
        text = self._passages.norm.text
        for start, end, fewer in self._found:
            if fewer.certified == certified:
                words: dict[Slot, str] = {
                    "first": text[start:end],
                    "second": text[fewer.start : fewer.end].strip(" ."),
                    "terms": fewer.terms,
                    "year": "",
                }
                yield Found((quotes.words(start, end), quotes.words(fewer.start, fewer.end)), words)

    @cached_property
    def _found(self) -> Sequence[tuple[int, int, Fewer]]:
        """All of them, with where the words for all stand."""
        return tuple(self._look())

    def _look(self) -> Iterator[tuple[int, int, Fewer]]:
        seen: set[int] = set()
        for one in self._stated:
            if one.sentence in seen or one.ahead:
                continue
            told = self._matcher.quantifiers.quantified(one.clause, self._lexicon.terms.every)
            notes = self._passages.notes(one.sentence)[:MOST_PLACES]
            several = self._members.several(one.clause, notes) if told is None and notes else None
            none = self._matcher.quantifiers.quantified(one.clause, self._lexicon.terms.none)
            if told is not None:
                (start, end), matter = told
                fewer = next(self._all(one, matter - self._vocabulary.loose, start), None)
            elif none is not None:
                (start, end), matter = none
                fewer = next(self._still(one, matter - self._vocabulary.loose), None)
            elif several is not None:
                (start, end), matter = several
                fewer = next(self._left_out(one, self._standards(one.sentence), matter, notes), None)
            else:
                continue
            if fewer is not None:
                seen.add(one.sentence)
                yield start, end, fewer

    def _all(self, one: Stated, matter: frozenset[str], place: int) -> Iterator[Fewer]:
        """What counts fewer than all of the matter, by the surest tie first."""
        standards, counted = self._standards(one.sentence), self._number(one.sentence, matter)
        names = standards or [" ".join(words) for words in self._named(one.sentence)]
        tied = self._passages.notes(one.sentence)[:MOST_PLACES]
        for number in tied:
            part = self._share_of(number, matter) if self._is_alike(one, number, matter) else None
            told = [fact.year or 0 for fact in self._passages.facts(number) if fact.kind in _DATES]
            # "Since April 2023": what a note tells of a later year counts as well.
            if part is not None and not (told and one.years and max(told) < min(filter(None, one.years))):
                yield Fewer(part.start, part.end, self._passages.norm.text[part.start : part.end], False)
        notes = [(names[0], number) for number in tied if names]
        for name, number in (*notes, *self._elsewhere(names, one.sentence)):
            found = self._fewer(number, matter, counted, is_sure=bool(standards))
            if found is not None:
                yield Fewer(found.start, found.end, name, True)
        yield from self._by_name(one, standards, matter, counted)
        yield from self._tables.lacking(one, names, matter)
        yield from self._behind(one, matter, place)
        for term in sorted(one.clause.stems - matter - self._vocabulary.loose):
            for number in self._seen(term):
                if number != one.sentence and self._agrees_in_time(one, number):
                    parts = (each for each in self._part_of_more(number) if self._is_of(each, number, matter))
                    # "Counting gas vehicles too, 31 of the 90 ferries …" does not say of these what they are.
                    for part in parts:
                        if term in self._terms_beside(part, number) and self._heads(term, number, one.clause.stems):
                            yield Fewer(part.start, part.end, names[0] if names else term, bool(standards))

    def _behind(self, one: Stated, matter: frozenset[str], place: int) -> Iterator[Fewer]:
        """Shares of the matter that sentences behind a claim give, in one section, and say nothing else.

        One that has an amount of the claim as well ("150 days") may be of what else this names.
        """
        stems, loose = one.clause.stems, self._vocabulary.loose
        said = stems - matter - self._matcher.quantifiers.subject(one.clause, place) - loose - one.clause.parts
        amounts, last = self._amounts(one.sentence), self._matcher.index.last_year
        placed = self._matcher.quantifiers.placed(one.clause) - matter
        section = self._passages.of_section(self._passages.spans[one.sentence].block)
        at = bisect_right(section, one.sentence)
        for number in section[at : at + MOST_BEHIND]:
            years = {fact.year or 0 for fact in self._passages.facts(number) if fact.kind in _DATES}
            dated = not years or max(years) == last or not years.isdisjoint(one.years)
            elsewhere = placed and placed.isdisjoint(self._terms(number))
            if not dated or elsewhere or self._passages.is_row(number):
                continue
            alike = not amounts.isdisjoint(self._amounts(number))
            told = frozenset(term for term in self._terms(number) - loose if not term.isdigit())
            same = told <= stems and 2 * len(said & told) >= len(said) > 0
            part = self._share_of(number, stems - loose if alike else matter) if alike or same else None
            if part is not None and self._is_told(number, part.start, placed):
                yield Fewer(part.start, part.end, self._passages.norm.text[part.start : part.end], False)

    def _still(self, one: Stated, matter: frozenset[str]) -> Iterator[Fewer]:
        """Sentences by which something still has what none of the matter is said to have.

        It is one of the matter, or has a name where that is all that the company sells or does.
        """
        clauses, limits, text = self._matcher.clauses, self._lexicon.metrics.limits, self._passages.norm.text
        listed = (clauses.terms(each) for each in one.clause.phrases if each.opener not in limits)
        had = frozenset[str]().union(*listed) - matter - self._vocabulary.loose
        hedged = not self._hedges.isdisjoint(WORD.findall(one.lower))
        for number in self._seen(min(had)) if had and not hedged else ():
            span = self._passages.spans[number]
            still = self._lasting.search(self._passages.norm.lower, span.start, span.end)
            if still is None or not self._is_told(number, still.start()):
                continue
            whose, has = text[span.start : still.start()], text[still.end() : span.end]
            subject = self._reader.terms(whose)
            named = any(map(self._passages.names.is_name, WORD.findall(whose)[1:]))
            of_it = matter <= subject or (named and matter <= one.clause.parts)
            if of_it and had <= self._reader.terms(has) and self._agrees_in_time(one, number):
                yield Fewer(span.start, span.end, min(had), False)

    def _is_told(self, number: int, place: int, placed: frozenset[str] = frozenset()) -> bool:
        """Whether the company says what is so, for certain, in the clause of a sentence that has an offset.

        Who names a place does so only where it is among those ``placed``.
        """
        sentence, clauses = self._passages.sentence(number), self._passages.spans[number].clauses
        start, end = next((one for one in clauses if place < one[1]), clauses[-1])
        text, terms = self._passages.norm.text, self._reader.terms
        others = any(
            start <= hit.start < end and (not placed or not terms(text[hit.start : hit.end]) <= placed)
            for hit in sentence.hits_of(self._foreign)
        )
        words = WORD.findall(self._passages.norm.lower, start, end)
        return not (sentence.guards or others) and self._hedges.isdisjoint(words)

    def _amounts(self, sentence: int) -> set[tuple[float | None, str]]:
        facts = self._passages.facts(sentence)
        return {(one.value, one.unit) for one in facts if one.kind == "quantity" and one.unit}

    def _by_name(
        self, one: Stated, standards: Sequence[str], matter: frozenset[str], counted: float | None
    ) -> Iterator[Fewer]:
        """Lists of names on the standard that are shorter than all, and members that are said not to have it."""
        notes = self._passages.notes(one.sentence)[:MOST_PLACES]
        lists = [number for number in notes if self._members.has_names(number)]
        tied = [(standards[0], number) for number in lists] if standards else []
        places = list(dict.fromkeys((*tied, *self._elsewhere(standards, one.sentence))))
        among = counted or (self._members.how_many(matter) if places else None)
        found = self._members.listed(places, matter, int(among), lists) if among else None
        if found is not None:
            yield Fewer(found.start, found.end, places[0][0], True)
        yield from self._left_out(one, standards, matter, notes)
        others = [number for _, number in places if number not in notes]
        yield from self._left_out(one, standards, matter, others, tied=False)

    def _left_out(
        self,
        one: Stated,
        standards: Sequence[str],
        matter: frozenset[str],
        numbers: Sequence[int],
        *,
        tied: bool = True,
    ) -> Iterator[Fewer]:
        for run in self._members.left_out(one.clause, matter, numbers, tied=tied):
            name = standards[0] if standards else self._passages.norm.text[run.start : run.end]
            yield Fewer(run.start, run.end, name, bool(standards))

    def _agrees_in_time(self, one: Stated, sentence: int) -> bool:
        """Whether a passage tells of no other year than a claim."""
        years = {fact.year for fact in self._passages.facts(sentence) if fact.kind in _DATES}
        return not years or not one.years or not years.isdisjoint(one.years)

    def _seen(self, term: str) -> Sequence[int]:
        """The sentences with a word, where it is so rare that they are about one thing; no rows."""
        if term.isdigit():
            return ()
        places, (joined, numbers), end = list[int](), self._index, 0
        # A term stands within a word, and there are far fewer words than places.
        while (at := joined.find(term, end)) >= 0:
            end = joined.find(_APART, at)
            places += numbers[joined[joined.rfind(_APART, 0, at) + 1 : end]]
            if len(places) > MOST_SEEN:
                return ()
        return [number for number in sorted(set(places)) if not self._passages.is_row(number)]

    @cached_property
    def _index(self) -> tuple[str, Mapping[str, Sequence[int]]]:
        """The words of the document, each before a line's end, and the sentences in which each stands."""
        lower, found = self._passages.norm.lower, defaultdict[str, list[int]](list)
        for number, span in enumerate(self._passages.spans):
            for word in frozenset(lower[span.start : span.end].split()):
                found[word] += (number,)
        return _APART.join([*found, ""]), found

    def _standards(self, sentence: int) -> Sequence[str]:
        """The standards that a sentence names, without their editions."""
        facts = self._passages.facts(sentence)
        return [_EDITION.sub("", one.text).strip() for one in facts if one.kind == "standard"]

    def _named(self, sentence: int) -> Iterator[list[str]]:
        """Runs of words with capitals inside a sentence that the document writes so ("Fair Plate")."""
        span, run, last = self._passages.spans[sentence], list[str](), 0
        text = self._passages.norm.text
        for match in islice(WORD.finditer(text, span.start, span.end), 1, None):
            named = match[0][0].isupper() and self._passages.names.is_name(match[0])
            if run and not (named and text[last : match.start()] == " "):
                yield run
                run = []
            if named:
                run.append(match[0])
            last = match.end()
        if run:
            yield run

    def _elsewhere(self, standards: Sequence[str], mine: int) -> Iterator[tuple[str, int]]:
        for standard in standards:
            if standard not in self._places:
                found = self._passages.places(standard.lower(), MOST_PLACES)
                self._places[standard] = [*map(self._passages.at, found)]
            yield from ((standard, number) for number in self._places[standard] if number != mine)

    # -- passages

    def _part_of_more(self, sentence: int) -> Iterator[Number]:
        for part, whole in pairwise(self._numbers(sentence)):
            between = self._passages.norm.text[part.end : whole.start]
            words = between.lower().split()
            joined = len(between) <= _BETWEEN and not self._lexicon.metrics.limits.isdisjoint(words)
            if joined and not self._reader.terms(between) and part.value < whole.value:
                yield part._replace(end=whole.end)

    def _number(self, sentence: int, matter: frozenset[str]) -> float | None:
        """How many there are in all, where the sentence says so ("all 31 kitchens")."""
        told = [one.value for one in self._numbers(sentence) if self._is_of(one, sentence, matter)]
        return told[0] if len(told) == 1 else None

    def _numbers(self, sentence: int) -> list[Number]:
        """The bare numbers of a sentence, in digits or words, in order."""
        if sentence not in self._known_numbers:
            self._known_numbers[sentence] = self._read_numbers(sentence)
        return self._known_numbers[sentence]

    def _read_numbers(self, sentence: int) -> list[Number]:
        span, lower = self._passages.spans[sentence], self._passages.norm.lower
        facts, words = self._passages.facts(sentence), self._lexicon.facts.numbers
        found = [
            Number(fact.start, fact.end, fact.value)
            for fact in facts
            if fact.kind == "quantity" and fact.unit_class in _COUNT and fact.high is None
            if fact.value is not None
        ]
        for match in WORD.finditer(lower, span.start, span.end):
            value = float(match[0]) if _FEW.fullmatch(match[0]) else words.get(match[0], 0.0)
            if value >= 1 and not any(one.start <= match.start() < one.end for one in facts):
                found.append(Number(match.start(), match.end(), value))
        return sorted(found)

    def _is_of(self, number: Number, sentence: int, matter: frozenset[str]) -> bool:
        """Whether a number counts what is meant: a word for it stands in it or right behind."""
        end = min(number.end + _BETWEEN, self._passages.spans[sentence].end)
        return not matter.isdisjoint(self._reader.terms(self._passages.norm.text[number.start : end]))

    def _fewer(self, sentence: int, matter: frozenset[str], counted: float | None, *, is_sure: bool) -> Number | None:
        """The figure of a passage by which not all have it: so many of more, or fewer.

        Of a passage that is not ``is_sure`` to be about the same certificate the figure itself has to count the matter.
        """
        if matter.isdisjoint(self._terms(sentence)):
            return None
        if is_sure and (share := next(self._shares(sentence), None)):
            return share
        for part in self._part_of_more(sentence):
            if is_sure or self._is_of(part, sentence, matter):
                return part
        own = [one for one in self._numbers(sentence) if self._is_of(one, sentence, matter)]
        return own[0] if len(own) == 1 and counted is not None and own[0].value < counted else None

    def _is_alike(self, one: Stated, sentence: int, matter: frozenset[str]) -> bool:
        """Whether a note has more of the words of a claim than those for all that is meant."""
        told = one.clause.stems - matter - self._vocabulary.loose
        return one.claimed and not told.isdisjoint(self._terms(sentence))

    def _share_of(self, sentence: int, matter: frozenset[str]) -> Number | None:
        """A share below the whole of what is meant ("82 % of purchased electricity"), no ratio ("35 % / 65 %")."""
        text = self._passages.norm.text
        for share in self._shares(sentence):
            if text[share.end : share.end + _BETWEEN].lstrip().startswith(_RATIO):
                return None
            end = min(share.end + 2 * _BETWEEN, self._passages.spans[sentence].end)
            if not matter.isdisjoint(self._reader.terms(self._passages.norm.text[share.end : end])):
                return share
        return None

    def _shares(self, sentence: int) -> Iterator[Number]:
        """The shares below the whole that a passage gives."""
        for fact in self._passages.facts(sentence):
            if fact.kind == _SHARE and fact.value is not None and fact.value < _WHOLE and fact.high is None:
                yield Number(fact.start, fact.end, fact.value)

    def _heads(self, term: str, sentence: int, stems: frozenset[str]) -> bool:
        """Whether a term of a sentence is more than the first part of something else: not so "chemical audits"."""
        span, text = self._passages.spans[sentence], self._passages.norm.text
        words = [*WORD.finditer(text, span.start, span.end)]
        known = stems | self._vocabulary.loose
        return any(
            term in self._reader.terms(word[0])
            and (after is None or text[word.end() : after.start()] != " " or self._reader.terms(after[0]) <= known)
            for word, after in zip(words, (*words[1:], None), strict=True)
        )

    def _terms_beside(self, part: Number, sentence: int) -> frozenset[str]:
        """The terms of a sentence that no comma before a number parts from it."""
        span, text = self._passages.spans[sentence], self._passages.norm.text
        comma = text.rfind(", ", span.start, part.start)
        return self._reader.terms(text[max(comma, span.start) : span.end])

    def _terms(self, sentence: int) -> frozenset[str]:
        if sentence not in self._known_terms:
            span = self._passages.spans[sentence]
            terms = self._reader.terms(self._passages.norm.text[span.start : span.end])
            self._known_terms[sentence] = terms
        return self._known_terms[sentence]
