"""Several processes: their results in order, what becomes of one that dies, and scripts that start them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

import claimcheck
from claimcheck import api
from claimcheck.workers import shared

SOURCE = Path(__file__).resolve().parents[2] / "src"
WORK = """\
import os, signal
from claimcheck.api import _audit_in_worker
from claimcheck.errors import UsageError

def prepare(recipe):
    if recipe == "faulty":
        raise UsageError("the recipe is faulty", code="faulty", hint="mend it")

def work(item, options):
    if item == "poison":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "dies twice":
        deaths = os.path.join(options, "deaths")
        with open(deaths, "a") as file:
            file.write("x")
        if os.path.getsize(deaths) <= 2:
            os.kill(os.getpid(), signal.SIGKILL)
    if item == "fault":
        raise UsageError("the item is faulty", code="faulty")
    if options:
        open(os.path.join(options, str(item)), "w").close()
    return f"{item} " * (40_000 if options else 1)

def audit(path, options):
    if path.endswith("poison.md"):
        os.kill(os.getpid(), signal.SIGKILL)
    return _audit_in_worker(path, options)
"""
SCRIPT = """\
import sys, claimcheck
documents = claimcheck.Auditor().stream(sys.argv[1:], jobs=2)
print([len(document.claims) for document in documents])
"""


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Functions in a module that other processes can import."""
    (tmp_path / "work_of_tests.py").write_text(WORK)
    monkeypatch.syspath_prepend(tmp_path)
    sys.modules.pop("work_of_tests", None)
    return __import__("work_of_tests")


def test_results_come_in_order_and_a_dead_process_loses_one_item(module: ModuleType) -> None:
    items = ["a", "poison", "b", "c", "poison", *"defgh"]
    results = list(shared(items, 2, module.work, None, module.prepare, None))
    assert results == ["a ", None, "b ", "c ", None, *(f"{one} " for one in "defgh")]


def test_an_item_is_given_to_another_process_as_often_as_that_is_wanted(module: ModuleType, tmp_path: Path) -> None:
    results = list(shared(["a", "dies twice", "b"], 2, module.work, str(tmp_path), module.prepare, None, retries=2))
    assert [one and one.split(" ")[0] for one in results] == ["a", "dies", "b"]


@pytest.mark.parametrize(("items", "recipe"), [(["a", "b"], "faulty"), (["a", "fault", "b"], None)])
def test_what_a_process_raises_is_raised_here(module: ModuleType, items: list[str], recipe: str | None) -> None:
    with pytest.raises(claimcheck.ClaimcheckError, match="is faulty") as caught:
        list(shared(items, 2, module.work, None, module.prepare, recipe))
    assert caught.value.code == "faulty"


def test_results_wait_for_whoever_takes_them(module: ModuleType, tmp_path: Path) -> None:
    done = tmp_path / "done"
    done.mkdir()
    results = shared(range(60), 2, module.work, str(done), module.prepare, None)
    assert next(results) == "0 " * 40_000
    time.sleep(0.3)
    assert len(list(done.iterdir())) < 20, "nobody has taken the others yet"
    assert len(list(results)) == 59


def test_a_file_whose_process_dies_is_named_and_the_others_go_on(
    module: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "_audit_in_worker", module.audit)
    paths = [tmp_path / f"{name}.md" for name in ("one", "poison", "three", "two")]
    for path in paths:
        path.write_text("Our bottle is eco-friendly.")
    told: list[tuple[str, int, int]] = []
    auditor = claimcheck.Auditor()
    report = auditor.report(list(auditor.stream(paths, jobs=2, progress=lambda *where: told.append(where))))
    assert report.exit_code == 3
    found = {Path(one.path).stem: [problem.code for problem in one.problems] for one in report.documents}
    assert found == {"one": [], "poison": ["worker-lost"], "three": [], "two": []}
    assert [one.status for one in report.documents] == ["complete", "unreadable", "complete", "complete"]
    assert sum(len(one.claims) for one in report.documents) == 3
    assert told == [(str(path), 1, 1) for path in paths]


def test_a_script_starts_processes_without_a_guard(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.md").write_text("Our bottle is eco-friendly.")
    done = subprocess.run(
        [sys.executable, script.name, "a.md", "b.md", "c.md"], cwd=tmp_path, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)}, check=False,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("[1, 1, 1]\n", "")
