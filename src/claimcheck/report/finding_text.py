"""A finding with all that belongs to it, as plain lines: for formats that have room for one text only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.model.claim_out import ClaimOut, FindingOut, PlaceOut
from claimcheck.model.report import DocumentOut, Report
from claimcheck.report.approvals import approval_details, approval_words
from claimcheck.report.contradictions import against_lines
from claimcheck.report.law_words import law_by_law
from claimcheck.report.layout import visible
from claimcheck.report.words import accepted_words, below, citation_words, exact_place_words

MIN_SCORE = "min-score"  # what stands for a rule where a claim scores below ``--min-score``


class Item(NamedTuple):
    """Something to report at a place: a finding, or a claim whose score is too low (``finding`` None).

    ``claim`` is None where a finding is about no single claim.
    ``occurrence`` counts those with the same fingerprint in one document, from 1.
    """

    document: DocumentOut
    place: PlaceOut
    rule: str
    severity: str
    message: str
    finding: FindingOut | None
    score: int | None
    fingerprint: str
    occurrence: int
    claim: ClaimOut | None = None

    @property
    def counts(self) -> bool:
        """Whether nobody has accepted it."""
        return self.finding is None or self.finding.state == "new"

    @property
    def name(self) -> str:
        """The id of the rule with its name."""
        return f"{self.rule} {visible(self.finding.name)}" if self.finding else self.rule


def items(report: Report, min_score: int | None) -> Iterator[Item]:
    """Every finding by path, place and rule id, then claims below ``min_score`` as errors."""
    for document in report.documents:
        seen: Counter[str] = Counter()
        found: list[tuple[FindingOut, ClaimOut | None]] = [
            (finding, claim) for claim in document.claims for finding in claim.findings
        ]
        found += [(finding, None) for finding in document.findings]
        for finding, claimed in sorted(found, key=lambda one: (one[0].place.start, one[0].rule)):
            seen[finding.fingerprint] += 1
            yield Item(
                document, finding.place, finding.rule, finding.severity, finding.message, finding,
                claimed.score if claimed else None, finding.fingerprint, seen[finding.fingerprint], claimed,
            )  # fmt: skip
        for claim in below(document.claims, min_score):
            message = f"score {claim.score} is below {min_score}: {claim.text}"
            yield Item(
                document, claim.place, MIN_SCORE, "error", message, None, claim.score, claim.id, claim.occurrence,
                claim,
            )  # fmt: skip


def details(item: Item, as_of: str) -> list[str]:
    """Message, quote, place, other passages, reason, law, questions, remedy and wording, a line each."""
    finding = item.finding
    lines = [visible(item.message), f"where: {exact_place_words(item.place)}"]
    if item.claim is not None and (words := approval_words(item.claim)):
        lines += [f"register of claims: {words}", *approval_details(item.claim)]
    if finding is None:
        return lines
    lines.append(f"quote: {visible(finding.quote)}")
    lines += against_lines(finding)
    if finding.state != "new":
        lines.append(accepted_words(finding))
    lines.append(f"why: {visible(finding.why)}")
    lines += [f"law by law: {words}" for words in law_by_law(finding)]
    lines += [f"law: {words}" for words in citation_words(finding.citations, as_of)]
    lines += [f"ask: {visible(question)}" for question in finding.questions]
    lines.append(f"remedy: {visible(finding.remedy)}")
    if finding.rewrite:
        lines.append(f"instead: {visible(finding.rewrite)}")
    return lines
