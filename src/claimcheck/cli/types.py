"""Kinds of option values: each says what is wrong, where it stands, and what is nearest."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, ClassVar, TypeVar

import click
from click.core import ParameterSource

from claimcheck.errors import UsageError
from claimcheck.read.limits import DEFAULT, MOST, Limits, PageRange

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


class Value(click.ParamType):  # type: ignore[type-arg]
    """A value that ``_read`` makes of text; what does not fit is said to be ``wrong``, with what is ``wanted``."""

    code = "bad-value"
    wrong = ": {!r} does not fit"
    wanted: str | None = None

    def _read(self, text: str) -> Any:
        """The value, None for text that does not fit."""
        raise NotImplementedError

    def _hint(self, text: str) -> str | None:
        return self.wanted

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value; what is one already stays. Raises ``UsageError`` for text that does not fit."""
        if not isinstance(value, str):
            return value
        found = self._read(value)
        if found is None:
            message = origin(param, ctx) + self.wrong.format(value)
            raise UsageError(message, code=self.code, hint=self._hint(value))
        return found


class OneOf(Value):
    """One of a few names, in whatever case it is written."""

    name = "name"
    code = "unknown-value"
    wrong = ": there is no {!r}"

    def __init__(self, *names: str) -> None:
        self.names = names

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """The names between bars, as help shows them."""
        return "|".join(self.names)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """Names that begin like what is typed."""
        begun = (name for name in self.names if name.startswith(incomplete))
        return [click.shell_completion.CompletionItem(name) for name in begun]

    def _read(self, text: str) -> str | None:
        name = text.strip().lower()
        return name if name in self.names else None

    def _hint(self, text: str) -> str:
        return guess(text.strip().lower(), self.names)


class TextFormat(OneOf):
    """A format for standard output; one for files alone is told how it is written."""

    def _hint(self, text: str) -> str:
        # Few calls are wrong here, and what writes files takes a while to load.
        from claimcheck.report.files import FILE_FORMATS

        name = text.strip().lower()
        return f"it needs a file: --output {name}:FILE" if name in FILE_FORMATS else super()._hint(text)


class Switch(Value, click.types.BoolParamType):
    """Whether something is so, as a variable says it."""

    wanted = "write yes or no"
    _said: ClassVar = dict.fromkeys(("yes", "y", "true", "t", "on", "1"), True) | dict.fromkeys(
        ("no", "n", "false", "f", "off", "0"), False
    )

    def _read(self, text: str) -> bool | None:
        return self._said.get(text.strip().lower())


class Whole(Value):
    """A whole number between two bounds; ``greatest`` None is no bound."""

    name = "N"
    code = "bad-number"

    def __init__(self, least: int, greatest: int | None = None) -> None:
        self.least = least
        self.greatest = greatest
        self.wanted = f"give a whole number, {least} {f'to {greatest}' if greatest is not None else 'or more'}"

    def _read(self, text: str) -> int | None:
        number = int(text) if _WHOLE.fullmatch(text.strip()) else None
        if number is None or number < self.least or (self.greatest is not None and number > self.greatest):
            return None
        return number


class Names(Value):
    """Names with commas or blanks between them, as a tuple."""

    code = "empty-value"
    wrong = " needs at least one name"

    def __init__(self, name: str = "NAME") -> None:
        self.name = name

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """What help shows."""
        return f"{self.name}[,{self.name}…]"

    def split_envvar_value(self, rv: str) -> Sequence[str]:
        """A variable holds one value, which ``convert`` takes apart."""
        return [rv]

    def _read(self, text: str) -> tuple[str, ...] | None:
        return tuple(filter(None, _SEPARATORS.split(text))) or None


class Phrases(Names):
    """Names that may hold blanks, with commas between them."""

    def _read(self, text: str) -> tuple[str, ...] | None:
        return tuple(filter(None, map(str.strip, text.split(",")))) or None


class Answer(Value):
    """A deciding fact with its answer, such as ``credits=no``."""

    name = "KEY=VALUE"
    code = "bad-fact"
    wrong = ": {!r} is no answer"
    wanted = "write NAME=ANSWER, such as credits=no"

    def _read(self, text: str) -> tuple[str, str] | None:
        name, _, said = map(str.strip, text.partition("="))
        return (name, said) if name and said else None


class Day(Value):
    """A day, as year, month and day."""

    name = "DATE"
    code = "bad-date"
    wrong = ": {!r} is no day"
    wanted = "write it as YYYY-MM-DD, such as 2026-09-27"

    def _read(self, text: str) -> date | None:
        with suppress(ValueError):
            return date.fromisoformat(text) if _DAY.fullmatch(text) else None
        return None


class Pages(Value):
    """A run of pages: ``80-160``, ``80-`` or ``80``."""

    name = "FIRST[-LAST]"
    code = "bad-pages"
    wrong = ": {!r} is no run of pages"
    wanted = "write first and last page, such as 80-160; pages count from 1"

    def _read(self, text: str) -> str | None:
        """The run as ``FIRST-LAST``, ``FIRST-`` or ``FIRST``."""
        found = PageRange.parse(text)
        return None if found is None else str(found)


class ReadLimits(Names):
    """Limits of reading with their values, such as ``pages=500,seconds=60``; sizes may have a unit."""

    known: ClassVar[dict[str, str]] = {name.replace("_", "-"): name for name in Limits.__struct_fields__}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Pairs of field name and value. Raises ``UsageError`` for unknown names and values that do not fit."""
        if not isinstance(value, str):
            return value
        return tuple(self._pair(part, origin(param, ctx)) for part in super().convert(value, param, ctx))

    def _pair(self, part: str, option: str) -> tuple[str, float]:
        name, equals, text = part.partition("=")
        field = self.known.get(name.lower().replace("_", "-"))
        if field is None:
            hint = guess(name, self.known, "limits are")
            raise UsageError(f"{option}: there is no limit {name!r}", code="unknown-limit", hint=hint)
        found = _AMOUNT.fullmatch(text)
        number = float(found[1]) * _FACTORS.get(found[2][:1].lower(), 1) if found else 0.0
        whole = isinstance(getattr(DEFAULT, field), int)
        if not equals or not 0 < number <= MOST or (whole and not number.is_integer()):
            sizes = "a whole number above 0, sizes also with KiB, MiB or GiB"
            hint = f"write {name}=N, where N is {sizes if whole else 'seconds, such as 60 or 0.5'}"
            raise UsageError(f"{option}: {part!r} does not fit", code="bad-limit", hint=hint)
        return field, int(number) if whole else number


def flat(values: Sequence[tuple[T, ...]]) -> tuple[T, ...]:
    """The names of a repeated option, each once, in the order given."""
    return tuple(dict.fromkeys(name for names in values for name in names))
