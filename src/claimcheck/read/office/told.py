"""What is said of a file, in the same words for all formats, where something in it was not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Effect, Problem
from claimcheck.read.limits import counted, pages_problem, raising
from claimcheck.read.limits import listed as page_numbers
from claimcheck.read.reading import Raw
from claimcheck.read.unseen import Hidden

OCR = "recognise the text of the pictures (OCR), or save the file as PDF, and give the result"
_MOST_NAMED = 3
_SHOW = "show them in the file if readers are to see them"
_KINDS: dict[str, tuple[str, str, Effect, str | None]] = {
    "tracked change": ("tracked-changes", "has {}; read as if all were accepted", "note", None),
    "comment": ("comments", "has {}: not read", "note", None),
    "embedded object": (
        "objects-not-read", "holds {} whose text was not read", "partial", "paste what they show as a table or as text",
    ),
}  # fmt: skip


class Counts(Struct):
    """What was left out of a file, and what was decided about it.

    ``drawn`` are slides with pictures, ``noted`` those whose notes were read. ``taken`` cells were read, up to
    ``cut_at`` where there were too many.
    """

    hidden: Hidden = field(default_factory=Hidden)
    comments: int = 0
    changes: int = 0
    charts: int = 0
    pictures: int = 0
    objects: int = 0
    drawn: set[int] = field(default_factory=set)
    noted: list[int] = field(default_factory=list)
    taken: int = 0
    cut_at: str = ""


def nothing_read(raw: Raw, counts: Counts, where: str = "") -> UnreadableInput:
    """The error for a file that shows no text; ``where`` as in ``only_pictures``."""
    if counts.hidden:
        return raw.unreadable("no-text", "shows no text: all that is in it is hidden", _SHOW)
    return only_pictures(raw, where) if counts.pictures or counts.charts or counts.objects else raw.empty()


def left_out(raw: Raw, counts: Counts, pictured: Sequence[int]) -> Iterator[Problem]:
    """What to say of all that is not in the text; ``pictured`` are slides that are pictures."""
    yield from pages_without_text(raw, pictured)
    yield from cells_cut(raw, counts.cut_at)
    yield from counts.hidden.problems(raw.path)
    if counts.noted:
        message = f"has notes for the speaker on {named_slides(counts.noted)}: read as notes to what is shown"
        yield raw.problem("speaker-notes", message, "note")
    yield from of_kind(raw, "tracked change", counts.changes)
    yield from of_kind(raw, "embedded object", counts.objects)
    yield from pictures(raw, counts.charts, counts.pictures)
    yield from of_kind(raw, "comment", counts.comments)


def only_pictures(raw: Raw, where: str = "") -> UnreadableInput:
    """The error for a file of pictures; ``where`` tells in which place there could be text ("in its cells")."""
    return raw.unreadable("no-text", f"has no text{where}, only pictures or charts", OCR)


def pages_without_text(raw: Raw, numbers: Sequence[int]) -> Iterator[Problem]:
    """Slides or sheets that are pictures."""
    if numbers:
        yield pages_problem("pages-without-text", raw.path, numbers, "a picture without text", "partial", OCR)


def pages_cut(raw: Raw, noun: str, number: int) -> Iterator[Problem]:
    """Pages that were not read because there are too many."""
    if raw.pages is None and raw.limits.pages < number:
        message = f"only the first {raw.limits.pages:,} of {counted(number, noun)} were read"
        yield raw.problem("limit-pages", message, "partial", raising("pages"))


def cells_cut(raw: Raw, first: str) -> Iterator[Problem]:
    """Cells that were not read because there are too many; ``first`` is the name of the first of these, or empty."""
    if first:
        message = f"only the first {raw.limits.cells:,} cells were read, up to {first}"
        yield raw.problem("limit-cells", message, "partial", raising("cells"))


def pictures(raw: Raw, charts: int, pictures: int) -> Iterator[Problem]:
    """Charts and pictures of which nothing is read."""
    shown = [counted(number, noun) for number, noun in ((charts, "chart"), (pictures, "picture")) if number]
    if shown:
        yield raw.problem("pictures-not-read", f"shows {listed(shown)}: not read", "note")


def of_kind(raw: Raw, noun: str, number: int) -> Iterator[Problem]:
    """What to say of so many things of one kind, which ``_KINDS`` names."""
    if number:
        code, said, effect, hint = _KINDS[noun]
        yield raw.problem(code, said.format(counted(number, noun)), effect, hint)


def named_sheets(names: Sequence[str]) -> str:
    """Sheets in words: "2 sheets (“Data”, “Workings”)"."""
    named = ", ".join(f"“{name}”" for name in names[:_MOST_NAMED])
    return f"{counted(len(names), 'sheet')} ({named}{', …' if len(names) > _MOST_NAMED else ''})"


def named_slides(numbers: Sequence[int]) -> str:
    """Slides in words: "slides 2 and 4"."""
    return f"slide{'s' if len(numbers) > 1 else ''} {page_numbers(numbers)}"


def listed(parts: Sequence[str]) -> str:
    """Parts of a sentence in a row."""
    first, last = ", ".join(parts[:-1]), parts[-1]
    return f"{first} and {last}" if first else last
