"""``claimcheck cache info`` and ``claimcheck cache clean``."""

from __future__ import annotations

import click

from claimcheck.cli import options
from claimcheck.cli.options import GroupedCommand
from claimcheck.cli.output import write_stdout
from claimcheck.cli.settings import cache_folder
from claimcheck.config.cache_folder import Cache
from claimcheck.errors import UsageError
from claimcheck.report.layout import visible
from claimcheck.report.words import count

MEBIBYTE = 2**20


@click.command(cls=GroupedCommand, epilog="\b\nExamples:\n  claimcheck cache info\n")
@options.cache_dir_option
def info(cache_dir: str | None) -> int:
    """Show the folder of the cache, how much is in it, and how much may be.

    An entry is the record of a document, with its path and the sentences that a report quotes. Rules are compiled ones.
    """
    cache = _cache(cache_dir)
    held = cache.held()
    write_stdout(
        f"folder   {visible(str(cache.folder))}\n"
        f"entries  {held.entries}\n"
        f"rules    {held.rules}\n"
        f"size     {_size(held.bytes)} of {_size(cache.most_bytes)}\n"
    )
    return 0


@click.command(cls=GroupedCommand, epilog="\b\nExamples:\n  claimcheck cache clean\n")
@options.cache_dir_option
def clean(cache_dir: str | None) -> int:
    """Drop everything that the cache holds."""
    cache = _cache(cache_dir)
    dropped = cache.clean()
    told = count(dropped.entries + dropped.rules, "entry", "entries")
    write_stdout(f"{told} dropped, {_size(dropped.bytes)}: {visible(str(cache.folder))}\n")
    return 0


def _cache(named: str | None) -> Cache:
    folder = cache_folder(named)
    if folder is None:
        message = "there is no folder for caches on this system"
        raise UsageError(message, code="no-cache", hint="name one with --cache-dir")
    return Cache(folder)


def _size(size: int) -> str:
    return f"{size / MEBIBYTE:.1f} MiB"
