"""PDF files, read with pdfium: the text layer page by page, in the order of the file."""

from __future__ import annotations

import ctypes
import itertools
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from msgspec.structs import replace

from claimcheck.model.document import Block, Page
from claimcheck.read.pdf.assembly import PAGE_BREAK, sheets_of
from claimcheck.read.pdf.layout.blocks import make_blocks, make_tables
from claimcheck.read.pdf.loading import load_beside, load_pages, read_outline
from claimcheck.read.pdf.page.annotations import links_of
from claimcheck.read.pdf.page.content import PageText
from claimcheck.read.pdf.page.run import HYPHEN
from claimcheck.read.pdf.parts import look_through
from claimcheck.read.pdf.problems import damaged, limit_problems, needs_password, nothing_read, problems_of
from claimcheck.read.reading import Raw, Reading, cap_blocks
from claimcheck.read.unseen import Hidden

_LONGEST_TAG = 64
_TITLE_LENGTHS = range(4, 201)
_NO_TITLE = re.compile(
    r"microsoft \w+\s*-.*|powerpoint[ -].*|untitled.*|title|slide \d+|document\s*\d*|layout \d+"
    r"|.*\.(?:docx?|pdf|indd|pptx?|xlsx?|qxd|qxp|ai|pub|rtf|odt)|\S*(?:_|\d{3})\S*|[\W\d]*",
    re.IGNORECASE,
)


def read(raw: Raw) -> Reading:
    """Read a PDF file.

    Raises ``UnreadableInput`` (``encrypted``, ``damaged``, ``no-text``, ``no-such-page``).
    """
    if raw.alone:
        # Drawing a page changes the widths of the fonts that stand in for missing ones, for all files to come.
        pdfium.FPDF_DestroyLibrary()
        pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2))
    with closing(_open(raw)) as document:
        count = len(document)
        title, language = _metadata_title(document), _language(document)
        outline = read_outline(document)
        parts = look_through(raw.data, document)
        found = load_pages(document, raw, parts.layered)
        beside = load_beside(document, raw, parts.layered)
    texts = [text for text, _ in found]
    starts = itertools.accumulate((len(text.text) + len(PAGE_BREAK) for text in texts), initial=0)
    told: list[Page] = []
    for number, (start, (text, status)) in enumerate(zip(starts, found, strict=False), 1):
        status = "unread" if status == "blank" and number in parts.pages else status
        told.append(Page(number, start, start + len(text.text), status, text.label))
    pages = tuple(told)
    if not any(page.status == "read" for page in pages):
        raise nothing_read(raw, pages, texts)
    sheets = sheets_of(texts, pages, beside)
    blocks, capped = cap_blocks(list(_marked(make_blocks(sheets, outline), pages, texts)), raw)
    heading = next((block.text for block in blocks if block.kind == "title"), "")
    hidden = Hidden(
        (words, way, f"page {number}") for number, text in enumerate(texts, 1) for words, way in text.hidden
    )
    said = (*problems_of(raw, parts, pages, texts, blocks), *hidden.problems(raw.path))
    problems = (*said, *limit_problems(raw, count, texts), *capped)
    source = PAGE_BREAK.join(text.text for text in texts)
    tables = make_tables(sheets, len(blocks))
    links = tuple(link for page, own in zip(pages, texts, strict=True) for link in links_of(own, page.start))
    title = title or " ".join(heading.replace(HYPHEN, "-").split()) or None
    return Reading(source, blocks, pages, problems, title, tables, links, language, unseen=hidden.texts)


def _marked(blocks: Iterable[Block], pages: Sequence[Page], texts: Sequence[PageText]) -> Iterator[Block]:
    """The blocks, those marked as recognised that were."""
    for block in blocks:
        found = texts[(block.page or 1) - 1].recognised
        begins = pages[(block.page or 1) - 1].start + found.start if found is not None else math.inf
        yield replace(block, recognised=True) if block.pieces[-1].source >= begins else block


def _open(raw: Raw) -> Any:
    """Open the file, with the password only where it does not open without: a password is for a whole batch."""
    try:
        try:
            return pypdfium2.PdfDocument(raw.data)
        except pypdfium2.PdfiumError as error:
            if raw.password is None or not _is_locked(error):
                raise
            return pypdfium2.PdfDocument(raw.data, password=raw.password)
    except pypdfium2.PdfiumError as error:
        if _is_locked(error):
            raise needs_password(raw) from None
        raise damaged(raw) from None


def _is_locked(error: pypdfium2.PdfiumError) -> bool:
    """Whether it is a password that is missing or wrong; pdfium tells its errors apart by their text only."""
    return "password" in str(error).lower() or "security" in str(error).lower()


def _metadata_title(document: Any) -> str | None:
    """The title that the file gives itself, unless it is a file name or a program's stopgap."""
    try:
        title = " ".join(document.get_metadata_value("Title").split())
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return None
    return title if len(title) in _TITLE_LENGTHS and not _NO_TITLE.fullmatch(title) else None


def _language(document: Any) -> str | None:
    """The language that the file says its text is in."""
    letters = (ctypes.c_ushort * _LONGEST_TAG)()
    size = pdfium.FPDFCatalog_GetLanguage(document, letters, ctypes.sizeof(letters))
    written = bytes(letters) if size <= ctypes.sizeof(letters) else b""
    return written.decode("utf-16-le", "replace").partition("\0")[0] or None
