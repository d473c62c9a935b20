"""``claimcheck rules list``: every rule on a line."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck.cli import options
from claimcheck.cli.options import OUTPUT, RULES
from claimcheck.cli.output import as_json, style_of, write_stdout
from claimcheck.cli.types import Names, OneOf, flat, guess
from claimcheck.errors import UsageError
from claimcheck.model.claim import TIERS
from claimcheck.report.layout import visible
from claimcheck.report.words import count

if TYPE_CHECKING:
    from claimcheck.report.style import Style
    from claimcheck.rulepack.pack import Check, Pack


Asked = tuple[tuple[str, ...], ...]


@options.command("list", """
  claimcheck rules list --family TGT,MET
  claimcheck rules list --tier ban --jurisdiction eu --format json
  claimcheck rules list --type target_met --statistics fixtures/reports
""")  # fmt: skip
@options.option(
    "--family", heading=RULES, type=Names("FAMILY"), multiple=True, help="Only rules of these families."
)
@options.option(
    "--tier", heading=RULES, type=OneOf(*TIERS), multiple=True, help="Only rules of this tier; repeatable."
)
@options.option(
    "--jurisdiction",
    heading=RULES,
    type=Names("ID"),
    multiple=True,
    help="Only rules that rest on law of these.",
)
@options.option("--type", "types", heading=RULES, type=Names("TYPE"), multiple=True,
                help="Only rules that can fire on claims of these types.")  # fmt: skip
@options.option("--statistics", "corpus", heading=OUTPUT, metavar="PATH", multiple=True, type=click.Path(),
                help="Tell how often each rule fires on these reports, and with which others; repeatable.")  # fmt: skip
@options.rules_option
@options.format_option("json")
@options.color_option
def list_rules(
    family: Asked, tier: tuple[str, ...], jurisdiction: Asked, types: Asked, corpus: tuple[str, ...],
    rules: tuple[str, ...], format_: str, color: str | None,
) -> int:  # fmt: skip
    """List the rules, by family, or with --statistics by how often they fire.

    A corpus is read as `audit` reads reports.
    """
    from claimcheck.api import load_rulepack

    pack = load_rulepack([Path(folder) for folder in rules])
    chosen = _chosen(pack, flat(family), tier, flat(jurisdiction), flat(types))
    if corpus:
        from claimcheck.cli.statistics import statistics_text

        text, code = statistics_text(pack, [check.id for check in chosen], corpus, format_)
        write_stdout(text, format_)
        return code
    if format_ == "json":
        from claimcheck.reference.rules import rule_values

        text = as_json([rule_values(check, pack) for check in chosen])
    else:
        text = "\n".join(_lines(chosen, pack, style_of(sys.stdout, color=color))) + "\n"
    write_stdout(text, format_)
    return 0


def _chosen(
    pack: Pack,
    families: Sequence[str],
    tiers: Sequence[str],
    jurisdictions: Sequence[str],
    types: Sequence[str],
) -> list[Check]:
    known = sorted({check.family for check in pack.checks.values()})
    families = tuple(_known(name.upper(), known, "family") for name in families)
    asked = [_known(name.lower(), sorted(pack.profiles), "jurisdiction") for name in jurisdictions]
    lands = pack.lands(asked)
    kinds = {_known(name.lower(), sorted(pack.claim_types), "type") for name in types}
    return [
        check
        for _, check in sorted(pack.checks.items())
        if (not kinds or check.types is None or kinds & check.types)
        and (not families or check.family in families)
        and (not tiers or check.shape.tier in tiers)
        and (not lands or any(pack.citations[key].jurisdiction in lands for key in check.shape.cite))
    ]


def _known(name: str, known: list[str], kind: str) -> str:
    if name in known:
        return name
    raise UsageError(f"there is no {kind} {name!r}", code=f"unknown-{kind}", hint=guess(name, known))


def _lines(checks: list[Check], pack: Pack, style: Style) -> Iterator[str]:
    from claimcheck.rulepack.evidence_basis import basis_line

    shown = ""
    for check in checks:
        if check.family != shown:
            if shown:
                yield ""
            shown = check.family
            about = pack.families.get(shown, "")
            yield style.paint(f"{shown}: {about}" if about else shown, "head")
        shape = check.shape
        yield f"  {check.id}  {visible(shape.name)} ({shape.tier}, {shape.step})"
        for line in style.row("", visible(shape.about), indent=2, column=9):
            yield style.paint(line, "dim")
    if checks:
        yield ""
    yield f"{count(len(checks), 'rule')} of {len(pack.checks)}; claimcheck rule ID explains one"
    if checks:
        yield basis_line(checks)
