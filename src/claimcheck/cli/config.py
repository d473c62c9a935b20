"""``claimcheck config``: the settings that hold, and where each of them comes from."""

from __future__ import annotations

import json
from typing import Any

import click

from claimcheck.cli import options
from claimcheck.cli.options import RUN, GroupedCommand

EPILOG = """\
\b
Examples:
  claimcheck config
  claimcheck config fixtures/copy/fell-3-kettle.md --like check --format json
"""


@click.command("config", cls=GroupedCommand, epilog=EPILOG)
@click.argument("path", required=False, metavar="[PATH]")
@options.like_option()
@options.option(
    "--config", heading=RUN, metavar="FILE|KEY=VALUE", multiple=True,
    help="Use this configuration file, or set one of its keys; repeatable.",
)  # fmt: skip
@options.option("--isolated", heading=RUN, is_flag=True, help="Use no configuration file.")
@options.format_option("json")
def show_config(path: str | None, like: str, config: tuple[str, ...], isolated: bool, format_: str) -> int:
    """Show the settings for a file, or for any file of this folder, with the line that each comes from.

    Keys that nobody sets are not shown; `claimcheck schema config` has them all.
    """
    from claimcheck.cli.output import write_stdout
    from claimcheck.cli.settings import sources_from_environment

    sources = sources_from_environment(like, config, isolated=isolated)
    found = {**sources.of_run(), **sources.of_file(path)}
    rows = [(key, one.value, one.origin) for key, one in sorted(found.items())]
    if format_ == "json":
        values = {key: {"value": value, "origin": origin} for key, value, origin in rows}
        text = json.dumps(values, ensure_ascii=False, indent=2) + "\n"
    else:
        text = _table(rows)
    write_stdout(text, format_)
    return 0


def _table(rows: list[tuple[str, Any, str]]) -> str:
    from tabulate import tabulate

    from claimcheck.report.layout import visible

    cells = [
        (key, visible(json.dumps(value, ensure_ascii=False)), visible(origin)) for key, value, origin in rows
    ]
    return tabulate(cells, ("key", "value", "from"), tablefmt="simple", disable_numparse=True) + "\n"
