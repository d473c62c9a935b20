"""Which settings take something from a report, said so that its reader knows, whoever made them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from claimcheck.config.file import Setting
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
    "severity": lambda given: (
        f"these severities are set: {_listed(f'{name} is {one}' for name, one in given.items())}"
    ),
    "min-severity": lambda least: f"findings below {least} are left out",
    "min-confidence": lambda least: f"findings of less than {least} confidence are left out",
    "terms": lambda names: f"these claim nothing by themselves: {_listed(names)}",
    "accept": lambda codes: f"these problems are notes: {_listed(codes)}",
}
