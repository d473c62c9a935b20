"""``claimcheck claims init``: a new register of claims, or drafts for one that is there."""

from __future__ import annotations

import os

import click

from claimcheck.cli import options
from claimcheck.cli.options import EVIDENCE, OUTPUT, GroupedCommand
from claimcheck.errors import UsageError

NAME = "claims.yml"
EPILOG = """\
\b
Examples:
  claimcheck claims init
  claimcheck claims init --from fixtures/claims/draft.md our-claims.yml
"""


@click.command("init", cls=GroupedCommand, epilog=EPILOG)
@click.argument("register", default=NAME, metavar="[REGISTER]", type=click.Path())
@options.option(
    "--from", "origins", heading=EVIDENCE, metavar="FILE", type=click.Path(), multiple=True,
    help="Draft an entry for every claim of this file: a JSON report of audit or check, or a file to audit; "
    "repeatable.",
)  # fmt: skip
@options.option(
    "--add", heading=OUTPUT, is_flag=True, help="Add drafts for what a register lacks, at its end."
)
@options.option("--force", heading=OUTPUT, is_flag=True, help="Write over a register that exists.")
def init(register: str, origins: tuple[str, ...], add: bool, force: bool) -> int:
    """Write a register of claims with a commented example; REGISTER is claims.yml unless named.

    With --from it has an entry for every wording of a claim: a draft, which nobody has approved until somebody enters
    an owner and writes approved.
    """
    from claimcheck.cli.claims_files import add_drafts, begin
    from claimcheck.cli.output import write_stdout

    if add and force:
        raise UsageError(
            "--add keeps what --force writes over", code="conflict", hint="leave one of them out"
        )
    if add and not origins:
        raise UsageError("--add needs --from", code="conflict", hint="name the text whose claims are added")
    if os.path.exists(register) and not (force or add):
        raise UsageError(
            "is there already, and nothing was written", code="exists", path=register,
            hint="name another file, add what it lacks with --add, or write over it with --force",
        )  # fmt: skip
    write_stdout(add_drafts(register, origins) if add else begin(register, origins))
    return 0
