"""Legal tests: what one law makes of the facts that rules find."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from claimcheck.rulepack.collect import Collected, Entry, unknown
from claimcheck.rulepack.conditions import Compiled
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.law_shapes import DecidingFactShape, LegalTestShape
from claimcheck.rulepack.pack import LegalTest, Question
from claimcheck.rulepack.profiles import WORLD, lineage_of
from claimcheck.rulepack.shapes import QuestionShape
from claimcheck.rulepack.slot_checks import SlotChecker

Conditions = Callable[..., Compiled]
"""Compiles a condition of an entry, given its path and its window."""

_OVER_CLAIMS = ("claim", "either")


def build_legal_tests(found: Collected, condition: Conditions) -> dict[str, tuple[LegalTest, ...]]:
    """The tests of every jurisdiction in order of id."""
    built: dict[str, list[LegalTest]] = {name: [] for name in sorted(found.profiles)}
    for _, entry in sorted(found.legal_tests.items()):
        built.setdefault(entry.value.jurisdiction, []).append(_built(entry, condition, found.deciding))
    return {name: tuple(tests) for name, tests in built.items()}


def _built(
    entry: Entry[LegalTestShape], condition: Conditions, deciding: Mapping[str, Entry[DecidingFactShape]]
) -> LegalTest:
    shape = entry.value

    def compiled(key: str) -> Compiled | None:
        asked = getattr(shape, key)
        return None if asked is None else condition(entry, asked, (key,), "clause", claimless=False)

    when = compiled("when")
    return LegalTest(
        id=shape.id,
        shape=shape,
        only=compiled("only"),
        when=when,
        unless=compiled("unless"),
        types=None if when is None else when.claim_values.get("type"),
        questions=questions(entry, condition, deciding),
    )


def questions(
    entry: Entry[Any], condition: Conditions, deciding: Mapping[str, Entry[DecidingFactShape]]
) -> tuple[Question, ...]:
    """The deciding facts of a rule or a legal test; a text tells them, or whoever knows them answers."""
    return tuple(
        Question(one, None)
        if isinstance(one, str)
        else _question(entry, one, ("questions", place), condition, deciding)
        for place, one in enumerate(entry.value.questions)
    )


def _question(
    entry: Entry[Any],
    one: QuestionShape,
    path: tuple[str | int, ...],
    condition: Conditions,
    deciding: Mapping[str, Entry[DecidingFactShape]],
) -> Question:
    told = None if one.told is None else condition(entry, one.told, (*path, "told"), "clause")
    known = deciding.get(one.fact or "")
    return Question(one.ask or (known.value.ask if known else ""), told, one.fact)


def check_questions(entry: Entry[Any], found: Collected, log: FaultLog) -> None:
    """Deciding facts that nothing defines, and questions without words."""
    for place, one in enumerate(entry.value.questions):
        if isinstance(one, str):
            continue
        path = ("questions", place)
        if one.fact is not None and one.fact not in found.deciding and "facts" not in found.broken:
            unknown(entry, (*path, "fact"), "deciding fact", one.fact, found.deciding, log)
        if one.ask is None and one.fact is None:
            hint = "ask: in words, or fact: one of facts.yml"
            entry.fault(log, path, "a question asks for nothing", code="missing-key", hint=hint)


def check_legal_tests(found: Collected, slots: SlotChecker, log: FaultLog) -> None:
    """Names that nothing defines, passages of another law, and conditions where no claim is judged."""
    for entry in found.legal_tests.values():
        shape = entry.value
        if shape.jurisdiction not in found.profiles and "profile" not in found.broken:
            unknown(entry, ("jurisdiction",), "jurisdiction", shape.jurisdiction, found.profiles, log)
        _check_rules(entry, found, log)
        _check_passages(entry, found, log)
        check_questions(entry, found, log)
        first = found.checks.get(shape.on[0])
        for key in ("message", "rewrite"):
            slots.check(entry, key, getattr(shape, key), first.value.on if first else "claim")


def _check_rules(entry: Entry[LegalTestShape], found: Collected, log: FaultLog) -> None:
    shape = entry.value
    if "check" in found.broken:
        return
    for place, name in enumerate(shape.on):
        rule = found.checks.get(name)
        if rule is None:
            unknown(entry, ("on", place), "rule", name, found.checks, log)
        elif rule.value.on not in _OVER_CLAIMS:
            for key in ("only", "when", "unless"):
                if getattr(shape, key) is not None:
                    entry.fault(
                        log,
                        ("on", place),
                        f"{name} runs over a {rule.value.on}, and {key} asks of a claim",
                        code="no-claim",
                        hint=f"leave out {key}, or {name}",
                    )


def _check_passages(entry: Entry[LegalTestShape], found: Collected, log: FaultLog) -> None:
    """A test rests on passages of its own law, of one that this law takes over, or on standards of all the world."""
    if "citations" in found.broken:
        return
    lineage = (*lineage_of(entry.value.jurisdiction, found.profiles), WORLD)
    for place, key in enumerate(entry.value.cite):
        passage = found.citations.get(key)
        if passage is None:
            unknown(entry, ("cite", place), "citation", key, found.citations, log)
        elif passage.value.jurisdiction not in lineage:
            entry.fault(
                log,
                ("cite", place),
                f"{key} is law of {passage.value.jurisdiction}, not of {entry.value.jurisdiction}",
                code="other-law",
                hint="cite passages of the law that the test is of",
            )
