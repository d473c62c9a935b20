"""What has to be said about a Word file: what was not read, and how tracked changes were taken."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Problem
from claimcheck.read.docx.inline import Counts
from claimcheck.read.office.markup import Tree
from claimcheck.read.reading import Raw

_FETCH = "fetch the file again, or open it in its program and save it anew"


def no_document(raw: Raw, part: str) -> UnreadableInput:
    """The error for an archive without a Word document in it."""
    message = f"is no Word file: its part {part} holds no document"
    return UnreadableInput(message, code="damaged", path=raw.path, hint=_FETCH)


def nothing_read(raw: Raw, counts: Counts) -> UnreadableInput:
    """The error for a document without any text."""
    if counts.pictures:
        hint = "recognise the text of the file (OCR) and give the result"
        message = "has no text, only pictures of it"
        return UnreadableInput(message, code="no-text", path=raw.path, hint=hint)
    if counts.unopened:
        hint = "open it in its program, where the other files are, and save it as PDF"
        message = "has no text of its own: it only shows other files"
        return UnreadableInput(message, code="no-text", path=raw.path, hint=hint)
    hint = "check that the file was saved or downloaded whole"
    return UnreadableInput("has no text in it", code="empty", path=raw.path, hint=hint)


def damage(raw: Raw, tree: Tree) -> Iterator[Problem]:
    """What to say of a main part that was not read whole."""
    if tree.damage:
        yield Problem(tree.code, f"was read in part: {tree.damage}", "partial", raw.path, _FETCH)


def left_out(raw: Raw, counts: Counts) -> Iterator[Problem]:
    """What to say of what is no text."""
    if counts.unopened:
        message = (
            f"takes in {_count(counts.unopened, 'other file', 'other files')}: not opened, and so not read"
        )
        hint = "open it in its program, where the other files are, and save it as PDF"
        yield Problem("content-not-opened", message, "partial", raw.path, hint)
    if counts.objects:
        message = (
            f"holds {_count(counts.objects, 'embedded object', 'embedded objects')} whose text was not read"
        )
        hint = "paste what they show as a table or as text"
        yield Problem("objects-not-read", message, "partial", raw.path, hint)
    if counts.changes:
        message = (
            f"has {_count(counts.changes, 'tracked change', 'tracked changes')}; read as if all were accepted"
        )
        yield Problem("tracked-changes", message, "note", raw.path)
    if counts.comments:
        message = f"has {_count(counts.comments, 'comment', 'comments')}: not read"
        yield Problem("comments", message, "note", raw.path)


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
