"""``claimcheck evidence init``: a new register, ready to be filled in."""

from __future__ import annotations

import os

import click

from claimcheck.cli import options
from claimcheck.cli.options import EVIDENCE, OUTPUT, GroupedCommand
from claimcheck.errors import UsageError

NAME = "claimcheck-evidence.yml"
EPILOG = """\
\b
Examples:
  claimcheck evidence init
  claimcheck evidence init --from fixtures/reports/tarnholm-2025.pdf our-evidence.yml
"""


@click.command("init", cls=GroupedCommand, epilog=EPILOG)
@click.argument("register", default=NAME, metavar="[REGISTER]", type=click.Path())
@options.option(
    "--from", "origin", heading=EVIDENCE, metavar="FILE", type=click.Path(),
    help="Ask for what the claims of this file lack: a JSON report of audit or check, or a file to audit.",
)  # fmt: skip
@options.option("--force", heading=OUTPUT, is_flag=True, help="Write over a register that exists.")
def init(register: str, origin: str | None, force: bool) -> int:
    """Write a register of evidence with a commented example; REGISTER is claimcheck-evidence.yml unless named.

    With --from it has an entry to fill in for every claim that lacks evidence which a register can hold. These are
    comments, so the register counts for nothing until somebody fills them in.
    """
    from claimcheck.cli.output import write_stdout
    from claimcheck.cli.starter_files import begin

    if os.path.exists(register) and not force:
        raise UsageError(
            "is there already, and nothing was written", code="exists", path=register,
            hint="name another file, or write over it with --force",
        )  # fmt: skip
    write_stdout(begin(register, origin))
    return 0
