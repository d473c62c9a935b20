"""``claimcheck evidence``: the register of evidence that no report holds."""

from __future__ import annotations

import click

from claimcheck.cli.lazy import Entry, LazyGroup

COMMANDS = {
    "init": Entry("claimcheck.cli.evidence_init:init", "Begin a register, filled with what claims lack."),
    "verify": Entry("claimcheck.cli.evidence_verify:verify", "Check the files and dates of a register."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def evidence() -> None:
    """Begin or check a register of evidence, which audit and check read with --evidence."""
