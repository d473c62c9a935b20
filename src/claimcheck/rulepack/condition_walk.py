"""Walks over conditions as they are written: the names in them, the lists, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from claimcheck.rulepack.condition_terms import Path


def walk(condition: Any) -> Iterator[Mapping[str, Any]]:
    """A condition and every mapping inside it."""
    waiting = [condition]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            yield one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def signals_in(condition: Any) -> Iterator[str]:
    """The names of all signals in a condition."""
    return (name for _, name in signal_places(condition, ()))


def operators_in(condition: Any) -> set[str]:
    """All keys that occur in a condition."""
    return {key for one in walk(condition) for key in one}


def lists_in(condition: Any, path: Path) -> Iterator[tuple[Path, list[Any]]]:
    """Every list of operands in a condition, with the path to it."""
    if isinstance(condition, Mapping):
        for key, value in condition.items():
            if key in ("all", "any") and isinstance(value, list):
                yield (*path, key), value
            yield from lists_in(value, (*path, key))
    elif isinstance(condition, list):
        for place, value in enumerate(condition):
            yield from lists_in(value, (*path, place))


def signal_places(condition: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every name of a signal in a condition, with the path to it."""
    if isinstance(condition, Mapping):
        for key, value in condition.items():
            here = (*path, key)
            if key in ("signal", "outside") and isinstance(value, str):
                yield here, value
            elif key in ("signal", "outside") and isinstance(value, list):
                yield from (
                    ((*here, place), name) for place, name in enumerate(value) if isinstance(name, str)
                )
            else:
                yield from signal_places(value, here)
    elif isinstance(condition, list):
        for place, value in enumerate(condition):
            yield from signal_places(value, (*path, place))


def shared_in(condition: Any) -> Iterator[str]:
    """The names of the shared conditions that a condition asks for."""
    return (one["shared"] for one in walk(condition) if isinstance(one.get("shared"), str))


def written_out(condition: Any, shared: Mapping[str, Any]) -> Any:
    """The condition with what shared ones say in place of their names."""
    if isinstance(condition, list):
        return [written_out(one, shared) for one in condition]
    if not isinstance(condition, Mapping):
        return condition
    name = condition.get("shared")
    if isinstance(name, str) and name in shared:
        return shared[name]
    return {key: written_out(value, shared) for key, value in condition.items()}
