"""A checkout that strangers may write to: what it may not do to the run, and what ``--untrusted`` does not heed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

import claimcheck
from claimcheck.errors import UsageError
from claimcheck.read.limits import Limits
from claimcheck.report.files import FILE_FORMATS

from .conftest import BAD, Runner

SECRET = "The password is hunter2; in 2024 our total Scope 3 emissions were 990,000 t CO2e.\n"
CLAIM = "In 2024 our total Scope 3 emissions were 12,000 t CO2e.\n"
DIGITS = "9" * 6_000

TOML = {
    "a number of thousands of digits": f"jobs = {DIGITS}\n",
    "brackets without end": "[" * 5_000,
    "values without end": "lang = " + "[" * 5_000,
    "a key of thousands of parts": "a." * 20_000 + "a = 1\n",
    "a quoted key of thousands of parts": "'a' . " * 20_000 + "a = 1\n",
    "a table of thousands of parts": "[" + "a." * 20_000 + "a]\n",
    "NUL in a path of evidence": 'evidence = ["a\\u0000b"]\n',
    "NUL in a path of a section": '[[per-path]]\npaths = ["*"]\nevidence = ["a\\u0000b"]\n',
    "NUL in a baseline": 'baseline = "a\\u0000b"\n',
    "NUL in what is extended": 'extends = "a\\u0000b"\n',
    "no number as a limit": "[read-limit]\nseconds = nan\n",
    "a limit without end": "[read-limit]\nseconds = inf\n",
    "a limit above any": "[read-limit]\nmemory = 100000000000000000000\n",
}


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside of the checkout."""
    return tmp_path_factory.mktemp("elsewhere")


@pytest.mark.parametrize("name", TOML)
def test_no_configuration_breaks_the_run(name: str, command: Runner, desk: Path) -> None:
    (desk / "claimcheck.toml").write_text(TOML[name])
    done = command(["check", "bad.md"])
    assert done.code == 2, done.stderr
    assert "error: " in done.stderr
    assert "defect" not in done.stderr
    # A parser takes seconds and more than a gibibyte for such a key.
    assert ("too many parts" in done.stderr) is ("parts" in name)


@pytest.mark.parametrize("text", ['{"schema": ' + DIGITS + "}", "[" * 100_000, '{"findings": [{"count": ' + DIGITS])
def test_no_baseline_breaks_the_run(text: str, command: Runner, desk: Path) -> None:
    (desk / "base.json").write_text(text)
    done = command(["check", "bad.md", "--baseline", "base.json"])
    assert (done.code, "defect" in done.stderr) == (2, False), done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
@pytest.mark.parametrize("options", [["--baseline", "pipe"], ["--config", "pipe"]])
def test_a_pipe_is_not_waited_for(options: list[str], command: Runner, desk: Path) -> None:
    os.mkfifo(desk / "pipe")
    done = command(["check", "bad.md", *options])
    assert done.code == 2
    assert "no regular file" in done.stderr


def test_patterns_of_a_section_take_no_time(command: Runner, desk: Path) -> None:
    # With the power of the stars, this would never end.
    (desk / "claimcheck.toml").write_text('[[per-path]]\npaths = ["' + "*a" * 25 + 'b"]\nlang = "de"\n')
    name = "a" * 150 + ".md"
    (desk / name).write_text(BAD)
    assert command(["check", name]).code == 1


def test_a_folder_of_evidence_has_an_end(command: Runner, desk: Path) -> None:
    many = desk / "many"
    for number in range(12):
        (many / str(number)).mkdir(parents=True)
        (many / str(number) / "proof.md").write_text("We measured our emissions.\n")
    told = "there is more than is looked through for evidence"
    for limit, first in (("evidence-files=5", "(5)"), ("evidence-bytes=60", "(2)")):
        done = command(["check", "bad.md", "--evidence", "many", "--read-limit", limit])
        assert done.code == 3
        assert f"{told}: the first files {first} were" in done.stderr
    assert told not in command(["check", "bad.md", "--evidence", "many"]).stderr
    # Of empty folders the search ends, too.
    for number in range(12, 80):
        (many / str(number)).mkdir()
    assert command(["check", "bad.md", "--evidence", "many", "--read-limit", "evidence-files=2"]).code == 3


def test_nothing_is_written_through_a_planted_link(command: Runner, desk: Path, elsewhere: Path) -> None:
    victim = elsewhere
    (victim / "file").write_text("as it was")
    (desk / "claimcheck.sarif").symlink_to(victim / "file")
    (desk / "out").symlink_to(victim)
    for name in ("claimcheck.sarif", "out/new.sarif", str(desk / "claimcheck.sarif")):
        done = command(["check", "bad.md", "--output", f"sarif:{name}"])
        assert done.code == 2, name
        assert "written through a link" in done.stderr
    assert [(one.name, one.read_text()) for one in victim.iterdir()] == [("file", "as it was")]
    done = command(["check", "bad.md", "--output", f"sarif:{victim / 'file'}"])
    assert done.code == 1, "what is named itself is asked for"
    assert json.loads((victim / "file").read_text())["version"] == "2.1.0"


@pytest.mark.parametrize("char", ["\ufffe", "\uffff"])
def test_what_xml_cannot_hold_breaks_no_format(char: str, desk: Path, command: Runner) -> None:
    (desk / "odd.md").write_text(f"Our bottle is eco-friendly{char} and carbon neutral.\n", encoding="utf-8")
    done = command(["check", "odd.md", "--format", "junit", "--output", "xlsx:o.xlsx", "--output", "dossier:o.docx"])
    assert done.code == 1, done.stderr
    assert ElementTree.fromstring(done.stdout.partition("\n")[2]).findall(".//failure")
    assert (desk / "o.xlsx").stat().st_size
    assert (desk / "o.docx").stat().st_size
    assert {"xlsx", "dossier"} <= set(FILE_FORMATS)


@pytest.mark.parametrize(("limit", "value"), [("seconds", float("nan")), ("memory", 10**20), ("seconds", float("inf"))])
def test_limits_are_numbers_that_machines_have(limit: str, value: float) -> None:
    with pytest.raises(UsageError, match="does not fit"):
        Limits(**{limit: value})  # type: ignore[arg-type]


def _muting(report: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["place"], one["message"]) for one in report["problems"] if one["code"] == "setting-mutes"]


MUTING = """\
ignore = ["NEU"]
terms = ["eco-friendly"]
min-severity = "error"

[severity]
GEN = "off"
"""


def test_what_settings_take_away_is_told(command: Runner, desk: Path) -> None:
    (desk / "claimcheck.toml").write_text(MUTING)
    (desk / "sub").mkdir()
    (desk / "sub" / "claimcheck.toml").write_text('select = ["STY"]\n')
    (desk / "sub" / "a.md").write_text(BAD)
    done = command(["check", "bad.md", "sub/a.md", "--format", "json", "--accept", "no-text"])
    assert done.code == 0
    assert _muting(json.loads(done.stdout)) == [
        ("--accept", "these problems are notes: no-text"),
        ("claimcheck.toml:1", "these rules do not run: NEU"),
        ("claimcheck.toml:5", "these severities are set: GEN is off"),
        ("claimcheck.toml:3", "findings below error are left out"),
        ("claimcheck.toml:2", "these claim nothing by themselves: eco-friendly"),
        ("sub/claimcheck.toml:1", "only these rules run: STY"),
    ]
    text = " ".join(command(["check", "bad.md"]).stdout.split())
    assert "claimcheck.toml:5: these severities are set: GEN is off" in text
    asked = command(["check", "bad.md", "--isolated", "--select", "STY,GEN-002", "--format", "concise"])
    assert "note: --select: only these rules run: STY, GEN-002\n" in asked.stderr


EXCUSES = {
    "a comment": {"bad.md": BAD.strip() + ' <!-- claimcheck: allow GEN reason="as agreed" -->\n'},
    "a comment for the file": {"bad.md": '<!-- claimcheck: allow-file GEN,NEU reason="x" -->\n\n' + BAD},
    "a severity": {"claimcheck.toml": '[severity]\nGEN = "off"\n'},
    "rules that do not run": {"claimcheck.toml": 'ignore = ["GEN"]\n'},
    "rules that run": {"claimcheck.toml": 'select = ["STY"]\n'},
    "terms": {"claimcheck.toml": 'terms = ["eco-friendly"]\n'},
    "who reads it": {"claimcheck.toml": 'audience = "investor"\nmedium = "report"\nfail-on = "never"\n'},
    "a section": {"claimcheck.toml": '[[per-path]]\npaths = ["*"]\n[per-path.severity]\nGEN = "off"\n'},
    "a project file": {"pyproject.toml": '[tool.claimcheck]\nignore = ["GEN"]\n'},
    "git": {".gitignore": "*.md\n"},
    "our own file": {".claimcheckignore": "*.md\n"},
    "exclusion": {"claimcheck.toml": 'exclude = ["*.md"]\n'},
}


@pytest.mark.parametrize("name", EXCUSES)
def test_an_untrusted_checkout_does_not_excuse_itself(
    name: str, command: Runner, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = elsewhere
    monkeypatch.chdir(desk)
    for path, text in {"bad.md": BAD, **EXCUSES[name]}.items():
        (desk / path).write_text(text)
    (desk / "ok.txt").write_text("The office opens at nine.\n")
    assert command(["check", "."]).code == 0, "an excuse, where the checkout is trusted"
    done = command(["check", ".", "--untrusted", "--format", "concise"])
    assert done.code == 1
    assert "bad.md" in done.stdout


def test_that_comments_are_not_heeded_is_told(command: Runner, desk: Path) -> None:
    (desk / "bad.md").write_text(EXCUSES["a comment"]["bad.md"])
    report = json.loads(command(["check", "bad.md", "--untrusted", "--format", "json"]).stdout)
    assert report["context"]["untrusted"] is True
    assert ("suppression-unheeded", "bad.md:1") in [
        (one["code"], one["place"]) for one in report["documents"][0]["problems"]
    ]


def test_answers_in_the_text_do_not_count() -> None:
    text = "---\nclaimcheck-facts:\n  credits: no\n---\n\nOur kettle is carbon neutral.\n"
    for untrusted in (False, True):
        context = claimcheck.Context(audience="consumer", untrusted=untrusted)
        (document,) = claimcheck.audit_text(text, context=context, format="markdown").documents
        asked = {question for claim in document.claims for one in claim.findings for question in one.questions}
        assert any("credit" in question or "offset" in question for question in asked) is untrusted


@pytest.mark.parametrize(
    "options",
    [["--baseline", "x.json"], ["--config", "x.toml"], ["--evidence", "."], ["--claims", "x.yml"], ["--rules", "."]],
)
def test_files_of_the_checkout_settle_nothing(options: list[str], command: Runner, desk: Path) -> None:
    for name in ("x.json", "x.toml", "x.yml"):
        (desk / name).write_text("")
    done = command(["check", "bad.md", "--untrusted", *options])
    assert done.code == 2
    assert f"{options[0]}: " in done.stderr
    assert "lies in the checkout" in done.stderr
    assert "git show" in done.stderr


def test_files_from_elsewhere_settle_what_they_say(command: Runner, desk: Path, elsewhere: Path) -> None:
    mine = elsewhere / "mine.toml"
    mine.write_text('ignore = ["GEN"]\nevidence = ["proof.md"]\n')
    (elsewhere / "proof.md").write_text("We measured our emissions.\n")
    assert command(["check", "bad.md", "--untrusted", "--config", str(mine)]).code == 0
    mine.write_text(f'evidence = ["{desk}"]\n')
    assert command(["check", "bad.md", "--untrusted", "--config", str(mine)]).code == 2


def test_nothing_outside_of_an_untrusted_checkout_is_read(command: Runner, desk: Path, elsewhere: Path) -> None:
    outside = elsewhere
    (outside / "strategy.md").write_text(SECRET)
    (desk / "claims.md").write_text(CLAIM)
    (desk / "claimcheck.toml").write_text(f'evidence = ["{outside}"]\n')
    (desk / "linked.md").symlink_to(outside / "strategy.md")
    arguments = ["audit", "claims.md", "linked.md", "--format", "json"]
    assert "990,000" in command(arguments).stdout, "where the checkout is trusted"
    done = command([*arguments, "--untrusted"])
    assert done.code == 3
    assert "990,000" not in done.stdout
    told = {one["place"] for one in json.loads(done.stdout)["problems"] if one["code"] == "outside-of-checkout"}
    assert told == {"linked.md"}
    assert command(["audit", str(outside / "strategy.md"), "--untrusted"]).code == 3


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_action_runs_no_module_of_the_checkout(root: Path, tmp_path: Path) -> None:
    action = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    (step,) = [one for one in action["runs"]["steps"] if "pip install" in one.get("run", "")]
    desk, tools, runner = tmp_path / "checkout", tmp_path / "tools", tmp_path / "runner"
    for folder in (desk / "pip", tools, runner):
        folder.mkdir(parents=True)
    (desk / "pip" / "__init__.py").write_text("")
    (desk / "pip" / "__main__.py").write_text("open('owned', 'w').close()\n")
    (tools / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (tools / "python").chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "RUNNER_TEMP": str(runner),
        "GITHUB_ACTION_PATH": str(tmp_path / "nothing"),
        "VERSION": "0.0.0",
        "PIP_NO_INDEX": "1",
    }
    done = subprocess.run(
        ["bash", "-c", step["run"]], cwd=desk, env=environment, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    assert "claimcheck-esg==0.0.0" in done.stderr, "the installer itself answers"
    assert not (desk / "owned").exists()


def test_actions_are_named_by_their_hash(root: Path) -> None:
    lines = [line for line in (root / "action.yml").read_text(encoding="utf-8").splitlines() if "uses: " in line]
    assert len(lines) == 2
    for line in lines:
        name, _, comment = line.partition(" # ")
        assert len(name.rpartition("@")[2]) == 40
        assert comment.startswith("v")
