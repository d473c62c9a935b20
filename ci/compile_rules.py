"""A build hook: the wheel holds the built-in rules compiled, so that no run has to compile them.

They are values only (see ``claimcheck.rulepack.cache``), with the state of the rules and the program that they were
made of at their head; where these are others in the installed package, they are not used.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILE = """
from claimcheck.rulepack.assembly import assembled
from claimcheck.rulepack.source import gather
from claimcheck.rulepack.source import builtin_state
assembled(gather((), builtin=True), strict=False, state=builtin_state(dated=False))
"""


class CompiledRules(BuildHookInterface):
    """Adds the compiled rules to a wheel; an editable one takes its rules from the checkout, where they change."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the rules of this source tree by its own code, which keeps them in a cache of the build's own."""
        if version == "editable":
            return
        cache = mkdtemp()
        # What the build requires stands in a folder of its own, which pip hands over as a path.
        paths = filter(None, (str(Path(self.root, "src")), os.environ.get("PYTHONPATH")))
        own = {
            "PYTHONPATH": os.pathsep.join(paths), "XDG_CACHE_HOME": cache, "LOCALAPPDATA": cache,
            "PYTHONHASHSEED": "0",  # so that two builds of one source tree are alike
        }  # fmt: skip
        subprocess.run([sys.executable, "-c", COMPILE], env={**os.environ, **own}, check=True)  # noqa: S603 - our own code
        (compiled,) = Path(cache).rglob("*.rules")
        build_data["force_include"][str(compiled)] = "claimcheck/_rules/compiled"
