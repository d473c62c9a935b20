"""An assurance statement: who checked which figures of which years, how deep, and what came out."""

from __future__ import annotations

from typing import Literal, NamedTuple

Level = Literal["limited", "reasonable", "moderate", "high"]
Teller = Literal["practitioner", "company"]
Outcome = Literal["unmodified", "qualified"]
Unread = Literal["picture", "language"]


class Quoted(NamedTuple):
    """Words of the document: their offsets in the normalised text, and how they read."""

    start: int
    end: int
    text: str


class Subject(NamedTuple):
    """An entry of what is covered, or expressly is not.

    ``terms`` are the stems of the words that tell it from other entries, ``metrics`` are ids, and ``scopes`` the digits
    of greenhouse gas scopes, none where nothing is said of them. ``level`` is that of these figures, None where the
    statement has no other than its own. ``years`` are those of the figures where the entry has its own, ``section`` is
    the title of the section that it names.
    """

    terms: frozenset[str]
    metrics: frozenset[str]
    scopes: frozenset[str]
    level: Level | None
    start: int
    end: int
    years: frozenset[int] = frozenset()
    section: str | None = None


class Assurance(NamedTuple):
    """One assurance statement, in the practitioner's words or as the company tells it.

    ``practitioner`` and ``standards`` are as written. ``levels`` has the levels in the order in which they are
    named, each with its words; ``years`` are those of the figures, empty where none is told. ``whole`` says that the
    report as a whole is covered and not a part of it; ``mark`` is what marks the figures that are. ``closed`` says that
    it tells what is covered, so that what it does not name is not. ``notes`` is the footnote block that it stands in.
    ``unread`` tells why a statement could not be read, of which nothing is known but that it stands there: its page is
    a picture, or it is in another language. ``page`` is that page.

    ``figures`` counts the figures that the claims of the document tell as results, ``figures_covered`` those of them
    that the statements of this practitioner cover. ``start`` and ``end`` are offsets in the normalised text.
    """

    teller: Teller
    practitioner: Quoted | None
    standards: tuple[Quoted, ...]
    levels: tuple[tuple[Level, Quoted], ...]
    years: frozenset[int]
    whole: bool
    mark: str | None
    covered: tuple[Subject, ...]
    excluded: tuple[Subject, ...]
    outcome: Outcome | None
    start: int
    end: int
    closed: bool = False
    notes: frozenset[int] = frozenset()
    unread: Unread | None = None
    page: int | None = None
    figures: int = 0
    figures_covered: int = 0

    @property
    def tells(self) -> bool:
        """Whether a reader learns who made the check, by what standard, how deep, or that it could not be read."""
        return bool(self.practitioner or self.standards or self.levels or self.unread)
