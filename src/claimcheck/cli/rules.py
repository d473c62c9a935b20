"""``claimcheck rules``: what can be done with rules as a whole."""

from __future__ import annotations

import click

from claimcheck.cli.lazy import Entry, LazyGroup

COMMANDS = {
    "list": Entry("claimcheck.cli.rules_list:list_rules", "List the rules."),
    "test": Entry("claimcheck.cli.rules_test:test_rules", "Run the examples inside rule files."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def rules() -> None:
    """List the rules, or test a folder of rules."""
