"""Who reads the text and where it stands: what severity and credit depend on."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Literal, TypeVar, get_args

from msgspec import Struct, field
from msgspec.structs import force_setattr

from claimcheck.errors import UsageError

Audience = Literal["consumer", "business", "investor"]
Medium = Literal["advert", "pack", "web", "press", "report"]
SubjectKind = Literal["product", "company"]

_Kind = TypeVar("_Kind")

MEDIUM_OF_AUDIENCE: dict[str, Medium] = {"consumer": "web", "business": "web", "investor": "report"}


def _checked(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        hint = f"one of {', '.join(allowed)}"
        raise UsageError(f"{name} {value!r} is not known", code="unknown-value", hint=hint)


def wrong_type(name: str, value: object, wanted: str) -> UsageError:
    """The error for a value of a type that ``name`` cannot have."""
    return UsageError(f"{name} is {wanted}, not {type(value).__name__}", code="wrong-type")


def of_type(name: str, value: _Kind, kind: type[_Kind], wanted: str) -> _Kind:
    """The value, which has to be of a class: Python lets ``limits=5`` pass where ``Limits`` are meant."""
    if not isinstance(value, kind):
        raise wrong_type(name, value, wanted)
    return value


def path_of(name: str, path: str | os.PathLike[str]) -> str:
    """A path as a string. Raises ``UsageError`` for what is none, such as None or an open file."""
    told = os.fspath(path) if isinstance(path, os.PathLike) else path
    return of_type(name, told, str, "a string or os.PathLike")


def names_of(name: str, values: Any) -> tuple[str, ...]:
    """Several names as a tuple; a lone string is an error, lest it be taken for its letters."""
    if isinstance(values, str):
        told = f"{name} takes several names, not one string"
        raise UsageError(told, code="wrong-type", hint=f"write ({values!r},)")
    names = tuple(values) if isinstance(values, Iterable) else (values,)
    for one in names:
        of_type(f"each of {name}", one, str, "a string")
    return names


def _answers(facts: Any) -> tuple[tuple[str, str], ...]:
    pairs = facts.items() if isinstance(facts, Mapping) else facts
    if not isinstance(pairs, Iterable) or not all(
        isinstance(one, (tuple, list)) and len(one) == 2 and all(isinstance(part, str) for part in one) for one in pairs
    ):
        raise wrong_type("facts", facts, "a mapping of names to answers, both text")
    return tuple(sorted(dict(pairs).items()))


class Context(Struct, frozen=True):
    """The setting of a run; a medium left out follows from the audience.

    ``company`` has the names of the company that speaks, ``terms`` other names and terms that claim nothing by
    themselves, such as those of products and programmes. ``facts`` are answers to deciding facts, a mapping of name to
    answer or pairs of them; kept as pairs in order of name. ``untrusted`` heeds nothing by which a text excuses itself:
    neither comments that allow findings nor answers to deciding facts that stand in it.
    Raises ``UsageError`` for a value outside the lists. Jurisdictions are checked when rules are loaded,
    because the rule pack says which exist.
    """

    audience: Audience = "investor"
    medium: Medium | None = None
    subject: SubjectKind | None = None
    jurisdictions: tuple[str, ...] = ("eu", "uk", "us")
    company: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    reporting_year: int | None = None
    as_of: date = field(default_factory=date.today)
    facts: tuple[tuple[str, str], ...] = ()
    untrusted: bool = False

    def __post_init__(self) -> None:
        for name in ("jurisdictions", "company", "terms"):
            force_setattr(self, name, names_of(name, getattr(self, name)))
        force_setattr(self, "facts", _answers(self.facts))
        if not self.jurisdictions:
            hint = "name one at least, such as eu"
            raise UsageError("jurisdictions is empty", code="empty-value", hint=hint)
        if self.reporting_year is not None and type(self.reporting_year) is not int:
            raise wrong_type("reporting_year", self.reporting_year, "a year as a number, such as 2025")
        if isinstance(self.as_of, datetime):
            force_setattr(self, "as_of", self.as_of.date())
        elif not isinstance(self.as_of, date):
            raise wrong_type("as_of", self.as_of, "a datetime.date, such as date(2026, 9, 27)")
        _checked("audience", self.audience, get_args(Audience))
        if self.medium is None:
            force_setattr(self, "medium", MEDIUM_OF_AUDIENCE[self.audience])
        _checked("medium", str(self.medium), get_args(Medium))
        if self.subject is not None:
            _checked("subject", self.subject, get_args(SubjectKind))

    def answer(self, fact: str) -> str | None:
        """What is answered of a deciding fact, None where nothing is."""
        return next((said for name, said in self.facts if name == fact), None)

    @property
    def is_copy(self) -> bool:
        """Whether the text speaks to buyers: what reads like a claim in it is one."""
        return self.audience == "consumer" and self.medium != "report"
