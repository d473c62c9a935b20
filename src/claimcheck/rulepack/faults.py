"""Faults of rule files: collected, placed, shown with the line they stand in, and raised together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimcheck.errors import ClaimcheckError, RuleFileError

# A hostile file could hold a fault in every byte; nobody reads more than this, and each costs an excerpt.
MAX_FAULTS = 500
QUOTE = "put it in quotes to make it text"
"""What to do with a number or a word of YAML where text is wanted."""
_EXCERPT = 96


def name_of(path: tuple[str | int, ...]) -> str:
    """The last key of a path, with the number of the entry where it is a list."""
    words = [part for part in path if isinstance(part, str)]
    last = words[-1] if words else "the file"
    return f"entry {path[-1] + 1} of {last}" if path and isinstance(path[-1], int) else last


def excerpt(lines: Sequence[str], line: int, column: int) -> str:
    """The line a fault stands in with a caret under its column, cut to a readable width."""
    if not 1 <= line <= len(lines):
        return ""
    text = lines[line - 1]
    place = min(max(column - 1, 0), len(text))
    start = max(0, place - _EXCERPT * 2 // 3)
    cut = "".join(char if char.isprintable() else " " for char in text[start : start + _EXCERPT]).rstrip()
    gutter = f"{line:>5} | "
    return f"{gutter}{cut}\n{' ' * (len(gutter) - 2)}| {' ' * (place - start)}^"


class FaultLog:
    """Collects the faults of all files, so that one run shows them all."""

    def __init__(self) -> None:
        self.faults: list[RuleFileError] = []
        self._seen: set[tuple[str, str | None, int | None, int | None]] = set()

    def add(
        self,
        message: str,
        code: str,
        *,
        path: str | None = None,
        lines: Sequence[str] = (),
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        """Note a fault once; where the lines of the file are known the message shows the one it stands in."""
        key = (message, path, line, column)
        if key in self._seen or self.full:
            return
        self._seen.add(key)
        seen = excerpt(lines, line, column or 1) if line is not None else ""
        told = f"{message}\n{seen}" if seen else message
        self.faults.append(RuleFileError(told, code=code, path=path, line=line, column=column, hint=hint))

    @property
    def full(self) -> bool:
        """Whether further faults are dropped."""
        return len(self.faults) >= MAX_FAULTS

    def check(self, error: type[RuleFileError] = RuleFileError) -> None:
        """Raise one ``error`` with every fault in order of path and line, or do nothing."""
        if self.faults:
            raise gathered(self.faults, error)


def gathered(faults: Iterable[ClaimcheckError], error: type[RuleFileError] = RuleFileError) -> RuleFileError:
    """One error that carries all ``faults`` and stands where the first of them stands."""
    ordered = sorted(faults, key=lambda one: (one.path or "", one.line or 0, one.column or 0, one.message))
    first = ordered[0]
    return error(
        first.message, faults=tuple(ordered), code=first.code, path=first.path, line=first.line, column=first.column,
        hint=first.hint,
    )  # fmt: skip
