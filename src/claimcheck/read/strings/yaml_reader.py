"""YAML: every string value, under the keys that lead to it; anchors are read where they stand, and no tag is heeded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct

from claimcheck.read.encoding import decode
from claimcheck.read.reading import Raw, Reading
from claimcheck.read.strings.entries import Entry, not_sound, reading

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_QUOTES, _BLOCKS = ("'", '"'), ("|", ">")


def read(raw: Raw) -> Reading:
    """Read a YAML file. Raises ``UnreadableInput`` (``damaged``, ``binary``, ``undecodable``)."""
    source = decode(raw).text
    return reading(raw, list(_entries(source, raw)), source)


class _Open(Struct):
    """A mapping or list that goes on: ``key`` is that of the next value, None where a key comes next."""

    mapping: bool
    key: str | None = None
    number: int = -1


def _entries(source: str, raw: Raw) -> Iterator[Entry]:
    # A mark of a byte order is no character of a YAML file, and would shift all places by one.
    shift = len(source) - len(source.removeprefix("\ufeff"))
    opened: list[_Open] = []
    try:
        for event in yaml.parse(source[shift:], Loader=_LOADER):
            if isinstance(event, yaml.CollectionEndEvent):
                opened.pop()
                _ended(opened)
            elif isinstance(event, yaml.NodeEvent):
                is_key = _begin(opened, event)
                if isinstance(event, yaml.ScalarEvent) and not is_key:
                    start, end = _bounds(event, source, shift)
                    yield Entry(event.value, start, end, tuple(_keys(opened)))
                    _ended(opened)
                elif isinstance(event, yaml.CollectionStartEvent):
                    if len(opened) >= raw.limits.depth:
                        raise not_sound(raw, "YAML", None, f"it is nested more than {raw.limits.depth} deep")
                    opened.append(_Open(isinstance(event, yaml.MappingStartEvent)))
                elif not is_key:
                    _ended(opened)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        told = getattr(error, "problem", None) or "it cannot be parsed"
        raise not_sound(raw, "YAML", mark.line + 1 if mark else None, told) from None


def _bounds(event: yaml.ScalarEvent, source: str, shift: int) -> tuple[int, int]:
    """Where the characters of a scalar stand, without its quotes or the line of a block's mark."""
    assert event.start_mark is not None, "a parser marks what it finds"
    assert event.end_mark is not None, "a parser marks what it finds"
    start, end = event.start_mark.index + shift, event.end_mark.index + shift
    if event.style in _QUOTES:
        return start + 1, end - 1
    if event.style in _BLOCKS:
        return source.find("\n", start, end) + 1, end
    return start, end


def _begin(opened: list[_Open], event: yaml.NodeEvent) -> bool:
    """Note that a value begins; whether it is a key."""
    if not opened:
        return False
    last = opened[-1]
    if not last.mapping:
        last.number += 1
        return False
    if last.key is None:
        last.key = str(getattr(event, "value", "?"))
        return True
    return False


def _ended(opened: list[_Open]) -> None:
    """Note that a value has ended."""
    if opened and opened[-1].mapping:
        opened[-1].key = None


def _keys(opened: list[_Open]) -> Iterator[str]:
    for one in opened:
        yield str(one.key) if one.mapping else str(one.number)
