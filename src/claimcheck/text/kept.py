"""Methods of one argument that keep their answers in the object: what many ask for is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar, cast

_Method = TypeVar("_Method", bound=Callable[..., Any])


def kept(about: Callable[[Any], Hashable]) -> Callable[[_Method], _Method]:
    """Keep the answers of a method by what ``about`` tells of its argument."""

    def keeping(method: _Method) -> _Method:
        name = f"kept{method.__name__}"

        @wraps(method)
        def told(self: Any, asked: Any) -> Any:
            known, key = self.__dict__.setdefault(name, {}), about(asked)
            if key not in known:
                known[key] = method(self, asked)
            return known[key]

        return cast("_Method", told)

    return keeping


def kept_for_last(method: _Method) -> _Method:
    """Keep the answer of a method for the very argument that it was asked about last."""
    name = f"last{method.__name__}"

    @wraps(method)
    def told(self: Any, asked: Any) -> Any:
        last = self.__dict__.get(name)
        if last is None or last[0] is not asked:
            last = self.__dict__[name] = asked, method(self, asked)
        return last[1]

    return cast("_Method", told)
