"""``claimcheck lsp`` and ``claimcheck mcp``: the servers for editors and for assistants."""

from __future__ import annotations

import signal

import click

from claimcheck.cli import options
from claimcheck.cli.options import RUN, GroupedCommand
from claimcheck.cli.settings import sources_from_environment
from claimcheck.errors import require

LSP_EPILOG = """\
An editor starts it and talks to it over standard input and output. It works in the folder that the editor has open;
each file is judged by the nearest claimcheck.toml, as `claimcheck check` does. docs/editor.md has the settings of
editors.

\b
Exit codes:
  0  the editor has ended the session
  2  the call is wrong, or the extra lsp is not installed
"""
MCP_EPILOG = """\
An assistant starts it and calls its tools over standard input and output. It reads no configuration file but one that
--config names, and calls no model and no network. docs/assistant.md has the settings of assistants.

\b
Exit codes:
  0  the assistant has ended the session
  2  the call, the configuration or a rule file is wrong, or the extra mcp is not installed
"""


@click.command("lsp", cls=GroupedCommand, epilog=LSP_EPILOG)
@options.like_option()
@options.config_options
def lsp(like: str, config: tuple[str, ...], isolated: bool) -> int:
    """Serve an editor: remarks while somebody writes, with their law, suggestions and the score.

    It speaks the Language Server Protocol for Markdown, HTML and text.
    """
    require("pygls", "lsp", "claimcheck lsp")
    sources = sources_from_environment(like, config, isolated=isolated)

    from claimcheck.lsp.server import serve

    _end_when_told()
    return serve(sources)


@click.command("mcp", cls=GroupedCommand, epilog=MCP_EPILOG)
@options.option(
    "--root", "roots", heading=RUN, metavar="DIR", multiple=True, type=click.Path(),
    help="Read files below this folder and nowhere else; repeatable.  [default: the folder it is started in]",
)  # fmt: skip
@options.one_config_option
def mcp(roots: tuple[str, ...], config: tuple[str, ...]) -> int:
    """Serve an assistant: check texts, audit files, suggest wordings, explain rules and their law.

    It speaks the Model Context Protocol. No model is called by it.
    """
    require("mcp", "mcp", "claimcheck mcp")
    sources = sources_from_environment("check", config, isolated=True)

    from claimcheck.mcp.server import serve

    _end_when_told()
    return serve(sources, roots or (".",))


def _end_when_told() -> None:
    """Let signals end this process at once: it writes no file, and a thread may wait for input that never comes."""
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, signal.SIG_DFL)
