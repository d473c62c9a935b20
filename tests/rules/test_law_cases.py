"""What laws make of lines that an author has written who knew nothing of the program; see ``benchmarks/law.py``."""

from __future__ import annotations

import importlib.util
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARK = Path(__file__).resolve().parents[2] / "benchmarks" / "law.py"
AGAINST = ("error", "flag")
# Of each file the least share that is right and of errors found, the most lawful lines with an error, the least cited.
FLOORS = {"looked_into": (0.85, 0.75, 0.02, 0.97), "kept_apart": (0.75, 0.67, 0.14, 0.9)}
LEAST_AGAINST, LEAST_LAWFUL = 12, 8


@cache
def _law() -> ModuleType:
    spec = importlib.util.spec_from_file_location("law_benchmark", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", FLOORS)
def test_laws_are_read_as_well_as_before(name: str) -> None:
    found = _law().totals(map(_law().decided, _law().cases(name)))
    right, errors, lawful_errors, cited = FLOORS[name]
    assert found.right >= right
    assert found.errors >= errors
    assert found.lawful_errors <= lawful_errors
    assert found.cited >= cited


def test_each_point_of_union_law_has_cases_of_another_hand() -> None:
    points: Counter[tuple[str, bool]] = Counter()
    for name in FLOORS:
        for case in _law().cases(name):
            points[case["item"], case["expect"] in AGAINST] += 1
    union = {item for item, _ in points if item[:2] in ("10", "2a", "4a", "4b", "4c", "6-", "ol")}
    assert len(union) >= 18
    for item in union:
        assert points[item, True] >= LEAST_AGAINST, item
        assert points[item, False] >= LEAST_LAWFUL, item
