"""Whatever a stranger repeats in a document, judging it takes no more than in proportion.

Calls are counted, function by function: what one function does for each two of what is repeated shows there long before
it shows in the whole. Where things are compared with one another up to a limit, the limit is lowered here.
"""

from __future__ import annotations

import cProfile
from collections import Counter

import pytest

from claimcheck.api import Auditor
from claimcheck.evidence.assurance import claim_assurance, engagements
from claimcheck.evidence.figures import links, measures, row_matching, row_ranking, series, vocabulary
from claimcheck.evidence.goals import goal_table
from claimcheck.model.document import Document
from claimcheck.read.dispatch import read_bytes, read_text
from claimcheck.segment import sentences
from claimcheck.text import fact_base, prose_figures
from hostile_documents import (
    HTML,
    MARKDOWN,
    Made,
    long_assurance,
    many_assurances,
    many_clauses,
    many_divisions,
    many_pronouns,
    many_targets,
    numbers_with_rows,
    one_line,
    wide_headers,
)

SIZE, LEAST = 9, 3_000
LONGER = {
    long_assurance: 24,
    many_assurances: 24,
    many_clauses: 24,
    many_divisions: 28,
    many_targets: 18,
    numbers_with_rows: 28,
    one_line: 24,
    wide_headers: 60,
}
"""What has to be repeated more often until it is longer than any limit."""
MOST_GROWTH = 2.8
"""Of what the second doubling adds by what the first adds: two in proportion, four for the square."""
SUSPECT = 2.1
"""What has more than doubled its calls at twice the size is counted at four times the size as well, if it has many."""
SHARE = 0.04
"""Of all calls that a function has to be given before it counts."""
LIMITS = (
    (series, "MOST_OF_TERM"),
    (row_matching, "MOST_TOLD"),
    (links, "MOST_ROWS"),
    (measures, "MOST_ALIKE"),
    (row_ranking, "MOST_ALIKE"),
    (claim_assurance, "MOST_STATEMENTS"),
    (engagements, "MOST_NAMED"),
    (engagements, "MOST_OF_RUN"),
    (goal_table, "MOST_ALIKE"),
    (fact_base, "MOST_ALIKE"),
    (prose_figures, "MOST_FIGURES"),
    (vocabulary, "MOST"),
)


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    """An auditor that has judged enough text to look for all words at once from now on."""
    auditor = Auditor(isolated=False)
    auditor.document(_read(many_pronouns, 100))
    return auditor


def _read(made: Made, size: int) -> Document:
    if made in HTML:
        return read_bytes(made(size).encode(), path="page.html")
    return read_text(made(size), path="report.md", format="markdown")


def _calls(auditor: Auditor, made: Made, size: int) -> Counter[str]:
    """How often each function of Python was called for a document, and functions of C for each that calls them."""
    profile = cProfile.Profile()
    profile.enable()
    try:
        auditor.document(_read(made, size))
    finally:
        profile.disable()
    found = Counter[str]()
    for one in profile.getstats():
        name = one.code if isinstance(one.code, str) else f"{one.code.co_filename}:{one.code.co_firstlineno}"
        found[name] += one.callcount
    return found


def _grown(auditor: Auditor, made: Made) -> dict[str, tuple[int, ...]]:
    """The functions whose calls grow by more than in proportion, with their calls for each size."""
    size = LONGER.get(made, SIZE)
    _calls(auditor, made, -(-size // 3))  # what is done once would hide growth
    small, middle = (_calls(auditor, made, times * size) for times in (1, 2))
    # What grows by the cube adds eight times as much at the next doubling: where that is too little to count, none is.
    # All calls together grow by no less than before.
    least = max(LEAST, SHARE * (2 * middle.total() - small.total()))
    if not any(calls > SUSPECT * small[name] and 8 * (calls - small[name]) > least for name, calls in middle.items()):
        return {}
    large = _calls(auditor, made, 4 * size)
    least = max(LEAST, SHARE * large.total())
    return {
        name: (small[name], middle[name], calls)
        for name, calls in large.items()
        if calls - middle[name] > max(least, MOST_GROWTH * (middle[name] - small[name])) and calls > 2.3 * middle[name]
    }


@pytest.mark.parametrize("made", [*MARKDOWN, *HTML])
def test_work_grows_with_the_document(made: Made, auditor: Auditor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "LONGEST", 150)
    for module, name in LIMITS:
        monkeypatch.setattr(module, name, 4)
    assert _grown(auditor, made) == {}
