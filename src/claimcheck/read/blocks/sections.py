"""Where a block stands: the headings above it."""

from __future__ import annotations


class SectionPath:
    """The open headings, outermost first. Feed it the headings in reading order."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []
        self.path: tuple[str, ...] = ()

    def enter(self, level: int, heading: str) -> tuple[str, ...]:
        """Open a heading of ``level`` (1 is the outermost); return the path that it stands in itself."""
        while self._open and self._open[-1][0] >= level:
            self._open.pop()
        above = tuple(text for _, text in self._open)
        self._open.append((level, " ".join(heading.split())))
        self.path = (*above, self._open[-1][1])
        return above
