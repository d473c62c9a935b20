"""Which settings hold for a file: the command's defaults, then configuration, then what the caller gave."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct, field

from claimcheck.config.file import FILE_KEYS, RUN_KEYS, Config, Setting, load, nearest
from claimcheck.config.ignoring import Ignoring, Patterns
from claimcheck.model.document import Problem

CODE = "setting-mutes"
MOST_NAMED = 10


def muting(settings: Mapping[str, Setting]) -> Iterator[Problem]:
    """A note for each of the settings, by key of the configuration, that lets less be found or count."""
    for key, told in _TOLD.items():
        one = settings.get(key)
        if one is not None and one.value:
            yield Problem(CODE, told(one.value), "note", one.origin)


def _listed(names: Any) -> str:
    words = [str(name) for name in names]
    more = f" and {len(words) - MOST_NAMED} more" if len(words) > MOST_NAMED else ""
    return ", ".join(words[:MOST_NAMED]) + more


_TOLD: Mapping[str, Callable[[Any], str]] = {
    "select": lambda names: f"only these rules run: {_listed(names)}",
    "ignore": lambda names: f"these rules do not run: {_listed(names)}",
    "severity": lambda given: f"these severities are set: {_listed(f'{name} is {one}' for name, one in given.items())}",
    "min-severity": lambda least: f"findings below {least} are left out",
    "min-confidence": lambda least: f"findings of less than {least} confidence are left out",
    "terms": lambda names: f"these claim nothing by themselves: {_listed(names)}",
    "accept": lambda codes: f"these problems are notes: {_listed(codes)}",
}


DEFAULT_ORIGIN = "default"


class Sources(Struct, frozen=True):
    """Where settings come from, weakest first.

    ``defaults`` are those of the command; ``file`` is a configuration that takes the place of those found in folders,
    None to look for them; ``given`` is what the caller said. All by key of the configuration. ``isolated`` looks for
    no file, and neither does ``untrusted``: a checkout that is not trusted settles nothing about how it is judged.
    """

    defaults: Mapping[str, Any]
    given: Mapping[str, Setting] = field(default_factory=dict)
    file: str | None = None
    isolated: bool = False
    untrusted: bool = False

    def config(self, folder: str) -> Config:
        """The configuration for what lies in a folder."""
        if self.file is not None:
            return load(self.file)
        return Config() if self.isolated or self.untrusted else nearest(folder)

    def of_run(self) -> dict[str, Setting]:
        """Settings that hold for a whole run: those of the folder one works in."""
        return self._laid(self.config(os.curdir).of(None), RUN_KEYS)

    def ignoring(self) -> Ignoring:
        """What is left out of folders. Raises ``UsageError`` for patterns that cannot be used."""
        run = self.of_run()
        stated = {
            key: Patterns(one.folder, one.value, f"{one.origin} ({key})")
            for key in ("exclude", "extend-exclude", "extend-include")
            if (one := run.get(key)) is not None
        }
        inclusions = [stated.pop("extend-include")] if "extend-include" in stated else []
        forced = "force-exclude" in run and run["force-exclude"].value
        exclusions = list(stated.values())
        return Ignoring(exclusions, inclusions=inclusions, heeded=not self.untrusted, forced=forced)

    def of_file(self, path: str | None) -> dict[str, Setting]:
        """Settings of one file; None stands for any file of the folder one works in."""
        folder = os.curdir if path is None else os.path.dirname(path) or os.curdir
        return self._laid(self.config(folder).of(path), FILE_KEYS)

    def unheeded(self, path: str) -> list[Setting]:
        """Settings for whole runs that stand in the configuration of a file, which is not that of the run."""
        here, run = self.config(os.path.dirname(path) or os.curdir), self.config(os.curdir)
        if here.path == run.path:
            return []
        return [Setting(key, one.origin) for key, one in sorted(here.settings.items()) if key in RUN_KEYS]

    def _laid(self, configured: Mapping[str, Setting], keys: frozenset[str]) -> dict[str, Setting]:
        found = {key: Setting(value, DEFAULT_ORIGIN) for key, value in self.defaults.items() if key in keys}
        for layer in (configured, self.given):
            found.update({key: one for key, one in layer.items() if key in keys})
        return found
