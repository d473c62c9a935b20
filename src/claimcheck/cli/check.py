"""``claimcheck check``: the gate for drafted copy."""

from __future__ import annotations

from typing import Any

import click

from claimcheck.cli import options
from claimcheck.cli.options import GroupedCommand

EPILOG = f"""\
\b
Examples:
  claimcheck check fixtures/copy
  claimcheck check 'fixtures/copy/*.md' --format concise --fail-on warning
  echo 'Our eco-friendly bottle.' | claimcheck check - --stdin-filename draft.md

{options.EXITS}
{options.ENVIRONMENT}
"""


@click.command(cls=GroupedCommand, epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="PATH...")
@options.context_options(audience="consumer")
@options.evidence_option()
@options.claims_options()
@options.rule_options()
@options.gate_options(fail_on="error")
@options.output_options()
@options.changed_option()
@options.run_options()
@options.cache_options("cache")
@click.pass_context
def check(ctx: click.Context, /, **values: Any) -> int:
    """Check drafted copy, such as product pages and press texts; fails when a rule says error.

    PATH is a file (PDF, Office, HTML, Markdown, text), a folder, a pattern such as 'copy/**/*.md', or - for
    standard input.
    """
    from claimcheck.cli.audit_run import execute
    from claimcheck.cli.settings import build
    from claimcheck.cli.types import origins

    return execute(build(values, origins(ctx), "check"))
