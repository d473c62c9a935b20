"""What is known of a condition without its test: enough to tell when it has to be asked at all.

Most conditions of the built-in rules are never asked in a run. What they need is kept from the last time, and their
tests are made when something asks them first.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from msgspec.structs import force_setattr

from claimcheck.rulepack.condition_terms import Test, View
from claimcheck.rulepack.conditions import NEVER, Compiled, Names, compile_condition

OUTLINED = tuple(name for name in Compiled.__struct_fields__ if name not in ("test", "denied"))
"""All that is known of a condition but its test, and what a negation denies, which only compiling asks for."""


class Recipe(NamedTuple):
    """What was made of a condition, as ``make(condition, names, **how)``, and the signals it asks wide windows for."""

    made: Any
    make: Callable[..., Any]
    condition: Any
    how: Mapping[str, Any]
    wide: int


def outline(found: Compiled) -> tuple[Any, ...]:
    """What is known of a condition, in the order of ``OUTLINED``."""
    return tuple(getattr(found, name) for name in OUTLINED)


def delayed(known: tuple[Any, ...], condition: bytes, names: Names, how: Mapping[str, Any]) -> Compiled:
    """A condition with this outline; it is unpacked, by ``marshal``, and its test is made when it is first asked."""
    later = _Later(condition, names, how)
    later.of = Compiled(later, *known)
    return later.of


class _Later:
    """The test of a condition that is compiled when it is first asked."""

    __slots__ = ("_made", "_recipe", "of")

    def __init__(self, condition: bytes, names: Names, how: Mapping[str, Any]) -> None:
        self._recipe = (condition, names, how)
        self._made: Test | None = None
        self.of = NEVER

    def __call__(self, view: View) -> bool:
        test = self._made
        if test is None:
            condition, names, how = self._recipe
            test = self._made = compile_condition(marshal.loads(condition), names, **how).test  # noqa: S302 - plain values
            # Whoever asks the condition again goes without this step; it means the same either way.
            force_setattr(self.of, "test", test)
        return test(view)
