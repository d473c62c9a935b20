"""Where compiled rules lie: in the package since it was built, else in the cache folder of the user.

They are used only for the rules and the program in the state that they were made of. Nothing is taken from a checkout
or from a folder of rules, which may be a stranger's: what lies in the package is as good as the program itself, and
into the cache folder nobody but its user may write.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable
from contextlib import suppress

from claimcheck.config.cache_folder import Cache, mapped, usual_folder
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.packing import unpacked
from claimcheck.rulepack.source import INSTALLED, Gathered

SHIPPED = INSTALLED / "compiled"
"""The built-in rules, compiled when the package was built; no checkout has the file."""
# Of each a pack takes some megabytes.
_NEWEST = 4


def state_of(builtin: str, own: Gathered) -> str:
    """What a pack is kept under: the state of program and built-in rules, and what stands in the files of users."""
    total = hashlib.sha256(f"{builtin} {own.builtin} {own.folders}\n".encode(errors="surrogateescape"))
    for file in own.sources:
        if not file.builtin:
            head = f"{file.label} {file.source} {len(file.data)}\n"
            total.update(head.encode(errors="surrogateescape") + file.data)
    return total.hexdigest()


def load(state: str) -> Pack | None:
    """The pack that was compiled of rules in this state; None where none is kept, or none that is whole."""
    return _shipped(state) or _kept(state)


def store(state: str, packed: Callable[[], bytes]) -> None:
    """Keep a pack for rules in this state; failing is no fault."""
    folder = usual_folder()
    if folder is not None and Cache(folder).is_possible():
        Cache(folder).put_plain(state, packed(), newest=_NEWEST)


def _shipped(state: str) -> Pack | None:
    with suppress(OSError, ValueError):
        return _unpacked(mapped(SHIPPED), state)
    return None


def _kept(state: str) -> Pack | None:
    folder = usual_folder()
    data = None if folder is None else Cache(folder).mapped(state)
    return None if data is None else _unpacked(data, state)


def _unpacked(data: memoryview, state: str) -> Pack | None:
    with suppress(ValueError, TypeError, LookupError, AttributeError, EOFError, pickle.UnpicklingError):
        return unpacked(data, state)
    return None
