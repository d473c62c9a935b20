"""Marks findings that the writer allowed in the text itself; none is dropped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from claimcheck.config.directives import Directive, directives
from claimcheck.errors import UsageError
from claimcheck.model.claim_out import ClaimOut, FindingOut
from claimcheck.model.document import Document, Problem
from claimcheck.model.report import DocumentOut, ProblemOut
from claimcheck.report.filters import allowed, with_findings
from claimcheck.report.words import count
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.select import expand

MAX_PROBLEMS = 50
"""How many notes on directives one document gets."""


def suppress(record: DocumentOut, document: Document, pack: Pack, as_of: date) -> DocumentOut:
    """The record with allowed findings marked ``suppressed``, and notes on directives that allow nothing.

    A directive that has expired on ``as_of`` allows nothing either: what it stands for counts again.
    """
    found, problems = directives(document)
    if not found and not problems:
        return record
    marker = _Marker(pack, as_of, document.path)
    marker.take(found)
    marked = with_findings(record, marker.marked)
    notes = sorted(
        [*problems, *marker.problems()], key=lambda one: int((one.place or "").rpartition(":")[2] or 0)
    )
    if len(notes) > MAX_PROBLEMS:
        more = f"{len(notes) - MAX_PROBLEMS} more comments that allow nothing are not listed"
        notes[MAX_PROBLEMS:] = [Problem("suppression-faulty", more, "note", document.path)]
    told = [*record.problems, *map(ProblemOut.like, notes)]
    return marked.model_copy(update={"problems": told})


def unheeded(record: DocumentOut, document: Document) -> DocumentOut:
    """The record with a note that the comments which allow findings in the document were not heeded."""
    found, _ = directives(document)
    if not found:
        return record
    told = f"{count(len(found), 'comment')} that would allow findings not heeded: the text is not trusted"
    note = Problem("suppression-unheeded", told, "note", f"{document.path}:{found[0].line}")
    return record.model_copy(update={"problems": [*record.problems, ProblemOut.like(note)]})


class _Marker:
    """Directives with the ids that their names stand for, and which of them were of use."""

    def __init__(self, pack: Pack, as_of: date, path: str) -> None:
        self._pack = pack
        self._as_of = as_of
        self._path = path
        self._by_rule: dict[str, list[Directive]] = {}
        self._used: set[int] = set()
        self._known: list[Directive] = []
        self._faults: list[Problem] = []

    def take(self, found: Iterable[Directive]) -> None:
        """Resolve names; one that no rule has is a fault of its directive, the others hold."""
        for one in found:
            rules: set[str] = set()
            for name in one.rules:
                try:
                    rules |= expand(self._pack, (name,))
                except UsageError as error:
                    self._note("suppression-faulty", one, error.message, error.hint)
            if rules:
                self._known.append(one)
            for rule in rules:
                self._by_rule.setdefault(rule, []).append(one)

    def marked(self, finding: FindingOut, claim: ClaimOut | None) -> FindingOut:
        """The finding, suppressed where a directive in force allows it at its place."""
        place = finding.place
        for one in self._by_rule.get(finding.rule, ()):
            if place.start < one.end and one.start < place.end:
                self._used.add(one.at)
                if one.until is None or one.until >= self._as_of:
                    return allowed(finding, "suppressed", one.reason, one.until)
        return finding

    def problems(self) -> list[Problem]:
        """Notes on directives that name no rule, have expired, or allow nothing."""
        for one in self._known:
            names = ", ".join(one.rules)
            if one.at not in self._used:
                message = f"nothing here needs {names} to be allowed"
                self._note("suppression-unused", one, message, "take the comment out")
            elif one.until is not None and one.until < self._as_of:
                message = f"{names} was allowed until {one.until} and counts again"
                self._note("suppression-expired", one, message, "mend the text, or decide again until when")
        return self._faults

    def _note(self, code: str, one: Directive, message: str, hint: str | None) -> None:
        self._faults.append(Problem(code, message, "note", f"{self._path}:{one.line}", hint))
