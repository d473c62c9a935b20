"""A clause in terms, as rows of tables are held against it: its noun phrases, each with the figure it belongs to."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from claimcheck.text.metric_words import Said
from claimcheck.text.terms import Token
from claimcheck.text.tokens import WORD

_BREAK = re.compile(r"(?<!\w)[-\u2010\u2011]|[-\u2010\u2011](?!\w)|[^\s'\"“”‘’\u2010\u2011-]")
_PLAIN_GAPS = ("", " ")
_COMMA = re.compile(r",(?![0-9])")
_BRACKET = re.compile(r"\(([^\W\d_]+) ([123](?: ?[^()\d]{1,5} ?[123])*)\)")
_DIGIT = re.compile(r"[0-9]")
_OF_IT = ("genitive", "pronoun")
_JOINING = 2
"""Words between two noun phrases that are joined ("petrol use and gas")."""
_PART_OF = 12
"""Characters behind a figure in which "of it" stands."""
FARTHEST = 3
"""Sentences of one paragraph, one behind the other, whose clauses name nothing."""


class NounPhrase(NamedTuple):
    """A run of words between verbs, prepositions, figures and stops, with the word right before it.

    ``figure`` is the offset in the text of the figure that it belongs to: the one it stands behind ("41 % of
    managers"), or before, where another figure stands before both ("X by 23 % and Y by 40 %").
    """

    opener: str
    tokens: tuple[Token, ...]
    figure: int | None


class Clause(NamedTuple):
    """A clause as noun phrases.

    ``stems`` are all its terms, ``named`` the terms by which it names metrics, ``basis`` the ways of counting in it,
    ``moves`` its words for a fall or rise, by offsets in it, ``parts`` the terms that are parts of a company, or those
    it deals with. Behind ``inner``, an offset in the text, stand the parts of a figure before it ("of which").
    ``others`` says that somebody else is its subject, ``joined`` has the phrases that a word joins with the one
    before, by their starts; where its figures are joined too, each belongs to one of them.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    phrases: tuple[NounPhrase, ...]
    stems: frozenset[str]
    named: Mapping[str, frozenset[str]]
    basis: frozenset[str]
    moves: tuple[Said, ...]
    parts: frozenset[str]
    inner: int | None
    others: bool
    text: str
    lower: str
    joined: frozenset[int] = frozenset()

    def word(self, one: Token | Said) -> str:
        """A word of the clause, in lower case."""
        return self.lower[one.start : one.end]

    def first_of(self, words: Container[str]) -> tuple[int, int] | None:
        """Where the first of some words stands in the text."""
        for one in self.tokens:
            if self.word(one) in words:
                return self.start + one.start, self.start + one.end
        return None


class Naming(NamedTuple):
    """What a noun phrase of a clause names, as many rows are held against it.

    ``terms`` are all its terms and ``stems`` those but for a verb. ``leads`` says that nothing but a preposition stands
    between it and the next one, ``alone`` that it is one word between a preposition and a comma. ``measured`` are the
    stems that a row or metric has, ``names`` those that are names; ``own`` says that the company is its subject.
    """

    opener: str
    terms: frozenset[str]
    stems: frozenset[str]
    measured: frozenset[str]
    names: frozenset[str]
    leads: bool
    alone: bool
    own: bool


def owned(one: NounPhrase, start: int, figures: Sequence[int], text: str) -> NounPhrase:
    """A noun phrase between two figures that is not behind the first one belongs to the second, unless a comma parts
    them ("112 repairers on site, against 110 in 2023").
    """
    at = start + one.tokens[0].start
    if one.figure is not None or not figures or at < figures[0]:
        return one
    later = next((figure for figure in figures if figure > at), None)
    if later is not None and _COMMA.search(text, one.tokens[-1].end, later - start) is not None:
        return one
    return one._replace(figure=later)


def cleared(tokens: Iterable[Token], runs: Sequence[tuple[int, int]], *, digits: bool = False) -> list[Token]:
    """Tokens without the stems of those that stand in some runs of a clause, or of the digits among them."""
    return [
        one._replace(stem="")
        if one.stem.isdigit() >= digits and any(start <= one.start < end for start, end in runs)
        else one
        for one in tokens
    ]


def joined(phrases: Sequence[NounPhrase], lower: str, joining: Container[str]) -> frozenset[int]:
    """The starts of noun phrases that a word joins with the one before: "petrol and gas", "petrol use and gas use"."""
    return frozenset(
        other.tokens[0].start
        for one, other in pairwise(phrases)
        if other.opener in joining
        and len(between := lower[one.tokens[-1].end : other.tokens[0].start].split()) <= _JOINING
        and between[-1:] == [other.opener]
    )


def beside(clause: Clause, naming: Sequence[Naming], own: frozenset[str]) -> set[str]:
    """The terms of noun phrases that have none of some ``own`` ones and are joined with one that has.

    "Buildings and vehicles" are more than the vehicles.
    """
    found: set[str] = set()
    for place, one in enumerate(clause.phrases):
        if place and one.tokens[0].start in clause.joined:
            mine, theirs = naming[place - 1].stems, naming[place].stems
            if mine.isdisjoint(own) != theirs.isdisjoint(own):
                found |= (mine | theirs) - own
    return found


def scope_named(clause: Clause, scopes: Container[str], matched: frozenset[str]) -> int:
    """Where a bracket begins that says which scope the words before it are: "emissions from boilers (Scope 1)"."""
    for bracket in _BRACKET.finditer(clause.lower):
        if bracket[1] in scopes and matched.issuperset(_DIGIT.findall(bracket[2])):
            return bracket.start()
    return 0


class Opening(NamedTuple):
    """The words of one language that end noun phrases, begin them, and tie them to the figure before.

    ``nouns`` says that nouns have a capital.
    """

    ends: Container[str]
    openers: Container[str]
    limits: Container[str]
    nouns: bool = False

    def phrases(
        self, text: str, lower: str, tokens: Sequence[Token], taken: Sequence[tuple[int, int, int | None]]
    ) -> Iterator[NounPhrase]:
        """The noun phrases of a clause, in order."""
        opener, run, last = "", list[Token](), 0
        owner: int | None = None
        for token in tokens:
            word = lower[token.start : token.end]
            # "Work-related" has no verb in it, and "waste-to-energy" no preposition.
            inside = text[last : token.start] == "-" or text[token.end : token.end + 1] == "-"
            ends = word in self.ends and not inside
            fact = None
            for one in taken:
                fact = one if one[0] <= token.start < one[1] else fact
            stopped = False
            if text[last : token.start] not in _PLAIN_GAPS:
                # A hyphen is told by the letter behind it.
                gap = _BREAK.search(text, last, token.start + 1)
                stopped = gap is not None and gap.start() < token.start
            if fact is not None or ends or stopped:
                if run:
                    yield NounPhrase(opener, self._until_noun(run, text), owner)
                    run, owner = [], None
                if stopped:
                    opener, owner = text[last : token.start].strip(), None
            if fact is not None:
                opener, owner = "", fact[2]
            elif ends:
                opener = word
                owner = owner if word in self.limits else None
            else:
                if word in self.openers and any(each.stem for each in run):
                    # "We achieved our best score": what stands before "our" is no part of it.
                    yield NounPhrase(opener, self._until_noun(run, text), owner)
                    opener, run, owner = "", [], None
                run.append(token)
            last = token.end if fact is None else max(token.end, min(fact[1], len(text)))
        if run:
            yield NounPhrase(opener, self._until_noun(run, text), owner)

    def _until_noun(self, run: Sequence[Token], text: str) -> tuple[Token, ...]:
        """A noun phrase without the verb behind its noun, where that shows: "die Emissionen beliefen sich"."""
        nouns = [at for at, one in enumerate(run) if text[one.start].isupper()] if self.nouns else []
        return tuple(run[: nouns[-1] + 1] if nouns else run)


class Parting(NamedTuple):
    """The words by which one language tells parts: "of which", and what stands in "of the" and "of it"."""

    of_which: re.Pattern[str]
    genitives: Container[str]
    pronouns: Container[str]

    def inner(self, lower: str, start: int, taken: Sequence[tuple[int, int, int | None]]) -> int | None:
        """Where in the text a clause begins to tell the parts of its first figure, or tells one of them.

        "60 tonnes, of which 51 were burnt"; "of 60 tonnes of waste, 51 were burnt" does so at its comma. ``taken`` are
        the runs of the clause that are figures, with their offsets in the text, or other facts.
        """
        figures = [(end, figure) for _, end, figure in taken if figure is not None]
        if not figures:
            return None
        first, last = figures[0][1], figures[-1][1]
        between = [match.start() for match in self.of_which.finditer(lower)]
        opens = WORD.match(lower)
        if opens is not None and opens.group() in self.genitives:
            between += [match.start() for match in _COMMA.finditer(lower, first - start)][:1]
        found = next((start + at for at in between if first < start + at < last), None)
        if found is not None:
            return found
        for end, figure in figures[1:]:
            behind = WORD.findall(lower[end : end + _PART_OF])[:2]
            if len(behind) == len(_OF_IT) and behind[0] in self.genitives and behind[1] in self.pronouns:
                # "We spent 985 with suppliers, 455 of it on repairs".
                return figure - 1
        return None


def standing_for(clause: Clause, pronoun: tuple[int, int], earlier: Clause, terms: frozenset[str]) -> Clause:
    """A clause with ``terms`` of an earlier one, and what this says of them, in the place of its pronoun.

    ``pronoun`` is where that stands in the text.
    """
    start, end = (at - clause.start for at in pronoun)
    told = [
        NounPhrase(one.opener, tuple(Token(start, end, each.stem) for each in one.tokens), None)
        for one in earlier.phrases
        if not terms.isdisjoint(each.stem for each in one.tokens)
    ]
    tokens = [token for one in told for token in one.tokens]
    named = {metric: told for metric, told in earlier.named.items() if told <= terms}
    return clause._replace(
        phrases=(*told, *clause.phrases),
        tokens=tuple(sorted((*clause.tokens, *tokens))),
        stems=clause.stems | terms,
        named={**named, **clause.named},
        basis=clause.basis or earlier.basis,
        parts=clause.parts | earlier.parts,
    )
