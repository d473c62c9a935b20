"""``claimcheck baseline``: findings that are accepted for now."""

from __future__ import annotations

import click

from claimcheck.cli.lazy import Entry, LazyGroup

COMMANDS = {
    "write": Entry("claimcheck.cli.baseline_write:write_baseline", "Accept the findings of today."),
    "prune": Entry("claimcheck.cli.baseline_prune:prune_baseline", "Drop what is found no more."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def baseline() -> None:
    """Accept the findings of today, or drop those that are gone.

    A baseline lets a gate begin where a text stands: it names findings by a hash of their rule and their words, with a
    reason and, if you like, an end. `--baseline FILE`, or the key baseline of a configuration, makes audit and check
    use it.
    """
