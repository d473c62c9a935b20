"""``claimcheck corpus``: many documents to Parquet."""

from __future__ import annotations

from typing import Any

import click

from claimcheck.cli import options
from claimcheck.cli.options import OUTPUT, RUN, GroupedCommand
from claimcheck.cli.types import Whole

EPILOG = f"""\
\b
Examples:
  claimcheck corpus fixtures/reports --out build/corpus --as-of 2026-11-30
  claimcheck corpus 'fixtures/reports/*.pdf' --out build/corpus --jobs 0

\b
Exit codes:
  0  every document was read whole
  2  wrong call or faulty rule file; nothing was read
  3  some document could not be read, or only in part
  4  a defect of claimcheck
  130  interrupted; the same call goes on where it was

{options.ENVIRONMENT}
"""


@click.command(cls=GroupedCommand, epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@options.option("--out", heading=OUTPUT, metavar="DIR", required=True, type=click.Path(),
                help="Folder for the tables; it then holds these documents and no others.")  # fmt: skip
@options.context_options(audience="investor", paged=False)
@options.rule_options()
@options.progress_option()
@options.option("--jobs", heading=RUN, type=Whole(0), metavar="N", default=1, show_default=True,
                help="Read N documents at a time; 0 for as many as there are processors.")  # fmt: skip
@options.option("--scheduler", heading=RUN, metavar="local|dask|ADDRESS", default="local", show_default=True,
                help="Processes of this machine, a Dask cluster on it, or the address of a Dask scheduler whose "
                "machines see the same paths.")  # fmt: skip
@options.read_limit_option()
@options.config_options()
@click.pass_context
def corpus(ctx: click.Context, /, **values: Any) -> int:
    """Write tables of documents, claims, elements and findings of many files as Parquet.

    PATH is a file, a folder or a pattern such as 'reports/**/*.pdf'. What is in DIR already is not made again, so an
    interrupted run goes on where it was. Needs the extra scale. docs/scale.md has the tables, queries and costs.
    """
    from claimcheck.cli.corpus_run import execute
    from claimcheck.cli.types import origins

    return execute(values, origins(ctx))
