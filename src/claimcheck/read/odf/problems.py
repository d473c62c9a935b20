"""What has to be said about an OpenDocument file: what it hides, and what in it is no text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Problem
from claimcheck.read.odf.inline import Counts
from claimcheck.read.office import told
from claimcheck.read.reading import Raw


def nothing_read(raw: Raw, counts: Counts) -> UnreadableInput:
    """The error for a file that shows no text."""
    if counts.hidden:
        return told.all_hidden(raw)
    return told.only_pictures(raw) if counts.pictures or counts.charts or counts.objects else told.empty(raw)


def left_out(raw: Raw, counts: Counts, pictured: Sequence[int]) -> Iterator[Problem]:
    """What to say of all that is not in the text; ``pictured`` are slides that are pictures."""
    yield from told.pages_without_text(raw, pictured)
    yield from told.cells_cut(raw, counts.cut_at)
    yield from counts.hidden.problems(raw.path)
    yield from told.speaker_notes(raw, counts.noted)
    if counts.changes:
        message = f"has {told.counted(counts.changes, 'tracked change')}; read as if all were accepted"
        yield Problem("tracked-changes", message, "note", raw.path)
    yield from told.objects(raw, counts.objects)
    yield from told.pictures(raw, counts.charts, counts.pictures)
    yield from told.comments(raw, counts.comments)
