"""What a review works on: documents as read and as judged, the decisions about them, and files that are added."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path, PurePath
from threading import RLock
from typing import Any, NamedTuple

from msgspec import Struct, field

from claimcheck.batch import Batch
from claimcheck.comparison import diff_of
from claimcheck.config.baseline import KnownBaseline
from claimcheck.config.inputs import spelled
from claimcheck.decisions import DECISIONS, answered, decided, text_of
from claimcheck.errors import UsageError
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.decision import Decision, Decisions, Remark
from claimcheck.model.diff_out import Diff
from claimcheck.model.document import Document, Problem
from claimcheck.model.report import DocumentOut, Report
from claimcheck.picturing import sheets_of
from claimcheck.read.limits import Limits
from claimcheck.read.options import ReadOptions
from claimcheck.report.diff.words import head as change_words
from claimcheck.report.diff.words import notes as change_notes
from claimcheck.report.files import FILE_FORMATS, MarkUp, file_of
from claimcheck.report.formats import render
from claimcheck.report.html.pictures import shade
from claimcheck.report.html.review import Served, Source, cards, document_data, name_of, page_of
from claimcheck.report.layout import visible
from claimcheck.report.rows import Row, rows
from claimcheck.report.style import Sheet, Texts
from claimcheck.report.terms import band_name, element_name, type_name
from claimcheck.review.rewording import reworded
from claimcheck.rulepack.select import answer_fault

MOST_FILES = 50  # files that can be added to a review

EXPORTS = (
    ("xlsx", "Excel"),
    ("dossier", "Word"),
    ("docx", "Word with comments"),
    ("pdf", "PDF with marks"),
    ("html", "HTML"),
)
"""Kinds of files that can be exported, and what each is called."""

_SUFFIX = {"dossier": "docx"}
_CHANGES = {"updated": "changed", "reworded": "changed", "unclear": "new"}


_Subject = tuple[str | None, int, str | None, str]
"""A claim by id and occurrence, or a finding by its fingerprint, with the words."""


class Read(NamedTuple):
    """A document of the review: where its bytes are, as it was read, and what was found in it with which answers."""

    file: str
    document: Document
    facts: dict[str, str]
    record: DocumentOut


class Setting(Struct, frozen=True):
    """How a review is held: the auditors, where decisions are kept, who decides, and what it is compared with."""

    batch: Batch
    limits: Limits
    decisions: str
    who: str
    mark: MarkUp
    pages: str | None = None
    password: str | None = None
    baseline: KnownBaseline | None = None
    problems: Sequence[Problem] = ()
    before: Report | None = None
    today: Callable[[], date] = field(default=date.today)


class Session:
    """The state of a review; every method may be called from several threads, and one works at a time.

    Decisions are read from their file and written to it with each change, so that nothing is lost and others may change
    it meanwhile. Raises ``UsageError`` for what cannot be done.
    """

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._lock = RLock()
        self._read: dict[str, Read] = {}
        self._sheets: dict[tuple[str, int], Sheet] = {}
        self._compared: Diff | None = None
        self._known: tuple[tuple[int, int, int], Decisions] | None = None

    @property
    def paths(self) -> list[str]:
        """The documents in their order."""
        return [one.path for one in self._report().documents]

    def add(self, file: str, name: str) -> int:
        """Read and judge a file that is called ``name``; its number in the list of documents."""
        with self._lock:
            setting = self._setting
            options = ReadOptions(setting.limits, captions=setting.batch.main.rulepack.captions)
            options = options.asking(setting.pages, setting.password)
            document = options.read_path(file, spelled(name))
            self._sheets = {key: one for key, one in self._sheets.items() if key[0] != document.path}
            facts = self._decisions().facts(document.path)
            self._read[document.path] = Read(file, document, facts, self._judged(document, name))
            self._compared = None
            return self.paths.index(document.path)

    def page(self) -> str:
        """The whole page."""
        with self._lock:
            return page_of(self._source())

    def document(self, at: int) -> dict[str, Any]:
        """What the page shows of a document."""
        with self._lock:
            source = self._source()
            self._at(source.report, at)
            return document_data(source, at)

    def card(self, at: int, name: str) -> dict[str, Any]:
        """What the page shows of a claim."""
        with self._lock:
            source = self._source()
            document = self._at(source.report, at)
            (card,) = cards(source, document, [_row_of(document, name)])
            return card

    def decide(self, at: int, name: str, by: str, change: Mapping[str, Any]) -> None:
        """Change what is decided about the claims of a card: state, owner, until, wording; a comment is added."""
        with self._lock:
            document, row = self._row(at, name)
            subjects = [(claim.id, claim.occurrence, None, claim.text) for claim in row.claims]
            self._decide(document.path, subjects, by, change)

    def decide_finding(self, at: int, fingerprint: str, by: str, change: Mapping[str, Any]) -> None:
        """The same about a finding on the document itself."""
        with self._lock:
            document = self._at(self._report(), at)
            found = next((one for one in document.findings if one.fingerprint == fingerprint), None)
            if found is None:
                raise _unknown("finding")
            self._decide(document.path, [(None, 1, fingerprint, found.quote)], by, change)

    def _decide(self, path: str, subjects: Sequence[_Subject], by: str, change: Mapping[str, Any]) -> None:
        """Write what is decided about claims, by id and number, or a finding; a comment is said once for all."""
        known, day = self._decisions(), self._setting.today()
        for number, (claim, occurrence, fingerprint, words) in enumerate(subjects):
            told = visible(words)[:400]
            blank = Decision(path, claim, occurrence, fingerprint, told, "open", None, None, None, by, day)
            known = decided(known, blank, partial(_with, change, Remark(by, day, ""), first=number == 0))
        self._write(known)

    def answer(self, at: int, fact: str, answer: str | None, by: str) -> None:
        """Answer a deciding fact of a document, or take the answer back (None); the document is judged anew."""
        with self._lock:
            document = self._at(self._report(), at)
            pack = self._setting.batch.main.rulepack
            if fact not in pack.facts:
                raise _unknown("deciding fact")
            if answer is not None and (fault := answer_fault(pack, fact, answer)) is not None:
                raise fault
            known = self._decisions()
            self._write(answered(known, document.path, fact, answer, by, self._setting.today()))

    def tried(self, at: int, name: str, words: str) -> dict[str, Any]:
        """The score of a claim before, and what the document says of ``words`` in its place."""
        with self._lock:
            document, row = self._row(at, name)
            place = row.claim.place
            made = reworded(self._read[document.path].document, place.start, place.end, words)
            if made is None:
                raise UsageError("the place of this claim is not known", code="no-place")
            (record,) = self._report_of([self._judged(made, document.path)]).documents
            end = place.start + len(words)
            after = [
                _told(one)
                for one in rows([record])
                if any(claim.place.start < end and claim.place.end > place.start for claim in one.claims)
            ]
            return {"before": _told(row), "after": after}

    def sheet(self, at: int, number: int) -> dict[str, Any] | None:
        """A picture of a page with the places of claims; None where there is none."""
        with self._lock:
            document = self._at(self._report(), at)
            key = document.path, number
            if key not in self._sheets and document.format == "pdf":
                data = self.bytes_of(document.path)
                found = sheets_of(document, data, [number], self._setting.limits)
                self._sheets.update(((document.path, page), one) for page, one in found.items())
            return self._sheets[key].to_dict() if key in self._sheets else None

    def export(self, kind: str, at: int) -> tuple[str, bytes]:
        """A file with the decisions in it, and its name. Raises ``UsageError`` for a kind that is none."""
        with self._lock:
            report = self._report()
            if kind not in dict(EXPORTS):
                raise _unknown("kind of file")
            document = self._at(report, at)
            name = f"{PurePath(document.path).stem or 'review'}-review.{_SUFFIX.get(kind, kind)}"
            if kind in FILE_FORMATS:
                if FILE_FORMATS[kind].marks is not None:
                    report = report.model_copy(update={"documents": [document]})
                return name, file_of(report, kind, self.bytes_of, self._setting.mark)
            return name, render(report, kind).encode()

    def bytes_of(self, path: str) -> bytes:
        """The bytes of a document."""
        return Path(self._read[path].file).read_bytes()

    def _judged(self, document: Document, name: str) -> DocumentOut:
        batch = self._setting.batch
        batch.decisions = self._decisions()
        return batch.finished(batch.auditor(name).document(document), name)

    def _report_of(self, records: Sequence[DocumentOut]) -> Report:
        setting = self._setting
        problems = [*setting.batch.evidence_problems, *setting.problems]
        known = self._decisions()
        accepted = setting.batch.judging(setting.baseline) if setting.baseline is not None else None
        return setting.batch.main.report(records, problems, baseline=accepted, decisions=known)

    def _report(self) -> Report:
        """All documents; one about which another answer is given by now is judged anew."""
        known = self._decisions()
        for path, read in self._read.items():
            facts = known.facts(path)
            if facts != read.facts:
                self._read[path] = read._replace(facts=facts, record=self._judged(read.document, path))
        return self._report_of([one.record for one in self._read.values()])

    def _source(self) -> Source:
        setting, known, report = self._setting, self._decisions(), self._report()
        facts, answers = setting.batch.main.rulepack.facts, {path: known.facts(path) for path in self._read}
        served = Served(setting.who, EXPORTS, facts, answers, self._changes(report))
        return Source(report, Texts({path: one.document for path, one in self._read.items()}, {}), served)

    def _changes(self, report: Report) -> dict[tuple[str, str, int], tuple[str, str]]:
        """What became of claims since the last version, where one was named."""
        if self._setting.before is None:
            return {}
        if self._compared is None:
            self._compared = diff_of(self._setting.before, report)
        found: dict[tuple[str, str, int], tuple[str, str]] = {}
        for one in self._compared.entries:
            if one.new is not None:
                told = [f"{one.status.capitalize()} since the last version", change_words(one)]
                told += [f"{label}: {words}" for label, words in change_notes(one)]
                words = ". ".join(filter(None, told))
                key = one.new.path, one.new.id, one.new.occurrence
                found[key] = _CHANGES.get(one.status, one.status), words
        return found

    def _decisions(self) -> Decisions:
        """As they are in their file now; none where there is no file yet."""
        name = self._setting.decisions
        if not os.path.lexists(name):
            return Decisions(name)
        try:
            found = os.stat(name)
        except OSError:
            return DECISIONS.load(name)  # which says what is wrong
        state = found.st_ino, found.st_mtime_ns, found.st_size
        if self._known is None or self._known[0] != state:
            self._known = state, DECISIONS.load(name)
        return self._known[1]

    def _write(self, decisions: Decisions) -> None:
        """Put them into their file, whole or not at all."""
        target = Path(os.path.realpath(self._setting.decisions))
        beside = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            beside.write_text(text_of(decisions), encoding="utf-8")
            beside.replace(target)
        except OSError as error:
            beside.unlink(missing_ok=True)
            message = f"cannot be written: {error.strerror or error}"
            raise UsageError(message, code="not-writable", path=str(target)) from None

    def _at(self, report: Report, at: int) -> DocumentOut:
        if not 0 <= at < len(report.documents):
            raise _unknown("document")
        return report.documents[at]

    def _row(self, at: int, name: str) -> tuple[DocumentOut, Row]:
        """The row of a card."""
        document = self._at(self._report(), at)
        return document, _row_of(document, name)


def _row_of(document: DocumentOut, name: str) -> Row:
    found = next((row for row in rows([document]) if name_of(row) == name), None)
    if found is None:
        raise _unknown("claim")
    return found


def _with(change: Mapping[str, Any], said: Remark, known: Decision, *, first: bool) -> Decision:
    """A decision with a change; a comment is said once for all claims of a card."""
    values = {key: value for key, value in change.items() if key != "comment"}
    comment = change.get("comment")
    if comment and first:
        values["comments"] = (*known.comments, said._replace(text=comment))
    return known._replace(**values)


def _told(row: Row) -> dict[str, Any]:
    """A claim in short."""
    claim: ClaimOut = row.claim
    return {
        "words": visible(claim.text),
        "kind": type_name(claim.type),
        "score": claim.score,
        "tone": shade(claim.score),
        "band": band_name(claim.band),
        "findings": [{"severity": one.severity, "message": visible(one.message)} for one in row.open],
        "missing": [element_name(one) for one in row.missing],
    }


def _unknown(what: str) -> UsageError:
    return UsageError(f"there is no such {what}", code="not-found")
