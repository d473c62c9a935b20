"""Which exit code wins, and what an error or a defect says."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from claimcheck.cli import main
from claimcheck.cli.exit_codes import Exit, strongest
from claimcheck.cli.failures import said
from claimcheck.errors import ClaimcheckError, InternalError, RuleFileError, UnreadableInput, UsageError


def test_precedence() -> None:
    order = [130, 4, 2, 3, 1, 0]
    for one, other in itertools.combinations(order, 2):
        assert strongest([one, other]) == strongest([other, one]) == one
    assert strongest([]) == 0


def test_errors_carry_the_codes() -> None:
    assert UsageError("", code="x").exit_code == Exit.USAGE
    assert RuleFileError("").exit_code == Exit.USAGE
    assert UnreadableInput("", code="x").exit_code == Exit.INCOMPLETE
    assert InternalError("", code="x").exit_code == Exit.INTERNAL


def failing(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("words", code="x", hint="do that"), 2),
        (KeyboardInterrupt(), 130),
        (InternalError("words", code="x"), 4),
        (KeyError("lost"), 4),
        (MemoryError(), 4),
        (RecursionError("deep"), 4),
    ],
)
def test_whatever_happens_becomes_a_code(
    error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(main.cli, "main", failing(error))
    assert main.run(["audit"]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.strip()
    assert "Traceback" not in captured.err


def test_a_defect_can_be_pasted(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.cli.audit_run.inputs_of", failing(KeyError("lost\x1b[31m")))
    done = command(["audit", "good.md"])
    assert done.code == 4
    assert done.stdout == ""
    first, *lines = done.stderr.splitlines()
    assert first == "error: claimcheck has a defect and had to stop"
    assert lines[0].startswith("  claimcheck 0.")
    assert "Python 3." in lines[0]
    assert lines[1].startswith(r"  KeyError: 'lost\x1b[31m")
    assert lines[2].startswith("  at claimcheck/cli/audit_run.py:")
    assert "CLAIMCHECK_DEBUG=1" in lines[3]
    assert len(lines) == 4


def test_a_library_that_is_not_there_is_named(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = ModuleNotFoundError("No module named 'ahocorasick_rs'", name="ahocorasick_rs")
    monkeypatch.setattr("claimcheck.cli.audit_run.inputs_of", failing(missing))
    done = command(["audit", "good.md"])
    assert done.code == 4
    assert "the library ahocorasick_rs is not installed for this Python" in done.stderr
    assert "hint: install claimcheck again" in done.stderr
    assert "defect" not in done.stderr


def test_a_part_of_our_own_that_is_not_there_is_a_defect(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = ModuleNotFoundError("No module named 'claimcheck.lost'", name="claimcheck.lost")
    monkeypatch.setattr("claimcheck.cli.audit_run.inputs_of", failing(missing))
    assert "claimcheck has a defect" in command(["audit", "good.md"]).stderr


def test_debug_shows_the_trace(command: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimcheck.cli.audit_run.inputs_of", failing(KeyError("lost")))
    done = command(["audit", "good.md"], env={"CLAIMCHECK_DEBUG": "1"})
    assert done.code == 4
    assert "Traceback (most recent call last)" in done.stderr


def test_every_fault_of_a_pack_is_said() -> None:
    faults = tuple(
        ClaimcheckError(f"fault {number}", code="x", path="a.yml", line=number, column=2) for number in (1, 2)
    )
    error = RuleFileError("fault 1", faults=faults)
    assert error.faults == faults


def test_messages_keep_their_excerpt_and_lose_their_controls() -> None:
    text = said("error", "wrong\n  7 | key\x1b[31m\n    |   ^", place="a\x07.yml:7:3", hint="do\nthat")
    assert text == ("error: a\\x07.yml:7:3: wrong\n    7 | key\\x1b[31m\n      |   ^\n  hint: do that")
