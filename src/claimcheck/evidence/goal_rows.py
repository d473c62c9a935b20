"""What the row of a goal in a table tells of a claim: the base year, when it is due, and how far it has come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.evidence.sought import Sought, sought
from claimcheck.model.claim import Core
from claimcheck.model.passage import Fact
from claimcheck.rulepack.pack import Pack
from claimcheck.text.fact_base import FactBase
from claimcheck.text.goal_tables import GoalCell, GoalColumn, GoalRow
from claimcheck.text.passages import Passages

_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_PLANNED = "planned"


class Told(NamedTuple):
    """A cell that holds an element, and its year as a fact, None where it tells no year."""

    cell: GoalCell
    fact: Fact | None


class GoalRows:
    """Finds the rows of claims; built once for a pack, holds no state of a document."""

    __slots__ = ("_aside",)

    def __init__(self, pack: Pack) -> None:
        # What stands there is about words, or said by somebody else.
        self._aside = frozenset(kind.id for kind in pack.sections.values() if kind.set_aside is not None)

    def of(self, core: Core, figures: FactBase, passages: Passages) -> GoalRow | None:
        """The row of a claim: that in which it stands, else the only one on the same metric where nothing differs."""
        own = figures.goal_of_block.get(core.sentence.block)
        if own is not None:
            return own
        found = sought(core, figures, passages.norm.text)
        if found is None:
            return None
        rows = [
            row
            for row in _of_metrics(found, figures)
            if passages.structure.section_kind(row.block) not in self._aside
            and _is_same(row, found, core, passages)
        ]
        return rows[0] if len({_told_by(row) for row in rows}) == 1 else None

    @staticmethod
    def told(row: GoalRow, column: GoalColumn, core: Core, passages: Passages) -> Told | None:
        """What a column of the row tells; when it is due, and how far it has come, only of what is planned."""
        cell = row.cells.get(column)
        if cell is None or (column != "base" and core.tense != _PLANNED):
            return None
        if cell.year is None:
            return Told(cell, None)
        text = passages.norm.text[cell.start : cell.end]
        role = "base" if column == "base" else "target"
        return Told(cell, Fact("year", cell.start, cell.end, text, year=cell.year, role=role))


def _told_by(row: GoalRow) -> tuple[int | None, ...]:
    """The years of a row: two rows that tell the same are as good as one."""
    return tuple(cell.year if (cell := row.cells.get(column)) else None for column in ("base", "due"))


def _of_metrics(found: Sought, figures: FactBase) -> Iterator[GoalRow]:
    for metric, named in found.metrics:
        if named:
            yield from figures.goals_of(metric)


def _is_same(row: GoalRow, found: Sought, core: Core, passages: Passages) -> bool:
    """Whether nothing that both sides tell differs, and the claim's own number stands in the row where it has one."""
    scopes = row.label.scopes
    if scopes != found.scopes and scopes and found.scopes:
        return False
    if not row.label.rest <= found.words or not found.boundary <= row.label.words:
        return False
    due, base = row.cells.get("due"), row.cells.get("base")
    if due and core.target_year is not None and due.year != core.target_year:
        return False
    if base and found.against is not None and base.year != found.against:
        return False
    if found.own is None:
        return core.tense == _PLANNED
    numbers = set(_NUMBER.findall(passages.norm.text[found.own.start : found.own.end]))
    if core.tense == _PLANNED:
        return not row.numbers or not numbers.isdisjoint(row.numbers)
    reached = row.cells.get("progress")
    if reached is None:
        return False
    return not numbers.isdisjoint(_NUMBER.findall(passages.norm.text[reached.start : reached.end]))
