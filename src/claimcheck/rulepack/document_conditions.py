"""Conditions over a whole document: how many claims or sentences of a kind it holds, and how long it is.

``rules/schema/check.schema.json`` tells each operator. Each looks at a claim or a sentence once, however many rules ask
the same: linear in the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from msgspec import Struct

from claimcheck.rulepack import condition_terms as terms
from claimcheck.rulepack.condition_terms import Compiled, Names, Path
from claimcheck.rulepack.condition_text import BROKEN
from claimcheck.rulepack.conditions import OF_CLAIMS, Compiler

# A rate counts claims in so many words.
PER_WORDS = 1000
MEASURES = ("claims", "share", "rate", "sentences", "words")
# What a message can tell: how many fit, of how many claims, which share, in how many words, how many in 1,000 words.
FIGURE_SLOTS = ("count", "total", "share", "words", "rate")
_OPERATORS = ("all", "any", "not", "context", *MEASURES)
_CLAIM, _SENTENCE = "clause", "sentence"


class DocumentView(Protocol):
    """What a condition over a document looks at; ``None`` asks for all claims."""

    def claims(self, that: Compiled | None) -> Sequence[int]:
        """The places of the claims that fit, in reading order."""

    def sentences(self, that: Compiled) -> Sequence[int]:
        """The numbers of the sentences that fit, in reading order."""

    def words(self) -> int:
        """How many words of running text the document has."""

    def has_words(self, least: int) -> bool:
        """Whether it has at least so many."""

    def context_field(self, name: str) -> tuple[str, ...]:
        """Values of a context field."""


DocumentTest = Callable[[DocumentView], bool]


class Measure(NamedTuple):
    """What a condition counts: claims or sentences that fit ``of``, the claims out of those that fit ``among``."""

    operator: str
    of: Compiled
    among: Compiled | None = None


class Whole(Struct, frozen=True):
    """A condition over a document, ready to run.

    ``measures`` are all that it counts, ``shown`` those that can make it true: a finding quotes the first of them.
    """

    test: DocumentTest
    measures: tuple[Measure, ...] = ()
    shown: tuple[Measure, ...] = ()

    def may_hold_in(self, signals: int) -> bool:
        """Whether a language with these signals has words for everything that is counted.

        What must not be there counts as well: a language without words for it would never find it.
        """
        counted = (one for measure in self.measures for one in (measure.of, measure.among))
        return all(one.may_hold_in(signals) for one in counted if one is not None)

    @property
    def uses(self) -> frozenset[str]:
        """The operators in it."""
        return frozenset[str]().union(*(one.of.uses for one in self.measures))


_NEVER = Whole(lambda _: False)


def compile_document(condition: Any, names: Names, path: Path = ()) -> Whole:
    """Compile a condition over a document; faults go to ``names.faults`` and the result is then not to be used."""
    return DocumentCompiler(names, Compiler).build(condition, path, 0)


class DocumentCompiler:
    """Builds tests of documents; one method an operator. ``inner`` builds those of claims and of sentences."""

    def __init__(self, names: Names, inner: Callable[[Names, str], Compiler]) -> None:
        self.names = names
        self.of_claims = inner(names, _CLAIM)
        self.of_sentences = inner(names, _SENTENCE)

    def build(self, condition: Any, path: Path, depth: int) -> Whole:
        """The test of a condition."""
        if depth > terms.MAX_DEPTH:
            self.names.fault(path, f"condition is nested deeper than {terms.MAX_DEPTH}")
            return _NEVER
        if not isinstance(condition, Mapping) or len(condition) != 1:
            hint = "for example {words: {at_least: 500}}"
            self.names.fault(path, "a condition is a mapping with one operator", hint)
            return _NEVER
        (operator,) = condition
        asked, here = condition[operator], (*path, operator)
        match operator:
            case "all" | "any":
                return self.joined(operator, asked, here, depth)
            case "not":
                inner = self.build(asked, here, depth + 1)
                return Whole(lambda view: not inner.test(view), inner.measures)
            case "context":
                return self.context(condition, path)
            case _ if operator not in _KEYS:
                self.unknown(path, operator)
            case _ if self.of_claims.keys(asked, here, *_KEYS[operator]):
                return self.measured(operator, asked, here, depth + 1)
        return _NEVER

    def unknown(self, path: Path, operator: Any) -> None:
        """Note an operator that documents have not; those of claims go inside of what is counted."""
        if operator in terms.OPERATORS:
            told, hint = (f"a document has no {operator} of its own", f"count with one of {', '.join(MEASURES)}")
            self.names.fault((*path, operator), told, hint, at_key=True)
        else:
            self.names.unknown((*path, operator), "operator", operator, _OPERATORS, at_key=True)

    def joined(self, operator: str, items: Any, path: Path, depth: int) -> Whole:
        """All or any of several."""
        if not isinstance(items, list) or not 0 < len(items) <= terms.MAX_OPERANDS:
            self.names.fault(path, f"{operator} takes a list of 1 to {terms.MAX_OPERANDS} conditions")
            return _NEVER
        parts = [self.build(item, (*path, place), depth + 1) for place, item in enumerate(items)]
        join: Callable[[Iterable[bool]], bool] = all if operator == "all" else any
        return Whole(
            lambda view: join(part.test(view) for part in parts),
            tuple(one for part in parts for one in part.measures),
            tuple(one for part in parts for one in part.shown),
        )

    def context(self, condition: Mapping[str, Any], path: Path) -> Whole:
        """Fields of the run."""
        known = {**terms.CONTEXT_VALUES, "jurisdiction": self.names.jurisdictions}
        wanted = self.of_claims.fields(condition, "context", path, known)
        return Whole(
            lambda view: all(not allowed.isdisjoint(view.context_field(name)) for name, allowed in wanted.items())
        )

    def measured(self, operator: str, asked: Mapping[str, Any], path: Path, depth: int) -> Whole:
        """So many claims, sentences or words, or a share of claims or words; see the head of this module."""
        limit = self.least(asked, path) if "at_least" in asked else self.over(operator, asked, path)
        if operator == "words":
            return Whole(lambda view: view.has_words(int(limit)))
        if operator == "sentences":
            of = self.of_kind_of_sentences(asked["that"], (*path, "that"), depth)
        else:
            key = "that" if operator == "claims" else "of"
            of = self.of_claims.build(asked[key], (*path, key), depth)
        among = None
        if "among" in asked:
            among = self.of_claims.build(asked["among"], (*path, "among"), depth)
        measure = Measure(operator, of, among)
        shown = (measure,)
        match operator:
            case "claims":
                return Whole(lambda view: len(view.claims(of)) >= limit, shown, shown)
            case "sentences":
                return Whole(lambda view: len(view.sentences(of)) >= limit, shown, shown)
            case "share":
                return Whole(lambda view: _is_share(view, measure, limit), shown, shown)
        return Whole(lambda view: _is_rate(view, measure, limit), shown, shown)

    def of_kind_of_sentences(self, condition: Any, path: Path, depth: int) -> Compiled:
        """A condition over sentences that says which words they have."""
        that = self.of_sentences.of_sentences(condition, path, depth)
        of_claims = that.uses & OF_CLAIMS or that.element_names
        if not that.positive and that is not BROKEN and not of_claims:
            self.names.fault(path, "nothing says which words the sentences have", "ask for a signal")
        return that

    # -- the numbers of an operator

    def least(self, asked: Mapping[str, Any], path: Path) -> int:
        """At least so many."""
        value = asked["at_least"]
        if type(value) is int and value >= 1:
            return value
        self.names.fault((*path, "at_least"), "at_least is a whole number from 1 up")
        return 1

    def over(self, operator: str, asked: Mapping[str, Any], path: Path) -> float:
        """Over so much."""
        value, most = asked["over"], 1 if operator == "share" else None
        if type(value) in (int, float) and value >= 0 and (most is None or value <= most):
            return float(value)
        self.names.fault((*path, "over"), "over is a number from 0 " + (f"to {most}" if most else "up"))
        return 0.0


def _is_share(view: DocumentView, measure: Measure, over: float) -> bool:
    fitting, total = counted(view, measure)
    return bool(total) and len(fitting) > over * total


def _is_rate(view: DocumentView, measure: Measure, over: float) -> bool:
    fitting = len(view.claims(measure.of))
    return fitting > 0 and fitting * PER_WORDS > over * view.words()


def counted(view: DocumentView, measure: Measure) -> tuple[Sequence[int], int]:
    """The claims or sentences that a measure counts, and out of how many claims."""
    if measure.operator == "sentences":
        return view.sentences(measure.of), len(view.claims(None))
    found = view.claims(measure.of)
    if measure.among is None:
        return found, len(view.claims(None))
    among = frozenset(view.claims(measure.among))
    return [place for place in found if place in among], len(among)


_KEYS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "claims": (("that", "at_least"), ()),
    "sentences": (("that", "at_least"), ()),
    "share": (("of", "over"), ("among",)),
    "rate": (("of", "over"), ()),
    "words": (("at_least",), ()),
}
