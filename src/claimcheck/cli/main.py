"""The entry of the command line: the group of commands, and the one place where errors become exit codes."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Sequence

import click

from claimcheck.cli.exit_codes import Exit
from claimcheck.cli.failures import report_crash, report_error, report_interrupt, report_usage
from claimcheck.cli.lazy import Entry, LazyGroup
from claimcheck.errors import ClaimcheckError
from claimcheck.version import __version__

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
    "rules": Entry("groups:rules", "List the rules, or lint, test and measure them."),
    "law": Entry("explaining:law", "Show the law behind the rules: versions, grade and day of the check."),
    "baseline": Entry("groups:baseline", "Accept the findings of today, or drop those that are gone."),
    "evidence": Entry("groups:evidence", "Begin or check a register of evidence."),
    "claims": Entry("groups:claims", "Begin or check a register of approved claims."),
    "cache": Entry("groups:cache", "Show or empty the cache of records."),
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
    del parameter
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
