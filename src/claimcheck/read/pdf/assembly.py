"""All pages of a document laid out: what each of them tells about the others is put together here."""

from __future__ import annotations

from claimcheck.model.document import Page
from claimcheck.read.pdf.layout.cuts import in_reading_order
from claimcheck.read.pdf.layout.drafts import Sheet, body_size
from claimcheck.read.pdf.layout.flow import (
    join_interrupted,
    with_capitals,
    with_key_figures,
    with_numbers,
)
from claimcheck.read.pdf.layout.paragraphs import drafts
from claimcheck.read.pdf.layout.running import running_lines
from claimcheck.read.pdf.notes import with_notes
from claimcheck.read.pdf.page.content import PageText

PAGE_BREAK = "\n\f\n"
"""Stands between the texts of two pages in a document's source."""


def sheets_of(texts: list[PageText], pages: tuple[Page, ...], beside: list[PageText]) -> list[Sheet]:
    """The pages that can be trusted, each laid out; ``beside`` are pages read only to tell what all repeat."""
    trusted = [(page, text) for page, text in zip(pages, texts, strict=True) if page.status != "unread"]
    shown = [*(text for _, text in trusted), *beside]
    body = body_size([line for text in shown for line in text.lines])
    sizes = [body_size(text.lines, body) for text in shown]
    sheets = []
    for (page, text), own, running in zip(trusted, sizes, running_lines(shown, sizes), strict=False):
        ordered = in_reading_order(with_capitals(drafts(text, running)), text)
        ordered = with_key_figures(with_numbers(ordered, own), own)
        sheets.append(Sheet(page.number, page.start, text, own, ordered, max(own, body)))
    sheets = list(with_notes(sheets))
    join_interrupted([(sheet.number, sheet.drafts) for sheet in sheets])
    return sheets
