"""Figures of which a second reading of the page tells another row or year are shown and prove nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from made_pdfs import Step, line, pdf
from test_read_pdf_tables import SIZE, energy

from claimcheck.api import load_rulepack
from claimcheck.model.table import DataPoint
from claimcheck.read.dispatch import read_bytes
from claimcheck.read.pdf.page.content import Line
from claimcheck.read.pdf.page.rules import Rules
from claimcheck.read.pdf.tables.finder import find_tables
from claimcheck.read.pdf.tables.fragments import Cuts, rows
from claimcheck.read.pdf.tables.grids import Grid
from claimcheck.read.pdf.tables.second_reading import mark_unsure
from claimcheck.segment.tables import TableReader

NO_RULES = Rules([], [])


def points(steps: Sequence[Step]) -> Sequence[DataPoint]:
    lexicon = load_rulepack().lexicons["en"]
    document = read_bytes(pdf(steps), path="mills.pdf", isolated=False)
    return TableReader(lexicon.facts, lexicon.tables).read(document)


def placed(texts: Iterable[tuple[float, float, str]]) -> list[tuple[int, Line]]:
    """Numbered lines that begin at x on a baseline y, four points a character."""
    found, at = [], 0
    for number, (x, y, text) in enumerate(texts):
        found.append((number, Line(at, at + len(text), text, x, x + 4 * len(text), y, 9.0, False, 0)))
        at += len(text) + 1
    return found


def years(names: Sequence[str]) -> list[tuple[int, Line]]:
    header = [(300 + 80 * at, 700, name) for at, name in enumerate(names)]
    labels = [(72, 684 - 16 * at, label) for at, label in enumerate(("Energy", "Water", "Waste"))]
    values = [(300 + 80 * at, 684 - 16 * below, f"{at + 1}{below}4") for at in range(2) for below in range(3)]
    return placed([*header, *labels, *values])


def unsure(grid: Grid) -> set[str]:
    return {cell.text for cell in grid.cells if not cell.sure}


def test_figures_in_rows_below_years_are_sure() -> None:
    assert {point.clear for point in points(energy())} == {True}


def test_figures_of_bars_between_the_baselines_of_their_labels_support_nothing() -> None:
    heights = ((690, 685, "Hydro", "4,120"), (672, 664, "Wind", "3,310"), (654, 645, "Solar", "2,240"))
    labels = [line(72, at, label, SIZE) for at, _, label, _ in heights]
    values = [line(x, at, value, SIZE) for x in (200, 260) for _, at, _, value in heights]
    found = points([line(200, 712, "Power made (GWh)", SIZE), *labels, *values])
    assert {point.text for point in found} == {"4,120", "3,310", "2,240"}
    assert not any(point.supports for point in found)


def test_a_header_that_was_spread_over_other_years_is_not_believed() -> None:
    lines = years(("2022", "2023"))
    (grid,) = find_tables(lines, NO_RULES)
    assert unsure(grid) == set()
    first, second = (cell for cell in grid.cells if cell.row < grid.header_rows)
    first.columns = 2
    grid.cells.remove(second)
    mark_unsure([grid], rows(Cuts().fragments(lines)), NO_RULES, dict(lines))
    assert unsure(grid) == {"204", "214", "224"}


def test_a_column_without_the_year_that_stands_over_it_is_not_believed() -> None:
    lines = years(("2022", "2023"))
    (grid,) = find_tables(lines, NO_RULES)
    grid.cells = [cell for cell in grid.cells if cell.text != "2023"]
    mark_unsure([grid], rows(Cuts().fragments(lines)), NO_RULES, dict(lines))
    assert unsure(grid) == {"204", "214", "224"}
