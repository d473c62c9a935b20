"""Path patterns for shells that leave them alone: ``*``, ``?``, ``[…]`` in a name, ``**`` for any folders.

The standard library follows links to folders under ``**`` and so can be led in circles; this does not.
"""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import PurePath

ANY_FOLDERS = "**"
# A bracket that nothing closes is a bracket.
_MAGIC = re.compile(r"[*?]|\[[^\]/]+\]")
SKIPPED_FOLDERS = frozenset({"node_modules"})


def is_pattern(path: str) -> bool:
    """Whether the path holds a character that patterns give a meaning."""
    return _MAGIC.search(path) is not None


def matches(pattern: str) -> list[str]:
    """Files and folders that the pattern matches, sorted; hidden ones only where it spells the dot."""
    path = PurePath(pattern)
    parts = list(path.parts)
    base = ""
    if path.anchor:
        base = parts.pop(0)
    while parts and not is_pattern(parts[0]):
        base = os.path.join(base, parts.pop(0))
    if parts and parts[-1] == ANY_FOLDERS:
        parts.append("*")
    # Any folders below any folders are any folders; each further round would search them all again.
    parts = [part for part, after in zip_longest(parts, parts[1:]) if not part == after == ANY_FOLDERS]
    return sorted(set(_below(base, tuple(parts))))


def _below(folder: str, parts: tuple[str, ...]) -> Iterator[str]:
    if not parts:
        yield folder
        return
    head, *rest = parts
    if head == ANY_FOLDERS:
        yield from _below(folder, tuple(rest))
        for name in _names(folder):
            path = os.path.join(folder, name)
            if name.startswith(".") or name in SKIPPED_FOLDERS or os.path.islink(path):
                continue
            if os.path.isdir(path):
                yield from _below(path, parts)
        return
    if not is_pattern(head):
        path = os.path.join(folder, head)
        if os.path.lexists(path):
            yield from _below(path, tuple(rest))
        return
    for name in fnmatch.filter(_names(folder), head):
        if (name.startswith(".") and not head.startswith(".")) or name in SKIPPED_FOLDERS:
            continue
        path = os.path.join(folder, name)
        if not rest or os.path.isdir(path):
            yield from _below(path, tuple(rest))


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder or ".")
    except OSError:
        return []
