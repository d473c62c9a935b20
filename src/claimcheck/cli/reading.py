"""The run behind ``read``: find inputs, read them, show what was read, decide the exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from claimcheck.api import Auditor, load_rulepack
from claimcheck.cli.exit_codes import Exit
from claimcheck.cli.failures import said_problem, say
from claimcheck.cli.output import is_terminal, standard_input, style_of, write_stdout
from claimcheck.cli.settings import STDIN_NAME, check_stdin_name, no_paths, password_in
from claimcheck.cli.types import flat
from claimcheck.config.ignoring import Ignoring
from claimcheck.config.inputs import STDIN, find_inputs
from claimcheck.model.reading import ReadDocument, ReadingOut
from claimcheck.model.report import ProblemOut
from claimcheck.read.formats import READABLE_SUFFIXES
from claimcheck.read.limits import Limits
from claimcheck.report.json import seen
from claimcheck.report.style import Style
from claimcheck.report.words import all_problems
from claimcheck.version import __version__


def execute(options: Mapping[str, Any], given_by: Mapping[str, str]) -> int:
    """Do the whole run and return its exit code.

    Raises ``ClaimcheckError`` for what keeps the run from starting or its result from being written.
    """
    paths = options["paths"]
    if not paths:
        raise no_paths()
    check_stdin_name(options["stdin_filename"], paths)
    inputs = find_inputs(paths, sorted(READABLE_SUFFIXES), Ignoring())
    reading = ReadingOut(
        version=__version__,
        problems=list(map(ProblemOut.like, inputs.problems)),
        documents=sorted(_documents(inputs.paths, options), key=lambda document: document.path),
    )
    name, style = options["format_"], style_of(sys.stdout, color=options["color"])
    write_stdout(_rendered(reading, name, style, values=options["tables"]), name)
    bad = [(path, problem) for path, problem in all_problems(reading) if problem.effect != "note"]
    for path, problem in bad if not is_terminal(sys.stdout) else ():
        say(said_problem(path, problem))
    return Exit.INCOMPLETE if bad else Exit.CLEAN


def _documents(paths: tuple[str, ...], options: Mapping[str, Any]) -> Iterator[ReadDocument]:
    pack = load_rulepack([Path(folder) for folder in options["rules"]]) if options["rules"] else None
    limits = Limits(**dict(flat(options["read_limits"])))
    auditor = Auditor(pack, lang=options["lang"], limits=limits, ocr=options["ocr"])
    how = {"pages": options["pages"], "password": password_in(options["password_env"])}
    for path in paths:
        if path == STDIN:
            yield auditor.read_stream(standard_input(), path=options["stdin_filename"] or STDIN_NAME, **how)
        else:
            yield auditor.read(path, **how)


def _rendered(reading: ReadingOut, name: str, style: Style, *, values: bool) -> str:
    """What was read, ending with a newline; JSON has the values always."""
    if name == "json":
        return seen(reading.model_dump_json(indent=2)) + "\n"
    from claimcheck.report import reading as view

    return (view.text if name == "text" else view.markdown)(reading, style, values=values)
