"""Profiles of jurisdictions with what they take over, and legal tests: what one law makes of what rules find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any, get_args

from claimcheck.errors import shown
from claimcheck.model.context import Audience, Medium
from claimcheck.model.document import BlockKind
from claimcheck.rulepack.collect import Collected, Entry
from claimcheck.rulepack.condition_terms import nearest
from claimcheck.rulepack.law_shapes import CellShape, GroupShape, LegalTestShape, ProfileShape
from claimcheck.rulepack.pack import LegalTest, Profile, Question
from claimcheck.rulepack.placed_conditions import PlacedConditions
from claimcheck.rulepack.slot_checks import SlotChecker

WORLD = "int"
_OVER_CLAIMS = ("claim", "either")


def build_profiles(found: Collected) -> dict[str, Profile]:
    """Every profile with its layers; one whose lineage is broken stands alone, as its fault is told elsewhere."""
    return {name: _profile(name, found.profiles) for name in sorted(found.profiles)}


def _profile(name: str, profiles: Mapping[str, Entry[ProfileShape]]) -> Profile:
    lineage = lineage_of(name, profiles)
    shapes = [profiles[one].value for one in lineage]
    own, layers = shapes[0], tuple(reversed(shapes))
    return Profile(
        id=own.id,
        title=own.title,
        about=own.about,
        lineage=lineage,
        layers=layers,
        groups=tuple(map(_by_rule, layers)),
        cells=tuple(cell for shape in shapes for cell in shape.cells),
        investors=next((shape.investors for shape in shapes if shape.investors in profiles), None),
        general=next((shape.general for shape in shapes if shape.general), None),
        heavier_in=frozenset(next((shape.heavier_in for shape in shapes if shape.heavier_in), ())),
        lighter_with=tuple(next((shape.lighter_with for shape in shapes if shape.lighter_with), ())),
    )


def _by_rule(shape: ProfileShape) -> dict[str, tuple[GroupShape, ...]]:
    """The groups of a profile by the rules in them, in the order of the file."""
    found: dict[str, tuple[GroupShape, ...]] = {}
    for group in shape.groups:
        for rule in dict.fromkeys(group.rules):
            found[rule] = (*found.get(rule, ()), group)
    return found


def lineage_of(name: str, profiles: Mapping[str, Entry[ProfileShape]]) -> tuple[str, ...]:
    """A profile and those it extends, nearest first; it ends where a name is unknown or comes again."""
    lineage: list[str] = []
    at: str | None = name
    while at is not None and at in profiles and at not in lineage:
        lineage.append(at)
        at = profiles[at].value.extends
    return tuple(lineage)


def check_profiles(found: Collected) -> None:
    """Circles, contexts that no cell covers, and blocks of no kind."""
    for entry in found.profiles.values():
        shape = entry.value
        if shape.id == WORLD:
            told = f"{WORLD} stands for standards of all the world"
            entry.fault(("id",), told, "reserved-id", "name the profile after its jurisdiction")
        lineage = lineage_of(shape.id, found.profiles)
        after = found.profiles[lineage[-1]].value.extends
        if after is not None and after in lineage:
            told = f"profile {shape.id} extends itself: {' > '.join((*lineage, after))}"
            entry.fault(("extends",), told, "profile-cycle", "take one of these extends out")
        elif after is None:
            _check_cells(entry, [cell for name in lineage for cell in found.profiles[name].value.cells])
        for place, name in enumerate(shape.heavier_in):
            if name not in get_args(BlockKind):
                told, hint = f"{shown(name)} is no kind of block", nearest(name, get_args(BlockKind))
                entry.fault(("heavier_in", place), told, "unknown-value", hint)


def _check_cells(entry: Entry[ProfileShape], cells: Sequence[CellShape]) -> None:
    """A context without a cell would silence every rule without a word."""
    for audience, medium in product(get_args(Audience), get_args(Medium)):
        if not any(audience in cell.audience and medium in cell.medium for cell in cells):
            told = f"no cell says how severe rules are for {audience} and {medium}"
            path = ("cells",) if entry.value.cells else ()
            entry.fault(path, told, "missing-cell", "add a cell, or extends: a profile that has one")
            return


def build_legal_tests(conditions: PlacedConditions) -> dict[str, tuple[LegalTest, ...]]:
    """The tests of every jurisdiction in order of id."""
    found = conditions.found
    built: dict[str, list[LegalTest]] = {name: [] for name in sorted(found.profiles)}
    for _, entry in sorted(found.legal_tests.items()):
        built.setdefault(entry.value.jurisdiction, []).append(_test(entry, conditions))
    return {name: tuple(tests) for name, tests in built.items()}


def _test(entry: Entry[LegalTestShape], conditions: PlacedConditions) -> LegalTest:
    when = conditions.maybe(entry, "when", claimless=False)
    return LegalTest(
        id=entry.value.id,
        shape=entry.value,
        only=conditions.maybe(entry, "only", claimless=False),
        when=when,
        unless=conditions.maybe(entry, "unless", claimless=False),
        loose_only=conditions.maybe(entry, "only", claimless=True),
        loose_unless=conditions.maybe(entry, "unless", claimless=True),
        types=None if when is None else when.claim_values.get("type"),
        questions=questions(entry, conditions),
    )


def questions(entry: Entry[Any], conditions: PlacedConditions) -> tuple[Question, ...]:
    """The deciding facts of a rule or a legal test; a text tells them, or whoever knows them answers."""
    found: list[Question] = []
    for place, one in enumerate(entry.value.questions):
        if isinstance(one, str):
            found.append(Question(one, None))
        else:
            known = conditions.found.deciding.get(one.fact or "")
            told = conditions.maybe(entry, "questions", place, "told")
            found.append(Question(one.ask or (known.value.ask if known else ""), told, one.fact))
    return tuple(found)


def check_questions(entry: Entry[Any]) -> None:
    """Questions without words."""
    for place, one in enumerate(entry.value.questions):
        if not isinstance(one, str) and one.ask is None and one.fact is None:
            hint = "ask: in words, or fact: one of facts.yml"
            entry.fault(("questions", place), "a question asks for nothing", "missing-key", hint)


def check_legal_tests(found: Collected, slots: SlotChecker) -> None:
    """Passages of another law, and conditions where no claim is judged."""
    for entry in found.legal_tests.values():
        _check_rules(entry, found)
        _check_passages(entry, found)
        check_questions(entry)
        first = found.checks.get(entry.value.on[0])
        for key in ("message", "rewrite"):
            slots.check(entry, key, getattr(entry.value, key), first.value.on if first else "claim")


def _check_rules(entry: Entry[LegalTestShape], found: Collected) -> None:
    asked = [key for key in ("only", "when", "unless") if getattr(entry.value, key) is not None]
    for place, name in enumerate(entry.value.on):
        rule = found.checks.get(name)
        if rule is not None and rule.value.on not in _OVER_CLAIMS and "check" not in found.broken:
            for key in asked:
                told = f"{name} runs over a {rule.value.on}, and {key} asks of a claim"
                entry.fault(("on", place), told, "no-claim", f"leave out {key}, or {name}")


def _check_passages(entry: Entry[LegalTestShape], found: Collected) -> None:
    """A test rests on passages of its own law, of one that this law takes over, or on standards of all the world."""
    own = entry.value.jurisdiction
    lineage = (*lineage_of(own, found.profiles), WORLD)
    for place, key in enumerate(entry.value.cite):
        passage = found.citations.get(key)
        if passage and passage.value.jurisdiction not in lineage and "citations" not in found.broken:
            told = f"{key} is law of {passage.value.jurisdiction}, not of {own}"
            entry.fault(("cite", place), told, "other-law", "cite passages of the law that the test is of")
