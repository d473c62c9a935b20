"""The figures that entries of a register give, beside those of a claim."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model.claim import Core
from claimcheck.model.evidence import Entry, Proof
from claimcheck.model.passage import Fact, FactKind
from claimcheck.rulepack.pack import Lexicon, Pack
from claimcheck.text.derived_values import precision
from claimcheck.text.facts import find_facts
from claimcheck.text.passages import Passages
from claimcheck.text.remembered import remembered_by

_TIMES: tuple[FactKind, ...] = ("year", "period")
_AMOUNTS: tuple[FactKind, ...] = ("quantity", "share", "money")


class Proofs:
    """Turns proofs into figures; built once for a pack and a language."""

    def __init__(self, pack: Pack, lexicon: Lexicon) -> None:
        self._grammar = lexicon.facts
        self._brings = {one.id: tuple(one.shape.brings) for one in pack.elements.values()}
        # Elements that are shown by a year: a bare number says the year.
        self._times = frozenset(
            one.id
            for one in pack.elements.values()
            if any(shown.fact in _TIMES for shown in one.shape.shown_by)
        )
        self._units = lexicon.metrics

    def of(self, entry: Entry) -> Iterator[Proof]:
        """What an entry proves, with what comes along: a value with its unit proves the unit as well."""
        named = {proof.element for proof in entry.proves}
        for proof in entry.proves:
            yield proof
            if proof.unit is not None:
                for name in self._brings[proof.element]:
                    if name not in named:
                        yield Proof(name, proof.unit)

    @remembered_by(lambda proof: proof)
    def fact(self, proof: Proof) -> Fact | None:
        """The figure of a proof; None where it has none, or has a unit that nobody knows."""
        if proof.value is None:
            return None
        if proof.unit is None and proof.element in self._times:
            return Fact("year", 0, 0, proof.words, year=int(proof.value))
        if proof.unit is None:
            return Fact("quantity", 0, 0, proof.words, proof.value)
        one = f"1 {proof.unit}"
        found = [fact for fact in find_facts(one, 0, len(one), self._grammar) if fact.kind in _AMOUNTS]
        if len(found) != 1 or found[0].value is None:
            return None
        return found[0]._replace(start=0, end=0, text=proof.words, value=proof.value * found[0].value)

    def differ(self, entry: Entry, core: Core, passages: Passages) -> bool:
        """Whether a figure of the entry differs from what the claim itself says in the same unit or role."""
        figures = [fact for proof in entry.proves if (fact := self.fact(proof)) is not None]
        if not figures:
            return False
        own = [
            fact
            for fact in passages.facts(core.sentence.number)
            if core.clause.start <= fact.start < core.clause.end
        ]
        return any(self._is_denied(figure, own) for figure in figures if figure.kind in _AMOUNTS)

    def _is_denied(self, figure: Fact, own: list[Fact]) -> bool:
        comparable = [
            fact
            for fact in own
            if fact.kind == figure.kind
            and fact.unit_class == figure.unit_class
            and fact.value is not None
            and (fact.unit == figure.unit or {fact.unit, figure.unit} <= self._units.units.keys())
        ]
        return bool(comparable) and not any(self._is_same(figure, fact) for fact in comparable)

    def _is_same(self, figure: Fact, fact: Fact) -> bool:
        mine, theirs = self._base(figure), self._base(fact)
        slack = self._precision(figure) + self._precision(fact, prose=True)
        high = theirs if fact.high is None else fact.high * self._units.factor(fact.unit)
        return theirs - slack < mine < high + slack

    def _base(self, fact: Fact) -> float:
        return (fact.value or 0.0) * self._units.factor(fact.unit)

    def _precision(self, fact: Fact, *, prose: bool = False) -> float:
        """Half a unit of the last digit that was written, in the base unit; what is in words is about so."""
        value = abs(fact.value or 0.0)
        decimal = self._grammar.decimal if prose else "."
        exact = precision(fact.text, value, decimal, prose=prose)
        return self._units.factor(fact.unit) * (self._units.spelled * value if exact is None else exact)
