"""A line for each finding, as editors and log readers expect: where, which rule, how severe, and the message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from claimcheck.model.claim_out import PlaceOut
from claimcheck.model.report import DocumentOut, Report
from claimcheck.report.contradictions import against_words
from claimcheck.report.layout import visible
from claimcheck.report.style import Style
from claimcheck.report.words import accepted_words, address, below, document_findings

Entry = tuple[str, int, str, str, str]
NEW = "new"
_STATES = {"baseline": "accepted", "suppressed": "suppressed"}


def render(report: Report, style: Style) -> str:
    """Findings by path, place and rule id, equal ones once; nothing at all when there are none.

    A claim below ``style.min_score`` is a line of its own with ``min-score`` in place of a rule id.
    """
    shown = _lines(report, style.min_score)
    return "".join(f"{line}\n" for line, state in shown.items() if state == NEW or style.show_accepted)


def tail(report: Report, min_score: int | None) -> str:
    """How many of the lines there are of each state, such as "3 new, 18 accepted"; empty where there is none."""
    states = Counter(_lines(report, min_score).values())
    words = [f"{states[NEW]:,} new"] if states else []
    words += [f"{states[state]:,} {said}" for state, said in _STATES.items() if states[state]]
    return ", ".join(words)


def _lines(report: Report, min_score: int | None) -> dict[str, str]:
    """Each line in order, with the state of what it tells."""
    entries = sorted(entry for document in report.documents for entry in _entries(document, min_score))
    # Claims that share a sentence share its findings; who reads a log wants each of them once.
    return {line: state for *_, line, state in entries}


def _entries(document: DocumentOut, min_score: int | None) -> Iterator[Entry]:
    def entry(place: PlaceOut, rule: str, severity: str, message: str, state: str = NEW) -> Entry:
        line = f"{address(document.path, place)}: {visible(rule)} {severity} {visible(message)}"
        return document.path, place.start, rule, line, state

    for finding in document_findings(document):
        accepted = f" ({accepted_words(finding)})" if finding.state != NEW else ""
        against = f"; {against_words(finding)}" if finding.against else ""
        message = finding.message + accepted + against
        yield entry(finding.place, finding.rule, finding.severity, message, finding.state)
    for claim in below(document.claims, min_score):
        message = f"score {claim.score} is below {min_score}: {claim.text}"
        yield entry(claim.place, "min-score", "error", message)
