"""What stands around the figures of a table: its corner, its caption, lines of units beside it, the headings above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from claimcheck.model.document import Block, Table
from claimcheck.model.table import Origin
from claimcheck.segment.cell_values import folded
from claimcheck.segment.labels import Label, LabelReader
from claimcheck.segment.unit_words import LabelUnit
from claimcheck.text.late_pattern import late_pattern

HEADINGS_ABOVE = 2
LONGEST_LABEL_LINE = 50
"""Characters of a line above a table that may name a unit anywhere, as labels do."""
LONGEST_UNIT_LINE = 100
"""Characters of a line that may be the unit of a whole table, and more words."""
_CLOSING = late_pattern(r"\(([^()]+)\)[ :.]*$")
_GOES_ON = 40
"""Rows of tables that may stand between a table and the line below it."""
_LINES = 3
"""Blocks above a table among which a line of units may stand: its title may come between."""


def around(
    table: Table, blocks: Sequence[Block], held: Set[int], corner: Sequence[Label], labels: LabelReader
) -> list[tuple[Origin, Label]]:
    """What is said around a table, nearest first; ``held`` are the blocks that tables are over."""
    found: list[tuple[Origin, Label]] = [("corner", label) for label in corner]
    if table.caption is not None and 0 <= table.caption < len(blocks):
        found.append(("caption", labels.read(folded(blocks[table.caption].text))))
    known = [cell.block for cell in table.cells if 0 <= cell.block < len(blocks)]
    if known:
        first, last = min(known), max(known)
        found += (("caption", label) for label in _lines(blocks, held, first, last, labels))
        section = blocks[first].section
        found += (("section", labels.read(folded(text))) for text in section[: -HEADINGS_ABOVE - 1 : -1])
    return found


def _lines(
    blocks: Sequence[Block], held: Set[int], first: int, last: int, labels: LabelReader
) -> Iterator[Label]:
    """Lines beside a table that are a unit, or right above it name one: nearest first, above before below."""
    for at in range(first - 1, max(-1, first - 1 - _LINES), -1):
        block = blocks[at]
        if at in held:
            break
        text = folded(block.text)
        if block.kind == "table":  # a header row that was left out of its table
            text = text.partition(" | ")[0]
        unit = _of_line(text, labels)
        if unit is None and at == first - 1 and block.kind == "paragraph":
            unit = _introducing(text, labels)
        if unit is not None and not _is_nearer(blocks, at - 1, at, first):
            yield Label(text, unit)
    # A table may go on under a second header.
    below = next((at for at in range(last + 1, last + 1 + _GOES_ON) if at not in held), len(blocks))
    if below < len(blocks):
        text = folded(blocks[below].text)
        unit = _of_line(text, labels)
        if unit is not None and _is_nearer(blocks, below - 1, below, below + 1):
            yield Label(text, unit)


def _of_line(text: str, labels: LabelReader) -> LabelUnit | None:
    """The unit of a line that is one, perhaps beside other sentences ("EUR million. As of December 2024")."""
    parts = text.split(". ") if len(text) <= LONGEST_UNIT_LINE else ()
    return next((unit for part in parts if (unit := labels.units.set_off(part)) is not None), None)


def _introducing(text: str, labels: LabelReader) -> LabelUnit | None:
    """The unit in the bracket that ends what introduces a table, or in a short label of it."""
    closing = _CLOSING.search(text)
    if closing:
        return labels.units.set_off(closing[1])
    label = labels.read(text) if len(text) <= LONGEST_LABEL_LINE else None
    return label.unit if label is not None and not label.period else None


def _is_nearer(blocks: Sequence[Block], above: int, at: int, below: int) -> bool:
    """Whether a line stands right below a table, and nearer to it than to one that follows."""
    if not (above >= 0 and blocks[above].kind == "table"):
        return False
    if below >= len(blocks) or blocks[below].kind != "table":
        return True
    upper, line, lower = blocks[above].box, blocks[at].box, blocks[below].box
    return bool(upper and line and lower and upper.bottom - line.top < line.bottom - lower.top)
