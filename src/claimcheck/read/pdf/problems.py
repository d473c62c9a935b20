"""What has to be said about the pages of a PDF that gave no text, or not all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Effect, Page, Problem
from claimcheck.read.pdf.page import PageText
from claimcheck.read.reading import Raw

_TOLERATED_PICTURES = 0.02
_MAX_LISTED = 12
_MUTE_FONTS = "fonts that do not say which letters they draw"
_OCR = "recognise the text of the file (OCR) and give the result"


def nothing_read(raw: Raw, pages: Sequence[Page]) -> UnreadableInput:
    """The error for a file none of whose pages could be read."""
    statuses = {page.status for page in pages}
    if statuses <= {"unread"} and all(page.start == page.end for page in pages):
        hint = "fetch the file again, or open it in a viewer and print it to PDF"
        return UnreadableInput("is damaged: no page could be read", code="damaged", path=raw.path, hint=hint)
    if "unread" in statuses:
        message = "has no readable text: its fonts do not say which letters they draw"
    elif "picture" in statuses:
        message = "has no text, only pictures of it"
    else:
        message = "has no text: all its pages are blank"
    return UnreadableInput(message, code="no-text", path=raw.path, hint=_OCR)


def page_problems(raw: Raw, pages: Sequence[Page], texts: Sequence[PageText]) -> Iterator[Problem]:
    """A problem for each kind of page that was not read; pages are named by their numbers."""
    blank = [page.number for page in pages if page.status == "blank"]
    pictures = [page.number for page in pages if page.status == "picture"]
    damaged = [page.number for page in pages if page.status == "unread" and page.start == page.end]
    garbled = [page.number for page in pages if page.status == "unread" and page.start < page.end]
    if blank:
        yield _problem("pages-blank", raw, blank, "blank", "note")
    if pictures:
        in_a_row = any(after == before + 1 for before, after in pairwise(pictures))
        few = len(pictures) <= _TOLERATED_PICTURES * len(pages) and not in_a_row
        effect: Effect = "note" if few else "partial"
        yield _problem("pages-without-text", raw, pictures, "a picture without text", effect, _OCR)
    if damaged:
        yield _problem(
            "pages-damaged", raw, damaged, "damaged and was not read", "partial", "fetch the file again"
        )
    if garbled:
        what = f"set in {_MUTE_FONTS}"
        yield _problem("pages-unreliable", raw, garbled, what, "partial", _OCR)
    in_part = [
        page.number for page, text in zip(pages, texts, strict=True) if page.status == "read" and text.garbled
    ]
    if in_part:
        what = f"read but for some lines in {_MUTE_FONTS}"
        yield _problem("lines-unreliable", raw, in_part, what, "partial", _OCR)


def limit_problems(raw: Raw, count: int, texts: Sequence[PageText]) -> Iterator[Problem]:
    """Problems for pages, and ends of pages, that lie behind the limits."""
    if count > len(texts):
        message = f"only the first {len(texts):,} of {count:,} pages were read"
        yield Problem(
            "limit-pages", message, "partial", raw.path, "split the file, or raise the limit of pages"
        )
    cut = [number for number, text in enumerate(texts, 1) if text.cut]
    if cut:
        what = f"longer than {raw.limits.page_characters:,} characters and was read up to there"
        yield _problem("limit-characters", raw, cut, what, "partial", "split the page, or raise the limit")


def _problem(
    code: str, raw: Raw, numbers: list[int], what: str, effect: Effect, hint: str | None = None
) -> Problem:
    subject = f"page {numbers[0]} is" if len(numbers) == 1 else f"each of {len(numbers)} pages is"
    message = f"{subject} {what}" if len(numbers) == 1 else f"{subject} {what}: {_ranges(numbers)}"
    return Problem(code, message, effect, f"{raw.path}, p. {_ranges(numbers)}", hint)


def _ranges(numbers: Iterable[int]) -> str:
    """Sorted numbers as ``2, 5-7``; a long list is cut."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in runs[:_MAX_LISTED]]
    return ", ".join(shown) + (" and more" if len(runs) > _MAX_LISTED else "")
