"""What runs in the process that reads: it takes one file after the other from a pipe and answers with readings.

It gets bytes, never paths. It ends when the pipe closes, so it does not outlive the process that started it, however
that ends. Nothing but messages leaves it: what libraries print goes nowhere.
"""

from __future__ import annotations

import gc
import os
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any, BinaryIO

from claimcheck.errors import UnreadableInput
from claimcheck.read.formats import Format
from claimcheck.read.isolation import ceilings, wire
from claimcheck.read.limits import Limits, PageRange
from claimcheck.read.ocr import Engine
from claimcheck.read.reading import Raw

SOFT_SHARE = 0.75
"""The part of a file's time after which no further page is begun, so that what was read can be put together."""

_MESSAGE = 2_000
_ANY_SIZE = 1 << 40

Say = Callable[[bytes], None]
Jobs = queue.SimpleQueue[tuple[bytes, bytes]]


def main(table: str) -> None:
    """Serve until the pipe closes; ``table`` is the module whose ``FORMATS`` say how to read."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, sink = wire.take_pipes()
    jobs: Jobs = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(source, jobs), daemon=True).start()
    formats: Mapping[str, Format] = import_module(table).FORMATS
    # Nearly nothing becomes garbage while a file is read, and memory is bounded: looking for it would cost a fifth.
    gc.disable()
    while True:
        head, data = jobs.get()
        serve(wire.decode(head), data, formats, lambda message: wire.send(sink, message))
        del data
        gc.collect(0)


def _listen(source: BinaryIO, jobs: Jobs) -> None:
    """Wait for files beside the one that is read, and so see at once when nobody waits for it any more."""
    while True:
        frame = wire.receive(source, lambda: _ANY_SIZE)
        if frame is None:
            os._exit(0)
        jobs.put(frame)


def serve(job: Mapping[str, Any], data: bytes, formats: Mapping[str, Format], say: Say) -> None:
    """Read one file and say what came of it, and before that which page is at hand."""
    say(wire.encode({"job": True}))
    limits = Limits(**job["limits"])
    pacer = Pacer(job, limits, say)
    text, ocr = data.decode() if job["decoded"] else None, Engine(**job["ocr"]) if job["ocr"] else None
    pages = PageRange(*job["pages"]) if job["pages"] else None
    head = job["path"], data, limits, pacer.done, text, pages, job["password"]
    raw = Raw(*head, pacer.turn, ocr, pacer.pause, alone=True)
    try:
        read = formats[job["format"]].load()
        ceilings.close_off()
        ceilings.allow(limits.memory, limits.cpu_seconds)
        answer = wire.encode({"reading": read(raw), "late": pacer.late, "memory": ceilings.peak_memory()})
    except UnreadableInput as error:
        answer = wire.encode({"error": [error.code, error.message, error.hint], "late": pacer.late})
    except MemoryError:
        answer = wire.encode({"lost": "memory"})
    except Exception as error:  # a library may raise anything on hostile bytes
        answer = wire.encode({"lost": "failed", "detail": f"{type(error).__name__}: {error}"[:_MESSAGE]})
    if len(answer) > limits.output:
        answer = wire.encode({"lost": "output"})
    say(answer)


class Pacer:
    """Says before each page whether there is time for it; ``late`` lists those for which there was none.

    A job's ``skip`` are pages that ended a process before, ``until`` is the first page that is too late in any case,
    ``spent`` the seconds that the file has taken already.
    """

    def __init__(self, job: Mapping[str, Any], limits: Limits, say: Say) -> None:
        self.late: list[int] = []
        self._skip = frozenset(job["skip"])
        self._until = job["until"]
        self._limits = limits
        self._begun = time.monotonic() - job["spent"]
        self._say = say

    def turn(self, page: int, count: int) -> bool:
        """Whether ``page`` of ``count`` is to be read."""
        if page in self._skip:
            return False
        spent = time.monotonic() - self._begun
        too_late = self._until is not None and page >= self._until
        if too_late or spent > SOFT_SHARE * self._limits.file_seconds(count):
            self.late.append(page)
            return False
        self._say(wire.encode({"page_at": [page, count]}))
        return True

    @contextmanager
    def pause(self, seconds: float) -> Iterator[None]:
        """Stop the clock while another program works, which may take that long."""
        since = time.monotonic()
        self._say(wire.encode({"clock_stops": seconds}))
        yield
        self._begun += time.monotonic() - since
        self._say(wire.encode({"clock_stops": 0}))

    def done(self, page: int, pages: int) -> None:
        """Tell that ``page`` has been read."""
        self._say(wire.encode({"done": [page, pages]}))
