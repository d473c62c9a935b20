"""Legal tests: what one law makes of the facts that rules find."""

from __future__ import annotations

from typing import Any

from claimcheck.rulepack.collect import Collected, Entry
from claimcheck.rulepack.law_shapes import LegalTestShape
from claimcheck.rulepack.pack import LegalTest, Question
from claimcheck.rulepack.placed_conditions import PlacedConditions
from claimcheck.rulepack.profiles import WORLD, lineage_of
from claimcheck.rulepack.slot_checks import SlotChecker

_OVER_CLAIMS = ("claim", "either")


def build_legal_tests(conditions: PlacedConditions) -> dict[str, tuple[LegalTest, ...]]:
    """The tests of every jurisdiction in order of id."""
    found = conditions.found
    built: dict[str, list[LegalTest]] = {name: [] for name in sorted(found.profiles)}
    for _, entry in sorted(found.legal_tests.items()):
        built.setdefault(entry.value.jurisdiction, []).append(_built(entry, conditions))
    return {name: tuple(tests) for name, tests in built.items()}


def _built(entry: Entry[LegalTestShape], conditions: PlacedConditions) -> LegalTest:
    when = conditions.maybe(entry, "when", claimless=False)
    return LegalTest(
        id=entry.value.id,
        shape=entry.value,
        only=conditions.maybe(entry, "only", claimless=False),
        when=when,
        unless=conditions.maybe(entry, "unless", claimless=False),
        types=None if when is None else when.claim_values.get("type"),
        questions=questions(entry, conditions),
    )


def questions(entry: Entry[Any], conditions: PlacedConditions) -> tuple[Question, ...]:
    """The deciding facts of a rule or a legal test; a text tells them, or whoever knows them answers."""
    found: list[Question] = []
    for place, one in enumerate(entry.value.questions):
        if isinstance(one, str):
            found.append(Question(one, None))
            continue
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
