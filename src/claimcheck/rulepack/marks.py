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
        found.metrics, found.mixes, found.admissions,
    )  # fmt: skip
    singles = (found.scoring, found.ranking, found.admitted_of)
    for entry in (*(one for kind in kinds for one in kind.values()), *singles):
        if entry is not None:
            yield from _inside(entry, entry.value, type(entry.value), ())


def _inside(entry: Entry[Any], value: Any, hint: Any, path: Path) -> Iterator[Marked]:
    """What is marked in a value of this type."""
    origin, inner = get_origin(hint), get_args(hint)
    if value is None:
        return
    if isinstance(value, Shape):
        for name, below in _fields(type(value)):
            yield from _inside(entry, getattr(value, name), below, (*path, name))
    elif origin is Annotated:
        yield from (Marked(entry, path, one.what, value) for one in inner if isinstance(one, Mark))
        yield from _inside(entry, value, inner[0], path)
    elif origin in (Union, UnionType):
        for one in inner:
            yield from _inside(entry, value, one, path)
    elif origin is list:
        for place, part in enumerate(value):
            yield from _inside(entry, part, inner[0], (*path, place))
    elif origin is dict:
        for name, part in value.items():
            for found in _inside(entry, name, inner[0], (*path, name)):
                yield found._replace(key=True)
            yield from _inside(entry, part, inner[1], (*path, name))


@cache
def _fields(shape: type[Shape]) -> tuple[tuple[str, Any], ...]:
    """The fields of a shape in which something is marked, with their types."""
    # What stands outermost in a type is kept apart from it.
    fields = {
        name: Annotated[one.annotation, None, *one.metadata] for name, one in shape.model_fields.items()
    }
    return tuple((name, hint) for name, hint in fields.items() if _is_marked(hint))


def _is_marked(hint: Any) -> bool:
    if isinstance(hint, type) and issubclass(hint, Shape):
        return bool(_fields(hint))
    return isinstance(hint, Mark) or any(map(_is_marked, get_args(hint)))
