"""The run behind ``diff``: audit both sides, or take reports as they are, compare them, and write what changed."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from claimcheck.api import render
from claimcheck.batch import Batch
from claimcheck.cli.audit_run import audited, spare
from claimcheck.cli.failures import said_problem, say
from claimcheck.cli.output import is_terminal, output_files, style_of, write_stdout
from claimcheck.cli.settings import Settings, build, inputs_of
from claimcheck.cli.types import guess
from claimcheck.comparison import diff_of
from claimcheck.config.inputs import STDIN
from claimcheck.errors import UsageError
from claimcheck.model.reading import ReadDocument
from claimcheck.model.report import Report
from claimcheck.report.formats import DIFF_FORMATS, FORMATS
from claimcheck.report.interactive import is_saved, load
from claimcheck.report.style import Style
from claimcheck.rulepack.gc_pause import without_collecting


def execute(values: dict[str, Any], given_by: Mapping[str, str]) -> int:
    """Do the whole run and return its exit code.

    Raises ``ClaimcheckError`` where the run cannot start or its results cannot be written.
    """
    paths = (values.pop("old"), values.pop("new"))
    if STDIN in paths:
        raise UsageError("diff reads no standard input", code="conflict", hint="name two files")
    fail_on = values.pop("fail_on")
    settings = build({**values, "paths": paths}, given_by)
    for output in settings.outputs:
        if output.format not in DIFF_FORMATS:
            hint = guess(output.format, DIFF_FORMATS, "formats are")
            message = f"--output {output.format}: diff has no such format"
            raise UsageError(message, code="unknown-format", hint=hint)
    with output_files(settings.outputs) as files, without_collecting():
        for path in paths:
            spare([path], settings)
        saved = [load(path) if is_saved(path) else None for path in paths]
        batch = Batch(settings.sources, rules=settings.rules, limits=settings.limits, as_of=settings.as_of)
        old, new = (
            _side(path, batch, settings) if report is None else (report, ())
            for path, report in zip(paths, saved, strict=True)
        )
        found = diff_of(old[0], new[0], (old[1], new[1]), fail_on=fail_on)
        for file in files:
            file.fill(render(found, file.format, Style(limit=settings.limit)))
        for file in files:
            file.place()
        if settings.format is not None:
            style = style_of(sys.stdout, settings.color, Style(limit=settings.limit))
            write_stdout(render(found, settings.format, style), settings.format)
    told = settings.format is not None and FORMATS[settings.format].tells_problems
    for problem in found.problems:
        if problem.effect != "note" and not (told and is_terminal(sys.stdout)):
            say(said_problem("", problem))
    return found.exit_code


def _side(path: str, batch: Batch, settings: Settings) -> tuple[Report, Sequence[ReadDocument]]:
    """The report on a side, and its documents as they were read, for what is no claim in them."""
    report = audited(batch, inputs_of((path,), settings.sources), settings)
    texts = [
        batch.auditor(one.path).read(one.path, pages=settings.pages, password=settings.password)
        for one in report.documents
        if one.status != "unreadable"
    ]
    return report, texts
