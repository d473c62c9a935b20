"""What runs elsewhere: the workflows run the documented commands, on all that is promised, and trust nobody."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

Expect = Callable[[Path, str], None]
ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
MINUTES = 120  # that a job may take


def jobs(name: str) -> dict[str, Any]:
    """The jobs of a workflow."""
    path = ROOT / ".github" / "workflows" / name
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    return found


def commands(job: dict[str, Any]) -> list[str]:
    """What a job runs in a shell."""
    return [step["run"].strip() for step in job["steps"] if "run" in step]


def test_the_lowest_versions_are_those_of_the_project(expect: Expect) -> None:
    extras = PROJECT["optional-dependencies"]
    needed = [*PROJECT["dependencies"], *(one for name in extras if name != "test" for one in extras[name])]
    lines = {re.sub(r"\[.*\]", "", one).replace(">=", "==") for one in needed}
    expect(ROOT / "ci" / "lowest.txt", "".join(f"{line}\n" for line in sorted(lines)))


def test_every_requirement_has_a_lowest_version() -> None:
    extras = PROJECT["optional-dependencies"].values()
    needed = [*PROJECT["dependencies"], *(one for extra in extras for one in extra)]
    assert [one for one in needed if ">=" not in one] == []


def test_the_suite_runs_as_documented_on_each_system_and_version() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    suite = jobs("tests.yml")["suite"]
    (command,) = commands(suite)
    assert command.replace("$BIN", "bin") in readme.split("\n## Test it\n")[1].splitlines()
    versions = [one.rpartition(" ")[2] for one in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", one)]
    assert suite["strategy"]["matrix"]["python"] == versions
    (lowest,) = commands(jobs("tests.yml")["lowest"])
    assert lowest.replace("-c ci/lowest.txt ", "") == command.replace("$BIN", "bin")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_no_rights_and_only_actions_that_cannot_change(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"uses: (.+)", text)
    assert [one for one in used if not PINNED.fullmatch(one)] == []
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets." not in text
    for job in workflow["jobs"].values():
        assert "permissions" not in job
        assert job["timeout-minutes"] <= MINUTES
        (checkout,) = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
        assert checkout["with"]["persist-credentials"] is False


def test_what_is_mutated_and_what_kills_it_is_there() -> None:
    setting = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    named = [*setting["only_mutate"], *setting["pytest_add_cli_args_test_selection"], *setting["also_copy"]]
    assert [one for one in named if not list(ROOT.glob(one.partition("::")[0]))] == []
