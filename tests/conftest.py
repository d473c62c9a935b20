"""What all tests share: where things are, and the switch that rewrites expected output."""

from __future__ import annotations

import difflib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples every time, so that a run can be repeated; HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("repeat", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeat"))

ROOT = Path(__file__).resolve().parents[1]
UPDATE = "--update-golden"

Expect = Callable[[Path, str], None]
Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(UPDATE, action="store_true", help="rewrite expected output and generated files")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The reports, copy and press texts of the project."""
    return ROOT / "fixtures"


@pytest.fixture(scope="session")
def updating(request: pytest.FixtureRequest) -> bool:
    """Whether expected output is to be rewritten."""
    return bool(request.config.getoption(UPDATE))


@pytest.fixture(scope="session")
def expect(updating: bool) -> Expect:
    """Compare a text with the file that holds what is expected, or rewrite the file."""

    def compare(path: Path, actual: str) -> None:
        if updating:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8")
            return
        if not path.exists():
            pytest.fail(f"{path.relative_to(ROOT)} does not exist; run pytest with {UPDATE}")
        expected = path.read_text(encoding="utf-8")
        if actual == expected:
            return
        lines = difflib.unified_diff(
            expected.splitlines(), actual.splitlines(), "expected", "actual", lineterm="", n=1
        )
        shown = "\n".join(list(lines)[:80])
        pytest.fail(f"{path.relative_to(ROOT)} differs; if that is right, run pytest with {UPDATE}\n{shown}")

    return compare


@pytest.fixture(scope="session")
def run_claimcheck() -> Run:
    """Run the command line in a process of its own, without colour and 100 columns wide."""

    def run(*arguments: str, cwd: Path = ROOT, stdin: str = "") -> subprocess.CompletedProcess[str]:
        kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
        return subprocess.run(
            [sys.executable, "-m", "claimcheck", *arguments],
            capture_output=True,
            encoding="utf-8",
            # The checkout, wherever the command runs.
            env={**kept, "COLUMNS": "100", "PYTHONPATH": str(ROOT / "src")},
            check=False,
            cwd=cwd,
            input=stdin,
            timeout=120,
        )

    return run
