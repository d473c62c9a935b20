"""Regions of a page whose text stays together: boxes and cards, and the labels of charts and figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from claimcheck.read.pdf.layout.items import Item, around, region
from claimcheck.read.pdf.page.places import Extent
from claimcheck.read.pdf.page.rules import Rules

_SLACK = 3.0  # points
_MIN_ROWS = 2
_INSIDE, _OUTSIDE = 0.9, 0.1  # of the area of a text
# Labels of one figure; distances in parts of the font size.
_BESIDE, _BELOW = 3.0, 2.5
_APART = 5.0  # numbers
_MIN_LABELS, _MIN_FIGURES = 4, 2
_FIGURE_SHARE = 0.3
_SAME_ROW = 0.3  # of the font size
_TOUCHING, _MAX_BETWEEN = 12.0, 40.0  # points between the shapes of one drawing
_AT_DRAWING = 1.5
_FIGURE_WEIGHT = 0.2  # of the characters: what belongs to a drawing comes at any time in a file


def with_regions(
    items: Sequence[Item], panels: Iterable[Extent], shapes: Sequence[Extent], rules: Rules
) -> list[Item]:
    """``items`` with those in one of the ``panels`` or at one drawing put together, smallest panels first."""
    whole = len(items)
    drawings = _drawings(shapes, items)
    now = list(items)
    for panel in sorted(panels, key=_area):
        inside = _inside(panel, now)
        if inside is None or not 1 < len(inside) < len(now) or _leaves(inside) == whole:
            continue
        if not _is_column(panel, rules):
            now = _replaced(now, inside, _with_figures(inside, drawings))
    return _with_figures(now, drawings)


def _is_column(panel: Extent, rules: Rules) -> bool:
    """Whether a panel is the shade of a column of a table: rules between its rows go on outside."""
    heights = {
        round(rule.at)
        for rule in rules.between(panel.bottom + _SLACK, panel.top - _SLACK)
        if rule.start < panel.left - _SLACK or rule.end > panel.right + _SLACK
    }
    return len(heights) >= _MIN_ROWS


def _leaves(items: Sequence[Item]) -> int:
    return sum(1 for each in items for _ in each.leaves())


def _inside(panel: Extent, items: Sequence[Item]) -> list[Item] | None:
    """The items in a panel; None if its edge goes through one, so that it is no box around text."""
    found = []
    for each in items:
        if not _meet(panel, each.place):
            continue
        share = _common(panel, each.place) / max(_area(each.place), 1.0)
        if share >= _INSIDE:
            found.append(each)
        elif share > _OUTSIDE:
            return None
    return found


def _replaced(items: Sequence[Item], gone: Sequence[Item], parts: Sequence[Item]) -> list[Item]:
    """``items`` with a region of ``parts`` in the place of those that are ``gone``."""
    left_out = {id(each) for each in gone}
    made = parts[0] if len(parts) == 1 else region(parts, _weight(parts))
    return [*(each for each in items if id(each) not in left_out), made]


def _weight(parts: Sequence[Item]) -> float:
    return _FIGURE_WEIGHT if all(part.label or part.figure for part in parts) else 1.0


def _with_figures(items: Sequence[Item], drawings: Sequence[Extent]) -> list[Item]:
    """``items`` with the labels of each chart or figure put together."""
    labels = [each for each in items if each.label]
    if len(labels) < _MIN_LABELS or sum(each.figure for each in labels) < _MIN_FIGURES:
        return list(items)
    now = list(items)
    for group in _groups(labels, drawings):
        figures = sum(each.figure for each in group)
        if len(group) < _MIN_LABELS or figures < max(_MIN_FIGURES, _FIGURE_SHARE * len(group)):
            continue
        inside = None if _are_cells(group, items) else _inside(region(group).place, now)
        if inside is not None and len(inside) < len(now) and not any(each.prose for each in inside):
            now = _replaced(now, inside, inside)
    return now


def _are_cells(group: Sequence[Item], items: Sequence[Item]) -> bool:
    """Whether labels are cells of a table: most of them stand beside other text of their row."""
    own = {id(each) for each in group}
    others = [each.place for each in items if id(each) not in own]
    beside = sum(any(_in_one_row(each, place) for place in others) for each in group)
    return 2 * beside > len(group)


def _in_one_row(item: Item, place: Extent) -> bool:
    """Whether an item begins at the height of a text, or has its middle there."""
    off = (item.place.top - place.top, (item.place.top + item.place.bottom - place.top - place.bottom) / 2)
    return min(map(abs, off)) < _SAME_ROW * item.size


def _groups(labels: Sequence[Item], drawings: Sequence[Extent]) -> Iterable[list[Item]]:
    """Labels that stand near each other or at one drawing, or are joined by others that do."""
    sets = _Sets(len(labels) + len(drawings))
    for at, one in enumerate(labels):
        for before in range(at):
            other = labels[before]
            size = min(one.size, other.size)
            numbers = one.figure and other.figure
            beside, below = (_APART, _APART) if numbers else (_BESIDE, _BELOW)
            if _is_near(one.place, other.place, beside * size, below * size):
                sets.join(at, before)
        for number, drawing in enumerate(drawings):
            if _is_near(one.place, drawing, _AT_DRAWING * one.size, _AT_DRAWING * one.size):
                sets.join(at, len(labels) + number)
    return [[labels[at] for at in each if at < len(labels)] for each in sets.groups()]


def _drawings(shapes: Sequence[Extent], items: Sequence[Item]) -> list[Extent]:
    """The boxes around shapes that touch, without those that lie under text of sentences."""
    prose = [each.place for each in items if each.prose]
    kept = sorted(shape for shape in shapes if not any(_meet(shape, place) for place in prose))
    sets = _Sets(len(kept))
    for at, one in enumerate(kept):
        for later in range(at + 1, len(kept)):
            other = kept[later]
            if other.left > one.right + _MAX_BETWEEN:
                break
            # The bars of a chart are seldom further apart than they are wide.
            between = min(one.right - one.left, other.right - other.left, _MAX_BETWEEN)
            if _is_near(one, other, max(between, _TOUCHING), _TOUCHING):
                sets.join(at, later)
    found = []
    for numbers in sets.groups():
        place = around([kept[at] for at in numbers])
        if not any(_meet(place, each) for each in prose):
            found.append(place)
    return found


class _Sets:
    """Numbers that belong together."""

    def __init__(self, count: int) -> None:
        self._roots = list(range(count))

    def join(self, one: int, other: int) -> None:
        self._roots[self._root(one)] = self._root(other)

    def groups(self) -> Iterable[list[int]]:
        groups: dict[int, list[int]] = defaultdict(list)
        for at in range(len(self._roots)):
            groups[self._root(at)].append(at)
        return groups.values()

    def _root(self, at: int) -> int:
        while self._roots[at] != at:
            self._roots[at] = self._roots[self._roots[at]]
            at = self._roots[at]
        return at


def _is_near(one: Extent, other: Extent, beside: float, below: float) -> bool:
    left, bottom, right, top, _ = one
    other_left, other_bottom, other_right, other_top, _ = other
    # Most are far from each other, and one look tells.
    if other_bottom - top > below or bottom - other_top > below or other_left - right > beside:
        return False
    across = max(left, other_left) - min(right, other_right)
    down = max(bottom, other_bottom) - min(top, other_top)
    return across <= beside and down <= below


def _area(place: Extent) -> float:
    return (place.right - place.left) * (place.top - place.bottom)


def _meet(panel: Extent, place: Extent) -> bool:
    """Whether two places have an area in common: the same as ``_common``, which it takes longer to reckon."""
    return (
        place.right > panel.left - _SLACK
        and place.left < panel.right + _SLACK
        and place.top > panel.bottom - _SLACK
        and place.bottom < panel.top + _SLACK
        and place.right > place.left
        and place.top > place.bottom
    )


def _common(panel: Extent, place: Extent) -> float:
    across = min(panel.right + _SLACK, place.right) - max(panel.left - _SLACK, place.left)
    down = min(panel.top + _SLACK, place.top) - max(panel.bottom - _SLACK, place.bottom)
    return max(across, 0.0) * max(down, 0.0)
