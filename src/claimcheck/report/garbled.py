"""Pages whose letters make no words of any language, as where a font has a wrong table of letters."""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck.model.document import Document, Problem
from claimcheck.text.language import LanguageGrammar, has_stray_letters, is_no_language, language_of

_MOST_PAGES = 20


def garbled_pages(document: Document, grammar: LanguageGrammar) -> dict[int | None, int]:
    """How many characters of such text the pages have that have any; a document without pages is one, ``None``."""
    loose: dict[int | None, list[str]] = {}
    every: dict[int | None, list[str]] = {}
    told: set[int | None] = set()
    for block in document.blocks:
        every.setdefault(block.page, []).append(block.text)
        if block.page in told:
            continue
        if language_of(block.text, grammar) is None:
            loose.setdefault(block.page, []).append(block.text)
        else:
            told.add(block.page)
    return {
        page: sum(map(len, texts))
        for page, texts in every.items()
        if (page in loose and page not in told and is_no_language(" ".join(loose[page])))
        or has_stray_letters(" ".join(texts))
    }


def no_language(document: Document, garbled: Mapping[int | None, int]) -> Problem:
    """What is said of ``garbled`` pages."""
    pages = [page for page in garbled if page is not None]
    share = round(100 * sum(garbled.values()) / max(sum(len(block.text) for block in document.blocks), 1))
    where = (
        f" on {'page' if len(pages) == 1 else 'pages'} {', '.join(map(str, pages[:_MOST_PAGES]))}"
        if pages
        else ""
    )
    ours = "read it with --ocr, or " if document.format == "pdf" else ""
    return Problem(
        code="no-language",
        message=f"{share} % of the text{where} makes no words of any language: it was read and not understood",
        effect="partial",
        place=document.path,
        hint=f"{ours}recognise its text (OCR) and give the result",
    )
