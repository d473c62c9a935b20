"""The tests of all and any: what words and figures rule out is looked at before anything else.

Asking whether signals and kinds of fact are there at all is one operation on numbers; most conditions in a list are
settled by it, and only the others are asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from claimcheck.rulepack.condition_terms import Branches, Compiled, Test, View, narrowest


class _Asked(NamedTuple):
    """A condition, whether it is denied, and what it cannot do without.

    A bit of ``own`` has to stand in the default window and one of ``around`` in the sentence, guarded or not; -1 where
    nothing has to.
    """

    own: int
    around: int
    test: Test
    denied: bool = False


def every(tests: Sequence[Test]) -> Test:
    """All of the tests, asked in order; most conditions have one or two."""
    if len(tests) == 1:
        return tests[0]
    if len(tests) == 2:
        first, second = tests
        return lambda view: first(view) and second(view)

    def test(view: View) -> bool:
        for one in tests:  # noqa: SIM110 - a generator costs more than the tests themselves
            if not one(view):
                return False
        return True

    return test


def all_of(parts: Sequence[Compiled]) -> Test:
    """All of the conditions, asked in order, behind what has to stand there and the signals that must not."""
    needs = tuple(dict.fromkeys(need for part in parts for need in _needs(part.branches)))
    around = tuple(dict.fromkeys(need for part in parts for need in _needs(part.around) if need not in needs))
    bars = reduce(or_, (part.bars for part in parts), 0)
    # A signal in the default window is nothing but its need, which is looked at first; so is one barred there.
    rest = tuple(_step(part) for part in parts if not part.need and not part.bars)
    if not rest and len(needs) == 1 and not bars and not around:
        only = needs[0]
        return lambda view: bool(view.own & only)

    def test(view: View) -> bool:
        mask, near = view.own, view.around
        if mask & bars:
            return False
        for need in needs:
            if not mask & need:
                return False
        for need in around:
            if not near & need:
                return False
        for own, other, one, denied in rest:
            if denied:
                if (own < 0 or mask & own) and (other < 0 or near & other) and one(view):
                    return False
            elif not one(view):
                return False
        return True

    return test


def _step(part: Compiled) -> _Asked:
    """A condition behind the needs of all, or one that is denied with what it cannot do without."""
    if part.denied is None:
        return _Asked(-1, -1, part.test)
    denied = part.denied
    return _Asked(narrowest(denied.branches), narrowest(denied.around), denied.test, True)


def any_of(parts: Sequence[Compiled]) -> Test:
    """One of the conditions: those that are mere signals at once, then the others as far as one has a chance."""
    plain = reduce(or_, (part.need for part in parts), 0)
    asked = (part for part in parts if not part.need)
    rest = tuple(_Asked(narrowest(one.branches), narrowest(one.around), one.test) for one in asked)
    if not rest:
        return lambda view: bool(view.own & plain)
    if not plain and all(one.own < 0 and one.around < 0 for one in rest):
        tests = tuple(one.test for one in rest)

        def test_all(view: View) -> bool:
            for one in tests:  # noqa: SIM110 - as above
                if one(view):
                    return True
            return False

        return test_all

    def test(view: View) -> bool:
        mask, around = view.own, view.around
        if mask & plain:
            return True
        for own, near, one, _ in rest:  # noqa: SIM110 - as above
            if (own < 0 or mask & own) and (near < 0 or around & near) and one(view):
                return True
        return False

    return test


def _needs(branches: Branches) -> Iterator[int]:
    """What has to stand there whichever way a condition holds."""
    if len(branches) == 1:
        yield from branches[0]
        return
    gate = narrowest(branches)
    if gate >= 0:
        yield gate
