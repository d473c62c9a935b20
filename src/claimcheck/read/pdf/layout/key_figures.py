"""Key figures: a number set large, or a share, and the few words below it that say what it counts are one paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.read.pdf.layout.drafts import Draft

# A number that counts: with a unit, a sign, a point or at least three digits; "02" may be that of a chapter.
_UNIT = r"\s?[a-zß-ÿ][^\W\d_]{0,9}(?:\s[^\W\d_]{1,3}\d?)?"
_FIGURE = re.compile(
    r"[<>≤≥~+±–−-]?\s?(?:[$€£¥]\s?\d[\d.,\s]*|\d[\d.,\s]*(?:[%‰+]|\s?[^\W\d_]{1,3})|\d+[.,]\d[\d.,]*|\d{3}|\d{5,}"
    # In words: "18 million", "USD 23.3 billion m3"; "2.4 Results", "2024 results" and "3 Water" are headings.
    rf"|(?:[^\W\d_]{{3,4}}\s?)?(?!\d{{4}}\b)\d[\d.,]*(?:{_UNIT}))"
)
_COUNT = re.compile(r"\d{1,2}")
_SHARE = re.compile(r"[<>≤≥~+±–−-]?\s?\d[\d.,]*\s?[%‰]")
_LARGE, _LARGER = 1.5, 1.2  # of the running text, and of the words below
_AS_LARGE, _CLOSE, _LABEL = (
    0.95,
    1.6,
    40,
)  # a share over the label of its slice or bar; the last in characters
_BELOW = 2.6  # of the size of those words, from baseline to baseline
_NEXT = 1.8
_ALIGNED = 1.0  # of that size
_MAX_LENGTH, _MAX_PARTS = 160, 4
_AHEAD = 6  # drafts: figures of one row may all come before their words
_LEAD = 20


def with_key_figures(drafts: Sequence[Draft], body: float) -> list[Draft]:
    """``drafts``, in reading order, with each key figure and its words as one; ``body`` is the running text's size."""
    left = list(drafts)
    sizes = {draft.lines[0].size for draft in drafts if _is_figure(draft, body, _FIGURE)}
    for figure in [each for each in drafts if _is_figure(each, body, _FIGURE)] + [
        each for each in drafts if _is_figure(each, body, _COUNT) and each.lines[0].size in sizes
    ]:
        at = next((place for place, each in enumerate(left) if each is figure), None)
        if at is None:
            continue
        large = figure.lines[0].size >= _LARGE * body
        for parts in range(1, _MAX_PARTS if large else 2):
            words = next(
                (each for each in left[at + 1 : at + 1 + _AHEAD] if _says_what(figure, each, parts, large)),
                None,
            )
            if words is None:
                break
            figure.key_figure = True
            for line in words.lines:
                figure.add(line)
            left = [each for each in left if each is not words]
        before = left[at - 1] if figure.key_figure and large and at else None
        if before is not None and _leads_in(before, figure):
            figure.lines[:0] = before.lines
            del left[at - 1]
    return left


def _is_text(draft: Draft) -> bool:
    return not (draft.is_row or draft.is_item or draft.running or draft.note is not None or draft.capital)


def _is_figure(draft: Draft, body: float, pattern: re.Pattern[str]) -> bool:
    first = draft.lines[0]
    if not _is_text(draft) or len(draft.lines) > 1:
        return False
    return (pattern if first.size >= _LARGE * body else _SHARE).fullmatch(first.text.strip()) is not None


def _leads_in(draft: Draft, figure: Draft) -> bool:
    """Whether ``draft`` is the word or two above a figure that open its sentence ("Over"), set as the words below."""
    number, below, own = figure.lines[0], figure.lines[1], draft.lines[0]
    return (
        _is_text(draft)
        and len(draft.lines) == 1
        and own.size == below.size
        and own.turn == number.turn
        and len(own.text) <= _LEAD
        and 0 < own.y - number.y <= _NEXT * number.size
        and _is_aligned(figure, draft, _ALIGNED * own.size)
    )


def _says_what(figure: Draft, draft: Draft, parts: int, large: bool) -> bool:
    """Whether ``draft`` stands right below ``figure``, which has so many ``parts``, and goes on with it."""
    number, last, first = figure.lines[0], figure.lines[-1], draft.lines[0]
    length = sum(len(line.text) for each in (figure, draft) for line in each.lines)
    if not _is_text(draft) or first.turn != last.turn or length > (_MAX_LENGTH if large else _LABEL):
        return False
    if number.size < (_LARGER if large else _AS_LARGE) * first.size or _FIGURE.fullmatch(first.text):
        return False
    if not large and first.text[:1].isdigit():
        return False
    reach = _NEXT if parts > 1 else _BELOW if large else _CLOSE
    if not 0 < last.y - first.y <= reach * first.size:
        return False
    return _is_aligned(figure, draft, _ALIGNED * first.size)


def _is_aligned(one: Draft, other: Draft, slack: float) -> bool:
    """Whether two drafts begin, or have their middle, at one place across the page."""
    left, other_left = (min(line.left for line in each.lines) for each in (one, other))
    middle = (left + one.right - other_left - other.right) / 2
    return min(abs(left - other_left), abs(middle)) <= slack
