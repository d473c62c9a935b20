"""The tags of a report beside what it prints: where each stands in the blocks, and which unit its name means."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from claimcheck.model.document import Document, Piece, Tag
from claimcheck.model.table import CellPeriod, CellUnit, TaggedFigure
from claimcheck.segment.cell_values import CellValue
from claimcheck.segment.labels import LabelReader

PURE = "pure"
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_YEAR = re.compile(r"\d{4}")
_PERCENT = 100.0

_start = attrgetter("start")


def tagged_figures(document: Document, labels: LabelReader) -> tuple[TaggedFigure, ...]:
    """The tagged figures of a document in order of block and place; time is linear in the tags and blocks."""
    if not document.tags:
        return ()
    pieces = sorted(
        (piece.source, number, piece) for number, block in enumerate(document.blocks) for piece in block.pieces
    )
    starts = [source for source, _, _ in pieces]
    units = {name: unit_of_tag(name, labels) for name in {tag.unit for tag in document.tags}}
    found: list[TaggedFigure] = []
    for tag in document.tags:
        at = bisect_right(starts, tag.start) - 1
        if tag.value is None or at < 0:
            continue
        _, block, piece = pieces[at]
        if tag.start < piece.source + piece.length:
            start = piece.at + tag.start - piece.source
            end = _end(document.blocks[block].pieces, tag.end)
            if start < end:
                found.append(TaggedFigure(block, start, end, tag, units[tag.unit]))
    return tuple(sorted(found, key=attrgetter("block", "start", "end")))


def by_block(figures: Iterable[TaggedFigure]) -> Mapping[int, list[TaggedFigure]]:
    """Figures by the blocks that they stand in."""
    return {block: list(run) for block, run in groupby(figures, key=attrgetter("block"))}


def _end(pieces: tuple[Piece, ...], source: int) -> int:
    """Where in its block the text ends that ends at ``source``."""
    ends = [
        piece.at + min(piece.length, source - piece.source)
        for piece in pieces
        if piece.source < source <= piece.source + piece.length
    ]
    return max(ends, default=0)


def within(figures: Mapping[int, list[TaggedFigure]], block: int, start: int, end: int) -> TaggedFigure | None:
    """The one tagged figure from ``start`` to ``end`` of a block; None where there is none, or several."""
    listed = figures.get(block, [])
    first = bisect_left(listed, start, key=_start)
    inside = [one for one in listed[first : first + 2] if one.end <= end]
    return inside[0] if len({(one.start, one.end) for one in inside}) == 1 else None


def unit_of_tag(name: str | None, labels: LabelReader) -> CellUnit | None:
    """The unit that a name such as "utr:MWh" means; a pure number is a share of the whole. None for an unknown one."""
    if name is None:
        return None
    for words in _spelled(name):
        if words == PURE:
            return CellUnit("%", "share", "share", 1 / _PERCENT, "tag")
        unit = labels.units.whole(words)
        if unit is not None and unit.id is not None:
            return CellUnit(unit.id, unit.unit_class, unit.kind, unit.scale, "tag")
    return None


def _spelled(name: str) -> Iterator[str]:
    """Ways to write the name of a unit, without what only tells where it is defined."""
    if "*" in name:
        return
    parts = [part.rpartition(":")[2] for part in name.split("/")]
    yield "/".join(parts)
    yield "/".join(" ".join(_HUMP.split(part)).lower() for part in parts)


def period_of_tag(tag: Tag) -> CellPeriod | None:
    """The time that a tag tells, by its years."""
    begins, ends = (_YEAR.match(day) if day else None for day in (tag.begins, tag.ends))
    if ends is None:
        return None
    last = int(ends[0])
    first = int(begins[0]) if begins else last
    words = f"{tag.begins} to {tag.ends}" if tag.begins else str(tag.ends)
    return CellPeriod(words, first, last if last != first else None, "tag")


def printed_unit(figure: TaggedFigure, value: CellValue) -> CellUnit | None:
    """The unit of a printed figure of which only its tag tells one: what it is multiplied by follows from both."""
    unit, told = figure.unit, figure.tag.value
    if unit is None or told is None or unit.id == "%":
        return unit and unit._replace(scale=1.0)
    return unit._replace(scale=abs(told / value.value) if value.value else 1.0)
