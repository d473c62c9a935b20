"""The record of a document of which some passages were judged by the rules of another language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from heapq import merge
from typing import Protocol, TypeVar

from claimcheck.model.claim_out import ClaimOut, FindingOut, PlaceOut
from claimcheck.model.report import DocumentOut, SetAsideOut
from claimcheck.report.summary import summary_out


class _Placed(Protocol):
    place: PlaceOut


P = TypeVar("P", bound=_Placed)


def merged(records: Sequence[DocumentOut], about_passages: Callable[[FindingOut], bool]) -> DocumentOut:
    """The first record, of a whole document, with what the others, of passages of it, have found as well.

    Of claims in the same words those of the passages stand. Findings without a claim come from there if they are
    ``about_passages``; what is worked out over a document is that of the whole.
    """
    record, *others = records
    if not others:
        return record
    found = [claim for one in others for claim in one.claims]
    kept = [claim for claim in record.claims if not any(_overlap(claim, other) for other in found)]
    used = Counter(claim.id for claim in kept)
    claims = _ranked(in_order(kept, [_numbered(claim, used) for claim in found]))
    loose = [finding for one in others for finding in one.findings if about_passages(finding)]
    findings = in_order(record.findings, loose)
    aside: list[SetAsideOut] = in_order(record.set_aside, [each for one in others for each in one.set_aside])
    told = {problem.code: problem for problem in record.problems}
    problems = [problem for one in others for problem in one.problems if problem.code not in told]
    coverage = {
        "claims": len(claims),
        "set_aside": len(aside),
        "pages_by_ocr": sorted({page for one in (record, *others) for page in one.coverage.pages_by_ocr}),
        "rules_run": max(one.coverage.rules_run for one in (record, *others)),
    }
    return record.model_copy(
        update={
            "claims": claims,
            "findings": findings,
            "set_aside": aside,
            "assurance": [*record.assurance, *(each for one in others for each in one.assurance)],
            "admissions": in_order(record.admissions, [each for one in others for each in one.admissions]),
            "problems": [*record.problems, *problems],
            "coverage": record.coverage.model_copy(update=coverage),
            "summary": summary_out(claims, findings),
        }
    )


def _overlap(one: _Placed, other: _Placed) -> bool:
    return one.place.start < other.place.end and other.place.start < one.place.end


def in_order(one: Iterable[P], other: Iterable[P]) -> list[P]:
    """What stands in a document with what else stands there, each at its place; the first keep their order."""
    return list(merge(one, sorted(other, key=_start), key=_start))


def _start(one: _Placed) -> int:
    return one.place.start


def _numbered(claim: ClaimOut, used: Counter[str]) -> ClaimOut:
    """The claim behind those with the same id in the rest of the document."""
    group = claim.group
    if group is None or not (used[claim.id] or used[group.best.id]):
        return claim
    head, _, number = group.id.partition(":")
    best = group.best.model_copy(update={"occurrence": group.best.occurrence + used[group.best.id]})
    renamed = group.model_copy(update={"id": f"{head}:{int(number) + used[head]}", "best": best})
    return claim.model_copy(update={"occurrence": claim.occurrence + used[claim.id], "group": renamed})


def _ranked(claims: Sequence[ClaimOut]) -> list[ClaimOut]:
    """The claims with their ranks over all of them: groups by the sum of their reasons, then as they stood."""
    sums: dict[str, tuple[int, int]] = {}
    for claim in claims:
        sums.setdefault(_group(claim), (-sum(reason.points for reason in claim.why_first), claim.rank))
    rank = {group: place for place, group in enumerate(sorted(sums, key=lambda group: sums[group]), 1)}
    return [claim.model_copy(update={"rank": rank[_group(claim)]}) for claim in claims]


def _group(claim: ClaimOut) -> str:
    return claim.group.id if claim.group is not None else f"{claim.id}:{claim.occurrence}"
