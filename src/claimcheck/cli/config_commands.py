"""``claimcheck config``, ``init`` and ``cache``: the settings that hold, a new file of them, and kept records."""

from __future__ import annotations

import json
import os

import click

from claimcheck.cli import options
from claimcheck.cli.failures import said, say, tell_unheeded
from claimcheck.cli.options import RUN, GroupedCommand
from claimcheck.cli.output import as_json, existing, write_file, write_stdout
from claimcheck.cli.settings import cache_folder, sources_from_environment
from claimcheck.config.cache_folder import Cache
from claimcheck.errors import UsageError
from claimcheck.report.layout import visible
from claimcheck.report.words import count


@options.command("config", """
  claimcheck config
  claimcheck config fixtures/copy/fell-3-kettle.md --like check --format json
""")  # fmt: skip
@click.argument("path", required=False, metavar="[PATH]")
@options.like_option()
@options.one_config_option
@options.option("--isolated", heading=RUN, is_flag=True, help="Use no configuration file.")
@options.format_option("json")
def show_config(path: str | None, like: str, config: tuple[str, ...], isolated: bool, format_: str) -> int:
    """Show the settings for a file, or for any file of this folder, with the line that each comes from.

    Keys that nobody sets are not shown; `claimcheck schema config` has them all. A note names those for whole runs
    that the file's own configuration has and that count only in its folder, and another one says where there is no such
    file yet.
    """
    sources = sources_from_environment(like, config, isolated=isolated)
    found = {**sources.of_run(), **sources.of_file(path)}
    if path is not None:
        tell_unheeded(sources, [path])
        if not os.path.exists(path):
            say(said("note", "does not exist; a file of this name would have these settings", place=path))
    rows = [(key, one.value, one.origin) for key, one in sorted(found.items())]
    if format_ == "json":
        values = {key: {"value": value, "origin": origin} for key, value, origin in rows}
        write_stdout(as_json(values), format_)
        return 0
    from tabulate import tabulate

    told = ((key, json.dumps(value, ensure_ascii=False), origin) for key, value, origin in rows)
    cells = [tuple(map(visible, one)) for one in told]
    table = tabulate(cells, ("key", "value", "from"), tablefmt="simple", disable_numparse=True)
    write_stdout(f"{table}\n", format_)
    return 0


STARTER = """\
# Settings of claimcheck for what lies in this folder and below it. `claimcheck schema config` has every key, and
# `claimcheck config FILE` shows which settings hold for a file and where each comes from.

# Who reads the texts, where they stand, and whose law applies.
# audience = "consumer"
# medium = "web"
# jurisdiction = ["eu", "uk", "us"]

# Names of the company that speaks, and names that claim nothing by themselves, such as those of products.
# company = ["Our Company"]
# terms = ["GreenLine 300"]

# What makes the exit code 1, and findings that are accepted already (claimcheck baseline write).
# fail-on = "error"
# baseline = "claimcheck-baseline.json"

# What folders leave out besides what git ignores.
# exclude = ["drafts/", "*.tmp.md"]

# Registers of evidence and documents that hold some, and approved claims.
# evidence = ["claimcheck-evidence.yml"]
# claims = ["claims.yml"]

# Severity by rule, name or family: "error", "warning", "info" or "off". `claimcheck rules list` has them.
# [severity]
# STY = "off"

# Other settings for some files.
# [[per-path]]
# paths = ["ads/**"]
# medium = "advert"
"""


@options.command("init", """
  claimcheck init
  claimcheck init copy/claimcheck.toml
""")  # fmt: skip
@click.argument("file", default="claimcheck.toml", metavar="[FILE]", type=click.Path())
@options.force_option("file")
def init(file: str, force: bool) -> int:
    """Write a configuration in which everything is a comment; FILE is claimcheck.toml unless named."""
    if os.path.lexists(file) and not force:
        raise existing(file)
    write_file(file, STARTER)
    write_stdout(f"{visible(file)}\n")
    return 0


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
