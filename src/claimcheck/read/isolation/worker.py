"""The handle of one reading process, which gives it a file and watches the clock, and the processes that wait."""

from __future__ import annotations

import atexit
import os
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Literal

from msgspec import Struct, to_builtins

from claimcheck.read.isolation import ceilings, process, wire
from claimcheck.read.isolation.process import START_SECONDS, TIDY_SECONDS, Talk
from claimcheck.read.limits import Limits
from claimcheck.read.ocr import Engine

Fate = Literal["seconds", "page_seconds", "cpu_seconds", "memory", "output", "crashed", "failed", "not-started"]
_CHILD = "claimcheck.read.isolation.child"
_MOST_FILES = 200
_GROWN_BYTES = 400 * 1024 * 1024
_MUCH_MEMORY = 0.5
_SMALL_TALK = 1024 * 1024
TABLE = "claimcheck.read.formats"


class Ask(Struct, frozen=True):
    """One go at one file.

    ``decoded`` says that the bytes are a string in UTF-8, ``ocr`` recognises what cannot be read. ``skip`` are pages to
    leave out, ``until`` the first of those that come too late, ``spent`` the seconds that the file has taken already.
    """

    format: str
    path: str
    limits: Limits
    pages: tuple[int, int | None] | None = None
    password: str | None = None
    decoded: bool = False
    ocr: Engine | None = None
    skip: tuple[int, ...] = ()
    until: int | None = None
    spent: float = 0.0


class Loss(Struct, frozen=True):
    """A process that gave no answer, or the loss of it that the child itself tells.

    ``page`` was at hand (0: none yet), ``done`` says that it had been read, ``count`` is how many there are.
    ``seconds`` passed since the process had begun with the file.
    """

    fate: Fate
    page: int = 0
    done: bool = False
    count: int = 0
    detail: str = ""
    seconds: float = 0.0


class _Clock:
    """The time of a file and of its page at hand; it stands while another program works.

    ``done``: the page at hand has been read.
    """

    def __init__(self, ask: Ask) -> None:
        self.begun, self.done = False, True
        self._ask = ask
        self._start = self._page = time.monotonic()
        self._paused = self._resumes = 0.0

    @property
    def spent(self) -> float:
        """Seconds since the process began with the file."""
        return time.monotonic() - self._start

    def begin(self) -> None:
        """The process begins with the file."""
        self.begun, self._start = True, time.monotonic()

    def page(self) -> None:
        """The process begins with a page."""
        self.done, self._page = False, time.monotonic()

    def pause(self, seconds: float) -> None:
        """Stand for at most so many seconds, or with 0 go on."""
        now = time.monotonic()
        if seconds:
            self._paused, self._resumes = now, now + seconds + TIDY_SECONDS
        else:
            self._start += now - self._paused
            self._page += now - self._paused
            self._resumes = 0.0

    def left(self, count: int) -> tuple[float, Fate]:
        """The seconds that are left for a file of ``count`` pages, and how it is lost behind them."""
        limits, now = self._ask.limits, time.monotonic()
        if not self.begun:
            return self._start + START_SECONDS - now, "not-started"
        if self._resumes:
            return self._resumes - now, "page_seconds"
        left = self._start - self._ask.spent + limits.file_seconds(count) - now
        page_left = self._page + limits.page_seconds - now
        return (left, "seconds") if self.done or left <= page_left else (page_left, "page_seconds")


class Worker:
    """A process that reads one file at a time.

    ``table`` names the module with the formats; ``extra`` are folders that are searched for it as well.
    """

    def __init__(self, table: str, extra: tuple[str, ...] = ()) -> None:
        self.usable = True
        self._files = 0
        # A new process begins with the peak of the one that starts it, so only a higher one is its own.
        self._inherited = ceilings.started_with()
        self._talk = Talk(process.start(_CHILD, table, extra=extra), wire.encode({"lost": "output"}))

    def ask(self, ask: Ask, data: bytes, progress: Callable[[int, int], None] | None) -> dict[str, Any] | Loss:
        """Have one file read: the answer of the process, or how it was lost."""
        self._files += 1
        self._talk.most = ask.limits.output + _SMALL_TALK
        self._talk.give(wire.encode(to_builtins(ask)), data)
        try:
            answer = self._wait(ask, progress)
        except BaseException:
            self.close()
            raise
        if isinstance(answer, Loss) or self._files >= _MOST_FILES or answer.get("memory", 0) > _GROWN_BYTES:
            self.close()
        return answer

    def _wait(self, ask: Ask, progress: Callable[[int, int], None] | None) -> dict[str, Any] | Loss:
        clock = _Clock(ask)
        page, count = 0, 0

        def lost(fate: Fate, detail: str = "") -> Loss:
            return Loss(fate, page, clock.done, count, detail, clock.spent)

        while True:
            wait, fate = clock.left(count)
            try:
                frame = self._talk.next(wait)
            except queue.Empty:
                return lost(fate)
            if frame is None:
                return lost(*self._ended(ask.limits)) if clock.begun else lost("not-started")
            message = wire.decode(frame[0])
            if "page_at" in message:
                page, count = message["page_at"]
                clock.page()
            elif "clock_stops" in message:
                clock.pause(message["clock_stops"])
            elif "done" in message:
                clock.done = True
                if progress is not None:
                    progress(*message["done"])
            elif "job" in message:
                clock.begin()
            elif "lost" in message:
                return lost(message["lost"], message.get("detail", ""))
            else:
                answer: dict[str, Any] = message
                return answer

    def _ended(self, limits: Limits) -> tuple[Fate, str]:
        """How a process was lost that nobody here has ended."""
        code, peak = self._reap()
        if code == -getattr(signal, "SIGXCPU", 0):
            return "cpu_seconds", ""
        if peak > max(_MUCH_MEMORY * limits.memory, self._inherited):
            # Native code does not say that it got no memory; it just ends.
            return "memory", ""
        if code < 0:
            with suppress(ValueError):
                return "crashed", f"signal {signal.Signals(-code).name}"
        return "crashed", f"exit code {code}"

    def _reap(self) -> tuple[int, int]:
        """Exit code of the process, below 0 for a signal, and the most memory in bytes that it has held."""
        if not hasattr(os, "wait4"):
            return self._talk.process.wait(), 0
        try:
            _, status, usage = os.wait4(self._talk.process.pid, 0)
        except ChildProcessError:  # somebody else has waited for all processes of this one
            return self._talk.process.wait(), 0
        self._talk.process.returncode = code = os.waitstatus_to_exitcode(status)
        return code, ceilings.in_bytes(usage.ru_maxrss)

    def lives(self) -> bool:
        """Whether the process has not ended."""
        return self._talk.process.poll() is None

    def let_go(self) -> None:
        """Drop the pipes, in a process that was forked off the one which started this worker."""
        self.usable = False
        self._talk.process.returncode = 0  # not a process of ours to wait for
        self._talk.drop()

    def close(self) -> None:
        """End the process."""
        self.usable = False
        self._talk.end()


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
