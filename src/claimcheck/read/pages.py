"""Keeps only some pages of a read document, as ``--pages`` asks."""

from __future__ import annotations

from dataclasses import replace

from claimcheck.model.document import Document, Page, Problem


def only_pages(document: Document, wanted: str | None) -> Document:
    """The document with the pages ``FIRST-LAST``, ``FIRST-`` or ``FIRST``; others count as unread.

    The whole document for None, and, with a note, where it has no pages. Page numbers are 1-based.
    """
    if wanted is None or document.status == "unreadable":
        return document
    if not document.pages:
        note = Problem("no-pages", "has no pages, so it was read whole", "note", document.path)
        return replace(document, problems=(*document.problems, note))
    first, last = _bounds(wanted)
    chosen = {page.number for page in document.pages if first <= page.number <= last}
    if not chosen:
        message = f"has {len(document.pages)} pages, and none of the pages {wanted}"
        problem = Problem("no-such-page", message, "unreadable", document.path, "choose other pages")
        return replace(document, blocks=(), problems=(*document.problems, problem))
    return replace(
        document,
        blocks=tuple(block for block in document.blocks if block.page is None or block.page in chosen),
        pages=tuple(page if page.number in chosen else _unread(page) for page in document.pages),
    )


def _bounds(wanted: str) -> tuple[int, float]:
    first, dash, last = wanted.partition("-")
    return int(first), int(last) if last else float("inf") if dash else int(first)


def _unread(page: Page) -> Page:
    return replace(page, status="unread")
