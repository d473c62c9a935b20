"""Puts remarks into the audited file in a process of its own, within the limits of reading.

The libraries behind it parse a stranger's file as a whole, pictures and all, where reading looks at its text only.
"""

from __future__ import annotations

import gc
import os
import queue
import signal
import threading
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from claimcheck.errors import ClaimcheckError, InternalError, UsageError
from claimcheck.model.report import DocumentOut
from claimcheck.read.isolation import ceilings, pipes, process, wire
from claimcheck.read.limits import MEBIBYTE, Limits
from claimcheck.report.files import FILE_FORMATS, mark_up
from claimcheck.report.files.formats import MarkUp

_GROWTH = 64 * MEBIBYTE  # what remarks may add to a file
_ANY_SIZE = 1 << 40
_NO_START = "the process that does it does not start"
_TOLD = 300  # characters of what a library said
_TIDY_SECONDS = 5.0
_START_SECONDS = 60.0
_LONGEST_WAIT = 1.0  # Windows looks for an interrupt only between two waits

Frame = tuple[bytes, bytes]


def apart(limits: Limits) -> MarkUp:
    """What marks up a file within some limits, in another process.

    It raises ``UsageError`` where the file cannot be marked up, and ``InternalError`` (code ``not-marked-up``) where
    it took too long, too much memory, or the process with it.
    """

    def mark(name: str, document: DocumentOut, as_of: str, source: bytes) -> bytes:
        head = {
            "name": name, "document": document.model_dump(mode="json"), "as_of": as_of, "limits": asdict(limits),
        }  # fmt: skip
        seconds = limits.file_seconds(document.coverage.pages or 0)
        try:
            answer, data = _Marker(wire.encode(head), source).answer(seconds)
        except OSError as error:
            raise _failed(document.path, _NO_START) from error
        if "error" in answer:
            code, message, hint = answer["error"]
            raise UsageError(message, code=code, path=document.path, hint=hint)
        if "lost" in answer:
            raise _failed(document.path, answer["lost"])
        return data

    return mark


def _failed(path: str, why: str) -> InternalError:
    return InternalError(
        f"could not be marked up: {why}",
        code="not-marked-up",
        path=path,
        hint="open it in its program and save it anew, or leave this output out; every other format tells the same",
    )


class _Marker:
    """A process that marks up one file."""

    def __init__(self, head: bytes, source: bytes) -> None:
        self._most = len(source) + _GROWTH
        self._frames: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._process = process.start(__name__)
        self._threads = [
            threading.Thread(target=work, args=arguments, daemon=True)
            for work, arguments in ((self._give, (head, source)), (self._listen, ()))
        ]
        for thread in self._threads:
            thread.start()

    def _give(self, head: bytes, source: bytes) -> None:
        pipe = self._process.stdin
        assert pipe is not None
        with suppress(OSError, ValueError):  # the process is gone, which the waiting side sees
            wire.send(pipe, head, source)

    def _listen(self) -> None:
        pipe = self._process.stdout
        assert pipe is not None
        with suppress(OSError, ValueError):
            try:
                while (frame := wire.receive(pipe, lambda: self._most)) is not None:
                    self._frames.put(frame)
            except wire.TooLong:
                self._frames.put((wire.encode({"lost": "what came of it is too large"}), b""))
        self._frames.put(None)

    def answer(self, seconds: float) -> tuple[dict[str, Any], bytes]:
        """What the process says, and the file that it made."""
        try:
            # Starting takes long on a busy machine, which is no fault of the file.
            if self._next(_START_SECONDS) is None:
                return {"lost": _NO_START}, b""
            frame = self._next(seconds)
        except queue.Empty:
            return {"lost": f"it takes more than {seconds:g} seconds"}, b""
        finally:
            self._close()
        return (wire.decode(frame[0]), frame[1]) if frame else ({"lost": "its library crashes"}, b"")

    def _next(self, seconds: float) -> Frame | None:
        """The next frame, None where there are no more. Raises ``queue.Empty`` where it does not come in time."""
        while seconds > _LONGEST_WAIT:
            with suppress(queue.Empty):
                return self._frames.get(timeout=_LONGEST_WAIT)
            seconds -= _LONGEST_WAIT
        return self._frames.get(timeout=seconds)

    def _close(self) -> None:
        self._process.kill()
        self._process.wait()
        for thread, pipe in zip(self._threads, (self._process.stdin, self._process.stdout), strict=True):
            # A descriptor that is closed under a thread may be another file's by the time it is used.
            thread.join(_TIDY_SECONDS)
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def main() -> None:
    """What runs in the other process: it takes one file from a pipe, answers with the marked one, and ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, sink = pipes.take_pipes()
    frame = wire.receive(source, lambda: _ANY_SIZE)
    if frame is None:
        return
    gc.disable()
    wire.send(sink, wire.encode({"job": True}))
    threading.Thread(target=_end_with, args=(source,), daemon=True).start()
    answer, data = _marked(wire.decode(frame[0]), frame[1])
    wire.send(sink, wire.encode(answer), data)


def _end_with(source: Any) -> None:
    """End at once when nobody waits any more."""
    if not source.read(1):
        os._exit(0)


def _marked(job: dict[str, Any], source: bytes) -> tuple[dict[str, Any], bytes]:
    limits = Limits(**job["limits"])
    try:
        document = DocumentOut.model_validate(job["document"])
        __import__(FILE_FORMATS[job["name"]].module)
        ceilings.close_off()
        ceilings.allow(limits.memory, limits.cpu_seconds)
        return {"done": True}, mark_up(job["name"], document, job["as_of"], source)
    except ClaimcheckError as error:
        return {"error": [error.code, error.message, error.hint]}, b""
    except MemoryError:
        return {"lost": f"it takes more than {limits.memory / MEBIBYTE:,.4g} MiB of memory"}, b""
    except Exception as error:  # a library may raise anything on hostile bytes
        return {"lost": f"its library fails, {type(error).__name__}: {error}"[:_TOLD]}, b""
