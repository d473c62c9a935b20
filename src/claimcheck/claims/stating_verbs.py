"""The verb by which a clause states something, by its form where no lexicon has it, and figures that tell how much."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest
from typing import NamedTuple

from claimcheck.claims.clause_reading import WORD, ClauseReading
from claimcheck.claims.verbs import Group, Kind
from claimcheck.model.passage import FIGURES, Fact
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.frame_words import FrameRole, FrameWord

_MONEY, _TIME, _TARGET = "money", "time", "target"
FEW = 10
"""Up to here number words tell things apart as often as they count them: "Two of them were put off"."""


def counts(fact: Fact) -> bool:
    """Whether a figure tells how much; "three years" in words is how long something takes or holds."""
    if fact.kind not in FIGURES or fact.kind == _MONEY:
        return False
    return fact.unit_class != _TIME or any(map(str.isdigit, fact.text))


def is_few(fact: Fact) -> bool:
    """Whether a figure is a small number in words."""
    return fact.kind != "share" and not has_digits((fact,)) and (fact.value or 0) < FEW


def has_digits(figures: Iterable[Fact]) -> bool:
    """Whether one of some figures is written in digits."""
    return any(any(map(str.isdigit, fact.text)) for fact in figures)


def tells_amount(facts: Iterable[Fact]) -> bool:
    """Whether one of some facts tells how much, what was given, or by when something was to be."""
    return any(counts(fact) or fact.kind == _MONEY or fact.role == _TARGET for fact in facts)


_DONE, _PLAN = "done", "plan"
_THIRD, _PAST = "s", "ed"
_APART = 4
_LEAST = 5
"""Letters of a word that is taken for a verb by its ending."""
_UNSTATED: frozenset[FrameRole] = frozenset({"ability", "attitude", "mind", "telling"})
"""Roles of verbs that say what somebody thinks, or what a paper has."""
_DUTY: FrameRole = "duty"
_LEADERS: frozenset[FrameRole] = frozenset({"determiner", "preposition"})


class StatingVerb(NamedTuple):
    """The verb that states something; ``bare`` says that it has nothing but an auxiliary, such as "are"."""

    start: int
    kind: Kind
    bare: bool = False


class StatingVerbs:
    """Finds it in clauses of one language; holds nothing of a document."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._past = lexicon.frames.opening("strong_past")

    def of(self, reading: ClauseReading, behind: int) -> StatingVerb | None:
        """The first such verb behind an offset."""
        clause = reading.clause
        said = [group for group in reading.finite if group.start > behind and _is_verb(reading, group)]
        acting = {hit.start for hit in reading.view.hits("clause", True) if hit.form == _THIRD}
        # A lone "survey" may be a noun, and so is "rates" in "burst rates are".
        sure = (
            group
            for group, after in zip_longest(said, said[1:])
            if group.led
            or group.kind == _DONE
            or (
                group.start in acting
                and (after is None or after.start > group.end + 1)
                and "genitive" not in reading.roles.get(group.end + 1, frozenset())
            )
        )
        found = next(sure, said[0] if said else None)
        for match in WORD.finditer(reading.text, behind, clause.end if found is None else found.start):
            if match.start() > clause.start and self._is_past(reading, match.start(), match.end()):
                return StatingVerb(match.start(), "done")
        if found is None or not found.led:
            for fact in reading.view.facts("clause"):
                start = _leading(reading, fact) if counts(fact) else None
                if start is not None:
                    return StatingVerb(start, "present")
        if found is None or found.kind == "able" or found.doubtful:
            return None
        at = [word for word in reading.parts.words if word.start < found.end and found.start < word.end]
        # What shall be so by a date is planned; anything else that has to be is not so yet.
        bound = found.kind != _PLAN and has_to_be(reading, at)
        if bound or any(word.roles & _UNSTATED for word in at):
            return None
        return StatingVerb(found.start, found.kind, not found.verb)

    def _is_past(self, reading: ClauseReading, start: int, end: int) -> bool:
        """Whether a word is a verb of the past by its form: a strong one, or one right before its amount."""
        word = reading.text[start:end]
        if reading.roles.get(start, frozenset()) - {"strong_past"} or "determiner" in reading.before(start):
            return False
        if word in self._past or not (word.endswith(_PAST) and len(word) >= _LEAST):
            return word in self._past
        return any(_is_beside(reading, end, fact) for fact in reading.view.facts("clause") if counts(fact))


def has_to_be(reading: ClauseReading, words: Iterable[FrameWord]) -> bool:
    """Whether one of some words says that something has to be; what somebody "needed less" of was less."""
    return any(_DUTY in word.roles and "determiner" not in reading.roles.get(word.end + 1, ()) for word in words)


def _is_verb(reading: ClauseReading, group: Group) -> bool:
    """Whether a group can be the verb of a statement: "No water or waste figures" has two nouns that look like one."""
    if group.led or group.kind == _DONE:
        return True
    beside = reading.before(group.start) | reading.roles.get(group.end + 1, frozenset())
    listed = reading.text[group.start - 2] == "," or "coordinator" in beside
    return not listed and group.end < reading.clause.end - 1


def _is_beside(reading: ClauseReading, end: int, fact: Fact) -> bool:
    """Whether an amount stands right behind an offset, or with a preposition and one word: "remained stable at 5 t"."""
    between = reading.text[end : max(end, fact.start)].split(" ")
    led = reading.before(fact.start)
    return fact.start == end + 1 or (1 < len(between) <= _APART and "preposition" in led and "agent" not in led)


def _leading(reading: ClauseReading, fact: Fact) -> int | None:
    """Where a verb stands that only leads to a figure: "stands at 32 %", "amounts to 4 t"."""
    link = reading.text.rfind(" ", reading.clause.start, fact.start - 1) + 1
    start = reading.text.rfind(" ", reading.clause.start, link - 1) + 1
    word = reading.text[start : link - 1]
    if "preposition" not in reading.roles.get(link, ()) or not (word.endswith(_THIRD) and word.isalpha()):
        return None
    taken = reading.roles.get(start) or reading.before(start) & _LEADERS
    return None if taken or start <= reading.clause.start or len(word) < _LEAST else start
