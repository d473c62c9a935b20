"""Reads the examples of rule files: an auditor for each context, and the evidence that an example is given."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import get_args

from msgspec.structs import replace

from claimcheck.api import Auditor
from claimcheck.model.approval import Approval, Approvals
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.context import Audience, Context, Medium, SubjectKind
from claimcheck.model.evidence import Checked, Entry, FileState, Outside, Proof, Support
from claimcheck.model.report import DocumentOut
from claimcheck.read.dispatch import read_text
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.shapes import ApprovalExample, CheckExample

BACKING = "backing"
_WEEK = timedelta(days=7)
_Given = tuple[FileState | None, str | None, ApprovalExample | None]
"""What an example comes with: the state of its register, its document, and its approval."""


class Bench:
    """Auditors by context, each built once; the day is that of the law, so that examples do not age."""

    def __init__(self, pack: Pack, jurisdictions: tuple[str, ...] = ()) -> None:
        self.pack = pack
        self._jurisdictions = jurisdictions
        self._auditors: dict[tuple[Context, _Given], Auditor] = {}

    @cached_property
    def jurisdictions(self) -> tuple[str, ...]:
        """All that the pack knows, so that a rule of any of them can fire, where none are named."""
        return self._jurisdictions or tuple(sorted(self.pack.profiles))

    def claims(self, text: str) -> list[ClaimOut]:
        """The claims of a text, read as ``audit`` reads a report."""
        return self.document(text).claims

    def document(self, text: str, example: CheckExample | None = None) -> DocumentOut:
        """A text with all that is found in it, read as the example says."""
        context = Context(jurisdictions=self.jurisdictions, as_of=self.pack.law_as_of)
        given: _Given = (None, None, None)
        if example is not None:
            context = Context(
                audience=_one_of(example.audience, get_args(Audience), "investor"),  # type: ignore[arg-type]
                medium=_one_of(example.medium, get_args(Medium), None),  # type: ignore[arg-type]
                subject=_one_of(example.subject, get_args(SubjectKind), None),  # type: ignore[arg-type]
                jurisdictions=self.jurisdictions,
                as_of=example.as_of or self.pack.law_as_of,
            )
            given = example.evidence, example.evidence_text, example.approval
        key = context, given
        auditor = self._auditors.get(key)
        if auditor is None:
            evidence, claims = handed_in(self.pack, *given), approved(given[2], context.as_of)
            auditor = self._auditors[key] = Auditor(self.pack, context, evidence=evidence, claims=claims)
        return auditor.audit_text(text).documents[0] if example is None else read_as(auditor, example)


def read_as(auditor: Auditor, example: CheckExample) -> DocumentOut:
    """The text of an example with all that is found in it, read in the format that it is written in."""
    if example.format == "html":
        report = auditor.audit_bytes(example.text.encode(), path="example.html")
    else:
        report = auditor.audit_text(example.text, format=example.format)
    return report.documents[0]


def handed_in(pack: Pack, state: FileState | None, text: str | None, approval: ApprovalExample | None) -> Outside:
    """The evidence of an example: its register, and its document."""
    found = registered(pack, state, approval)
    if text is None:
        return found
    return replace(found, documents=(read_text(text, path="evidence.md", format="markdown"),))


def registered(pack: Pack, state: FileState | None, approval: ApprovalExample | None = None) -> Outside:
    """A register with an entry in that state that fits every claim and proves every element; empty for None.

    Evidence that an approval rests on has an entry of its own, which is evidence for nothing else.
    """
    entries: list[Checked] = []
    if state is not None:
        proves = tuple(Proof(name, "example") for name in sorted(pack.elements))
        entries.append(Checked(Entry("example", "", 1, (Support(),), "", "", None, proves=proves), state, None))
    if approval is not None and approval.evidence is not None:
        known = approval.evidence != "unknown"
        entry = Entry(BACKING if known else "other", "", 1, (), "", "", None)
        entries.append(Checked(entry, "ok" if approval.evidence == "unknown" else approval.evidence, None))
    return Outside(tuple(entries))


def approved(example: ApprovalExample | None, day: date) -> Approvals:
    """A register of approved claims with the entry of an example; none for None."""
    if example is None:
        return Approvals()
    standing = example.standing
    entry = Approval(
        id="example",
        register="",
        line=1,
        wordings=(example.wording,),
        status=standing if standing in ("draft", "withdrawn") else "approved",
        owner="example",
        valid_from=day + _WEEK if standing == "early" else None,
        valid_until=day - _WEEK if standing == "expired" else None,
        evidence=() if example.evidence is None else (BACKING,),
    )
    return Approvals((entry,), example.complete, named=True)


def _one_of(value: str | None, known: tuple[str, ...], default: str | None) -> str | None:
    return value if value in known else default
