"""The handle of one reading process: it starts it, gives it a file, watches the clock, and ends it."""

from __future__ import annotations

import os
import queue
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any, Literal

from claimcheck.read.isolation import ceilings, process, wire
from claimcheck.read.limits import Limits

Fate = Literal[
    "seconds", "page_seconds", "cpu_seconds", "memory", "output", "crashed", "failed", "not-started"
]

_CHILD = "claimcheck.read.isolation.child"
_MOST_FILES = 200
_GROWN_BYTES = 400 * 1024 * 1024
# Windows looks for an interrupt only between two waits.
_LONGEST_WAIT = 1.0
_START_SECONDS = 60.0
_TIDY_SECONDS = 5.0
_MUCH_MEMORY = 0.5
_SMALL_TALK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Ask:
    """One go at one file.

    ``decoded`` says that the bytes are a string in UTF-8. ``skip`` are pages to leave out, ``until`` the first of
    those that come too late, ``spent`` the seconds that the file has taken already.
    """

    format: str
    path: str
    limits: Limits
    pages: tuple[int, int | None] | None = None
    password: str | None = None
    decoded: bool = False
    skip: tuple[int, ...] = ()
    until: int | None = None
    spent: float = 0.0


@dataclass(frozen=True, slots=True)
class Loss:
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


class Worker:
    """A process that reads one file at a time.

    ``table`` names the module with the formats; ``extra`` are folders that are searched for it as well.
    """

    def __init__(self, table: str, extra: tuple[str, ...] = ()) -> None:
        self.usable = True
        self._files = 0
        self._most = 0
        self._frames: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        # A new process begins with the peak of the one that starts it, so only a higher one is its own.
        self._inherited = ceilings.started_with()
        self._process = process.start(_CHILD, table, extra=extra)
        self._giver: threading.Thread | None = None
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        with suppress(OSError, ValueError):
            try:
                while (frame := wire.receive(pipe, lambda: self._most)) is not None:
                    self._frames.put(frame[0])
            except wire.TooLong:
                self._frames.put(wire.encode({"lost": "output"}))
        self._frames.put(None)

    def ask(
        self, ask: Ask, data: bytes, progress: Callable[[int, int], None] | None
    ) -> dict[str, Any] | Loss:
        """Have one file read: the answer of the process, or how it was lost."""
        self._files += 1
        self._most = ask.limits.output + _SMALL_TALK
        self._giver = threading.Thread(target=self._give, args=(wire.encode(asdict(ask)), data), daemon=True)
        self._giver.start()
        try:
            answer = self._wait(ask, progress)
        except BaseException:
            self.close()
            raise
        if isinstance(answer, Loss) or self._files >= _MOST_FILES or answer.get("memory", 0) > _GROWN_BYTES:
            self.close()
        return answer

    def _give(self, head: bytes, data: bytes) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        with suppress(OSError, ValueError):  # the process is gone, which the waiting side sees
            wire.send(pipe, head, data)

    def _wait(self, ask: Ask, progress: Callable[[int, int], None] | None) -> dict[str, Any] | Loss:
        limits, clock = ask.limits, time.monotonic
        start = page_start = clock()
        begun, page, done, count = False, 0, True, 0

        def lost(fate: Fate, detail: str = "") -> Loss:
            return Loss(fate, page, done, count, detail, clock() - start)

        while True:
            # Starting takes long on a busy machine, which is no fault of the file.
            end = start - ask.spent + limits.file_seconds(count) if begun else start + _START_SECONDS
            page_end = end if done else page_start + limits.page_seconds
            try:
                wait = min(end, page_end) - clock()
                frame = self._frames.get(timeout=max(0.0, min(wait, _LONGEST_WAIT)))
            except queue.Empty:
                if wait > _LONGEST_WAIT:
                    continue
                if not begun:
                    return lost("not-started")
                return lost("page_seconds" if page_end < end else "seconds")
            if frame is None:
                return lost(*self._ended(limits)) if begun else lost("not-started")
            message = wire.decode(frame)
            if "page_at" in message:
                (page, count), done, page_start = message["page_at"], False, clock()
            elif "done" in message:
                done = True
                if progress is not None:
                    progress(*message["done"])
            elif "job" in message:
                begun, start = True, clock()
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
            return self._process.wait(), 0
        try:
            _, status, usage = os.wait4(self._process.pid, 0)
        except ChildProcessError:  # somebody else has waited for all processes of this one
            return self._process.wait(), 0
        self._process.returncode = code = os.waitstatus_to_exitcode(status)
        return code, ceilings.in_bytes(usage.ru_maxrss)

    def lives(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    def let_go(self) -> None:
        """Drop the pipes, in a process that was forked off the one which started this worker."""
        self.usable = False
        self._process.returncode = 0  # not a process of ours to wait for
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def close(self) -> None:
        """End the process."""
        self.usable = False
        self._process.kill()
        self._process.wait()
        for thread, pipe in ((self._giver, self._process.stdin), (self._listener, self._process.stdout)):
            # A descriptor that is closed under a thread may be another file's by the time it is used.
            if thread is not None:
                thread.join(_TIDY_SECONDS)
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
