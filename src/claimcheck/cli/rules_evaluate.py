"""``claimcheck rules evaluate``: how good the rules are on texts that people have labelled."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import click

from claimcheck.cli import options
from claimcheck.cli.exit_codes import Exit
from claimcheck.cli.options import CONTEXT, OUTPUT, RULES, GroupedCommand
from claimcheck.cli.types import Whole, guess, origin
from claimcheck.errors import UsageError

if TYPE_CHECKING:
    from claimcheck.gold.evaluation import Evaluation

Floor = tuple[str, float]

EPILOG = """\
\b
Examples:
  claimcheck rules evaluate fixtures/gold
  claimcheck rules evaluate fixtures/gold/sentences.yml --errors 3
  claimcheck rules evaluate fixtures/gold --least claims.precision=0.5 --format json

\b
Exit codes:
  0  measured
  1  a figure is below its --least
  2  a gold file or a rule file cannot be used
"""
_FLOOR = re.compile(r"([a-z0-9_.]+)=(0?\.[0-9]{1,6}|[01](?:\.0{0,6})?)")


class Least(click.ParamType):  # type: ignore[type-arg]
    """A figure and what it has to reach, such as ``claims.f1=0.9``."""

    name = "FIGURE=N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Floor:
        """The name and the number.

        Raises ``UsageError`` for anything else.
        """
        if isinstance(value, tuple):
            return value
        found = _FLOOR.fullmatch(str(value).strip())
        if found is None:
            raise UsageError(
                f"{origin(param, ctx)}: {value!r} does not fit",
                code="bad-value",
                hint="write a figure and a number from 0 to 1, such as claims.f1=0.9",
            )
        return found[1], float(found[2])


@click.command("evaluate", cls=GroupedCommand, epilog=EPILOG)
@click.argument("path", metavar="PATH")
@options.rules_option()
@options.option(
    "--lang",
    heading=CONTEXT,
    metavar="LANG",
    help="Language of the texts; others are left out.  [default: all, as labelled or detected]",
)
@options.option(
    "--least", "floors", heading=RULES, type=Least(), multiple=True,
    help="Exit with 1 when a figure is below N, such as claims.f1=0.9; repeatable.",
)  # fmt: skip
@options.option(
    "--errors", heading=OUTPUT, type=Whole(0), metavar="N",
    help="Show the classes of errors, with N texts of each.",
)  # fmt: skip
@options.format_option("markdown", "json")
@options.color_option()
def evaluate_rules(
    path: str,
    rules: tuple[str, ...],
    lang: str | None,
    floors: tuple[Floor, ...],
    errors: int | None,
    format_: str,
    color: str | None,
) -> int:
    """Measure precision and recall on a gold set: texts with the labels of careful readers.

    PATH is a gold file, or a folder of them: a list of texts, or the labels of a document beside it. Every text is
    read as an investor reads a report, on one fixed day, so that figures move with the rules alone.
    """
    from claimcheck.cli.evaluation import below
    from claimcheck.cli.failures import said, say
    from claimcheck.cli.output import write_stdout
    from claimcheck.gold.evaluate import evaluate

    evaluation = evaluate(path, rules=rules, lang=lang, examples=errors or 0)
    _check(floors, evaluation)
    write_stdout(_rendered(evaluation, format_, errors, color), format_)
    short = below(evaluation, floors)
    for line in short:
        say(said("below", line))
    return Exit.FINDINGS if short else Exit.CLEAN


def _check(floors: tuple[Floor, ...], evaluation: Evaluation) -> None:
    known = evaluation.figures()
    for name, _ in floors:
        if name not in known:
            raise UsageError(
                f"--least: there is no figure {name!r}", code="unknown-value", hint=guess(name, known)
            )


def _rendered(evaluation: Evaluation, format_: str, errors: int | None, color: str | None) -> str:
    from claimcheck.cli import evaluation as tables
    from claimcheck.cli.output import style_of

    if format_ == "json":
        return evaluation.model_dump_json(indent=2) + "\n"
    if format_ == "markdown":
        return tables.markdown(evaluation, errors)
    return tables.text(evaluation, style_of(sys.stdout, color=color), errors)
