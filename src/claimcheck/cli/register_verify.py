"""``claimcheck evidence verify`` and ``claimcheck claims verify``: which entries of registers still hold."""

from __future__ import annotations

from datetime import date

import click

from claimcheck.cli import options
from claimcheck.cli.options import CONTEXT, EVIDENCE, GroupedCommand
from claimcheck.cli.types import Day

CLAIMS_EPILOG = f"""\
\b
Examples:
  claimcheck claims verify fixtures/claims/claims.yml --as-of 2026-11-25
  claimcheck claims verify fixtures/claims/claims.yml --from fixtures/claims/draft.md --as-of 2026-11-25

\b
Exit codes:
  0  every entry holds, or was withdrawn
  1  an approval has ended or not begun, a draft waits, two entries have one wording, or evidence does not count
  2  wrong call or faulty register
  3  with --from: a text could not be read, or only in part

{options.ENVIRONMENT}
"""

_as_of = options.option("--as-of", heading=CONTEXT, type=Day(), help="The day that counts.  [default: today]")
EVIDENCE_EPILOG = f"""\
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


@click.command("verify", cls=GroupedCommand, epilog=EVIDENCE_EPILOG)
@click.argument("registers", nargs=-1, metavar="[REGISTER]...", type=click.Path())
@_as_of
@options.format_option("json")
def verify_evidence(registers: tuple[str, ...], as_of: date | None, format_: str) -> int:
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


@click.command("verify", cls=GroupedCommand, epilog=CLAIMS_EPILOG)
@click.argument("registers", nargs=-1, metavar="[REGISTER]...", type=click.Path())
@_as_of
@options.option(
    "--evidence", heading=EVIDENCE, metavar="FILE|DIR", multiple=True, type=click.Path(),
    help="The register of evidence that has what entries rest on; repeatable.  [default: as configured]",
)  # fmt: skip
@options.option(
    "--from", "origins", heading=EVIDENCE, metavar="PATH", multiple=True, type=click.Path(),
    help="Say which entries no text has: a file, folder or pattern to audit; repeatable.",
)  # fmt: skip
@options.format_option("json")
def verify_claims(
    registers: tuple[str, ...],
    as_of: date | None,
    evidence: tuple[str, ...],
    origins: tuple[str, ...],
    format_: str,
) -> int:
    """List the entries of a register of claims with their state, and say what is to be done.

    REGISTER is a file. Where none is named, it is what `claims` says in the configuration, else claims.yml.
    """
    from claimcheck.cli.output import write_stdout
    from claimcheck.cli.settings import configured_files
    from claimcheck.cli.verification import claims_table, verified_claims

    found = verified_claims(
        registers or configured_files("claims", "claims.yml"),
        evidence or configured_files("evidence"),
        origins,
        as_of or date.today(),
    )
    write_stdout(
        found.model_dump_json(indent=2) + "\n" if format_ == "json" else claims_table(found),
        format_,
    )
    return found.exit_code
