"""A trace on the wire, with the places and the words of what was looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, cast

from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import DocumentOut
from claimcheck.model.trace import Candidate, ClaimTrace, Operand
from claimcheck.model.trace_out import (
    CandidateOut,
    NotAskedOut,
    OperandOut,
    RuleTraceOut,
    TracedClaimOut,
    TracedElementOut,
    TraceOut,
)
from claimcheck.report.places import Places
from claimcheck.text.passages import Passages


def trace_out(
    record: DocumentOut,
    passages: Passages | None,
    traces: Sequence[ClaimTrace],
    names: Mapping[str, str],
    elements: Collection[str],
    version: str,
) -> TraceOut:
    """The traces of claims of one document; ``names`` are those of rules, by id.

    ``elements`` are those that are shown; where none is named, all but those that no claim of the type needs.
    """
    places = None if passages is None else Places(passages.document, passages.norm)
    return TraceOut(
        version=version,
        path=record.path,
        problems=record.problems,
        claims=[
            _claim(record.claims[one.number], one, places, names, elements)
            for one in traces
            if places is not None
        ],
    )


def _claim(
    claim: ClaimOut, trace: ClaimTrace, places: Places, names: Mapping[str, str], elements: Collection[str]
) -> TracedClaimOut:
    candidates = {one.element.id: one.candidates for one in trace.elements}
    return TracedClaimOut.like(
        claim,
        elements=[
            TracedElementOut(
                element=one,
                candidates=[_candidate(found, places) for found in candidates.get(one.element, ())],
            )
            for one in claim.elements
            if not elements or one.element in elements
        ],
        not_asked=[
            NotAskedOut.like(one, operands=_operands(one.operands))
            for one in trace.not_asked
            if (one.element in elements if elements else one.reason != "type")
        ],
        rules=[
            RuleTraceOut.like(
                one, name=names[one.rule], because=one.because or None, operands=_operands(one.operands)
            )
            for one in trace.rules
        ],
    )


def _candidate(one: Candidate, places: Places) -> CandidateOut:
    place, quote = None, None
    if one.start is not None and one.end is not None:
        place, _, quote = places.cited(one.start, one.end)
    return CandidateOut(
        where=cast(Any, one.place),
        outcome=one.outcome,
        slot=cast(Any, one.slot),
        details={told.name: list(told.values) for told in one.details},
        quote=quote,
        place=place,
        credit=round(one.credit, 4),
        operands=_operands(one.operands),
    )


def _operands(operands: Iterable[Operand]) -> list[OperandOut]:
    return list(map(OperandOut.like, operands))
