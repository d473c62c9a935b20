"""The examples in the help texts are commands that work."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import pytest

from claimcheck.cli.lazy import LazyGroup
from claimcheck.cli.main import cli

EXAMPLE = re.compile(r"^  claimcheck (.+)$", re.MULTILINE)


def _epilogs(group: LazyGroup) -> Iterator[str]:
    yield group.epilog or ""
    for entry in group.table.values():
        module, _, attribute = entry.target.partition(":")
        found: click.Command = getattr(import_module(module), attribute)
        if isinstance(found, LazyGroup):
            yield from _epilogs(found)
        else:
            yield found.epilog or ""


# What a shell would do to a line is not ours.
EXAMPLES = sorted(
    {line for epilog in _epilogs(cli) for line in EXAMPLE.findall(epilog) if not re.search("[|>]", line)}
)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 10


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_works(line: str, command: Any, root: Path, desk: Path) -> None:
    for folder in ("fixtures", "rules"):
        shutil.copytree(root / folder, desk / folder, dirs_exist_ok=True)
    done = command(shlex.split(line))
    assert done.code in (0, 1), done.stderr
    assert done.stderr == ""
    assert done.stdout
