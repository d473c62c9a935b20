"""A desk with good and bad inputs, and a way to run the command line inside this process."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from claimcheck.cli.main import run

GOOD = "Our mills cut emissions of scopes 1 and 2 by 31 % between 2019 and 2025.\n"
BAD = "Our new bottle is eco-friendly.\n"
NOTHING = "The office opens at nine. Lunch is at noon.\n"
RULE = """\
id: GEN-901
name: test-rule
tier: gapp
step: H
confidence: high
about: A rule of the tests.
when: {claim: {typo: generic_benefit}}
message: "words"
why: None.
remedy: None.
rewrite: "[words]"
cite: [cma_p6]
false_positives: []
fires: [{text: Our bottle is eco-friendly.}]
silent: [{text: The office opens at nine.}]
"""


@dataclass(frozen=True)
class Outcome:
    """What a command did."""

    code: int
    stdout: str
    stderr: str


Runner = Callable[..., Outcome]


def _pdf(path: Path, *lines: str, encrypt: StandardEncryption | None = None, box: bool = False) -> None:
    canvas = Canvas(str(path), encrypt=encrypt, invariant=True)
    for number, line in enumerate(lines):
        canvas.drawString(72, 720 - 20 * number, line)
    if box:
        canvas.setFillGray(0.5)
        canvas.rect(100, 100, 300, 500, fill=1)
    canvas.showPage()
    canvas.save()


def _pages(path: Path, *texts: str) -> None:
    canvas = Canvas(str(path), invariant=True)
    for text in texts:
        canvas.drawString(72, 720, text)
        canvas.showPage()
    canvas.save()


def fill_desk(desk: Path) -> None:
    """Write every kind of good and bad input."""
    (desk / "bad.md").write_text(BAD)
    (desk / "good.md").write_text(GOOD)
    (desk / "nothing.md").write_text(NOTHING)
    (desk / "copy").mkdir()
    (desk / "copy" / "one.md").write_text(BAD)
    (desk / "copy" / "two.txt").write_text(GOOD)
    (desk / "no-reports").mkdir()
    (desk / "no-reports" / "sheet.csv").write_text("a,b\n")
    (desk / "empty.md").write_text("")
    (desk / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (desk / "undecodable.txt").write_bytes("Die Größe der Tür. ".encode() * 20 + b"Our bottle is eco\xff-friendly. ")
    (desk / "broken.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog\n" + b"garbage \xff\xfe" * 200)
    _pdf(desk / "report.pdf", *[line.strip() for line in (BAD, GOOD)])
    _pages(desk / "pages.pdf", *(f"Our {name} is eco-friendly." for name in ("bottle", "box", "tin")))
    _pdf(desk / "locked.pdf", BAD.strip(), encrypt=StandardEncryption("secret", canPrint=0))
    _pdf(desk / "scan.pdf", box=True)
    (desk / "rules").mkdir()
    (desk / "rules" / "GEN-901-test-rule.yml").write_text(RULE)


@pytest.fixture(scope="session")
def full_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every kind of input, made once; tests work on copies of it."""
    folder = tmp_path_factory.mktemp("desk")
    fill_desk(folder)
    return folder


@pytest.fixture
def desk(tmp_path: Path, full_desk: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with every kind of input; no setting of the machine reaches it."""
    shutil.copytree(full_desk, tmp_path, dirs_exist_ok=True, copy_function=shutil.copyfile)
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "CLAIMCHECK_DEBUG", "PRE_COMMIT", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.fixture
def command(desk: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Runner:
    """Run a command line in this process, on the desk."""

    def runner(arguments: Sequence[str], *, stdin: str = "", env: dict[str, str] | None = None) -> Outcome:
        for name, value in (env or {}).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsysbinary.readouterr()
        code = run(list(arguments))
        captured = capsysbinary.readouterr()
        return Outcome(code, captured.out.decode(), captured.err.decode())

    return runner
