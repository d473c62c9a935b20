"""Who a clause is about: the company, what is its own, a unit of it, or what came before."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.claims.clause_reading import SHORTEST, ClauseReading, Subject
from claimcheck.claims.fields import ClauseView, Grammar
from claimcheck.claims.frames import Parts
from claimcheck.claims.implied_subjects import implied
from claimcheck.model.passage import signals_in
from claimcheck.rulepack.pack import Lexicon


class Subjects:
    """Reads the subjects of clauses in one language; holds nothing of a document."""

    __slots__ = ("_grammar", "_owning", "_possessing", "_trades", "_units", "company_words")

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
        self, view: ClauseView, parts: Parts, names: Sequence[str], *, follows: bool = False
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
            or implied(reading, follows=follows)
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
