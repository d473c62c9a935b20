"""``claimcheck rules lint``: what is no fault of a rule file and should not stay all the same."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from claimcheck.cli import options
from claimcheck.cli.exit_codes import Exit
from claimcheck.cli.options import GroupedCommand
from claimcheck.cli.types import Day

if TYPE_CHECKING:
    from claimcheck.errors import ClaimcheckError
    from claimcheck.rulepack.pack import Pack

EPILOG = """\
\b
Examples:
  claimcheck rules lint
  claimcheck rules lint rules/lexicons
  claimcheck rules lint fixtures/docs/our-rules --as-of 2027-01-01

\b
Exit codes:
  0  nothing to mend
  1  something is
  2  a rule file cannot be used
"""


@click.command("lint", cls=GroupedCommand, epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--as-of", type=Day(), help="The day on which law has ended or not.  [default: today]")
@options.color_option()
def lint_rules(paths: tuple[str, ...], as_of: date | None, color: str | None) -> int:
    """Look for what a rule pack should not keep: unused words, rules without law or near misses, dead conditions.

    PATH is a folder of rule files or one file, laid over the built-in rules; without PATH all built-in
    rules are looked at.
    """
    from claimcheck.cli.examples import load
    from claimcheck.cli.output import style_of, write_stdout
    from claimcheck.cli.overlaps import overlaps
    from claimcheck.report.words import count
    from claimcheck.rulepack.lint import notes_on

    loaded = load(paths)
    own = notes_on(loaded.pack, loaded.found, only_users=bool(paths), as_of=as_of or date.today())
    notes = (*own, *overlaps(loaded))
    style = style_of(sys.stdout, color=color)
    lines = [*_notes(notes), *_languages(loaded.pack)]
    lines.append(style.paint(count(len(notes), "note"), "bad" if notes else "good"))
    write_stdout("\n".join(lines) + "\n")
    return Exit.FINDINGS if notes else Exit.CLEAN


def _notes(notes: Sequence[ClaimcheckError]) -> Iterator[str]:
    from claimcheck.report.layout import visible

    for note in notes:
        first, *excerpt = note.message.split("\n")
        yield f"{visible(note.path or '')}:{note.line}:{note.column}: {visible(first)} ({note.code})"
        yield from (f"  {line}" for line in excerpt)
        if note.hint:
            yield f"  hint: {visible(note.hint)}"


def _languages(pack: Pack) -> Iterator[str]:
    """How far each language goes; what it has no words for, rules cannot find in its texts."""
    for name, lexicon in sorted(pack.lexicons.items()):
        spoken = {signal for group in lexicon.groups for signal, _ in group.signals}
        yield f"{name} has words for {len(spoken):,} of {len(pack.signal_names):,} signals"
