"""``claimcheck read``: what the tool sees of a file."""

from __future__ import annotations

from typing import Any

import click

from claimcheck.cli import options
from claimcheck.cli.options import GroupedCommand
from claimcheck.cli.types import OneOf, Pages, ReadLimits

FORMATS = ("text", "json", "markdown")
EPILOG = f"""\
\b
Examples:
  claimcheck read fixtures/reports/tarnholm-2025.pdf --pages 3 --tables
  claimcheck read fixtures/copy/fell-3-kettle.md --format json

\b
Exit codes:
  0  everything was read
  2  wrong call; nothing was read
  3  some input could not be read, or only in part

{options.ENVIRONMENT}
"""


@click.command(cls=GroupedCommand, epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="PATH...")
@options.option(
    "--pages", heading=options.CONTEXT, type=Pages(), help="Read only these pages, such as 80-160."
)
@options.option(
    "--lang", heading=options.CONTEXT, metavar="LANG", help="Language of the text.  [default: detect]"
)
@options.rules_option()
@options.option(
    "--format",
    "format_",
    heading=options.OUTPUT,
    type=OneOf(*FORMATS),
    default="text",
    show_default=True,
    help="Format on standard output.",
)
@options.option(
    "--tables",
    heading=options.OUTPUT,
    is_flag=True,
    help="Show for every value of a table its labels, unit and year (JSON always has them).",
)
@options.color_option()
@options.ocr_option()
@options.option(
    "--password-env",
    heading=options.RUN,
    metavar="NAME",
    help="Environment variable that holds the password of PDF files.",
)
@options.option(
    "--read-limit",
    "read_limits",
    heading=options.RUN,
    type=ReadLimits("LIMIT=N"),
    multiple=True,
    help="Read more or less of a file, such as pages=500, seconds=60 or memory=2GiB; repeatable.",
)
@options.option("--stdin-filename", heading=options.RUN, metavar="NAME",
                help="What to call standard input (the path -), which decides its format.")  # fmt: skip
def read(**values: Any) -> int:
    """Show what is read of files: blocks with their places, headings, notes, pages and tables.

    PATH is a file, a folder, a pattern, or - for standard input, as for audit. No rule runs.
    """
    from claimcheck.cli.reading import execute

    return execute(values)
