"""What ``--untrusted`` means: texts come from below the root only, and settings from outside of it only."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from claimcheck.config.boundary import is_below, root_of
from claimcheck.config.file import Setting
from claimcheck.config.inputs import STDIN, Inputs, find_inputs, spelled
from claimcheck.config.resolve import Sources
from claimcheck.errors import UsageError
from claimcheck.model.document import Problem
from claimcheck.read.formats import READABLE_SUFFIXES

_FILES = ("baseline", "rules", "evidence", "claims")


def insist_outside(sources: Sources) -> None:
    """Refuse files that settle something and that whoever wrote the texts may have written as well.

    Raises ``UsageError`` (code ``untrusted-setting``) for the first of them.
    """
    root = root_of(os.curdir)
    for path, origin in _settling(sources):
        if is_below(path, root):
            raise UsageError(
                f"{origin}: {path} lies in the checkout, and with --untrusted that settles nothing",
                code="untrusted-setting",
                hint="take the file from a commit that you trust (git show main:FILE), put it elsewhere, and name that",
            )


def _settling(sources: Sources) -> Iterator[tuple[str, str]]:
    """The files that settings name, with where they name them."""
    if sources.file is not None:
        yield sources.file, "--config"
    config = sources.config(os.curdir)
    layers: list[Mapping[str, Setting]] = [sources.given, config.settings]
    layers += [section.settings for section in config.sections]
    for layer in layers:
        for key in _FILES:
            one = layer.get(key)
            if one is not None and one.value is not None:
                for path in [one.value] if isinstance(one.value, str) else one.value:
                    yield os.fspath(path), one.origin


def inputs_of(paths: tuple[str, ...], sources: Sources) -> Inputs:
    """The files of a run. What leads out of the root is none where the checkout is not trusted, which is a problem."""
    found = find_inputs(paths, sorted(READABLE_SUFFIXES), sources.ignoring())
    if not sources.untrusted:
        return found
    root = root_of(os.curdir)
    kept = tuple(path for path in found.paths if path == STDIN or is_below(path, root))
    left = (_outside(path) for path in found.paths if path not in kept)
    return Inputs(kept, (*found.problems, *left))


def _outside(path: str) -> Problem:
    told = "lies outside of the checkout, or is a link that leads there, and was not read"
    hint = "name files below it; without --untrusted any file is read"
    return Problem("outside-of-checkout", told, "unreadable", spelled(path), hint)
