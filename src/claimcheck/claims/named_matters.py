"""What a clause is about by its own words: the ESG matters that it names, and the figures that measure them."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import NamedTuple

from claimcheck.claims.clause_reading import ClauseReading
from claimcheck.claims.fields import BROAD
from claimcheck.claims.grammar_roles import Grammar
from claimcheck.claims.structural_claims import measures
from claimcheck.claims.told_amounts import has_digits
from claimcheck.claims.verbs import Kind
from claimcheck.model.passage import Fact
from claimcheck.text.quotations import quotations

_TIME, _MULTIPLE = "time", "multiple"
_COUNTS = (None, "count")
# Characters between a time and what it is spent on: "24 hours in training".
_BESIDE = 12


class Matters(NamedTuple):
    """Runs of words for ESG matters in a clause; ``heads`` are those that stand for themselves.

    In front of another noun such a word says what kind that is: "the water tower", "a diesel bus".
    """

    heads: Sequence[tuple[int, int]]
    kinds: Sequence[tuple[int, int]]

    def measured_by(self, figures: Sequence[Fact], verb: int, kind: Kind) -> bool:
        """Whether one of the figures of a clause tells how much of what it names there is, or on what that was spent.

        Of what has, holds or takes an amount of it now nothing is told: "the tank holds 80 litres of water".
        """
        leads = self.lead(verb)
        told = leads or kind != "present"
        return bool(self.heads) and any(
            fact.kind == "share"
            or fact.unit_class == _MULTIPLE
            or (told and (measures(fact) or self.touch(fact)))
            or (
                leads
                and kind == "done"
                and fact.start > verb
                and has_digits((fact,))
                and fact.unit_class in _COUNTS
            )
            for fact in figures
        )

    def lead(self, verb: int) -> bool:
        """Whether such a word stands before the verb at an offset."""
        return any(start < verb for start, _ in self.heads)

    def follow(self, reading: ClauseReading, verb: int) -> bool:
        """Whether the verb at an offset is told of such a word: it stands before the verb, or behind it unparted."""
        return any(start < verb or "," not in reading.text[verb:start] for start, _ in self.heads)

    def touch(self, fact: Fact) -> bool:
        """Whether a time is told of such a word right beside it: "24 hours in training"."""
        return fact.unit_class == _TIME and any(
            start - fact.end <= _BESIDE and fact.start - end <= _BESIDE for start, end in self.heads
        )


def matters_of(reading: ClauseReading, grammar: Grammar, topics: Container[str], verb: int) -> Matters:
    """The matters of some topics that a clause names; who acts, and what only has a name of such words, is none."""
    text, opens, hits = reading.text, reading.clause.start, reading.clause.hits_any
    actors = {hit.start for hit in hits if hit.signal in grammar.company_subjects}
    quoted = [*quotations(text, opens, reading.clause.end)]
    ends: dict[int, int] = {}
    for hit in hits:
        topic = grammar.topics.get(hit.signal)
        if topic not in topics or topic in BROAD or hit.start in actors:
            continue
        if any(start <= hit.start < end for start, end in quoted):
            continue
        # "CO2" is written so in running text.
        named = hit.start > opens and text[hit.start].isupper() and text[hit.end - 1].islower()
        # "No car that burns diesel": what is denied may stand in what is said aside.
        if not named and (reading.view.guarded or not reading.parts.is_aside(hit.start)):
            ends[hit.start] = max(hit.end, ends.get(hit.start, 0))
    known = {verb, *ends, *reading.roles, *(fact.start for fact in reading.view.facts("clause"))}
    known.update(group.start for group in reading.parts.groups)
    heads = [
        (start, end)
        for start, end in ends.items()
        if text[end : end + 1] != ":"
        and (end >= reading.clause.end or end + 1 in known or not text[end + 1 : end + 2].isalpha())
    ]
    return Matters(heads, [run for run in ends.items() if run not in heads])
