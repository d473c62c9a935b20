"""``claimcheck evidence`` and ``claimcheck claims``, each ``init`` and ``verify``: begin registers, look at entries."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import click

from claimcheck.cli import options
from claimcheck.cli.options import EVIDENCE, OUTPUT
from claimcheck.cli.output import existing, write_stdout
from claimcheck.cli.settings import configured_files
from claimcheck.errors import UsageError

if TYPE_CHECKING:
    from claimcheck.batch import Command

CLAIMS_NAME = "claims.yml"

EVIDENCE_NAME = "claimcheck-evidence.yml"


@options.command("init", """
  claimcheck evidence init
  claimcheck evidence init --from fixtures/reports/tarnholm-2025.pdf our-evidence.yml
""")  # fmt: skip
@click.argument("register", default=EVIDENCE_NAME, metavar="[REGISTER]", type=click.Path())
@options.origin_option(
    "origin", "Ask for what the claims of this file lack: a JSON report of audit or check, or a file to read."
)
@options.like_option("audit")
@options.force_option("register")
def init_evidence(register: str, origin: str | None, like: Command, force: bool) -> int:
    """Write a register of evidence with a commented example; REGISTER is claimcheck-evidence.yml unless named.

    With --from it has an entry to fill in for every claim that lacks evidence which a register can hold. These are
    comments, so the register counts for nothing until somebody fills them in.
    """
    from claimcheck.cli.registers import begin

    if os.path.exists(register) and not force:
        raise existing(register)
    write_stdout(begin(register, origin, like))
    return 0


@options.command("init", """
  claimcheck claims init
  claimcheck claims init --from fixtures/claims/draft.md our-claims.yml
""")  # fmt: skip
@click.argument("register", default=CLAIMS_NAME, metavar="[REGISTER]", type=click.Path())
@options.origin_option(
    "origins", "Draft an entry for every claim of this file: a JSON report of audit or check, or a file to read; "
    "repeatable.", multiple=True,
)  # fmt: skip
@options.like_option()
@options.option("--add", heading=OUTPUT, is_flag=True, help="Add drafts for what a register lacks, at its end.")
@options.force_option("register")
def init_claims(register: str, origins: tuple[str, ...], like: Command, add: bool, force: bool) -> int:
    """Write a register of claims with a commented example; REGISTER is claims.yml unless named.

    With --from it has an entry for every wording of a claim: a draft, which nobody has approved until somebody enters
    an owner and writes approved.
    """
    from claimcheck.cli.registers import begin_claims

    if add and force:
        message = "--add keeps what --force writes over"
        raise UsageError(message, code="conflict", hint="leave one of them out")
    if add and not origins:
        raise UsageError("--add needs --from", code="conflict", hint="name the text whose claims are added")
    if os.path.exists(register) and not (force or add):
        raise existing(register, " add what it lacks with --add,")
    write_stdout(begin_claims(register, origins, like, add=add))
    return 0


_as_of = options.as_of_option("The day that counts.")


@options.command("verify", """
  claimcheck evidence verify fixtures/register/claimcheck-evidence.yml --as-of 2026-11-25
  claimcheck evidence verify fixtures/register --format json --as-of 2026-11-25
""", exits="""
  0  every entry counts
  1  a file is missing or has changed, or an entry has expired, is not valid yet or has no hash
  2  wrong call or faulty register
""", environment=True)  # fmt: skip
@click.argument("registers", nargs=-1, metavar="[REGISTER]...", type=click.Path())
@_as_of
@options.format_option("json")
def verify_evidence(registers: tuple[str, ...], as_of: date | None, format_: str) -> int:
    """Hash every file of a register anew, and list its entries with their state.

    REGISTER is a file, or a folder with registers in it. Where none is named, it is what `evidence` says in the
    configuration, else claimcheck-evidence.yml.
    """
    from claimcheck.cli.registers import table, verified
    from claimcheck.evidence.register import NAME

    found = verified(registers or configured_files("evidence", NAME), as_of or date.today())
    write_stdout(found.model_dump_json(indent=2) + "\n" if format_ == "json" else table(found), format_)
    return found.exit_code


@options.command("verify", """
  claimcheck claims verify fixtures/claims/claims.yml --as-of 2026-11-25
  claimcheck claims verify fixtures/claims/claims.yml --from fixtures/claims/draft.md --as-of 2026-11-25
""", exits="""
  0  every entry holds, or was withdrawn
  1  an approval has ended or not begun, a draft waits, two entries have one wording, or evidence does not count
  2  wrong call or faulty register
  3  with --from: a text could not be read, or only in part
""", environment=True)  # fmt: skip
@click.argument("registers", nargs=-1, metavar="[REGISTER]...", type=click.Path())
@_as_of
@options.option(
    "--evidence", heading=EVIDENCE, metavar="FILE|DIR", multiple=True, type=click.Path(),
    help="The register of evidence that has what entries rest on; repeatable.  [default: as configured]",
)  # fmt: skip
@options.origin_option("origins", "Say which entries no text has: a file, folder or pattern to read; repeatable.",
                       metavar="PATH", multiple=True)  # fmt: skip
@options.like_option()
@options.format_option("json")
def verify_claims(
    registers: tuple[str, ...], as_of: date | None, evidence: tuple[str, ...], origins: tuple[str, ...], like: Command,
    format_: str,
) -> int:  # fmt: skip
    """List the entries of a register of claims with their state, and say what is to be done.

    REGISTER is a file. Where none is named, it is what `claims` says in the configuration, else claims.yml.
    """
    from claimcheck.cli.registers import table, verified_claims

    named = registers or configured_files("claims", "claims.yml")
    evidence = evidence or configured_files("evidence")
    found = verified_claims(named, evidence, origins, as_of or date.today(), like)
    write_stdout(found.model_dump_json(indent=2) + "\n" if format_ == "json" else table(found), format_)
    return found.exit_code
