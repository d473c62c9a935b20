"""Findings that a comment allows, in runs: which count, and what is said of a comment that allows nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

TEXT = """\
Our bottle is eco-friendly. <!-- claimcheck: allow GEN-001 reason="as agreed" -->

Our bags are eco-friendly. <!-- claimcheck: allow GEN-001 -->

Our hats are eco-friendly. <!-- claimcheck: allow GEN-001 reason="old" until=2024-02-01 -->
"""
NOTES = ("allow has no reason", "GEN-001 was allowed until 2024-02-01 and counts again")


@pytest.mark.parametrize("format_", ["concise", "json", "github"])
def test_why_an_allowed_finding_counts_is_said_beside_what_programs_read(
    command: Any, desk: Path, format_: str
) -> None:
    (desk / "copy.md").write_text(TEXT)
    done = command(["check", "copy.md", "--format", format_])
    assert done.code == 1
    for note, line in zip(NOTES, (3, 5), strict=True):
        assert f"note: copy.md:{line}: {note}\n" in done.stderr
        assert note not in done.stdout or format_ == "json"


@pytest.mark.parametrize("format_", ["concise", "github", "gitlab", "junit", "csv"])
def test_rules_that_do_not_run_are_said_beside_what_programs_read(command: Any, desk: Path, format_: str) -> None:
    assert "note:" not in command(["check", "bad.md", "--format", format_]).stderr
    (desk / "claimcheck.toml").write_text('[severity]\nGEN = "off"\n')
    done = command(["check", "bad.md", "--format", format_, "--ignore", "NEU"])
    assert done.code == 0
    assert "note: claimcheck.toml:1: these severities are set: GEN is off\n" in done.stderr
    assert "note: --ignore: these rules do not run: NEU\n" in done.stderr


@pytest.mark.parametrize(
    ("format_", "told"),
    [
        ("github", "::error file=broken.pdf::"),
        ("gitlab", '"path": "broken.pdf"'),
        ("csv", "\nbroken.pdf,"),
        ("junit", 'classname="broken.pdf"'),
    ],
)
def test_what_could_not_be_read_is_no_clean_file_for_programs(
    command: Any, desk: Path, format_: str, told: str
) -> None:
    done = command(["check", "broken.pdf", "missing.md", "nothing.md", "--format", format_])
    assert done.code == 3
    assert told in done.stdout
    assert told.replace("broken.pdf", "missing.md") in done.stdout
    assert told.replace("broken.pdf", "nothing.md") not in done.stdout


def test_a_report_for_people_says_it_itself(command: Any, desk: Path) -> None:
    (desk / "copy.md").write_text(TEXT)
    done = command(["check", "copy.md"])
    assert (done.code, done.stderr) == (1, "")
    for note in NOTES:
        assert note in done.stdout


def test_allowed_findings_are_counted_and_marked(command: Any, desk: Path) -> None:
    (desk / "copy.md").write_text(TEXT)
    told = json.loads(command(["check", "copy.md", "--format", "json"]).stdout)
    assert told["summary"]["by_state"]["suppressed"] == 1
    states = [finding["state"] for claim in told["documents"][0]["claims"] for finding in claim["findings"]]
    assert states == ["suppressed", "new", "new"]
    (desk / "copy.md").write_text(TEXT.splitlines()[0])
    done = command(["check", "copy.md", "--format", "concise", "--show-accepted"])
    assert (done.code, done.stderr) == (0, "0 new, 1 suppressed\n")
    assert "(suppressed: as agreed)" in done.stdout
