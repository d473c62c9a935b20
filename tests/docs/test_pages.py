"""The pages for users say what is so: commands print what is shown, tables are generated, Python runs, links lead."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import cli_page
import pytest
import shown
from generated import TABLES

import claimcheck
from claimcheck.config.file import load

Expect = Callable[[Path, str], None]
Run = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
# What a page runs finds the folders of fixtures that it names.
RUN = frozenset({"console", "pycon"})
FIXTURES = re.compile(r"\bfixtures/([\w-]+)")
LINK = re.compile(r"\]\(([^()\s]+)\)")
# Pages that other tests look after.
OTHERS = {"claims.md", "evidence.md", "law.md", "library.md", "record.md"}
PAGES = sorted(path.name for path in DOCS.glob("*.md") if path.name not in OTHERS)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which Python and commands of a page run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_of_commands_is_up_to_date(expect: Expect) -> None:
    expect(DOCS / "cli.md", cli_page.page())


def test_every_option_of_every_command_is_told() -> None:
    text = cli_page.page()
    for name, command in cli_page.walk(cli_page.cli, cli_page.PROGRAM):
        section = text.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for param in command.params:
            for option in getattr(param, "secondary_opts", []) + param.opts:
                if option.startswith("--"):
                    assert f"`{option}`" in section, f"{name} {option}"


@pytest.mark.parametrize("name", [name for name in PAGES if name != "cli.md"])
def test_a_page_shows_what_is_so(
    name: str, root: Path, desk: Path, run_claimcheck: Run, expect: Expect, updating: bool
) -> None:
    page = DOCS / name
    text = page.read_text(encoding="utf-8")
    ran = "".join(body for language, body in shown.FENCE.findall(text) if language in RUN)
    for folder in set(FIXTURES.findall(ran)):
        shutil.copytree(root / "fixtures" / folder, desk / "fixtures" / folder)
    text = shown.made_anew(text, run_claimcheck, root, desk, updating=updating)
    text = shown.with_tables(shown.retold(text, name), TABLES)
    expect(page, text)


@pytest.mark.parametrize("name", PAGES)
def test_configuration_on_a_page_is_one(name: str, tmp_path: Path) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    for number, (language, body) in enumerate(shown.FENCE.findall(text)):
        if language == "toml" and "[tool.claimcheck" not in body:
            file = tmp_path / f"{number}.toml"
            file.write_text(body, encoding="utf-8")
            load(str(file))
        elif language == "toml":
            assert tomllib.loads(body)["tool"]["claimcheck"]


def test_the_comment_shown_allows_what_it_says() -> None:
    text = (DOCS / "configuration.md").read_text(encoding="utf-8")
    (comment,) = (body for language, body in shown.FENCE.findall(text) if language == "html")
    context = claimcheck.Context(audience="consumer", as_of=date(2026, 11, 25))
    report = claimcheck.Auditor(context=context).audit_bytes(comment.encode(), path="kettle.md")
    states = {one.rule: one.state for claim in report.documents[0].claims for one in claim.findings}
    assert states["NEU-001"] == "suppressed"


def test_every_page_is_in_the_index() -> None:
    linked = set(LINK.findall((DOCS / "README.md").read_text(encoding="utf-8")))
    assert {path.name for path in DOCS.glob("*.md")} - {"README.md"} - linked == set()


@pytest.mark.parametrize(
    "path",
    [*sorted(DOCS.glob("*.md")), *sorted(ROOT.glob("*.md")), ROOT / "rules" / "README.md"],
    ids=lambda path: path.name,
)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lost = []
    for target in LINK.findall(shown.FENCE.sub("", text)):
        if "://" in target:
            continue
        name, _, anchor = target.partition("#")
        file = path.parent / name if name else path
        if not file.exists() or (
            anchor and file.suffix == ".md" and anchor not in shown.anchors(file.read_text(encoding="utf-8"))
        ):
            lost.append(target)
    assert lost == []


def test_what_variables_of_repeated_options_hold(
    run_claimcheck: Run, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMCHECK_CONFIG", "audience=business medium=press")
    monkeypatch.setenv("CLAIMCHECK_JURISDICTION", "uk, us")
    done = run_claimcheck("config", "--isolated", cwd=desk)
    assert done.returncode == 0, done.stderr
    for words in ("business", "press", '["uk", "us"]'):
        assert words in done.stdout
