"""What people decide about claims: accepted or disputed, by whom and until when, with comments and answers."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

DecisionState = Literal["accept", "dispute", "open"]


class Remark(NamedTuple):
    """A comment with who wrote it, and the day."""

    by: str
    on: date
    text: str


class Decision(NamedTuple):
    """What was decided about a claim, or about a finding where it has a ``fingerprint``.

    ``claim`` and ``occurrence`` are those of the report; a finding outside of claims has None. ``path`` is the document
    as reports name it, ``words`` are for readers. ``wording`` are the words proposed in place of those that stand
    there, ``until`` the last day on which the decision holds, ``by`` and ``on`` who decided last, and when.
    """

    path: str
    claim: str | None
    occurrence: int
    fingerprint: str | None
    words: str
    state: DecisionState
    owner: str | None
    wording: str | None
    until: date | None
    by: str
    on: date
    comments: tuple[Remark, ...] = ()

    def holds(self, day: date) -> bool:
        """Whether it has not ended before a day."""
        return self.until is None or day <= self.until


class FactAnswer(NamedTuple):
    """An answer to a deciding fact of one document, with who gave it, and the day; ``line`` is where it stands."""

    path: str
    fact: str
    answer: str
    by: str
    on: date
    line: int | None = None


class Decisions(NamedTuple):
    """A file of decisions: its name and what it holds, in its order."""

    name: str
    answers: tuple[FactAnswer, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def facts(self, path: str) -> dict[str, str]:
        """The answers for a document by fact."""
        return {one.fact: one.answer for one in self.answers if one.path == path}
