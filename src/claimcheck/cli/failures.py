"""What goes wrong, said on stderr: one message with place and hint, never a traceback unless asked for."""

from __future__ import annotations

import os
import platform
import sys
import traceback
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck.cli.exit_codes import Exit
from claimcheck.errors import ClaimcheckError, RuleFileError
from claimcheck.report.layout import visible
from claimcheck.version import __version__

if TYPE_CHECKING:
    from claimcheck.config.resolve import Sources
    from claimcheck.model.document import Problem
    from claimcheck.model.report import ProblemOut

DEBUG = "CLAIMCHECK_DEBUG"
MESSAGE = 300


def say(text: str) -> None:
    """Write lines to stderr; a stderr that is gone or cannot spell a character stops nothing."""
    if sys.stderr is None:  # closed before the process began
        return
    with suppress(OSError, ValueError):
        encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
        sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        sys.stderr.flush()


def said(label: str, message: str, *, place: str = "", hint: str | None = None) -> str:
    """A message with its place before it and its hint below it; lines after the first are indented."""
    first, *others = [_line(line) for line in message.split("\n")]
    where = f"{visible(place)}: " if place else ""
    lines = [f"{label}: {where}{first}", *(f"  {line}" for line in others)]
    if hint:
        lines.append(f"  hint: {visible(hint)}")
    return "\n".join(lines)


def tell_unheeded(sources: Sources, paths: Iterable[str]) -> None:
    """Say which settings for whole runs stand where only settings for files are looked at."""
    told = {one.origin: one for path in paths for one in sources.unheeded(path)}
    for origin, one in sorted(told.items()):
        hint = "put it into the configuration of the folder you work in, or name this file with --config"
        say(said("note", f"{one.value} holds for a whole run and is not used here", place=origin, hint=hint))


def said_problem(path: str, problem: Problem | ProblemOut) -> str:
    """What kept the input at ``path`` from being read whole, with its place and the code that ``--accept`` takes."""
    place = problem.place or path
    if path and not place.startswith(path):
        place = f"{path}: {place}"
    label = {"unreadable": "error", "partial": "warning", "note": "note"}[problem.effect]
    words = f"{problem.message} ({problem.code})" if problem.effect == "partial" else problem.message
    return said(label, words, place=place, hint=problem.hint)


def _line(text: str) -> str:
    """One line of a message; the blanks at its start are kept, because a caret points at what is above it."""
    indent = len(text) - len(text.lstrip(" "))
    body = "".join(visible(char) if not char.isspace() else " " for char in text[indent:])
    return " " * indent + body


def report_error(error: ClaimcheckError) -> int:
    """Say an expected error, or every fault of a rule pack, and return its exit code."""
    faults: tuple[ClaimcheckError, ...] = error.faults if isinstance(error, RuleFileError) else ()
    told = []
    for one in faults or (error,):
        place = ":".join(str(part) for part in (one.path, one.line, one.column) if part is not None)
        told.append(said("error", one.message, place=place, hint=one.hint))
    say("\n".join(told))
    if isinstance(error, RuleFileError) and len(faults) > 1:
        say(f"{len(faults)} faults in {error.kind}; nothing was read")
    _debug(error)
    return error.exit_code


def report_usage(error: click.ClickException) -> int:
    """Say what is wrong with the command line."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        say(error.ctx.get_help() if error.ctx else error.format_message())
        return Exit.USAGE
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "claimcheck"
    hint = f"{path} --help shows what there is"
    message = error.format_message()
    if isinstance(error, click.NoSuchOption):
        message = f"there is no option {error.option_name}"
        if error.possibilities:
            hint = f"did you mean {error.possibilities[0]}? {hint}"
    say(said("error", message[:1].lower() + message[1:].rstrip("."), hint=hint))
    return Exit.USAGE


def report_interrupt(error: BaseException) -> int:
    """Say that the run was stopped, and whether anything had been written by then."""
    notes = [note for one in (error, error.__cause__) if one is not None for note in getattr(one, "__notes__", ())]
    # The terminal shows ^C on the line; click has ended it where it saw the interrupt first.
    lead = "\n" if isinstance(error, KeyboardInterrupt) else ""
    say(f"{lead}interrupted; {notes[0] if notes else 'nothing was written'}")
    return Exit.INTERRUPTED


def report_crash(error: Exception) -> int:
    """Say that claimcheck is at fault, in a form that can be pasted into a report, or that a library is not there."""
    if isinstance(error, OSError) and traceback.extract_tb(error.__traceback__)[-1].name == click.echo.__name__:
        # click writes help and version itself.
        message = f"standard output could not be written: {error.strerror or error}"
        say(said("error", message, hint="is the disk full?"))
        return Exit.INTERNAL
    missing = error.name if isinstance(error, ModuleNotFoundError) else None
    if missing and missing.partition(".")[0] != "claimcheck":
        hint = "install claimcheck again: pip install --force-reinstall claimcheck-esg"
        message = f"the library {missing} is not installed for this Python"
        say(said("error", message, place=sys.executable, hint=hint))
        _debug(error)
        return Exit.INTERNAL
    message = visible(f"{type(error).__name__}: {error}")[:MESSAGE]
    say(
        "error: claimcheck has a defect and had to stop\n"
        f"  claimcheck {__version__}, Python {platform.python_version()} on {platform.system()}\n"
        f"  {message}\n"
        f"  at {_where(error)}\n"
        f"  hint: please report these lines; with {DEBUG}=1 set, the whole trace is shown"
    )
    _debug(error)
    return Exit.INTERNAL


def _where(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if f"{os.sep}claimcheck{os.sep}" in frame.filename]
    if not own:
        return "an unknown place"
    parts = Path(own[-1].filename).parts
    start = len(parts) - 1 - parts[::-1].index("claimcheck")
    return f"{'/'.join(parts[start:])}:{own[-1].lineno} in {own[-1].name}"


def _debug(error: BaseException, environ: Mapping[str, str] = os.environ) -> None:
    if environ.get(DEBUG, "") not in ("", "0"):
        lines: Iterable[str] = traceback.format_exception(error)
        say("".join(lines).rstrip())
