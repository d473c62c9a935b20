"""What a document owns up to: a goal missed, given up, moved or lowered, a figure that was wrong."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

AdmissionKind = Literal["given_up", "missed", "postponed", "lowered", "behind", "restated", "admitted"]
ADMISSION_KINDS: tuple[AdmissionKind, ...] = get_args(AdmissionKind)


class Aim(NamedTuple):
    """How much a goal is for, as the text has it, and its year; None for what is not told."""

    value: str | None
    year: int | None


class Admission(NamedTuple):
    """A passage that owns up to something.

    ``start`` and ``end`` enclose what is quoted, ``mark`` the words that say it, all in the normalised text.
    ``sentence`` is the number of its sentence. ``before`` encloses what the document itself tells was so before.
    """

    kind: AdmissionKind
    sentence: int
    start: int
    end: int
    mark: tuple[int, int]
    topic: str | None
    target: Aim | None
    before: tuple[int, int] | None
