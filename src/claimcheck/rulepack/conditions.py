"""The condition language: parsed from plain mappings, compiled once into fast tests.

    cond := all: [cond…] | any: [cond…] | not: cond
          | signal: NAME | [NAME…]                      a lexicon matched (any of the names)
          | fact: KIND | {kind: KIND, unit: CLASS, role: ROLE}
          | claim: {FIELD: VALUE | [VALUE…]}
          | element: {NAME: STATE | [STATE…]}           held = present, linked or registered
          | context: {FIELD: VALUE | [VALUE…]}
          | near: {first: cond, then: cond, tokens: ≤ 12, order: any | fixed}
          | count: {of: cond, at_least: N}
          | compare: {left: PATH, op: <|<=|>|>=|==|!=, right: PATH | NUMBER, plus: NUMBER}
          | other_claim: {where: cond, same: [topic, type, subject], exists: true | false}

``in:`` beside signal, fact, near and count names the window; ``scope: any`` beside signal also counts words under
negation, question, condition, definition, instruction or somebody else's quotation.
Every test is linear in the window; nothing an author writes can make it worse.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from claimcheck.model.passage import Fact
from claimcheck.rulepack.condition_terms import (
    CLAIM_VALUES,
    COMPARISONS,
    CONTEXT_NUMBERS,
    CONTEXT_VALUES,
    ELEMENT_NUMBERS,
    FACT_KINDS,
    FACT_ROLES,
    HELD,
    MAX_DEPTH,
    MAX_OPERANDS,
    MAX_TOKENS,
    SAME_FIELDS,
    STATES,
    WINDOWS,
    Compiled,
    ConditionFault,
    Names,
    Path,
    Span,
    Test,
    View,
    nearest,
)
from claimcheck.rulepack.faults import shown

__all__ = ["Compiled", "ConditionFault", "Names", "View", "compile_condition", "nearest"]

_NONE: frozenset[str] = frozenset()
# Keys that may stand beside an operator.
_BESIDE: Mapping[str, tuple[str, ...]] = {
    "signal": ("in", "scope"), "fact": ("in",), "near": ("in",), "count": ("in",),
}  # fmt: skip


def _false(_: View) -> bool:
    return False


_BROKEN = Compiled(_false, (), 0, {}, _NONE, _NONE)


def compile_condition(condition: Any, names: Names, *, window: str = "clause", path: Path = ()) -> Compiled:
    """Compile a condition; faults go to ``names.faults`` and the result is then not to be used.

    ``window`` is where signals, facts, near and count look when the condition does not say.
    """
    return _Compiler(names, window).build(condition, path, 0)


class _Compiler:
    """Builds tests; one method an operator."""

    def __init__(self, names: Names, window: str) -> None:
        self.names = names
        self.window = window
        self.operators: dict[str, Callable[[Mapping[str, Any], Path, int], Compiled]] = {
            "all": self.all, "any": self.any, "not": self.negate, "signal": self.signal, "fact": self.fact,
            "claim": self.claim, "element": self.element, "context": self.context, "near": self.near,
            "count": self.count, "compare": self.compare, "other_claim": self.other_claim,
        }  # fmt: skip

    def build(self, condition: Any, path: Path, depth: int) -> Compiled:
        if depth > MAX_DEPTH:
            self.names.fault(path, f"condition is nested deeper than {MAX_DEPTH}")
            return _BROKEN
        if not isinstance(condition, Mapping):
            self.names.fault(path, "a condition is a mapping with one operator", "for example {signal: NAME}")
            return _BROKEN
        found = [key for key in condition if key in self.operators]
        if len(found) > 1:
            self.names.fault(
                (*path, found[1]), f"a condition has exactly one operator, this one has {' and '.join(found)}",
                "join them with all: [{…}, {…}]",
            )  # fmt: skip
            return _BROKEN
        if not self.beside(condition, found[0] if found else None, path):
            return _BROKEN
        if not found:
            self.names.fault(path, "a condition has exactly one operator, this one has none")
            return _BROKEN
        return self.operators[found[0]](condition, path, depth)

    def beside(self, condition: Mapping[str, Any], found: str | None, path: Path) -> bool:
        """Whether nothing stands in the condition that must not stand beside its operator."""
        allowed = _BESIDE.get(found or "", ())
        extra = [key for key in condition if key != found and key not in allowed]
        for key in extra:
            if key in ("in", "scope"):
                takers = [one for one, keys in _BESIDE.items() if key in keys]
                where = f"beside {found}" if found else "alone"
                self.names.fault(
                    (*path, key), f"{key} cannot stand {where}", f"it goes with {', '.join(takers)}"
                )
            else:
                self.names.unknown((*path, key), "operator", key, tuple(self.operators))
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
                self.names.unknown((*path, key), f"key of {what}", key, (*must, *may))
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

    # -- boolean operators

    def operands(self, condition: Mapping[str, Any], key: str, path: Path, depth: int) -> list[Compiled]:
        items = condition[key]
        if not isinstance(items, list) or not items:
            self.names.fault((*path, key), f"{key} takes a list of conditions")
            return [_BROKEN]
        if len(items) > MAX_OPERANDS:
            self.names.fault((*path, key), f"{key} has more than {MAX_OPERANDS} operands")
            return [_BROKEN]
        return [self.build(item, (*path, key, place), depth + 1) for place, item in enumerate(items)]

    def all(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        parts = self.operands(condition, "all", path, depth)
        tests = tuple(part.test for part in parts)

        def test(view: View) -> bool:
            return all(one(view) for one in tests)

        values: dict[str, frozenset[str]] = {}
        for part in parts:
            for name, allowed in part.claim_values.items():
                values[name] = values[name] & allowed if name in values else allowed
        needs = tuple(dict.fromkeys(need for part in parts for need in part.needs))
        return _joined(test, parts, needs, values)

    def any(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        parts = self.operands(condition, "any", path, depth)
        tests = tuple(part.test for part in parts)

        def test(view: View) -> bool:
            return any(one(view) for one in tests)

        # Each branch must need something, or nothing is needed of the whole.
        needs: tuple[int, ...] = ()
        if all(part.needs for part in parts):
            union = 0
            for part in parts:
                union |= part.needs[0]
            needs = (union,)
        values: dict[str, frozenset[str]] = {}
        for name in set.intersection(*(set(part.claim_values) for part in parts)):
            values[name] = _NONE.union(*(part.claim_values[name] for part in parts))
        return _joined(test, parts, needs, values)

    def negate(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        inner = self.build(condition["not"], (*path, "not"), depth + 1)
        one = inner.test
        return Compiled(lambda view: not one(view), (), 0, {}, inner.uses, inner.element_names)

    # -- what the text says

    def where(self, condition: Mapping[str, Any], path: Path) -> str:
        window = condition.get("in", self.window)
        if window not in WINDOWS:
            self.names.unknown((*path, "in"), "window", window, WINDOWS)
            return self.window
        return str(window)

    def any_scope(self, condition: Mapping[str, Any], path: Path) -> bool:
        scope = condition.get("scope")
        if scope not in (None, "any"):
            self.names.fault(
                (*path, "scope"), f"unknown scope {shown(scope)}", "the only scope to name is any"
            )
        return scope == "any"

    def signal_mask(self, condition: Mapping[str, Any], path: Path) -> int:
        mask = 0
        for name in self.words(condition["signal"], (*path, "signal"), "signal", self.names.signals):
            mask |= 1 << self.names.signals[name]
        return mask

    def signal(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        mask, window = self.signal_mask(condition, path), self.where(condition, path)
        any_scope = self.any_scope(condition, path)

        def test(view: View) -> bool:
            return bool(view.mask(window, any_scope) & mask)

        needs = (mask,) if window == self.window and not any_scope else ()
        return Compiled(test, needs, mask, {}, frozenset({"signal"}), _NONE)

    def fact_filter(self, condition: Mapping[str, Any], path: Path) -> Callable[[Fact], bool]:
        value, here = condition["fact"], (*path, "fact")
        asked = value if isinstance(value, Mapping) else {"kind": value}
        if not self.keys(asked, here, ("kind",), ("unit", "role")):
            return lambda _: False
        kinds = self.words(
            asked["kind"], (*here, "kind") if asked is value else here, "kind of fact", FACT_KINDS
        )
        units = (
            self.words(asked["unit"], (*here, "unit"), "unit class", self.names.unit_classes)
            if "unit" in asked
            else _NONE
        )
        roles = _NONE
        if "role" in asked:
            known = sorted({role for kind in kinds for role in FACT_ROLES.get(kind, ())})
            roles = self.words(asked["role"], (*here, "role"), "role of a fact", known)
        return lambda fact: (
            fact.kind in kinds
            and (not units or fact.unit_class in units)
            and (not roles or fact.role in roles)
        )

    def fact(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        fits, window = self.fact_filter(condition, path), self.where(condition, path)

        def test(view: View) -> bool:
            return any(fits(fact) for fact in view.facts(window))

        return Compiled(test, (), 0, {}, frozenset({"fact"}), _NONE)

    def spans(
        self, condition: Any, path: Path, depth: int, window: str
    ) -> tuple[Callable[[View], list[Span]], int, int]:
        """Spans of a signal, a fact, or any of these; with the signals in it and those that are needed."""
        found = next(
            (key for key in ("signal", "fact", "any") if isinstance(condition, Mapping) and key in condition),
            None,
        )
        if found is None or depth > MAX_DEPTH:
            self.names.fault(
                path, "near and count look at signals and facts only", "use signal, fact, or any of these"
            )
            return lambda _: [], 0, 0
        if not self.beside(condition, found, path):
            return lambda _: [], 0, 0
        look = self.where({"in": window, **condition}, path)
        if found == "signal":
            mask, scope = self.signal_mask(condition, path), self.any_scope(condition, path)
            return (
                lambda view: [
                    (hit.start, hit.end) for hit in view.hits(look, scope) if mask >> hit.signal & 1
                ],
                mask,
                mask if look == self.window and not scope else 0,
            )
        if found == "fact":
            fits = self.fact_filter(condition, path)
            return lambda view: [(fact.start, fact.end) for fact in view.facts(look) if fits(fact)], 0, 0
        items = condition["any"]
        if not isinstance(items, list) or not 0 < len(items) <= MAX_OPERANDS:
            self.names.fault((*path, "any"), f"any takes a list of 1 to {MAX_OPERANDS} conditions")
            return lambda _: [], 0, 0
        parts = [
            self.spans(item, (*path, "any", place), depth + 1, window) for place, item in enumerate(items)
        ]
        mask = need = 0
        for _, part_mask, part_need in parts:
            mask |= part_mask
            need |= part_need
        whole = need if all(part_need for _, _, part_need in parts) else 0
        return lambda view: sorted(span for part, _, _ in parts for span in part(view)), mask, whole

    def near(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        asked, here = condition["near"], (*path, "near")
        if not self.keys(asked, here, ("first", "then", "tokens"), ("order",)):
            return _BROKEN
        tokens, order = asked["tokens"], asked.get("order", "fixed")
        if type(tokens) is not int or not 0 <= tokens <= MAX_TOKENS:
            self.names.fault((*here, "tokens"), f"tokens is a whole number from 0 to {MAX_TOKENS}")
            return _BROKEN
        if order not in ("any", "fixed"):
            self.names.unknown((*here, "order"), "order", order, ("any", "fixed"))
        window = self.where(condition, path)
        first, first_mask, first_need = self.spans(asked["first"], (*here, "first"), depth + 1, window)
        then, then_mask, then_need = self.spans(asked["then"], (*here, "then"), depth + 1, window)

        def test(view: View) -> bool:
            left = first(view)
            if not left:
                return False
            right = then(view)
            return bool(right) and (
                _follows(view, left, right, tokens)
                or (order == "any" and _follows(view, right, left, tokens))
            )

        needs = tuple(need for need in (first_need, then_need) if need)
        return Compiled(test, needs, first_mask | then_mask, {}, frozenset({"near"}), _NONE)

    def count(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        asked, here = condition["count"], (*path, "count")
        if not self.keys(asked, here, ("of", "at_least")):
            return _BROKEN
        least = asked["at_least"]
        if type(least) is not int or least < 1:
            self.names.fault((*here, "at_least"), "at_least is a whole number from 1 up")
            return _BROKEN
        spans, mask, need = self.spans(asked["of"], (*here, "of"), depth + 1, self.where(condition, path))
        return Compiled(
            lambda view: len(set(spans(view))) >= least,
            (need,) if need else (),
            mask,
            {},
            frozenset({"count"}),
            _NONE,
        )

    # -- what is known of the claim

    def fields(
        self, condition: Mapping[str, Any], key: str, path: Path, known: Mapping[str, Collection[str]]
    ) -> dict[str, frozenset[str]]:
        """The asked fields with the values they may have, all checked against ``known``."""
        asked = condition[key]
        if not isinstance(asked, Mapping) or not asked:
            self.names.fault((*path, key), f"{key} takes a mapping of names to values")
            return {}
        wanted: dict[str, frozenset[str]] = {}
        for name, value in asked.items():
            here = (*path, key, name)
            if name not in known:
                self.names.unknown(here, "element" if key == "element" else f"field of {key}", name, known)
                continue
            plain = ["none" if one is None else one for one in value] if isinstance(value, list) else value
            wanted[name] = self.words("none" if plain is None else plain, here, str(name), known[name])
        return wanted

    def claim(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        known = {"type": self.names.claim_types, "topic": self.names.topics, **CLAIM_VALUES}
        wanted = self.fields(condition, "claim", path, known)
        pairs = tuple(wanted.items())

        def test(view: View) -> bool:
            return all((view.claim_field(name) or "none") in allowed for name, allowed in pairs)

        return Compiled(test, (), 0, wanted, frozenset({"claim"}), _NONE)

    def element(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        wanted = self.fields(condition, "element", path, dict.fromkeys(self.names.elements, STATES))
        pairs = tuple(
            (name, states | frozenset(HELD) if "held" in states else states)
            for name, states in wanted.items()
        )

        def test(view: View) -> bool:
            return all(view.element_state(name) in states for name, states in pairs)

        return Compiled(test, (), 0, {}, frozenset({"element"}), frozenset(wanted))

    def context(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        known = {**CONTEXT_VALUES, "jurisdiction": self.names.jurisdictions}
        pairs = tuple(self.fields(condition, "context", path, known).items())

        def test(view: View) -> bool:
            return all(not allowed.isdisjoint(view.context_field(name)) for name, allowed in pairs)

        return Compiled(test, (), 0, {}, frozenset({"context"}), _NONE)

    def compare(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        asked, here = condition["compare"], (*path, "compare")
        if not self.keys(asked, here, ("left", "op", "right"), ("plus",)):
            return _BROKEN
        compare = COMPARISONS.get(str(asked["op"]))
        if compare is None:
            self.names.unknown((*here, "op"), "comparison", asked["op"], COMPARISONS)
            return _BROKEN
        elements: set[str] = set()
        left = self.operand(asked["left"], (*here, "left"), elements)
        right = self.operand(asked["right"], (*here, "right"), elements)
        plus = asked.get("plus", 0)
        if type(plus) not in (int, float):
            self.names.fault((*here, "plus"), "plus is a number")
            return _BROKEN

        def test(view: View) -> bool:
            one, other = left(view), right(view)
            return one is not None and other is not None and compare(one, other + plus)

        return Compiled(test, (), 0, {}, frozenset({"compare"}), frozenset(elements))

    def operand(self, value: Any, path: Path, elements: set[str]) -> Callable[[View], float | None]:
        if type(value) in (int, float):
            number = float(value)
            return lambda _: number
        name = value if isinstance(value, str) else ""
        parts = name.split(".")
        if parts[0] == "element" and len(parts) == 3 and parts[2] in ELEMENT_NUMBERS:
            elements.add(parts[1])
            if parts[1] not in self.names.elements:
                self.names.unknown(path, "element", parts[1], self.names.elements)
        elif name not in CONTEXT_NUMBERS:
            known = f"element.NAME.{'|'.join(ELEMENT_NUMBERS)}, {' or '.join(CONTEXT_NUMBERS)}"
            self.names.fault(path, f"unknown path {shown(value)}", known)
        return lambda view: view.number(name)

    def other_claim(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        asked, here = condition["other_claim"], (*path, "other_claim")
        if not self.keys(asked, here, ("where",), ("same", "exists")):
            return _BROKEN
        where = self.build(asked["where"], (*here, "where"), depth + 1)
        same, exists = asked.get("same", []), asked.get("exists", True)
        if not isinstance(exists, bool):
            self.names.fault((*here, "exists"), "exists is true or false")
            return _BROKEN
        wanted = self.words(same, (*here, "same"), "field to agree in", SAME_FIELDS) if same != [] else _NONE
        agree = tuple(name for name in SAME_FIELDS if name in wanted)
        return Compiled(
            lambda view: view.other_claim(where, agree) == exists, (), 0, {},
            frozenset({"other_claim"}) | where.uses, where.element_names,
        )  # fmt: skip


def _joined(
    test: Test, parts: Sequence[Compiled], needs: tuple[int, ...], values: Mapping[str, frozenset[str]]
) -> Compiled:
    positive = 0
    for part in parts:
        positive |= part.positive
    uses = _NONE.union(*(part.uses for part in parts))
    return Compiled(test, needs, positive, values, uses, _NONE.union(*(part.element_names for part in parts)))


def _follows(view: View, left: Sequence[Span], right: Sequence[Span], tokens: int) -> bool:
    """Whether a span of ``right`` begins at most ``tokens`` tokens after the end of one of ``left``.

    Both are in order of start. For each right span only the last left span that ends before it can be nearest.
    """
    ends = sorted(end for _, end in left)
    place = -1
    for start, _ in right:
        while place + 1 < len(ends) and ends[place + 1] <= start:
            place += 1
        if place >= 0 and view.tokens_between(ends[place], start) <= tokens:
            return True
    return False
