"""What is said of a file, in the same words for all formats, where something in it was not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Problem
from claimcheck.read.reading import Raw

FETCH = "fetch the file again, or open it in its program and save it anew"
OCR = "recognise the text of the pictures (OCR), or save the file as PDF, and give the result"
_SHOW = "show them in the file if readers are to see them"


def empty(raw: Raw) -> UnreadableInput:
    """The error for a file without any text."""
    hint = "check that the file was saved or downloaded whole"
    return UnreadableInput("has no text in it", code="empty", path=raw.path, hint=hint)


def all_hidden(raw: Raw) -> UnreadableInput:
    """The error for a file that has text and shows none."""
    message = "shows no text: all that is in it is hidden"
    return UnreadableInput(message, code="no-text", path=raw.path, hint=_SHOW)


def only_pictures(raw: Raw, where: str = "") -> UnreadableInput:
    """The error for a file of pictures; ``where`` tells in which place there could be text ("in its cells")."""
    message = f"has no text{where}, only pictures or charts"
    return UnreadableInput(message, code="no-text", path=raw.path, hint=OCR)


def hidden(raw: Raw, what: Sequence[str]) -> Iterator[Problem]:
    """What is hidden, in words ("2 rows")."""
    if what:
        yield Problem("hidden-text", f"hides {listed(what)}: not read", "note", raw.path, _SHOW)


def pictures(raw: Raw, charts: int, pictures: int) -> Iterator[Problem]:
    """Charts and pictures of which nothing is read."""
    shown = [counted(number, noun) for number, noun in ((charts, "chart"), (pictures, "picture")) if number]
    if shown:
        yield Problem("pictures-not-read", f"shows {listed(shown)}: not read", "note", raw.path)


def objects(raw: Raw, number: int) -> Iterator[Problem]:
    """Objects of other programs."""
    if number:
        message = f"holds {counted(number, 'embedded object')} whose text was not read"
        hint = "paste what they show as a table or as text"
        yield Problem("objects-not-read", message, "partial", raw.path, hint)


def comments(raw: Raw, number: int) -> Iterator[Problem]:
    """Comments of those who worked on the file."""
    if number:
        yield Problem("comments", f"has {counted(number, 'comment')}: not read", "note", raw.path)


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 row", "2,000 rows"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(parts: Sequence[str]) -> str:
    """Parts of a sentence in a row."""
    first, last = ", ".join(parts[:-1]), parts[-1]
    return f"{first} and {last}" if first else last
