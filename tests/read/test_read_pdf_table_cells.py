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
LEAST_RIGHT = {"row": 0.995, "column": 0.995, "year": 0.995, "unit": 0.995}
"""Shares of the figures of all pages, a little under what is reached."""
LEAST_WHOLE = 0.96
"""Share of the figures of each page that have all parts right."""


def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("known_tables", ROOT / "benchmarks" / "tables.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pages() -> dict[str, Counter[str]]:
    tables = benchmark()
    found: dict[str, Counter[str]] = {}
    for cell, told in tables.measured(tables.known_cells(FOLDER / "cells.csv"), FOLDER):
        found.setdefault(cell.path, Counter()).update(told)
    return found


@pytest.fixture(scope="module")
def total(pages: dict[str, Counter[str]]) -> Counter[str]:
    return sum(pages.values(), Counter())


def test_there_are_enough_pages_and_figures(total: Counter[str]) -> None:
    assert total["cells"] >= 4000
    assert len(list(FOLDER.glob("*.pdf"))) >= 40
    assert all(path.stat().st_size <= 40_000 for path in FOLDER.glob("*.pdf"))


@pytest.mark.parametrize("part", LEAST_RIGHT)
def test_nearly_every_figure_has_the_right(part: str, total: Counter[str]) -> None:
    assert total[f"point {part}"] / total["cells"] >= LEAST_RIGHT[part]


def test_nearly_every_figure_of_each_page_is_wholly_right(pages: dict[str, Counter[str]]) -> None:
    shares = {path: found["point"] / found["cells"] for path, found in pages.items()}
    assert {path: share for path, share in shares.items() if share < LEAST_WHOLE} == {}


def test_no_figure_supports_under_a_wrong_year_or_from_outside_a_table(total: Counter[str]) -> None:
    assert total["point misleads"] == 0
