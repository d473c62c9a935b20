"""What a process keeps of rules, so that they are made once however often they are asked for.

Compiled packs go by the state of the rule files, everything else by the digest of what stands in them. Only what was
last asked for is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from claimcheck.rulepack import cache
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.words import Words


class Kept(NamedTuple):
    """The plain values of each file by its relative path, and the expanded words of each language.

    ``held`` says that the values were held against their schemas.
    """

    values: Mapping[str, Any]
    words: Mapping[str, Words]
    held: bool


NOTHING = Kept({}, {}, False)
_compiled: dict[str, Pack] = {}
# What was parsed and expanded of rules in which no fault was found.
_faultless: dict[str, Kept] = {}


def compiled(state: str) -> Pack | None:
    """The pack that was made of rules in this state, here or by another process."""
    if state not in _compiled and (pack := cache.load(state)) is not None:
        _keep(state, pack)
    return _compiled.get(state)


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
    cache.store(state, packed)


def _keep(state: str, pack: Pack) -> None:
    _compiled.clear()
    _compiled[state] = pack
