"""Marks findings that a baseline accepts, and makes a baseline of findings; none is dropped.

What is accepted is a number of findings by fingerprint: those of the same file first, then those of any other where the
file is gone or was read and has them no more, so that text may move. One more than was accepted is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from claimcheck.config.baseline import Accepted, Baseline, KnownBaseline
from claimcheck.model.claim_out import ClaimOut, FindingOut
from claimcheck.model.document import Problem
from claimcheck.model.report import DocumentOut
from claimcheck.report.filters import allowed, ended, with_findings
from claimcheck.report.homes import Homes
from claimcheck.report.words import count, document_findings

Key = tuple[str, str, str, date | None]


class Marked(NamedTuple):
    """Documents with their findings marked, what has to be said about the baseline, and what of it is left."""

    documents: list[DocumentOut]
    problems: list[Problem]
    left: list[Accepted]


class Remaining:
    """How many findings of an entry are still to be found, and how many were; ``home`` is the document of its file."""

    def __init__(self, entry: Accepted, as_of: date, homes: Homes, known: KnownBaseline) -> None:
        self.entry, self.count, self.met = entry, entry.count, 0
        self.expired = entry.until is not None and entry.until < as_of
        self.home = homes.document(entry.path)
        self._homes, self._known = homes, known

    @cached_property
    def judged(self) -> bool:
        """Whether the run could find what the entry stands for."""
        return self._known.is_judged(self.entry)

    @cached_property
    def settled(self) -> bool:
        """Whether its file holds no more of it than was found there: it was read whole, or is gone."""
        if self.home is None:
            return self._homes.is_gone(self.entry.path)
        return self.home.status == "complete" and self.judged


def accepted_by(documents: Sequence[DocumentOut], known: KnownBaseline, as_of: date) -> Marked:
    """Mark the findings that the baseline ``known`` accepts on ``as_of``.

    An entry that has expired accepts nothing: what it stands for counts again, and that is said. So are entries that
    nothing is left of, as far as their files were read whole, by the rules that found them.
    """
    waiting: dict[str, list[Remaining]] = {}
    homes = Homes(documents, known.name)
    for entry in known.baseline.findings:
        waiting.setdefault(entry.fingerprint, []).append(Remaining(entry, as_of, homes, known))
    taken = _taken(documents, waiting)

    def mark(finding: FindingOut, claim: ClaimOut | None) -> FindingOut:
        one = taken.get(id(finding))
        if one is None or one.expired:
            return finding
        return allowed(finding, "baseline", one.entry.reason, one.entry.until)

    entries = [one for listed in waiting.values() for one in listed]
    left = [
        one.entry.model_copy(update={"count": one.count}) for one in entries if one.count and one.settled and one.judged
    ]
    met = [
        (one.entry.path, f"{one.entry.rule} was accepted until {one.entry.until} and counts again")
        for one in entries
        if one.expired and one.met
    ]
    problems = [*ended("baseline-expired", known.name, met, "entries have expired"), *_unused(left, known.name)]
    return Marked([with_findings(one, mark) for one in documents], problems, left)


def _taken(documents: Sequence[DocumentOut], waiting: dict[str, list[Remaining]]) -> dict[int, Remaining]:
    """By identity of a finding: what accepts it."""
    taken: dict[int, Remaining] = {}
    for same_path in (True, False):
        for document in documents:
            for finding in document_findings(document):
                if finding.state != "new" or id(finding) in taken:
                    continue
                for one in waiting.get(finding.fingerprint, ()):
                    if one.count and (one.home is document if same_path else one.settled):
                        one.count -= 1
                        one.met += 1
                        taken[id(finding)] = one
                        break
    return taken


def _unused(left: Sequence[Accepted], name: str) -> Iterator[Problem]:
    if left:
        gone = count(sum(one.count for one in left), "accepted finding")
        hint = "claimcheck baseline prune takes them out"
        yield Problem("baseline-unused", f"{gone} cannot be found any more", "note", name, hint)


def left_of(documents: Sequence[DocumentOut], known: KnownBaseline) -> list[Accepted]:
    """What of a baseline is found no more, whether it has expired or not."""
    return accepted_by(documents, known, date.min).left


def without(baseline: Baseline, left: Sequence[Accepted]) -> Baseline:
    """The baseline less what is ``left`` of it."""
    gone = {_key(entry): entry.count for entry in left}
    kept = ((entry, entry.count - gone.get(_key(entry), 0)) for entry in baseline.findings)
    return Baseline.of(entry.model_copy(update={"count": number}) for entry, number in kept if number > 0)


def entries_of(documents: Sequence[DocumentOut], reason: str, until: date | None, before: KnownBaseline) -> Baseline:
    """The baseline that accepts all findings of ``documents``.

    Findings that ``before`` accepted keep its reason and end; entries of files that are not among the documents, of
    files that were not read whole, and of rules that did not run stay as they are.
    """
    whole = {document.path for document in documents if document.status == "complete"}
    made: dict[Key, Accepted] = {}
    for known_entry in before.baseline.findings:
        if known_entry.path not in whole or not before.is_judged(known_entry):
            _add(made, known_entry)
    for document in documents:
        for finding in document_findings(document):
            if finding.state == "suppressed" or (document.path not in whole and finding.state == "baseline"):
                continue
            why, end = reason, until
            if finding.state == "baseline" and (known := finding.suppression) is not None:
                why, end = known.reason, date.fromisoformat(known.until) if known.until else None
            entry = Accepted(
                fingerprint=finding.fingerprint, rule=finding.rule, path=document.path,
                quote=finding.quote, reason=why, until=end,
            )  # fmt: skip
            _add(made, entry)
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
