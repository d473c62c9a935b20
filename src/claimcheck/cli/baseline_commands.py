"""``claimcheck baseline write`` and ``claimcheck baseline prune``: accept findings of today, drop what is gone."""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import click
from msgspec.structs import replace

from claimcheck.batch import Batch
from claimcheck.cli import options
from claimcheck.cli.audit_run import audited, tell, without_paths
from claimcheck.cli.exit_codes import Exit, strongest
from claimcheck.cli.options import RULES
from claimcheck.cli.output import write_file, write_stdout
from claimcheck.cli.settings import Settings, build, inputs_of
from claimcheck.cli.types import Day, origins
from claimcheck.config.baseline import NAME, Baseline, KnownBaseline, load
from claimcheck.errors import UsageError
from claimcheck.model.report import Report
from claimcheck.report.baselined import added, entries_of, left_of, without
from claimcheck.report.words import all_problems, count
from claimcheck.rulepack.gc_pause import without_collecting

REASON = "was there when the baseline was written"


@options.command("write", """
  claimcheck baseline write fixtures/copy --reason "to be mended before the relaunch" --until 2027-03-31
  claimcheck baseline write fixtures/copy --check
""", exits="""
  0  the baseline is written, or with --check is as it would be written
  1  with --check: it is not
  2  an option, the configuration or the baseline cannot be used
  3  some input could not be read, or only in part; the rest is in the baseline
""")  # fmt: skip
@click.argument("paths", nargs=-1, metavar="PATH...")
@options.baseline_options
@options.option(
    "--from", "source", heading=RULES, metavar="FILE", type=click.Path(),
    help="Accept what is decided to stay in a working paper (--output xlsx:FILE); decision and comment are the reason.",
)  # fmt: skip
@options.option("--reason", heading=RULES, metavar="TEXT", help="Why the findings are accepted.")
@options.option("--until", heading=RULES, type=Day(), help="The last day on which they are.")
@click.pass_context
def write_baseline(
    ctx: click.Context, /, source: str | None, reason: str | None, until: date | None, only_check: bool, **values: Any
) -> int:  # fmt: skip
    """Accept the findings of today in files, folders or patterns.

    What the file holds already keeps its reason and its end; entries of other files stay as they are, and those that
    are found no more in the named ones go.
    """
    day = values["as_of"] or date.today()
    if until is not None and until < day:
        hint = f"name the last day on which the findings are accepted, {day} or later"
        raise UsageError(f"--until: {until} is over", code="bad-date", hint=hint)
    if source is not None:
        return _from_paper(source, values["baseline"], values["paths"], until, only_check=only_check)
    if reason is not None and not reason.strip():
        raise UsageError("--reason needs words", code="empty-value", hint="say why the findings are accepted")
    settings = build(values, origins(ctx))
    if not settings.paths:
        return without_paths()
    before = _opened(settings.baseline)
    report, before = _report_of(settings, before, before)
    after = entries_of(report.documents, reason or REASON, until, before)
    tell(report, settings)
    number = _number(after)
    same = after.text() == before.baseline.text()
    if only_check:
        state = "is as it would be written" if same else "would change"
        write_stdout(f"{before.name} {state}: {number} accepted\n")
        return strongest((_completeness(report), Exit.CLEAN if same else Exit.FINDINGS))
    write_file(before.name, after.text())
    write_stdout(f"{before.name}: {number} accepted; use it with --baseline {before.name}\n")
    return _completeness(report)


def _from_paper(
    source: str, baseline: str | None, paths: tuple[str, ...], until: date | None, *, only_check: bool
) -> int:
    """Add the findings that somebody accepts in a working paper."""
    from claimcheck.report.files import insist

    if paths:
        message = "--from takes a working paper in place of paths"
        raise UsageError(message, code="conflict", hint="leave the paths out")
    insist("xlsx")
    from claimcheck.report.files.decisions import MOST_BYTES, accepted

    try:
        with open(source, "rb") as file:
            data = file.read(MOST_BYTES)
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        hint = "check the path after --from"
        raise UsageError(message, code="bad-workbook", path=source, hint=hint) from None
    decided = [one.model_copy(update={"until": until}) for one in accepted(data, source)]
    before = _opened(baseline)
    after = added(before.baseline, decided)
    number = count(sum(one.count for one in decided), "finding")
    if only_check:
        same = after.text() == before.baseline.text()
        write_stdout(f"{before.name} {'holds' if same else 'lacks'} what {source} decides: {number}\n")
        return Exit.CLEAN if same else Exit.FINDINGS
    write_file(before.name, after.text())
    told = f"{number} accepted as {source} decides; use it with --baseline {before.name}"
    write_stdout(f"{before.name}: {told}\n")
    return Exit.CLEAN


@options.command("prune", """
  claimcheck baseline prune --baseline fixtures/baselines/copy.json
  claimcheck baseline prune --baseline fixtures/baselines/copy.json --check
""", exits="""
  0  nothing in the baseline is out of date, or what was is dropped
  1  with --check: something is
  2  an option, the configuration or the baseline cannot be used
  3  some input could not be read, or only in part; its entries stay
""")  # fmt: skip
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@options.baseline_options
@click.pass_context
def prune_baseline(ctx: click.Context, /, only_check: bool, **values: Any) -> int:
    """Drop from a baseline what is found no more.

    Without PATH the files that it names are read. Entries of files that are gone go too; those of files that cannot be
    read whole stay.
    """
    settings = build(values, origins(ctx))
    before = _opened(settings.baseline, needed=True)
    if not settings.paths:
        named = sorted({one.path for one in before.baseline.findings if os.path.exists(one.path)})
        settings = replace(settings, paths=tuple(named))
    report, before = _report_of(settings, before, None)
    left = left_of(report.documents, before)
    after = without(before.baseline, left)
    tell(report, settings)
    gone, kept = sum(one.count for one in left), _number(after)
    if only_check:
        words = f"{count(gone, 'accepted finding')} cannot be found any more" if gone else "nothing to drop"
        write_stdout(f"{before.name}: {words}; {kept} accepted\n")
        return strongest((_completeness(report), Exit.FINDINGS if gone else Exit.CLEAN))
    if gone:
        write_file(before.name, after.text())
    dropped = count(gone, "entry", "entries") if gone else "nothing"
    write_stdout(f"{before.name}: {dropped} dropped; {kept} accepted\n")
    return _completeness(report)


def _opened(name: str | None, *, needed: bool = False) -> KnownBaseline:
    """The baseline in a file, None for the usual one; an empty one where there is no file and none is ``needed``."""
    name = name or NAME
    return load(name) if needed or os.path.lexists(name) else KnownBaseline(name, Baseline())


def _report_of(
    settings: Settings, before: KnownBaseline, marking: KnownBaseline | None
) -> tuple[Report, KnownBaseline]:
    """All inputs of the run, with what the baseline ``marking`` accepts marked; ``before`` as the run judges it."""
    with without_collecting():
        inputs = inputs_of(settings.paths, settings.sources)
        batch = Batch(settings.sources, rules=settings.rules, limits=settings.limits, as_of=settings.as_of)
        return audited(batch, inputs, settings, marking), batch.judging(before)


def _number(baseline: Baseline) -> str:
    return count(sum(one.count for one in baseline.findings), "finding")


def _completeness(report: Report) -> Exit:
    """Whether all inputs were read whole; findings are no failure here."""
    bad = any(one.effect != "note" for _, one in all_problems(report))
    return Exit.INCOMPLETE if bad else Exit.CLEAN
