"""Profiles of jurisdictions with what they take over from those they extend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import get_args

from claimcheck.model.context import Audience, Medium
from claimcheck.model.document import BlockKind
from claimcheck.rulepack.collect import Collected, Entry
from claimcheck.rulepack.condition_terms import nearest
from claimcheck.rulepack.faults import shown
from claimcheck.rulepack.law_shapes import CellShape, GroupShape, ProfileShape
from claimcheck.rulepack.pack import Profile

WORLD = "int"


def build_profiles(found: Collected) -> dict[str, Profile]:
    """Every profile with its layers; one whose lineage is broken stands alone, as its fault is told elsewhere."""
    return {name: _built(name, found.profiles) for name in sorted(found.profiles)}


def _built(name: str, profiles: Mapping[str, Entry[ProfileShape]]) -> Profile:
    lineage = lineage_of(name, profiles)
    shapes = [profiles[one].value for one in lineage]
    own = shapes[0]
    layers = tuple(reversed(shapes))
    return Profile(
        id=own.id,
        title=own.title,
        about=own.about,
        lineage=lineage,
        layers=layers,
        groups=tuple(map(_by_rule, layers)),
        cells=tuple(cell for shape in shapes for cell in shape.cells),
        investors=next((shape.investors for shape in shapes if shape.investors in profiles), None),
        general=next((shape.general for shape in shapes if shape.general), None),
        heavier_in=frozenset(next((shape.heavier_in for shape in shapes if shape.heavier_in), ())),
        lighter_with=tuple(next((shape.lighter_with for shape in shapes if shape.lighter_with), ())),
    )


def _by_rule(shape: ProfileShape) -> dict[str, tuple[GroupShape, ...]]:
    """The groups of a profile by the rules in them, in the order of the file."""
    found: dict[str, tuple[GroupShape, ...]] = {}
    for group in shape.groups:
        for rule in dict.fromkeys(group.rules):
            found[rule] = (*found.get(rule, ()), group)
    return found


def lineage_of(name: str, profiles: Mapping[str, Entry[ProfileShape]]) -> tuple[str, ...]:
    """A profile and those it extends, nearest first; it ends where a name is unknown or comes again."""
    lineage: list[str] = []
    at: str | None = name
    while at is not None and at in profiles and at not in lineage:
        lineage.append(at)
        at = profiles[at].value.extends
    return tuple(lineage)


def check_profiles(found: Collected) -> None:
    """Circles, contexts that no cell covers, and blocks of no kind."""
    for entry in found.profiles.values():
        shape = entry.value
        if shape.id == WORLD:
            told = f"{WORLD} stands for standards of all the world"
            entry.fault(("id",), told, "reserved-id", "name the profile after its jurisdiction")
        lineage = lineage_of(shape.id, found.profiles)
        after = found.profiles[lineage[-1]].value.extends
        if after is not None and after in lineage:
            told = f"profile {shape.id} extends itself: {' > '.join((*lineage, after))}"
            entry.fault(("extends",), told, "profile-cycle", "take one of these extends out")
        elif after is None:
            _check_cells(entry, [cell for name in lineage for cell in found.profiles[name].value.cells])
        for place, name in enumerate(shape.heavier_in):
            if name not in get_args(BlockKind):
                told, hint = f"{shown(name)} is no kind of block", nearest(name, get_args(BlockKind))
                entry.fault(("heavier_in", place), told, "unknown-value", hint)


def _check_cells(entry: Entry[ProfileShape], cells: Sequence[CellShape]) -> None:
    """A context without a cell would silence every rule without a word."""
    for audience, medium in product(get_args(Audience), get_args(Medium)):
        if not any(audience in cell.audience and medium in cell.medium for cell in cells):
            told = f"no cell says how severe rules are for {audience} and {medium}"
            path = ("cells",) if entry.value.cells else ()
            entry.fault(path, told, "missing-cell", "add a cell, or extends: a profile that has one")
            return
