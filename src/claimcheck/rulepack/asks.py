"""What a claim type says of asking: the elements under ``asks`` and ``never_asked``."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.rulepack.collect import Entry
from claimcheck.rulepack.condition_terms import Path, nearest
from claimcheck.rulepack.faults import FaultLog, shown
from claimcheck.rulepack.shapes import ClaimTypeShape


def named(shape: ClaimTypeShape) -> Iterator[tuple[Path, str]]:
    """The elements that a type asks for or never asks for, with their paths, in the order of the file."""
    for place, one in enumerate(shape.asks):
        yield (("asks", place), one) if isinstance(one, str) else (("asks", place, "ask"), one.ask)
    for place, name in enumerate(shape.never_asked):
        yield ("never_asked", place), name


def unsettled(shape: ClaimTypeShape) -> Iterator[tuple[str, str]]:
    """The needed elements of which a type with such lists does not say whether it asks for them, each with its key."""
    settled = {name for _, name in named(shape)}
    for name in (*shape.required, *shape.conditional):
        if settled and name not in settled:
            yield ("required" if name in shape.required else "conditional"), name


def check_asks(entry: Entry[ClaimTypeShape], log: FaultLog) -> None:
    """Note elements in these lists that the type does not need, or that stand there twice."""
    needed, seen = {*entry.value.required, *entry.value.conditional}, set[str]()
    for path, name in named(entry.value):
        if name not in needed:
            hint = nearest(name, needed)
            entry.fault(log, path, f"no such claim needs {shown(name)}", code="not-needed", hint=hint)
        elif name in seen:
            told = f"element {name} stands twice in asks and never_asked"
            entry.fault(log, path, told, code="element-twice", hint="keep one of the two")
        seen.add(name)
