"""The condition language: parsed from plain mappings, compiled once into fast tests.

The schemas of rule files tell each operator and what stands under it. ``in`` beside signal, fact, near and count names
the window; ``opens`` beside signal says how many words may stand before it there. Words that a guard sets aside
(negated, asked, quoted from others and so on) count only with ``scope: any``.
Every test is linear in the window; no rule can make it worse.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial, reduce
from operator import or_
from typing import Any, NamedTuple

from msgspec.structs import force_setattr, replace

from claimcheck.errors import shown
from claimcheck.rulepack import condition_terms as terms
from claimcheck.rulepack.condition_joins import all_of, any_of, every
from claimcheck.rulepack.condition_terms import (
    Branches,
    Compiled,
    ConditionFault,
    Names,
    Path,
    Test,
    View,
    all_branches,
    any_branches,
    nearest,
)
from claimcheck.rulepack.condition_text import BROKEN, NONE, TextOperators

__all__ = ["Compiled", "ConditionFault", "Names", "View", "compile_condition", "nearest"]
OUTLINED = tuple(name for name in Compiled.__struct_fields__ if name not in ("test", "denied"))
"""All that is known of a condition but its test, and what a negation denies, which only compiling asks for."""


def compile_condition(
    condition: Any, names: Names, *, window: str = "clause", path: Path = (), claimless: bool | None = None
) -> Compiled:
    """Compile a condition; faults go to ``names.faults`` and the result is then not to be used.

    ``window`` is where signals, facts, near and count look when the condition does not say. ``claimless`` compiles it
    for passages without a claim: what asks for one never holds there, and opens no gate. False is for claims alone, of
    which a field that may have any value tells nothing; None for both.
    """
    return Compiler(names, window, claimless).build(condition, path, 0)


# What only a claim has.
OF_CLAIMS = frozenset({"claim", "element", "other_claim"})
# Holds nowhere.
NEVER = BROKEN
# Holds for every claim.
ALWAYS = Compiled(lambda _: True, uses=frozenset({"claim"}))
# The fields of a claim that is yet to be found are worked out from its words and figures.
COSTS = {"fact": 1, "count": 2, "claim": 3, "near": 4, "compare": 5, "other_claim": 8, terms.FAR_FACTS: 16}


# What messages call a name under these operators.
_WHAT = {"element": "element", "answer": "deciding fact"}


class Compiler(TextOperators):
    """Builds tests; one method an operator, of its name but for ``not``."""

    def __init__(self, names: Names, window: str, claimless: bool | None = None) -> None:
        super().__init__(names, window)
        self.claimless = claimless

    def build(self, condition: Any, path: Path, depth: int) -> Compiled:
        if depth > terms.MAX_DEPTH:
            self.names.fault(path, f"condition is nested deeper than {terms.MAX_DEPTH}")
            return BROKEN
        if not isinstance(condition, Mapping):
            self.names.fault(path, "a condition is a mapping with one operator", "for example {signal: NAME}")
            return BROKEN
        found = [key for key in condition if key in terms.OPERATORS]
        if len(found) > 1:
            told = f"a condition has exactly one operator, this one has {' and '.join(found)}"
            self.names.fault((*path, found[1]), told, "join them with all: [{…}, {…}]", at_key=True)
            return BROKEN
        if not self.beside(condition, found[0] if found else None, path):
            return BROKEN
        if not found:
            self.names.fault(path, "a condition has exactly one operator, this one has none")
            return BROKEN
        build: Callable[..., Compiled] = getattr(self, "negate" if found[0] == "not" else found[0])
        built = build(condition, path, depth)
        if self.claimless and (found[0] in OF_CLAIMS or (found[0] == "compare" and built.element_names)):
            return _never(built)
        return built

    def of_sentences(self, condition: Any, path: Path, depth: int = 1) -> Compiled:
        """A condition over sentences, which have nothing that only claims have: they are searched for its signals."""
        made = self.build(condition, path, depth)
        wrong = sorted(made.uses & OF_CLAIMS) or (["compare"] if made.element_names else [])
        if wrong:
            hint = "only a claim has fields and elements"
            self.names.fault(path, f"a sentence cannot be asked for {wrong[0]}", hint)
        # Anchors tell where to look closer.
        self.names.wide |= made.positive
        return made

    # -- boolean operators

    def operands(self, condition: Mapping[str, Any], key: str, path: Path, depth: int) -> list[Compiled]:
        items = condition[key]
        if not isinstance(items, list) or not items:
            self.names.fault((*path, key), f"{key} takes a list of conditions")
            return [BROKEN]
        if len(items) > terms.MAX_OPERANDS:
            self.names.fault((*path, key), f"{key} has more than {terms.MAX_OPERANDS} operands")
            return [BROKEN]
        return [self.build(item, (*path, key, place), depth + 1) for place, item in enumerate(items)]

    def all(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        parts = self.operands(condition, "all", path, depth)
        asked = [part for part in parts if part is not ALWAYS] or parts
        values: dict[str, frozenset[str]] = {}
        for part in parts:
            for name, allowed in part.claim_values.items():
                values[name] = values[name] & allowed if name in values else allowed
        return _joined(all_of(self.ordered(asked)), parts, values, all_branches)

    def ordered(self, parts: Sequence[Compiled]) -> Sequence[Compiled]:
        """The operands of all in the order in which they are asked: the cheap ones first."""
        return sorted(parts, key=_cost)

    def any(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        parts = self.operands(condition, "any", path, depth)
        # What never holds leaves the others to decide.
        live = [part for part in parts if part.branches] or parts
        values: dict[str, frozenset[str]] = {}
        for name in set.intersection(*(set(part.claim_values) for part in live)):
            values[name] = NONE.union(*(part.claim_values[name] for part in live))
        need = reduce(or_, (part.need for part in live)) if all(part.need for part in live) else 0
        return _joined(any_of(live), parts, values, any_branches, need)

    def negate(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        inner = self.build(condition["not"], (*path, "not"), depth + 1)
        if inner is ALWAYS:
            return _never(inner)
        one, bars = inner.test, inner.need
        test: Test = (lambda view: not view.own & bars) if bars else (lambda view: not one(view))
        denied = None if bars else inner
        return Compiled(test, uses=inner.uses, element_names=inner.element_names, bars=bars, denied=denied)

    # -- conditions that have a name

    def shared(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        name, known = condition["shared"], self.names.shared
        if known is None:
            hint = "write out what it asks for: then none can go round in circles"
            self.names.fault((*path, "shared"), "a shared condition names no other one", hint)
            return BROKEN
        if not isinstance(name, str) or name not in known:
            self.names.unknown((*path, "shared"), "shared condition", name, known)
            return BROKEN
        key = (name, self.window, self.claimless)
        if key not in self.names.made or type(self) is not Compiler:
            # Its own faults are told where it stands.
            names = replace(self.names, shared=None, faults=[], wide=0)
            self.names.made[key] = self.named(name, names).build(known[name], ("when",), 0), names.wide
        made, wide = self.names.made[key]
        self.names.wide |= wide
        return made

    def named(self, name: str, names: Names) -> Compiler:
        """The compiler of a shared condition, which looks where the rule that names it does."""
        return type(self)(names, self.window, self.claimless)

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
                self.names.unknown(here, _WHAT.get(key, f"field of {key}"), name, known, at_key=True)
                continue
            plain = ["none" if one is None else one for one in value] if isinstance(value, list) else value
            what = f"state of {name}" if key == "element" else str(name)
            wanted[name] = self.words("none" if plain is None else plain, here, what, known[name])
        return wanted

    def claim(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        known = {"type": self.names.claim_types, "topic": self.names.topics, **terms.CLAIM_VALUES}
        wanted = self.fields(condition, "claim", path, known)
        if self.claimless is False and all(
            name in terms.CLAIM_VALUES and allowed.issuperset(terms.CLAIM_VALUES[name])
            for name, allowed in wanted.items()
        ):
            return ALWAYS
        return Compiled(_all_fit(_field_is, wanted), claim_values=wanted, uses=frozenset({"claim"}))

    def element(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        wanted = self.fields(condition, "element", path, dict.fromkeys(self.names.elements, terms.STATES))
        uses, names = frozenset({"element"}), frozenset(wanted)
        return Compiled(_all_fit(_state_is, wanted), uses=uses, element_names=names)

    def context(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        known = {**terms.CONTEXT_VALUES, "jurisdiction": self.names.jurisdictions}
        wanted = self.fields(condition, "context", path, known)
        return Compiled(_all_fit(_context_has, wanted), uses=frozenset({"context"}))

    def answer(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        wanted = self.fields(condition, "answer", path, dict.fromkeys(self.names.deciding, terms.ANSWERS))
        answered = partial(_is_answered, self.names.denied)
        return Compiled(_all_fit(answered, wanted), uses=frozenset({"context"}))

    def compare(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        asked, here = condition["compare"], (*path, "compare")
        if not self.keys(asked, here, ("left", "op", "right"), ("plus",)):
            return BROKEN
        compare = terms.COMPARISONS.get(str(asked["op"]))
        if compare is None:
            hint = f"one of {', '.join(terms.COMPARISONS)}"
            self.names.fault((*here, "op"), f"unknown comparison {shown(asked['op'])}", hint)
            return BROKEN
        elements: set[str] = set()
        left = self.operand(asked["left"], (*here, "left"), elements)
        right = self.operand(asked["right"], (*here, "right"), elements)
        plus = asked.get("plus", 0)
        if type(plus) not in (int, float):
            self.names.fault((*here, "plus"), "plus is a number")
            return BROKEN

        def test(view: View) -> bool:
            one = left(view)
            # Where nothing is known of the one, what the other comes to is not worked out.
            other = None if one is None else right(view)
            return one is not None and other is not None and compare(one, other + plus)

        return Compiled(test, uses=frozenset({"compare"}), element_names=frozenset(elements))

    def operand(self, value: Any, path: Path, elements: set[str]) -> Callable[[View], float | None]:
        if type(value) in (int, float):
            number = float(value)
            return lambda _: number
        name = value if isinstance(value, str) else ""
        parts = name.split(".")
        if parts[0] == "element" and len(parts) == 3 and parts[2] in terms.ELEMENT_NUMBERS:
            elements.add(parts[1])
            if parts[1] not in self.names.elements:
                self.names.unknown(path, "element", parts[1], self.names.elements)
            _, element, part = parts
            return lambda view: view.element_number(element, part)
        if name not in terms.CONTEXT_NUMBERS:
            known = f"element.NAME.{'|'.join(terms.ELEMENT_NUMBERS)}, {' or '.join(terms.CONTEXT_NUMBERS)}"
            self.names.fault(path, f"unknown path {shown(value)}", known)
        return lambda view: view.number(name)

    def other_claim(self, condition: Mapping[str, Any], path: Path, depth: int) -> Compiled:
        asked, here = condition["other_claim"], (*path, "other_claim")
        if not self.keys(asked, here, ("where",), ("same", "exists")):
            return BROKEN
        where = self.build(asked["where"], (*here, "where"), depth + 1)
        same, exists = asked.get("same", []), asked.get("exists", True)
        if not isinstance(exists, bool):
            self.names.fault((*here, "exists"), "exists is true or false")
            return BROKEN
        wanted = self.words(same, (*here, "same"), "field to agree in", terms.SAME_FIELDS) if same != [] else NONE
        agree = tuple(name for name in terms.SAME_FIELDS if name in wanted)
        uses, names = where.uses | {"other_claim"}, where.element_names
        return Compiled(lambda view: view.other_claim(where, agree) == exists, uses=uses, element_names=names)


def _never(made: Compiled) -> Compiled:
    """What a condition comes to where it can never hold."""
    return Compiled(BROKEN.test, uses=made.uses, element_names=made.element_names, branches=(), around=())


def _all_fit(test: Callable[[str, frozenset[str]], Test], wanted: Mapping[str, frozenset[str]]) -> Test:
    return every([test(name, allowed) for name, allowed in wanted.items()])


def _field_is(name: str, allowed: frozenset[str]) -> Test:
    return lambda view: (view.claim_field(name) or "none") in allowed


def _state_is(name: str, states: frozenset[str]) -> Test:
    if "held" in states:
        states |= frozenset(terms.STATED)
    return lambda view: view.element_state(name) in states


def _is_answered(denied: frozenset[str], name: str, allowed: frozenset[str]) -> Test:
    affirmed, refused, unsaid = terms.ANSWERS

    def test(view: View) -> bool:
        said = view.answer(name)
        if said is None:
            return unsaid in allowed
        return (refused if said.casefold() in denied else affirmed) in allowed

    return test


def _context_has(name: str, allowed: frozenset[str]) -> Test:
    return lambda view: not allowed.isdisjoint(view.context_field(name))


def _cost(part: Compiled) -> int:
    """What is cheap to ask is asked first: words before figures before fields before distances."""
    return sum(cost for name, cost in COSTS.items() if name in part.uses)


def _joined(
    test: Test,
    parts: Sequence[Compiled],
    values: Mapping[str, frozenset[str]],
    join: Callable[[Sequence[Branches]], Branches],
    need: int = 0,
) -> Compiled:
    positive = reduce(or_, (part.positive for part in parts))
    uses = NONE.union(*(part.uses for part in parts))
    names = NONE.union(*(part.element_names for part in parts))
    branches, around = join([part.branches for part in parts]), join([part.around for part in parts])
    return Compiled(test, positive, values, uses, names, need, branches=branches, around=around)


class Recipe(NamedTuple):
    """What was made of a condition, as ``make(condition, names, **how)``, and the signals it asks wide windows for."""

    made: Any
    make: Callable[..., Any]
    condition: Any
    how: Mapping[str, Any]
    wide: int


def outline(found: Compiled) -> tuple[Any, ...]:
    """What is known of a condition, in the order of ``OUTLINED``."""
    return tuple(getattr(found, name) for name in OUTLINED)


def delayed(known: tuple[Any, ...], condition: bytes, names: Names, how: Mapping[str, Any]) -> Compiled:
    """A condition with this outline; it is unpacked, by ``marshal``, and its test is made when it is first asked."""
    later = _Later(condition, names, how)
    later.of = Compiled(later, *known)
    return later.of


class _Later:
    """The test of a condition that is compiled when it is first asked."""

    __slots__ = ("_made", "_recipe", "of")

    def __init__(self, condition: bytes, names: Names, how: Mapping[str, Any]) -> None:
        self._recipe = (condition, names, how)
        self._made: Test | None = None
        self.of = NEVER

    def __call__(self, view: View) -> bool:
        test = self._made
        if test is None:
            condition, names, how = self._recipe
            test = self._made = compile_condition(marshal.loads(condition), names, **how).test  # noqa: S302 - plain values
            # Whoever asks the condition again goes without this step; it means the same either way.
            force_setattr(self.of, "test", test)
        return test(view)
