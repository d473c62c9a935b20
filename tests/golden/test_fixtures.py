"""The built fixtures are what the script builds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pypdfium2
import reportlab


def _pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def _creator(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as pdf:
        return str(pdf.get_metadata_value("Creator"))


def test_building_again_gives_the_same_reports(root: Path, fixtures: Path, tmp_path: Path, updating: bool) -> None:
    script, reports = root / "fixtures" / "build.py", fixtures / "reports"
    out = reports if updating else tmp_path
    subprocess.run([sys.executable, script, "--out", out], check=True)
    kept = sorted(path.name for path in reports.glob("*.pdf"))
    assert kept == sorted(f"{path.stem}.pdf" for path in reports.glob("*.md"))
    for name in [] if updating else kept:
        old, new = reports / name, tmp_path / name
        assert _pages(new) == _pages(old), f"{name} is stale: run python fixtures/build.py"
        if _creator(old).endswith(f" {reportlab.Version}"):
            assert new.read_bytes() == old.read_bytes(), f"{name} is stale: run python fixtures/build.py"


def test_the_report_has_every_kind_of_page(fixtures: Path) -> None:
    pages = _pages(fixtures / "reports" / "tarnholm-2025.pdf")
    assert len(pages) >= 6
    assert "" in pages, "a blank page"
    assert "Page 1" not in pages[0], "a cover without a page number"
    assert sum("Sustainability report 2025" in page for page in pages[1:]) >= 6, "a repeated header"
