"""Real reports and broken files beside the checkout: no crash, no hang, every offset right.

Set CLAIMCHECK_TEST_DATA to a folder that holds ``reports`` and ``malformed``: then all their files are read. A folder
found beside the checkout gives its smaller files, which takes seconds. Without either these tests are skipped.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from reading_checks import check, letters

from claimcheck.read.dispatch import read_path

CHOSEN = os.environ.get("CLAIMCHECK_TEST_DATA")
DATA = Path(CHOSEN or Path(__file__).parents[2] / "../shared/data")
MOST_BYTES = float("inf") if CHOSEN else 500_000


def files(folder: str) -> list[object]:
    found = sorted(
        path for path in (DATA / folder).glob("*") if path.suffix != ".tsv" and path.stat().st_size < MOST_BYTES
    )
    missing = pytest.mark.skip(reason=f"no folder {folder} in CLAIMCHECK_TEST_DATA or beside the checkout")
    return [pytest.param(path, id=path.name) for path in found] or [pytest.param(DATA, marks=missing)]


@pytest.mark.parametrize("path", files("malformed"))
def test_broken_files_give_a_document(path: Path) -> None:
    document = check(read_path(str(path)))
    assert "read-failed" not in {problem.code for problem in document.problems}
    assert document.blocks or document.problems


@pytest.mark.parametrize("path", files("reports"))
def test_real_reports_keep_their_text(path: Path) -> None:
    document = check(read_path(str(path)))
    assert "read-failed" not in {problem.code for problem in document.problems}
    if document.format == "pdf" and document.status == "complete":
        kept = sum(len(letters(block.text)) for block in document.blocks)
        # Only list markers and note marks may fall away.
        assert kept >= 0.99 * len(letters(document.source))
