"""Who a clause is about, and where its verb stands: the company, what is its own, a unit of it, or what came before.

Nobody can list all verbs of doing. Behind a subject that is plain by its form the word that follows is the verb,
whether or not a lexicon has it; behind a longer one it is what an auxiliary or a known verb makes, or its ending and
its object.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from claimcheck.claims.fields import ClauseView, Grammar
from claimcheck.claims.frames import Parts
from claimcheck.claims.verbs import FINITE, Group
from claimcheck.model.passage import FIGURES, Clause, signals_in
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.frame_words import FrameRole

Kind = Literal["company", "own", "unit", "entry", "passive"]

_WORD = re.compile(r"[^\W\d_][\w'&-]*")
# The number of an entry: "a. ", "3.2.1 ", "(iv) ".
_NUMBERED = re.compile(r"\W*(?:[a-z]|[ivx]{1,4}|\d{1,2}(?:\.\d{1,2})*)[.)]?\W*\s")
_COMMA = ", "
_ENTRY = "list"
_STOPS = ",;:()"
# Endings by which a word that no lexicon has is the verb of one who acts, or of the past.
_ENDINGS = ("s", "ed")
_PAST = "ed"
_DOING = "ing"
_LEAST = 4
_SHORTEST = 3
_FEW = 2
# Words that may lead to a subject without a comma: "In the year 2024 we".
_LEADING = 10
# Words between the determiner of a unit and its head: "the new Tarnholm plant".
_HEAD = 3
# Words of a subject up to its verb.
_LONGEST = 12
_OPENING: frozenset[FrameRole] = frozenset(
    {"preposition", "time", "coordinator", "adverb", "adjunct", "this_year"}
)
_BOUND: frozenset[FrameRole] = frozenset({"relative", "subordinator", "preposition", "agent", "infinitive"})
# Roles of words that may stand in the name of a unit.
_NAMING: frozenset[FrameRole] = frozenset({"instrument", "goal", "overall", "broad", "resource", "paper"})
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


class Subjects:
    """Reads the subjects of clauses in one language; holds nothing of a document."""

    __slots__ = ("_grammar", "_owning", "_possessing", "_rules", "_units", "company_words")

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        roles = lexicon.roles
        words = lexicon.role_words
        self.company_words = frozenset((*words.get("company", ()), *words.get("first_person", ())))
        self._possessing = frozenset(words.get("possessive", ()))
        self._rules = lexicon.frames.opening("instrument")
        self._units = signals_in(roles.get("company_subject", 0) | roles.get("part_of_company", 0))
        self._owning = tuple(lexicon.metrics.possessive)

    def of(
        self, view: ClauseView, parts: Parts, names: Sequence[str], *, follows: bool = False
    ) -> Subject | None:
        """The subject of a clause whose parts are known; ``names`` are those of the company.

        ``follows`` says that the sentence before is one of the company, whom "it" stands for.
        """
        clause = view.clause
        assert clause is not None
        reading = _Reading(view, clause, parts)
        return (
            self._company(reading)
            or self._named(reading, names)
            or self._unit(reading)
            or (_meant(reading) if follows else None)
            or _entry(reading)
            or _status(reading)
            or _passive(reading)
        )

    def _company(self, reading: _Reading) -> Subject | None:
        """ "We", "the company", or what is ours."""
        grammar = self._grammar
        for hit in reading.view.hits("clause", True):
            words = reading.lower[hit.start : hit.end]
            # A name that acts may be anybody's.
            if hit.signal not in grammar.companies or words not in self.company_words:
                continue
            # "The company Orlo Parts Ltd" is another one.
            if reading.text[hit.end + 1 : hit.end + 2].isupper() and hit.end - hit.start > _SHORTEST:
                continue
            owns = words in self._possessing or reading.lower.startswith(self._owning, hit.end)
            found = reading.subject("own" if owns else "company", hit.start, hit.end)
            if found is not None:
                return found
        return None

    def _named(self, reading: _Reading, names: Sequence[str]) -> Subject | None:
        """The name of the company, or what is its own."""
        text, clause = reading.text, reading.clause
        for name in names:
            at = text.find(name, clause.start, clause.end)
            if at < 0 or text[at - 1 : at].isalnum() or text[at + len(name) : at + len(name) + 1].isalnum():
                continue
            end = at + len(name)
            behind = text[end + 1 : end + 2]
            owns = text.startswith(self._owning, end) or (text[end : end + 1] == " " and behind.isupper())
            found = reading.subject("own" if owns else "company", at, end)
            if found is not None:
                return found
        return None

    def _unit(self, reading: _Reading) -> Subject | None:
        """A part of the company behind its article: "the plant in Tarnholm"."""
        heads = [
            (hit.start, hit.end) for hit in reading.view.hits("clause", True) if hit.signal in self._units
        ]
        heads += [(word.start, word.end) for word in reading.parts.words if "instrument" in word.roles]
        for head, end in sorted(heads):
            start = reading.led(head)
            # "The company Orlo Parts Ltd" is another one.
            if start is None or reading.text[end + 1 : end + 2].isupper() or not reading.is_known(start, end):
                continue
            found = reading.subject("unit", start, end)
            if found is not None:
                return found
        return None


def finite_of(view: ClauseView, parts: Parts) -> list[Group]:
    """The verb groups of a clause that state something; inside it a word with a capital is part of a name."""
    clause, text = view.clause, view.passages.norm.text
    assert clause is not None
    return [
        group
        for group in parts.groups
        if group.kind in FINITE
        and not parts.is_aside(group.start)
        and (group.start == clause.start or not text[group.start].isupper())
    ]


class _Reading:
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
            roles = self.roles.get(at, frozenset()) - _NAMING
            if "determiner" in roles:
                return at
            if roles or not word[-1].isalnum():
                return None
        return None

    def is_known(self, start: int, end: int) -> bool:
        """Whether a unit is no name, or one that the document has more than once: others are named in passing."""
        name = self.text[start:end].partition(" ")[2]
        return not name[:1].isupper() or " " not in name or self.text.count(name) > 1

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
        return not leading[-1].endswith(_DOING) and len(leading) <= (
            1 if "coordinator" in opens else _LEADING
        )

    def _opening(self) -> frozenset[FrameRole]:
        """The roles of the word that opens the clause."""
        opening = _WORD.search(self.text, self.clause.start, self.clause.end)
        return frozenset() if opening is None else self.roles.get(opening.start(), frozenset())

    def _verb(self, kind: Kind, end: int) -> tuple[int, Group | None] | None:
        """Where a finite verb stands behind a subject that ends at ``end``."""
        finite = next((group for group in self.finite if group.start >= end), None)
        last = finite.start if finite is not None else self.clause.end
        passed = 0
        at = end
        for match in _WORD.finditer(self.text, end, last):
            gap = self.text[at : match.start()]
            if any(mark in gap for mark in _STOPS) and (kind == "company" or ";" in gap or ":" in gap):
                return None
            at = match.end()
            word, roles = match.group(), self.roles.get(match.start(), frozenset())
            if roles & _SMALL or word.endswith("ly"):
                continue
            if kind == "company":
                if roles & _NO_VERB or not word[0].islower() or len(word) < _SHORTEST:
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

    def _acts(self, word: str, end: int, *, beside: bool) -> bool:
        """Whether a word that no lexicon has is a verb by its ending, and its object or what it stands beside."""
        if len(word) < _LEAST or not word.islower() or not word.endswith(_ENDINGS):
            return False
        return beside or bool(self.roles.get(end + 1, frozenset()) & _OBJECT)


def _meant(reading: _Reading) -> Subject | None:
    """ "It plans …": the pronoun for the company right before a verb of its own."""
    if not reading.finite:
        return None
    verb = reading.finite[0]
    pronoun = next((word for word in reading.parts.words if "pronoun" in word.roles), None)
    if pronoun is None or pronoun.end + 1 != verb.start or not reading.opens(pronoun.start):
        return None
    if verb.kind == "copula" or verb.passive:
        return None
    return Subject("company", pronoun.start, verb.start, verb)


def _entry(reading: _Reading) -> Subject | None:
    """An entry of a list that opens with a verb of the past: who did it goes without saying."""
    clause, view = reading.clause, reading.view
    in_cell = view.passages.spans[view.sentence.number].in_cell
    if not (in_cell or view.claim_field("block") == _ENTRY) or clause is not view.sentence.clauses[0]:
        return None
    match = _WORD.search(reading.text, clause.start, clause.end)
    if match is None or not match.group()[0].isupper():
        return None
    start = match.start()
    group = next((group for group in reading.parts.groups if group.start == start), None)
    if group is not None and group.kind == "done":
        return Subject("entry", start, start, group)
    following = reading.roles.get(match.end() + 1, frozenset())
    if (
        group is None
        and match.group().isalpha()
        and len(match.group()) > _LEAST
        and match.group().endswith(_PAST)
        and not following & {"preposition", "agent"}
    ):
        return Subject("entry", start, start, None)
    return None


def _status(reading: _Reading) -> Subject | None:
    """What was done, in an entry without an auxiliary: "Guidance developed and tested"."""
    view = reading.view
    in_cell = view.passages.spans[view.sentence.number].in_cell
    if not (in_cell or view.claim_field("block") == _ENTRY) or not reading.finite:
        return None
    verb = reading.finite[0]
    if verb.kind != "done" or verb.led or len(reading.finite) > _FEW:
        return None
    behind = reading.roles.get(verb.end + 1, frozenset())
    # "Used to sort waste", but "commitment made to" a body.
    if "determiner" in behind or (
        "infinitive" in behind and reading.text[verb.end + 4 : verb.end + 5].islower()
    ):
        return None
    return Subject("passive", reading.clause.start, verb.start, verb)


def _passive(reading: _Reading) -> Subject | None:
    """What is done in the company without saying who does it."""
    groups = reading.finite
    if not groups or not groups[0].passive or groups[0].kind in ("able", "plan") or not groups[0].verb:
        return None
    verb = groups[0]
    listed = reading.view.claim_field("block") == _ENTRY and verb.kind == "passive"
    if not listed and verb.kind != "done":
        return None
    if not any(fact.kind in (*FIGURES, "standard") for fact in reading.view.facts("clause")):
        return None
    if reading.parts.is_aside(verb.start):
        return None
    if any("doer" in word.roles and word.start >= verb.end for word in reading.parts.words):
        return None
    return Subject("passive", reading.clause.start, verb.start, verb)
