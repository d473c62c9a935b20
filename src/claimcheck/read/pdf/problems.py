"""What has to be said about the pages of a PDF that gave no text, or not all of it, or figures without their table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Block, Effect, Page, Problem
from claimcheck.read.limits import listed, pages_problem, raising
from claimcheck.read.pdf.loading import FEW_CHARACTERS
from claimcheck.read.pdf.page.content import PageText
from claimcheck.read.pdf.parts import Parts
from claimcheck.read.pdf.tables.finder import MAX_LINES
from claimcheck.read.reading import Raw
from claimcheck.read.sequences import runs

_FIGURE = re.compile(r"[-–+(<>~]*[€$£]?\d[\d.,'’]*[)%]*")
_FIGURES = 3  # in a row
_ROWS = 4  # on a page
_LEVEL = 3.0  # points between the baselines of one row
_PICTURED = 0.3  # of the page
_SIGNETS = 2  # pages that have a picture at one place; on more it is a sign of the house
_MUTE_FONTS = "fonts that do not say which letters they draw"
_OCR = "read it with --ocr (text recognition, OCR; needs the program tesseract)"
_TRIED = "scan it anew, sharper: what --ocr made of it is too unsure, or behind --read-limit ocr-pages, ocr-seconds"
_KINDS: dict[str, tuple[str, Effect, str | None]] = {
    "pages-blank": ("blank", "note", None),
    "pages-without-text": ("a picture of text", "partial", _OCR),
    "pages-of-pictures": ("a picture in which no text was seen", "note", None),
    "text-in-pictures": ("read but for the text in its pictures", "partial", _OCR),
    "pages-in-pictures": (
        "read but for its pictures, which fill most of it beside a few words", "note", _OCR,
    ),
    "charts-in-pictures": (
        "read but for a picture on it that looks like a chart or a drawing", "note", "give its figures in words too",
    ),
    "pages-damaged": ("damaged and was not read", "partial", "fetch the file again"),
    "pages-unreliable": (f"set in {_MUTE_FONTS}", "partial", _OCR),
    "tables-not-sought": (
        f"read without looking for tables: it has more than {MAX_LINES:,} lines", "note", None,
    ),
    "lines-unreliable": (f"read but for some lines in {_MUTE_FONTS}", "partial", _OCR),
}  # fmt: skip
"""What is true of the pages that a code names, with effect and hint."""


def pages_of_loose_rows(blocks: Iterable[Block]) -> list[int]:
    """The pages on which several labels have figures beside them that stand in no table, in order."""
    labels: dict[int, list[Block]] = {}
    figures: dict[int, list[tuple[float, float, int]]] = {}
    for block in blocks:
        if block.kind == "table" or block.running or block.box is None or block.page is None:
            continue
        words = block.text.split()
        if "\n" in block.text:
            labels.setdefault(block.page, []).append(block)
        elif all(map(_FIGURE.fullmatch, words)):
            figures.setdefault(block.page, []).append((block.box.bottom, block.box.left, len(words)))
        else:
            labels.setdefault(block.page, []).append(block)
    return [page for page, found in sorted(figures.items()) if _rows(found, labels.get(page, [])) >= _ROWS]


def _rows(figures: list[tuple[float, float, int]], labels: list[Block]) -> int:
    """How many levels have figures enough, and a label to the left of them."""
    rows = runs(sorted(figures), lambda row, each: each[0] - row[0][0] <= _LEVEL)
    full = [row for row in rows if sum(count for _, _, count in row) >= _FIGURES]
    starts = [(row[0][0], min(left for _, left, _ in row)) for row in full]
    return sum(any(_stands_before(label, *start) for label in labels) for start in starts)


def _stands_before(label: Block, level: float, left: float) -> bool:
    box = label.box
    return box is not None and box.right <= left and box.bottom - _LEVEL <= level <= box.top


def needs_password(raw: Raw) -> UnreadableInput:
    """The error for a file that opens with a password only."""
    if raw.password is not None:
        hint = "check the password; small and capital letters differ"
        return raw.unreadable("encrypted", "does not open with this password", hint)
    hint = "--password-env NAME takes its password from the environment variable NAME"
    return raw.unreadable("encrypted", "needs a password to open", hint)


def damaged(raw: Raw) -> UnreadableInput:
    """The error for a file that gives no page."""
    hint = "fetch the file again, or open it in a viewer and print it to PDF"
    return raw.unreadable("damaged", "is damaged: no page could be read", hint)


def nothing_read(raw: Raw, pages: Sequence[Page], texts: Sequence[PageText]) -> UnreadableInput:
    """The error for a file none of whose pages could be read."""
    tried = [page for page, text in zip(pages, texts, strict=True) if text.opened]
    statuses = {page.status for page in tried}
    if statuses <= {"unread"} and all(page.start == page.end for page in tried):
        return damaged(raw)
    if "unread" in statuses:
        message = "has no readable text: its fonts do not say which letters they draw"
    elif "picture" in statuses:
        message = "has no text, only pictures of it"
    else:
        message = "has no text: all its pages are blank"
    return raw.unreadable("no-text", message, _hint(raw, _OCR))


def problems_of(
    raw: Raw, parts: Parts, pages: Sequence[Page], texts: Sequence[PageText], blocks: Iterable[Block]
) -> Iterator[Problem]:
    """What to say of a file, of its pages, and of figures in its ``blocks`` that have lost their table."""
    yield from _harm(raw, parts)
    yield from _of_pages(raw, pages, texts)
    if numbers := pages_of_loose_rows(blocks):
        hint = "give these figures as a table in a text file as well"
        what = "read without its table: its figures have lost their columns"
        yield pages_problem("rows-outside-tables", raw.path, numbers, what, "partial", hint)


def _harm(raw: Raw, parts: Parts) -> Iterator[Problem]:
    """What to say of a file that is not as its program wrote it."""
    if parts.sound:
        return
    place, which = raw.path, "what stands around its parts is not as programs write it"
    if parts.broken:
        which = f"{parts.broken:,} of its {parts.looked_at:,} packed parts do not unpack to what was packed"
    if parts.pages:
        place = f"{raw.path}, p. {listed(parts.pages)}"
        which += f", among them drawings of {len(parts.pages):,} pages"
    message = f"is damaged: {which}; words may be missing or wrong"
    yield Problem("file-damaged", message, "partial", place, "fetch the file again")


def _of_pages(raw: Raw, pages: Sequence[Page], texts: Sequence[PageText]) -> Iterator[Problem]:
    """A problem for each kind of page that was not read, or not whole; pages are named by their numbers."""
    found: dict[str, list[int]] = {}
    again = Counter(each for text in texts for each in {*text.pictures})
    for page, text in zip(pages, texts, strict=True):
        if text.opened:
            for code in _codes(page, text, charted=text.drawing is not None and again[text.drawing] <= _SIGNETS):
                found.setdefault(code, []).append(page.number)
    for code, (what, effect, hint) in _KINDS.items():
        if code in found:
            yield pages_problem(code, raw.path, found[code], what, effect, _hint(raw, hint))
    yield from _recognised(raw, pages, texts)


def _recognised(raw: Raw, pages: Sequence[Page], texts: Sequence[PageText]) -> Iterator[Problem]:
    """What to say of the pages that were recognised."""
    found: dict[tuple[bool, str], list[int]] = {}
    for page, text in zip(pages, texts, strict=True):
        if text.recognised is not None:
            found.setdefault((text.recognised.unsure, text.recognised.by), []).append(page.number)
    for (unsure, by), numbers in sorted(found.items()):
        if unsure:
            what = f"read by OCR ({by}) in part only: many of its words are unsure"
            yield pages_problem("ocr-unsure", raw.path, numbers, what, "partial", _TRIED)
        else:
            what = f"read by OCR ({by}): words may be wrong, and its figures are no evidence"
            hint = "look at the page before you rely on what was read there"
            yield pages_problem("read-by-ocr", raw.path, numbers, what, "note", hint)


def _hint(raw: Raw, hint: str | None) -> str | None:
    return _TRIED if hint == _OCR and raw.ocr is not None else hint


def _codes(page: Page, text: PageText, *, charted: bool) -> Iterator[str]:
    """What is to be said of one page, by the codes of the problems."""
    if page.status == "blank":
        yield "pages-blank"
    elif page.status == "picture":
        yield "pages-without-text" if text.lettered else "pages-of-pictures"
    elif page.status == "unread":
        yield "pages-unreliable" if page.start < page.end else "pages-damaged"
    elif text.lettered:
        yield "text-in-pictures"
    elif _is_mostly_picture(text):
        yield "pages-in-pictures"
    elif charted:
        yield "charts-in-pictures"
    if page.status == "read" and text.garbled:
        yield "lines-unreliable"
    if len(text.lines) > MAX_LINES:
        yield "tables-not-sought"


def _is_mostly_picture(text: PageText) -> bool:
    """Whether pictures, none of them the background, fill much of a page that has only a few words of text."""
    area = sum((each.right - each.left) * (each.top - each.bottom) for each in {*text.pictures})
    few = sum(len(line.text) for line in text.lines) <= FEW_CHARACTERS
    return few and area > _PICTURED * text.area


def limit_problems(raw: Raw, count: int, texts: Sequence[PageText]) -> Iterator[Problem]:
    """Problems for pages, and ends of pages, that lie behind the limits."""
    asked = count if raw.pages is None else len(raw.pages.within(count))
    wanted = raw.wanted(count)
    if asked > len(wanted):
        which = f"only the first {len(wanted):,} of {asked:,} pages were read"
        yield raw.problem("limit-pages", which, "partial", raising("pages"))
    if sum(len(text.text) for text in texts) >= raw.limits.characters:
        last = max(number for number, text in enumerate(texts, 1) if text.opened)
        if last < wanted.stop - 1:
            message = f"only the pages up to {last} were read: they have {raw.limits.characters:,} characters"
            yield raw.problem("limit-characters", message, "partial", raising("characters"))
    cut = [number for number, text in enumerate(texts, 1) if text.cut]
    if cut:
        what = f"longer than {raw.limits.page_characters:,} characters and was read up to there"
        yield pages_problem("limit-page-characters", raw.path, cut, what, "partial", raising("page_characters"))
