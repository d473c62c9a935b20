"""``claimcheck evidence init`` and ``claimcheck claims init``: a new register, or drafts for one that is there."""

from __future__ import annotations

import os

import click

from claimcheck.cli import options
from claimcheck.cli.options import EVIDENCE, OUTPUT, GroupedCommand
from claimcheck.errors import UsageError

CLAIMS_NAME = "claims.yml"
CLAIMS_EPILOG = """\
\b
Examples:
  claimcheck claims init
  claimcheck claims init --from fixtures/claims/draft.md our-claims.yml
"""

EVIDENCE_NAME = "claimcheck-evidence.yml"
EVIDENCE_EPILOG = """\
\b
Examples:
  claimcheck evidence init
  claimcheck evidence init --from fixtures/reports/tarnholm-2025.pdf our-evidence.yml
"""


@click.command("init", cls=GroupedCommand, epilog=EVIDENCE_EPILOG)
@click.argument("register", default=EVIDENCE_NAME, metavar="[REGISTER]", type=click.Path())
@options.option(
    "--from", "origin", heading=EVIDENCE, metavar="FILE", type=click.Path(),
    help="Ask for what the claims of this file lack: a JSON report of audit or check, or a file to audit.",
)  # fmt: skip
@options.option("--force", heading=OUTPUT, is_flag=True, help="Write over a register that exists.")
def init_evidence(register: str, origin: str | None, force: bool) -> int:
    """Write a register of evidence with a commented example; REGISTER is claimcheck-evidence.yml unless named.

    With --from it has an entry to fill in for every claim that lacks evidence which a register can hold. These are
    comments, so the register counts for nothing until somebody fills them in.
    """
    from claimcheck.cli.output import write_stdout
    from claimcheck.cli.register_files import begin

    if os.path.exists(register) and not force:
        raise UsageError(
            "is there already, and nothing was written", code="exists", path=register,
            hint="name another file, or write over it with --force",
        )  # fmt: skip
    write_stdout(begin(register, origin))
    return 0


@click.command("init", cls=GroupedCommand, epilog=CLAIMS_EPILOG)
@click.argument("register", default=CLAIMS_NAME, metavar="[REGISTER]", type=click.Path())
@options.option(
    "--from", "origins", heading=EVIDENCE, metavar="FILE", type=click.Path(), multiple=True,
    help="Draft an entry for every claim of this file: a JSON report of audit or check, or a file to audit; "
    "repeatable.",
)  # fmt: skip
@options.option(
    "--add", heading=OUTPUT, is_flag=True, help="Add drafts for what a register lacks, at its end."
)
@options.option("--force", heading=OUTPUT, is_flag=True, help="Write over a register that exists.")
def init_claims(register: str, origins: tuple[str, ...], add: bool, force: bool) -> int:
    """Write a register of claims with a commented example; REGISTER is claims.yml unless named.

    With --from it has an entry for every wording of a claim: a draft, which nobody has approved until somebody enters
    an owner and writes approved.
    """
    from claimcheck.cli.output import write_stdout
    from claimcheck.cli.register_files import add_drafts, begin_claims

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
    write_stdout(add_drafts(register, origins) if add else begin_claims(register, origins))
    return 0
