"""Walks over conditions as they are written: the names in them, the lists, and what can never hold.

Claim fields, states of elements and fields of the run have few values: what all of a list ask for at once leaves some
of them, or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, get_args

from claimcheck.model.claim import State
from claimcheck.rulepack.condition_terms import CLAIM_VALUES, CONTEXT_VALUES, STATED, Path

# The state of an element that a claim neither needs nor holds.
_ABSENT = "absent"
_STATES = frozenset({*get_args(State), _ABSENT})
_OF_FIELDS = ("claim", "element", "context")
# Conditions over claims and sentences inside of those over documents.
_INSIDE = ("that", "of", "among", "where", "first", "second")
_TYPE = ("claim", "type")
# Most values are of these, and hold no others.
_LEAVES = (str, int, float, bool)

Key = tuple[str, str]
Env = Mapping[Key, frozenset[str]]


def walk(condition: Any, path: Path = ()) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """A condition and every mapping inside it, with the path to each."""
    if isinstance(condition, list):
        parts: Iterable[tuple[Any, Any]] = enumerate(condition)
    elif isinstance(condition, Mapping):
        yield path, condition
        parts = condition.items()
    else:
        return
    for key, value in parts:
        if value.__class__ not in _LEAVES:
            yield from walk(value, (*path, key))


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
                yield from (((*here, key, at), name) for at, name in enumerate(names) if isinstance(name, str))


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


class Dead(NamedTuple):
    """A part of a condition that says nothing: the path to it, and why."""

    path: Path
    why: str


class Known(NamedTuple):
    """What of a pack decides: its claim types with the elements that each may need, and its topics."""

    needs: Mapping[str, frozenset[str]]
    topics: frozenset[str]


def dead_parts(condition: Any, path: Path, known: Known) -> Iterator[Dead]:
    """The parts that never hold, those that stand first in a list before those they contradict."""
    reach = _Reach(known)
    reach.can_hold(condition, path, {})
    yield from reach.dead


class _Reach:
    """Walks a condition with what is known of the fields at each place."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.dead: list[Dead] = []

    def can_hold(self, condition: Mapping[str, Any], path: Path, env: Env) -> bool:
        """Whether the condition may hold where the fields have only the values of ``env``; notes what may not."""
        if "all" in condition:
            return self.all(condition["all"], (*path, "all"), env)
        if "any" in condition:
            parts = enumerate(condition["any"])
            ways = [self.can_hold(one, (*path, "any", place), env) for place, one in parts]
            return any(ways)
        narrowed = self.narrowed(condition, env)
        if narrowed is not None:
            return self.fits(narrowed, env, path)
        if "not" in condition:
            # What can never hold need not be ruled out.
            self.can_hold(condition["not"], (*path, "not"), env)
            return True
        return self.inside(condition, path)

    def all(self, operands: list[Any], path: Path, env: Env) -> bool:
        """Fields first: what they leave is known to every other operand, wherever it stands."""
        for place, one in enumerate(operands):
            narrowed = self.narrowed(one, env)
            if narrowed is None:
                continue
            if not self.fits(narrowed, env, (*path, place)):
                return False
            env = narrowed
        parts = [(place, one) for place, one in enumerate(operands) if self.narrowed(one, env) is None]
        rest = [self.can_hold(one, (*path, place), env) for place, one in parts]
        return all(rest)

    def inside(self, condition: Mapping[str, Any], path: Path) -> bool:
        """Conditions over other claims and over what a document counts: nothing is known of these."""
        for operator, asked in condition.items():
            if isinstance(asked, Mapping):
                for key in _INSIDE:
                    if isinstance(asked.get(key), Mapping) and not (operator == "count" and key == "of"):
                        self.can_hold(asked[key], (*path, operator, key), {})
        return True

    def narrowed(self, condition: Mapping[str, Any], env: Env) -> dict[Key, frozenset[str]] | None:
        """What the fields may still be once the condition holds; None where it asks for no field."""
        ruled_out = "not" in condition
        leaf = condition["not"] if ruled_out else condition
        kind = next((one for one in _OF_FIELDS if isinstance(leaf, Mapping) and one in leaf), None)
        if kind is None or (ruled_out and len(leaf[kind]) > 1):
            return None
        found = dict(env)
        for name, value in leaf[kind].items():
            every = self.values(kind, name)
            if every is None:
                continue
            values = value if isinstance(value, list) else [value]
            wanted = frozenset("none" if one is None else str(one) for one in values)
            if kind == "element" and "held" in wanted:
                wanted |= frozenset(STATED)
            allowed = every - wanted if ruled_out else every & wanted
            found[kind, name] = found.get((kind, name), every) & allowed
        return found

    def fits(self, narrowed: Env, env: Env, path: Path) -> bool:
        """Whether every field still has a value."""
        for (kind, name), values in narrowed.items():
            if not values:
                what = f"no claim has such a {name} here" if kind == "claim" else f"{name} cannot be so here"
                self.dead.append(Dead(path, what))
                return False
        types = narrowed.get(_TYPE)
        for (kind, name), values in narrowed.items():
            if kind != "element" or values != {"missing"} or types is None:
                continue
            if not any(name in self.known.needs.get(one, ()) for one in types):
                self.dead.append(Dead(path, f"no claim of these types needs {name}, so it is never missing"))
                return False
        return True

    def values(self, kind: str, name: str) -> frozenset[str] | None:
        """All that a field may be; None where it may be several at once, or where nobody knows."""
        if kind == "element":
            return _STATES
        if kind == "context":
            values = CONTEXT_VALUES.get(name)
            return frozenset({*values, "none"}) if values else None
        if name == "type":
            return frozenset(self.known.needs)
        return self.known.topics if name == "topic" else frozenset({*CLAIM_VALUES[name], "none"})
