"""All operators of the condition language, on random trees and views, against a plain reading of them."""

# ruff: noqa: E501 - a case stands in one line

from __future__ import annotations

import operator
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck.model.passage import Fact, Hit, fact_mask
from claimcheck.rulepack.condition_terms import MAX_DEPTH, MAX_OPERANDS, WIDE, WINDOWS, Test, may_hold
from claimcheck.rulepack.conditions import Compiled, Names, compile_condition

# A busy machine is no reason to fail.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
SIGNALS = ("alpha", "beta", "gamma", "delta")
NUMBERS = {name: number for number, name in enumerate(SIGNALS)}
TYPES = ("target", "label")
TOPICS = ("climate", "water")
ELEMENTS = ("value", "base_year")
CLASSES = ("mass", "energy")
COMPARE = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


def names() -> Names:
    return Names(
        signals=NUMBERS,
        claim_types=frozenset(TYPES),
        topics=frozenset(TOPICS),
        elements=frozenset(ELEMENTS),
        unit_classes=frozenset(CLASSES),
        jurisdictions=frozenset({"eu", "uk"}),
    )


@dataclass(eq=False)
class Seen:
    """A view made up by the test: every offset is one token."""

    hits_by: Mapping[tuple[str, bool], tuple[Hit, ...]] = field(default_factory=dict)
    facts_by: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    claim: Mapping[str, str | None] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    context: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)
    others: tuple[Seen, ...] = ()
    counted: int = 0
    kept: dict[tuple[str, object], bool] = field(default_factory=dict)
    window: str = "clause"
    free_order: bool = False

    @property
    def own(self) -> int:
        return self.mask(self.window, False) | self.kinds

    @property
    def around(self) -> int:
        return self.mask("clause", True) | self.mask("sentence", True) | self.kinds

    @property
    def kinds(self) -> int:
        return fact_mask([*self.facts("clause"), *self.facts("sentence")]) << len(SIGNALS)

    def mask(self, window: str, any_scope: bool) -> int:
        mask = 0
        for hit in self.hits(window, any_scope):
            mask |= 1 << hit.signal
        return mask

    def has(self, window: str, mask: int, any_scope: bool) -> bool:
        assert window in WIDE
        return bool(self.mask(window, any_scope) & mask)

    def hits(self, window: str, any_scope: bool) -> Sequence[Hit]:
        found = self.hits_by.get((window, False), ())
        return sorted((*found, *self.hits_by.get((window, True), ()))) if any_scope else found

    def facts(self, window: str) -> Sequence[Fact]:
        return self.facts_by.get(window, ())

    def remember(self, window: str, key: object, test: Test) -> bool:
        assert window in WIDE
        if (window, key) not in self.kept:
            self.kept[window, key] = test(self)
        return self.kept[window, key]

    def opening(self, window: str) -> int:
        assert window not in WIDE
        return 2

    def tokens_between(self, start: int, end: int) -> int:
        self.counted += max(0, end - start)
        return max(0, end - start)

    def claim_field(self, name: str) -> str | None:
        return self.claim.get(name)

    def element_state(self, name: str) -> str | None:
        return self.states.get(name)

    def context_field(self, name: str) -> tuple[str, ...]:
        return self.context.get(name, ())

    def number(self, path: str) -> float | None:
        return self.numbers.get(path)

    def element_number(self, name: str, part: str) -> float | None:
        return self.numbers.get(f"element.{name}.{part}")

    def other_claim(self, where: Compiled, same: tuple[str, ...]) -> bool:
        others = [replace(one, window=self.window) for one in self.others]
        return any(where.test(one) and self.agrees(one, same) for one in others)

    def agrees(self, other: Seen, same: Sequence[str]) -> bool:
        return all(self.claim.get(name) == other.claim.get(name) for name in same)


# -- the plain reading


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def holds(condition: Mapping[str, Any], view: Seen, window: str) -> bool:  # noqa: C901 - a case an operator
    """What a condition means, said as simply as possible and with no regard to cost."""
    look = condition.get("in", window)
    match condition:
        case {"all": parts}:
            return all(holds(part, view, window) for part in parts)
        case {"any": parts}:
            return any(holds(part, view, window) for part in parts)
        case {"not": part}:
            return not holds(part, view, window)
        case {"signal": _, "opens": words}:
            return any(start - 2 <= words for start, _ in spans(condition, view, look))
        case {"signal": _} | {"fact": _}:
            return bool(list(spans(condition, view, look)))
        case {"near": asked}:
            pairs = [
                (left, right)
                for left in spans(asked["first"], view, look)
                for right in spans(asked["then"], view, look)
            ]
            if asked.get("order") == "any" or view.free_order:
                pairs += [(right, left) for left, right in pairs]
            reach = asked["tokens"] * (2 if view.free_order else 1)
            return any(left[1] <= right[0] and right[0] - left[1] <= reach for left, right in pairs)
        case {"count": asked}:
            return len(set(spans(asked["of"], view, look))) >= asked["at_least"]
        case {"claim": fields}:
            return all(
                str(view.claim.get(name) or "none") in [str(one or "none") for one in listed(values)]
                for name, values in fields.items()
            )
        case {"element": elements}:
            return all(
                any(
                    view.states.get(name)
                    in (("present", "linked", "registered", "contradicted") if one == "held" else (one,))
                    for one in listed(states)
                )
                for name, states in elements.items()
            )
        case {"context": fields}:
            return all(
                any(one in view.context.get(name, ()) for one in listed(values)) for name, values in fields.items()
            )
        case {"compare": asked}:
            left, right = (
                view.numbers.get(side) if isinstance(side, str) else side for side in (asked["left"], asked["right"])
            )
            if left is None or right is None:
                return False
            return bool(COMPARE[asked["op"]](left, right + asked.get("plus", 0)))
        case {"other_claim": asked}:
            found = any(
                holds(asked["where"], other, window) and view.agrees(other, asked.get("same", []))
                for other in view.others
            )
            return found == asked.get("exists", True)
    raise AssertionError(condition)


def spans(condition: Mapping[str, Any], view: Seen, window: str) -> Iterator[tuple[int, int]]:
    if "any" in condition:
        for part in condition["any"]:
            yield from spans(part, view, window)
    elif "signal" in condition:
        wanted = {NUMBERS[name] for name in listed(condition["signal"])}
        for guarded in (False, True) if condition.get("scope") == "any" else (False,):
            yield from ((hit.start, hit.end) for hit in view.hits_by.get((window, guarded), ()) if hit.signal in wanted)
    else:
        asked = condition["fact"]
        asked = asked if isinstance(asked, dict) else {"kind": asked}
        for fact in view.facts_by.get(window, ()):
            if (
                fact.kind in listed(asked["kind"])
                and ("unit" not in asked or fact.unit_class in listed(asked["unit"]))
                and ("role" not in asked or fact.role in listed(asked["role"]))
            ):
                yield fact.start, fact.end


# -- random trees and views


def some_of(values: Sequence[str]) -> st.SearchStrategy[Any]:
    return st.sampled_from(values) | st.lists(st.sampled_from(values), min_size=1, max_size=3)


IN = st.sampled_from([{}, {}, {"in": "sentence"}, {"in": "document"}, {"in": "clause"}])
SCOPE = st.sampled_from([{}, {}, {"scope": "any"}])
SIGNAL = st.builds(lambda names, scope: {"signal": names, **scope}, some_of(SIGNALS), SCOPE)
FACT = st.sampled_from(
    [
        {"fact": "year"}, {"fact": {"kind": "year", "role": "target"}}, {"fact": {"kind": "quantity", "unit": "mass"}},
        {"fact": {"kind": ["quantity", "share"]}}, {"fact": {"kind": "quantity", "unit": ["mass", "energy"]}},
    ]
)  # fmt: skip
SPANS = st.recursive(
    SIGNAL | FACT, lambda inner: st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
    max_leaves=4,
)  # fmt: skip
OPENS = st.builds(
    lambda signal, words, look: {**signal, "opens": words, **look},
    SIGNAL, st.integers(0, 12), st.sampled_from([{}, {"in": "sentence"}, {"in": "clause"}]),
)  # fmt: skip
NEAR = st.builds(
    lambda first, then, tokens, order, look: {"near": {"first": first, "then": then, "tokens": tokens, **order}, **look},
    SPANS, SPANS, st.integers(0, 12), st.sampled_from([{}, {"order": "any"}, {"order": "fixed"}]), IN,
)  # fmt: skip
COUNT = st.builds(
    lambda of, least, look: {"count": {"of": of, "at_least": least}, **look}, SPANS, st.integers(1, 4), IN
)
CLAIM = st.sampled_from(
    [
        {"type": "target"}, {"type": ["target", "label"], "tense": "planned"}, {"tense": ["planned", "achieved"]},
        {"target_kind": None}, {"target_kind": [None, "net_zero"]}, {"topic": "water"}, {"type": "label"},
    ]
).map(lambda fields: {"claim": fields})  # fmt: skip
ELEMENT = st.dictionaries(
    st.sampled_from(ELEMENTS), some_of(["held", "missing", "linked", "contradicted"]), min_size=1
).map(lambda asked: {"element": asked})
CONTEXT = st.sampled_from(
    [{"audience": "consumer"}, {"medium": ["web", "pack"]}, {"jurisdiction": "eu", "audience": ["investor"]}]
).map(lambda asked: {"context": asked})
SIDE = st.sampled_from(["element.value.number", "element.base_year.year", "context.as_of.year"]) | st.integers(0, 5)
COMPARISON = st.builds(
    lambda left, op, right, plus: {"compare": {"left": left, "op": op, "right": right, **plus}},
    SIDE, st.sampled_from(sorted(COMPARE)), SIDE, st.sampled_from([{}, {"plus": 2}, {"plus": -1}]),
)  # fmt: skip
LEAF = (
    st.builds(lambda signal, look: {**signal, **look}, SIGNAL, IN)
    | st.builds(lambda fact, look: {**fact, **look}, FACT, IN)
    | OPENS | NEAR | COUNT | CLAIM | ELEMENT | CONTEXT | COMPARISON
)  # fmt: skip


def deeper(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    parts = st.lists(inner, min_size=1, max_size=4)
    other = st.builds(
        lambda where, same, exists: {"other_claim": {"where": where, **same, **exists}},
        inner,
        st.sampled_from([{}, {"same": ["topic"]}, {"same": ["type", "topic"]}, {"same": []}]),
        st.sampled_from([{}, {"exists": False}, {"exists": True}]),
    )
    return (
        parts.map(lambda some: {"all": some})
        | parts.map(lambda some: {"any": some})
        | inner.map(lambda one: {"not": one})
        | other
    )


def levels(value: Any) -> int:
    """How many mappings lie within each other."""
    if isinstance(value, list):
        return max(map(levels, value), default=0)
    return 1 + max(map(levels, value.values()), default=0) if isinstance(value, dict) else 0


# Some tests put them two levels deeper.
CONDITION = st.recursive(LEAF, deeper, max_leaves=10).filter(lambda one: levels(one) <= MAX_DEPTH - 2)
HITS = st.lists(
    st.builds(lambda start, length, signal: Hit(start, start + length, signal, ""),
              st.integers(0, 25), st.integers(1, 4), st.integers(0, len(SIGNALS) - 1)),
    max_size=5,
).map(lambda hits: tuple(sorted(hits)))  # fmt: skip
FACTS = st.lists(
    st.builds(
        lambda kind, start, unit, role: Fact(kind, start, start + 2, "x", unit_class=unit, role=role),
        st.sampled_from(["year", "quantity", "share"]), st.integers(0, 25),
        st.sampled_from([None, "mass", "energy"]), st.sampled_from([None, "target", "base"]),
    ),
    max_size=3,
).map(lambda facts: tuple(sorted(facts, key=lambda fact: fact.start)))  # fmt: skip
VIEW = st.builds(
    Seen,
    free_order=st.booleans(),
    hits_by=st.dictionaries(st.tuples(st.sampled_from(["clause", "sentence", "document"]), st.booleans()), HITS),
    facts_by=st.dictionaries(st.sampled_from(["clause", "sentence", "document"]), FACTS),
    claim=st.fixed_dictionaries(
        {
            "type": st.sampled_from(TYPES), "topic": st.sampled_from([None, *TOPICS]),
            "tense": st.sampled_from(["planned", "achieved"]), "target_kind": st.sampled_from([None, "net_zero"]),
        }
    ),
    states=st.dictionaries(
        st.sampled_from(ELEMENTS), st.sampled_from(["present", "linked", "registered", "missing", "contradicted"])
    ),
    context=st.fixed_dictionaries(
        {
            "audience": st.sampled_from([("consumer",), ("investor",)]), "medium": st.sampled_from([("web",), ("report",)]),
            "jurisdiction": st.sampled_from([("eu", "uk"), ("uk",)]),
        }
    ),
    numbers=st.dictionaries(
        st.sampled_from(["element.value.number", "element.base_year.year", "context.as_of.year"]), st.integers(0, 5)
    ),
)  # fmt: skip
VIEWS = st.builds(lambda view, others: replace(view, others=tuple(others)), VIEW, st.lists(VIEW, max_size=2))


def compiled(condition: Any, window: str = "clause") -> Compiled:
    known = names()
    result = compile_condition(condition, known, window=window)
    assert known.faults == []
    return result


@settings(PATIENT, max_examples=6 * settings().max_examples)
@given(condition=CONDITION, view=VIEWS, window=st.sampled_from(["clause", "sentence"]))
def test_a_condition_means_what_it_says(condition: Any, view: Seen, window: str) -> None:
    seen = replace(view, window=window)
    assert compiled(condition, window).test(seen) == holds(condition, seen, window)


@settings(PATIENT, max_examples=3 * settings().max_examples)
@given(condition=CONDITION, view=VIEWS, window=st.sampled_from(["clause", "sentence"]))
def test_the_gates_let_everything_true_through(condition: Any, view: Seen, window: str) -> None:
    result = compiled(condition, window)
    if holds(condition, view, window):
        assert not result.need or view.mask(window, False) & result.need
        signals = len(names().signals)
        assert may_hold(result.branches, view.mask(window, False) | fact_mask(view.facts(window)) << signals)
        around = view.mask("clause", True) | view.mask("sentence", True)
        facts = fact_mask([*view.facts("clause"), *view.facts("sentence")])
        assert may_hold(result.around, around | facts << signals)
        for name, values in result.claim_values.items():
            assert (view.claim_field(name) or "none") in values


@settings(PATIENT, max_examples=3 * settings().max_examples)
@given(apart=CONDITION, beside=CONDITION, own=CONDITION, view=VIEWS)
def test_what_every_claim_is_decides_nothing_in_a_rule_over_claims(
    apart: Any, beside: Any, own: Any, view: Seen
) -> None:
    every = {"claim": {"tense": ["achieved", "ongoing", "planned", "attribute"]}}
    ways = [{"all": [{"not": every}, apart]}, {"all": [every, beside]}, own]
    result = compile_condition({"any": ways}, names(), claimless=False)
    seen = replace(view, window="clause")
    assert result.test(seen) == holds({"any": ways}, seen, "clause")
    # What passages alone can be leaves no trace in the gates.
    alone = compiled({"any": [{"all": [beside]}, own]})
    assert (result.branches, result.around, result.claim_values) == (alone.branches, alone.around, alone.claim_values)
    assert not compile_condition(ways[0], names(), claimless=False).branches


def without(view: Seen, keep: int) -> Seen:
    hits = {key: tuple(hit for hit in some if keep >> hit.signal & 1) for key, some in view.hits_by.items()}
    return replace(view, hits_by=hits, kept={})


@PATIENT
@given(
    condition=CONDITION.filter(lambda one: "other_claim" not in str(one) and str(one).count("'not'") < 2), view=VIEWS
)
def test_other_signals_than_the_positive_ones_cannot_make_it_true(condition: Any, view: Seen) -> None:
    result = compiled(condition)
    if result.test(view):
        assert result.test(without(view, result.positive))


@PATIENT
@given(condition=CONDITION)
def test_what_a_condition_uses_is_named(condition: Any) -> None:
    result = compiled(condition)
    text = str(condition)
    for name in ("near", "count", "compare", "context", "other_claim"):
        assert (name in result.uses) == (f"'{name}'" in text)
    # The words of an element's path and those of its state alike.
    assert result.element_names == {name for name in ELEMENTS if f"element.{name}." in text or f"'{name}':" in text}


# -- faults: the condition compiler says what is wrong and never breaks

ANY = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 20) | st.floats(allow_nan=False) | st.text(max_size=4)
    | st.sampled_from([*SIGNALS, *WINDOWS, "year", "held", "eu", "any", "=="]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["all", "any", "not", "signal", "fact", "claim", "element", "context", "near", "count", "compare",
             "other_claim", "in", "scope", "first", "then", "tokens", "order", "of", "at_least", "left", "op", "right",
             "plus", "where", "same", "exists", "kind", "unit", "role", "type", "value", "base_year", "audience"]
        ) | st.text(max_size=3),
        inner, max_size=4,
    ),
    max_leaves=20,
)  # fmt: skip


@settings(PATIENT, max_examples=4 * settings().max_examples)
@given(condition=ANY, view=VIEWS)
def test_nothing_breaks_the_compiler(condition: Any, view: Seen) -> None:
    known = names()
    result = compile_condition(condition, known, path=("when",))
    for fault in known.faults:
        assert fault.path[0] == "when"
        assert fault.message
    if not known.faults:
        assert result.test(view) == holds(condition, view, "clause")


@pytest.mark.parametrize(
    ("condition", "path", "message", "hint"),
    [
        ("text", (), "a mapping with one operator", "signal: NAME"),
        ({}, (), "exactly one operator, this one has none", None),
        ({"in": "clause"}, ("in",), "in cannot stand alone", "signal"),
        ({"signal": "alpha", "fact": "year"}, ("fact",), "exactly one operator", "all:"),
        ({"sginal": "alpha"}, ("sginal",), "unknown operator 'sginal'", "signal"),
        ({"signal": "alpah"}, ("signal",), "unknown signal 'alpah'", "alpha"),
        ({"signal": ["alpha", "bta"]}, ("signal", 1), "unknown signal 'bta'", "beta"),
        ({"signal": []}, ("signal",), "empty", None),
        ({"signal": {"a": 1}}, ("signal",), "unknown signal a mapping", None),
        ({"signal": "alpha", "in": "clauses"}, ("in",), "unknown window 'clauses'", "clause"),
        ({"signal": "alpha", "scope": "all"}, ("scope",), "unknown scope 'all'", "any"),
        ({"signal": "alpha", "opens": 13}, ("opens",), "from 0 to 12", None),
        ({"signal": "alpha", "opens": True}, ("opens",), "from 0 to 12", None),
        ({"signal": "alpha", "opens": 1, "in": "document"}, ("opens",), "in a clause or sentence", None),
        ({"fact": "year", "opens": 1}, ("opens",), "opens cannot stand beside fact", "signal"),
        ({"count": {"of": {"signal": "alpha", "opens": 1}, "at_least": 2}}, ("count", "of", "opens"), "wherever they stand", None),
        ({"claim": {"type": "target"}, "in": "clause"}, ("in",), "in cannot stand beside claim", "near"),
        ({"fact": "year", "scope": "any"}, ("scope",), "scope cannot stand beside fact", "signal"),
        ({"fact": "yaer"}, ("fact",), "unknown kind of fact 'yaer'", "year"),
        ({"fact": 5}, ("fact",), "unknown kind of fact 5", "year"),
        ({"fact": {"unit": "mass"}}, ("fact",), "fact needs kind", None),
        ({"fact": {"kind": "year", "untis": "x"}}, ("fact", "untis"), "unknown key of fact 'untis'", "unit"),
        ({"fact": {"kind": "quantity", "unit": "mas"}}, ("fact", "unit"), "unknown unit class 'mas'", "mass"),
        ({"fact": {"kind": "year", "role": "page"}}, ("fact", "role"), "unknown role of a fact", "target"),
        ({"all": []}, ("all",), "a list of conditions", None),
        ({"any": {"signal": "alpha"}}, ("any",), "a list of conditions", None),
        ({"all": [{"signal": "alpha"}] * (MAX_OPERANDS + 1)}, ("all",), "more than 200 operands", None),
        ({"not": ["x"]}, ("not",), "a mapping with one operator", None),
        ({"claim": {}}, ("claim",), "claim takes a mapping", None),
        ({"claim": {"typ": "target"}}, ("claim", "typ"), "unknown field of claim 'typ'", "type"),
        ({"claim": {"type": "targte"}}, ("claim", "type"), "unknown type 'targte'", "target"),
        ({"claim": {"tense": "future"}}, ("claim", "tense"), "unknown tense 'future'", "known: achieved"),
        ({"claim": {"topic": ["water", "fire"]}}, ("claim", "topic", 1), "unknown topic 'fire'", "water"),
        ({"element": {"valeu": "held"}}, ("element", "valeu"), "unknown element 'valeu'", "value"),
        ({"element": {"value": "hold"}}, ("element", "value"), "unknown state of value 'hold'", "held"),
        ({"context": {"audience": "consumers"}}, ("context", "audience"), "unknown audience", "consumer"),
        ({"context": {"jurisdiction": "fr"}}, ("context", "jurisdiction"), "unknown jurisdiction 'fr'", "eu"),
        ({"near": {"first": {"signal": "alpha"}}}, ("near",), "near needs then and tokens", None),
        ({"near": "alpha"}, ("near",), "near takes first, then, tokens", None),
        ({"near": {"first": {"signal": "alpha"}, "then": {"fact": "year"}, "tokens": 13}}, ("near", "tokens"), "0 to 12", None),
        ({"near": {"first": {"signal": "alpha"}, "then": {"fact": "year"}, "tokens": True}}, ("near", "tokens"), "0 to 12", None),
        ({"near": {"first": {"signal": "alpha"}, "then": {"claim": {}}, "tokens": 3}}, ("near", "then"), "signals and facts only", None),
        ({"near": {"first": {"any": []}, "then": {"fact": "year"}, "tokens": 3}}, ("near", "first", "any"), "1 to 200", None),
        ({"near": {"first": {"signal": "alpha"}, "then": {"fact": "year"}, "tokens": 3, "order": "x"}}, ("near", "order"), "unknown order 'x'", "any"),
        ({"near": {"first": {"signal": "alpha", "in": "section"}, "then": {"fact": "year"}, "tokens": 3}}, ("near", "first", "in"), "one window", "beside near"),
        ({"count": {"of": {"signal": "alpha"}, "at_least": 0}}, ("count", "at_least"), "from 1 up", None),
        ({"count": {"of": {"signal": "alpha"}}}, ("count",), "count needs at_least", None),
        ({"compare": {"left": 1, "op": "=<", "right": 2}}, ("compare", "op"), "unknown comparison '=<'", "<="),
        ({"compare": {"left": "element.value", "op": "<", "right": 2}}, ("compare", "left"), "unknown path", "element.NAME"),
        ({"compare": {"left": "element.valeu.year", "op": "<", "right": 2}}, ("compare", "left"), "unknown element", "value"),
        ({"compare": {"left": 1, "op": "<", "right": 2, "plus": "1"}}, ("compare", "plus"), "plus is a number", None),
        ({"compare": {"left": 1, "op": "<"}}, ("compare",), "compare needs right", None),
        ({"other_claim": {"same": ["topic"]}}, ("other_claim",), "other_claim needs where", None),
        ({"other_claim": {"where": {"signal": "alpha"}, "same": ["tpic"]}}, ("other_claim", "same", 0), "'tpic'", "topic"),
        ({"other_claim": {"where": {"signal": "alpha"}, "exists": "no"}}, ("other_claim", "exists"), "true or false", None),
    ],
)  # fmt: skip
def test_every_fault_has_its_path_and_a_hint(
    condition: Any, path: tuple[Any, ...], message: str, hint: str | None
) -> None:
    known = names()
    result = compile_condition(condition, known, path=("when",))
    fault = known.faults[0]
    assert fault.path == ("when", *path)
    assert message in fault.message
    assert (hint or "") in (fault.hint or "")
    assert isinstance(result, Compiled)


def test_nesting_is_bounded() -> None:
    condition: Any = {"signal": "alpha"}
    for _ in range(MAX_DEPTH):
        condition = {"not": condition}
    assert compiled(condition).test(Seen()) is False
    known = names()
    compile_condition({"all": [condition]}, known)
    assert "nested deeper than 8" in known.faults[0].message
    spans: Any = {"signal": "alpha"}
    for _ in range(MAX_DEPTH):
        spans = {"any": [spans]}
    known = names()
    compile_condition({"near": {"first": spans, "then": {"signal": "beta"}, "tokens": 3}}, known)
    assert [one.message for one in known.faults] == ["condition is nested deeper than 8"]


# -- cost


def many(count: int, signal: int, step: int, offset: int) -> tuple[Hit, ...]:
    return tuple(Hit(start * step + offset, start * step + offset + 1, signal, "") for start in range(count))


@pytest.mark.parametrize("order", ["any", "fixed"])
def test_near_counts_no_text_twice(order: str) -> None:
    """One word at the front and thousands after it: the text between is not read again for each of them."""
    first, rest = (Hit(0, 1, 0, ""),), many(20_000, 1, 50, 100)
    condition = {
        "near": {"first": {"signal": "alpha"}, "then": {"signal": "beta"}, "tokens": 3, "order": order},
        "in": "document",
    }
    view = Seen(hits_by={("document", False): tuple(sorted((*first, *rest)))})
    assert not compiled(condition).test(view)
    assert view.counted <= 2 * rest[-1].end


@pytest.mark.parametrize(
    ("gap", "free", "holds"), [(3, False, False), (3, True, True), (6, True, True), (7, True, False)]
)
def test_where_order_is_free_near_looks_both_ways_and_twice_as_far(gap: int, free: bool, holds: bool) -> None:
    condition = {"near": {"first": {"signal": "alpha"}, "then": {"signal": "beta"}, "tokens": 3}}
    hits = (Hit(0, 1, 1, ""), Hit(1 + gap, 2 + gap, 0, ""))
    view = Seen(hits_by={("clause", False): hits}, free_order=free)
    assert compiled(condition).test(view) is holds


@pytest.mark.parametrize(("first", "holds"), [(0, True), (1, False)])
def test_a_phrase_keeps_its_order_where_that_of_words_is_free(first: int, holds: bool) -> None:
    asked = {"first": {"signal": "alpha"}, "then": {"signal": "beta"}, "tokens": 3, "order": "phrase"}
    for gap in (3, 4):
        hits = (Hit(0, 1, first, ""), Hit(1 + gap, 2 + gap, 1 - first, ""))
        view = Seen(hits_by={("clause", False): hits}, free_order=True)
        assert compiled({"near": asked}).test(view) is (holds and gap == 3)


def test_near_and_count_stay_linear() -> None:
    size = 20_000
    hits = tuple(sorted((*many(size, 0, 50, 0), *many(size, 1, 50, 25))))
    view = Seen(hits_by={("document", False): hits})
    near = {
        "near": {"first": {"signal": "alpha"}, "then": {"signal": "beta"}, "tokens": 3, "order": "any"},
        "in": "document",
    }
    assert not compiled(near).test(view)
    assert view.counted <= 2 * hits[-1].end
    count = {
        "count": {"of": {"any": [{"signal": "alpha"}, {"signal": "beta"}]}, "at_least": 2 * size},
        "in": "document",
    }
    assert compiled(count).test(view)


def test_a_fact_outside_a_signal_shares_no_word_with_it() -> None:
    standard = Fact("standard", 10, 20, "ISO 14064")
    other = Fact("standard", 30, 40, "EN 61121")
    hit = Hit(10, 20, 0, "")
    test = compiled({"fact": {"kind": "standard", "outside": "alpha"}}).test
    numbers = names().signals
    named = hit._replace(signal=numbers["alpha"])
    assert not test(Seen(hits_by={("clause", False): (named,)}, facts_by={"clause": (standard,)}))
    assert test(Seen(hits_by={("clause", False): (named,)}, facts_by={"clause": (standard, other)}))
    assert test(Seen(facts_by={"clause": (standard,)}))


def test_a_fact_may_be_asked_for_because_it_lacks_role_or_unit() -> None:
    year = Fact("year", 0, 4, "2024", year=2024)
    test = compiled({"fact": {"kind": "year", "role": "none"}}).test
    assert test(Seen(facts_by={"clause": (year,)}))
    assert not test(Seen(facts_by={"clause": (year._replace(role="target"),)}))
