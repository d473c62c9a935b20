"""Figures of a report that are made wrong are held against its tables as an audit holds them."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
_SPEC = importlib.util.spec_from_file_location("falsified", ROOT / "benchmarks" / "falsified.py")
assert _SPEC is not None
assert _SPEC.loader is not None
script: Any = importlib.util.module_from_spec(_SPEC)
sys.modules["falsified"] = script
_SPEC.loader.exec_module(script)


def test_known_rows_notice_a_wrong_figure(fixtures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script.detector._Run, "pairs", script.detector._Run.pairs)
    found = script.Trial().path(str(fixtures / "reports" / "tarnholm-2025.md"))
    known = [one for one in found if one.known]
    assert known
    assert {one.seen for one in known} == {"noticed"}
