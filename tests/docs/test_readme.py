"""The README says what is so: its commands run, and the output shown is what they print."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

import claimcheck
from claimcheck.cli.evaluation import summary
from claimcheck.config.file import load
from claimcheck.gold.evaluate import evaluate
from claimcheck.rulepack.describe import family_table

Expect = Callable[[Path, str], None]
Run = Callable[..., subprocess.CompletedProcess[str]]
# Two tests may rewrite the README: they must not do it at the same time.
pytestmark = pytest.mark.xdist_group("readme")
# Law changes with the date; the output in the README is that of this day.
AS_OF = ("--as-of", "2026-11-25")
# How many rules there are and their hash: they change with every rule, and are those of the last update.
PACK = re.compile(r"\(\d+ rules, [0-9a-f]{12}\)")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECTION = re.compile(r"(<!-- families: [^\n]+ -->\n).*?(<!-- end of families -->)", re.DOTALL)

GOLD = re.compile(r"(<!-- gold: [^\n]+ -->\n).*?(<!-- end of gold -->)", re.DOTALL)


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def desk(root: Path, readme: str, tmp_path: Path) -> Path:
    """A folder as the reader has it: the fixtures, and the draft that the README shows."""
    shutil.copytree(root / "fixtures", tmp_path / "fixtures")
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


def _rerun(block: str, run: Run, desk: Path) -> Iterator[str]:
    """The block with the output that its commands give now."""
    for line in block.splitlines():
        if line.startswith("$ "):
            program, *arguments = shlex.split(line[2:])
            assert program == "claimcheck"
            done = run(*arguments, *AS_OF, cwd=desk)
            assert done.returncode in (0, 1), done.stderr
            assert done.stdout, done.stderr
            yield f"{line}\n{done.stdout.rstrip()}\n"


def test_the_output_shown_is_what_the_commands_print(
    root: Path, readme: str, desk: Path, run_claimcheck: Run, expect: Expect, updating: bool
) -> None:
    def rerun(match: re.Match[str]) -> str:
        if match[1] != "console":
            return match[0]
        block = "".join(_rerun(match[2], run_claimcheck, desk))
        pack = PACK.search(match[2])
        if pack and not updating:
            block = PACK.sub(pack[0], block)
        return f"```console\n{block}```"

    expect(root / "README.md", FENCE.sub(rerun, readme))


def test_the_table_of_families_is_up_to_date(root: Path, expect: Expect) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    table = family_table(claimcheck.load_rulepack())
    expect(root / "README.md", SECTION.sub(lambda match: f"{match[1]}\n{table}\n\n{match[2]}", text))


def test_the_figures_on_our_gold_set_are_up_to_date(root: Path, fixtures: Path, expect: Expect) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    figures = summary(evaluate(fixtures / "gold", lang="en"))
    assert GOLD.search(text)
    expect(root / "README.md", GOLD.sub(lambda match: f"{match[1]}\n{figures}\n\n{match[2]}", text))


def test_the_python_shown_runs(readme: str, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    shown = "\n".join(body for language, body in FENCE.findall(readme) if language == "pycon")
    examples = doctest.DocTestParser().get_doctest(shown, {}, "README.md", "README.md", 0)
    result = doctest.DocTestRunner().run(examples)
    assert result.attempted >= 4
    assert result.failed == 0


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


def test_links_lead_somewhere(root: Path) -> None:
    for page in ("README.md", "CONTRIBUTING.md", "rules/README.md"):
        path = root / page
        targets = re.findall(r"\]\(([\w./-]+)\)", path.read_text(encoding="utf-8"))
        assert [target for target in targets if not (path.parent / target).exists()] == []


def test_contributing_says_the_one_place_of_each_change(root: Path) -> None:
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (Add [^\n]+)\n(.*?)(?=^## )", text, re.MULTILINE | re.DOTALL))
    kinds = ("a rule", "a word", "a language", "an input format", "an output format", "a jurisdiction")
    assert set(sections) == {f"Add {kind}" for kind in kinds}
    for body in sections.values():
        assert body.startswith("One place: ")
        assert len(body.strip().splitlines()) <= 10
    paths = re.findall(r"`((?:src|rules|tests)/[\w./-]+)`", text)
    assert paths
    assert [path for path in paths if not (root / path).exists()] == []


def test_the_configuration_shown_is_one(readme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (shown,) = (body for language, body in FENCE.findall(readme) if language == "toml")
    (tmp_path / "claimcheck.toml").write_text(shown, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load("claimcheck.toml").of("ads/one.md")["medium"].value == "advert"


def test_the_comment_shown_allows_what_it_says(readme: str) -> None:
    (shown,) = (body for language, body in FENCE.findall(readme) if language == "html")
    context = claimcheck.Context(audience="consumer", as_of=date(2026, 11, 25))
    report = claimcheck.Auditor(context=context).audit_bytes(shown.encode(), path="kettle.md")
    states = {one.rule: one.state for claim in report.documents[0].claims for one in claim.findings}
    assert states["NEU-001"] == "suppressed"
