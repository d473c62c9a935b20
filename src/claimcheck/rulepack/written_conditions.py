"""Every condition of a rule pack as it is written, with its entry and its path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claimcheck.rulepack.collect import Collected, Entry
from claimcheck.rulepack.condition_terms import Path
from claimcheck.rulepack.element_shapes import ElementShape
from claimcheck.rulepack.ranking_shapes import RankingShape
from claimcheck.rulepack.shapes import ClaimTypeShape

Written = tuple[dict[str, Any], Entry[Any], Path]
"""A condition, the entry that it stands in, and the path to it."""


def written_conditions(found: Collected) -> Iterator[Written]:
    """Every condition of the pack with its entry and its path."""
    for claim_type in found.claim_types.values():
        yield from _type_conditions(claim_type)
    for element in found.elements.values():
        yield from _element_conditions(element)
    for check in found.checks.values():
        yield check.value.when, check, ("when",)
        if check.value.rewrite_when is not None:
            yield check.value.rewrite_when, check, ("rewrite_when",)
        yield from _question_conditions(check)
    for test in found.legal_tests.values():
        for key in ("only", "when", "unless"):
            asked = getattr(test.value, key)
            if asked is not None:
                yield asked, test, (key,)
        yield from _question_conditions(test)
    for shared in found.shared.values():
        yield shared.value.when, shared, ("when",)
    if found.ranking is not None:
        yield from _ranking_conditions(found.ranking)
    yield from _admission_conditions(found)


def _question_conditions(entry: Entry[Any]) -> Iterator[Written]:
    """The conditions under which the text of a rule or a legal test tells the facts that it asks for."""
    for place, question in enumerate(entry.value.questions):
        if not isinstance(question, str) and question.told is not None:
            yield question.told, entry, ("questions", place, "told")


def _ranking_conditions(
    entry: Entry[RankingShape],
) -> Iterator[Written]:
    for part, shape in enumerate(entry.value.parts):
        for place, term in enumerate(shape.terms):
            if term.when is not None:
                yield term.when, entry, ("parts", part, "terms", place, "when")


def _type_conditions(
    entry: Entry[ClaimTypeShape],
) -> Iterator[Written]:
    """The conditions of a claim type with their paths."""
    shape = entry.value
    yield shape.core, entry, ("core",)
    if shape.measured is not None:
        yield shape.measured.when, entry, ("measured", "when")
    if shape.deed is not None:
        yield shape.deed.when, entry, ("deed", "when")
        if shape.deed.state_when is not None:
            yield shape.deed.state_when, entry, ("deed", "state_when")
    for tense, condition in shape.tenses.items():
        yield condition, entry, ("tenses", tense)
    for kind, condition in shape.target_kind.items():
        yield condition, entry, ("target_kind", kind)
    for name, trigger in shape.conditional.items():
        yield trigger.when, entry, ("conditional", name, "when")
    for place, ask in enumerate(shape.asks):
        if not isinstance(ask, str):
            yield ask.when, entry, ("asks", place, "when")


def _element_conditions(
    element: Entry[ElementShape],
) -> Iterator[Written]:
    """The conditions of an element, near the claim and elsewhere, with their paths."""
    shape = element.value
    for place, grade in enumerate(shape.grades):
        yield grade.when, element, ("grades", place, "when")
    for place, figure in enumerate(shape.figures):
        if figure.when is not None:
            yield figure.when, element, ("figures", place, "when")
    for place, tied in enumerate(shape.tied):
        yield from ((tied.when, element, ("tied", place, "when")),) if tied.when else ()
        yield from ((tied.claim, element, ("tied", place, "claim")),) if tied.claim else ()
    if shape.explained is not None:
        yield shape.explained.when, element, ("explained", "when")
    for key in ("beside", "beside_claim", "once", "answered"):
        condition = getattr(shape, key)
        if condition is not None:
            yield condition, element, (key,)
    if shape.elsewhere is None:
        return
    if shape.elsewhere.claim is not None:
        yield shape.elsewhere.claim, element, ("elsewhere", "claim")
    for place, far in enumerate(shape.elsewhere.grades):
        yield far.when, element, ("elsewhere", "grades", place, "when")
        if far.claim is not None:
            yield far.claim, element, ("elsewhere", "grades", place, "claim")


def _admission_conditions(
    found: Collected,
) -> Iterator[Written]:
    """The conditions of the ways of owning up, and the one that they share."""
    for admission in found.admissions.values():
        if admission.value.when is not None:
            yield admission.value.when, admission, ("when",)
    if found.admitted_of is not None:
        yield found.admitted_of.value.unless, found.admitted_of, ("unless",)
