"""What library users call to compare two reports of one company, or two drafts.

>>> import claimcheck
>>> found = claimcheck.compare(
...     claimcheck.audit_text("We will be net zero by 2040."), claimcheck.audit_text("We will be net zero by 2050.")
... )
>>> [(change.change, change.old, change.new) for entry in found.entries for change in entry.changes]
[('postponed', '2040', '2050')]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimcheck.api import Auditor, PathLike
from claimcheck.errors import UsageError
from claimcheck.model.context import Context
from claimcheck.model.diff_out import Diff
from claimcheck.model.reading import ReadDocument
from claimcheck.model.report import Report
from claimcheck.report.interactive import is_saved, load
from claimcheck.revisions import FAIL_ON, Texts
from claimcheck.revisions import diff as compared
from claimcheck.version import __version__

__all__ = ["Diff", "compare", "diff", "diff_of"]


def compare(
    old: PathLike | Report,
    new: PathLike | Report,
    *,
    context: Context | None = None,
    fail_on: str = "never",
    evidence: PathLike | Iterable[PathLike] = (),
) -> Diff:
    """What changed between two reports of one company, or two drafts.

    Each is a ``Report``, the path of a JSON report, or a file to audit as ``audit`` does. ``fail_on`` is ``worse`` for
    exit code 1 where the new one has less than the old one, else ``never``. Raises ``UsageError`` for anything else,
    and for JSON that is no report.
    """
    auditor: list[Auditor] = []

    def side(one: PathLike | Report) -> tuple[Report, Sequence[ReadDocument]]:
        if isinstance(one, Report):
            return one, ()
        if is_saved(one):
            return load(one), ()
        if not auditor:
            auditor.append(Auditor(context=context, evidence=evidence))
        report = auditor[0].audit(one)
        return report, [
            auditor[0].read(document.path) for document in report.documents if document.status != "unreadable"
        ]

    (before, read), (after, read_after) = side(old), side(new)
    return diff_of(before, after, (read, read_after), fail_on=fail_on)


diff = compare
"""The same by the name of the command."""


def diff_of(old: Report, new: Report, texts: Texts = ((), ()), *, fail_on: str = "never") -> Diff:
    """What changed between two reports; ``texts`` are their documents as read, where those are at hand."""
    if fail_on not in FAIL_ON:
        raise UsageError(f"fail-on {fail_on!r} is not known", code="unknown-value", hint=f"one of {', '.join(FAIL_ON)}")
    return compared(old, new, texts, version=__version__, fail_on=fail_on)
