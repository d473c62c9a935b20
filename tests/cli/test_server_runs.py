"""``claimcheck lsp`` and ``claimcheck mcp`` say what is wrong before they serve anybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from claimcheck.errors import UsageError, require


def test_a_missing_extra_is_said_with_its_command() -> None:
    with pytest.raises(UsageError, match="claimcheck lsp needs the library no_such_library") as caught:
        require("no_such_library", "lsp", "claimcheck lsp")
    assert (caught.value.code, caught.value.exit_code) == ("missing-extra", 2)
    assert caught.value.hint == "python -m pip install 'claimcheck-esg[lsp]'"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["mcp", "--root", "nowhere"], "--root nowhere is no folder"),
        (["mcp", "--root", "bad.md"], "--root bad.md is no folder"),
        (["mcp", "--config", "missing.toml"], "missing.toml: cannot be read"),
        (["mcp", "--config", "audience=everybody"], "audience"),
        (["lsp", "--like", "read"], "--like"),
        (["lsp", "--config", "a.toml", "--config", "b.toml"], "--config names two files"),
    ],
)
def test_a_wrong_call_ends_with_two(
    arguments: Sequence[str], words: str, command: Callable[..., Any], desk: Path
) -> None:
    done = command(arguments)
    assert done.code == 2
    assert words in done.stderr
    assert done.stdout == ""
