"""The README says what is so: its commands run, and the output shown is what they print."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import shown
from generated import TABLES
from shown import FENCE

Expect = Callable[[Path, str], None]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def desk(root: Path, readme: str, tmp_path: Path) -> Path:
    """A folder as the reader has it: the fixtures that the README names, and the draft that it shows."""
    for folder in set(re.findall(r"\bfixtures/([\w-]+)", readme)):
        shutil.copytree(root / "fixtures" / folder, tmp_path / "fixtures" / folder)
    draft = next(body for language, body in FENCE.findall(readme) if language == "markdown")
    (tmp_path / "draft.md").write_text(draft, encoding="utf-8")
    return tmp_path


def _command_under(readme: str, heading: str) -> str:
    """The first line of the first fenced block after a heading."""
    section = re.split(rf"^## {re.escape(heading)}$", readme, flags=re.MULTILINE)
    assert len(section) == 2, f"one heading {heading}"
    block = FENCE.search(section[1])
    assert block is not None
    return block[2].splitlines()[0]


def test_the_readme_shows_what_is_so(
    root: Path, readme: str, desk: Path, run_claimcheck: Run, expect: Expect, updating: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(desk)
    text = shown.made_anew(readme, run_claimcheck, root, desk, updating=updating)
    expect(root / "README.md", shown.with_tables(shown.retold(text, "README.md"), TABLES))


def test_it_is_read_in_three_minutes(readme: str) -> None:
    prose = re.sub(r"^(?:\||<!--|#).*$", "", FENCE.sub("", readme), flags=re.MULTILINE)
    assert len(prose.split()) <= 700
    assert readme.index("```console") < 1200, "input and output stand on the first screen"


def test_run_it_audits_a_report(readme: str, desk: Path, run_claimcheck: Run) -> None:
    steps = _command_under(readme, "Run it").split(" && ")
    assert steps[:2] == ["python3 -m venv .venv", ".venv/bin/pip install -q ."]
    program, *arguments = shlex.split(steps[2])
    assert program == ".venv/bin/claimcheck"
    done = run_claimcheck(*arguments, cwd=desk)
    assert done.returncode == 0, done.stderr
    assert "claims" in done.stdout


def test_ci_runs_the_test_command_verbatim(root: Path, readme: str) -> None:
    script = (root / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert script[0] == "#!/usr/bin/env bash"
    assert "set -euo pipefail" in script
    assert script[-1] == _command_under(readme, "Test it")
    assert (root / ".ci" / "run").stat().st_mode & 0o100, "executable"


def test_contributing_says_the_one_place_of_each_change(root: Path) -> None:
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (Add [^\n]+)\n(.*?)(?=^## )", text, re.MULTILINE | re.DOTALL))
    kinds = ("a rule", "a word", "a language", "an input format", "an output format", "a jurisdiction", "a legal test")
    assert set(sections) == {f"Add {kind}" for kind in kinds}
    for body in sections.values():
        assert body.startswith("One place: ")
        assert len(body.strip().splitlines()) <= 10
    paths = re.findall(r"`((?:src|rules|tests)/[\w./-]+)`", text)
    assert paths
    assert [path for path in paths if not (root / path).exists()] == []
