"""Nothing of a document is left behind in cycles: the command line looks for no garbage while it runs."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from claimcheck.api import Auditor

SAMPLES = ("reports/tarnholm-2025.md", "reports/tarnholm-2025.pdf", "docx/report.docx", "html/places.html")
MOST_LEFT = 50
"""Objects in cycles that a library may leave; one such object of ours used to hold all of a document."""


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor()


@pytest.mark.parametrize("name", SAMPLES)
def test_an_audit_leaves_nothing_in_cycles(name: str, fixtures: Path, auditor: Auditor) -> None:
    auditor.audit(fixtures / name)  # what is loaded or worked out once lives on
    gc.freeze()  # and is not looked through once more
    gc.disable()
    try:
        report = auditor.audit(fixtures / name)
        left = gc.collect()
    finally:
        gc.enable()
    assert report.documents[0].coverage.sentences
    assert left <= MOST_LEFT
