"""``claimcheck lsp``: the language server for editors."""

from __future__ import annotations

import click

from claimcheck.cli import options
from claimcheck.cli.options import GroupedCommand

EPILOG = """\
An editor starts it and talks to it over standard input and output. It works in the folder that the editor has open;
each file is judged by the nearest claimcheck.toml, as `claimcheck check` does. docs/editor.md has the settings of
editors.

\b
Exit codes:
  0  the editor has ended the session
  2  the call is wrong, or the extra lsp is not installed
"""


@click.command("lsp", cls=GroupedCommand, epilog=EPILOG)
@options.like_option()
@options.config_options()
def lsp(like: str, config: tuple[str, ...], isolated: bool) -> int:
    """Serve an editor: remarks while somebody writes, with their law, suggestions and the score.

    It speaks the Language Server Protocol for Markdown, HTML and text.
    """
    from claimcheck.cli.serving import end_when_told, insist
    from claimcheck.cli.settings import sources_from_environment

    insist("lsp", "pygls")
    sources = sources_from_environment(like, config, isolated=isolated)

    from claimcheck.lsp.server import serve

    end_when_told()
    return serve(sources)
