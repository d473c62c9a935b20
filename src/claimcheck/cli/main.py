"""The entry of the command line: the group of commands, and the one place where errors become exit codes."""

from __future__ import annotations

import difflib
import gc
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

import click

from claimcheck.cli.exit_codes import Exit
from claimcheck.cli.failures import report_crash, report_error, report_interrupt, report_usage
from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.version import __version__


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
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command."""
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
        message = f"there is no command {name!r}"
        raise UsageError(message, code="unknown-command", hint=f"{guess}commands are {', '.join(self.table)}")

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in self.table.items()])


PROGRAM = "claimcheck"

COMMANDS = {
    "audit": Entry("commands:audit", "Show which evidence the claims of a report lack.", reads=True),
    "check": Entry("commands:check", "Check drafted copy; fails when a rule says error.", reads=True),
    "diff": Entry("commands:diff", "Show what changed between two reports of one company."),
    "review": Entry("commands:review", "Open a page on this machine to decide about claims."),
    "corpus": Entry("commands:corpus", "Write tables of the claims of many files as Parquet."),
    "read": Entry("commands:read", "Show what is read of a file, before any rule runs."),
    "trace": Entry("commands:trace", "Show why the evidence of a claim is held or missing."),
    "rule": Entry("explaining:rule", "Explain a rule, with its law and its remedy."),
    "rules": Entry("main:rules", "List the rules, or lint, test and measure them."),
    "law": Entry("explaining:law", "Show the law behind the rules: versions, grade and day of the check."),
    "baseline": Entry("main:baseline", "Accept the findings of today, or drop those that are gone."),
    "evidence": Entry("main:evidence", "Begin or check a register of evidence."),
    "claims": Entry("main:claims", "Begin or check a register of approved claims."),
    "cache": Entry("main:cache", "Show or empty the cache of records."),
    "lsp": Entry("serving:lsp", "Serve an editor with remarks while somebody writes."),
    "mcp": Entry("serving:mcp", "Serve an assistant with the tools of claimcheck."),
    "init": Entry("config_commands:init", "Begin a configuration file."),
    "config": Entry("config_commands:show_config", "Show the settings and where each comes from."),
    "schema": Entry("schema:schema", "Print the JSON Schema of a report or a file."),
}

EXAMPLES = """\
\b
Examples:
  claimcheck audit fixtures/reports/tarnholm-2025.pdf
  claimcheck check fixtures/copy
  claimcheck rule GEN-001
"""


def _show_version(ctx: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"{PROGRAM} {__version__}")
        ctx.exit()


@click.group(
    cls=LazyGroup,
    table=COMMANDS,
    epilog=EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "-V", "--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
    help="Print the version and stop.",
)  # fmt: skip
def cli() -> None:
    """Tell whether a green claim can be checked.

    Reads reports and drafted copy, finds every environmental, social or governance claim, and says
    which evidence that kind of claim needs, which of it is there and what to add. It never says whether
    a claim is true.
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; nothing is raised, whatever happens."""
    try:
        result = cli.main(args=arguments, prog_name=PROGRAM, standalone_mode=False)
        return int(result) if isinstance(result, int) else Exit.CLEAN
    except (click.Abort, KeyboardInterrupt) as error:
        return report_interrupt(error)
    except ClaimcheckError as error:
        return report_error(error)
    except click.ClickException as error:
        return report_usage(error)
    except SystemExit:
        # click ends the process by itself only when help or version meet a closed pipe
        return Exit.CLEAN
    except Exception as error:
        return report_crash(error)


def main() -> None:
    """Run the command line of this process; who ends it politely gets no half of a file either."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # Nearly all that is made lives as long as the run; what is not is looked for between files.
    gc.disable()
    code = run()
    # Python looks for garbage once more before it ends; among all the rules that takes as long as checking a page.
    gc.freeze()
    sys.exit(code)


baseline = LazyGroup(
    "baseline",
    help="Accept the findings of today, or drop those that are gone.\n\n"
    "A baseline lets a gate begin where a text stands: it names findings by a hash of their rule and their words, with "
    "a reason and, if you like, an end. `--baseline FILE`, or the key baseline of a configuration, makes audit and "
    "check use it.",
    table={
        "write": Entry("baseline_commands:write_baseline", "Accept the findings of today."),
        "prune": Entry("baseline_commands:prune_baseline", "Drop what is found no more."),
    },
)
evidence = LazyGroup(
    "evidence",
    help="Begin or check a register of evidence, which audit and check read with --evidence.",
    table={
        "init": Entry("register_commands:init_evidence", "Begin a register, filled with what claims lack."),
        "verify": Entry("register_commands:verify_evidence", "Check the files and dates of a register."),
    },
)
claims = LazyGroup(
    "claims",
    help="Begin or check a register of approved claims, which audit and check read with --claims.",
    table={
        "init": Entry("register_commands:init_claims", "Begin a register, with a draft for every claim of a text."),
        "verify": Entry("register_commands:verify_claims", "Say which entries need somebody's attention."),
    },
)
rules = LazyGroup(
    "rules",
    help="List, lint, test, begin or measure rules.",
    table={
        "list": Entry("explaining:list_rules", "List the rules."),
        "lint": Entry("rules_commands:lint_rules", "Look for what is unused or never holds."),
        "test": Entry("rules_commands:test_rules", "Try rules on their own examples."),
        "new": Entry("rules_commands:new_rule_file", "Write the file of a new rule."),
        "evaluate": Entry("rules_commands:evaluate_rules", "Measure rules on labelled texts."),
    },
)
cache = LazyGroup(
    "cache",
    help="Show or empty the cache, from which check and audit take the records of files that are as they were.",
    table={
        "info": Entry("config_commands:info", "Show where records are kept, and how many."),
        "clean": Entry("config_commands:clean", "Drop all records."),
    },
)
