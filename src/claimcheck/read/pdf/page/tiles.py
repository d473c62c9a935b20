"""Pages that a program has drawn in tiles: words are cut at the edges, and a letter at an edge is drawn in both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from claimcheck.read.pdf.page.glyphs import Glyphs
from claimcheck.read.pdf.page.run import Run

_LEAST = 5  # letters of a page that are drawn in two tiles
_BLANK, _LETTER = 0.8, 0.1  # of the height: the widest between two words, and the narrowest letter


def join_tiles(glyphs: Glyphs, rows: Iterable[list[Run]]) -> None:
    """Join the level rows of a page that are one line cut by tiles: all but the first of them are left empty."""
    levels: dict[float, list[list[Run]]] = defaultdict(list)
    for row in rows:
        # The number of a note may be raised at either end.
        levels[round(max(row, key=lambda run: len(run.text)).base, 1)].append(row)
    beside = [
        pair
        for level in levels.values()
        if len(level) > 1
        for pair in pairwise(sorted(level, key=lambda row: row[0].left + row[-1].right))
    ]
    if sum(_is_twice(row[-1], rest[0]) for row, rest in beside) < _LEAST:
        return
    for row, rest in reversed(beside):
        end, first = row[-1], rest[0]
        drawn_once = len(end.text) - glyphs.behind(end, first.left)
        if first.left - end.right > _BLANK * end.height or not first.text.startswith(end.text[drawn_once:]):
            continue
        text = end.text[:drawn_once].rstrip()
        rest[0] = first._replace(blank=end.text[len(text) : drawn_once] if text else end.blank)
        row[-1:] = [end._replace(text=text, right=min(end.right, first.left))] if text else []
        row += rest
        rest.clear()


def _is_twice(end: Run, first: Run) -> bool:
    """Whether the letter that ends one row is the one that begins another."""
    overlap = end.right - first.left
    return end.text[-1] == first.text[0] and _LETTER * end.height < overlap <= end.height
