"""``claimcheck baseline prune``: drop accepted findings that are found no more."""

from __future__ import annotations

import os
from typing import Any

import click

from claimcheck.cli import options
from claimcheck.cli.exit_codes import Exit, strongest
from claimcheck.cli.options import GroupedCommand

EPILOG = """\
\b
Examples:
  claimcheck baseline prune --baseline fixtures/baselines/copy.json
  claimcheck baseline prune --baseline fixtures/baselines/copy.json --check

\b
Exit codes:
  0  nothing in the baseline is out of date, or what was is dropped
  1  with --check: something is
  2  an option, the configuration or the baseline cannot be used
  3  some input could not be read, or only in part; its entries stay
"""


@click.command("prune", cls=GroupedCommand, epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@options.baseline_options()
@click.pass_context
def prune_baseline(ctx: click.Context, /, like: str, only_check: bool, **values: Any) -> int:
    """Drop from a baseline what is found no more.

    Without PATH the files that it names are read. Entries of files that are gone go too; those of files that cannot be
    read whole stay.
    """
    from msgspec.structs import replace

    from claimcheck.cli.audit_run import tell
    from claimcheck.cli.baseline_files import completeness, known, report_of, settings_like, write
    from claimcheck.cli.output import write_stdout
    from claimcheck.cli.types import origins
    from claimcheck.config.baseline import Baseline, KnownBaseline
    from claimcheck.report.baselined import left_of, without
    from claimcheck.report.words import count

    settings = settings_like(values, origins(ctx), like)
    before = known(settings, needed=True)
    if not settings.paths:
        named = sorted({one.path for one in before.baseline.findings if os.path.exists(one.path)})
        settings = replace(settings, paths=tuple(named))
    report = report_of(settings, KnownBaseline(before.name, Baseline()))
    left = left_of(report.documents, before.baseline)
    after = without(before.baseline, left)
    tell(report, settings)
    gone = sum(one.count for one in left)
    kept = count(sum(one.count for one in after.findings), "finding")
    if only_check:
        words = f"{count(gone, 'accepted finding')} cannot be found any more" if gone else "nothing to drop"
        write_stdout(f"{before.name}: {words}; {kept} accepted\n")
        return strongest((completeness(report), Exit.FINDINGS if gone else Exit.CLEAN))
    if gone:
        write(before.name, after)
    write_stdout(
        f"{before.name}: {count(gone, 'entry', 'entries') if gone else 'nothing'} dropped; {kept} accepted\n"
    )
    return completeness(report)
