"""``claimcheck diff``: what changed between two reports of one company, or two drafts."""

from __future__ import annotations

from typing import Any

import click

from claimcheck.cli import options
from claimcheck.cli.options import OUTPUT, RULES, GroupedCommand
from claimcheck.cli.types import OneOf, Whole
from claimcheck.report.formats import DIFF_FORMATS

EPILOG = f"""\
\b
Examples:
  claimcheck diff fixtures/versions/velbrook-2024.md fixtures/versions/velbrook-2025.md
  claimcheck diff fixtures/versions/castrell-2023.txt fixtures/versions/castrell-2024.txt --format concise

\b
Exit codes:
  0  nothing to fail on
  1  with --fail-on worse: NEW has less than OLD
  2  wrong call, faulty rule file, or a JSON file that is no report; nothing was compared
  3  one of the two could not be read, or only in part

{options.ENVIRONMENT}
"""


@click.command(cls=GroupedCommand, epilog=EPILOG)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@options.context_options(audience="investor")
@options.like_option(default="audit")
@options.evidence_option()
@options.rules_option()
@options.option("--fail-on", heading=RULES, type=OneOf("worse", "never"), default="never", show_default=True,
                envvar="CLAIMCHECK_DIFF_FAIL_ON",
                help="Exit with 1 when a target of OLD is not found in NEW, is due later, has a lower figure, fewer "
                "steps or more reserve, or when a claim has less evidence.")  # fmt: skip
@options.option("--format", "format_", heading=OUTPUT, type=OneOf(*DIFF_FORMATS),
                envvar="CLAIMCHECK_DIFF_FORMAT", help="Format on standard output.  [default: text]")  # fmt: skip
@options.option("--output", "outputs", heading=OUTPUT, metavar="FORMAT[:FILE]", multiple=True,
                envvar="CLAIMCHECK_DIFF_OUTPUT", help="Write a format to a file as well; repeatable.")  # fmt: skip
@options.option("--limit", heading=OUTPUT, type=Whole(0), metavar="N",
                help="Show at most N entries under each heading, 0 for all.  [default: 20 in text]")  # fmt: skip
@options.color_option()
@options.progress_option()
@options.file_options()
@click.pass_context
def diff(ctx: click.Context, /, **values: Any) -> int:
    """Show which claims are new, not found again or changed, and which targets and evidence differ.

    OLD and NEW are files of any format that audit reads, folders, or JSON reports that audit wrote, which are used as
    they are.
    """
    from claimcheck.cli.comparing import execute
    from claimcheck.cli.types import origins

    return execute(values, origins(ctx))
