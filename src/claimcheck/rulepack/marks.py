"""What the definitions of a pack name and ask: every name and every condition that a field is marked to hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from claimcheck.rulepack.allowed_values import CONDITION, Mark
from claimcheck.rulepack.collect import Collected, Entry
from claimcheck.rulepack.condition_terms import Path
from claimcheck.rulepack.shapes import Shape
from claimcheck.rulepack.source import Kind

DEFINED_IN: Mapping[str, Kind] = {
    "signal": "lexicon", "element": "element", "claim type": "claim-type", "type": "claim-type", "rule": "check",
    "citation": "citations", "kind of section": "sections", "unit class": "units", "dimension": "scoring",
    "profile": "profile", "jurisdiction": "profile", "metric": "metrics", "shared condition": "conditions",
    "deciding fact": "facts",
}  # fmt: skip
"""The kind of file that defines a name, by what messages call it: a broken one explains that it is unknown."""


class Marked(NamedTuple):
    """A name or a condition: what it is, and the entry and the path that it stands at; a ``key`` is the key there."""

    entry: Entry[Any]
    path: Path
    what: str
    value: Any
    key: bool = False


def names_in(found: Collected, what: str | None = None) -> Iterator[Marked]:
    """Every name that definitions have for others, or those of one kind of definition."""
    return (one for one in _marked(found) if one.what == what or (what is None and one.what != CONDITION))


def conditions_in(found: Collected) -> Iterator[Marked]:
    """Every condition of the pack as it is written."""
    return names_in(found, CONDITION)


def _marked(found: Collected) -> Iterator[Marked]:
    kinds: tuple[dict[str, Entry[Any]], ...] = (
        found.claim_types, found.elements, found.checks, found.legal_tests, found.profiles, found.shared,
        found.metrics, found.admissions,
    )  # fmt: skip
    singles = (found.scoring, found.ranking, found.admitted_of)
    for entry in (*(one for kind in kinds for one in kind.values()), *singles):
        if entry is not None:
            yield from _inside_shape(entry, entry.value, ())


class _Way(NamedTuple):
    """What is marked in values of a type: in a value as a whole, in each part of a list, in keys and values of a map.

    ``ways`` are those of the types of which a value has one.
    """

    whole: tuple[str, ...] = ()
    part: _Way | None = None
    key: _Way | None = None
    value: _Way | None = None
    ways: tuple[_Way, ...] = ()


def _inside_shape(entry: Entry[Any], shape: Shape, path: Path) -> Iterator[Marked]:
    for name, way in _fields(type(shape)):
        value = getattr(shape, name)
        if value is not None:
            yield from _inside(entry, value, way, (*path, name))


def _inside(entry: Entry[Any], value: Any, way: _Way, path: Path) -> Iterator[Marked]:
    """What is marked in a value of a type with these marks."""
    if value is None:
        return
    if isinstance(value, Shape):
        yield from _inside_shape(entry, value, path)
        return
    for what in way.whole:
        yield Marked(entry, path, what, value)
    for one in way.ways:
        yield from _inside(entry, value, one, path)
    if way.part is not None:
        for place, part in enumerate(value):
            yield from _inside(entry, part, way.part, (*path, place))
    if way.key is not None or way.value is not None:
        for name, part in value.items():
            if way.key is not None:
                for found in _inside(entry, name, way.key, (*path, name)):
                    yield found._replace(key=True)
            if way.value is not None:
                yield from _inside(entry, part, way.value, (*path, name))


@cache
def _fields(shape: type[Shape]) -> tuple[tuple[str, _Way], ...]:
    """The fields of a shape in which something is marked, with where."""
    # What stands outermost in a type is kept apart from it.
    fields = {name: Annotated[one.annotation, None, *one.metadata] for name, one in shape.model_fields.items()}
    return tuple((name, way) for name, hint in fields.items() if (way := _way(hint)) is not None)


def _way(hint: Any) -> _Way | None:
    """Where something is marked in values of a type; None where nothing is."""
    origin, inner = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and issubclass(hint, Shape):
        return _Way() if _fields(hint) else None
    made = _Way()
    if origin is Annotated:
        whole, below = tuple([one.what for one in inner if isinstance(one, Mark)]), _way(inner[0])
        if below is not None:
            return below._replace(whole=(*whole, *below.whole))
        made = made._replace(whole=whole)
    elif origin in (Union, UnionType):
        ways = tuple([way for one in inner if (way := _way(one)) is not None])
        if len(ways) == 1:
            return ways[0]
        made = made._replace(ways=ways)
    elif origin is list:
        made = made._replace(part=_way(inner[0]))
    elif origin is dict:
        made = made._replace(key=_way(inner[0]), value=_way(inner[1]))
    return made if any(made) else None
