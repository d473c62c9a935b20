"""What one claim leaves open of a target and another tells: the same matter, and the same amount, year or base."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence

from claimcheck.model.claim import Core, Element

_PLANNED, _VALUE, _BASE, _PROGRESS = "planned", "value", "base_year", "progress"
TOLD = frozenset({_VALUE, "target_year", _BASE, _PROGRESS})
"""What is so of a target wherever it stands."""
_RESULTS = frozenset({"reduction_achieved", "performance_metric", "target_met"})

_UNTOLD = ("missing", "contradicted")

_Known = Mapping[str, Element]


def told_again(cores: Sequence[Core], elements: Sequence[Sequence[Element]]) -> list[frozenset[str]]:
    """For each claim what others tell of its target; where they tell different things, nobody has told it."""
    known = [{one.id: one for one in some if one.state not in _UNTOLD} for some in elements]
    told: dict[Hashable, dict[str, set[Hashable]]] = {}
    for core, held in zip(cores, known, strict=True):
        for key, names in _keys(core, held):
            for name in names:
                told.setdefault(key, {}).setdefault(name, set()).add(_said(core, held, name))
    return [
        frozenset(
            name for key in _asked(core, held) for name, said in told.get(key, {}).items() if len(said) == 1
        )
        if core.tense == _PLANNED
        else frozenset()
        for core, held in zip(cores, known, strict=True)
    ]


def _keys(core: Core, held: _Known) -> Iterator[tuple[Hashable, frozenset[str]]]:
    """By what a claim is known to be on a target, with what it tells of that."""
    if core.tense == _PLANNED and core.target_kind is not None:
        names = TOLD.intersection(held)
        for key in (_amount(core, held), _due(core)):
            if key is not None:
                yield key, names
    elif core.type in _RESULTS and _VALUE in held and (key := _base(core, held)) is not None:
        yield key, frozenset({_PROGRESS})


def _asked(core: Core, held: _Known) -> list[Hashable]:
    """By what the same target is found: its amount, its year where it tells no amount, and its base."""
    found = [_amount(core, held) or _due(core), _base(core, held)]
    return [one for one in found if one is not None]


def _amount(core: Core, held: _Known) -> Hashable | None:
    fact = held[_VALUE].fact if _VALUE in held and held[_VALUE].state == "present" else None
    return None if fact is None else (core.topic, fact.kind, fact.value, fact.unit)


def _due(core: Core) -> Hashable | None:
    return None if core.target_year is None else (core.topic, core.target_kind, core.target_year)


def _base(core: Core, held: _Known) -> Hashable | None:
    """The base year with what is measured against it, where both are told."""
    base, value = (held[name].fact if name in held else None for name in (_BASE, _VALUE))
    if base is None or value is None or base.year is None:
        return None
    return core.topic, _BASE, base.year, value.kind, value.unit


def _said(core: Core, held: _Known, name: str) -> Hashable:
    fact = held[name].fact if name in held else None
    if name == _PROGRESS or fact is None:
        return None
    return core.target_year if name == "target_year" else fact.year or fact.value
