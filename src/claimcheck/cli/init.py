"""``claimcheck init``: a new configuration, with what is set most often as comments."""

from __future__ import annotations

import os

import click

from claimcheck.cli import options
from claimcheck.cli.options import OUTPUT, GroupedCommand
from claimcheck.errors import UsageError

EPILOG = """\
\b
Examples:
  claimcheck init
  claimcheck init copy/claimcheck.toml
"""
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


@click.command("init", cls=GroupedCommand, epilog=EPILOG)
@click.argument("file", default="claimcheck.toml", metavar="[FILE]", type=click.Path())
@options.option("--force", heading=OUTPUT, is_flag=True, help="Write over a file that exists.")
def init(file: str, force: bool) -> int:
    """Write a configuration in which everything is a comment; FILE is claimcheck.toml unless named."""
    from claimcheck.cli.output import OutputFile, write_stdout
    from claimcheck.cli.settings import Output
    from claimcheck.report.layout import visible

    if os.path.lexists(file) and not force:
        raise UsageError(
            "is there already, and nothing was written", code="exists", path=file,
            hint="name another file, or write over it with --force",
        )  # fmt: skip
    target = OutputFile(Output("text", file))
    try:
        target.write(STARTER)
    finally:
        target.discard()
    write_stdout(f"{visible(file)}\n")
    return 0
