"""Exit codes, and which one wins when several apply."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Exit(IntEnum):
    """What the exit code says to a script."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    INCOMPLETE = 3
    INTERNAL = 4
    INTERRUPTED = 130


PRECEDENCE = (Exit.INTERRUPTED, Exit.INTERNAL, Exit.USAGE, Exit.INCOMPLETE, Exit.FINDINGS, Exit.CLEAN)


def strongest(codes: Iterable[int]) -> Exit:
    """The code that wins over the others; ``CLEAN`` when there is none."""
    return min((Exit(code) for code in codes), key=PRECEDENCE.index, default=Exit.CLEAN)
