"""What a process keeps of the built-in rules, so that they are made once however often they are asked for.

Everything goes by the digest of the rule files, and only what was last asked for is kept.
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


def compiled(digest: str) -> Pack | None:
    """The pack that was made of built-in rules with this digest, here or by another process."""
    if digest not in _compiled and (pack := cache.load_pack(digest)) is not None:
        _keep(digest, pack)
    return _compiled.get(digest)


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


def keep_compiled(digest: str, pack: Pack, packed: Callable[[], bytes]) -> None:
    """Keep the pack of the built-in rules; ``packed`` makes bytes of it."""
    _keep(digest, pack)
    cache.store_pack(digest, packed)


def _keep(digest: str, pack: Pack) -> None:
    _compiled.clear()
    _compiled[digest] = pack
