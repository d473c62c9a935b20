"""From rule files to the compiled pack: the one way in."""

from __future__ import annotations

from claimcheck.rulepack import cache
from claimcheck.rulepack.gc_pause import without_collecting
from claimcheck.rulepack.pack import Pack
from claimcheck.rulepack.source import Paths, builtin_state, folders_of, gather


def load_rulepack(paths: Paths = (), *, builtin: bool = True, strict: bool = False) -> Pack:
    """Load the built-in rules and those under ``paths``, which add to them or override them by id.

    One path or several; a path is a folder with the layout of ``rules/`` or of bare rule files, or one file.
    ``strict`` holds the built-in files against their JSON Schemas too; files of users always are. Rules are
    compiled once, for as long as their files stay what they are. Raises ``RuleFileError``, whose ``faults``
    are all faults of all files, each with path, line, column and hint.
    """
    with without_collecting():
        folders, state = folders_of(paths), None
        if not strict:
            # Looked at before the files are read: a change meanwhile is one that the next run sees.
            state = builtin_state()
            own = gather(folders, builtin=False)._replace(builtin=builtin)
            known = None if own.log.faults else cache.compiled(cache.state_of(state, own))
            if known is not None:
                return known
        # What compiles rules takes as long to load as checking a page, and most runs find them compiled.
        from claimcheck.rulepack.assembly import assembled

        return assembled(gather(folders, builtin), strict, state)[0]
