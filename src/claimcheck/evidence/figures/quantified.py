"""What the noun phrases of a clause are quantified by: "all", "every", "none", and nouns of units before "of"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise, takewhile

from claimcheck.evidence.figures.clauses import Clause, NounPhrase
from claimcheck.evidence.figures.phrases import ClauseReader
from claimcheck.evidence.figures.vocabulary import Vocabulary
from claimcheck.model.figure import Figure
from claimcheck.model.passage import FIGURES
from claimcheck.text.structure_words import phrase_pattern
from claimcheck.text.tokens import WORD

_SHARE, _CHANGE = "share", "change"
_COMMA = ", "
_GAP = len(_COMMA)
_NEAR, _SMALL = 2, 2
"""Words behind the part up to "of" ("12 tonnes out of 40"), and small ones before the whole ("our then")."""
_TIME, _YEAR, _LEAST = "time", 8_766.0, 2
"""A year in hours, the unit of time, and the years of which one does not show what is so of all."""


class QuantifierReader:
    """Reads quantifiers in clauses of one document."""

    def __init__(self, vocabulary: Vocabulary, clauses: ClauseReader) -> None:
        lexicon = vocabulary.lexicon
        self._clauses = clauses
        self._lexicon = lexicon
        self._units = lexicon.facts.units
        self._limits = lexicon.metrics.limits | lexicon.frames.opening("preposition")
        self._genitives = lexicon.frames.opening("genitive")
        self._participles = lexicon.participles
        self._facts, self._frames = lexicon.facts, lexicon.frames
        self._vocabulary = vocabulary
        self._apart = phrase_pattern(lexicon.terms.apart)

    def quantified(self, clause: Clause, words: frozenset[str]) -> tuple[tuple[int, int], frozenset[str]] | None:
        """Where one of some words stands in a clause, with the terms of the noun phrase that it opens.

        "All of the electricity" is one; what no term follows is quantified by nothing.
        """
        place = clause.first_of(words)
        if place is None:
            return None
        at, end = (one - clause.start for one in place)
        until = clause.lower.find(", ", end)
        said = self._frames.find(clause.lower, 0, until if until > 0 else len(clause.lower))
        apart = self._apart.search(clause.lower, end) is not None
        if apart or any("duty" in one.roles for one in said) or self._takes_years(clause):
            # "All our wood was to be certified", "all but 41 of our staff".
            return None
        before = {*clause.lower[:at].split()[-1:]}
        led = before & self._frames.opening("preposition") and clause.text[end + 1 : end + 2].isdigit()
        first = before & self._genitives and self._is_best(clause.lower[:at].split())
        if first or clause.text[end : end + 1] == "-" or led or not before.isdisjoint(self._near):
            # "The most seats of all", "an all-electric service", "31 for every 10,000 connections", "almost all".
            return None
        for number, one in enumerate(clause.phrases):
            # "No oil spills": the word may open the phrase.
            opens = clause.lower[at : one.tokens[0].start].rstrip() == one.opener != ""
            if opens or one.tokens[0].start <= at <= one.tokens[-1].start:
                if self._qualifies(clause, number, at):
                    return None
                some = [one, *clause.phrases[number + 1 : number + 2]]
                if number and self._floats(clause, some, at):
                    # "Our depots all have solar panels".
                    subject = self._counted(clause, clause.phrases[number - 1], at)
                    return (place, subject) if subject else None
                if not self._clauses.terms(one, at) and one.opener not in self._genitives:
                    # "All four sites": a figure with what it counts.
                    until = some[1].tokens[0].start if len(some) > 1 else len(clause.text)
                    behind = clause.lower[end:until].split()
                    numbered = behind[:1] and (behind[0].isdigit() or behind[0] in self._facts.numbers)
                    counted = self._stems(clause, end, until)
                    if numbered and counted and behind[-1] not in self._genitives:
                        return place, counted
                goes_on = len(some) > 1 and (some[1].opener == "" or self._clauses.leads_to(clause, *some))
                if goes_on and (self._is_unit(clause, one) or self._is_partitive(clause, *some)):
                    # "Every gram of wool", "every litre we use", "every bean of cocoa".
                    some = some[1:]
                # "Free-range eggs only": behind its noun the word closes the phrase.
                opening = some[0] if self._clauses.terms(some[0], at) else some[-1]
                if self._limits_all(clause, opening, at):
                    return None
                told = [self._clauses.terms(each, at) for each in some] + [self._clauses.terms(one)]
                matter = next(filter(None, told), None)
                return (place, matter) if matter else None
        return None

    def amount_of(self, clause: Clause, figure: Figure) -> frozenset[str]:
        """The terms of the noun that a figure is an amount of, but for those of metrics: "a ceiling of 2.5"."""
        at = figure.start - clause.start
        before = next((one for one in reversed(clause.phrases) if one.tokens[-1].end <= at), None)
        gap = () if before is None else clause.lower[before.tokens[-1].end : at].split()
        if before is None or len(gap) != 1 or self._genitives.isdisjoint(gap):
            return frozenset()
        return self._clauses.terms(before).difference(self._vocabulary.amounts, *clause.named.values())

    def placed(self, clause: Clause) -> frozenset[str]:
        """The names of places where alone something is said to be so: "in the EU", "at our mill in Lund"."""
        located = self._lexicon.metrics.located
        named = (one.names for one in self._clauses.naming(clause) if one.opener in located)
        return frozenset[str]().union(*named)

    def _takes_years(self, clause: Clause) -> bool:
        """Whether the turn of all comes in more than a year: "every second year", "on a three-year cycle".

        Then the count of one year is none of all. "For three years" it is so in each of them.
        """
        words = WORD.findall(clause.lower)
        facts, placed = self._facts, self._lexicon.metrics.located.union(self._facts.span_before)
        titles = {word for title in facts.year_titles for word in title.split()}
        units, other = facts.units, ("", "", 0.0)
        for at in [at for at, word in enumerate(words) if units.get(word.rpartition("-")[2], other)[1] == _TIME]:
            *joined, unit = words[at].split("-")
            hours = units[unit][2]
            opener, before = ("", "", *words[:at])[-2:] if not joined else (unit, joined[-1])
            number = facts.numbers.get(before, float(before) if before.isdecimal() else 0.0)
            if number >= 1:
                if number * hours >= _LEAST * _YEAR and (joined or opener in placed):
                    return True
            elif hours == _YEAR and opener in self._lexicon.terms.every and before not in titles:
                return True
        return False

    def _is_best(self, words: Sequence[str]) -> bool:
        """Whether some words have the end of a scale behind a determiner: "the most seats", "our lowest rate"."""
        terms = self._lexicon.terms
        ends = terms.most | terms.least | terms.better
        return any(
            word in terms.openers and (after in ends or after.endswith(terms.superlative))
            for word, after in pairwise(words)
        )

    def _qualifies(self, clause: Clause, number: int, at: int) -> bool:
        """Whether a word for all is part of what another noun leads to: "progress towards fully recyclable packs"."""
        one = clause.phrases[number]
        word = next((each for each in one.tokens if each.start == at), None)
        if word is None or clause.word(word) in self._restricting:
            return False
        before = any(each.stem for each in one.tokens if each.end <= at)
        led = number > 0 and self._clauses.leads_to(clause, clause.phrases[number - 1], one)
        behind = sum(bool(each.stem) for each in one.tokens if each.start > at)
        return behind >= _SMALL and (before or led)

    @cached_property
    def _restricting(self) -> frozenset[str]:
        """Words that do say it of all ("only certified tea"), or open a noun phrase."""
        return self._lexicon.terms.openers | self._lexicon.terms.alone

    @cached_property
    def _near(self) -> frozenset[str]:
        """Words that make less than all of it: "nearly all", "not every"."""
        denied = self._lexicon.role_words.get("negation", ())
        return frozenset((*self._lexicon.tables.bounds.get("about", ()), *denied))

    def subject(self, clause: Clause, place: int) -> frozenset[str]:
        """The terms of what a quantifier at an offset in the text is about; none for "only" and the like.

        They are those of its noun phrase and of a relative clause on it: "every pharmacy that takes back medicines".
        """
        at = place - clause.start
        quantifier = next((one for one in clause.tokens if one.start == at), None)
        phrases = [one for one in clause.phrases if one.tokens[-1].end > at]
        if quantifier is None or not phrases or clause.word(quantifier) not in self._lexicon.terms.openers:
            return frozenset()
        if len(phrases) > 1 and not self._clauses.terms(phrases[0], at):
            phrases = phrases[1:]
        found, due = self._clauses.terms(phrases[0], at), None
        for before, one in pairwise(phrases):
            gap = WORD.findall(clause.lower, before.tokens[-1].end, one.tokens[0].start)
            if due is None:
                if not gap or gap[0] not in self._relatives:
                    break
                # "That our mills run": its verb may stand behind its subject, with it or in a gap of its own.
                opens = gap[-1] in self._frames.opening("relative") and len(self._clauses.terms(one)) < _SMALL
                due = 1 if opens or self._verb_groups(gap) else 0
            due -= self._verb_groups(gap)
            if due < 0:
                break
            found |= self._clauses.terms(one)
        return found

    def _verb_groups(self, words: Sequence[str]) -> int:
        """How many verbs there are among some words, those with what helps them counted once."""
        verbs = [word in self._verbs for word in words]
        return sum(verb and not (at and words[at - 1] in self._helping) for at, verb in enumerate(verbs))

    @cached_property
    def _helping(self) -> frozenset[str]:
        words = self._lexicon.role_words
        return frozenset((*words.get("be", ()), *words.get("perfect", ())))

    @cached_property
    def _relatives(self) -> frozenset[str]:
        return self._frames.opening("relative") | frozenset(self._lexicon.role_words.get("first_person", ()))

    @cached_property
    def _verbs(self) -> frozenset[str]:
        """Words that end a noun phrase and are neither prepositions nor pronouns, articles or adverbs."""
        opening, ends = self._frames.opening, self._lexicon.phrase_ends
        small = opening("determiner") | opening("adverb") | opening("pronoun") | opening("coordinator")
        small |= opening("subordinator") | opening("relative") | self._limits
        return ends - small - self._lexicon.terms.openers

    def _floats(self, clause: Clause, some: Sequence[NounPhrase], at: int) -> bool:
        """Whether a quantifier stands alone between a noun, with its verb behind it."""
        alone = not self._clauses.terms(some[0]) and any(one.end + 1 == at and one.stem for one in clause.tokens)
        return alone and len(some) > 1 and some[1].opener not in self._limits and some[1].opener != ""

    def _counted(self, clause: Clause, before: NounPhrase, at: int) -> frozenset[str]:
        """The terms of the noun phrase right before an offset, with what a figure counts ("our four depots")."""
        return self._clauses.terms(before) | self._stems(clause, before.tokens[-1].end, at)

    def _stems(self, clause: Clause, start: int, end: int) -> frozenset[str]:
        """The terms from an offset on, up to a word that ends a phrase: of "31 sites hold" the sites."""
        inside = (one for one in clause.tokens if start <= one.start < end)
        led = takewhile(lambda one: clause.word(one) not in self._lexicon.phrase_ends, inside)
        return frozenset(one.stem for one in led if one.stem and not one.stem.isdigit())

    def _limits_all(self, clause: Clause, one: NounPhrase, at: int) -> bool:
        """Whether a word that stands in no label limits what is quantified ("all new employees", "all other sites")."""
        before = takewhile(lambda each: not each.stem, (each for each in one.tokens if each.start > at))
        return not self._idle.issuperset(clause.word(each) for each in before)

    @cached_property
    def _idle(self) -> frozenset[str]:
        """Words beside "all" that limit nothing: articles, numbers, "the whole of our total …"."""
        lexicon = self._lexicon
        return lexicon.metrics.whole.union(lexicon.phrase_ends, lexicon.terms.every, lexicon.facts.numbers)

    def _is_partitive(self, clause: Clause, one: NounPhrase, after: NounPhrase) -> bool:
        """Whether a noun phrase is every one of what another is made of, and no label or name has a word of it."""
        if after.opener not in self._genitives or clause.word(one.tokens[0]) not in self._lexicon.terms.every:
            return False
        told = self._clauses.naming(clause)[clause.phrases.index(one)]
        # "Every bakery of ours" is no bakery's part.
        named = self._clauses.terms(after) - self._vocabulary.loose
        return bool(named) and told.stems.isdisjoint(told.measured | told.names)

    def _is_unit(self, clause: Clause, one: NounPhrase) -> bool:
        return all(
            each.stem in self._vocabulary.units or clause.word(each) in self._units for each in one.tokens if each.stem
        )

    @cached_property
    def _times(self) -> frozenset[str]:
        """The stems of words that tell of a year ("during the reporting year")."""
        titles = (word for title in self._facts.year_titles for word in title.split())
        words = (*titles, *self._facts.index.years, *self._frames.opening("preposition"))
        return frozenset(map(self._vocabulary.reader.stem, words))

    def limited(self, clause: Clause, place: int, matched: frozenset[str]) -> bool:
        """Whether a clause with a "no" names what a row does not: "the Lund works sends no waste", "no major spills".

        The word before the "no" is a verb, and so is a participle that ends a phrase behind it. A verb says nothing
        more where all kinds of things are said with it ("no spills were found"), or where it only leads to what the row
        names ("no waste was sent to landfill"): "no staff were dismissed" is about less.
        """
        at = place - clause.start
        verbs = [token for one in clause.phrases for token in one.tokens if token.end <= at][-1:]
        verbs += [
            token
            for one in clause.phrases
            if (token := one.tokens[-1]).start > at and clause.word(token).endswith(self._participles)
        ]
        led = any(
            one.tokens[0].start > at
            and one.opener in self._limits
            and one.opener not in self._genitives
            and not self._clauses.terms(one).isdisjoint(matched)
            for one in clause.phrases
        )
        idle = {each.stem for each in verbs if led or each.stem in self._vocabulary.loose}
        return not clause.stems - idle - self._times <= matched

    def counts_part(self, clause: Clause, figure: Figure) -> bool:
        """Whether an amount is of a part: "49 MWh of our energy use", "Of our waste of 60 tonnes, 51 tonnes were"."""
        genitives = self._frames.opening("genitive")
        opens = WORD.match(clause.lower)
        if opens is not None and opens.group() in genitives and "," in clause.text[: figure.start - clause.start]:
            return figure.unit_class != _SHARE or figure.role == _CHANGE
        if figure.unit_class == _SHARE:
            return False
        behind = WORD.findall(clause.lower, figure.end - clause.start)[:2]
        return len(behind) > 1 and behind[0] in genitives and behind[1] in self._frames.opening("determiner")

    def tells_change(self, clause: Clause, figure: Figure) -> bool:
        """Whether an amount behind a comma is that of the change named before it: "the fall in emissions, 2,460 t"."""
        lower, end = clause.lower, figure.start - clause.start - _GAP
        if not lower.startswith(_COMMA, end):
            return False
        begin = lower.rfind(_COMMA, 0, end) + 1
        determiners = self._frames.opening("determiner")
        moves = (one.start for one in clause.moves if begin <= one.start < end)
        return any(lower[begin:start].split()[-1:] and lower[begin:start].split()[-1] in determiners for start in moves)

    def is_whole(self, clause: Clause, figure: Figure) -> bool:
        """Whether an amount is the whole of which another one is a part: "50 of the 125", "Of 125 leaders 50 were"."""
        before = [*WORD.finditer(clause.lower, 0, figure.start - clause.start)]
        small = self._frames.opening("determiner") | self._frames.opening("adverb")
        for _ in range(_SMALL):
            if before and before[-1][0] in small:
                before.pop()
        if not before or before.pop()[0] not in self._frames.opening("genitive"):
            return False
        # "Almost half of our 125 leaders", "12 tonnes out of 40".
        facts = self._vocabulary.passages.facts(figure.sentence)
        parts = [one.end for one in facts if one.kind in FIGURES and clause.start < one.end < figure.start]
        return not before or (bool(parts) and sum(word.end() > parts[-1] - clause.start for word in before) < _NEAR)

    def whole_of(self, clause: Clause, figure: Figure) -> frozenset[str]:
        """The terms of what a share is told to be of ("62 % of all the energy we used"), none where nothing is."""
        genitives = self._frames.opening("genitive")
        return frozenset[str]().union(
            *(
                self._clauses.terms(one)
                for one in clause.phrases
                if one.figure == figure.start and one.opener in genitives
            )
        )

    def headed(self, clause: Clause, matched: frozenset[str]) -> bool:
        """Whether a word that a row does not have heads what it has ("free of lead"): it may turn that around."""
        return any(
            self._clauses.leads_to(clause, one, after)
            and not self._clauses.terms(after).isdisjoint(matched)
            and not self._is_unit(clause, one)
            and not self._is_partitive(clause, one, after)
            and bool(self._clauses.terms(one) - matched - self._vocabulary.loose - self._vocabulary.amounts)
            for one, after in pairwise(clause.phrases)
        )
