"""Marks findings that a baseline accepts, and makes a baseline of findings; none is dropped.

What is accepted is a number of findings by fingerprint: those of the same file first, then those of any other, so that
text may move. One more than was accepted is new.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from claimcheck.config.baseline import Accepted, Baseline, KnownBaseline
from claimcheck.model.claim_out import FindingOut, SuppressionOut
from claimcheck.model.document import Problem
from claimcheck.model.report import DocumentOut
from claimcheck.report.filters import recounted
from claimcheck.report.words import count, document_findings

# Named in full up to here; a baseline that is out of date can hold thousands.
MAX_NAMED = 20

Key = tuple[str, str, str, date | None]


class Marked(NamedTuple):
    """Documents with their findings marked, what has to be said about the baseline, and what of it is left."""

    documents: list[DocumentOut]
    problems: list[Problem]
    left: list[Accepted]


class Remaining:
    """How many findings of an entry are still to be found."""

    __slots__ = ("count", "entry", "expired", "met")

    def __init__(self, entry: Accepted, as_of: date) -> None:
        self.entry = entry
        self.count = entry.count
        self.met = 0
        self.expired = entry.until is not None and entry.until < as_of

    def take(self) -> None:
        """One of the findings was met."""
        self.count -= 1
        self.met += 1


def accepted_by(documents: Sequence[DocumentOut], known: KnownBaseline, as_of: date) -> Marked:
    """Mark the findings that the baseline ``known`` accepts on ``as_of``.

    An entry that has expired accepts nothing: what it stands for counts again, and that is said. So are entries that
    nothing is left of, as far as their files were read whole.
    """
    waiting: dict[str, list[Remaining]] = {}
    for entry in known.baseline.findings:
        waiting.setdefault(entry.fingerprint, []).append(Remaining(entry, as_of))
    taken = _taken(documents, waiting)
    marked = [_marked(document, taken.get(number, {})) for number, document in enumerate(documents)]
    entries = [one for listed in waiting.values() for one in listed]
    left = _left(entries, documents)
    return Marked(marked, [*_expired(entries, known.name), *_unused(left, known.name)], left)


def _taken(
    documents: Sequence[DocumentOut], waiting: dict[str, list[Remaining]]
) -> dict[int, dict[int, Remaining]]:
    """By number of the document and of the finding in it: what accepts it."""
    taken: dict[int, dict[int, Remaining]] = {}
    for same_path in (True, False):
        for number, document in enumerate(documents):
            for place, finding in enumerate(document_findings(document)):
                if finding.state != "new" or place in taken.get(number, {}):
                    continue
                for one in waiting.get(finding.fingerprint, ()):
                    if one.count and (not same_path or one.entry.path == document.path):
                        one.take()
                        taken.setdefault(number, {})[place] = one
                        break
    return taken


def _marked(document: DocumentOut, taken: dict[int, Remaining]) -> DocumentOut:
    if not any(not one.expired for one in taken.values()):
        return document
    place = -1

    def mark(findings: Sequence[FindingOut]) -> list[FindingOut]:
        nonlocal place
        changed = []
        for finding in findings:
            place += 1
            one = taken.get(place)
            changed.append(finding if one is None or one.expired else _accepted(finding, one.entry))
        return changed

    # In the order of ``document_findings``: those of the claims first.
    claims = [claim.model_copy(update={"findings": mark(claim.findings)}) for claim in document.claims]
    findings = mark(document.findings)
    return recounted(document.model_copy(update={"claims": claims, "findings": findings}))


def _accepted(finding: FindingOut, entry: Accepted) -> FindingOut:
    why = SuppressionOut(reason=entry.reason, until=entry.until.isoformat() if entry.until else None)
    return finding.model_copy(update={"state": "baseline", "suppression": why})


def _left(entries: Sequence[Remaining], documents: Sequence[DocumentOut]) -> list[Accepted]:
    """What nothing was found of, although its file was read whole or is there no more."""
    status = {document.path: document.status for document in documents}
    return [
        one.entry.model_copy(update={"count": one.count})
        for one in entries
        if one.count
        and (
            status[one.entry.path] == "complete"
            if one.entry.path in status
            else not os.path.exists(one.entry.path)
        )
    ]


def _expired(entries: Sequence[Remaining], name: str) -> Iterator[Problem]:
    met = [one for one in entries if one.expired and one.met]
    for one in met[:MAX_NAMED]:
        entry = one.entry
        message = f"{entry.rule} was accepted until {entry.until} and counts again"
        hint = "mend the text, or decide again until when"
        yield Problem("baseline-expired", message, "note", f"{name}: {entry.path}", hint)
    if len(met) > MAX_NAMED:
        message = f"{len(met) - MAX_NAMED} more entries have expired and are not listed"
        yield Problem("baseline-expired", message, "note", name)


def _unused(left: Sequence[Accepted], name: str) -> Iterator[Problem]:
    if left:
        gone = count(sum(one.count for one in left), "accepted finding")
        hint = "claimcheck baseline prune takes them out"
        yield Problem("baseline-unused", f"{gone} cannot be found any more", "note", name, hint)


def left_of(documents: Sequence[DocumentOut], baseline: Baseline) -> list[Accepted]:
    """What of a baseline is found no more, whether it has expired or not."""
    return accepted_by(documents, KnownBaseline("", baseline), date.min).left


def without(baseline: Baseline, left: Sequence[Accepted]) -> Baseline:
    """The baseline less what is ``left`` of it."""
    gone = {_key(entry): entry.count for entry in left}
    kept = ((entry, entry.count - gone.get(_key(entry), 0)) for entry in baseline.findings)
    return Baseline.of(entry.model_copy(update={"count": number}) for entry, number in kept if number > 0)


def entries_of(
    documents: Sequence[DocumentOut], reason: str, until: date | None, before: Baseline | None = None
) -> Baseline:
    """The baseline that accepts all findings of ``documents``.

    Findings that ``before`` accepted keep its reason and end; entries of files that are not among the documents, and
    of files that were not read whole, stay as they are.
    """
    whole = {document.path for document in documents if document.status == "complete"}
    made: dict[Key, Accepted] = {}
    for entry in before.findings if before else ():
        if entry.path not in whole:
            _add(made, entry)
    for document in documents:
        for finding in document_findings(document):
            if finding.state == "suppressed" or (document.path not in whole and finding.state == "baseline"):
                continue
            known = finding.suppression if finding.state == "baseline" else None
            _add(
                made,
                Accepted(
                    fingerprint=finding.fingerprint,
                    rule=finding.rule,
                    path=document.path,
                    quote=finding.quote,
                    reason=known.reason if known else reason,
                    until=date.fromisoformat(known.until)
                    if known and known.until
                    else None
                    if known
                    else until,
                ),
            )
    return Baseline.of(made.values())


def added(baseline: Baseline, decided: Iterable[Accepted]) -> Baseline:
    """The baseline with decisions on findings; a decision takes the place of what was there on the same words."""
    made: dict[Key, Accepted] = {}
    for entry in decided:
        _add(made, entry)
    known = {(entry.path, entry.fingerprint) for entry in made.values()}
    kept = [entry for entry in baseline.findings if (entry.path, entry.fingerprint) not in known]
    return Baseline.of([*kept, *made.values()])


def _key(entry: Accepted) -> Key:
    return entry.path, entry.fingerprint, entry.reason, entry.until


def _add(made: dict[Key, Accepted], entry: Accepted) -> None:
    key = _key(entry)
    before = made.get(key)
    made[key] = entry if before is None else before.model_copy(update={"count": before.count + entry.count})
