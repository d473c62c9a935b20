"""How often rules fire: in a run of audit or check, and over a corpus, as a table or as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct, field, to_builtins
from tabulate import tabulate

from claimcheck.api import Auditor
from claimcheck.cli.exit_codes import Exit
from claimcheck.cli.failures import said_problem, say
from claimcheck.config.inputs import find_inputs
from claimcheck.errors import UsageError
from claimcheck.model.context import Context
from claimcheck.model.document import Problem
from claimcheck.model.report import DocumentOut, ProblemOut, Report
from claimcheck.read.formats import READABLE_SUFFIXES
from claimcheck.report.layout import wrap
from claimcheck.report.style import Style
from claimcheck.report.words import count, document_findings
from claimcheck.rulepack.lookup import basis_line, count_bases
from claimcheck.rulepack.pack import Check, Pack

_HEADS = ("findings", "new", "rule", "name")

OTHERS = 3  # how many rules that fire on the same claims the table shows


def statistics_text(pack: Pack, rules: Sequence[str], corpus: Sequence[str], format_: str) -> tuple[str, Exit]:
    """The counts of these rules over the files of a corpus, what the rules rest on, and the exit code.

    Reports are read as by ``audit``, on the day of the pack's law and under all jurisdictions of the pack, so that a
    rule of any of them can fire. What cannot be read is said on stderr and makes the code 3.
    """
    inputs = find_inputs(corpus, sorted(READABLE_SUFFIXES))
    context = Context(jurisdictions=tuple(sorted(pack.profiles)), as_of=pack.law_as_of)
    statistics = _Statistics()
    problems: list[tuple[str, Problem | ProblemOut]] = [("", problem) for problem in inputs.problems]
    for document in Auditor(pack, context).stream(inputs.paths):
        statistics.add(document)
        problems += [(document.path, problem) for problem in document.problems if problem.effect != "note"]
    for path, problem in problems:
        say(said_problem(path, problem))
    rows = statistics.counts(rules)
    checks = [pack.checks[name] for name in rules]
    text = _json(statistics, rows, checks) if format_ == "json" else _table(statistics, rows, checks)
    return text, Exit.INCOMPLETE if problems else Exit.CLEAN


def _json(statistics: _Statistics, rows: Sequence[_RuleCount], checks: Sequence[Check]) -> str:
    values: dict[str, Any] = {
        "documents": statistics.documents, "claims": statistics.claims, "findings": sum(row.findings for row in rows),
        "basis": count_bases(checks), "rules": [to_builtins(row) for row in rows],
    }  # fmt: skip
    return json.dumps(values, indent=2) + "\n"


def _table(statistics: _Statistics, rows: Sequence[_RuleCount], checks: Sequence[Check]) -> str:
    fired = [row for row in rows if row.findings]
    cells = [
        (
            *(row.rule, row.findings, row.claims, row.alone, row.documents),
            ", ".join(f"{name} {number}" for name, number in row.together[:OTHERS]),
        )
        for row in fired
    ]
    heads = ("rule", "findings", "claims", "alone", "documents", "most often with")
    table = tabulate(cells, heads, tablefmt="simple", colalign=("left", *["right"] * 4, "left"))
    silent = [row.rule for row in rows if not row.findings]
    last = (
        f"{count(sum(row.findings for row in rows), 'finding')} on {count(statistics.claims, 'claim')} of "
        f"{count(statistics.documents, 'document')}; {len(fired)} of {count(len(rows), 'rule')} fired\n"
        f"{basis_line(checks)}"
    )
    never = "\n\n" + "\n".join(wrap(f"never: {', '.join(silent)}", Style().width)) if silent else ""
    return f"{table}{never}\n\n{last}\n" if fired else f"{last}\n"


class _RuleCount(Struct, frozen=True):
    """One rule on a corpus.

    ``findings`` counts its findings, ``claims`` the claims it fires on, ``documents`` those it fires in. ``alone``
    counts claims with no finding of another rule. ``together`` has the other rules of the same claims, most first.
    """

    rule: str
    findings: int
    claims: int
    alone: int
    documents: int
    together: tuple[tuple[str, int], ...]


class _Statistics(Struct):
    """What a corpus came to; feed it documents one by one."""

    documents: int = 0
    claims: int = 0
    _findings: Counter[str] = field(default_factory=Counter)
    _claims: Counter[str] = field(default_factory=Counter)
    _alone: Counter[str] = field(default_factory=Counter)
    _documents: Counter[str] = field(default_factory=Counter)
    _pairs: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, document: DocumentOut) -> None:
        """Count the findings of one document."""
        self.documents += 1
        seen: set[str] = set()
        for claim in document.claims:
            self.claims += 1
            seen |= self._claim([finding.rule for finding in claim.findings])
        whole = [finding.rule for finding in document.findings]
        self._findings.update(whole)
        self._documents.update(seen.union(whole))

    def _claim(self, fired: list[str]) -> set[str]:
        rules = set(fired)
        self._findings.update(fired)
        self._claims.update(rules)
        if len(rules) == 1:
            self._alone.update(rules)
        for rule in rules:
            self._pairs.setdefault(rule, Counter()).update(rules - {rule})
        return rules

    def counts(self, rules: Iterable[str]) -> list[_RuleCount]:
        """A row for each of these rules, most findings first, then by id."""
        rows = []
        for rule in rules:
            pairs = self._pairs.get(rule, Counter())
            together = tuple(sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0])))
            findings, claims = self._findings[rule], self._claims[rule]
            rows.append(_RuleCount(rule, findings, claims, self._alone[rule], self._documents[rule], together))
        return sorted(rows, key=lambda row: (-row.findings, row.rule))


def counts_by_rule(report: Report, format_: str) -> str:
    """The rules that fire, most often first, as a table or as JSON. Raises ``UsageError`` for another format."""
    if format_ not in ("text", "json"):
        hint = "take text or json, and write the report to a file with --output FORMAT:FILE"
        raise UsageError(f"--statistics has no format {format_!r}", code="conflict", hint=hint)
    findings = list(document_findings(*report.documents))
    new = Counter(one.rule for one in findings if one.state == "new")
    every = Counter((one.rule, one.name) for one in findings)
    ordered = sorted(every.items(), key=lambda row: (-row[1], row[0]))
    rows = [(number, new[rule], rule, name) for (rule, name), number in ordered]
    if format_ == "json":
        return json.dumps([dict(zip(_HEADS, row, strict=True)) for row in rows], indent=2) + "\n"
    if not rows:
        return "No findings.\n"
    return tabulate(rows, _HEADS, tablefmt="simple") + "\n"
