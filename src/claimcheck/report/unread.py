"""What was not read, said before anything else is said."""

from __future__ import annotations

from claimcheck.model.report import DocumentOut, Report
from claimcheck.report.layout import listed, visible

MOST = 0.5
"""Of a document of which more than this share was not read nothing is judged by what was."""


def unread_words(report: Report) -> str:
    """What was not read, "" where all was: "Not judged: 40 of 41 pages unread"."""
    open_ones = [one for one in report.documents if one.status == "partial" and share_unread(one) > 0]
    if not open_ones:
        return ""
    if len(report.documents) == 1:
        return _of_document(open_ones[0])
    names = listed(visible(one.path) for one in open_ones[:3]) + (", …" if len(open_ones) > 3 else "")
    return f"Read in part: {len(open_ones):,} of {len(report.documents):,} documents ({names})"


def share_unread(document: DocumentOut) -> float:
    """The share of a document that was not read or not checked: of its pages, or of its characters if that is more."""
    return max(_pages_unread(document), _words_unchecked(document))


def _pages_unread(document: DocumentOut) -> float:
    coverage = document.coverage
    return (
        1 - coverage.pages_read / coverage.pages
        if coverage.pages and coverage.pages_read is not None
        else 0.0
    )


def _words_unchecked(document: DocumentOut) -> float:
    coverage = document.coverage
    return coverage.characters_unchecked / coverage.characters if coverage.characters else 0.0


def is_judged(document: DocumentOut) -> bool:
    """Whether enough was read to say that there are no claims."""
    return document.status == "complete" or share_unread(document) <= MOST


def _of_document(document: DocumentOut) -> str:
    pages, read = document.coverage.pages, document.coverage.pages_read
    unchecked = _words_unchecked(document)
    if pages and read is not None and _pages_unread(document) >= unchecked:
        what = f"{pages - read:,} of {pages:,} {'page' if pages == 1 else 'pages'} unread"
    else:
        what = f"{round(100 * unchecked)} % of the words are in a language without rules"
    return f"{'Judged in part only' if is_judged(document) else 'Not judged'}: {what}"
