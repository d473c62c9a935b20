"""Section numbers that stand in a column of their own: "3.3.1" and, a wide blank behind it, the heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.read.pdf.layout.drafts import Draft

_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,4}\.?")
_MAX_LINES, _MAX_LENGTH = 4, 160
# In parts of the font size.
_SAME_BASELINE, _REACH = 0.3, 6.0
_SAME_SIZE = 1.04
_AS_LARGE, _LARGER = 0.95, 1.04  # of the running text


def with_numbers(drafts: Sequence[Draft], body: float) -> list[Draft]:
    """``drafts`` with each section number put in front of the short text beside it, which follows in their order.

    ``body`` is the size of the running text: the number of a note is smaller, and as large it has no points.
    """
    kept: list[Draft] = []
    for draft in drafts:
        if kept and _is_number(kept[-1], body) and _stands_beside(kept[-1], draft):
            number = kept.pop()
            draft.lines.insert(0, number.lines[0])
        kept.append(draft)
    return kept


def _is_number(draft: Draft, body: float) -> bool:
    first = draft.lines[0]
    if draft.is_row or draft.running or draft.note is not None or len(draft.lines) > 1:
        return False
    if _NUMBER.fullmatch(first.text) is None or first.size < _AS_LARGE * body:
        return False
    return "." in first.text[:-1] or first.bold is True or first.size > _LARGER * body


def _stands_beside(number: Draft, draft: Draft) -> bool:
    own, line = number.lines[0], draft.lines[0]
    if draft.is_row or draft.is_item or draft.running or draft.note is not None or draft.capital is not None:
        return False
    if len(draft.lines) > _MAX_LINES or sum(len(each.text) for each in draft.lines) > _MAX_LENGTH:
        return False
    return (
        own.turn == line.turn
        and own.start < line.start
        and abs(own.y - line.y) <= _SAME_BASELINE * line.size
        and 0 < line.left - own.right <= _REACH * line.size
        and max(own.size, line.size) <= _SAME_SIZE * min(own.size, line.size)
        and own.bold == line.bold
    )
