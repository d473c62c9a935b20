"""What others plug into their pipelines: the hook, the action and its script, the GitLab job."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimcheck.cli.commands import audit, check

BASH = shutil.which("bash")
GIT = shutil.which("git")
pytestmark = pytest.mark.skipif(BASH is None or GIT is None, reason="needs bash and git")
BAD = "Our new bottle is eco-friendly.\n"


def _loaded(root: Path, name: str) -> Any:
    return yaml.safe_load((root / name).read_text(encoding="utf-8"))


def _options(command: Any) -> set[str]:
    return {name for param in command.params for name in (*param.opts, *param.secondary_opts)}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one file before and two after the commit that the branch ``base`` names."""
    desk = tmp_path / "repository"
    desk.mkdir()
    _git(desk, "init", "-q")
    _git(desk, "config", "user.email", "team@example.com")
    _git(desk, "config", "user.name", "team")
    (desk / "old.md").write_text(BAD)
    _commit(desk)
    _git(desk, "branch", "base")
    (desk / "new one.md").write_text(BAD)
    (desk / "picture.png").write_bytes(b"\x89PNG")
    _commit(desk)
    return desk


def _git(desk: Path, *arguments: str) -> None:
    subprocess.run([str(GIT), *arguments], cwd=desk, check=True, capture_output=True, timeout=60)


def _commit(desk: Path) -> None:
    _git(desk, "add", "-A")
    _git(desk, "commit", "-q", "-m", "copy")


def _act(root: Path, desk: Path, **inputs: str) -> tuple[int, str, str, str]:
    """Run the script of the action; its exit code, what it printed, the summary of the step, and its outputs."""
    tools = desk.parent / "tools"
    tools.mkdir(exist_ok=True)
    command = tools / "claimcheck"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m claimcheck "$@"\n')
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    summary, output = desk.parent / "summary.md", desk.parent / "output"
    environment = {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(root / "src"),
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_OUTPUT": str(output),
        **inputs,
    }
    done = subprocess.run(
        [str(BASH), str(root / "ci/github.sh")],
        cwd=desk, env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    told = [path.read_text() if path.exists() else "" for path in (summary, output)]
    return done.returncode, done.stdout + done.stderr, told[0], told[1]


def test_everything_is_checked_and_told_in_three_places(root: Path, repository: Path) -> None:
    code, printed, summary, output = _act(root, repository, SARIF="claimcheck.sarif")
    assert code == 1
    assert "::error file=old.md,line=1" in printed
    assert "new one.md" in printed
    assert summary.startswith("# Claims and their evidence")
    assert output == "exit-code=1\n"
    log = json.loads((repository / "claimcheck.sarif").read_text())
    assert log["version"] == "2.1.0"
    assert log["runs"][0]["results"]


def test_only_what_changed_is_checked(root: Path, repository: Path) -> None:
    (repository / "old.md").write_text(BAD + "\nOur tin is carbon neutral.\n")
    _commit(repository)
    code, printed, _, _ = _act(root, repository, DIFF="base")
    assert code == 1
    assert "file=new one.md,line=1" in printed
    assert "file=old.md,line=3" in printed
    assert "file=old.md,line=1" not in printed


def test_a_change_that_concerns_nobody_passes(root: Path, repository: Path) -> None:
    (repository / "code.py").write_text("pass\n")
    _commit(repository)
    code, printed, summary, output = _act(root, repository, DIFF="HEAD~1")
    assert (code, output) == (0, "exit-code=0\n")
    assert "none of the files that are read has changed" in printed
    assert "There was nothing to read." in summary


def test_a_commit_that_is_not_there_is_said(root: Path, repository: Path) -> None:
    code, printed, _, _ = _act(root, repository, DIFF="no-such-branch")
    assert code == 2
    assert "fetch it first" in printed


def test_settings_of_the_change_count_only_where_it_is_trusted(root: Path, repository: Path) -> None:
    (repository / "own.toml").write_text('[severity]\nGEN = "off"\n')
    _commit(repository)
    code, printed, _, _ = _act(root, repository, CONFIG="own.toml", DIFF="base")
    assert code == 2, "the commit from which changes count has no such file"
    assert "own.toml is taken from the commit" in printed
    assert _act(root, repository, CONFIG="own.toml", DIFF="base", UNTRUSTED="false")[0] == 0
    _git(repository, "branch", "-f", "base")
    (repository / "own.toml").write_text('[severity]\nGEN = "error"\n')
    (repository / "newer.md").write_text(BAD)
    _commit(repository)
    code, _, summary, _ = _act(root, repository, CONFIG="own.toml", DIFF="base")
    assert code == 0, "what the commit says counts"
    assert "these severities are set: GEN is off" in summary
    (repository / "claimcheck.toml").write_text('[severity]\nGEN = "off"\n')
    assert _act(root, repository, PATHS="newer.md")[0] == 1, "no configuration of the checkout counts"


def test_options_and_paths_are_handed_on(root: Path, repository: Path) -> None:
    code, printed, _, _ = _act(root, repository, ARGS="--fail-on never --jurisdiction 'uk'", PATHS="old.md\n\n")
    assert code == 0
    assert "old.md" in printed
    assert "new one.md" not in printed


def test_the_action_hands_over_what_its_script_reads(root: Path) -> None:
    action = _loaded(root, "action.yml")
    (step,) = [one for one in action["runs"]["steps"] if one.get("id") == "run"]
    script = (root / "ci/github.sh").read_text(encoding="utf-8")
    assert set(step["env"]) == {
        "COMMAND", "PATHS", "ARGS", "DIFF", "UNTRUSTED", "CONFIG", "BASELINE", "SARIF",
    }  # fmt: skip
    assert all(f"${{{name}:-" in script for name in step["env"])
    named = {value.split("inputs.")[1].rstrip("} ") for value in step["env"].values()}
    assert named <= set(action["inputs"])


def test_hooks_call_commands_with_options_that_there_are(root: Path) -> None:
    hooks = _loaded(root, ".pre-commit-hooks.yaml")
    assert {hook["id"] for hook in hooks} == {"claimcheck", "claimcheck-word"}
    for hook in hooks:
        # A runner names every file of a commit, also those that a folder would leave out.
        assert hook["entry"] == "claimcheck check --force-exclude"
        assert hook["require_serial"] is True, "a baseline counts over all files"
        assert {one for one in hook["args"] if one.startswith("-")} <= _options(check)


def test_the_hook_for_office_files_takes_no_others_whatever_folder_it_is_for(root: Path) -> None:
    (hook,) = [one for one in _loaded(root, ".pre-commit-hooks.yaml") if one["id"] == "claimcheck-word"]
    assert "files" not in hook, "a repository sets it anew"
    taken = [f"copy/a{ending}" for ending in (".docx", ".pptx", ".xlsx", ".odt", ".odp", ".ods", ".epub", ".eml")]
    left = ["copy/a.md", "copy/a.png", "copy/a.mp4", "copy/docx", "copy/a.docx.bak"]
    assert [name for name in (*taken, *left) if not re.search(hook["exclude"], name)] == taken


def test_the_gitlab_job_uses_options_and_formats_that_there_are(root: Path) -> None:
    (job,) = _loaded(root, "ci/gitlab.yml").values()
    (line,) = [one for one in job["script"] if one.startswith("claimcheck")]
    words = line.split()
    known = {f"CLAIMCHECK_{option[2:].upper()}" for option in _options(check)} | {
        "CLAIMCHECK_PATHS", "CLAIMCHECK_OPTIONS", "GIT_DEPTH",
    }  # fmt: skip
    assert job["variables"].keys() <= known
    assert job["variables"]["CLAIMCHECK_UNTRUSTED"] == "1"
    assert {one for one in words if one.startswith("--")} <= _options(check) & _options(audit)
    assert {one.split(":")[0] for one in words if ":" in one} == {"gitlab", "junit"}
    assert {one.split(":")[1] for one in words if ":" in one} == set(job["artifacts"]["reports"].values())


def test_the_image_is_built_from_what_a_build_needs(root: Path) -> None:
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    hook = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["hooks"]["custom"]["path"]
    assert f"COPY {hook} ./{hook}\n" in (root / "Dockerfile").read_text(encoding="utf-8")
    assert f"!{hook}\n" in (root / ".dockerignore").read_text(encoding="utf-8")
