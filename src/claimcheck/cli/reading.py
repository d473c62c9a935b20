"""The run behind ``read``: find inputs, read them, show what was read, decide the exit code."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from claimcheck.api import Auditor, load_rulepack
from claimcheck.cli.exit_codes import Exit
from claimcheck.cli.failures import said, say
from claimcheck.cli.output import is_terminal, style_of, write_stdout
from claimcheck.cli.settings import STDIN, STDIN_NAME, password_in
from claimcheck.cli.types import flat
from claimcheck.config.ignoring import Ignoring
from claimcheck.config.inputs import find_inputs
from claimcheck.errors import UsageError
from claimcheck.model.reading import ReadDocument, ReadingOut
from claimcheck.model.report import ProblemOut
from claimcheck.read.formats import READABLE_SUFFIXES
from claimcheck.read.limits import Limits
from claimcheck.report.json import seen
from claimcheck.report.style import Style
from claimcheck.version import __version__

_READING_FORMATS = ("text", "json", "markdown")
"""Names as of the formats of reports, which say how each is written to a terminal."""


def execute(options: Mapping[str, Any]) -> int:
    """Do the whole run and return its exit code.

    Raises ``ClaimcheckError`` for what keeps the run from starting or its result from being written.
    """
    paths = options["paths"]
    if not paths:
        raise UsageError(
            "no path is given",
            code="no-paths",
            hint="name files, folders or patterns, such as reports/*.pdf; . is the current folder",
        )
    if options["stdin_filename"] is not None and STDIN not in paths:
        raise UsageError(
            "--stdin-filename names standard input, which is not read",
            code="conflict",
            hint="give - as a path to read it",
        )
    inputs = find_inputs(paths, sorted(READABLE_SUFFIXES), Ignoring())
    reading = ReadingOut(
        version=__version__,
        problems=[ProblemOut.like(problem) for problem in inputs.problems],
        documents=sorted(_documents(inputs.paths, options), key=lambda document: document.path),
    )
    style = style_of(sys.stdout, color=options["color"])
    shown = _render_reading(reading, options["format_"], style, values=options["tables"])
    write_stdout(shown, options["format_"])
    return _tell(reading)


def _documents(paths: tuple[str, ...], options: Mapping[str, Any]) -> Iterator[ReadDocument]:
    pack = load_rulepack([Path(folder) for folder in options["rules"]]) if options["rules"] else None
    limits = Limits(**dict(flat(options["read_limits"])))
    auditor = Auditor(pack, lang=options["lang"], limits=limits, ocr=options["ocr"])
    how = {"pages": options["pages"], "password": password_in(options["password_env"])}
    for path in paths:
        if path == STDIN:
            # There is none where it was closed before the process began.
            stream = sys.stdin.buffer if sys.stdin is not None else io.BytesIO()
            yield auditor.read_stream(stream, path=options["stdin_filename"] or STDIN_NAME, **how)
        else:
            yield auditor.read(path, **how)


def _tell(reading: ReadingOut) -> int:
    """Say on stderr what kept the reading from being whole, and return the exit code."""
    problems = [("", problem) for problem in reading.problems]
    problems += [(document.path, problem) for document in reading.documents for problem in document.problems]
    bad = [(path, problem) for path, problem in problems if problem.effect != "note"]
    for path, problem in bad if not is_terminal(sys.stdout) else ():
        place = problem.place or path
        if path and not place.startswith(path):
            place = f"{path}: {place}"
        label = "error" if problem.effect == "unreadable" else "warning"
        say(said(label, problem.message, place=place, hint=problem.hint))
    return Exit.INCOMPLETE if bad else Exit.CLEAN


def _render_reading(reading: ReadingOut, name: str, style: Style, *, values: bool = False) -> str:
    """What was read in a format of ``READING_FORMATS``, ending with a newline; JSON has the values always."""
    if name == "json":
        return seen(reading.model_dump_json(indent=2)) + "\n"
    from claimcheck.report import reading_view

    return (reading_view.text if name == "text" else reading_view.markdown)(reading, style, values=values)
