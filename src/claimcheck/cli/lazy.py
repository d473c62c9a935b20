"""A click group that imports a command when it is called, and not for its own help."""

from __future__ import annotations

import difflib
import os
from importlib import import_module
from typing import NamedTuple

import click

from claimcheck.errors import UsageError


class Entry(NamedTuple):
    """Where a command is found (``module:attribute``, below ``claimcheck.cli``) and its line in the help of its group.

    ``reads`` says that somebody who names a file without a command may have meant this one.
    """

    target: str
    summary: str
    reads: bool = False


class LazyGroup(click.Group):
    """A group whose commands are a table of ``Entry``."""

    def __init__(self, *args: object, table: dict[str, Entry], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the table."""
        del ctx
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command."""
        del ctx
        entry = self.table.get(cmd_name)
        if entry is None:
            return None
        module, _, attribute = entry.target.partition(":")
        command: click.Command = getattr(import_module(f"claimcheck.cli.{module}"), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one may be meant."""
        name = args[0]
        if name in self.table or name.startswith("-"):
            return super().resolve_command(ctx, args)
        near = difflib.get_close_matches(name, self.table, n=1)
        guess = f"did you mean {near[0]}? " if near else ""
        readers = [command for command, entry in self.table.items() if entry.reads]
        if readers and os.path.exists(name):
            calls = " or ".join(f"{ctx.command_path} {one} {name}" for one in readers)
            guess = f"it is a path, so write {calls}; "
        raise UsageError(
            f"there is no command {name!r}",
            code="unknown-command",
            hint=f"{guess}commands are {', '.join(self.table)}",
        )

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table without importing anything."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in self.table.items()])
