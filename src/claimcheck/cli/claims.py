"""``claimcheck claims``: the register of approved claims."""

from __future__ import annotations

import click

from claimcheck.cli.lazy import Entry, LazyGroup

COMMANDS = {
    "init": Entry(
        "claimcheck.cli.claims_init:init", "Begin a register, with a draft for every claim of a text."
    ),
    "verify": Entry("claimcheck.cli.claims_verify:verify", "Say which entries need somebody's attention."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def claims() -> None:
    """Begin or check a register of approved claims, which audit and check read with --claims."""
