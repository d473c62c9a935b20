"""The run behind ``audit`` and ``check``: find inputs, audit them, write the report, decide the exit code."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from claimcheck.batch import Batch, baseline_of, decisions_of
from claimcheck.cli.failures import said_problem, say, tell_unheeded
from claimcheck.cli.output import (
    Content,
    OutputFile,
    Progress,
    is_terminal,
    output_files,
    standard_input,
    style_of,
    way_back,
    write_stdout,
)
from claimcheck.cli.settings import Settings, build, inputs_of, no_paths
from claimcheck.config.cache_folder import Cache
from claimcheck.config.inputs import STDIN, Inputs, spelled
from claimcheck.errors import InternalError, UsageError
from claimcheck.model.document import Problem
from claimcheck.model.report import DocumentOut, Report
from claimcheck.read.options import ReadOptions
from claimcheck.report.assembled import exit_code
from claimcheck.report.concise import tail
from claimcheck.report.files import FILE_FORMATS, file_of
from claimcheck.report.filters import Changes, touched_only
from claimcheck.report.formats import FORMATS, render
from claimcheck.report.style import NO_PICTURES, NO_TEXTS, Pictures, Style, Texts
from claimcheck.report.words import all_problems, count, document_findings
from claimcheck.rulepack.gc_pause import without_collecting

if TYPE_CHECKING:
    from claimcheck.config.baseline import KnownBaseline

# Set by pre-commit, which runs a hook without paths when no file of a commit concerns it.
HOOK_RUNNER = "PRE_COMMIT"
# How the codes of notes begin that are told on stderr where the report has no place for them: why something that was
# allowed counts all the same, and what folders skipped.
_TOLD_NOTES = (
    "suppression-", "baseline-", "skipped", "nothing-changed", "untouched-", "decision-", "no-pages", "setting-mutes",
    "unknown-fact",
)  # fmt: skip


def execute(values: dict[str, Any], given_by: Mapping[str, str]) -> int:
    """Do the whole run and return its exit code.

    Raises ``ClaimcheckError`` for what keeps the run from starting or its results from being written.
    """
    settings = build(values, given_by)
    if not settings.paths:
        return without_paths()
    # The rules live as long as the run, and nearly nothing of a document becomes garbage while it is read and written:
    # looking for it between files only saves a fifth of the time.
    with output_files(settings.outputs) as files, without_collecting():
        inputs = inputs_of(settings.paths, settings.sources)
        changes: Changes | None = None
        if settings.changed is not None:
            # Few runs ask for it, and what starts processes takes a while to load.
            from claimcheck.cli.changes import changes_since

            changes = changes_since(settings.changed)
            inputs = _changed_only(inputs, changes)
        spare(inputs.paths, settings)
        baseline = baseline_of(settings.baseline)
        batch = batch_of(settings)
        report = audited(batch, inputs, settings, baseline)
        if changes is not None:
            report = touched_only(report, changes, partial(_judged_before, batch, settings))
            report.exit_code = exit_code(report, settings.fail_on, settings.min_score)
        _hand_out(report, files, settings)
    tell(report, settings)
    return report.exit_code


def _hand_out(report: Report, files: Sequence[OutputFile], settings: Settings) -> None:
    """Write the files, all of them or none, and then standard output: what files have no room for is still shown."""
    pictures, texts = _pictures(report, settings), _texts(report, settings)
    failed: InternalError | None = None
    try:
        for file in files:
            file.fill(_content(report, file, settings, pictures, texts))
        for file in files:
            file.place()
    except InternalError as error:
        failed = error
    if settings.format is not None:
        style = style_of(sys.stdout, settings.color, _style(settings, pictures, texts))
        write_stdout(_rendered(report, settings.format, style, settings.statistics), settings.format)
    if failed is not None:
        raise failed


def _rendered(report: Report, format_: str, style: Style, statistics: bool = False) -> str | Iterator[str]:
    if statistics:
        from claimcheck.cli.statistics import counts_by_rule

        return counts_by_rule(report, format_)
    if format_ != "json":
        return render(report, format_, style)
    from claimcheck.report.json import parts

    return parts(report)


def _changed_only(inputs: Inputs, changes: Changes) -> Inputs:
    """The inputs that changed; standard input counts as new."""
    kept = tuple(path for path in inputs.paths if path == STDIN or os.path.realpath(path) in changes)
    problems = inputs.problems
    if not kept:
        problems += (Problem("nothing-changed", "none of the files that are read has changed", "note"),)
    return Inputs(kept, problems)


def _judged_before(batch: Batch, settings: Settings, path: str) -> DocumentOut:
    """What would be found in a file as it was before the change."""
    from claimcheck.cli.changes import content_before

    content = content_before(settings.changed or "", path)
    (record,) = batch.auditor(path).audit_bytes(content, path=path).documents
    return batch.finished(record, path)


def batch_of(settings: Settings) -> Batch:
    """The auditors of a run, with the decisions that it names."""
    return Batch(
        settings.sources,
        rules=settings.rules,
        limits=settings.limits,
        as_of=settings.as_of,
        cache=Cache(settings.cache) if settings.cache is not None else None,
        decisions=decisions_of(settings.decisions),
    )


def without_paths() -> int:
    """No path is right for a hook of which no file is of concern, and wrong for anybody else."""
    if os.environ.get(HOOK_RUNNER):
        return 0
    raise no_paths()


def spare(paths: Sequence[str], settings: Settings) -> None:
    """Refuse to write over what is read."""
    read = {os.path.realpath(path) for path in paths if path != STDIN}
    read.update(os.path.realpath(one) for one in (settings.baseline, settings.decisions) if one is not None)
    for output in settings.outputs:
        if output.file is not None and os.path.realpath(output.file) in read:
            message, hint = "is read by this run, so it cannot be written", "name another file after --output"
            raise UsageError(message, code="not-writable", path=output.file, hint=hint)


def audited(batch: Batch, inputs: Inputs, settings: Settings, baseline: KnownBaseline | None = None) -> Report:
    """Audit all inputs, with progress on stderr; what they amount to."""
    tell_unheeded(settings.sources, [path for path in inputs.paths if path != STDIN])
    progress = Progress(len(inputs.paths), wanted=settings.progress)
    documents: list[DocumentOut] = []
    try:
        for document in _documents(batch, inputs, settings, progress):
            if documents:
                gc.collect(0)
            documents.append(document)
            progress.file()
    finally:
        progress.close()
    # Codes with hyphens and with underscores: either way of writing one is accepted.
    accept = {one for code in settings.accept for one in (code.replace("_", "-"), code.replace("-", "_"))}
    return batch.report(
        documents,
        [*inputs.problems, *batch.muting([path for path in inputs.paths if path != STDIN])],
        fail_on=settings.fail_on,
        min_score=settings.min_score,
        accept=sorted(accept),
        baseline=baseline,
        decisions=batch.decisions,
    )


def _documents(batch: Batch, inputs: Inputs, settings: Settings, progress: Progress) -> Iterator[DocumentOut]:
    if STDIN in inputs.paths:
        if is_terminal(sys.stdin):
            say("reading standard input; end it with Ctrl-D")
        name, how = settings.stdin_name, {"pages": settings.pages, "password": settings.password}
        yield batch.finished(batch.auditor(name).audit_stream(standard_input(), path=name, **how), name)
    yield from batch.records(
        [path for path in inputs.paths if path != STDIN],
        jobs=settings.jobs,
        # Several pages are read at a time then: what is done tells more.
        progress=progress.page if settings.jobs == 1 else None,
        pages=settings.pages,
        password=settings.password,
    )


def _pictures(report: Report, settings: Settings) -> Pictures:
    """What the page of a report shows of the audited files, where one is written."""
    if not settings.pictures or not any(output.format == "html" for output in settings.outputs):
        return NO_PICTURES
    # As with files that are marked up, few runs need what starts processes.
    from claimcheck.picturing import pictures_of

    return pictures_of(report, lambda path: Path(path).read_bytes(), settings.limits, settings.sort)


def _texts(report: Report, settings: Settings) -> Texts:
    """What the review page shows of the audited files, where one is written."""
    if not any(output.format == "review" for output in settings.outputs):
        return NO_TEXTS
    from claimcheck.picturing import texts_of

    options = ReadOptions(settings.limits).asking(settings.pages, settings.password)
    return texts_of(
        report,
        lambda path: options.read_path(path, spelled(path)),
        lambda path: Path(path).read_bytes(),
        settings.limits,
        pictures=settings.pictures,
    )


def _content(report: Report, file: OutputFile, settings: Settings, pictures: Pictures, texts: Texts) -> Content:
    if file.format in FILE_FORMATS:
        # Few runs mark up a file, and what starts processes takes a while to load.
        from claimcheck.marking import apart

        # The libraries behind it parse what a stranger wrote: as reading does, they work in a process of their own.
        return file_of(report, file.format, lambda path: Path(path).read_bytes(), apart(settings.limits))
    # For files: the same on every machine.
    marked = next((output.file for output in settings.outputs if output.format == "pdf"), None)
    style = replace(_style(settings, pictures, texts), base=way_back(file.shown), marked=marked)
    return _rendered(report, file.format, style)


def _style(settings: Settings, pictures: Pictures, texts: Texts) -> Style:
    return Style(
        limit=settings.limit, min_score=settings.min_score, sort=settings.sort,
        show_accepted=settings.show_accepted, pictures=pictures, texts=texts,
    )  # fmt: skip


def tell(report: Report, settings: Settings) -> None:
    """Say on stderr what kept the report from being whole, unless the same terminal already shows it."""
    problems = all_problems(report)
    bad = [(path, problem) for path, problem in problems if problem.effect != "note"]
    told = settings.format is not None and FORMATS[settings.format].tells_problems
    undone = [one for one in problems if one[1].code.startswith(_TOLD_NOTES) and not (told or settings.quiet)]
    if not (told and is_terminal(sys.stdout)):
        for path, problem in (*bad, *undone):
            say(said_problem(path, problem))
    if settings.quiet:
        return
    if settings.format == "concise" and (words := tail(report, settings.min_score)):
        say(words)
    least = settings.min_score or 0
    findings = sum(1 for _ in document_findings(*report.documents))
    findings += sum(claim.score < least for document in report.documents for claim in document.claims)
    if bad and findings:
        say(f"{count(findings, 'finding')} in what could be read, besides {count(len(bad), 'problem')}")
