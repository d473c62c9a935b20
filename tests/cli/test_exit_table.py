"""The exit code under every combination of findings, acceptance, input, configuration and output."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest

DAY = ["--as-of", "2026-10-01"]
FINDINGS = {
    "none": "The office opens at nine.",
    "below": "Our tray holds 45 % recycled plastic.",
    "at": "Our new bottle is eco-friendly.",
}
RULES = "GEN,CIR,SUP"
ACCEPTED = ("no", "baseline", "suppression", "expired baseline", "expired suppression")
INPUTS = {"whole": (), "in part": ("undecodable.txt",), "unreadable": ("empty.md",), "missing": ("no such.md",)}
FAULTS = ("none", "configuration", "target")
OUTPUTS = ("fine", "full disk")
FULL = Path("/dev/full")


def _expected(findings: str, accepted: str, input_: str, fault: str, output: str) -> int:
    """The contract: 130 > 4 > 2 > 3 > 1 > 0, and a fault of the call is said before anything is read."""
    if fault != "none":
        return 2
    if output == "full disk":
        return 4
    if input_ != "whole":
        return 3
    return int(findings == "at" and accepted in ("no", "expired baseline", "expired suppression"))


def _text(findings: str, accepted: str) -> str:
    until = {"suppression": "2027-01-01", "expired suppression": "2026-01-01"}.get(accepted)
    comment = f' <!-- claimcheck: allow {RULES} reason="quotes the award" until={until} -->' if until else ""
    return f"{FINDINGS[findings]}{comment}\n"


def _baseline(command: Any, desk: Path, accepted: str) -> list[str]:
    if "baseline" not in accepted:
        return []
    done = command(["baseline", "write", "copy.md", "--reason", "known", "--isolated", *DAY])
    assert done.code == 0, done.stderr
    file = desk / "claimcheck-baseline.json"
    values = json.loads(file.read_text())
    for entry in values["findings"]:
        entry["until"] = "2026-01-01" if accepted.startswith("expired") else "2027-01-01"
    file.write_text(json.dumps(values))
    return ["--baseline", file.name]


@pytest.mark.skipif(not FULL.exists(), reason="there is no full device here")
@pytest.mark.parametrize("accepted", ACCEPTED)
@pytest.mark.parametrize("findings", FINDINGS)
def test_the_exit_code_of_every_combination(findings: str, accepted: str, command: Any, desk: Path) -> None:
    (desk / "copy.md").write_text(_text(findings, accepted))
    (desk / "bad.toml").write_text("audiance = 'consumer'\n")
    (desk / "folder").mkdir()
    known = _baseline(command, desk, accepted)
    wrong = []
    for (name, more), fault, output in product(INPUTS.items(), FAULTS, OUTPUTS):
        arguments = ["check", "copy.md", *more, *known, *DAY, "--format", "concise", "--output", "json:r.json"]
        arguments += ["--config", "bad.toml"] if fault == "configuration" else ["--isolated"]
        arguments += ["--output", "csv:folder"] if fault == "target" else []
        arguments += ["--output", f"sarif:{FULL}"] if output == "full disk" else []
        wanted = _expected(findings, accepted, name, fault, output)
        done = command(arguments)
        if done.code != wanted:
            wrong.append((name, fault, output, done.code, wanted, done.stderr))
        written = desk / "r.json"
        if wanted in (2,):
            assert not written.exists(), "nothing was read, so nothing is written"
        elif wanted != 4:
            assert json.loads(written.read_text())["exit_code"] == wanted
        written.unlink(missing_ok=True)
        assert not list(desk.glob(".r.json*")), "nothing half is left"
        assert "Traceback" not in done.stderr
    assert wrong == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "bad.md", "--fail-on", "never"], 0),
        (["check", "bad.md", "empty.md", "--fail-on", "never"], 3),
        (["check", "bad.md", "--fail-on", "info"], 1),
        (["check", "good.md", "--min-score", "100"], 1),
        (["check", "good.md", "--min-score", "100", "--fail-on", "never"], 0),
        (["audit", "bad.md"], 0),
        (["audit", "bad.md", "--fail-on", "warning"], 1),
        (["check", "*.nothing"], 3),
        (["check", "no-reports"], 3),
        (["check", "empty.md", "--accept", "empty"], 0),
        (["check", "empty.md", "bad.md", "--accept", "empty"], 1),
        (["check"], 2),
        (["check", "bad.md", "--fail-on", "fatal"], 2),
        (["check", "bad.md", "--baseline", "no such.json"], 2),
        (["check", "bad.md", "--rules", "rules"], 2),
    ],
)
def test_thresholds_and_settings(arguments: list[str], code: int, command: Any) -> None:
    done = command([*arguments, "--isolated"])
    assert done.code == code, done.stderr


def test_unreadable_and_findings_together_are_both_told(command: Any) -> None:
    done = command(["check", "bad.md", "empty.md", "--isolated", "--format", "concise"])
    assert done.code == 3
    assert done.stdout.startswith("bad.md:1:19: GEN-001 error")
    assert "1 finding in what could be read, besides 1 problem" in done.stderr
