"""A line for each difference, where it stands in NEW, or in OLD where NEW has nothing of it."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.model.diff_out import Diff, EntryOut
from claimcheck.report.diff.words import change_words, text_of
from claimcheck.report.layout import listed, visible
from claimcheck.report.style import Style
from claimcheck.report.words import address, plain


def render(diff: Diff, style: Style) -> str:
    """Changes, what is found on one side only, and evidence; figures and words that differ are left out."""
    del style
    return "".join(f"{line}\n" for entry in diff.entries for line in _lines(entry))


def _lines(entry: EntryOut) -> Iterator[str]:
    one = entry.new or entry.old
    assert one is not None
    start = f"{address(one.path, one.place)}:"
    kind = "target" if entry.target else "claim"
    for change in entry.changes:
        yield f"{start} {change.change} {change_words(change)}"
    if entry.status in ("gone", "new", "unclear"):
        where = "OLD" if entry.new is not None else "NEW"
        told = "may be one of those" if entry.status == "unclear" else "not found"
        yield f"{start} {entry.status} {kind} {told} in {where}: {text_of(one.text)}"
    for name, held, where in (("lost", entry.lost, "NEW"), ("gained", entry.gained, "OLD")):
        if held:
            elements = listed(plain(element.element) for element in held)
            yield f"{start} {name} evidence not found in {where}: {visible(elements)}"
