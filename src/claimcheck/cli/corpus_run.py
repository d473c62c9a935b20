"""The run behind ``corpus``."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from claimcheck.cli.exit_codes import Exit
from claimcheck.cli.failures import said, said_problem, say
from claimcheck.cli.output import Progress, write_stdout
from claimcheck.cli.settings import limits_of, sources_of
from claimcheck.config.inputs import STDIN, find_inputs
from claimcheck.errors import UsageError, require
from claimcheck.file_settings import FileSettings
from claimcheck.read.formats import READABLE_SUFFIXES
from claimcheck.report.layout import visible
from claimcheck.report.words import count

if TYPE_CHECKING:
    from claimcheck.corpus import Corpus

NAMED = 20
_MISSING = ("not-found", "nothing-to-read")


def execute(values: dict[str, Any], given_by: Mapping[str, str]) -> int:
    """Do the whole run and return its exit code. Raises ``ClaimcheckError`` where it cannot begin."""
    require("pyarrow", "scale", "corpus")
    from claimcheck.corpus import Setting, collect

    if STDIN in values["paths"]:
        raise UsageError("corpus reads no standard input", code="conflict", hint="name files or folders")
    out = Path(values["out"])
    sources = sources_of(values, given_by, "audit")
    given = sources.of_run()
    run = {key: one.value for key, one in given.items()}
    settings = FileSettings.of(sources.of_file(None), values["as_of"] or _day_of(out))
    if settings.evidence or settings.claims:
        say(said("note", "evidence and registers of claims have no part in a corpus"))
        settings = replace(settings, evidence=(), claims=(), claims_complete=None)
    setting = Setting(settings, tuple(run.get("rules", ())), limits_of(given.get("read-limit"))).here()
    inputs = find_inputs(values["paths"], sorted(READABLE_SUFFIXES))
    for problem in inputs.problems:
        say(said_problem("", problem))
    if not inputs.paths or any(one.code in _MISSING for one in inputs.problems):
        # What is there would be dropped for a slip of the pen.
        say("nothing was made")
        return Exit.INCOMPLETE
    jobs = run.get("jobs", 1) or os.cpu_count() or 1
    with closing(Progress(len(inputs.paths), wanted=values["progress"])) as progress:
        try:
            made = collect(inputs.paths, out, setting, jobs=jobs, scheduler=values["scheduler"], progress=progress.file)
        except KeyboardInterrupt as stop:
            stop.add_note("the same call goes on where it was")
            raise
    _tell(made)
    return Exit.INCOMPLETE if made.unread or inputs.problems else Exit.CLEAN


def _day_of(out: Path) -> date | None:
    """The day of the corpus that is there: another one would make all of it anew."""
    try:
        kept = json.loads((out / "corpus.json").read_text(encoding="utf-8"))
        day = date.fromisoformat(kept["context"]["as_of"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    if day != date.today():
        told = f"the law is that of {day}, as in the corpus that is there"
        say(said("note", told, hint="--as-of sets another day"))
    return day


def _tell(made: Corpus) -> None:
    for one in made.unread[:NAMED]:
        for code, message in one.problems:
            label = "error" if one.status == "unreadable" else "warning"
            say(said(label, f"{message} ({code})", place=one.path))
    if len(made.unread) > NAMED:
        say(f"and {count(len(made.unread) - NAMED, 'document')} more, which the table of documents names")
    statuses = ", ".join(f"{number:,} {status}" for status, number in made.by_status.items())
    write_stdout(
        f"{count(made.documents, 'document')} ({statuses or 'none'}), {made.made:,} of them made anew\n"
        f"{count(made.claims, 'claim')}, {count(made.findings, 'finding')}: {visible(str(made.out))}\n"
    )
