"""``claimcheck review``: a page on this machine to read claims, decide about them and try other words."""

from __future__ import annotations

from typing import Any

import click

from claimcheck.cli import options
from claimcheck.cli.options import OUTPUT, RULES, GroupedCommand

EPILOG = """\
\b
Examples:
  claimcheck review fixtures/reports/tarnholm-2025.pdf
  claimcheck review drafts --like check --compare last-year.json

\b
Exit codes:
  0  the review was ended with Ctrl-C; what was decided is in the file
  2  an option, the configuration or the decisions file cannot be used
"""


@click.command(cls=GroupedCommand, epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@options.context_options(audience="investor")
@options.like_option("audit")
@options.evidence_option()
@options.claims_options()
@options.rule_options()
@options.option("--baseline", heading=RULES, metavar="FILE", type=click.Path(),
                help="Mark findings that this file of `baseline write` accepts.")  # fmt: skip
@options.decisions_option("Keep what is decided in this file.  [default: claimcheck-decisions.yml]")
@options.option("--compare", heading=OUTPUT, metavar="OLD", type=click.Path(),
                help="Mark what is new or changed since a JSON report or a file.")  # fmt: skip
@options.option("--reviewer", heading=OUTPUT, metavar="NAME",
                help="Who decides.  [default: the name one is logged in by]")  # fmt: skip
@options.option("--open/--no-open", "opened", heading=OUTPUT, default=True,
                help="Open the page in the browser.  [default: open]")  # fmt: skip
@options.progress_option()
@options.file_options()
@click.pass_context
def review(ctx: click.Context, /, like: str, **values: Any) -> int:
    """Show documents with their claims in the browser, to decide about them.

    The page is served on this machine only, at an address that nobody else knows. PATH is as in audit; files can be
    dropped on the page as well. Every decision is written to the decisions file at once.
    """
    from claimcheck.cli.reviewing import execute
    from claimcheck.cli.types import origins

    return execute(values, origins(ctx), like)
