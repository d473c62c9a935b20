"""``claimcheck rules test``: whether rules fire on their own examples."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck.cli import options
from claimcheck.cli.exit_codes import Exit
from claimcheck.cli.options import RULES, GroupedCommand

if TYPE_CHECKING:
    from claimcheck.cli.examples import Outcome
    from claimcheck.report.style import Style, Tone
    from claimcheck.rulepack.coverage import Operand

# An id, or a family in capitals; what lies there under such a name is a path all the same.
_RULE = re.compile(r"[A-Za-z]{3}-[0-9]{3}|[A-Z]{3}")
EPILOG = """\
\b
Examples:
  claimcheck rules test
  claimcheck rules test rules/checks/GEN
  claimcheck rules test fixtures/docs/our-rules HSE-901
  claimcheck rules test GEN-001 SOC
  claimcheck rules test SOC --coverage 90

\b
Exit codes:
  0  every example does what its file says
  1  some do not, or they exercise less than --coverage asks for
  2  a rule file cannot be used
"""


@click.command("test", cls=GroupedCommand, epilog=EPILOG)
@click.argument("asked", nargs=-1, metavar="[PATH|RULE...]")
@options.option(
    "--coverage", heading=RULES, type=click.IntRange(0, 100), metavar="PERCENT", envvar="CLAIMCHECK_COVERAGE",
    help="Fail where the examples exercise less of the conditions: each operand of all, any and not has to be "
    "true in one example and false in another.",
)  # fmt: skip
@options.color_option()
def test_rules(asked: tuple[str, ...], coverage: int | None, color: str | None) -> int:
    """Run the examples of rules, claim types and elements, and say how many there are and what they exercise.

    PATH is a folder of rule files or one file, laid over the built-in rules; RULE is the id of a rule or a family:
    then only these are tested, of the built-in rules or of PATH. Without either all built-in rules are tested.
    """
    from claimcheck.cli.examples import load, test_examples
    from claimcheck.cli.output import style_of, write_stdout

    rules = [one for one in asked if _RULE.fullmatch(one) and not Path(one).exists()]
    loaded = load([one for one in asked if one not in rules])
    outcome = test_examples(loaded.only(rules) if rules else loaded)
    # Somebody who works on a few rules wants to know what they lack; over all of them it is asked for.
    gaps = outcome.unexercised if asked or coverage is not None else ()
    write_stdout("\n".join(_lines(outcome, gaps, style_of(sys.stdout, color=color))) + "\n")
    short = coverage is not None and outcome.coverage < coverage
    return Exit.FINDINGS if outcome.failures or outcome.uncovered or short else Exit.CLEAN


def _lines(outcome: Outcome, gaps: Iterable[tuple[Operand, str]], style: Style) -> list[str]:
    from claimcheck.report.layout import visible, wrap
    from claimcheck.report.words import count

    lines: list[str] = []
    for failure in outcome.failures:
        head = style.paint(f"{failure.entry}: ", "bad") + style.quoted(visible(failure.text))
        lines.append(f"{visible(failure.place)}: {head}")
        lines += [f"  {line}" for line in wrap(visible(failure.happened), style.width - 2)]
    for name, place in outcome.uncovered:
        lines.append(f"{visible(place)}: {name} has no example that fires, or none that stays silent")
    for operand, place in gaps:
        lacks = " or ".join("true" if value else "false" for value in operand.lacks)
        lines.append(f"{visible(place)}: {operand.owner} has no example in which this is {lacks}")
        lines += [f"  {line}" for line in wrap(visible(operand.words), style.width - 2)]
    scope = outcome.scope
    parts = [
        count(len(scope.checks), "rule"),
        count(len(scope.claim_types), "claim type"),
        count(len(scope.elements), "element"),
        f"{count(outcome.examples, 'example')} ({outcome.hard} hard)",
        count(len(outcome.failures), "failure"),
    ]
    words = ", ".join(part for part in parts if not part.startswith("0 ") or part.endswith("failures"))
    tone: Tone = "bad" if outcome.failures or outcome.uncovered else "good"
    words += f"; {scope.size - len(outcome.uncovered)} of {scope.size} covered"
    if outcome.operands:
        words += (
            f"; {outcome.operands - len(outcome.unexercised)} of {count(outcome.operands, 'operand')} "
            f"exercised ({int(outcome.coverage)} %)"
        )
    return [*lines, style.paint(words, tone)]
