"""Values under what they have in common."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


def grouped(pairs: Iterable[tuple[_Key, _Value]], most: int | None = None) -> dict[_Key, list[_Value]]:
    """The values of each key, in order; of each the first ``most``, where that is given."""
    found: dict[_Key, list[_Value]] = {}
    for key, value in pairs:
        kept = found.setdefault(key, [])
        if most is None or len(kept) < most:
            kept.append(value)
    return found
