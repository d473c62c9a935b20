"""Tables set by other programs: nearly every figure has its row, column, year and unit, and none a wrong year.

``fixtures/tables`` has the pages and what the figures mean; ``benchmarks/tables.py`` compares, page by page with
``--layouts``.
"""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "fixtures/tables"
LEAST_RIGHT = {"row": 0.91, "column": 0.97, "year": 0.9, "unit": 0.92}
"""Shares of the figures of all pages, a little under what is reached."""
LEAST_WHOLE = 0.87
"""Share of the figures that have all parts right."""
MOST_MISLEADING = 226
"""Figures that support something under a wrong year, or though they stand in no table."""


def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("known_tables", ROOT / "benchmarks" / "tables.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def found() -> Counter[str]:
    tables = benchmark()
    total: Counter[str] = Counter()
    for _, told in tables.measured(tables.known_cells(FOLDER / "cells.csv"), FOLDER):
        total.update(told)
    return total


def test_there_are_enough_pages_and_figures(found: Counter[str]) -> None:
    assert found["cells"] >= 4000
    assert len(list(FOLDER.glob("*.pdf"))) >= 40
    assert all(path.stat().st_size <= 40_000 for path in FOLDER.glob("*.pdf"))


@pytest.mark.parametrize("part", LEAST_RIGHT)
def test_nearly_every_figure_has_the_right(part: str, found: Counter[str]) -> None:
    assert found[f"point {part}"] / found["cells"] >= LEAST_RIGHT[part]


def test_nearly_every_figure_is_wholly_right(found: Counter[str]) -> None:
    assert found["point"] / found["cells"] >= LEAST_WHOLE


def test_no_figure_supports_under_a_wrong_year(found: Counter[str]) -> None:
    assert found["point misleads"] <= MOST_MISLEADING
