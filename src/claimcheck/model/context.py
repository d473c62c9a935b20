"""Who reads the text and where it stands: what severity and credit depend on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from claimcheck.errors import UsageError

Audience = Literal["consumer", "business", "investor"]
Medium = Literal["advert", "pack", "web", "press", "report"]
SubjectKind = Literal["product", "company"]

MEDIUM_OF_AUDIENCE: dict[str, Medium] = {"consumer": "web", "business": "web", "investor": "report"}


def _checked(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise UsageError(
            f"{name} {value!r} is not known", code="unknown-value", hint=f"one of {', '.join(allowed)}"
        )


@dataclass(frozen=True, slots=True)
class Context:
    """The setting of a run; a medium left out follows from the audience.

    Raises ``UsageError`` for a value outside the lists. Jurisdictions are checked when rules are loaded,
    because the rule pack says which exist.
    """

    audience: Audience = "investor"
    medium: Medium | None = None
    subject: SubjectKind | None = None
    jurisdictions: tuple[str, ...] = ("eu", "uk", "us")
    company: tuple[str, ...] = ()
    reporting_year: int | None = None
    as_of: date = field(default_factory=date.today)

    def __post_init__(self) -> None:
        _checked("audience", self.audience, get_args(Audience))
        if self.medium is None:
            object.__setattr__(self, "medium", MEDIUM_OF_AUDIENCE[self.audience])
        _checked("medium", str(self.medium), get_args(Medium))
        if self.subject is not None:
            _checked("subject", self.subject, get_args(SubjectKind))
