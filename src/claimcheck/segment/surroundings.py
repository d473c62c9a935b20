"""What stands around the figures of a table: its corner, its caption, lines of units beside it, the headings above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.model.document import Block, Box, Table
from claimcheck.model.table import Origin
from claimcheck.segment.cell_values import folded
from claimcheck.segment.labels import Label, LabelReader

HEADINGS_ABOVE = 2
LONGEST_UNIT_LINE = 50
"""Characters of a line that is looked at for the unit of a whole table."""
_LINES = 3
"""Blocks above a table among which a line of units may stand: its title may come between."""


def around(
    table: Table, blocks: Sequence[Block], corner: Sequence[Label], labels: LabelReader
) -> list[tuple[Origin, Label]]:
    """What is said around a table, nearest first."""
    found: list[tuple[Origin, Label]] = [("corner", label) for label in corner]
    if table.caption is not None and 0 <= table.caption < len(blocks):
        found.append(("caption", labels.read(folded(blocks[table.caption].text))))
    known = [cell.block for cell in table.cells if 0 <= cell.block < len(blocks)]
    if known:
        first, last = min(known), max(known)
        found += (("caption", label) for label in _lines(blocks, first, last, labels))
        section = blocks[first].section
        found += (("section", labels.read(folded(text))) for text in section[: -HEADINGS_ABOVE - 1 : -1])
    return found


def _lines(blocks: Sequence[Block], first: int, last: int, labels: LabelReader) -> Iterator[Label]:
    """Short lines beside a table that are a unit, or right above it name one: nearest first, above before below."""
    for at in range(first - 1, max(-1, first - 1 - _LINES), -1):
        block = blocks[at]
        if block.kind == "table" or len(block.text) > LONGEST_UNIT_LINE:
            break
        label = labels.read(folded(block.text))
        named = at == first - 1 and block.kind == "paragraph" and label.unit and not label.period
        if (named or labels.units.whole(label.text)) and not _is_nearer(blocks, at - 1, at, first):
            yield label
    if last + 1 < len(blocks) and len(blocks[last + 1].text) <= LONGEST_UNIT_LINE:
        label = labels.read(folded(blocks[last + 1].text))
        if labels.units.whole(label.text) and _is_nearer(blocks, last, last + 1, last + 2):
            yield label


def _is_nearer(blocks: Sequence[Block], above: int, at: int, below: int) -> bool:
    """Whether a line stands right below a table, and nearer to it than to one that follows."""
    if not (0 <= above and blocks[above].kind == "table"):
        return False
    if below >= len(blocks) or blocks[below].kind != "table":
        return True
    upper, line, lower = blocks[above].box, blocks[at].box, blocks[below].box
    return bool(upper and line and lower and _gap(upper, line) < _gap(line, lower))


def _gap(upper: Box, lower: Box) -> float:
    return upper.bottom - lower.top
