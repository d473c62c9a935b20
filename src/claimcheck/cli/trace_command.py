"""``claimcheck trace``: why the claims of a line are as they are."""

from __future__ import annotations

from typing import Any

import click

from claimcheck.cli import options
from claimcheck.cli.options import OUTPUT, RULES, GroupedCommand
from claimcheck.cli.types import Names

EPILOG = f"""\
\b
Examples:
  claimcheck trace fixtures/register/draft.md:3 --element base_year
  claimcheck trace fixtures/reports/tarnholm-2025.pdf:p3:12 --format json
  claimcheck trace fixtures/register/draft.md:3 --rule RED-001

\b
Exit codes:
  0  the claims of the line are shown
  2  wrong call, faulty rule file, or no claim in this line
  3  the file could not be read, or only in part

{options.ENVIRONMENT}
"""


@click.command(cls=GroupedCommand, epilog=EPILOG)
@click.argument("target", metavar="FILE:LINE")
@options.context_options(audience="investor")
@options.like_option(default="audit")
@options.evidence_option()
@options.claims_options()
@options.rules_option()
@options.option("--rule", "asked", heading=RULES, type=Names("RULE"), multiple=True,
                help="Say of these rules, by id or name, whether each fired, and if not by which operand.")  # fmt: skip
@options.option("--element", "elements", heading=OUTPUT, type=Names("ELEMENT"), multiple=True,
                help="Show only these elements, such as base_year.")  # fmt: skip
@options.format_option("json", of="TRACE")
@options.color_option()
@options.file_options()
@click.pass_context
def trace(ctx: click.Context, /, **values: Any) -> int:
    """Show for the claims of a line what was looked at as evidence, and what refused each of it.

    FILE:LINE is a place as in the output of --format concise; of documents with pages it is FILE:pPAGE:LINE. A column
    behind the line is passed over.
    """
    from claimcheck.cli.tracing import execute
    from claimcheck.cli.types import origins

    return execute(values, origins(ctx))
