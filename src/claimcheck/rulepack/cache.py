"""What is kept of rules, so that they are made once however often they are asked for.

A process keeps the compiled packs that were last asked for, by the state of the rule files, and what it parsed of our
own rules, by the digest of what stands in them. Other processes find compiled rules in the package since it was built,
else in the cache folder of the user.

They are used only for the rules and the program in the state that they were made of. Nothing is taken from a checkout
or from a folder of rules, which may be a stranger's: what lies in the package is as good as the program itself, and
into the cache folder nobody but its user may write.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from claimcheck.config.cache_folder import Cache, mapped, usual_folder
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.packing import unpacked
from claimcheck.rulepack.source import INSTALLED, Gathered
from claimcheck.rulepack.words import Words

SHIPPED = INSTALLED / "compiled"
"""The built-in rules, compiled when the package was built; no checkout has the file."""
# Of each a pack takes some megabytes.
_NEWEST = 4
# In a process: ours, and that of the user who asks in turn with it.
_NEWEST_HERE = 2


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
    for data in _lying(state):
        with suppress(ValueError, TypeError, LookupError, AttributeError, EOFError, pickle.UnpicklingError):
            if (pack := unpacked(data, state)) is not None:
                return pack
    return None


def _lying(state: str) -> Iterator[memoryview]:
    """What may be the pack: what lies in the package, else what the user's cache has."""
    with suppress(OSError, ValueError):
        yield mapped(SHIPPED)
    folder = usual_folder()
    if folder is not None and (data := Cache(folder).mapped(state)) is not None:
        yield data


def store(state: str, packed: Callable[[], bytes]) -> None:
    """Keep a pack for rules in this state; failing is no fault."""
    folder = usual_folder()
    if folder is not None and Cache(folder).is_possible():
        Cache(folder).put_plain(state, packed(), newest=_NEWEST)


class Kept(NamedTuple):
    """What was parsed of each file by its relative path, and the expanded words of languages.

    ``held`` says that the files were held against their schemas. ``entered`` has the literals of the signals of each
    language, for packs that add words to it, ``conditions`` what was made of conditions.
    """

    parsed: Mapping[str, Any]
    words: Mapping[str, Words]
    held: bool
    entered: Mapping[str, Any] = {}
    conditions: Any = None


NOTHING = Kept({}, {}, False)
_compiled: dict[str, Pack] = {}
# What was parsed and expanded of rules in which no fault was found.
_faultless: dict[str, Kept] = {}


def compiled(state: str) -> Pack | None:
    """The pack that was made of rules in this state, here or by another process."""
    pack = _compiled.get(state) or load(state)
    if pack is not None:
        _keep(state, pack)
    return pack


def faultless(digest: str, *, strict: bool) -> Kept:
    """What was made of built-in rules with this digest; for ``strict`` only where their schemas were asked."""
    kept = _faultless.get(digest, NOTHING)
    return kept if kept.held or not strict else NOTHING


def keep_faultless(digest: str, made: Kept) -> None:
    """Keep what was made of built-in rules that have no fault."""
    _faultless.clear()
    _faultless[digest] = made


def keep_compiled(state: str, pack: Pack, packed: Callable[[], bytes]) -> None:
    """Keep a pack, here and for other processes; ``packed`` makes bytes of it."""
    _keep(state, pack)
    store(state, packed)


def _keep(state: str, pack: Pack) -> None:
    _compiled.pop(state, None)
    _compiled[state] = pack
    for older in [*_compiled][:-_NEWEST_HERE]:
        _compiled.pop(older, None)
