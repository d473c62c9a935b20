"""``claimcheck rule``: explain one rule, or all of them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from claimcheck.cli import options
from claimcheck.cli.options import RULES, GroupedCommand
from claimcheck.errors import UsageError

EPILOG = """\
\b
Examples:
  claimcheck rule GEN-001
  claimcheck rule generic-benefit --format markdown
  claimcheck rule 'eco-friendly'
  claimcheck rule --all --format json
"""


@click.command(cls=GroupedCommand, epilog=EPILOG)
@click.argument("name", required=False, metavar="ID|WORDS")
@options.option("--all", "all_", heading=RULES, is_flag=True, help="Explain every rule.")
@options.rules_option()
@options.format_option("markdown", "json")
@options.color_option()
def rule(name: str | None, all_: bool, rules: tuple[str, ...], format_: str, color: str | None) -> int:
    """Explain a rule: what it finds and why, the law behind it, examples, and what to write instead.

    ID is the id of a rule, an old id, or its name. Other WORDS are looked for in what rules say and in their examples,
    and the rules that have them are listed.
    """
    if (name is None) == (not all_):
        raise UsageError(
            "name one rule, or ask for --all" if name is None else "a rule and --all contradict each other",
            code="conflict",
            hint="claimcheck rules list shows every rule",
        )
    from claimcheck.api import load_rulepack
    from claimcheck.cli.output import write_stdout
    from claimcheck.rulepack.pack import Pack
    from claimcheck.rulepack.select import find_rule, rules_about

    pack: Pack = load_rulepack([Path(folder) for folder in rules])
    try:
        ids = sorted(pack.checks) if name is None else [find_rule(pack, name)]
    except UsageError:
        found = rules_about(pack, str(name))
        if not found:
            raise
        write_stdout(_found(pack, found, format_), format_)
        return 0
    write_stdout(_rendered(pack, ids, format_, color, many=all_), format_)
    return 0


def _found(pack: Any, ids: list[str], format_: str) -> str:
    shapes = [(name, pack.checks[name].shape) for name in ids]
    if format_ == "json":
        rows = [{"id": name, "name": shape.name, "about": shape.about} for name, shape in shapes]
        return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    lines = [f"{name} {shape.name}: {shape.about}" for name, shape in shapes]
    mark = "- " if format_ == "markdown" else ""
    return "".join(f"{mark}{line}\n" for line in lines)


def _rendered(pack: Any, ids: list[str], format_: str, color: str | None, *, many: bool) -> str:
    from claimcheck.cli.output import style_of
    from claimcheck.reference.rules import rule_markdown, rule_text, rule_values

    checks = [pack.checks[name] for name in ids]
    if format_ == "json":
        values: Any = [rule_values(check, pack) for check in checks]
        return json.dumps(values if many else values[0], ensure_ascii=False, indent=2) + "\n"
    if format_ == "markdown":
        return "\n".join(rule_markdown(check, pack) for check in checks)
    style = style_of(sys.stdout, color=color)
    return "\n".join(rule_text(check, pack, style) for check in checks)
