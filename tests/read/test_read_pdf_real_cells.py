"""Tables of published reports, where they are at hand: their figures against what the pictures of the pages show."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from test_read_pdf_table_cells import FOLDER, ROOT, benchmark

CHOSEN = os.environ.get("CLAIMCHECK_TEST_DATA")
REPORTS = Path(CHOSEN or ROOT / "../shared/data") / "reports"
LEAST_RIGHT = {"row": 0.97, "column": 0.97, "year": 0.97, "unit": 0.97}
"""Shares of the figures of all pages drawn at random, a little under what is reached."""


@pytest.fixture(scope="module")
def total() -> Counter[str]:
    tables = benchmark()
    drawn = [cell for cell in tables.known_cells(FOLDER / "real.csv") if cell.half != "found"]
    cells = tables.located(drawn, REPORTS)
    if not cells:
        pytest.skip("the reports are not in CLAIMCHECK_TEST_DATA or beside the checkout")
    found: Counter[str] = Counter()
    for _, told in tables.measured(cells, REPORTS):
        found.update(told)
    return found


@pytest.mark.parametrize("part", LEAST_RIGHT)
def test_nearly_every_figure_has_the_right(part: str, total: Counter[str]) -> None:
    assert total[f"point {part}"] / total["cells"] >= LEAST_RIGHT[part]


def test_no_figure_supports_under_a_wrong_year_or_from_outside_a_table(total: Counter[str]) -> None:
    assert total["point misleads"] == 0


def test_there_are_enough_pages_and_figures_and_no_text() -> None:
    cells = benchmark().known_cells(FOLDER / "real.csv")
    assert len(cells) >= 300
    assert len({(cell.sha256, cell.page) for cell in cells}) >= 12
    parts = {part for cell in cells for label in (cell.row, cell.column, cell.section) for part in label.split("&&")}
    assert all(len(part) in (0, 12) and set(part) <= set("0123456789abcdef") for part in parts)
