"""Who a clause is about: the company, what is its own, a unit of it, or what came before."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.claims.clause_reading import SHORTEST, WORD, ClauseReading, Subject
from claimcheck.claims.fields import ClauseView
from claimcheck.claims.frames import Parts
from claimcheck.claims.grammar_roles import Grammar
from claimcheck.model.passage import FIGURES, signals_in
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.frame_words import FrameRole

_ENTRY = "list"
_PAST = "ed"
_LEAST = 4
_FEW = 2
_MEASURED = (*FIGURES, "standard")
# "All of the figures that are reported", "Every table": what is so in a paper, and in a clause of its own.
_NO_MATTER: frozenset[FrameRole] = frozenset({"relative", "paper"})


class Subjects:
    """Reads the subjects of clauses in one language; holds nothing of a document."""

    def __init__(self, lexicon: Lexicon, grammar: Grammar) -> None:
        self._grammar = grammar
        roles = lexicon.roles
        words = lexicon.role_words
        self.company_words = frozenset((*words.get("company", ()), *words.get("first_person", ())))
        kinds = frozenset(words.get("company_subject", ()))
        self._trades = frozenset(
            one for one in words.get("company", ()) if " " in one and one.split(" ")[-1] not in kinds
        )
        self._possessing = frozenset(words.get("possessive", ()))
        self._units = signals_in(roles.get("company_subject", 0) | roles.get("part_of_company", 0))
        self._owning = tuple(lexicon.metrics.possessive)

    def of(
        self, view: ClauseView, parts: Parts, names: Sequence[str], *, follows: bool = False, alone: bool = False
    ) -> Subject | None:
        """The subject of a clause whose parts are known; ``names`` are those of the company.

        ``follows`` says that the sentence before is one of the company, whom "it" stands for.
        """
        clause = view.clause
        assert clause is not None
        reading = ClauseReading(view, clause, parts)
        return (
            self._company(reading)
            or self._named(reading, names)
            or self._unit(reading)
            or _implied(reading, follows=follows, alone=alone)
        )

    def _company(self, reading: ClauseReading) -> Subject | None:
        """ "We", "the company", or what is ours."""
        grammar = self._grammar
        for hit in reading.view.hits("clause", True):
            words = reading.lower[hit.start : hit.end]
            # A name that acts may be anybody's.
            if hit.signal not in grammar.companies or words not in self.company_words:
                continue
            # Where a text says "we", "the supplier" is somebody else; "the company" is not.
            if words in self._trades and reading.view.passages.anywhere & grammar.first_person:
                continue
            # "The company Orlo Parts Ltd" is another one.
            if reading.text[hit.end + 1 : hit.end + 2].isupper() and hit.end - hit.start > SHORTEST:
                continue
            owns = words in self._possessing or reading.lower.startswith(self._owning, hit.end)
            found = reading.subject("own" if owns else "company", hit.start, hit.end)
            if found is not None:
                return found
        return None

    def _named(self, reading: ClauseReading, names: Sequence[str]) -> Subject | None:
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

    def _unit(self, reading: ClauseReading) -> Subject | None:
        """A part of the company behind its article: "the plant in Tarnholm"."""
        heads = [(hit.start, hit.end) for hit in reading.view.hits("clause", True) if hit.signal in self._units]
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


def _implied(reading: ClauseReading, *, follows: bool, alone: bool) -> Subject | None:
    """Such a subject of a clause; ``follows`` says that the sentence before is one of the company."""
    return (
        (_meant(reading) if follows else None)
        or _entry(reading, alone=alone)
        or _status(reading)
        or _passive(reading)
        or _pointed(reading)
        or _process(reading)
        or _counted(reading)
    )


def _is_listed(reading: ClauseReading) -> bool:
    view = reading.view
    return view.passages.spans[view.sentence.number].in_cell or view.claim_field("block") == _ENTRY


def _is_done_by(reading: ClauseReading, end: int) -> bool:
    """Whether a verb that ends at an offset says who does it."""
    return any("doer" in word.roles and word.start >= end for word in reading.parts.words)


def _meant(reading: ClauseReading) -> Subject | None:
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


def _entry(reading: ClauseReading, *, alone: bool) -> Subject | None:
    """An entry of a list that opens with a verb of the past: who did it goes without saying.

    Where it stands ``alone`` it needs no list, but has no other verb.
    """
    clause = reading.clause
    lone = alone and all(one.start == clause.start or not (one.led or one.kind == "done") for one in reading.finite)
    if not (lone or _is_listed(reading)) or clause is not reading.view.sentence.clauses[0]:
        return None
    match = WORD.search(reading.text, clause.start, clause.end)
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


def _status(reading: ClauseReading) -> Subject | None:
    """What was done, in an entry without an auxiliary: "Guidance developed and tested"."""
    if not _is_listed(reading) or not reading.finite:
        return None
    verb = reading.finite[0]
    if verb.kind != "done" or verb.led or len(reading.finite) > _FEW:
        return None
    behind = reading.roles.get(verb.end + 1, frozenset())
    # "Used to sort waste", but "commitment made to" a body.
    if "determiner" in behind or ("infinitive" in behind and reading.text[verb.end + 4 : verb.end + 5].islower()):
        return None
    return Subject("passive", reading.clause.start, verb.start, verb)


def _pointed(reading: ClauseReading) -> Subject | None:
    """What was told before and what came of it: "these targets have been submitted"."""
    opening = WORD.search(reading.text, reading.clause.start, reading.clause.end)
    verb = reading.finite[0] if reading.finite else None
    if (
        opening is None
        or verb is None
        or verb.kind != "done"
        or not verb.led
        or not reading.text[opening.start()].isupper()
    ):
        return None
    roles = reading.roles.get(opening.start(), frozenset())
    if not {"pronoun", "determiner"} <= roles or verb.start <= opening.end() + 1:
        return None
    if _is_done_by(reading, verb.end):
        return None
    return Subject("passive", reading.clause.start, verb.start, verb)


def _process(reading: ClauseReading) -> Subject | None:
    """What is done again and again without saying who does it: "the results are shared with the board"."""
    verb = next((group for group in reading.finite if group.led), None)
    if verb is None or verb.kind != "passive" or not verb.verb or verb.state:
        return None
    # "The share of products that are assessed" only names something.
    named = any("relative" in word.roles and word.end < verb.start for word in reading.parts.words)
    if named or _is_done_by(reading, verb.end):
        return None
    return Subject("passive", reading.clause.start, verb.start, verb)


def _passive(reading: ClauseReading) -> Subject | None:
    """What is done in the company without saying who does it."""
    groups = reading.finite
    if not groups or not groups[0].passive or groups[0].kind in ("able", "plan") or not groups[0].verb:
        return None
    verb = groups[0]
    listed = reading.view.claim_field("block") == _ENTRY and verb.kind == "passive"
    if not listed and verb.kind != "done":
        return None
    if not any(fact.kind in _MEASURED for fact in reading.view.facts("clause")):
        return None
    if _is_done_by(reading, verb.end):
        return None
    return Subject("passive", reading.clause.start, verb.start, verb)


def _counted(reading: ClauseReading) -> Subject | None:
    """How much of something is so: "All crew are covered by an agreement", "Fewer hours are lost to accidents"."""
    opening = WORD.search(reading.text, reading.clause.start, reading.clause.end)
    verb = reading.finite[0] if reading.finite else None
    if opening is None or verb is None or verb.kind in ("able", "plan") or not (verb.led or verb.kind == "done"):
        return None
    extent = next((word for word in reading.parts.words if "extent" in word.roles), None)
    if extent is None or extent.start != opening.start() or verb.start <= extent.end + 1:
        return None
    if any(word.start < verb.start and word.roles & _NO_MATTER for word in reading.parts.words):
        return None
    return Subject("extent", reading.clause.start, verb.start, verb)
