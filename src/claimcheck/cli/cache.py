"""``claimcheck cache``: the records of files that were judged before."""

from __future__ import annotations

import click

from claimcheck.cli.lazy import Entry, LazyGroup

COMMANDS = {
    "info": Entry("claimcheck.cli.cache_commands:info", "Show where records are kept, and how many."),
    "clean": Entry("claimcheck.cli.cache_commands:clean", "Drop all records."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def cache() -> None:
    """Show or empty the cache, from which check and audit take the records of files that are as they were."""
