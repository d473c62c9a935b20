"""The conditions of a pack compiled where they stand: each by its path in its entry, its faults at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar, get_args

from msgspec.structs import replace

from claimcheck.rulepack.allowed_values import Topic
from claimcheck.rulepack.collect import Collected, Entry
from claimcheck.rulepack.condition_terms import Path
from claimcheck.rulepack.conditions import Compiled, Names, Recipe, compile_condition
from claimcheck.rulepack.marks import DEFINED_IN
from claimcheck.rulepack.shapes import Shape

T = TypeVar("T")
# Classes of facts that no unit of the table has: bare counts, shares, and times that measure nothing.
_FACT_CLASSES = ("count", "share", "span")


def names_of(found: Collected, signals: Mapping[str, int]) -> Names:
    """The names that conditions of a pack may use, with nothing found yet; ``signals`` has their numbers."""
    return Names(
        signals=signals,
        claim_types=frozenset(found.claim_types),
        topics=frozenset(get_args(Topic)),
        elements=frozenset(found.elements),
        unit_classes=frozenset({*(one.value.unit_class for one in found.units.values()), *_FACT_CLASSES}),
        jurisdictions=frozenset(found.profiles),
        deciding=frozenset(found.deciding),
        denied=frozenset(found.denied),
        shared={name: entry.value.when for name, entry in found.shared.items()},
    )


def value_at(value: Any, path: Path) -> Any:
    """What stands at a path inside of a definition; None where the path is left out."""
    for key in path:
        if value is None:
            return None
        value = getattr(value, str(key)) if isinstance(value, Shape) else value[key]
    return value


class Compilings(NamedTuple):
    """The conditions of built-in files that were compiled with some names, by where they stand and how."""

    names: Names | None = None
    found: Mapping[tuple[Any, ...], Recipe] = {}


NOTHING = Compilings()


class PlacedConditions:
    """Compiles conditions of the definitions of a pack; ``numbers`` are those of its signals.

    ``before`` has those of the same built-in files that were compiled before: where no other names may be used now,
    they serve again. Afterwards ``recipes`` has how each was made, by the id of what was made, ``wide`` the signals
    that they ask wide windows for, and ``ours`` those of built-in files.
    """

    def __init__(self, found: Collected, numbers: Mapping[str, int], before: Compilings = NOTHING) -> None:
        self.found = found
        self.numbers = numbers
        self.recipes: dict[int, Recipe] = {}
        self.wide = 0
        # The names that conditions may use, with nothing found yet.
        self.names = names_of(found, numbers)
        self._ours: dict[tuple[Any, ...], Recipe] = {}
        if before.names is not None and replace(before.names, made={}) == self.names:
            self.names = before.names
            self._ours.update(before.found)

    @property
    def ours(self) -> Compilings:
        """The conditions of built-in files, for packs in which the same names may be used."""
        return Compilings(self.names, self._ours)

    def of(self, entry: Entry[Any], *path: str | int, window: str = "clause", **how: Any) -> Compiled:
        """The condition at a path of an entry."""
        return self.made(compile_condition, entry, path, window=window, **how)

    def maybe(self, entry: Entry[Any], *path: str | int, **how: Any) -> Compiled | None:
        """The same of one that may be left out."""
        return None if value_at(entry.value, path) is None else self.of(entry, *path, **how)

    def made(self, make: Callable[..., T], entry: Entry[Any], path: Path, **how: Any) -> T:
        """What ``make`` makes of the condition at a path of an entry."""
        key = (entry.source.relative, entry.at, path, make, *sorted(how.items()))
        known = self._ours.get(key) if entry.source.builtin else None
        if known is None:
            names, condition = replace(self.names, faults=[]), value_at(entry.value, path)
            made = make(condition, names, path=path, **how)
            self._note(entry, names)
            known = Recipe(made, make, condition, {"path": path, **how}, names.wide)
            if entry.source.builtin:
                self._ours[key] = known
        self.wide |= known.wide
        self.recipes[id(known.made)] = known
        found: T = known.made
        return found

    def check_shared(self) -> None:
        """Note the faults of the conditions that have a name, each once and where it stands."""
        for entry in self.found.shared.values():
            self.made(_compiled_alone, entry, ("when",))

    def _note(self, entry: Entry[Any], names: Names) -> None:
        for fault in names.faults:
            if DEFINED_IN.get(fault.unknown or "") not in self.found.broken:
                code = "unknown-name" if fault.unknown else "bad-condition"
                entry.fault(fault.path, fault.message, code, fault.hint, key=fault.at_key)
        self.wide |= names.wide

    def mask(self, signals: Iterable[str]) -> int:
        """A bit for each known signal."""
        return sum(1 << self.numbers[name] for name in {*signals} & self.numbers.keys())


def _compiled_alone(condition: Any, names: Names, *, path: Path) -> Compiled:
    """A condition that may ask for no other one by its name."""
    names.shared = None
    return compile_condition(condition, names, path=path)
