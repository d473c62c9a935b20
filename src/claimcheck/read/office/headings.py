"""Headings that are none by their style: short lines that are set in bold, or larger than the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from claimcheck.read.blocks import openings
from claimcheck.read.office.drafts import Draft

_LARGER = 1.15  # times the size of most characters
_DEEPEST = 9


def find_headings(drafts: Sequence[Draft]) -> None:
    """Make headings of the drafts that look like one and have text below; the larger, the further out.

    They rank below all headings that are such by their style.
    """
    sizes: Counter[int] = Counter()
    for draft in drafts:
        if draft.kind == "paragraph" and draft.text.size:
            sizes[draft.text.size] += len(draft.text.text)
    body = max(sizes, key=lambda size: (sizes[size], -size), default=0)
    found = [
        draft
        for draft, below in pairwise(drafts)
        if draft.may_head and not below.running and _looks_like_one(draft, body)
    ]
    base = max((draft.level or 0 for draft in drafts if draft.kind == "heading"), default=0)
    ranks = {
        size: rank
        for rank, size in enumerate(sorted({_size(draft, body) for draft in found}, reverse=True), 1)
    }
    for draft in found:
        draft.kind = "heading"
        draft.level = min(base + ranks[_size(draft, body)], _DEEPEST)


def _size(draft: Draft, body: int) -> int:
    return max(draft.text.size or body, body)


def _looks_like_one(draft: Draft, body: int) -> bool:
    text = draft.text
    if "\n" in text.text or not openings.is_title_like(text.text):
        return False
    size = text.size or body
    return size > _LARGER * body if not text.bold else size >= body


def lift_title(drafts: Sequence[Draft]) -> None:
    """Make the title of the only heading of its level, if the document begins with it and has no title.

    The headings below it then name sections, as they do under a title.
    """
    shown = [draft for draft in drafts if not draft.running and draft.kind != "alt"]
    if (
        not shown
        or shown[0].kind != "heading"
        or shown[0].boxed
        or any(draft.kind == "title" for draft in shown)
    ):
        return
    first = shown[0]
    headings = [draft for draft in shown if draft.kind == "heading" and not draft.boxed]
    outermost = [draft for draft in headings if (draft.level or 0) <= (first.level or 0)]
    if len(outermost) == 1 < len(headings):
        first.kind, first.level = "title", 1
