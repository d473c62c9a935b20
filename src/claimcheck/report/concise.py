"""A line for each finding, as editors and log readers expect: where, which rule, how severe, and the message."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model.claim_out import PlaceOut
from claimcheck.model.report import DocumentOut, Report
from claimcheck.report.contradictions import against_words
from claimcheck.report.layout import visible
from claimcheck.report.style import Style
from claimcheck.report.words import accepted_words, address, below, document_findings

Entry = tuple[str, int, str, str]


def render(report: Report, style: Style) -> str:
    """Findings by path, place and rule id, equal ones once; nothing at all when there are none.

    A claim below ``style.min_score`` is a line of its own with ``min-score`` in place of a rule id.
    """
    entries = sorted(entry for document in report.documents for entry in _entries(document, style.min_score))
    # Claims that share a sentence share its findings; who reads a log wants each of them once.
    return "".join(f"{line}\n" for line in dict.fromkeys(line for *_, line in entries))


def _entries(document: DocumentOut, min_score: int | None) -> Iterator[Entry]:
    def entry(place: PlaceOut, rule: str, severity: str, message: str) -> Entry:
        line = f"{address(document.path, place)}: {visible(rule)} {severity} {visible(message)}"
        return document.path, place.start, rule, line

    for finding in document_findings(document):
        accepted = f" ({accepted_words(finding)})" if finding.state != "new" else ""
        against = f"; {against_words(finding)}" if finding.against else ""
        yield entry(finding.place, finding.rule, finding.severity, finding.message + accepted + against)
    for claim in below(document.claims, min_score):
        message = f"score {claim.score} is below {min_score}: {claim.text}"
        yield entry(claim.place, "min-score", "error", message)
