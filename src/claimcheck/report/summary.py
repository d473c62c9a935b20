"""The counts of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from statistics import median

from claimcheck.model.claim_out import ClaimOut, FindingOut
from claimcheck.model.report import SummaryOut

LOW = 40  # the contract of the report counts claims below this, whatever the bands of a rule pack are


def summary_out(claims: Iterable[ClaimOut], loose: Iterable[FindingOut]) -> SummaryOut:
    """Counts over claims and over findings, ``loose`` ones too; a gap is a needed element that is missing."""
    listed = list(claims)
    findings = [finding for claim in listed for finding in claim.findings]
    findings += loose
    scores = [claim.score for claim in listed]
    lacking = [one for claim in listed for one in claim.elements if one.state == "missing"]
    return SummaryOut(
        claims=len(listed),
        median_score=float(median(scores)) if scores else None,
        worst_score=min(scores, default=None),
        below_40=sum(score < LOW for score in scores),
        by_band=counted(claim.band for claim in listed),
        by_type=counted(claim.type for claim in listed),
        by_tier=counted(finding.tier for finding in findings),
        by_state=counted(finding.state for finding in findings),
        by_approval=counted(claim.approval.state for claim in listed if claim.approval is not None),
        gaps=counted([one.element for one in lacking]),
        asked=counted([one.element for one in lacking if one.asked]),
        groups=len({claim.group.id if claim.group else claim.id for claim in listed}),
    )


def counted(names: Iterable[str]) -> dict[str, int]:
    """Counts, most frequent first, then by name."""
    counts = Counter(names)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
