"""What is known of a condition without its test: enough to tell when it has to be asked at all.

Most conditions of the built-in rules are never asked in a run. What they need is kept from the last time, and their
tests are made when something asks them first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from claimcheck.rulepack.condition_terms import Branches, Test, View
from claimcheck.rulepack.conditions import Compiled, Names, compile_condition


class Outline(NamedTuple):
    """The plain values of a ``Compiled``, and the signals that it asks for in wide windows."""

    needs: tuple[int, ...]
    positive: int
    claim_values: Mapping[str, frozenset[str]]
    uses: frozenset[str]
    element_names: frozenset[str]
    is_need: bool
    bars: int
    branches: Branches
    around: Branches
    wide: int


class Outlining:
    """Compiles the conditions of a pack, in the order in which they are asked for.

    ``known`` are the outlines of the same conditions in the same order, where they were compiled before without a
    fault; none of them for conditions that have to be looked at. ``made`` are the outlines of those compiled here.
    """

    def __init__(self, known: Sequence[Outline] = ()) -> None:
        self._known: Iterator[Outline] = iter(known)
        self.made: list[Outline] = []

    def compile(self, condition: Any, names: Names, **how: Any) -> Compiled:
        """As ``compile_condition``."""
        known = next(self._known, None)
        if known is not None:
            names.wide |= known.wide
            return _delayed(known, _Later(condition, replace(names, faults=[]), how))
        found = compile_condition(condition, names, **how)
        self.made.append(_outline(found, names.wide))
        return found


def _outline(found: Compiled, wide: int) -> Outline:
    return Outline(
        found.needs,
        found.positive,
        dict(found.claim_values),
        found.uses,
        found.element_names,
        found.is_need,
        found.bars,
        found.branches,
        found.around,
        wide,
    )


def _delayed(known: Outline, later: _Later) -> Compiled:
    later.of = Compiled(
        later,
        known.needs,
        known.positive,
        known.claim_values,
        known.uses,
        known.element_names,
        known.is_need,
        known.bars,
        known.branches,
        known.around,
    )
    return later.of


class _Later:
    """The test of a condition that is compiled when it is first asked."""

    __slots__ = ("_made", "_recipe", "of")

    def __init__(self, condition: Any, names: Names, how: Mapping[str, Any]) -> None:
        self._recipe = (condition, names, how)
        self._made: Test | None = None
        self.of: Compiled | None = None

    def __call__(self, view: View) -> bool:
        test = self._made
        if test is None:
            condition, names, how = self._recipe
            test = self._made = compile_condition(condition, names, **how).test
            # Whoever asks the condition again goes without this step; it means the same either way.
            object.__setattr__(self.of, "test", test)
        return test(view)
