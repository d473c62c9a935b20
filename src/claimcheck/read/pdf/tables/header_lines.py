"""The lines of the cells of a table's header: which go on with each other, and cells that are set to one middle."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from claimcheck.read.pdf.page.rules import Rules
from claimcheck.read.pdf.tables.fragments import Fragment

# In parts of the font size.
_SAME_BASELINE = 0.4
_WRAP = 1.45
_SAME_SIZE = 1.12
_ALIGNED = 0.35
_LEVEL = 0.25


def levelled(fragments: Sequence[Fragment], rules: Rules, whole: dict[int, list[Fragment]]) -> list[Fragment]:
    """Fragments with the lines of a cell as one where a cell beside it has fewer lines and is set to the same middle.

    ``whole`` is given the lines of each that stands for several, by its id.
    """
    cells: list[list[Fragment]] = []
    for each in sorted(fragments, key=lambda item: -item.y):
        above = next((cell for cell in cells if _is_next_line(cell[-1], each, rules)), None)
        if above is None:
            cells.append([each])
        else:
            above.append(each)
    levelled: list[Fragment] = []
    for cell in cells:
        middle, slack = (cell[0].y + cell[-1].y) / 2, _LEVEL * cell[0].size
        beside = (other for other in cells if abs(other[0].y + other[-1].y - 2 * middle) <= 2 * slack)
        if len(cell) == 1 or all(len(other) >= len(cell) for other in beside):
            levelled += cell
            continue
        widest = max(cell, key=lambda each: each.right - each.left)
        levelled.append(replace(widest, y=middle))
        whole[id(levelled[-1])] = cell
    return levelled


def _is_next_line(above: Fragment, below: Fragment, rules: Rules) -> bool:
    if (
        above.is_name
        or below.is_name
        or not _SAME_BASELINE * below.size < above.y - below.y <= _WRAP * below.size
    ):
        return False
    offs = above.left - below.left, above.right - below.right, above.middle - below.middle
    is_aligned = min(map(abs, offs)) <= _ALIGNED * below.size
    return is_aligned and same_style(above, below) and not ruled_off(above, below, rules)


def ruled_off(above: Fragment, below: Fragment, rules: Rules) -> bool:
    """Whether a rule parts two fragments below each other."""
    left, right = max(above.left, below.left), min(above.right, below.right)
    return any(rule.start <= right and rule.end >= left for rule in rules.between(below.y + 1, above.y - 1))


def same_style(one: Fragment, other: Fragment) -> bool:
    """Whether two fragments are equally large."""
    return max(one.size, other.size) <= _SAME_SIZE * min(one.size, other.size)
