"""What is built as a report: by its context, or too long for anything else."""

from __future__ import annotations

from claimcheck.text.passages import Passages

REPORT = "report"
# Pages from which on a document is built as a report.
_PAGES = 12
# Sentences from which on a text has sections; of a shorter one every line may be all there is.
_SENTENCES = 30


def is_built_as_report(medium: str | None, passages: Passages) -> bool:
    """Whether a document is a report by the context, or too long for a pack or an advert."""
    return medium == REPORT or len(passages.document.pages) >= _PAGES


def is_long_report(medium: str | None, passages: Passages) -> bool:
    """Whether it is one with sections, whose sentences stand among others."""
    return len(passages.spans) >= _SENTENCES and is_built_as_report(medium, passages)
