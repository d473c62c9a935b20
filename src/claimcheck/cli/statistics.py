"""``claimcheck rules list --statistics``: how often each rule fires on a corpus, as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from tabulate import tabulate

from claimcheck.api import Auditor
from claimcheck.cli.exit_codes import Exit
from claimcheck.cli.failures import said_problem, say
from claimcheck.config.inputs import find_inputs
from claimcheck.model.context import Context
from claimcheck.read.formats import READABLE_SUFFIXES
from claimcheck.report.layout import wrap
from claimcheck.report.problems import problem_out
from claimcheck.report.statistics import RuleCount, Statistics
from claimcheck.report.style import Style
from claimcheck.report.words import count
from claimcheck.rulepack.evidence_basis import basis_line, count_bases
from claimcheck.rulepack.pack import Check, Pack

OTHERS = 3
"""How many rules that fire on the same claims the table shows."""


def statistics_text(
    pack: Pack, rules: Sequence[str], corpus: Sequence[str], format_: str
) -> tuple[str, Exit]:
    """The counts of these rules over the files of a corpus, what the rules rest on, and the exit code.

    Reports are read as by ``audit``, on the day of the pack's law and under all jurisdictions of the pack, so that a
    rule of any of them can fire. What cannot be read is said on stderr and makes the code 3.
    """
    inputs = find_inputs(corpus, sorted(READABLE_SUFFIXES))
    context = Context(jurisdictions=tuple(sorted(pack.profiles)), as_of=pack.law_as_of)
    statistics, problems = Statistics(), [("", problem_out(problem)) for problem in inputs.problems]
    for document in Auditor(pack, context).stream(inputs.paths):
        statistics.add(document)
        problems += [(document.path, problem) for problem in document.problems if problem.effect != "note"]
    for path, problem in problems:
        say(said_problem(path, problem))
    rows = statistics.counts(rules)
    checks = [pack.checks[name] for name in rules]
    text = _json(statistics, rows, checks) if format_ == "json" else _table(statistics, rows, checks)
    return text, Exit.INCOMPLETE if problems else Exit.CLEAN


def _json(statistics: Statistics, rows: Sequence[RuleCount], checks: Sequence[Check]) -> str:
    values: dict[str, Any] = {
        **_totals(statistics, rows),
        "basis": count_bases(checks),
        "rules": [asdict(row) for row in rows],
    }
    return json.dumps(values, indent=2) + "\n"


def _totals(statistics: Statistics, rows: Sequence[RuleCount]) -> dict[str, int]:
    """Of the corpus its documents and claims, and the findings of the rules that are asked for."""
    return {
        "documents": statistics.documents,
        "claims": statistics.claims,
        "findings": sum(row.findings for row in rows),
    }


def _table(statistics: Statistics, rows: Sequence[RuleCount], checks: Sequence[Check]) -> str:
    fired = [row for row in rows if row.findings]
    cells = [(row.rule, row.findings, row.claims, row.alone, row.documents, _others(row)) for row in fired]
    table = tabulate(
        cells,
        ("rule", "findings", "claims", "alone", "documents", "most often with"),
        tablefmt="simple",
        colalign=("left", "right", "right", "right", "right", "left"),
    )
    silent = [row.rule for row in rows if not row.findings]
    totals = _totals(statistics, rows)
    last = (
        f"{count(totals['findings'], 'finding')} on {count(totals['claims'], 'claim')} of "
        f"{count(totals['documents'], 'document')}; {len(fired)} of {count(len(rows), 'rule')} fired\n"
        f"{basis_line(checks)}"
    )
    never = "\n\n" + "\n".join(wrap(f"never: {', '.join(silent)}", Style().width)) if silent else ""
    return f"{table}{never}\n\n{last}\n" if fired else f"{last}\n"


def _others(row: RuleCount) -> str:
    return ", ".join(f"{name} {number}" for name, number in row.together[:OTHERS])
