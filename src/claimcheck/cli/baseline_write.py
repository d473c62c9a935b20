"""``claimcheck baseline write``: accept the findings of today."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from claimcheck.cli import options
from claimcheck.cli.exit_codes import Exit, strongest
from claimcheck.cli.options import RULES, GroupedCommand
from claimcheck.cli.types import Day

EPILOG = """\
\b
Examples:
  claimcheck baseline write fixtures/copy --reason "to be mended before the relaunch" --until 2027-03-31
  claimcheck baseline write fixtures/copy --check

\b
Exit codes:
  0  the baseline is written, or with --check is as it would be written
  1  with --check: it is not
  2  an option, the configuration or the baseline cannot be used
  3  some input could not be read, or only in part; the rest is in the baseline
"""
REASON = "was there when the baseline was written"


@click.command("write", cls=GroupedCommand, epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="PATH...")
@options.baseline_options()
@options.option(
    "--from", "source", heading=RULES, metavar="FILE", type=click.Path(),
    help="Accept what is decided to stay in a working paper (--output xlsx:FILE); decision and comment are the reason.",
)  # fmt: skip
@options.option("--reason", heading=RULES, metavar="TEXT", help="Why the findings are accepted.")
@options.option("--until", heading=RULES, type=Day(), help="The last day on which they are.")
@click.pass_context
def write_baseline(
    ctx: click.Context,
    /,
    like: str,
    source: str | None,
    reason: str | None,
    until: date | None,
    only_check: bool,
    **values: Any,
) -> int:
    """Accept the findings of today in files, folders or patterns.

    What the file holds already keeps its reason and its end; entries of other files stay as they are, and those that
    are found no more in the named ones go.
    """
    from claimcheck.cli.audit_run import tell, without_paths
    from claimcheck.cli.baseline_files import completeness, known, report_of, settings_like, write
    from claimcheck.cli.output import write_stdout
    from claimcheck.cli.types import origins
    from claimcheck.errors import UsageError
    from claimcheck.report.baselined import entries_of
    from claimcheck.report.words import count

    if source is not None:
        return _from_paper(source, values["baseline"], values["paths"], until, only_check=only_check)
    if reason is not None and not reason.strip():
        raise UsageError("--reason needs words", code="empty-value", hint="say why the findings are accepted")
    settings = settings_like(values, origins(ctx), like)
    if not settings.paths:
        return without_paths()
    before = known(settings, needed=False)
    report = report_of(settings, before)
    after = entries_of(report.documents, reason or REASON, until, before.baseline)
    tell(report, settings)
    number = count(sum(one.count for one in after.findings), "finding")
    same = after.text() == before.baseline.text()
    if only_check:
        state = "is as it would be written" if same else "would change"
        write_stdout(f"{before.name} {state}: {number} accepted\n")
        return strongest((completeness(report), Exit.CLEAN if same else Exit.FINDINGS))
    write(before.name, after)
    write_stdout(f"{before.name}: {number} accepted; use it with --baseline {before.name}\n")
    return completeness(report)


def _from_paper(
    source: str, baseline: str | None, paths: tuple[str, ...], until: date | None, *, only_check: bool
) -> int:
    """Add the findings that somebody accepts in a working paper."""
    from claimcheck.cli.baseline_files import opened, write
    from claimcheck.cli.output import write_stdout
    from claimcheck.errors import UsageError
    from claimcheck.report.baselined import added
    from claimcheck.report.files.formats import insist
    from claimcheck.report.words import count

    if paths:
        raise UsageError(
            "--from takes a working paper in place of paths", code="conflict", hint="leave the paths out"
        )
    insist("xlsx")
    from claimcheck.report.files.decisions import MOST_BYTES, accepted

    try:
        with open(source, "rb") as file:
            data = file.read(MOST_BYTES)
    except OSError as error:
        raise UsageError(
            f"cannot be read: {error.strerror or error}",
            code="bad-workbook",
            path=source,
            hint="check the path after --from",
        ) from None
    decided = [one.model_copy(update={"until": until}) for one in accepted(data, source)]
    before = opened(baseline, needed=False)
    after = added(before.baseline, decided)
    number = count(sum(one.count for one in decided), "finding")
    if only_check:
        same = after.text() == before.baseline.text()
        write_stdout(f"{before.name} {'holds' if same else 'lacks'} what {source} decides: {number}\n")
        return Exit.CLEAN if same else Exit.FINDINGS
    write(before.name, after)
    write_stdout(
        f"{before.name}: {number} accepted as {source} decides; use it with --baseline {before.name}\n"
    )
    return Exit.CLEAN
