"""Every case of ``cases/*.toml``: a command line, its exit code, and what it prints where.

A case has ``name``, ``args`` and ``exit``, and may have ``stdin``, ``env``, ``stdout`` and ``stderr``:
passages that stand there in this order. An empty list asks for nothing at all; one that begins with ``!``
must not stand there.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from claimcheck.cli.main import COMMANDS

CASES = {
    f"{path.stem}: {case['name']}": case
    for path in sorted((Path(__file__).parent / "cases").glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
}
KEYS = {"name", "args", "exit", "stdin", "env", "stdout", "stderr"}


def _stands(passages: list[str], text: str, where: str) -> None:
    if not passages:
        assert text == "", f"{where} is to be empty"
    at = 0
    for passage in passages:
        if passage.startswith("!"):
            assert passage[1:] not in text, f"{passage[1:]!r} in {where}:\n{text}"
            continue
        found = text.find(passage, at)
        assert found >= 0, f"{passage!r} not in {where} (in order):\n{text}"
        at = found + len(passage)


@pytest.mark.parametrize("name", CASES)
def test_case(name: str, command: Any) -> None:
    case = CASES[name]
    assert case.keys() <= KEYS
    done = command(case["args"], stdin=case.get("stdin", ""), env=case.get("env"))
    assert done.code == case["exit"], f"{done.stdout}\n{done.stderr}"
    for where in ("stdout", "stderr"):
        if where in case:
            _stands(case[where], getattr(done, where), where)
    assert "Traceback" not in done.stderr


def test_every_command_and_every_exit_code_has_a_case() -> None:
    called = {argument for case in CASES.values() for argument in case["args"][:1]}
    assert called >= set(COMMANDS)
    assert {case["exit"] for case in CASES.values()} >= {0, 1, 2, 3}
