"""A clause in terms, as rows of tables are held against it: its noun phrases, each with the figure it belongs to."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from claimcheck.text.metric_words import Said
from claimcheck.text.terms import Token
from claimcheck.text.tokens import WORD

_COMMA = re.compile(r",(?![0-9])")


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
    ``others`` says that somebody else is its subject.
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


def owned(one: NounPhrase, start: int, figures: Sequence[int]) -> NounPhrase:
    """A noun phrase between two figures that is not behind the first one belongs to the second."""
    at = start + one.tokens[0].start
    if one.figure is not None or not figures or at < figures[0]:
        return one
    return one._replace(figure=next((figure for figure in figures if figure > at), None))


def inner_from(
    lower: str, start: int, figures: Sequence[int], of_which: re.Pattern[str], genitives: Container[str]
) -> int | None:
    """Where words between two figures begin to tell the parts of the first.

    "60 tonnes, of which 51 were burnt"; "of 60 tonnes of waste, 51 were burnt" does so at its comma.
    """
    between = [match.start() for match in of_which.finditer(lower)]
    opens = WORD.match(lower)
    if figures and opens is not None and opens.group() in genitives:
        between += [match.start() for match in _COMMA.finditer(lower, figures[0] - start)][:1]
    return next((start + at for at in between if figures and figures[0] < start + at < figures[-1]), None)
