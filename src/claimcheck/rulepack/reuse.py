"""What a process keeps of the built-in rules, so that they are made once however often they are asked for.

Compiled packs go by the state of the rule files, everything else by the digest of what stands in them. Only what was
last asked for is kept.
"""

from __future__ import annotations

from collections.abc import Callable

from claimcheck.rulepack import cache
from claimcheck.rulepack.cache import Kept
from claimcheck.rulepack.pack import Pack

NOTHING = Kept()
# The pack of the built-in rules alone.
_compiled: dict[str, Pack] = {}
# What was parsed and expanded of rules in which all faults were looked for, and none found.
_faultless: dict[str, Kept] = {}


def compiled(state: str) -> Pack | None:
    """The pack that was made of the built-in rules in this state, here or by another process."""
    if state not in _compiled and (pack := cache.load_pack(state)) is not None:
        _keep(state, pack)
    return _compiled.get(state)


def known(digest: str, strict: bool) -> Kept:
    """What was made of them before; where faults are asked for, of rules only that were found to have none."""
    if strict:
        return _faultless.get(digest, NOTHING)
    return cache.load(digest) or NOTHING


def keep(digest: str, made: Kept, strict: bool) -> None:
    """Keep what was made of rules without a fault: on the disk where not every fault was looked for."""
    if strict:
        _faultless.clear()
        _faultless[digest] = made
    else:
        cache.store(digest, made)


def keep_compiled(state: str, pack: Pack, packed: Callable[[], bytes]) -> None:
    """Keep the pack of the built-in rules; ``packed`` makes bytes of it."""
    _keep(state, pack)
    cache.store_pack(state, packed)


def _keep(state: str, pack: Pack) -> None:
    _compiled.clear()
    _compiled[state] = pack
