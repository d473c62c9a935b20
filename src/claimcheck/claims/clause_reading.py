"""A clause while its subject is looked for: where its verb stands, and what leads to a subject or parts it from that.

Nobody can list all verbs of doing. Behind a subject that is plain by its form the word that follows is the verb,
whether or not a lexicon has it; behind a longer one it is what an auxiliary or a known verb makes, or its ending and
its object.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from claimcheck.claims.fields import ClauseView
from claimcheck.claims.frames import Parts
from claimcheck.claims.verbs import FINITE, Group
from claimcheck.model.passage import FIGURES, Clause
from claimcheck.text.frame_words import FrameRole

Kind = Literal["company", "own", "unit", "entry", "passive", "extent"]

WORD = re.compile(r"[^\W\d_][\w'&-]*")
# The number of an entry: "a. ", "3.2.1 ", "(iv) ".
_NUMBERED = re.compile(r"\W*(?:[a-z]|[ivx]{1,4}|\d{1,2}(?:\.\d{1,2})*)[.)]?\W*\s")
_COMMA = ", "
_BRACKETS = re.compile(r" ?\([^()]*\)")
_STOPS = ",;:()"
# Endings by which a word that no lexicon has is the verb of one who acts, or of the past.
_ENDINGS = ("s", "ed")
_DOING = "ing"
_LEAST = 4
SHORTEST = 3
# Words that may lead to a subject without a comma: "In the year 2024 we".
_LEADING = 10
# Words between the determiner of a unit and its head: "the new Tarnholm plant".
_HEAD = 5
# Characters of a word that is looked at before another one.
_LONGEST_WORD = 24
# Words of a subject up to its verb.
_LONGEST = 12
_OPENING: frozenset[FrameRole] = frozenset({"preposition", "time", "coordinator", "adverb", "adjunct", "this_year"})
_BOUND: frozenset[FrameRole] = frozenset({"relative", "subordinator", "preposition", "agent", "infinitive"})
# Roles of words that may stand in the name of a unit.
_NAMING: frozenset[FrameRole] = frozenset({"instrument", "goal", "overall", "broad", "resource", "paper"})
# "The health and safety policy".
_JOINING: frozenset[FrameRole] = frozenset({"coordinator"})
_NO_VERB: frozenset[FrameRole] = frozenset(
    {"preposition", "agent", "determiner", "coordinator", "relative", "subordinator", "infinitive"}
)
_SMALL: frozenset[FrameRole] = frozenset({"adverb", "time"})
_OBJECT: frozenset[FrameRole] = frozenset({"determiner", "infinitive"})


class Subject(NamedTuple):
    """A subject with the offset of its verb; ``group`` is None for a verb that only its form tells."""

    kind: Kind
    start: int
    verb: int
    group: Group | None


def nouns_of(parts: Parts) -> set[int]:
    """Where words begin that are no verbs, whatever else they may be: behind a preposition ("ambition for change")."""
    return {word.end + 1 for word in parts.words if "preposition" in word.roles}


def finite_of(view: ClauseView, parts: Parts) -> list[Group]:
    """The verb groups of a clause that state something; inside it a word with a capital is part of a name."""
    clause, text = view.clause, view.passages.norm.text
    assert clause is not None
    nouns = nouns_of(parts)
    return [
        group
        for group in parts.groups
        if group.kind in FINITE
        and not parts.is_aside(group.start)
        and (group.start == clause.start or not text[group.start].isupper())
        and (group.led or group.start not in nouns)
    ]


def is_told_on_page(view: ClauseView, parts: Parts) -> bool:
    """ "We communicate our emissions on pages 76-77": what is done on a page is told there, and no figure is given."""
    facts = view.facts("clause")
    pages = {fact.start for fact in facts if fact.kind == "reference" and fact.role == "page"}
    if not pages or any(fact.kind in FIGURES for fact in facts):
        return False
    leading = [word for word in parts.words if "preposition" in word.roles and word.end + 1 in pages]
    # "Fell steeply, as shown on page 9".
    bound = {group.end + 1 for group in parts.groups if group.kind == "participle"}
    return any(word.start not in bound for word in leading)


def undenied(view: ClauseView, clause: Clause) -> ClauseView:
    """The clause with what a denial covers, where nothing else guards it: "no" and "never" say how much as well."""
    reasons = {
        run.reason
        for run in view.sentence.guards
        if run.reason != "proper_name" and run.start < clause.end and clause.start < run.end
    }
    if reasons != {"negated"}:
        return view
    return ClauseView(view.passages, view.sentence, clause, view.context, view.grammar, guarded=True)


class ClauseReading:
    """A clause while its subject is looked for."""

    __slots__ = ("clause", "finite", "lower", "parts", "roles", "text", "view")

    def __init__(self, view: ClauseView, clause: Clause, parts: Parts) -> None:
        self.view, self.clause, self.parts = view, clause, parts
        self.text, self.lower = view.passages.norm.text, view.passages.norm.lower
        roles: dict[int, frozenset[FrameRole]] = {}
        for word in parts.words:
            roles[word.start] = roles.get(word.start, frozenset()) | word.roles
        self.roles: Mapping[int, frozenset[FrameRole]] = roles
        self.finite = finite_of(view, parts)

    def before(self, start: int) -> frozenset[FrameRole]:
        """The roles of the word right before an offset."""
        blank = self.lower.rfind(" ", max(self.clause.start, start - _LONGEST_WORD), start - 1)
        return self.roles.get(max(blank + 1, self.clause.start), frozenset())

    def subject(self, kind: Kind, start: int, end: int) -> Subject | None:
        """The subject from ``start`` to ``end`` if it opens the statement and a verb follows."""
        at = self._article(start)
        if not self.opens(at, plainly=kind == "company"):
            return None
        verb = self._verb(kind, end)
        return None if verb is None else Subject(kind, at, *verb)

    def _article(self, start: int) -> int:
        word = self.lower[self.clause.start : start].rsplit(" ", 2)
        if len(word) > 1 and word[-1] == "" and "determiner" in self.roles.get(start - len(word[-2]) - 1, ()):
            return start - len(word[-2]) - 1
        return start

    def led(self, head: int) -> int | None:
        """Where the determiner of a noun stands, at most ``_HEAD`` other words before it; None for no such."""
        at = head
        for word in reversed(self.lower[self.clause.start : head].split()[-_HEAD - 1 :]):
            at -= len(word) + 1
            roles = self.roles.get(at, frozenset()) - _NAMING - _JOINING
            if "determiner" in roles:
                return at
            if roles or not word[-1].isalnum():
                return None
        return None

    def is_known(self, start: int, end: int) -> bool:
        """Whether a unit is no name, or one that the document has more than once: others are named in passing."""
        name = self.text[start:end].partition(" ")[2]
        last = name.rpartition(" ")[2]
        if not last[:1].isupper() or " " not in name:
            return True
        return self.text.find(name, self.text.find(name) + len(name)) >= 0

    def opens(self, start: int, *, plainly: bool = False) -> bool:
        """Whether what stands before an offset only leads to a subject there.

        A clause that accompanies the statement ends with a comma, or before a subject that is ``plainly`` one.
        """
        first = self.clause.start
        before = self.text[first:start]
        if not any(map(str.isalnum, before)) or _NUMBERED.fullmatch(before):
            return True
        words = [word for word in self.parts.words if word.end <= start]
        if words and words[-1].end + 1 >= start and words[-1].roles & _BOUND:
            return False
        opens = self._opening()
        stated = any(group.end <= start and (group.led or group.kind == "done") for group in self.finite)
        if "subordinator" in opens:
            told = any(group.end <= start for group in self.finite)
            return (told and plainly) or before.endswith(_COMMA)
        if before.endswith(_COMMA):
            return not stated or bool(opens & _OPENING)
        if stated or "infinitive" in opens or not opens & _OPENING:
            return False
        # "In tracking our waste": what is ours belongs to the verb before it.
        leading = before.split()
        return not leading[-1].endswith(_DOING) and len(leading) <= (1 if "coordinator" in opens else _LEADING)

    def _opening(self) -> frozenset[FrameRole]:
        """The roles of the word that opens the clause."""
        opening = WORD.search(self.text, self.clause.start, self.clause.end)
        return frozenset() if opening is None else self.roles.get(opening.start(), frozenset())

    def _verb(self, kind: Kind, end: int) -> tuple[int, Group | None] | None:
        """Where a finite verb stands behind a subject that ends at ``end``."""
        over = self._set_off(end)
        finite = next((group for group in self.finite if group.start >= end and not _inside(over, group.start)), None)
        last = finite.start if finite is not None else self.clause.end
        passed = 0
        at = end
        for match in WORD.finditer(self.text, end, last):
            behind = _inside(over, match.start())
            if behind:
                at = behind
                continue
            gap = self.text[at : match.start()]
            if any(mark in gap for mark in _STOPS) and (kind == "company" or ";" in gap or ":" in gap):
                return None
            at = match.end()
            word, roles = match.group(), self.roles.get(match.start(), frozenset())
            if roles & _SMALL or word.endswith("ly"):
                continue
            if kind == "company":
                if roles & _NO_VERB or not word[0].islower() or len(word) < SHORTEST:
                    return None
                return match.start(), None
            passed += 1
            if passed > _LONGEST or roles & {"relative", "subordinator"}:
                return None
            beside = kind == "unit" and passed == 1
            if not roles and self._acts(word, match.end(), beside=beside):
                return match.start(), None
        if finite is None:
            return None
        return finite.start, finite

    def _set_off(self, start: int) -> list[tuple[int, int]]:
        """What is set off behind a subject and parts it from its verb: brackets, and a relative clause in commas."""
        end = self.clause.end
        found = [match.span() for match in _BRACKETS.finditer(self.text, start, end)]
        for word in self.parts.words:
            first = word.start - len(_COMMA)
            if "relative" in word.roles and first >= start and self.text.startswith(_COMMA, first):
                comma = self.text.find(_COMMA, word.end, end)
                if comma >= 0:
                    found.append((first, comma + len(_COMMA)))
                break
        return found

    def _acts(self, word: str, end: int, *, beside: bool) -> bool:
        """Whether a word that no lexicon has is a verb by its ending, and its object or what it stands beside."""
        if len(word) < _LEAST or not word.islower() or not word.endswith(_ENDINGS):
            return False
        return beside or bool(self.roles.get(end + 1, frozenset()) & _OBJECT)


def _inside(runs: Sequence[tuple[int, int]], offset: int) -> int:
    """The end of the run in which an offset stands, 0 for none."""
    return next((end for start, end in runs if start <= offset < end), 0)
