"""Key figures of a slide, joined with the words that say what they are, in their own box or in the one below."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.read.blocks import openings
from claimcheck.read.office.drafts import Draft, Drafts, is_key_figure, lead, says_what
from claimcheck.read.office.package import A, Element, whole
from claimcheck.read.pptx.layouts import P

_ALIGNED = 0.25  # of the width of the narrower box
_MOST = 60  # boxes of a slide


class TextBox(NamedTuple):
    """A shape with its texts."""

    shape: Element
    drafts: Sequence[Draft]


class _Place(NamedTuple):
    left: int
    top: int
    wide: int
    high: int


def join_key_figures(boxes: Sequence[TextBox], drafts: Drafts) -> None:
    """Join each figure that stands alone with its words; ``drafts`` are those of the slide."""
    gone: set[int] = set()
    pairs = [*_in_boxes(boxes), *_below(boxes)]
    claimed = Counter(id(words) for _, words, _ in pairs)
    for figure, words, gap in pairs:
        if claimed[id(words)] > 1:
            continue
        lead(figure, words, gap)
        gone.add(id(words))
    places = [at for at, draft in enumerate(drafts.blocks) if id(draft) in gone]
    drafts.blocks = [draft for draft in drafts.blocks if id(draft) not in gone]
    for table in drafts.tables:
        table.first -= bisect_left(places, table.first)
        table.last -= bisect_left(places, table.last)


def _in_boxes(boxes: Sequence[TextBox]) -> Iterator[tuple[Draft, Draft, str]]:
    """Figures and words that are all that their box holds but for a label above, each two with what parts them."""
    for _, drafts in boxes:
        if is_key_figure(drafts):
            *label, figure, words = drafts
            yield figure, words, " "
            yield from ((above, figure, ": ") for above in label)


def _below(boxes: Sequence[TextBox]) -> Iterator[tuple[Draft, Draft, str]]:
    """Figures in a box of their own, and the words in the only box right below, with none as near above."""
    alone = [(box, _place(box.shape)) for box in boxes if len(box.drafts) == 1][:_MOST]
    for box, place in alone:
        (figure,) = box.drafts
        if place is None or openings.FIGURE.fullmatch(figure.text.text) is None:
            continue
        near = [
            (other.top > place.top, one.drafts[0])
            for one, other in alone
            if other is not None and one is not box and _is_near(place, other)
            if one.shape.getparent() is box.shape.getparent()
        ]
        if len(near) == 1 and near[0][0] and says_what(figure, near[0][1]):
            yield figure, near[0][1], " "


def _is_near(one: _Place, other: _Place) -> bool:
    """Whether two places stand one above the other, with at most half of the first one's height between them."""
    upper, lower = (one, other) if one.top < other.top else (other, one)
    gap = lower.top - upper.top - upper.high
    middle = one.left + one.wide / 2 - other.left - other.wide / 2
    slack = _ALIGNED * min(one.wide, other.wide)
    return 2 * abs(gap) <= one.high and min(abs(one.left - other.left), abs(middle)) <= slack


def _place(shape: Element) -> _Place | None:
    moved = shape.find(f"{P}spPr/{A}xfrm")
    at, size = (None, None) if moved is None else (moved.find(A + "off"), moved.find(A + "ext"))
    left, top, wide, high = whole(at, "x"), whole(at, "y"), whole(size, "cx"), whole(size, "cy")
    if left is None or top is None or wide is None or high is None:
        return None
    return _Place(left, top, wide, high)
