"""``claimcheck rules test``, ``new``, ``lint`` and ``evaluate``: for who writes rules, and how good they are."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck.cli import options
from claimcheck.cli.exit_codes import Exit
from claimcheck.cli.failures import said, say
from claimcheck.cli.options import OUTPUT, RULES
from claimcheck.cli.output import style_of, write_stdout
from claimcheck.cli.types import Day, Value, Whole, guess
from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.report.layout import visible, wrap
from claimcheck.report.words import count

if TYPE_CHECKING:
    from claimcheck.cli.examples import Outcome
    from claimcheck.gold.evaluation import Evaluation
    from claimcheck.report.style import Style, Tone
    from claimcheck.rulepack.coverage import Operand


# An id, also a misspelt one, or a family in capitals; what lies there under such a name is a path all the same.
_RULE = re.compile(r"[A-Z]+(?:-?[0-9]+)?|[A-Za-z]{3}-?[0-9]+")
Floor = tuple[str, float]
_FLOOR = re.compile(r"([a-z0-9_.]+)=(0?\.[0-9]{1,6}|[01](?:\.0{0,6})?)")


@options.command("test", """
  claimcheck rules test
  claimcheck rules test rules/checks/GEN
  claimcheck rules test fixtures/docs/our-rules HSE-901
  claimcheck rules test GEN-001 SOC
  claimcheck rules test SOC --coverage 90
""", exits="""
  0  every example does what its file says
  1  some do not, or they exercise less than --coverage asks for
  2  a rule file cannot be used
""")  # fmt: skip
@click.argument("asked", nargs=-1, metavar="[PATH|RULE...]")
@options.option(
    "--coverage", heading=RULES, type=click.IntRange(0, 100), metavar="PERCENT", envvar="CLAIMCHECK_COVERAGE",
    help="Fail where the examples exercise less of the conditions: each operand of all, any and not has to be "
    "true in one example and false in another.",
)  # fmt: skip
@options.color_option
def test_rules(asked: tuple[str, ...], coverage: int | None, color: str | None) -> int:
    """Run the examples of rules, claim types and elements, and say how many there are and what they exercise.

    PATH is a folder of rule files or one file, laid over the built-in rules, with the pack of your own whose pack.yml
    lies above it; RULE is the id of a rule or a family:
    then only these are tested, of the built-in rules or of PATH. Without either all built-in rules are tested.
    """
    from claimcheck.cli.examples import load, test_examples

    rules = [one for one in asked if _RULE.fullmatch(one) and not Path(one).exists()]
    loaded = load([one for one in asked if one not in rules])
    outcome = test_examples(loaded.only(rules) if rules else loaded)
    # Somebody who works on a few rules wants to know what they lack; over all of them it is asked for.
    gaps = outcome.unexercised if asked or coverage is not None else ()
    write_stdout("\n".join(_lines(outcome, gaps, style_of(sys.stdout, color=color))) + "\n")
    short = coverage is not None and outcome.coverage < coverage
    return Exit.FINDINGS if outcome.failures or outcome.uncovered or short else Exit.CLEAN


def _lines(outcome: Outcome, gaps: Iterable[tuple[Operand, str]], style: Style) -> list[str]:
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


@options.command("new", """
  claimcheck rules new GEN planet-positive-wording --dir our-rules
  claimcheck rules new STY house-style --dir our-rules
""")  # fmt: skip
@click.argument("family", metavar="FAMILY")
@click.argument("name", metavar="NAME")
@options.option("--dir", "folder", heading=RULES, metavar="DIR", default="rules", show_default=True, type=click.Path(),
                help="The folder of rules that gets the file.")  # fmt: skip
def new_rule_file(family: str, name: str, folder: str) -> int:
    """Write the file of a new rule of FAMILY; NAME is the bad pattern and reads well after "allow".

    The file can be loaded at once. Its examples are to be replaced: until then `claimcheck rules test` fails.
    For a family of your own a pack.yml that names it is written as well, unless there is one.
    """
    from claimcheck.api import load_rulepack
    from claimcheck.rulepack.scaffold import new_rule, pack_file
    from claimcheck.rulepack.source import is_builtin

    target = Path(folder)
    builtin = is_builtin(target)
    begun = not builtin and any(target.rglob("*.yml"))
    pack = load_rulepack([target] if begun else [])
    family = family.upper()
    path, text = new_rule(pack, family, name, target, builtin=builtin)
    _write(path, text)
    named = pack_file(pack, family, target)
    if named is not None and named[0].exists():
        say(f"{family} is a family of your own: add to {named[0].as_posix()} {named[1].strip()}")
    elif named is not None:
        _write(*named)
    return 0


def _write(path: Path, text: str) -> None:
    """Write a new file and say which; what stands there is left as it is."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}"
        raise UsageError(message, code="not-writable", hint="choose another --dir") from None
    write_stdout(f"{path.as_posix()}\n")


@options.command("lint", """
  claimcheck rules lint
  claimcheck rules lint rules/lexicons
  claimcheck rules lint fixtures/docs/our-rules --as-of 2027-01-01
""", exits="""
  0  nothing to mend
  1  something is
  2  a rule file cannot be used
""")  # fmt: skip
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option("--as-of", type=Day(), help="The day on which law has ended or not.  [default: today]")
@options.color_option
def lint_rules(paths: tuple[str, ...], as_of: date | None, color: str | None) -> int:
    """Look for what a rule pack should not keep: unused and dead words, rules without near misses, dead conditions.

    PATH is a folder of rule files or one file, laid over the built-in rules, with the pack of your own whose pack.yml
    lies above it; without PATH all built-in rules are looked at.
    """
    from claimcheck.cli.examples import load, overlaps
    from claimcheck.rulepack.lint import notes_on

    loaded = load(paths)
    own = notes_on(loaded.pack, loaded.found, only_users=bool(paths), as_of=as_of or date.today())
    if loaded.files is not None:
        own = tuple([note for note in own if note.path in loaded.files])
    notes = (*own, *overlaps(loaded))
    style = style_of(sys.stdout, color=color)
    lines = list(_notes(notes))
    for name, lexicon in sorted(loaded.pack.lexicons.items()):
        # How far the language goes; what it has no words for, rules cannot find in its texts.
        spoken = {signal for group in lexicon.groups for signal, _ in group.signals}
        lines.append(f"{name} has words for {len(spoken):,} of {len(loaded.pack.signal_names):,} signals")
    lines.append(style.paint(count(len(notes), "note"), "bad" if notes else "good"))
    write_stdout("\n".join(lines) + "\n")
    return Exit.FINDINGS if notes else Exit.CLEAN


def _notes(notes: Sequence[ClaimcheckError]) -> Iterator[str]:
    for note in notes:
        first, *excerpt = note.message.split("\n")
        yield f"{visible(note.path or '')}:{note.line}:{note.column}: {visible(first)} ({note.code})"
        yield from (f"  {line}" for line in excerpt)
        if note.hint:
            yield f"  hint: {visible(note.hint)}"


class Least(Value):
    """A figure and what it has to reach, such as ``claims.f1=0.9``."""

    name = "FIGURE=N"
    wanted = "write a figure and a number from 0 to 1, such as claims.f1=0.9"

    def _read(self, text: str) -> Floor | None:
        found = _FLOOR.fullmatch(text.strip())
        return (found[1], float(found[2])) if found else None


@options.command("evaluate", """
  claimcheck rules evaluate fixtures/gold
  claimcheck rules evaluate fixtures/gold/sentences.yml --errors 3
  claimcheck rules evaluate fixtures/gold --least claims.precision=0.5 --format json
""", exits="""
  0  measured
  1  a figure is below its --least
  2  a gold file or a rule file cannot be used
""")  # fmt: skip
@click.argument("path", metavar="PATH")
@options.rules_option
@options.lang_option("Language of the texts; others are left out.  [default: all, as labelled or detected]")
@options.option("--least", "floors", heading=RULES, type=Least(), multiple=True,
                help="Exit with 1 when a figure is below N, such as claims.f1=0.9; repeatable.")  # fmt: skip
@options.option("--errors", heading=OUTPUT, type=Whole(0), metavar="N",
                help="Show the classes of errors, with N texts of each.")  # fmt: skip
@options.format_option("markdown", "json")
@options.color_option
def evaluate_rules(
    path: str, rules: tuple[str, ...], lang: str | None, floors: tuple[Floor, ...], errors: int | None, format_: str,
    color: str | None,
) -> int:  # fmt: skip
    """Measure precision and recall on a gold set: texts with the labels of careful readers.

    PATH is a gold file, or a folder of them: a list of texts, or the labels of a document beside it. Every text is
    read as an investor reads a report, on one fixed day, so that figures move with the rules alone.
    """
    from claimcheck.cli.evaluation import below
    from claimcheck.gold.evaluate import evaluate

    evaluation = evaluate(path, rules=rules, lang=lang, examples=errors or 0)
    known = evaluation.figures()
    for name, _ in floors:
        if name not in known:
            message = f"--least: there is no figure {name!r}"
            raise UsageError(message, code="unknown-value", hint=guess(name, known))
    write_stdout(_rendered(evaluation, format_, errors, color), format_)
    short = below(evaluation, floors)
    for line in short:
        say(said("below", line))
    return Exit.FINDINGS if short else Exit.CLEAN


def _rendered(evaluation: Evaluation, format_: str, errors: int | None, color: str | None) -> str:
    from claimcheck.cli import evaluation as tables

    if format_ == "json":
        return evaluation.model_dump_json(indent=2) + "\n"
    if format_ == "markdown":
        return tables.markdown(evaluation, errors)
    return tables.text(evaluation, style_of(sys.stdout, color=color), errors)
