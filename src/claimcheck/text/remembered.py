"""What is worked out once, when it is first asked for: answers of methods, and patterns of which a run needs few."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, AnyStr, TypeVar, cast


def late_pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As ``re.compile``, when something is first asked of the pattern; for ``search`` and so on, not for ``re.sub``."""
    return cast(re.Pattern[AnyStr], _Late(pattern, flags))


class _Late:
    def __init__(self, *written: Any) -> None:
        self._written = written

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._written), name)
        # The next time it is there at once.
        setattr(self, name, found)
        return found


_Self = TypeVar("_Self")
_Value = TypeVar("_Value")
_Answer = TypeVar("_Answer")
_Method = Callable[[_Self, _Value], _Answer]


def remembered(method: _Method[_Self, _Value, _Answer]) -> _Method[_Self, _Value, _Answer]:
    """Keep the answers of a method of one hashable value in its object."""
    name = f"_{method.__name__}_remembered"

    @wraps(method)
    def asked(self: Any, value: _Value) -> _Answer:
        known: dict[_Value, _Answer] = self.__dict__.setdefault(name, {})
        if value not in known:
            known[value] = method(self, value)
        return known[value]

    return asked


def remembered_by(
    about: Callable[[Any], Hashable],
) -> Callable[[_Method[_Self, _Value, _Answer]], _Method[_Self, _Value, _Answer]]:
    """Keep the answers of a method in its object by what ``about`` tells of the value."""

    def keeping(method: _Method[_Self, _Value, _Answer]) -> _Method[_Self, _Value, _Answer]:
        name = f"_{method.__name__}_remembered"

        @wraps(method)
        def asked(self: Any, value: _Value) -> _Answer:
            known: dict[Hashable, _Answer] = self.__dict__.setdefault(name, {})
            key = about(value)
            if key not in known:
                known[key] = method(self, value)
            return known[key]

        return asked

    return keeping


def remembered_last(method: _Method[_Self, _Value, _Answer]) -> _Method[_Self, _Value, _Answer]:
    """Keep the answer of a method for the very value that it was asked about last."""
    name = f"_{method.__name__}_last"

    @wraps(method)
    def asked(self: Any, value: _Value) -> _Answer:
        last: tuple[_Value, _Answer] | None = self.__dict__.get(name)
        if last is None or last[0] is not value:
            last = self.__dict__[name] = value, method(self, value)
        return last[1]

    return asked
