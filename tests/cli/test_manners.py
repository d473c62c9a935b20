"""How much a run says: accepted findings, the tail of ``concise``, quiet runs, counts, and what files are called."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest

from claimcheck.cli.config_commands import STARTER
from claimcheck.config.shapes import ConfigShape
from claimcheck.report.github import MOST

from .conftest import BAD, Runner

ALLOWED = 'Our tin is eco-friendly. <!-- claimcheck: allow GEN reason="as agreed" -->\n'
OTHER = "Our sustainable box is carbon neutral.\n"
CONCISE = ["--format", "concise"]


@pytest.fixture
def accepted(command: Runner, desk: Path) -> list[str]:
    """A call in which two findings are accepted, one is allowed and the others are new."""
    (desk / "all.md").write_text(f"{BAD}\n{ALLOWED}\nOur cup is eco-friendly.\n")
    assert command(["baseline", "write", "all.md"]).code == 0
    (desk / "all.md").write_text(f"{BAD}\n{ALLOWED}\nOur cup is eco-friendly.\n\n{OTHER}")
    return ["check", "all.md", "--baseline", "claimcheck-baseline.json"]


def test_accepted_findings_are_listed_where_somebody_asks(command: Runner, accepted: list[str]) -> None:
    done = command([*accepted, *CONCISE])
    new = done.stdout.splitlines()
    assert new
    assert all(line.startswith("all.md:7:") for line in new)
    assert done.stderr.splitlines()[-1] == f"{len(new)} new, 2 accepted, 1 suppressed"
    every = command([*accepted, *CONCISE, "--show-accepted"]).stdout.splitlines()
    assert len(every) == len(new) + 3
    assert sum("in the baseline" in line for line in every) == 2
    assert sum("suppressed" in line for line in every) == 1


def test_a_run_without_findings_has_no_tail(command: Runner, desk: Path) -> None:
    done = command(["check", "nothing.md", *CONCISE])
    assert (done.code, done.stdout, done.stderr) == (0, "", "")


def test_a_quiet_run_tells_what_was_not_read_and_no_more(command: Runner, accepted: list[str], desk: Path) -> None:
    (desk / "copy" / "names.json").write_text("{}")
    arguments = [*accepted, "copy", *CONCISE]
    assert "skipped" in command(arguments).stderr
    quiet = command([*arguments, "-q"])
    assert (quiet.stdout, quiet.stderr) == (command(arguments).stdout, "")
    assert "error: missing.md" in command([*arguments, "missing.md", "--quiet"]).stderr


def test_counts_take_the_place_of_the_report(command: Runner, accepted: list[str], desk: Path) -> None:
    counts = {one["rule"]: one for one in json.loads(command([*accepted, "--statistics", "--format", "json"]).stdout)}
    assert counts["GEN-001"] == {"findings": 3, "new": 0, "rule": "GEN-001", "name": "generic-benefit"}
    done = command([*accepted, "--statistics", "--output", "report.json"])
    assert done.code == 1
    heads, _, first, *_ = done.stdout.splitlines()
    assert heads.split() == ["findings", "new", "rule", "name"]
    assert first.split() == ["3", "0", "GEN-001", "generic-benefit"]
    assert json.loads((desk / "report.json").read_text())["documents"]
    assert command([*accepted, "--statistics", "--format", "sarif"]).code == 2
    assert command(["check", "nothing.md", "--statistics"]).stdout == "No findings.\n"


def test_less_sure_findings_can_be_left_out(command: Runner, desk: Path) -> None:
    (desk / "all.md").write_text(f"{BAD}\n{OTHER}\nWe make innovative, holistic, world-class green solutions.\n")

    def sure(*options: str) -> set[str]:
        report = json.loads(command(["check", "all.md", "--format", "json", *options]).stdout)
        return {one["confidence"] for claim in report["documents"][0]["claims"] for one in claim["findings"]}

    assert sure() > {"high"}
    assert sure("--min-confidence", "high") == {"high"}
    (desk / "claimcheck.toml").write_text('min-confidence = "high"\n')
    assert sure() == {"high"}
    told = command(["check", "all.md"]).stdout
    assert "findings of less than high confidence are left out" in " ".join(told.split())


def test_annotations_are_short(command: Runner, desk: Path) -> None:
    (desk / "all.md").write_text(f"{BAD}\n{OTHER}\nOur net zero shirt is biodegradable and cruelty-free.\n")
    lines = command(["check", "all.md", "--format", "github", "--min-score", "90"]).stdout.splitlines()
    messages = [unquote(line.split("::", 2)[2]) for line in lines]
    assert len(messages) > 3
    assert max(map(len, messages)) <= MOST == 300
    told = [message for message in messages if "claimcheck rule " in message]
    assert all(re.search(r"\nMore: claimcheck rule [A-Z]{3}-\d{3}$", message) for message in told)
    assert any(message.count("\n") == 2 for message in told), "with what closes the gap"


def test_the_name_of_a_file_tells_its_format(command: Runner, desk: Path) -> None:
    names = ("r.html", "r.sarif", "r.md", "r.json", "r.xml", "r.csv", "r.gitlab", "sub/R.JSONL")
    (desk / "sub").mkdir()
    done = command(["check", "bad.md", *(part for name in names for part in ("--output", name))])
    assert done.code == 1
    begins = ("<!", "{", "# ", "{", "<?xml", "path", "[", '{"kind"')
    for name, begin in zip(names, begins, strict=True):
        assert (desk / name).read_text(encoding="utf-8-sig").startswith(begin), name
    assert command(["check", "bad.md", "--output", "report.odd"]).code == 2


def test_rules_are_found_by_words(command: Runner) -> None:
    done = command(["rule", "Eco-Friendly"])
    assert done.code == 0
    assert done.stdout.startswith("GEN-001 generic-benefit: ")
    assert {"GEN-001", "SUP-002"} <= {
        one["id"] for one in json.loads(command(["rule", "eco-friendly", "--format", "json"]).stdout)
    }
    assert "there is no rule" in command(["rule", "blubberwort"]).stderr


def test_a_new_configuration_is_one_with_every_comment_a_setting(command: Runner, desk: Path) -> None:
    assert command(["init"]).code == 0
    assert (desk / "claimcheck.toml").read_text() == STARTER
    assert command(["check", "bad.md"]).code == 1
    again = command(["init"])
    assert (again.code, "is there already" in again.stderr) == (2, True)
    assert command(["init", "--force"]).code == 0
    settings = re.sub(r"^# (?=[\[a-z-]+( =|\]))", "", STARTER, flags=re.MULTILINE)
    assert ConfigShape.model_validate(tomllib.loads(settings)).per_path
    assert len(tomllib.loads(settings)) > 10


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("audience = consumer", "words stand in quotes"),
        ('[severity]\nGEN-001 = "of"', 'did you mean "off"?'),
        ('jurisdiction = "eu"', 'write ["eu"]'),
    ],
)
def test_slips_in_a_configuration_are_met_with_what_to_write(line: str, hint: str, command: Runner, desk: Path) -> None:
    (desk / "claimcheck.toml").write_text(line + "\n")
    done = command(["check", "bad.md"])
    assert done.code == 2
    assert f"hint: {hint}" in done.stderr


def test_alerts_lead_to_the_law_of_their_rule(command: Runner, desk: Path) -> None:
    log = json.loads(command(["check", "bad.md", "--format", "sarif"]).stdout)
    (rule, *_) = [one for one in log["runs"][0]["tool"]["driver"]["rules"] if one["id"] == "GEN-001"]
    report = json.loads(command(["check", "bad.md", "--format", "json"]).stdout)
    findings = report["documents"][0]["claims"][0]["findings"]
    (cited,) = [one["citations"] for one in findings if one["rule"] == "GEN-001"]
    assert rule["helpUri"] == next(one["url"] for one in cited if one["url"])
