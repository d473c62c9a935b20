"""The examples in the help texts are commands that work."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest

from claimcheck.cli.main import LazyGroup, cli
from claimcheck.cli.schema import FILE_KINDS, WRITTEN

EXAMPLE = re.compile(r"^  claimcheck (.+)$", re.MULTILINE)


def _epilogs(group: LazyGroup) -> Iterator[str]:
    yield group.epilog or ""
    for entry in group.table.values():
        module, _, attribute = entry.target.partition(":")
        found: click.Command = getattr(import_module(f"claimcheck.cli.{module}"), attribute)
        if isinstance(found, LazyGroup):
            yield from _epilogs(found)
        else:
            yield found.epilog or ""


# These run over all built-in rules, in tests that read the answer as well.
RUN_ELSEWHERE = {"rules test": "test_rule_examples.py", "rules lint": "test_rule_lint.py"}
# These serve until they are ended; tests/review runs one.
SERVING = ("review ",)
FEW = 40  # sentences of the gold set, which tests/gold measures as a whole
# What a shell would do to a line is not ours.
EXAMPLES = sorted(
    line
    for line in {line for epilog in _epilogs(cli) for line in EXAMPLE.findall(epilog)}
    if not re.search("[|>]", line) and not line.startswith(SERVING)
)


def test_the_help_of_schema_names_every_schema(command: Any) -> None:
    named = set(re.findall(r"[a-z-]+", command(["schema", "--help"]).stdout))
    assert {*WRITTEN, *FILE_KINDS} <= named


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 10


@pytest.mark.parametrize("line", RUN_ELSEWHERE)
def test_an_example_that_runs_elsewhere_does_so(line: str, root: Path) -> None:
    assert line in EXAMPLES
    words = ", ".join(f'"{word}"' for word in shlex.split(line))
    tests = (root / "tests/cli" / RUN_ELSEWHERE[line]).read_text(encoding="utf-8")
    # A run with an option more shows all that one without it does.
    assert f"command([{words}" in tests


def _left_out(folder: str, names: list[str]) -> list[str]:
    """What an example needs no more of: all rules, words and labelled texts are looked at by other tests."""
    match Path(folder).parts[-2:]:
        case ("rules", "lexicons"):
            return ["en"]
        case ("checks", _):
            return sorted(names)[2:]
        case ("fixtures", "gold"):
            return [name for name in names if name not in ("documents", "guards")]
        case ("gold", "documents"):
            return [name for name in names if not name.startswith("advert")]
    return []


def _made_here(
    items: Iterable[Any], jobs: int, work: Callable[..., Any], options: Any, prepare: Callable[..., Any], recipe: Any,
    **_: int,
) -> Iterator[Any]:  # fmt: skip
    """What several processes would make; that they do is shown by tests of them."""
    prepare(recipe)
    for item in items:
        yield work(item, options)


@pytest.mark.parametrize("line", [line for line in EXAMPLES if line not in RUN_ELSEWHERE])
def test_an_example_works(line: str, command: Any, root: Path, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("workers", "corpus.collecting"):
        monkeypatch.setattr(f"claimcheck.{module}.shared", _made_here)
    for folder in ("fixtures", "rules"):
        if f"{folder}/" in line:
            shutil.copytree(root / folder, desk / folder, dirs_exist_ok=True, ignore=_left_out)
    if "fixtures/gold" in line:
        gold = root / "fixtures/gold/sentences.yml"
        few = gold.read_text(encoding="utf-8").split("\n- id: ")[:FEW]
        (desk / "fixtures/gold/sentences.yml").write_text("\n- id: ".join(few) + "\n", encoding="utf-8")
    done = command(shlex.split(line))
    assert done.code in (0, 1), done.stderr
    # How many findings there are is told beside them.
    assert re.fullmatch(r"([\d,]+ new\n)?", done.stderr)
    assert done.stdout


def test_a_command_knows_its_help_without_the_group() -> None:
    audit = import_module("claimcheck.cli.commands").audit
    with audit.make_context("audit", [], resilient_parsing=True) as ctx:
        assert set(audit.get_help_option_names(ctx)) == {"-h", "--help"}
