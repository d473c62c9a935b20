"""PDF files, read with pdfium: the text layer page by page, in the order of the file."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Block, Page, PageStatus, Problem
from claimcheck.read.pdf_blocks import BlockMaker, body_size, heading_levels
from claimcheck.read.pdf_layout import drafts
from claimcheck.read.pdf_page import PageText, read_page
from claimcheck.read.pdf_running import running_lines
from claimcheck.read.reading import Raw, Reading, cap_blocks

PAGE_BREAK = "\n\f\n"
"""Stands between the texts of two pages in a document's source."""

_USUAL_SIZE = 10.0
_MIN_LETTERS = 3
_MAX_OBJECTS = 2_000
_PICTURE_SHARE = 0.1
_MANY_PATHS = 30
_TOLERATED_PICTURES = 0.02
_MAX_TITLE = 200
_NO_TITLE = re.compile(r"(?:microsoft \w+ ?- ?)?[^ ]*\.\w{2,5}|untitled.*|\W*|[\w-]*\d{4,}[\w-]*", re.IGNORECASE)
_EMPTY_PAGE = PageText("", [], (0.0, 0.0, 0.0, 0.0))


def read(raw: Raw) -> Reading:
    """Read a PDF file.

    Raises ``UnreadableInput`` (``encrypted``, ``damaged``, ``no-text``).
    """
    with closing(_open(raw)) as document:
        count = len(document)
        texts, statuses = _read_pages(document, raw, min(count, raw.limits.pages))
        metadata_title = _metadata_title(document)
    if not any(status == "read" for status in statuses):
        raise _no_text(raw, statuses)
    source = PAGE_BREAK.join(page.text for page in texts)
    starts = itertools.accumulate((len(page.text) + len(PAGE_BREAK) for page in texts), initial=0)
    pages = tuple(
        Page(number, start, start + len(page.text), status)
        for number, (start, page, status) in enumerate(zip(starts, texts, statuses, strict=False), 1)
    )
    blocks, capped = cap_blocks(_blocks(texts, pages), raw)
    blocks, heading = _with_title(blocks)
    problems = (*_page_problems(raw, pages), *_limit_problems(raw, count, texts), *capped)
    return Reading(source, blocks, pages, problems, metadata_title or heading)
