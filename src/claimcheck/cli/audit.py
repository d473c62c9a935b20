"""``claimcheck audit``: which evidence the claims of a report lack."""

from __future__ import annotations

from typing import Any

import click

from claimcheck.cli import options
from claimcheck.cli.options import GroupedCommand

EPILOG = f"""\
\b
Examples:
  claimcheck audit fixtures/reports/tarnholm-2025.pdf
  claimcheck audit fixtures/reports --jobs 2 --limit 0
  claimcheck audit fixtures/reports/tarnholm-2025.pdf --output json:report.json --output markdown:report.md

{options.EXITS}
{options.ENVIRONMENT}
"""


@click.command(cls=GroupedCommand, epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="PATH...")
@options.context_options(audience="investor")
@options.evidence_option()
@options.claims_options()
@options.rule_options()
@options.gate_options(fail_on="never")
@options.output_options()
@options.changed_option()
@options.run_options()
@options.cache_options("no cache")
@click.pass_context
def audit(ctx: click.Context, /, **values: Any) -> int:
    """Show which evidence the claims of report files lack, worst claim first.

    PATH is a file (PDF, Office, HTML, Markdown, text), a folder, a pattern such as 'reports/**/*.pdf', or - for
    standard input.
    """
    from claimcheck.cli.audit_run import execute
    from claimcheck.cli.settings import build
    from claimcheck.cli.types import origins

    return execute(build(values, origins(ctx), "audit"))
