"""What is known of a condition without its test: enough to tell when it has to be asked at all.

Most conditions of the built-in rules are never asked in a run. What they need is kept from the last time, and their
tests are made when something asks them first.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import force_setattr

from claimcheck.rulepack.condition_terms import Test, View
from claimcheck.rulepack.conditions import NEVER, Compiled, Names, compile_condition

T = TypeVar("T")
OUTLINED = tuple(name for name in Compiled.__struct_fields__ if name not in ("test", "denied"))
"""All that is known of a condition but its test, and what a negation denies, which only compiling asks for."""


class Recipe(NamedTuple):
    """A call that makes something of a condition: ``make(condition, names, **how)``."""

    make: Callable[..., Any]
    condition: Any
    how: Mapping[str, Any]


class Recipes:
    """Compiles the conditions of a pack, and keeps how each was made."""

    def __init__(self) -> None:
        # With what was made, lest something else gets its id.
        self._known: dict[int, tuple[object, Recipe]] = {}

    def compiled(self, condition: Any, names: Names, **how: Any) -> Compiled:
        """As ``compile_condition``."""
        return self.made(compile_condition, condition, names, **how)

    def made(self, make: Callable[..., T], condition: Any, names: Names, **how: Any) -> T:
        """What ``make`` makes of a condition."""
        found = make(condition, names, **how)
        self.keep(found, Recipe(make, condition, how))
        return found

    def keep(self, made: object, recipe: Recipe) -> None:
        """Keep how something was made."""
        self._known[id(made)] = (made, recipe)

    def of(self, made: object) -> Recipe | None:
        """How something was made, None where it was not made here."""
        known = self._known.get(id(made))
        return None if known is None else known[1]


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
