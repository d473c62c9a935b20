"""Counts of a report, and reports with findings left out or marked, which are counted again."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter
from statistics import median
from typing import TYPE_CHECKING

from claimcheck.config.directives import FORMATS, Directive, directives
from claimcheck.errors import UsageError
from claimcheck.model.claim import SEVERITIES
from claimcheck.model.claim_out import ClaimOut, FindingOut, PlaceOut, SuppressionOut
from claimcheck.model.document import Document, Problem
from claimcheck.model.report import DocumentOut, ProblemOut, Report, SummaryOut
from claimcheck.report.words import count, document_findings

if TYPE_CHECKING:
    from claimcheck.rulepack.pack import Pack

LOW = 40  # the contract of the report counts claims below this, whatever the bands of a rule pack are
Lines = tuple[range, ...]
Changes = Mapping[str, Lines | None]
"""By real path of each changed file: its touched lines from 1, None for all of them."""
_LINED = frozenset({*FORMATS, "adoc", "csv", "json", "jsx", "po", "rst", "yaml"})
"""The formats whose lines are those of the file."""
_CODE = "untouched-left-out"
NEW = "new"
CONFIDENCES = ("high", "medium", "low")
# Named in full up to here; a baseline that is out of date can hold thousands.
MAX_NAMED = 20
MAX_PROBLEMS = 50  # how many notes on directives one document gets


def summary_out(claims: Iterable[ClaimOut], loose: Iterable[FindingOut]) -> SummaryOut:
    """Counts over claims and over findings, ``loose`` ones too; a gap is a needed element that is missing."""
    listed = list(claims)
    findings = [finding for claim in listed for finding in claim.findings]
    findings += loose
    scores = [claim.score for claim in listed]
    lacking = [one for claim in listed for one in claim.elements if one.state == "missing"]
    return SummaryOut(
        claims=len(listed),
        median_score=float(median(scores)) if scores else None,
        worst_score=min(scores, default=None),
        below_40=sum(score < LOW for score in scores),
        by_band=counted([claim.band for claim in listed]),
        by_type=counted([claim.type for claim in listed]),
        by_tier=counted([finding.tier for finding in findings]),
        by_state=counted([finding.state for finding in findings]),
        by_approval=counted([claim.approval.state for claim in listed if claim.approval is not None]),
        gaps=counted([one.element for one in lacking]),
        asked=counted([one.element for one in lacking if one.asked]),
        groups=len({claim.group.id if claim.group else claim.id for claim in listed}),
    )


def summary_of(documents: Sequence[DocumentOut]) -> SummaryOut:
    """The counts over several documents."""
    return summary_out(
        (claim for one in documents for claim in one.claims), (finding for one in documents for finding in one.findings)
    )


def counted(names: Iterable[str]) -> dict[str, int]:
    """Counts, most frequent first, then by name."""
    counts: defaultdict[str, int] = defaultdict(int)
    for name in names:
        counts[name] += 1
    return dict(sorted(sorted(counts.items()), key=itemgetter(1), reverse=True))


def at_least(document: DocumentOut, severity: str | None, confidence: str | None = None) -> DocumentOut:
    """The document without findings below ``severity`` and ``confidence``, with its counts; None leaves out nothing."""
    severe = SEVERITIES[: SEVERITIES.index(severity) + 1] if severity else SEVERITIES
    sure = CONFIDENCES[: CONFIDENCES.index(confidence) + 1] if confidence else CONFIDENCES
    if (severe, sure) == (SEVERITIES, CONFIDENCES):
        return document
    return with_findings(document, lambda one, _: one if one.severity in severe and one.confidence in sure else None)


def with_findings(
    document: DocumentOut, change: Callable[[FindingOut, ClaimOut | None], FindingOut | None]
) -> DocumentOut:
    """The document with what ``change`` makes of each finding of a claim, None for one to leave out; counted again."""

    def changed(findings: Iterable[FindingOut], claim: ClaimOut | None) -> list[FindingOut]:
        return [made for one in findings if (made := change(one, claim)) is not None]

    claims = [one.model_copy(update={"findings": changed(one.findings, one)}) for one in document.claims]
    findings = changed(document.findings, None)
    less = document.model_copy(update={"claims": claims, "findings": findings})
    every = list(document_findings(less))
    counts = {"by_tier": counted(one.tier for one in every), "by_state": counted(one.state for one in every)}
    return less.model_copy(update={"summary": document.summary.model_copy(update=counts)})


def allowed(finding: FindingOut, state: str, reason: str, until: date | None) -> FindingOut:
    """The finding as somebody accepts it."""
    why = SuppressionOut(reason=reason, until=until.isoformat() if until else None)
    return finding.model_copy(update={"state": state, "suppression": why})


def ended(code: str, name: str, found: Sequence[tuple[str, str]], more: str) -> Iterator[Problem]:
    """A note for each of what was accepted and counts again, paths and messages, and how many more there are."""
    for path, message in found[:MAX_NAMED]:
        yield Problem(code, message, "note", f"{name}: {path}", "mend the text, or decide again until when")
    if len(found) > MAX_NAMED:
        yield Problem(code, f"{len(found) - MAX_NAMED} more {more} and are not listed", "note", name)


def touched_only(report: Report, changes: Changes, before: Callable[[str], DocumentOut]) -> Report:
    """The report without claims and findings in untouched lines that were there ``before``, which judges a path so.

    Of formats that have no lines of their own, and of files for which ``changes`` has None or nothing, all is kept. The
    exit code is that of the whole report.
    """
    documents = [_touched(one, changes.get(os.path.realpath(one.path)), before) for one in report.documents]
    return report.model_copy(update={"documents": documents, "summary": summary_of(documents)})


def _touched(document: DocumentOut, lines: Lines | None, before: Callable[[str], DocumentOut]) -> DocumentOut:
    if lines is None or document.format not in _LINED:
        return document
    made: set[int] = set()

    def holds(place: PlaceOut) -> bool:
        return any(place.line < one.stop and one.start <= place.end_line for one in lines)

    def concerns(finding: FindingOut) -> bool:
        return id(finding) in made or holds(finding.place) or any(holds(one.place) for one in finding.against)

    untouched = [one for one in document_findings(document) if one.state == NEW and not concerns(one)]
    if untouched:
        made |= _made(untouched, before(document.path))
    claims = [one for one in document.claims if holds(one.place) or any(map(concerns, one.findings))]
    findings = [one for one in document.findings if concerns(one)]
    kept = document.model_copy(
        update={
            "claims": claims,
            "findings": findings,
            "set_aside": [one for one in document.set_aside if holds(one.place)],
            "pairs": [one for one in document.pairs if holds(one.place) or holds(one.against.place)],
            "summary": summary_out(claims, findings),
        }
    )
    left = sum(1 for _ in document_findings(document)) - sum(1 for _ in document_findings(kept))
    if not left:
        return kept
    told = f"{count(left, 'finding')} outside of the touched lines left out"
    note = Problem(_CODE, told, "note", document.path, "without --changed they are shown")
    return kept.model_copy(update={"problems": [*kept.problems, ProblemOut.like(note)]})


def _made(untouched: Sequence[FindingOut], before: DocumentOut) -> set[int]:
    """Findings that the change made elsewhere, as where a comment that allowed them is gone: by identity."""
    had = Counter(one.fingerprint for one in document_findings(before) if one.state == NEW)
    made = set()
    for one in untouched:
        had[one.fingerprint] -= 1
        if had[one.fingerprint] < 0:
            made.add(id(one))
    return made


def suppress(record: DocumentOut, document: Document, pack: Pack, as_of: date) -> DocumentOut:
    """The record with allowed findings marked ``suppressed``, and notes on directives that allow nothing.

    A directive that has expired on ``as_of`` allows nothing either: what it stands for counts again. Of several names
    in a directive, one that no rule has is a fault, and the others hold.
    """
    found, problems = directives(document)
    if not found and not problems:
        return record
    notes, used = list(problems), set[int]()

    def note(code: str, one: Directive, message: str, hint: str | None) -> None:
        notes.append(Problem(code, message, "note", f"{document.path}:{one.line}", hint))

    by_rule = _by_rule(found, pack, note)

    def marked(finding: FindingOut, claim: ClaimOut | None) -> FindingOut:
        place = finding.place
        for one in by_rule.get(finding.rule, ()):
            if place.start < one.end and one.start < place.end:
                used.add(one.at)
                if one.until is None or one.until >= as_of:
                    return allowed(finding, "suppressed", one.reason, one.until)
        return finding

    less = with_findings(record, marked)
    known = {one.at for listed in by_rule.values() for one in listed}
    for one in (one for one in found if one.at in known):
        names = ", ".join(one.rules)
        if one.at not in used:
            note("suppression-unused", one, f"nothing here needs {names} to be allowed", "take the comment out")
        elif one.until is not None and one.until < as_of:
            message = f"{names} was allowed until {one.until} and counts again"
            note("suppression-expired", one, message, "mend the text, or decide again until when")
    notes.sort(key=lambda one: int((one.place or "").rpartition(":")[2] or 0))
    if len(notes) > MAX_PROBLEMS:
        more = f"{len(notes) - MAX_PROBLEMS} more comments that allow nothing are not listed"
        notes[MAX_PROBLEMS:] = [Problem("suppression-faulty", more, "note", document.path)]
    return less.model_copy(update={"problems": [*record.problems, *map(ProblemOut.like, notes)]})


def _by_rule(
    found: Iterable[Directive], pack: Pack, note: Callable[[str, Directive, str, str | None], None]
) -> dict[str, list[Directive]]:
    """The directives by the ids that their names stand for."""
    # A report that is only taken from the cache loads no rules.
    from claimcheck.rulepack.select import expand

    by_rule: dict[str, list[Directive]] = {}
    for one in found:
        rules: set[str] = set()
        for name in one.rules:
            try:
                rules |= expand(pack, (name,))
            except UsageError as error:
                note("suppression-faulty", one, error.message, error.hint)
        for rule in rules:
            by_rule.setdefault(rule, []).append(one)
    return by_rule


def unheeded(record: DocumentOut, document: Document) -> DocumentOut:
    """The record with a note that the comments which allow findings in the document were not heeded."""
    found, _ = directives(document)
    if not found:
        return record
    told = f"{count(len(found), 'comment')} that would allow findings not heeded: the text is not trusted"
    note = Problem("suppression-unheeded", told, "note", f"{document.path}:{found[0].line}")
    return record.model_copy(update={"problems": [*record.problems, ProblemOut.like(note)]})
