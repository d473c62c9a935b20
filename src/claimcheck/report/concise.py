"""A line for each finding, as editors and log readers expect: where, which rule, how severe, and the message."""

from __future__ import annotations

from collections import Counter

from claimcheck.model.report import Report
from claimcheck.report.contradictions import against_words
from claimcheck.report.finding_text import Item, items
from claimcheck.report.layout import visible
from claimcheck.report.style import Style
from claimcheck.report.words import accepted_words, address

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
    entries = sorted(_entry(item) for item in items(report, min_score))
    # Claims that share a sentence share its findings; who reads a log wants each of them once.
    return {line: state for *_, line, state in entries}


def _entry(item: Item) -> Entry:
    finding, message, state = item.finding, item.message, NEW
    if finding is not None:
        state = finding.state
        accepted = f" ({accepted_words(finding)})" if state != NEW else ""
        message += accepted + (f"; {against_words(finding)}" if finding.against else "")
    path = item.document.path
    line = f"{address(path, item.place)}: {visible(item.rule)} {item.severity} {visible(message)}"
    return path, item.place.start, item.rule, line, state
