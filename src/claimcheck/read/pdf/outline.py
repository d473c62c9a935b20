"""The bookmarks of a PDF file: which headings it names itself, and on which pages."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

import pypdfium2

_MAX_ENTRIES = 5_000
_MAX_DEPTH = 6
_MAX_TITLE = 200
_NUMBERING = "0123456789"

Outline = Mapping[int, Mapping[str, int]]
"""From page number to the folded titles of its bookmarks, each with its level from 1."""


def read_outline(document: Any) -> Outline:
    """The outline of an open document; empty where there is none, or a damaged one."""
    found: dict[int, dict[str, int]] = {}
    try:
        for entry in islice(document.get_toc(max_depth=_MAX_DEPTH), _MAX_ENTRIES):
            place = entry.get_dest()
            index = place.get_index() if place is not None else None
            title = folded(entry.get_title())
            if index is not None and 0 < len(title) <= _MAX_TITLE:
                found.setdefault(index + 1, {}).setdefault(title, entry.level + 1)
    except (pypdfium2.PdfiumError, ValueError):
        return found
    return found


def folded(title: str) -> str:
    """What a bookmark and its heading have in common: the letters, without case and a number in front."""
    kept = "".join(filter(str.isalnum, title)).casefold()
    return kept.lstrip(_NUMBERING) or kept
