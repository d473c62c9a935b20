"""Regions of a page whose text stays together: boxes and cards, and the labels of charts and figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from claimcheck.read.pdf.layout.items import Item, region
from claimcheck.read.pdf.page.places import Extent

_SLACK = 3.0  # points
_INSIDE, _OUTSIDE = 0.9, 0.1  # of the area of a text
# Labels of one figure; distances in parts of the font size.
_BESIDE, _BELOW = 3.0, 2.5
_MIN_LABELS, _MIN_FIGURES = 4, 2
_FIGURE_SHARE = 0.3
_FIGURE_WEIGHT = 0.2  # of the characters: what belongs to a drawing comes at any time in a file


def with_regions(items: Sequence[Item], panels: Iterable[Extent]) -> list[Item]:
    """``items`` with those in one of the ``panels`` or in one figure put together, smallest panels first."""
    whole = len(items)
    now = list(items)
    for panel in sorted(panels, key=_area):
        inside = _inside(panel, now)
        if inside is not None and 1 < len(inside) < len(now) and _leaves(inside) < whole:
            now = _replaced(now, inside, _with_figures(inside))
    return _with_figures(now)


def _leaves(items: Sequence[Item]) -> int:
    return sum(1 for each in items for _ in each.leaves())


def _inside(panel: Extent, items: Sequence[Item]) -> list[Item] | None:
    """The items in a panel; None if its edge goes through one, so that it is no box around text."""
    found = []
    for each in items:
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


def _with_figures(items: Sequence[Item]) -> list[Item]:
    """``items`` with the labels of each chart or figure put together."""
    labels = [each for each in items if each.label]
    if len(labels) < _MIN_LABELS:
        return list(items)
    now = list(items)
    for group in _groups(labels):
        figures = sum(each.figure for each in group)
        if len(group) < _MIN_LABELS or figures < max(_MIN_FIGURES, _FIGURE_SHARE * len(group)):
            continue
        inside = _inside(region(group).place, now)
        if inside is not None and len(inside) < len(now) and not any(each.prose for each in inside):
            now = _replaced(now, inside, inside)
    return now


def _groups(labels: Sequence[Item]) -> list[list[Item]]:
    """Labels that stand near each other, or are joined by others that do."""
    roots = list(range(len(labels)))

    def root(at: int) -> int:
        while roots[at] != at:
            roots[at] = roots[roots[at]]
            at = roots[at]
        return at

    for at, one in enumerate(labels):
        for before in range(at):
            if _is_near(one, labels[before]):
                roots[root(at)] = root(before)
    groups: dict[int, list[Item]] = defaultdict(list)
    for at, one in enumerate(labels):
        groups[root(at)].append(one)
    return list(groups.values())


def _is_near(one: Item, other: Item) -> bool:
    size = min(one.size, other.size)
    across = max(one.place.left, other.place.left) - min(one.place.right, other.place.right)
    down = max(one.place.bottom, other.place.bottom) - min(one.place.top, other.place.top)
    return across <= _BESIDE * size and down <= _BELOW * size


def _area(place: Extent) -> float:
    return (place.right - place.left) * (place.top - place.bottom)


def _common(panel: Extent, place: Extent) -> float:
    across = min(panel.right + _SLACK, place.right) - max(panel.left - _SLACK, place.left)
    down = min(panel.top + _SLACK, place.top) - max(panel.bottom - _SLACK, place.bottom)
    return max(across, 0.0) * max(down, 0.0)
