"""Counts what a walk through folders skips, and says it in one sentence."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath

MOST_ENDINGS = 5


class Skipped:
    """How many files have an ending that no reader knows, and how many files and folders something leaves out."""

    def __init__(self) -> None:
        self._endings: Counter[str] = Counter()
        self._ignored: dict[str, list[int]] = {}

    def unknown(self, name: str) -> None:
        """A file that no reader is for."""
        self._endings[PurePath(name).suffix.lower() or "without ending"] += 1

    def add(self, why: str, *, folder: bool) -> None:
        """A file or folder that is left out by ``why``."""
        self._ignored.setdefault(why, [0, 0])[folder] += 1

    def words(self) -> str:
        """What was skipped and why; empty where nothing was."""
        files = self._endings.total() + sum(one[0] for one in self._ignored.values())
        folders = sum(one[1] for one in self._ignored.values())
        if not files and not folders:
            return ""
        reasons = [f"{_counted(*counts)} left out by {why}" for why, counts in sorted(self._ignored.items())]
        if self._endings:
            endings = sorted(self._endings.items(), key=lambda one: (-one[1], one[0]))
            told = [f"{number:,} {ending}" for ending, number in endings[:MOST_ENDINGS]]
            if rest := sum(number for _, number in endings[MOST_ENDINGS:]):
                told.append(f"{rest:,} others")
            reasons.insert(0, f"{', '.join(told)} of no format that folders are searched for")
        return f"skipped {_counted(files, folders)}: {'; '.join(reasons)}"


def _counted(files: int, folders: int) -> str:
    words = [f"{files:,} file{'' if files == 1 else 's'}"] if files or not folders else []
    words += [f"{folders:,} folder{'' if folders == 1 else 's'}"] if folders else []
    return " and ".join(words)
