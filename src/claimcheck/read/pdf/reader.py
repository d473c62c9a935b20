"""PDF files, read with pdfium: the text layer page by page, in the order of the file."""

from __future__ import annotations

import itertools
import re
from contextlib import closing
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Block, Page, PageStatus
from claimcheck.read.pdf.blocks import Sheet, body_size, make_blocks
from claimcheck.read.pdf.page import PageText, read_page
from claimcheck.read.pdf.paragraphs import drafts
from claimcheck.read.pdf.problems import limit_problems, nothing_read, page_problems
from claimcheck.read.pdf.running import running_lines
from claimcheck.read.reading import Raw, Reading, cap_blocks

PAGE_BREAK = "\n\f\n"
"""Stands between the texts of two pages in a document's source."""

_MIN_LETTERS = 3
_MAX_OBJECTS = 2_000
_PICTURE_SHARE = 0.1
_MANY_PATHS = 30
_TITLE_LENGTHS = range(4, 201)
_NO_TITLE = re.compile(
    r"microsoft \w+\s*-.*|powerpoint[ -].*|untitled.*|title|slide \d+|document\s*\d*|layout \d+"
    r"|.*\.(?:docx?|pdf|indd|pptx?|xlsx?|qxd|qxp|ai|pub|rtf|odt)|\S*(?:_|\d{3})\S*|[\W\d]*",
    re.IGNORECASE,
)


def read(raw: Raw) -> Reading:
    """Read a PDF file.

    Raises ``UnreadableInput`` (``encrypted``, ``damaged``, ``no-text``).
    """
    with closing(_open(raw)) as document:
        count = len(document)
        title = _metadata_title(document)
        found = [_read_page(document, index, raw, count) for index in range(min(count, raw.limits.pages))]
    texts = [text for text, _ in found]
    starts = itertools.accumulate((len(text.text) + len(PAGE_BREAK) for text in texts), initial=0)
    pages = tuple(
        Page(number, start, start + len(text.text), status)
        for number, (start, (text, status)) in enumerate(zip(starts, found, strict=False), 1)
    )
    if not any(page.status == "read" for page in pages):
        raise nothing_read(raw, pages)
    blocks, capped = cap_blocks(_blocks(texts, pages), raw)
    heading = next((" ".join(block.text.split()) for block in blocks if block.kind == "title"), None)
    problems = (*page_problems(raw, pages, texts), *limit_problems(raw, count, texts), *capped)
    return Reading(PAGE_BREAK.join(text.text for text in texts), blocks, pages, problems, title or heading)


def _open(raw: Raw) -> Any:
    try:
        return pypdfium2.PdfDocument(raw.data)
    except pypdfium2.PdfiumError as error:
        # pdfium tells its errors apart by their text only; an empty user password has been tried by then.
        if "password" in str(error).lower() or "security" in str(error).lower():
            hint = "open it with its password, save a copy without one and give that"
            raise UnreadableInput(
                "needs a password to open", code="encrypted", path=raw.path, hint=hint
            ) from None
        hint = "fetch the file again, or open it in a viewer and print it to PDF"
        message = "is damaged: no page could be read"
        raise UnreadableInput(message, code="damaged", path=raw.path, hint=hint) from None


def _read_page(document: Any, index: int, raw: Raw, count: int) -> tuple[PageText, PageStatus]:
    """Text and status of one page; a page that pdfium cannot load is ``unread`` and has no text."""
    try:
        page = document[index]
        with closing(page), closing(page.get_textpage()) as text_page:
            text = read_page(page, text_page, raw.limits.page_characters)
            status = _status(page, text)
    except pypdfium2.PdfiumError:
        text, status = PageText("", [], (0.0, 0.0, 0.0, 0.0)), "unread"
    if raw.progress is not None:
        raw.progress(index + 1, min(count, raw.limits.pages))
    return text, status


def _status(page: Any, text: PageText) -> PageStatus:
    if not text.reliable:
        return "unread"
    if sum(map(str.isalpha, text.text)) >= _MIN_LETTERS:
        return "read"
    if _shows_picture(page):
        return "picture"
    return "read" if text.text else "blank"


def _shows_picture(page: Any) -> bool:
    """Whether images or a drawing fill a good part of the page."""
    left, bottom, right, top = page.get_bbox()
    area, images, paths = (right - left) * (top - bottom), 0.0, 0
    for found in itertools.islice(page.get_objects(), _MAX_OBJECTS):
        if found.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = found.get_bounds()
            images += (box[2] - box[0]) * (box[3] - box[1])
        elif found.type in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING):
            paths += 1
    return images > _PICTURE_SHARE * area or paths >= _MANY_PATHS


def _metadata_title(document: Any) -> str | None:
    """The title that the file gives itself, unless it is a file name or a program's stopgap."""
    try:
        title = " ".join(document.get_metadata_value("Title").split())
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return None
    return title if len(title) in _TITLE_LENGTHS and not _NO_TITLE.fullmatch(title) else None


def _blocks(texts: list[PageText], pages: tuple[Page, ...]) -> list[Block]:
    trusted = [(page, text) for page, text in zip(pages, texts, strict=True) if page.status != "unread"]
    body = body_size([line for _, text in trusted for line in text.lines])
    sheets = []
    for (page, text), running in zip(trusted, running_lines([text for _, text in trusted]), strict=True):
        own = body_size(text.lines, body)
        sheets.append(Sheet(page.number, page.start, text, own, drafts(text, own, running)))
    return list(make_blocks(sheets))
