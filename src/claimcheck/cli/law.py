"""``claimcheck law``: the passages that findings rest on, and when they were checked."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from claimcheck.cli import options
from claimcheck.cli.options import CONTEXT, RULES, GroupedCommand
from claimcheck.cli.types import Day, Names, flat, guess
from claimcheck.errors import UsageError

if TYPE_CHECKING:
    from claimcheck.rulepack.pack import Pack

EPILOG = """\
\b
Examples:
  claimcheck law
  claimcheck law --jurisdiction uk,ca
  claimcheck law --jurisdiction ca --as-of 2025-06-01 --format json
"""


@click.command(cls=GroupedCommand, epilog=EPILOG)
@click.argument("key", required=False, metavar="KEY")
@options.option("--as-of", heading=CONTEXT, type=Day(), help="The day whose law applies.  [default: today]")
@options.option(
    "--jurisdiction", "jurisdictions", heading=RULES, type=Names("ID"), multiple=True,
    help="List the passages of these jurisdictions; int has the worldwide standards.",
)  # fmt: skip
@options.rules_option()
@options.format_option("json", of="LAW")
@options.color_option()
def law(
    key: str | None,
    as_of: date | None,
    jurisdictions: tuple[tuple[str, ...], ...],
    rules: tuple[str, ...],
    format_: str,
    color: str | None,
) -> int:
    """Show a passage of law with its versions, how and when it was checked, and what rests on it.

    KEY is the key of a passage, as findings cite it. Without KEY the law of each jurisdiction is counted by how it was
    checked: read in the original, known from a secondary source, or not verified.
    """
    from claimcheck.api import load_rulepack
    from claimcheck.cli.output import style_of, write_stdout
    from claimcheck.reference import law as reference

    if key is not None and jurisdictions:
        raise UsageError("a passage and --jurisdiction contradict each other", code="conflict")
    pack = load_rulepack([Path(folder) for folder in rules])
    day = as_of or date.today()
    style = style_of(sys.stdout, color=color)
    if key is not None:
        found = reference.passage(key, pack)
        values: Any = reference.passage_values(found, pack, day)
        text = reference.passage_text(found, pack, day, style)
    else:
        names = _jurisdictions(flat(jurisdictions), pack)
        values, text = reference.law_values(pack, day, names), reference.law_text(pack, day, names, style)
    write_stdout(
        json.dumps(values, ensure_ascii=False, indent=2) + "\n" if format_ == "json" else text, format_
    )
    return 0


def _jurisdictions(asked: tuple[str, ...], pack: Pack) -> tuple[str, ...]:
    known = sorted({one.jurisdiction for one in pack.citations.values()})
    for name in asked:
        if name.lower() not in known:
            raise UsageError(f"there is no law of {name!r}", code="unknown-value", hint=guess(name, known))
    return tuple(name.lower() for name in asked)
