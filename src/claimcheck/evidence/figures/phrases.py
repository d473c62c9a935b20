"""What a clause says in terms: its noun phrases, and which of its words no label of a row accounts for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from claimcheck.evidence.figures.clauses import (
    FARTHEST,
    Clause,
    Naming,
    NounPhrase,
    Opening,
    Parting,
    beside,
    cleared,
    joined,
    owned,
    scope_named,
    standing_for,
)
from claimcheck.evidence.figures.series import Series, SeriesIndex
from claimcheck.evidence.figures.vocabulary import Vocabulary
from claimcheck.model.figure import Figure
from claimcheck.model.passage import FIGURES, Fact
from claimcheck.text.metric_words import BASES, MOVES
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.terms import Token

_ASIDE = ("year", "period", "reference", "standard")
_TIMES = ("year", "period")
_NAMED_YEAR = re.compile(r"((?:\s[^\W\d_]+){1,2})(?=,)")
_PLACED = re.compile(r"((?:\s[^\W\d_]+){1,3})\s(?=[0-9])")
_BEHIND = re.compile(r" (\w+)")
_FOLLOWED = re.compile(r"\s(?=[0-9])")
_LEAST_BEFORE_VERB, _LEAST_NAMED = 2, 2
"""Terms of a noun phrase of which the last may be a verb, and words of a name that stands over a table as well."""
_PER, _PARTS, _INTENSITY = "per", "parts", "intensity"
_STOP, _ANEW = re.compile(r"[,;:]"), ":"


class ClauseReader:
    """Reads clauses of one document; each is read once."""

    def __init__(self, vocabulary: Vocabulary, index: SeriesIndex) -> None:
        lexicon = vocabulary.lexicon
        self._ends = lexicon.phrase_ends
        self._openers = lexicon.terms.openers
        self._opening = Opening(self._ends, self._openers, lexicon.metrics.limits, lexicon.facts.noun_capitals)
        self._compared = lexicon.terms.less | lexicon.terms.more
        self._before_object = lexicon.terms.openers | self._compared
        self._limits = lexicon.metrics.limits
        self._genitives = lexicon.frames.opening("genitive")
        # Behind "we" stands a verb.
        self._selves = frozenset(lexicon.role_words.get("first_person", ()))
        own = lexicon.role_words.get("possessive", ())
        self._pronouns = frozenset(lexicon.role_words.get("anaphor", ())) - frozenset(own)
        self._located = lexicon.metrics.located
        self._articles = lexicon.frames.opening("determiner")
        past = {*lexicon.role_words.get("past", ()), *lexicon.role_words.get("perfect", ())}
        self._having = self._ends & past - {*lexicon.role_words.get("be", ())}
        self._every = lexicon.terms.every
        self._joining = lexicon.frames.opening("coordinator") - lexicon.facts.index.compared_after
        self._scopes = lexicon.facts.index.scopes
        of_which = phrase_pattern(lexicon.tables.inner_rows)
        self._parting = Parting(of_which, lexicon.frames.opening("genitive"), self._pronouns)
        self._tying = self._located | (self._limits & frozenset(lexicon.metrics.level_before))
        self._grammar = lexicon.metrics
        self._passages = vocabulary.passages
        self._index = index
        self._vocabulary = vocabulary
        self._known: dict[tuple[int, int], Clause] = {}
        self._named: tuple[Clause, Sequence[Naming]] | None = None

    def of(self, sentence: int, start: int, end: int) -> Clause:
        """The clause from ``start`` to ``end`` in the sentence of that number."""
        found = self._known.get((start, end))
        if found is None:
            read = self._read(sentence, start, end)
            found = self._known[start, end] = self._with_antecedent(read, sentence)
        return found

    def _with_antecedent(self, clause: Clause, sentence: int) -> Clause:
        """A clause that names nothing but by a pronoun, with what that stands for."""
        pronoun = None if self.matter(clause) else self._pronoun(clause)
        block = self._passages.of_block(self._passages.spans[sentence].block) if pronoun is not None else ()
        for number in range(sentence - 1, sentence - 1 - FARTHEST, -1):
            if pronoun is None or number not in block:
                break
            span = self._passages.spans[number]
            earlier = self._read(number, span.start, span.end)
            if terms := self.matter(earlier):
                return standing_for(clause, pronoun, earlier, terms)
        return clause

    def _pronoun(self, clause: Clause) -> tuple[int, int] | None:
        """Where the pronoun stands that a clause is about; "with it, …" tells how."""
        found = clause.first_of(self._pronouns)
        return None if found is None or _STOP.match(clause.text, found[1] - clause.start) else found

    def _read(self, sentence: int, start: int, end: int) -> Clause:
        norm = self._passages.norm
        text, lower = norm.text[start:end], norm.lower[start:end]
        words = self._grammar.find(lower)
        taken: list[tuple[int, int, int | None]] = [
            (fact.start - start, self._until(fact, end) - start, fact.start if fact.kind in FIGURES else None)
            for fact in self._passages.facts(sentence)
            if fact.kind in (*FIGURES, *_ASIDE) and start <= fact.start < end
        ]
        told = [one for one in taken if one[2] is not None]
        # "With 8 % more passenger kilometres": what is more belongs to the figure.
        moves = tuple(one for one in words.said if one.kind in MOVES)
        more = {end + 1: figure for _, end, figure in told} if moves else {}
        for one in moves:
            owner = more.get(one.start) if lower[one.start : one.end] in self._compared else None
            taken.append((one.start, one.end, owner))
        figures = [figure for _, _, figure in told if figure is not None]
        dated = {fact.start for fact in self._passages.facts(sentence) if fact.kind in _TIMES}
        # "Location-based" says how it is counted, as it does in a label.
        counted = [one for one in words.said if one.kind in BASES and one.kind != _INTENSITY]
        # "…, due to more travel in all regions" tells why.
        why = text.find(", ", max(figures, default=end) - start)
        tokens = self._vocabulary.reader.tokens(text)
        tokens = cleared(tokens, [(one.start, one.end) for one in counted])
        # "3,900 tonnes" is of no scope.
        tokens = cleared(tokens, [one[:2] for one in told], digits=True)
        listed = any(lower[one[1] : other[0]].strip(" ,") in self._joining for one, other in pairwise(told))
        phrases = tuple(owned(one, start, figures, text) for one in self._opening.phrases(text, lower, tokens, taken))
        # The words of a unit are terms of labels too ("per million hours worked").
        stems = [token.stem for token in tokens if token.stem]
        return Clause(
            start=start,
            end=end,
            tokens=tuple(tokens),
            phrases=phrases,
            stems=self._vocabulary.reader.expanded(stems),
            named=self._vocabulary.named(text, words.named),
            basis=frozenset(one.kind for one in words.said if one.kind in BASES),
            moves=moves,
            parts=self._vocabulary.reader.terms(
                " ".join(
                    lower[one.start : one.end]
                    for one in words.said
                    if one.kind == _PARTS and (why < 0 or one.start < why)
                    # "Sites in 2025" are all of them, "sites in Lund" are not.
                    if start + one.end + 1 not in dated
                )
            ),
            inner=self._parting.inner(lower, start, told),
            others=False,
            text=text,
            lower=lower,
            joined=frozenset() if listed else joined(phrases, lower, self._joining),
        )

    def _until(self, fact: Fact, end: int) -> int:
        """Where a fact ends, a year with the words that say which kind of year it is ("the 2024 tax year, …")."""
        if fact.kind not in _TIMES:
            return fact.end
        named = _NAMED_YEAR.match(self._passages.norm.text, fact.end, end)
        words = named[1].lower().split() if named is not None else []
        if named is None or not words or not self._tells_nothing(words[-1]):
            return fact.end
        return named.end(1)

    def _tells_nothing(self, word: str) -> bool:
        loose = self._vocabulary.loose
        return all(not one.stem or one.stem in loose for one in self._vocabulary.reader.tokens(word))

    def _verb(self, clause: Clause, one: NounPhrase) -> str:
        """The verb between a noun phrase and its figure ("energy use stood at 70", "women hold 38 %"), or nothing."""
        last = one.tokens[-1]
        if one.opener in self._pronouns and len(one.tokens) == 1:
            return last.stem
        before = [clause.word(each) for each in one.tokens[:-1]] or [one.opener]
        if before[-1] in self._articles or before[-1] in self._located:
            # "At the smelter in 2024": what an article or preposition stands before is no verb.
            return ""
        many = sum(bool(each.stem) for each in one.tokens) >= _LEAST_BEFORE_VERB
        told = _PLACED.match(clause.lower, last.end)
        words = told[1].split() if told is not None and (many or one is not clause.phrases[0]) else []
        tied = bool(words) and words[0] in self._tying and self._ends.issuperset(words)
        tied = tied or (many and _FOLLOWED.match(clause.lower, last.end) is not None)
        # "41 kt of waste left our sites": what no preposition ties is an object.
        behind = _BEHIND.match(clause.lower, last.end) if many else None
        tied = tied or (behind is not None and behind[1] in self._before_object)
        known = last.stem in self._index.labelled or self._is_name(clause, last)
        return last.stem if tied and not known else ""

    def of_figure(self, clause: Clause, figure: Figure) -> Clause:
        """The clause without the noun phrases that belong to its other figures."""
        # "With an amount of 70 m3": what it is an amount of is told elsewhere.
        own = [
            one for one in clause.phrases if one.figure == figure.start and self.terms(one) - {self._verb(clause, one)}
        ]
        ahead = any(clause.start + one.tokens[0].start < figure.start for one in own)

        def belongs(one: NounPhrase) -> bool:
            at, inner = clause.start + one.tokens[0].start, clause.inner
            if inner is not None and (at > inner) != (figure.start > inner):
                # A part is one of what the whole counts; the whole is none of its parts.
                return at < inner
            return one.figure == figure.start or (one.figure is None and not (ahead and at < figure.start))

        others = [one for one in clause.phrases if not belongs(one)]
        if not others:
            return clause
        taken = {token.stem for one in others for token in one.tokens}
        kept = tuple(one for one in clause.phrases if one not in others)
        stays = {token.stem for one in kept for token in one.tokens}
        gone = self._vocabulary.reader.expanded(stem for stem in taken - stays if stem)
        named = {metric: terms for metric, terms in clause.named.items() if terms.isdisjoint(gone)}
        return clause._replace(phrases=kept, stems=clause.stems - gone, named=named)

    def is_amount(self, clause: Clause, figure: Figure) -> bool:
        """Whether what a figure counts stands right behind it ("17 % managers")."""
        return any(
            one.figure == figure.start
            and self.terms(one)
            and one.tokens[0].start >= figure.end - clause.start
            and not clause.text[figure.end - clause.start : one.tokens[0].start].strip()
            for one in clause.phrases
        )

    def unmatched(self, clause: Clause, matched: frozenset[str], series: Series) -> frozenset[str]:
        """Terms by which the clause limits what it measures further than ``matched`` terms of a row do.

        They stand in one noun phrase with these or in one that a preposition ties to it; or they are names, or the
        first phrase is about what other rows measure. Headings and captions of the row excuse no names.
        """
        vocabulary = self._vocabulary
        own = matched | series.words
        found = beside(clause, self.naming(clause), own) if clause.joined else set()
        found |= clause.parts - own - series.around
        tied, first, led, behind = False, True, True, False
        named = scope_named(clause, self._scopes, matched)
        openers = (*(phrase.opener for phrase in clause.phrases[1:]), "")
        for one, phrase, after in zip(self.naming(clause), clause.phrases, openers, strict=False):
            if phrase.tokens[-1].end <= named:
                continue
            if one.opener.endswith(_ANEW) and not tied:
                # What stands before a colon names nothing that is measured behind it.
                found, first = set(), True
            place = vocabulary.is_place(clause.lower[phrase.tokens[0].start : phrase.tokens[-1].end])
            rest = one.stems - own - (frozenset() if place else vocabulary.loose)
            if one.opener in self._selves:
                # Behind "we" stands the verb: "we buy only certified cocoa".
                rest -= {phrase.tokens[0].stem}
            if len(one.stems) >= _LEAST_NAMED and one.stems == one.names and one.stems <= series.around:
                # "Alder Asset Management held …", and the table is headed so.
                rest = frozenset()
            if not place and self._limits_nothing(clause, phrase, one, after, rest, tied=tied):
                rest = frozenset()
            if led and one.alone:
                # "With them, …": it widens or narrows what follows; "in particular, …" does not.
                empty = vocabulary.loose if one.opener in self._located else frozenset[str]()
                found |= one.stems - matched - empty
            led = False
            if not one.stems.isdisjoint(matched) or (tied and (one.opener in self._limits or one.opener == _PER)):
                found |= rest - series.around
                tied = True
            else:
                tied = False
                if first and not one.own and one.stems and (clause.others or not rest.isdisjoint(one.measured)):
                    found |= rest
                if first and not one.own and self._is_owner(clause, phrase):
                    found.add(clause.word(phrase.tokens[-1]))
            told = one.measured or (clause.others and one.stems)
            first = first and (one.own or not told)
            limits = one.opener in self._limits or one.opener in self._located
            if not behind or limits or _STOP.search(one.opener):
                found |= rest & one.names
            behind = True
        return frozenset(found)

    def _limits_nothing(
        self, clause: Clause, phrase: NounPhrase, one: Naming, after: str, rest: frozenset[str], *, tied: bool
    ) -> bool:
        """Whether the ``rest`` of a noun phrase takes nothing away: "every bean of cocoa", "in our collections"."""
        vocabulary, first = self._vocabulary, clause.word(phrase.tokens[0])
        every, placed = first in self._every, one.opener in self._located
        idle = vocabulary.amounts | vocabulary.units if every else vocabulary.amounts
        if (every and rest <= vocabulary.units) or (rest <= idle and (one.leads or (tied and placed))):
            return True
        whole = (every and one.leads and after in self._genitives) or (placed and first in self._selves)
        return whole and rest.isdisjoint(one.measured | one.names | clause.parts)

    def _is_owner(self, clause: Clause, phrase: NounPhrase) -> bool:
        """Whether a noun phrase, but for the company, has what the next one measures: "the smelter had a rate of"."""
        after = next((one for one in clause.phrases if one.tokens[0].start > phrase.tokens[0].start), None)
        last = clause.word(phrase.tokens[-1])
        own = last in self._grammar.whole or last in self._passages.names.own or last.isdigit()
        if after is None or own or phrase.opener in self._limits:
            return False
        gap = clause.lower[phrase.tokens[-1].end : after.tokens[0].start].split()
        return not self._having.isdisjoint(gap[:1]) and self._articles.issuperset(gap[1:])

    def naming(self, clause: Clause) -> Sequence[Naming]:
        """What the noun phrases of a clause name; of the last one it is kept, as many rows are held against it."""
        if self._named is None or self._named[0] is not clause:
            after = (*clause.phrases[1:], None)
            self._named = clause, [*map(partial(self._naming, clause), clause.phrases, after)]
        return self._named[1]

    def _naming(self, clause: Clause, one: NounPhrase, after: NounPhrase | None) -> Naming:
        terms = self.terms(one)
        stems = terms - {self._verb(clause, one)}
        alone = one.opener in self._ends and len(stems) == len(one.tokens) == 1
        return Naming(
            one.opener,
            terms,
            stems,
            # Those that stand in the label of a row or name a metric of the rules.
            frozenset(one for one in stems if self._index.count(one) > 0 or one in self._vocabulary.naming),
            frozenset(each.stem for each in one.tokens if each.stem in stems and self._is_name(clause, each)),
            leads=after is not None and self.leads_to(clause, one, after),
            alone=alone and clause.text[one.tokens[-1].end :].lstrip().startswith(","),
            own=self._is_self(clause, one),
        )

    def leads_to(self, clause: Clause, one: NounPhrase, after: NounPhrase) -> bool:
        """Whether nothing but a preposition stands between two noun phrases."""
        gap = clause.lower[one.tokens[-1].end : after.tokens[0].start]
        return after.opener in self._limits and gap.split() == [after.opener]

    def _is_self(self, clause: Clause, one: NounPhrase) -> bool:
        """Whether the company is the subject, behind which stands a verb: "we consumed", "Alder Group consumed"."""
        *before, last = one.tokens
        named = any(clause.word(each) in self._passages.names.own for each in before)
        return one.opener in self._selves or (named and bool(last.stem) and not any(each.stem for each in before))

    def _is_name(self, clause: Clause, token: Token) -> bool:
        """Whether a word is a name: the document uses it so, or it has its capital inside the clause."""
        word = clause.text[token.start : token.end]
        return self._passages.names.is_name(word) or (token.start > 0 and word[0].isupper())

    def names_one(self, clause: Clause, terms: frozenset[str]) -> bool:
        """Whether one of some terms is a name in a clause, and no abbreviation."""
        return any(
            self._is_name(clause, token) and not clause.text[token.start : token.end].isupper()
            for token in clause.tokens
            if token.stem and token.stem in terms
        )

    def matter(self, clause: Clause) -> frozenset[str]:
        """The terms of what a clause measures: its first noun phrase, those that name a metric, and what limits it."""
        found: set[str] = set()
        tied = False
        for one in clause.phrases:
            stems = self.terms(one) - {self._verb(clause, one)}
            tied = any(term in self._vocabulary.naming for term in stems) or (
                tied and (one.opener in self._limits or one.opener == _PER)
            )
            if tied or not found:
                found |= stems - self._vocabulary.loose
        return frozenset(found)

    def limits(self, clause: Clause) -> Iterator[frozenset[str]]:
        """The terms of each noun phrase that a preposition ties to another one of what is measured."""
        for before, one in pairwise(clause.phrases):
            if one.opener in self._limits and self.leads_to(clause, before, one) and self.terms(before):
                yield self.terms(one)

    def terms(self, one: NounPhrase, behind: int = -1) -> frozenset[str]:
        """The terms of a noun phrase, those behind an offset in its clause."""
        stems = (token.stem for token in one.tokens if token.stem and token.start > behind)
        return self._vocabulary.reader.expanded(stems)

    def is_object(self, one: Naming) -> bool:
        """Whether a noun phrase is no mere addition to another one: nothing ties it but a figure."""
        return one.opener not in self._limits and one.opener != _PER
