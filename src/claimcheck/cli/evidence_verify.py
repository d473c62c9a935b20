"""``claimcheck evidence verify``: whether the files of a register are those that were registered, and still count."""

from __future__ import annotations

from datetime import date

import click

from claimcheck.cli import options
from claimcheck.cli.options import CONTEXT, OUTPUT, GroupedCommand
from claimcheck.cli.types import Day, OneOf

EPILOG = f"""\
\b
Examples:
  claimcheck evidence verify fixtures/register/claimcheck-evidence.yml --as-of 2026-11-25
  claimcheck evidence verify fixtures/register --format json --as-of 2026-11-25

\b
Exit codes:
  0  every entry counts
  1  a file is missing or has changed, or an entry has expired, is not valid yet or has no hash
  2  wrong call or faulty register

{options.ENVIRONMENT}
"""


@click.command("verify", cls=GroupedCommand, epilog=EPILOG)
@click.argument("registers", nargs=-1, metavar="[REGISTER]...", type=click.Path())
@options.option("--as-of", heading=CONTEXT, type=Day(), help="The day that counts.  [default: today]")
@options.option(
    "--format", "format_", heading=OUTPUT, type=OneOf("text", "json"), default="text", show_default=True,
    envvar="CLAIMCHECK_RULE_FORMAT", help="Format on standard output.",
)  # fmt: skip
def verify(registers: tuple[str, ...], as_of: date | None, format_: str) -> int:
    """Hash every file of a register anew, and list its entries with their state.

    REGISTER is a file, or a folder with registers in it. Where none is named, it is what `evidence` says in the
    configuration, else claimcheck-evidence.yml.
    """
    from claimcheck.cli.output import write_stdout
    from claimcheck.cli.settings import configured_files
    from claimcheck.cli.verification import table, verified
    from claimcheck.evidence.register import NAME

    found = verified(registers or configured_files("evidence", NAME), as_of or date.today())
    write_stdout(found.model_dump_json(indent=2) + "\n" if format_ == "json" else table(found), format_)
    return found.exit_code
