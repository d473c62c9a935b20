"""Whatever the states of its elements: at most four things are asked of a claim, and no score depends on it."""

from __future__ import annotations

from datetime import date
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

import claimcheck
from claimcheck.asking import MOST_ASKED, Asker
from claimcheck.judge.views import Claims, ClaimWithEvidence
from claimcheck.model.claim import Core, Element
from claimcheck.model.document import Block, Document, Piece
from claimcheck.pipeline import Pipeline
from claimcheck.score import Scorer
from claimcheck.text.fragments import is_cut, is_label
from claimcheck.text.passages import Passages

PACK = claimcheck.load_rulepack()
ASKER, SCORER = Asker(PACK), Scorer(PACK)
NAMES = tuple(sorted(PACK.elements, key=lambda name: PACK.elements[name].shape.number))
CONTEXTS = [
    claimcheck.Context(as_of=date(2026, 3, 1)),
    claimcheck.Context(audience="consumer", medium="web", as_of=date(2026, 3, 1)),
]


@cache
def _pipeline(context: claimcheck.Context) -> Pipeline:
    return Pipeline(PACK, context, "en", (), {})


@cache
def _examined(context: claimcheck.Context, kind: str) -> tuple[Passages, Core]:
    """The first example of a type that is one, read as in an audit."""
    pipeline = _pipeline(context)
    for example in PACK.claim_types[kind].shape.fires:
        text = example.text
        block = Block("paragraph", text, (Piece(0, 0, len(text)),))
        seen = pipeline.run(Document("", "text", "", text, (block,)), traced=True).seen
        assert seen is not None
        core = next((one.judged.core for one in seen.views.views if one.judged.core.type == kind), None)
        if core is not None:
            return seen.passages, core
    raise AssertionError(f"no example of {kind} is one")


STATES = st.sampled_from(
    [("missing", 0.0), ("present", 0.25), ("present", 0.5), ("linked", 1.0), ("contradicted", 0.0)]
)
"""States with a credit."""


def _need(kind: str, name: str) -> str:
    shape = PACK.claim_types[kind].shape
    return "required" if name in shape.required else "conditional" if name in shape.conditional else "optional"


def _is_cut_short(context: claimcheck.Context, passages: Passages, core: Core) -> bool:
    number = core.sentence.number
    return context.medium == "report" and (is_label(passages, number) or is_cut(passages, number))


def _elements(kind: str, states: list[tuple[str, float]]) -> tuple[Element, ...]:
    """Optional elements are there only where they are held."""
    return tuple(
        Element(name, _need(kind, name), state, credit)  # type: ignore[arg-type]
        for name, (state, credit) in zip(NAMES, states, strict=True)
        if state != "missing" or _need(kind, name) != "optional"
    )


CASES = [(context, kind) for context in CONTEXTS for kind in sorted(PACK.claim_types)]


@given(st.sampled_from(CASES), st.lists(STATES, min_size=len(NAMES), max_size=len(NAMES)))
def test_few_things_are_asked_and_none_that_has_credit(
    case: tuple[claimcheck.Context, str], states: list[tuple[str, float]]
) -> None:
    context, (passages, core) = case[0], _examined(*case)
    elements = _elements(core.type, states)
    claims = Claims(passages, [ClaimWithEvidence(core, elements)], context)
    [asked], told = ASKER.ask([core], [elements], claims.views)
    named = {one.id for one in asked.elements if one.state == "missing" and one.asked}
    assert len(asked.wanted) <= MOST_ASKED
    assert named <= asked.wanted
    assert all(one._replace(asked=True) == before for one, before in zip(asked.elements, elements, strict=True))
    assert all(one.asked for one in asked.elements if one.state != "missing")
    assert not {one.id for one in asked.elements if one.credit >= 0.5} & asked.wanted
    assert not {one.element for one in told} & named
    whole, part = (SCORER.score(core.type, elements, True, names) for names in (None, asked.wanted))
    assert part._replace(steps=()) == whole._replace(steps=())
    assert {step.element for step in part.steps} <= asked.wanted


@given(st.sampled_from(CASES), st.lists(STATES, min_size=len(NAMES), max_size=len(NAMES)))
def test_what_is_asked_first_is_the_first_of_the_list_that_is_missing(
    case: tuple[claimcheck.Context, str], states: list[tuple[str, float]]
) -> None:
    context, (passages, core) = case[0], _examined(*case)
    elements = _elements(core.type, states)
    claims = Claims(passages, [ClaimWithEvidence(core, elements)], context)
    [asked], _ = ASKER.ask([core], [elements], claims.views)
    missing = {one.id for one in elements if one.state == "missing"}
    answered = {name: one.answered for name, one in PACK.elements.items()}
    # The first question that decides on a claim is asked before all others.
    decisive = [(one.element, None) for one in asked.questions[:1] if one.element]
    list_ = [
        name
        for name, when in (*decisive, *PACK.claim_types[core.type].asks)
        if name in missing and all(test.test(claims.views[0]) for test in (when,) if test is not None)
        if not any(test.test(claims.views[0]) for test in (answered[name],) if test is not None)
    ]
    if _is_cut_short(context, passages, core):
        list_ = []
    named = {one.id for one in asked.elements if one.state == "missing" and one.asked}
    first = list(dict.fromkeys(list_))[:MOST_ASKED]
    # In a report, what another one of them says as well is not asked for besides.
    said = {part for name in first for part in PACK.elements[name].shape.includes}
    said = said - {name for name, _ in decisive} if context.medium == "report" else set()
    assert named == {*first} - said
