"""The operators of conditions that look at the text: signal, fact, near and count, and the spans these two look at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import reduce
from math import inf
from operator import or_
from typing import Any

from msgspec import Struct

from claimcheck.errors import shown
from claimcheck.model.passage import KIND_BITS, Fact, signals_in
from claimcheck.rulepack import condition_terms as terms
from claimcheck.rulepack.condition_terms import Branches, Compiled, Names, Path, Span, Test, View

NONE: frozenset[str] = frozenset()
# How many times as far ``near`` looks where the order of words is free: a verb may stand at the end of its clause.
FREE_REACH = 2
# What a phrase binds keeps its order where that of words is free, as an adjective before its noun.
ORDERS = ("any", "fixed", "phrase")
# Keys that may stand beside an operator.
_BESIDE: Mapping[str, tuple[str, ...]] = {
    "signal": ("in", "scope", "opens"), "fact": ("in",), "near": ("in",), "count": ("in",),
}  # fmt: skip


def _false(_: View) -> bool:
    return False


BROKEN = Compiled(_false)


class Spans(Struct, frozen=True):
    """Where something stands, and what has to be there for it, in the default window and around; 0 for nothing."""

    find: Callable[[View], list[Span]]
    signals: int
    gate: int
    around: int


# Characters beyond which an aside brings nothing nearer: that of the longest one, and of the words around it.
FARTHEST = 400
NOWHERE = Spans(lambda _: [], 0, 0, 0)


def either(parts: Sequence[Spans]) -> Spans:
    """Spans of any of several; what is needed is needed only where each part needs something."""

    def union(values: Sequence[int]) -> int:
        return reduce(or_, values) if all(values) else 0

    return Spans(
        lambda view: sorted(span for part in parts for span in part.find(view)),
        reduce(or_, [part.signals for part in parts]),
        union([part.gate for part in parts]),
        union([part.around for part in parts]),
    )


def follows(view: View, left: Sequence[Span], right: Sequence[Span], tokens: int) -> bool:
    """Whether a span of ``right`` begins at most ``tokens`` tokens after the end of one of ``left``.

    Both are in order of start. For each right span only the last left span that ends before it can be near. What is
    said aside between them does not count, so the next right span may be nearer; beyond the longest aside all are too
    far. So the text that is counted for a left span is bounded.
    """
    ends = sorted(end for _, end in left)
    place = far = -1
    for start, _ in right:
        while place + 1 < len(ends) and ends[place + 1] <= start:
            place += 1
        if place > far:
            if view.tokens_between(ends[place], start) <= tokens:
                return True
            if start - ends[place] > FARTHEST:
                far = place
    return False


class TextOperators:
    """Builds the tests that look at the text, and checks what all operators share."""

    def __init__(self, names: Names, window: str) -> None:
        self.names = names
        self.window = window

    def beside(self, condition: Mapping[str, Any], found: str | None, path: Path) -> bool:
        """Whether nothing stands in the condition that must not stand beside its operator."""
        allowed = _BESIDE.get(found or "", ())
        extra = [key for key in condition if key != found and key not in allowed]
        for key in extra:
            if key in ("in", "scope", "opens"):
                takers = ", ".join(one for one, keys in _BESIDE.items() if key in keys)
                where = f"beside {found}" if found else "alone"
                told = f"{key} cannot stand {where}"
                self.names.fault((*path, key), told, f"it goes with {takers}", at_key=True)
            else:
                self.names.unknown((*path, key), "operator", key, terms.OPERATORS, at_key=True)
        return not extra

    def keys(self, asked: Any, path: Path, must: Sequence[str], may: Sequence[str] = ()) -> bool:
        """Whether the argument of an operator is a mapping with the keys it takes."""
        what = path[-1]
        if not isinstance(asked, Mapping):
            self.names.fault(path, f"{what} takes {', '.join((*must, *may))}")
            return False
        missing = [key for key in must if key not in asked]
        if missing:
            self.names.fault(path, f"{what} needs {' and '.join(missing)}")
        for key in asked:
            if key not in must and key not in may:
                self.names.unknown((*path, key), f"key of {what}", key, (*must, *may), at_key=True)
        return not missing

    def words(self, value: Any, path: Path, what: str, known: Collection[str]) -> frozenset[str]:
        """The names of a value or list of values, each checked."""
        names = set()
        for place, name in enumerate(value if isinstance(value, list) else [value]):
            where = (*path, place) if isinstance(value, list) else path
            if isinstance(name, str) and name in known:
                names.add(name)
            else:
                self.names.unknown(where, what, name, known)
        if value == []:
            self.names.fault(path, "the list of names is empty, so nothing could fit")
        return frozenset(names)

    def where(self, condition: Mapping[str, Any], path: Path) -> str:
        """The window that a condition looks in."""
        window = condition.get("in", self.window)
        if window not in terms.WINDOWS:
            self.names.unknown((*path, "in"), "window", window, terms.WINDOWS)
            return self.window
        return str(window)

    def any_scope(self, condition: Mapping[str, Any], path: Path) -> bool:
        """Whether guarded words count as well."""
        scope = condition.get("scope")
        if scope not in (None, "any"):
            hint = "the only scope to name is any"
            self.names.fault((*path, "scope"), f"unknown scope {shown(scope)}", hint)
        return scope == "any"

    def signal_mask(self, condition: Mapping[str, Any], path: Path) -> int:
        """A bit for each signal a condition names."""
        mask = 0
        for name in self.words(condition["signal"], (*path, "signal"), "signal", self.names.signals):
            mask |= 1 << self.names.signals[name]
        return mask

    def signal(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        """A lexicon matched."""
        mask, window = self.signal_mask(condition, path), self.where(condition, path)
        any_scope, uses, gate = self.any_scope(condition, path), frozenset({"signal"}), ((mask,),)
        if "opens" in condition:
            own = gate if window == self.window and not any_scope else terms.FREE
            opens = self.opening(condition, path, window, mask)
            return Compiled(opens, mask, uses=uses, branches=own, around=gate)
        if window in terms.WIDE:
            self.names.wide |= mask
            return Compiled(lambda view: view.has(window, mask, any_scope), mask, uses=uses)
        if window == self.window and not any_scope:
            return Compiled(_has_own(mask), mask, uses=uses, need=mask, branches=gate, around=gate)
        return Compiled(lambda view: bool(view.mask(window, any_scope) & mask), mask, uses=uses, around=gate)

    def opening(self, condition: Mapping[str, Any], path: Path, window: str, mask: int) -> Test:
        """The test whether a signal stands among the first words of its clause or sentence."""
        words, any_scope, signals = condition["opens"], self.any_scope(condition, path), signals_in(mask)
        if type(words) is not int or not 0 <= words <= terms.MAX_TOKENS or window in terms.WIDE:
            told = f"opens is a whole number from 0 to {terms.MAX_TOKENS}, in a clause or sentence"
            self.names.fault((*path, "opens"), told)
            return _false

        def test(view: View) -> bool:
            first = next((hit.start for hit in view.hits(window, any_scope) if hit.signal in signals), None)
            return first is not None and view.tokens_between(view.opening(window), first) <= words

        return test

    def fact_filter(
        self, asked: Mapping[str, Any], path: Path, path_of_kind: Path
    ) -> tuple[Callable[[Sequence[Fact]], Sequence[Fact]], int]:
        """What picks facts of the kind, unit class, role and value a condition asks for, and a bit for each kind."""
        if not self.keys(asked, path, ("kind",), ("unit", "role", "outside", "over", "under")):
            return lambda _: (), 0
        kinds = self.words(asked["kind"], path_of_kind, "kind of fact", terms.FACT_KINDS)
        units = roles = NONE
        if "unit" in asked:
            known = self.names.unit_classes | {UNKNOWN}
            units = self.words(asked["unit"], (*path, "unit"), "unit class", known)
        if "role" in asked:
            listed = sorted({UNKNOWN, *(role for kind in kinds for role in terms.FACT_ROLES.get(kind, ()))})
            roles = self.words(asked["role"], (*path, "role"), "role of a fact", listed)
        over, under = self.bound(asked, path, "over"), self.bound(asked, path, "under")
        any_value = over is None and under is None
        low, high = (-inf if over is None else over), (inf if under is None else under)
        gate = sum(KIND_BITS[kind] for kind in kinds) << len(self.names.signals)

        def fits(facts: Sequence[Fact]) -> Sequence[Fact]:
            return [
                fact
                for fact in facts
                if fact.kind in kinds
                and (not units or (fact.unit_class or UNKNOWN) in units)
                and (not roles or (fact.role or UNKNOWN) in roles)
                and (any_value or (fact.value is not None and low < fact.value < high))
            ]

        return fits, gate

    def bound(self, asked: Mapping[str, Any], path: Path, key: str) -> float | None:
        """The number that a value has to be over or under; None where it may be any."""
        value = asked.get(key)
        if value is not None and type(value) not in (int, float):
            self.names.fault((*path, key), f"{key} is a number")
            return None
        return value

    def fact_finder(
        self, condition: Mapping[str, Any], path: Path, window: str
    ) -> tuple[Callable[[View], Sequence[Fact]], int]:
        """What finds the facts of a window that fit, less those that share words with a signal named by ``outside``.

        With a bit for each kind of fact that is asked for, above the bits of the signals.
        """
        value, here = condition["fact"], (*path, "fact")
        asked = value if isinstance(value, Mapping) else {"kind": value}
        fits, gate = self.fact_filter(asked, here, (*here, "kind") if asked is value else here)
        if asked.get("outside") is None:
            return lambda view: fits(view.facts(window)), gate
        mask = self.signal_mask({"signal": asked["outside"]}, (*here, "outside"))
        signals = signals_in(mask)

        def find(view: View) -> Sequence[Fact]:
            found = fits(view.facts(window))
            if not found or not view.mask(window, True) & mask:
                return found
            hits = [hit for hit in view.hits(window, True) if hit.signal in signals]
            return [fact for fact in found if not any(hit.start < fact.end and fact.start < hit.end for hit in hits)]

        return find, gate

    def fact(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        """A figure or reference stands there."""
        window = self.where(condition, path)
        find, kinds = self.fact_finder(condition, path, window)
        gate: Branches = ((kinds,),)
        return Compiled(
            _shared(lambda view: bool(find(view)), window),
            uses=frozenset({"fact", terms.FAR_FACTS} if window in terms.WIDE else {"fact"}),
            branches=gate if window == self.window else terms.FREE,
            around=terms.FREE if window in terms.WIDE else gate,
        )

    def spans(self, condition: Any, path: Path, depth: int, window: str) -> Spans:
        """Spans of a signal, a fact, or any of these."""
        keys = ("signal", "fact", "any") if isinstance(condition, Mapping) else ()
        found = next((key for key in keys if key in condition), None)
        if depth > terms.MAX_DEPTH:
            self.names.fault(path, f"condition is nested deeper than {terms.MAX_DEPTH}")
            return NOWHERE
        if found is None:
            hint = "use signal, fact, or any of these"
            self.names.fault(path, "near and count look at signals and facts only", hint)
            return NOWHERE
        if not self.beside(condition, found, path):
            return NOWHERE
        look = self.where({"in": window, **condition}, path)
        if look != window:
            hint = "write in beside near or count"
            self.names.fault((*path, "in"), "near and count look at one window", hint)
        if "opens" in condition:
            self.names.fault((*path, "opens"), "near and count look at signals wherever they stand")
        own, narrow = look == self.window, look not in terms.WIDE
        if found == "signal":
            mask, scope = self.signal_mask(condition, path), self.any_scope(condition, path)
            signals = signals_in(mask)
            return Spans(
                lambda view: [(hit[0], hit[1]) for hit in view.hits(look, scope) if hit[2] in signals],
                mask, mask if own and not scope else 0, mask if narrow else 0,
            )  # fmt: skip
        if found == "fact":
            find, gate = self.fact_finder(condition, path, look)
            return Spans(
                lambda view: [(fact.start, fact.end) for fact in find(view)],
                0, gate if own else 0, gate if narrow else 0,
            )  # fmt: skip
        items = condition["any"]
        if not isinstance(items, list) or not 0 < len(items) <= terms.MAX_OPERANDS:
            self.names.fault((*path, "any"), f"any takes a list of 1 to {terms.MAX_OPERANDS} conditions")
            return NOWHERE
        return either([self.spans(item, (*path, "any", place), depth + 1, window) for place, item in enumerate(items)])

    def near(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        """One span stands close to another."""
        asked, here = condition["near"], (*path, "near")
        if not self.keys(asked, here, ("first", "then", "tokens"), ("order",)):
            return BROKEN
        tokens, order = asked["tokens"], asked.get("order", "fixed")
        if type(tokens) is not int or not 0 <= tokens <= terms.MAX_TOKENS:
            self.names.fault((*here, "tokens"), f"tokens is a whole number from 0 to {terms.MAX_TOKENS}")
            return BROKEN
        if order not in ORDERS:
            self.names.unknown((*here, "order"), "order", order, ORDERS)
        window = self.where(condition, path)
        first = self.spans(asked["first"], (*here, "first"), depth + 1, window)
        then = self.spans(asked["then"], (*here, "then"), depth + 1, window)
        gates = tuple(gate for gate in (first.gate, then.gate) if gate)

        def test(view: View) -> bool:
            mask = view.own
            for gate in gates:
                if not mask & gate:
                    return False
            left = first.find(view)
            if not left:
                return False
            right = then.find(view)
            free = view.free_order and order != "phrase"
            reach = tokens * FREE_REACH if free else tokens
            return bool(right) and (
                follows(view, left, right, reach) or ((order == "any" or free) and follows(view, right, left, reach))
            )

        return Compiled(
            _shared(test, window),
            first.signals | then.signals,
            uses=frozenset({"near"}),
            branches=(gates,),
            around=(tuple(gate for gate in (first.around, then.around) if gate),),
        )

    def count(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        """Several different spans stand there."""
        asked, here = condition["count"], (*path, "count")
        if not self.keys(asked, here, ("of", "at_least")):
            return BROKEN
        least = asked["at_least"]
        if type(least) is not int or least < 1:
            self.names.fault((*here, "at_least"), "at_least is a whole number from 1 up")
            return BROKEN
        window = self.where(condition, path)
        spans = self.spans(asked["of"], (*here, "of"), depth + 1, window)
        return Compiled(
            _shared(lambda view: len(set(spans.find(view))) >= least, window),
            spans.signals,
            uses=frozenset({"count"}),
            branches=((spans.gate,),) if spans.gate else terms.FREE,
            around=((spans.around,),) if spans.around else terms.FREE,
        )


# A fact of which nobody says the role, or that has no unit.
UNKNOWN = "none"


def _has_own(mask: int) -> Test:
    return lambda view: bool(view.own & mask)


def _shared(test: Test, window: str) -> Test:
    """In a wide window the same question is not asked again for every claim in it: cost stays linear."""
    if window not in terms.WIDE:
        return test
    return lambda view: view.remember(window, test, test)
