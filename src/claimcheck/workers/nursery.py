"""The process between the program and its workers: it prepares once, forks them, and sends on their results."""

from __future__ import annotations

import gc
import multiprocessing
import pickle
import struct
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import IO, Any, BinaryIO, NamedTuple

from claimcheck.errors import InternalError
from claimcheck.read.isolation.wire import take_pipes

DONE, LOST, FAILED = b"d", b"l", b"f"
"""A result; an item that was in the hands of a process that ended; an exception."""

_HEAD = struct.Struct("!QcQ")


class Cut(Exception):
    """The other side is gone."""


class Frame(NamedTuple):
    """What became of an item, by its number."""

    number: int
    kind: bytes
    payload: bytes = b""


def sent(pipe: IO[bytes], frame: Frame) -> None:
    """Write a frame; waits until the other side has taken it. Raises ``Cut`` where it never will."""
    written(pipe, _HEAD.pack(frame.number, frame.kind, len(frame.payload)) + frame.payload)


def written(pipe: IO[bytes], data: bytes) -> None:
    """Write all of it. Raises ``Cut`` where the other side is gone."""
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[pipe.write(rest) or 0 :]
    except OSError:
        raise Cut from None


def received(pipe: IO[bytes]) -> Frame:
    """Wait for a frame. Raises ``Cut`` where none comes any more."""
    number, kind, length = _HEAD.unpack(_exactly(pipe, _HEAD.size))
    return Frame(number, kind, _exactly(pipe, length))


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    parts: list[bytes] = []
    while size:
        try:
            part = pipe.read(size)
        except OSError:
            raise Cut from None
        if not part:
            raise Cut
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


_AHEAD = 4  # results made ahead of the first that is not there yet, for each process
_FORKS = "fork" in multiprocessing.get_all_start_methods()
_READY = b"r"


class Errand(NamedTuple):
    """What is to be done; see ``shared``."""

    items: tuple[Any, ...]
    jobs: int
    work: Callable[[Any, Any], str]
    options: Any
    prepare: Callable[[Any], None]
    recipe: Any
    retries: int = 0


class _Worker(NamedTuple):
    process: BaseProcess
    line: Connection


def main() -> None:
    """Take an errand from the standard input and send what comes of it to the standard output."""
    source, sink = take_pipes()
    with source:
        errand: Errand = pickle.loads(source.read())  # noqa: S301 - of the process that started this one
    # What is made for all of them lives as long as they do.
    gc.disable()
    with suppress(Cut):  # the program is gone, and nobody waits for the rest
        try:
            if _FORKS:
                errand.prepare(errand.recipe)
                gc.freeze()
            _Nursery(errand, sink).run()
        except Cut:
            raise
        except Exception as error:
            sent(sink, Frame(0, FAILED, _packed(error)))


class _Nursery:
    """Workers by the line to them, with what each has in hand: None before it is ready, -1 for nothing."""

    def __init__(self, errand: Errand, sink: BinaryIO) -> None:
        self._errand = errand
        self._sink = sink
        self._context: Any = multiprocessing.get_context("fork" if _FORKS else "spawn")
        self._workers: dict[Connection, _Worker] = {}
        self._hands: dict[Connection, int | None] = {}
        self._next = 0
        self._deaths: Counter[int] = Counter()
        self._again: list[int] = []
        self._missing = set(range(len(errand.items)))

    def run(self) -> None:
        """Share out all items; whatever ends it, no worker outlives it."""
        try:
            for _ in range(min(self._errand.jobs, len(self._errand.items))):
                self._start()
            while self._missing:
                for line in wait(list(self._workers)):
                    assert isinstance(line, Connection)
                    self._heard(line)
            for line in self._workers:
                line.close()
            for worker in self._workers.values():
                worker.process.join()
        except BaseException:
            for worker in self._workers.values():
                worker.process.kill()
            raise

    def _start(self) -> None:
        here, there = self._context.Pipe()
        # Ends of lines that a forked process gets a copy of keep the others from seeing that this process is gone.
        copies = [*self._workers, here] if _FORKS else []
        process = self._context.Process(target=_worker, args=(there, copies, self._errand._replace(items=())))
        process.start()
        there.close()
        self._workers[here] = _Worker(process, here)
        self._hands[here] = None

    def _heard(self, line: Connection) -> None:
        number = self._hands[line]
        try:
            reply = line.recv_bytes()
        except (EOFError, OSError):
            self._lost(line, number)
            return
        if number is not None or reply != _READY:
            self._tell(Frame(number or 0, reply[:1], reply[1:]))
        self._hands[line] = -1
        self._share()

    def _lost(self, line: Connection, number: int | None) -> None:
        worker = self._workers.pop(line)
        del self._hands[line]
        line.close()
        worker.process.join()
        if number is None:
            raise InternalError(
                f"a process that shares the work could not begin: exit code {worker.process.exitcode}",
                code="worker-lost",
                hint="is there too little memory? With one job files are read one after the other",
            )
        if number >= 0:
            self._deaths[number] += 1
            if self._deaths[number] <= self._errand.retries:
                self._again.append(number)
            else:
                self._tell(Frame(number, LOST))
        if self._missing:
            self._start()
        self._share()

    def _tell(self, frame: Frame) -> None:
        self._missing.discard(frame.number)
        sent(self._sink, frame)

    def _share(self) -> None:
        """Give work to those that have none, up to what may be made ahead."""
        for line, number in self._hands.items():
            if number == -1 and (item := self._following()) is not None:
                with suppress(OSError):  # it has ended, which is heard next
                    line.send(self._errand.items[item])
                self._hands[line] = item

    def _following(self) -> int | None:
        """The number of the item to begin with next; None where results would be made too far ahead."""
        if self._again:
            return self._again.pop(0)
        most = min(self._missing, default=0) + _AHEAD * self._errand.jobs
        if self._next >= min(most, len(self._errand.items)):
            return None
        self._next += 1
        return self._next - 1


def _worker(line: Connection, copies: Sequence[Connection], errand: Errand) -> None:
    for copy in copies:
        copy.close()
    first = _READY
    if not _FORKS:
        gc.disable()
        try:
            errand.prepare(errand.recipe)
        except Exception as error:
            first = FAILED + _packed(error)
    with suppress(EOFError, OSError):
        line.send_bytes(first)
        while True:
            item = line.recv()
            try:
                reply = DONE + errand.work(item, errand.options).encode("utf-8", "surrogatepass")
            except Exception as error:
                reply = FAILED + _packed(error)
            line.send_bytes(reply)
            gc.collect(0)


def _packed(error: Exception) -> bytes:
    """An exception for another process; one that cannot travel is told in words."""
    try:
        packed = pickle.dumps(error)
        pickle.loads(packed)  # noqa: S301 - made in the line above
    except Exception:
        told = InternalError(f"{type(error).__name__}: {error}", code="worker-failed")
        return pickle.dumps(told)
    return packed
