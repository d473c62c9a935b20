"""One line on stderr that says which page is being read, or how long it takes; nothing where stderr is no terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from claimcheck.cli.output import columns, is_terminal
from claimcheck.report.layout import shorten, visible

EVERY_SECONDS = 0.1
NAME_WIDTH = 40
# Before, the first files say little about the others.
TELLING_SECONDS = 2.0
TELLING_SHARE = 0.05


class Progress:
    """Counts files and shows pages; ``close`` removes the line."""

    def __init__(
        self,
        files: int,
        *,
        wanted: bool = True,
        environ: Mapping[str, str] = os.environ,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._files = files
        self._done = 0
        self._shown = False
        self._clock = clock
        self._began = clock()
        self._next = 0.0
        self.on = wanted and is_terminal(sys.stderr) and environ.get("TERM") != "dumb"

    def page(self, path: str, page: int, pages: int) -> None:
        """A page of a file was read."""
        count = f" (file {self._done + 1} of {self._files})" if self._files > 1 else ""
        self._draw(f"reading {shorten(visible(path), NAME_WIDTH)}: page {page} of {pages}{count}")

    def file(self, number: int = 1) -> None:
        """So many files are finished."""
        self._done += number
        if self._done < self._files:
            self._draw(f"read {self._done} of {self._files} files{self._left()}")

    def _left(self) -> str:
        """How long the other files take if they are like those that are done."""
        passed = self._clock() - self._began
        if passed < TELLING_SECONDS or self._done < TELLING_SHARE * self._files:
            return ""
        seconds = passed / self._done * (self._files - self._done)
        return f", about {_duration(seconds)} left"

    def close(self) -> None:
        """Remove the line."""
        if self._shown:
            self._write("\r\x1b[K")
            self._shown = False

    def _draw(self, text: str) -> None:
        now = self._clock()
        if not self.on or now < self._next:
            return
        self._next = now + EVERY_SECONDS
        # A line that wraps could not be removed.
        self._write(f"\r\x1b[K{shorten(text, columns(sys.stderr) - 1)}")
        self._shown = True

    def _write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            sys.stderr.write(text)
            sys.stderr.flush()


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"
