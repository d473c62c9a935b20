"""Key figures: a number set large and, below it, the few words that say what it counts, are one paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.read.pdf.layout.paragraphs import Draft

# A number that counts: with a unit, a sign, a point or at least three digits; "02" may be that of a chapter.
_FIGURE = re.compile(
    r"[<>≤≥~+±–−-]?\s?(?:[$€£¥]\s?\d[\d.,\s]*|\d[\d.,\s]*(?:[%‰+]|\s?[^\W\d_]{1,3})|\d+[.,]\d[\d.,]*|\d{3}|\d{5,})"
)
_LARGE, _LARGER = 1.5, 1.2  # of the running text, and of the words below
_BELOW = 2.6  # of the size of those words, from baseline to baseline
_NEXT = 1.8
_ALIGNED = 1.0  # of that size
_MAX_LENGTH, _MAX_PARTS = 160, 4


def with_key_figures(drafts: Sequence[Draft], body: float) -> list[Draft]:
    """``drafts``, in reading order, with each key figure and its words as one; ``body`` is the running text's size."""
    kept: list[Draft] = []
    parts = 0
    for draft in drafts:
        last = kept[-1] if kept else None
        if last is not None and parts and parts < _MAX_PARTS and _says_what(last, draft, parts):
            last.key_figure = True
            for line in draft.lines:
                last.add(line)
            parts += 1
            continue
        kept.append(draft)
        parts = int(_is_figure(draft, body))
    return kept


def _is_text(draft: Draft) -> bool:
    return not (draft.is_row or draft.is_item or draft.running or draft.note is not None or draft.capital)


def _is_figure(draft: Draft, body: float) -> bool:
    first = draft.lines[0]
    if not _is_text(draft) or len(draft.lines) > 1 or first.size < _LARGE * body:
        return False
    return _FIGURE.fullmatch(first.text.strip()) is not None


def _says_what(figure: Draft, draft: Draft, parts: int) -> bool:
    """Whether ``draft`` stands right below ``figure``, which has so many ``parts``, and goes on with it."""
    number, last, first = figure.lines[0], figure.lines[-1], draft.lines[0]
    length = sum(len(line.text) for each in (figure, draft) for line in each.lines)
    if not _is_text(draft) or first.turn != last.turn or length > _MAX_LENGTH:
        return False
    if number.size < _LARGER * first.size or _FIGURE.fullmatch(first.text):
        return False
    reach = _NEXT if parts > 1 else _BELOW
    if not 0 < last.y - first.y <= reach * first.size:
        return False
    return _is_aligned(figure, draft, _ALIGNED * first.size)


def _is_aligned(one: Draft, other: Draft, slack: float) -> bool:
    """Whether two drafts begin, or have their middle, at one place across the page."""
    left, other_left = (min(line.left for line in each.lines) for each in (one, other))
    middle = (left + one.right - other_left - other.right) / 2
    return min(abs(left - other_left), abs(middle)) <= slack
