"""The pages on registers show what is so: files are those of the fixtures, output is that of the commands."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import claimcheck
from claimcheck.config.file import load
from claimcheck.evidence.evidence_documents import CODES
from claimcheck.model.evidence import SOON
from claimcheck.report.trace import SLOTS

Expect = Callable[[Path, str], None]
Run = Callable[..., subprocess.CompletedProcess[str]]
FENCE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"<!-- file: (\S+) -->\n(?:\n^```\w+\n.*?^```\n)?", re.MULTILINE | re.DOTALL)
# How many rules there are and their hash change with every rule.
PACK = re.compile(r"\(\d+ rules, [0-9a-f]{12}\)")


def _rerun(block: str, run: Run, desk: Path) -> Iterator[str]:
    for line in block.splitlines():
        if line.startswith("$ "):
            done = run(*shlex.split(line[2:])[1:], cwd=desk)
            assert done.returncode in (0, 1), done.stderr
            yield f"{line}\n{done.stdout.rstrip()}\n"


@pytest.mark.parametrize("name", ["evidence", "claims"])
def test_the_page_shows_what_is_so(
    root: Path, tmp_path: Path, run_claimcheck: Run, expect: Expect, updating: bool, name: str
) -> None:
    for folder in ("register", "claims"):
        shutil.copytree(root / "fixtures" / folder, tmp_path / "fixtures" / folder)
    page = root / "docs" / f"{name}.md"

    def rerun(match: re.Match[str]) -> str:
        block = "".join(_rerun(match[1], run_claimcheck, tmp_path))
        pack = PACK.search(match[1])
        if pack and not updating:
            block = PACK.sub(pack[0], block)
        return f"```console\n{block}```"

    def file(match: re.Match[str]) -> str:
        language = {".md": "markdown", ".yml": "yaml"}[Path(match[1]).suffix]
        text = (root / match[1]).read_text(encoding="utf-8")
        return f"<!-- file: {match[1]} -->\n\n```{language}\n{text}```\n"

    text = page.read_text(encoding="utf-8")
    expect(page, FENCE.sub(rerun, FILE.sub(file, text)))


def test_the_table_has_every_code(root: Path) -> None:
    text = (root / "docs" / "evidence.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(evidence-[\w-]+)` \|", text)) == set(CODES)
    assert f"within\n{SOON.days} days" in text


def test_the_page_says_what_every_slot_means(root: Path) -> None:
    text = (root / "docs" / "evidence.md").read_text(encoding="utf-8")
    told = re.search(r"^\| slot \|.*?\n\n|^\| slot \|.*\Z", text, re.MULTILINE | re.DOTALL)
    assert told is not None
    assert dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", told[0], re.MULTILINE)) == SLOTS


def test_the_credits_told_are_those_of_the_rules(root: Path) -> None:
    text = " ".join((root / "docs" / "evidence.md").read_text(encoding="utf-8").split())
    credit = claimcheck.load_rulepack().scoring.place_credit
    told = re.search(r": ([\d.]+) in reports, on web pages and in press texts, ([\d.]+) in adverts", text)
    assert told is not None
    assert {credit[name]["register"] for name in ("report", "web", "press")} == {float(told[1])}
    assert {credit[name]["register"] for name in ("advert", "pack")} == {float(told[2])}


def test_the_configuration_on_the_page_is_one(root: Path, tmp_path: Path) -> None:
    text = (root / "docs" / "evidence.md").read_text(encoding="utf-8")
    [shown] = re.findall(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert tomllib.loads(shown)["evidence"] == ["claimcheck-evidence.yml"]
    (tmp_path / "claimcheck.toml").write_text(shown, encoding="utf-8")
    [value] = load(str(tmp_path / "claimcheck.toml")).of(None)["evidence"].value
    assert Path(value).resolve() == tmp_path / "claimcheck-evidence.yml"
