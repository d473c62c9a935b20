"""From rule files to the compiled pack: the one way in."""

from __future__ import annotations

from claimcheck.rulepack import reuse
from claimcheck.rulepack.garbage import without_collecting
from claimcheck.rulepack.gathering import Paths, gather
from claimcheck.rulepack.pack import Pack


def load_rulepack(paths: Paths = (), *, builtin: bool = True, strict: bool = False) -> Pack:
    """Load the built-in rules and those under ``paths``, which add to them or override them by id.

    One path or several; a path is a folder with the layout of ``rules/`` or of bare rule files, or one file.
    ``strict`` holds the built-in files against their JSON Schemas too; files of users always are. The built-in rules
    alone are compiled once, for as long as their files stay what they are. Raises ``RuleFileError``, whose ``faults``
    are all faults of all files, each with path, line, column and hint.
    """
    with without_collecting():
        gathered = gather(paths, builtin)
        if builtin and not (strict or gathered.folders or gathered.log.faults):
            known = reuse.compiled(gathered.digest)
            if known is not None:
                return known
        # What compiles rules takes as long to load as checking a page, and most runs find them compiled.
        from claimcheck.rulepack.assembly import assembled

        return assembled(gathered, strict)[0]
