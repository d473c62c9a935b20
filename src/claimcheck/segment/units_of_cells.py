"""Which unit a value of a table has: what stands nearest to it says so, and a scale may come from further off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.model.table import CellUnit, Origin
from claimcheck.segment.cell_values import CellValue
from claimcheck.segment.labels import Label
from claimcheck.segment.unit_words import LabelUnit, unit_of_measure

Place = tuple[Origin, LabelUnit]
LEAST_WORD = 4
"""Letters that a word needs to tell what a row is about."""


def unit_of(places: Sequence[Place]) -> CellUnit | None:
    """The unit of a value from the places that name one, the nearest first; None where nothing does."""
    named = next(
        ((origin, unit) for origin, unit in places if unit.id is not None or unit.kind == "count"), None
    )
    if named is not None and named[0] == "unit_column" and named[1].kind == "money" and named[1].scale == 1.0:
        # Beside a currency that bonds are in, a header may tell another that their value is given in.
        valued = (each for each in places if each[0] == "column" and each[1].kind == "money")
        named = next(valued, named)
    # Under "in thousands of euros" the sign of the euro in a cell repeats the currency only.
    known = {None, named[1].id} if named and named[0] == "cell" and named[1].kind == "money" else {None}
    bare = next(((origin, unit) for origin, unit in places if unit.id in known and unit.scale != 1.0), None)
    if named is None:
        found = bare or next(iter(places), None)
        return CellUnit(*found[1], origin=found[0]) if found else None
    origin, unit = named
    if (
        bare is not None
        and bare[0] == "row"
        and unit.scale != 1.0
        and places.index(bare) < places.index(named)
    ):
        return CellUnit(*bare[1], origin="row")  # "Passengers (000)" are no money in a table of millions
    if bare is not None and unit.scale == 1.0 and _takes_scale(unit, bare[0], origin):
        unit = unit._replace(scale=bare[1].scale)
    return CellUnit(*unit, origin=origin)


def _takes_scale(unit: LabelUnit, scale_from: Origin, unit_from: Origin) -> bool:
    """ "In thousands" over a whole table speaks of amounts; in the same cell it always counts."""
    return scale_from == unit_from or (
        unit.kind in ("money", "quantity", "count") and unit.unit_class != "intensity"
    )


def unit_places(
    value: CellValue,
    rows: Sequence[Label],
    stated: LabelUnit | None,
    over: Sequence[Label],
    reckoned: LabelUnit | None,
    around: Sequence[tuple[Origin, Label]],
    *,
    is_change: bool,
) -> Iterator[Place]:
    """Where units stand that a value may have, the nearest first.

    In this order: the cell, a header that says percent, its row label, the unit column (``stated``), the headers of its
    column, the row sections, the arithmetic of the table (``reckoned``), the caption, the headings above. A change has
    the unit of its cell or header, or the one that it is reckoned to have: whether it is a percentage, percentage
    points or an amount, the unit of the row does not tell.
    """
    measure = value.measure
    if measure is not None:
        yield "cell", unit_of_measure(measure)
    if is_change:
        yield from (("column", label.unit) for label in reversed(over) if label.unit is not None)
        if reckoned is not None:
            yield "column", reckoned
        if not any(label.role == "change" for label in over):
            # "Change in inventories" is an amount where the whole table shows money.
            yield from (
                (at, each.unit)
                for at, each in around
                if each.unit and each.unit.kind in ("money", "quantity")
            )
        return
    named = next((label.unit for label in reversed(over) if label.unit is not None), None)
    if named is not None and named.kind == "share":
        # Under "% of total" stand shares, whatever the row is measured in.
        yield "column", named
    if rows and rows[-1].unit is not None:
        yield "row", rows[-1].unit
    if stated is not None:
        yield "unit_column", stated
    yield from (("column", label.unit) for label in reversed(over) if label.unit is not None)
    yield from (("row", label.unit) for label in reversed(rows[:-1]) if label.unit is not None)
    if reckoned is not None:
        yield "column", reckoned
    for origin, label in around:
        # A heading such as "Employees" names what the section is about, and no unit.
        unit = _of_row(label, rows)
        if unit is not None and (unit.kind != "count" or origin == "corner"):
            yield origin, unit


def _of_row(label: Label, rows: Sequence[Label]) -> LabelUnit | None:
    """The unit of a label; of one with several ("energy (TJ) and emissions (kt)") that behind a word of the row."""
    if not label.units:
        return label.unit
    words = {word for row in rows for word in row.text.lower().split() if len(word) >= LEAST_WORD}
    fitting = {unit for before, unit in label.units if not words.isdisjoint(before.split())}
    return fitting.pop() if len(fitting) == 1 else None
