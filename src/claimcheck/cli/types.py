"""Kinds of option values: each says what is wrong, where it stands, and what is nearest."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar, TypeVar

import click
from click.core import ParameterSource

from claimcheck.errors import UsageError
from claimcheck.read.limits import DEFAULT, MOST, Limits
from claimcheck.read.pages import PageRange

T = TypeVar("T")

_AMOUNT = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,6})?) ?(|[kmg]i?b?|b|s)", re.IGNORECASE)
_FACTORS = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SEPARATORS = re.compile(r"[,\s]+")


def origin(param: click.Parameter | None, ctx: click.Context | None) -> str:
    """The option as written, or the environment variable that the value comes from."""
    if param is None or not param.name:
        return "value"
    if ctx is not None and ctx.get_parameter_source(param.name) is ParameterSource.ENVIRONMENT:
        return str(param.envvar)
    return max(param.opts, key=len)


def origins(ctx: click.Context) -> dict[str, str]:
    """By name of each parameter that the user gave: the option, or the environment variable behind it."""
    given = (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)
    return {
        param.name: origin(param, ctx)
        for param in ctx.command.params
        if param.name and ctx.get_parameter_source(param.name) in given
    }


def guess(value: str, known: Iterable[str], kind: str = "one of") -> str:
    """A hint: the nearest of the known names, then all of them."""
    names = list(known)
    spelled = {name.lower(): name for name in names}
    near = difflib.get_close_matches(value.lower(), spelled, n=1)
    first = f"did you mean {spelled[near[0]]}? " if near else ""
    return f"{first}{kind} {', '.join(names)}"


class OneOf(click.ParamType):  # type: ignore[type-arg]
    """One of a few names."""

    name = "name"

    def __init__(self, *names: str) -> None:
        self.names = names

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """The names between bars, as help shows them."""
        del param, ctx
        return "|".join(self.names)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Names that begin like what is typed."""
        del ctx, param
        return [
            click.shell_completion.CompletionItem(name) for name in self.names if name.startswith(incomplete)
        ]

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name in lower case.

        Raises ``UsageError`` for any other.
        """
        found = str(value).strip().lower()
        if found not in self.names:
            raise UsageError(
                f"{origin(param, ctx)}: there is no {value!r}",
                code="unknown-value",
                hint=guess(found, self.names),
            )
        return found


class Whole(click.ParamType):  # type: ignore[type-arg]
    """A whole number between two bounds; ``greatest`` None is no bound."""

    name = "N"

    def __init__(self, least: int, greatest: int | None = None) -> None:
        self.least = least
        self.greatest = greatest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number.

        Raises ``UsageError`` for anything else.
        """
        text = str(value).strip()
        number = int(text) if _WHOLE.fullmatch(text) else None
        if number is None or number < self.least or (self.greatest is not None and number > self.greatest):
            upper = f"to {self.greatest}" if self.greatest is not None else "or more"
            raise UsageError(
                f"{origin(param, ctx)}: {value!r} does not fit",
                code="bad-number",
                hint=f"give a whole number, {self.least} {upper}",
            )
        return number


class Names(click.ParamType):  # type: ignore[type-arg]
    """Names with commas or blanks between them."""

    def __init__(self, name: str = "NAME") -> None:
        self.name = name

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """What help shows."""
        del param, ctx
        return f"{self.name}[,{self.name}…]"

    def split_envvar_value(self, rv: str) -> Sequence[str]:
        """A variable holds one value, which ``convert`` takes apart."""
        return [rv]

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The names as a tuple.

        Raises ``UsageError`` where there is none.
        """
        if isinstance(value, tuple):
            return value
        names = tuple(part for part in _SEPARATORS.split(str(value)) if part)
        if not names:
            raise UsageError(f"{origin(param, ctx)} needs at least one name", code="empty-value")
        return names


class Phrases(Names):
    """Names that may hold blanks, with commas between them."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """The names as a tuple.

        Raises ``UsageError`` where there is none.
        """
        if isinstance(value, tuple):
            return value
        names = tuple(part.strip() for part in str(value).split(",") if part.strip())
        if not names:
            raise UsageError(f"{origin(param, ctx)} needs at least one name", code="empty-value")
        return names


class Answer(click.ParamType):  # type: ignore[type-arg]
    """A deciding fact with its answer, such as ``credits=no``."""

    name = "KEY=VALUE"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """The name and the answer.

        Raises ``UsageError`` where one of them is missing.
        """
        if isinstance(value, tuple):
            return value
        name, _, said = (part.strip() for part in str(value).partition("="))
        if not name or not said:
            raise UsageError(
                f"{origin(param, ctx)}: {value!r} is no answer",
                code="bad-fact",
                hint="write NAME=ANSWER, such as credits=no",
            )
        return name, said


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day, as year, month and day."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day.

        Raises ``UsageError`` for anything but ``YYYY-MM-DD``.
        """
        if isinstance(value, date):
            return value
        try:
            if not _DAY.fullmatch(value):
                raise ValueError
            return date.fromisoformat(value)
        except ValueError:
            raise UsageError(
                f"{origin(param, ctx)}: {value!r} is no day",
                code="bad-date",
                hint="write it as YYYY-MM-DD, such as 2026-09-27",
            ) from None


class Pages(click.ParamType):  # type: ignore[type-arg]
    """A run of pages: ``80-160``, ``80-`` or ``80``."""

    name = "FIRST[-LAST]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The run as ``FIRST-LAST``, ``FIRST-`` or ``FIRST``.

        Raises ``UsageError`` for anything else.
        """
        found = PageRange.parse(str(value))
        if found is None:
            raise UsageError(
                f"{origin(param, ctx)}: {value!r} is no run of pages",
                code="bad-pages",
                hint="write first and last page, such as 80-160; pages count from 1",
            )
        return str(found)


class ReadLimits(Names):
    """Limits of reading with their values, such as ``pages=500,seconds=60``; sizes may have a unit."""

    known: ClassVar[dict[str, str]] = {name.replace("_", "-"): name for name in Limits.__struct_fields__}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Pairs of field name and value.

        Raises ``UsageError`` for names that are not known and values that do not fit.
        """
        if isinstance(value, tuple):
            return value
        return tuple(self._pair(part, origin(param, ctx)) for part in super().convert(value, param, ctx))

    def _pair(self, part: str, option: str) -> tuple[str, float]:
        name, equals, text = part.partition("=")
        field = self.known.get(name.lower().replace("_", "-"))
        if field is None:
            raise UsageError(
                f"{option}: there is no limit {name!r}",
                code="unknown-limit",
                hint=guess(name, self.known, "limits are"),
            )
        found = _AMOUNT.fullmatch(text)
        number = float(found[1]) * _FACTORS.get(found[2][:1].lower(), 1) if found else 0.0
        whole = isinstance(getattr(DEFAULT, field), int)
        if not equals or not 0 < number <= MOST or (whole and not number.is_integer()):
            kind = (
                "a whole number above 0, sizes also with KiB, MiB or GiB"
                if whole
                else "seconds, such as 60 or 0.5"
            )
            raise UsageError(
                f"{option}: {part!r} does not fit",
                code="bad-limit",
                hint=f"write {name}=N, where N is {kind}",
            )
        return field, int(number) if whole else number


def flat(values: Sequence[tuple[T, ...]]) -> tuple[T, ...]:
    """The names of a repeated option, each once, in the order given."""
    return tuple(dict.fromkeys(name for names in values for name in names))
