"""What the page lists: claims against elements, and the values that claims can be picked by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from claimcheck.model.approval import STANDINGS
from claimcheck.model.claim import TIERS
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import Report
from claimcheck.report.matrix import matrix
from claimcheck.report.questions import USUAL
from claimcheck.report.rows import Row
from claimcheck.report.style import Style
from claimcheck.report.words import BANDS

FIRST_STEPS = 4
_LETTERS = {
    "●": "present",
    "○": "linked",
    "◆": "registered",
    "–": "missing",
    "!": "contradicted",
    " ": "not asked for",
}


class Asked(NamedTuple):
    """The elements that some claim asks for or holds, and for each claim the state of each."""

    elements: tuple[str, ...]
    rows: tuple[tuple[ClaimOut, str], ...]

    @staticmethod
    def marks(row: str) -> list[tuple[str, str]]:
        """Each mark of a row with the state that it stands for."""
        return [(mark, _LETTERS[mark]) for mark in row]


class Facet(NamedTuple):
    """Something claims can be picked by: its name, what it is called, and its values with how many claims have each."""

    name: str
    title: str
    values: tuple[tuple[str, int], ...]


def asked(claims: Sequence[ClaimOut]) -> Asked:
    """Claims against elements."""
    table = matrix(claims, Style(unicode=True))
    return Asked(table.elements, table.rows)


def facets(listing: Sequence[Row]) -> list[Facet]:
    """The facets that make a difference: those with more than one value."""
    claims = [row.claim for row in listing]
    found = [
        _facet("document", "Document", [row.document.path for row in listing]),
        _facet("band", "Verdict", [claim.band for claim in claims], BANDS),
        _facet("topic", "Topic", [claim.topic for claim in claims]),
        _facet("type", "Type", [claim.type for claim in claims]),
        _facet("approval", "Register", [_approval(claim) for claim in claims], STANDINGS),
        _facet("tier", "Finding", [tier for row in listing for tier in _tiers(row)], TIERS),
        _facet("missing", "Missing", [name for row in listing for name in row.missing]),
    ]
    return [facet for facet in found if len(facet.values) > 1]


def first_steps(report: Report) -> list[tuple[str, int, str]]:
    """What is missing most often, in how many claims, and the advice on it; last what nearly all of them lack."""
    advice: dict[str, str] = {}
    for document in report.documents:
        for claim in document.claims:
            for step in claim.next_steps:
                advice.setdefault(step.element, step.advice)
    least = USUAL * report.summary.claims
    gaps = sorted(report.summary.asked.items(), key=lambda pair: (pair[1] >= least, -pair[1], pair[0]))
    return [(element, number, advice[element]) for element, number in gaps if element in advice][:FIRST_STEPS]


def _facet(name: str, title: str, values: Sequence[str], order: Sequence[str] = ()) -> Facet:
    counts = Counter(values)
    place = {value: number for number, value in enumerate(order)}
    listed = sorted(counts.items(), key=lambda pair: (place.get(pair[0], len(place)), pair[0]))
    return Facet(name, title, tuple(listed))


def _approval(claim: ClaimOut) -> str:
    return claim.approval.state if claim.approval else "no register"


def _tiers(row: Row) -> set[str]:
    return {one.tier for one in row.findings}
