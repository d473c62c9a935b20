"""Profiles of jurisdictions with what they take over from those they extend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from claimcheck.model.context import Audience, Medium
from claimcheck.model.document import BlockKind
from claimcheck.rulepack.collect import Collected, Entry, unknown
from claimcheck.rulepack.condition_terms import nearest
from claimcheck.rulepack.faults import FaultLog, shown
from claimcheck.rulepack.law_shapes import GroupShape, ProfileShape
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
    found: dict[str, list[GroupShape]] = {}
    for group in shape.groups:
        for rule in dict.fromkeys(group.rules):
            found.setdefault(rule, []).append(group)
    return {rule: tuple(groups) for rule, groups in found.items()}


def lineage_of(name: str, profiles: Mapping[str, Entry[ProfileShape]]) -> tuple[str, ...]:
    """A profile and those it extends, nearest first; it ends where a name is unknown or comes again."""
    lineage: list[str] = []
    at: str | None = name
    while at is not None and at in profiles and at not in lineage:
        lineage.append(at)
        at = profiles[at].value.extends
    return tuple(lineage)


def check_profiles(found: Collected, log: FaultLog) -> None:
    """Names that nothing defines, circles, and contexts that no cell covers."""
    for entry in found.profiles.values():
        _check_lineage(entry, found, log)
        _check_rules(entry, found, log)
        _check_general(entry, found, log)
        _check_values(entry, found, log)


def _check_lineage(entry: Entry[ProfileShape], found: Collected, log: FaultLog) -> None:
    shape = entry.value
    if shape.id == WORLD:
        entry.fault(
            log,
            ("id",),
            f"{WORLD} stands for standards of all the world",
            code="reserved-id",
            hint="name the profile after its jurisdiction",
        )
    for key, name in (("extends", shape.extends), ("investors", shape.investors)):
        if name is not None and name not in found.profiles and "profile" not in found.broken:
            unknown(entry, (key,), "profile", name, found.profiles, log)
    lineage = lineage_of(shape.id, found.profiles)
    after = found.profiles[lineage[-1]].value.extends
    if after is not None and after in lineage:
        entry.fault(
            log,
            ("extends",),
            f"profile {shape.id} extends itself: {' > '.join((*lineage, after))}",
            code="profile-cycle",
            hint="take one of these extends out",
        )
    elif after is None:
        _check_cells(entry, lineage, found, log)


def _check_cells(
    entry: Entry[ProfileShape], lineage: tuple[str, ...], found: Collected, log: FaultLog
) -> None:
    """A context without a cell would silence every rule without a word."""
    cells = [cell for name in lineage for cell in found.profiles[name].value.cells]
    for audience in get_args(Audience):
        for medium in get_args(Medium):
            if not any(audience in cell.audience and medium in cell.medium for cell in cells):
                entry.fault(
                    log,
                    ("cells",) if entry.value.cells else (),
                    f"no cell says how severe rules are for {audience} and {medium}",
                    code="missing-cell",
                    hint="add a cell, or extends: a profile that has one",
                )
                return


def _check_rules(entry: Entry[ProfileShape], found: Collected, log: FaultLog) -> None:
    if "check" not in found.broken:
        for name in entry.value.overrides:
            if name not in found.checks:
                unknown(entry, ("overrides", name), "rule", name, found.checks, log, key=True)
        for place, group in enumerate(entry.value.groups):
            for number, name in enumerate(group.rules):
                if name not in found.checks:
                    unknown(entry, ("groups", place, "rules", number), "rule", name, found.checks, log)
    for place, group in enumerate(entry.value.groups):
        if group.cite is not None and group.cite not in found.citations and "citations" not in found.broken:
            unknown(entry, ("groups", place, "cite"), "citation", group.cite, found.citations, log)


def _check_general(entry: Entry[ProfileShape], found: Collected, log: FaultLog) -> None:
    key = entry.value.general
    if key is not None and key not in found.citations and "citations" not in found.broken:
        unknown(entry, ("general",), "citation", key, found.citations, log)


def _check_values(entry: Entry[ProfileShape], found: Collected, log: FaultLog) -> None:
    shape = entry.value
    for number, name in enumerate(shape.lighter_with):
        if name not in found.elements and "element" not in found.broken:
            unknown(entry, ("lighter_with", number), "element", name, found.elements, log)
    for number, name in enumerate(shape.heavier_in):
        if name not in get_args(BlockKind):
            entry.fault(
                log,
                ("heavier_in", number),
                f"{shown(name)} is no kind of block",
                code="unknown-value",
                hint=nearest(name, get_args(BlockKind)),
            )
