"""Methods that work an answer out once for each value that they are asked about."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

_Self = TypeVar("_Self")
_Value = TypeVar("_Value")
_Answer = TypeVar("_Answer")


def remembered(method: Callable[[_Self, _Value], _Answer]) -> Callable[[_Self, _Value], _Answer]:
    """Keep the answers of a method of one hashable value in its object, which needs a ``__dict__``."""
    name = f"_{method.__name__}_remembered"

    @wraps(method)
    def asked(self: Any, value: _Value) -> _Answer:
        known: dict[_Value, _Answer] | None = self.__dict__.get(name)
        if known is None:
            known = self.__dict__[name] = {}
        if value not in known:
            known[value] = method(self, value)
        return known[value]

    return asked
