"""An assurance statement: who checked which figures of which years, how deep, and what came out."""

from __future__ import annotations

from typing import Literal, NamedTuple

Level = Literal["limited", "reasonable", "moderate", "high"]
Teller = Literal["practitioner", "company"]
Outcome = Literal["unmodified", "qualified"]


class Quoted(NamedTuple):
    """Words of the document: their offsets in the normalised text, and how they read."""

    start: int
    end: int
    text: str


class Subject(NamedTuple):
    """What is covered, or expressly is not: metrics by their ids, and the digits of greenhouse gas scopes.

    No scopes are named where nothing is said of them. ``level`` is that of these figures, None where the statement
    has no other than its own.
    """

    metrics: frozenset[str]
    scopes: frozenset[str]
    level: Level | None
    start: int
    end: int


class Assurance(NamedTuple):
    """One assurance statement, in the practitioner's words or as the company tells it.

    ``practitioner`` and ``standards`` are as written. ``levels`` has the levels in the order in which they are
    named, each with its words; ``years`` are those of the figures, empty where none is told. ``whole`` says that the
    report as a whole is covered and not a part of it; ``mark`` is what marks the figures that are.
    ``start`` and ``end`` are offsets in the normalised text.
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
