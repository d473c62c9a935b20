"""``claimcheck rule``, ``law`` and ``rules list``: explain rules, and the passages that findings rest on."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    from claimcheck.rulepack.lookup import About
    from claimcheck.rulepack.pack import Check, Pack

Asked = tuple[tuple[str, ...], ...]


@options.command("rule", """
  claimcheck rule GEN-001
  claimcheck rule generic-benefit --format markdown
  claimcheck rule SOC
  claimcheck rule 'eco-friendly'
  claimcheck rule --all --format json
""")  # fmt: skip
@click.argument("name", required=False, metavar="ID|FAMILY|WORDS")
@options.option("--all", "all_", heading=RULES, is_flag=True, help="Explain every rule.")
@options.rules_option
@options.format_option("markdown", "json")
@options.color_option
def rule(name: str | None, all_: bool, rules: tuple[str, ...], format_: str, color: str | None) -> int:
    """Explain a rule: what it finds and why, the law behind it, examples, and what to write instead.

    ID is the id of a rule, an old id, or its name. The rules of a FAMILY are listed. Other WORDS, or beginnings of
    words, are looked for in what rules say, in the signals of the lexicons of all languages and in examples: the
    signals that have them and the rules that look for these or say them are listed.
    """
    if (name is None) == (not all_):
        both = "a rule and --all contradict each other"
        message = "name one rule, or ask for --all" if name is None else both
        raise UsageError(message, code="conflict", hint="claimcheck rules list shows every rule")
    from claimcheck.api import load_rulepack
    from claimcheck.rulepack.lookup import about
    from claimcheck.rulepack.select import find_rule

    pack: Pack = load_rulepack([Path(folder) for folder in rules])
    try:
        ids = sorted(pack.checks) if name is None else [find_rule(pack, name)]
    except UsageError:
        found = about(pack, str(name))
        if not any(found):
            raise
        write_stdout(_found(pack, found, format_), format_)
        return 0
    write_stdout(_rendered(pack, ids, format_, color, many=all_), format_)
    return 0


def _found(pack: Pack, found: About, format_: str) -> str:
    shapes = [(pack.checks[name].shape, signals) for name, signals in found.rules]
    if format_ == "json":
        fields = ("id", "name", "about")
        return as_json([{key: getattr(one, key) for key in fields} | {"signals": own} for one, own in shapes])
    lines = [f"{shape.id} {shape.name}: {shape.about}" for shape, _ in shapes]
    lines += [f"signal {signal} ({lang})" for signal, lang in found.signals]
    mark = "- " if format_ == "markdown" else ""
    return "".join(f"{mark}{line}\n" for line in lines)


def _rendered(pack: Any, ids: list[str], format_: str, color: str | None, *, many: bool) -> str:
    from claimcheck.reference.rules import rule_markdown, rule_text, rule_values

    checks = [pack.checks[name] for name in ids]
    if format_ == "json":
        values: Any = [rule_values(check, pack) for check in checks]
        return as_json(values if many else values[0])
    if format_ == "markdown":
        return "\n".join(rule_markdown(check, pack) for check in checks)
    style = style_of(sys.stdout, color=color)
    return "\n".join(rule_text(check, pack, style) for check in checks)


@options.command("law", """
  claimcheck law
  claimcheck law --jurisdiction uk,ca
  claimcheck law --jurisdiction ca --as-of 2025-06-01 --format json
""")  # fmt: skip
@click.argument("key", required=False, metavar="KEY")
@options.as_of_option()
@options.option("--jurisdiction", "jurisdictions", heading=RULES, type=Names("ID"), multiple=True,
                help="List the passages of these jurisdictions; int has the worldwide standards.")  # fmt: skip
@options.rules_option
@options.format_option("json", of="LAW")
@options.color_option
def law(
    key: str | None, as_of: date | None, jurisdictions: tuple[tuple[str, ...], ...], rules: tuple[str, ...],
    format_: str, color: str | None,
) -> int:  # fmt: skip
    """Show a passage of law with its versions, how and when it was checked, and what rests on it.

    KEY is the key of a passage, as findings cite it. Without KEY the law of each jurisdiction is counted by how it was
    checked: read in the original, known from a secondary source, or not verified.
    """
    from claimcheck.api import load_rulepack
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
    write_stdout(as_json(values) if format_ == "json" else text, format_)
    return 0


def _jurisdictions(asked: tuple[str, ...], pack: Pack) -> tuple[str, ...]:
    known = sorted({one.jurisdiction for one in pack.citations.values()})
    for name in asked:
        if name.lower() not in known:
            raise UsageError(f"there is no law of {name!r}", code="unknown-value", hint=guess(name, known))
    return tuple(name.lower() for name in asked)


@options.command("list", """
  claimcheck rules list --family TGT,MET
  claimcheck rules list --tier ban --jurisdiction eu --format json
  claimcheck rules list --type target_met --statistics fixtures/reports
""")  # fmt: skip
@options.option("--family", heading=RULES, type=Names("FAMILY"), multiple=True,
                help="Only rules of these families.")  # fmt: skip
@options.option("--tier", heading=RULES, type=OneOf(*TIERS), multiple=True,
                help="Only rules of this tier; repeatable.")  # fmt: skip
@options.option("--jurisdiction", heading=RULES, type=Names("ID"), multiple=True,
                help="Only rules that rest on law of these.")  # fmt: skip
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
        text = "\n".join(_rule_lines(chosen, pack, style_of(sys.stdout, color=color))) + "\n"
    write_stdout(text, format_)
    return 0


def _chosen(
    pack: Pack, families: Sequence[str], tiers: Sequence[str], jurisdictions: Sequence[str], types: Sequence[str]
) -> list[Check]:  # fmt: skip
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


def _rule_lines(checks: list[Check], pack: Pack, style: Style) -> Iterator[str]:
    from claimcheck.rulepack.lookup import basis_line

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
