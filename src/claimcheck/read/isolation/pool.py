"""Reading processes that wait for the next file: as many as there are threads that read at the same time."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from claimcheck.read.isolation.worker import Worker

TABLE = "claimcheck.read.formats"


class Pool:
    """Starts a process when one is needed and none waits. Safe for threads, and across a fork.

    ``table`` names the module whose ``FORMATS`` the processes use; ``extra`` are folders to find it in.
    """

    def __init__(self, table: str = TABLE, extra: tuple[str, ...] = ()) -> None:
        self._table = table
        self._extra = extra
        self._forget()
        atexit.register(self.close)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._forget)

    def _forget(self) -> None:
        """Begin anew; the processes known so far belong to the process that started them."""
        for worker in getattr(self, "_idle", ()):
            worker.let_go()
        self._lock = threading.Lock()
        self._idle: list[Worker] = []

    @contextmanager
    def worker(self) -> Iterator[Worker]:
        """A process for one file.

        Raises ``OSError`` where none can be started.
        """
        worker = self._waiting() or Worker(self._table, self._extra)
        try:
            yield worker
        except BaseException:
            worker.close()
            raise
        if worker.usable:
            with self._lock:
                self._idle.append(worker)

    def _waiting(self) -> Worker | None:
        """A process that waits for work, if one lives."""
        while True:
            with self._lock:
                if not self._idle:
                    return None
                worker = self._idle.pop()
            if worker.lives():
                return worker
            worker.close()

    def close(self) -> None:
        """End all processes that wait."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.close()


SHARED = Pool()
"""The processes of this program."""
