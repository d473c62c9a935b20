"""Walks over conditions as they are written: the names in them, the lists, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from claimcheck.rulepack.condition_terms import Path


def walk(condition: Any, path: Path = ()) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """A condition and every mapping inside it, with the path to each."""
    if isinstance(condition, Mapping):
        yield path, condition
        for key, value in condition.items():
            yield from walk(value, (*path, key))
    elif isinstance(condition, list):
        for place, value in enumerate(condition):
            yield from walk(value, (*path, place))


def signals_in(condition: Any) -> Iterator[str]:
    """The names of all signals in a condition."""
    return (name for _, name in signal_places(condition, ()))


def operators_in(condition: Any) -> set[str]:
    """All keys that occur in a condition."""
    return {key for _, one in walk(condition) for key in one}


def lists_in(condition: Any, path: Path) -> Iterator[tuple[Path, list[Any]]]:
    """Every list of operands in a condition, with the path to it."""
    for here, one in walk(condition, path):
        yield from (((*here, key), one[key]) for key in ("all", "any") if isinstance(one.get(key), list))


def signal_places(condition: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every name of a signal in a condition, with the path to it."""
    for here, one in walk(condition, path):
        for key in ("signal", "outside"):
            names = one.get(key)
            if isinstance(names, str):
                yield (*here, key), names
            elif isinstance(names, list):
                yield from (
                    ((*here, key, at), name) for at, name in enumerate(names) if isinstance(name, str)
                )


def shared_in(condition: Any) -> Iterator[str]:
    """The names of the shared conditions that a condition asks for."""
    return (one["shared"] for _, one in walk(condition) if isinstance(one.get("shared"), str))


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
