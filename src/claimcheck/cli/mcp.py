"""``claimcheck mcp``: the server for assistants."""

from __future__ import annotations

import click

from claimcheck.cli import options
from claimcheck.cli.options import RUN, GroupedCommand

EPILOG = """\
An assistant starts it and calls its tools over standard input and output. It reads no configuration file but one that
--config names, and calls no model and no network. docs/assistant.md has the settings of assistants.

\b
Exit codes:
  0  the assistant has ended the session
  2  the call, the configuration or a rule file is wrong, or the extra mcp is not installed
"""


@click.command("mcp", cls=GroupedCommand, epilog=EPILOG)
@options.option(
    "--root", "roots", heading=RUN, metavar="DIR", multiple=True, type=click.Path(),
    help="Read files below this folder and nowhere else; repeatable.  [default: the folder it is started in]",
)  # fmt: skip
@options.option(
    "--config", heading=RUN, metavar="FILE|KEY=VALUE", multiple=True,
    help="Use this configuration file, or set one of its keys; repeatable.",
)  # fmt: skip
def mcp(roots: tuple[str, ...], config: tuple[str, ...]) -> int:
    """Serve an assistant: check texts, audit files, suggest wordings, explain rules and their law.

    It speaks the Model Context Protocol. No model is called by it.
    """
    from claimcheck.cli.serving import end_when_told, insist
    from claimcheck.cli.settings import sources_from_environment

    insist("mcp", "mcp")
    sources = sources_from_environment("check", config, isolated=True)

    from claimcheck.mcp.server import serve

    end_when_told()
    return serve(sources, roots or (".",))
