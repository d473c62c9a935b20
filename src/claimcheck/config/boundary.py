"""The root: the repository that one works in, or the folder where there is none; and what lies below it."""

from __future__ import annotations

import os
from collections.abc import Iterator

REPOSITORY = ".git"


def root_of(folder: str) -> str:
    """The nearest folder at or above a folder that is a repository; the folder itself where none is."""
    start = at = os.path.realpath(folder)
    while not os.path.lexists(os.path.join(at, REPOSITORY)):
        above = os.path.dirname(at)
        if above == at:
            return start
        at = above
    return at


def is_below(path: str, root: str) -> bool:
    """Whether a file or folder lies in the root, or is it, once links are followed."""
    try:
        real = os.path.realpath(path)
    except ValueError:  # a NUL character
        return False
    return real == root or real.startswith(os.path.join(root, ""))


def folders_to(path: str, root: str) -> Iterator[str]:
    """An absolute path and the folders above it, up to the root and without it; nothing where it is not below it."""
    above, name = os.path.split(path)
    # The folder may be spelled by another way than the root.
    below = [os.path.join(above, name)]
    while above and name and os.path.realpath(above) != root:
        above, name = os.path.split(above)
        below.append(os.path.join(above, name))
    if name and os.path.realpath(above) == root:
        yield from below
