"""A Python process that gets nothing of this one but where modules are found, the talk with it, and one job in one."""

from __future__ import annotations

import gc
import json
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from claimcheck.errors import ClaimcheckError
from claimcheck.read.isolation import ceilings, wire
from claimcheck.read.limits import MEBIBYTE, Limits
from claimcheck.read.ocr import KEPT_VARIABLES

_ANY_SIZE = 1 << 40
_NO_START = "the process that does it does not start"
_TOLD = 300  # characters of what a library said

Answer = tuple[dict[str, Any], bytes]
Load = Callable[[dict[str, Any]], object]
Work = Callable[[dict[str, Any], bytes], Answer]


def done(module: str, job: Mapping[str, Any], source: bytes, limits: Limits, pages: int, most: int) -> Answer:
    """What the process that ``module`` calls ``serve`` in makes of a file of some pages, in at most ``most`` bytes.

    The answer has ``done`` with what the work told, ``error`` with code, message and hint of a ``ClaimcheckError``, or
    ``lost`` with why there is nothing: it took too long, too much memory, or the process with it.
    """
    head = wire.encode({**job, "limits": to_builtins(limits)})
    try:
        talk = Talk(start(module), wire.encode({"lost": "what came of it is too large"}), most)
        talk.give(head, source)
        return _answer(talk, limits.file_seconds(pages))
    except OSError:
        return {"lost": _NO_START}, b""


def serve(load: Load, work: Work) -> None:
    """What runs in the other process: take one job from a pipe, answer, and end.

    ``load`` imports what ``work`` needs, which runs within the limits.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, sink = wire.take_pipes()
    frame = wire.receive(source, lambda: _ANY_SIZE)
    if frame is None:
        return
    gc.disable()
    wire.send(sink, wire.encode({"job": True}))
    threading.Thread(target=_end_with, args=(source,), daemon=True).start()
    answer, data = _within_limits(wire.decode(frame[0]), frame[1], load, work)
    wire.send(sink, wire.encode(answer), data)


def _end_with(source: Any) -> None:
    """End at once when nobody waits any more."""
    if not source.read(1):
        os._exit(0)


def _within_limits(job: dict[str, Any], source: bytes, load: Load, work: Work) -> Answer:
    limits = Limits(**job["limits"])
    try:
        load(job)
        ceilings.close_off()
        ceilings.allow(limits.memory, limits.cpu_seconds)
        told, data = work(job, source)
        return {"done": told}, data
    except ClaimcheckError as error:
        return {"error": [error.code, error.message, error.hint]}, b""
    except MemoryError:
        return {"lost": f"it takes more than {limits.memory / MEBIBYTE:,.4g} MiB of memory"}, b""
    except Exception as error:  # a library may raise anything on hostile bytes
        return {"lost": f"its library fails, {type(error).__name__}: {error}"[:_TOLD]}, b""


def _answer(talk: Talk, seconds: float) -> Answer:
    """What the process says, and the bytes that it made."""
    try:
        if talk.next(START_SECONDS) is None:
            return {"lost": _NO_START}, b""
        frame = talk.next(seconds)
    except queue.Empty:
        return {"lost": f"it takes more than {seconds:g} seconds"}, b""
    finally:
        talk.end()
    return (wire.decode(frame[0]), frame[1]) if frame else ({"lost": "its library crashes"}, b"")


_BOOT = (
    "import importlib, json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "importlib.import_module(sys.argv[2]).main(*sys.argv[3:])"
)
# What the loader of libraries and the C library look at. Everything else stays here: a password, say.
_KEPT_VARIABLES = (*KEPT_VARIABLES, "LANG", "LC_ALL", "LC_CTYPE")
Frame = tuple[bytes, bytes]
START_SECONDS = 60.0
"""How long a process may take to start on a busy machine, which is no fault of the file."""
TIDY_SECONDS = 5.0
_LONGEST_WAIT = 1.0  # Windows looks for an interrupt only between two waits


def start(module: str, *arguments: str, extra: tuple[str, ...] = (), apart: bool = False) -> subprocess.Popen[bytes]:
    """Start a process that calls ``main`` of a module; ``extra`` are folders that are searched as well.

    ``apart`` puts it into a process group of its own, where there are such. Raises ``OSError`` where none can be
    started.
    """
    return subprocess.Popen(  # noqa: S603
        [sys.executable, *_flags(), "-c", _BOOT, json.dumps([*_search_path(), *extra]), module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        close_fds=True,
        env={name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
        process_group=0 if apart and hasattr(os, "setpgid") else None,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _flags() -> list[str]:
    """Take nothing from the environment or the current folder; the folders of ``site`` are in the path we send.

    Whether and where byte code is written is as in this process.
    """
    flags = ["-I", "-S"]
    if sys.dont_write_bytecode:
        flags.append("-B")
    if sys.pycache_prefix is not None:
        flags += ["-X", f"pycache_prefix={sys.pycache_prefix}"]
    return flags


def _search_path() -> list[str]:
    """Where this process finds modules, for the other one; claimcheck itself from where it is loaded here."""
    own = str(Path(__file__).resolve().parents[3])
    known = [os.path.abspath(entry) for entry in sys.path]
    return known if own in known else [*known, own]


class Talk:
    """The talk with a started ``process``.

    A frame of more than ``most`` bytes ends it, and ``too_long`` stands in its place.
    """

    def __init__(self, process: subprocess.Popen[bytes], too_long: bytes, most: int = 0) -> None:
        self.process = process
        self.most = most
        self._too_long = too_long
        self._frames: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._giver: threading.Thread | None = None
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def give(self, head: bytes, payload: bytes) -> None:
        """Give the process a frame, without waiting until it has taken it."""
        self._giver = threading.Thread(target=self._give, args=(head, payload), daemon=True)
        self._giver.start()

    def _give(self, head: bytes, payload: bytes) -> None:
        pipe = self.process.stdin
        assert pipe is not None
        with suppress(OSError, ValueError):  # the process is gone, which the waiting side sees
            wire.send(pipe, head, payload)

    def _listen(self) -> None:
        pipe = self.process.stdout
        assert pipe is not None
        with suppress(OSError, ValueError):
            try:
                while (frame := wire.receive(pipe, lambda: self.most)) is not None:
                    self._frames.put(frame)
            except wire.TooLong:
                self._frames.put((self._too_long, b""))
        self._frames.put(None)

    def next(self, seconds: float) -> Frame | None:
        """The next frame, None where there are no more. Raises ``queue.Empty`` where it does not come in time."""
        while seconds > _LONGEST_WAIT:
            with suppress(queue.Empty):
                return self._frames.get(timeout=_LONGEST_WAIT)
            seconds -= _LONGEST_WAIT
        return self._frames.get(timeout=max(seconds, 0.0))

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()
        for thread in (self._giver, self._listener):
            # A descriptor that is closed under a thread may be another file's by the time it is used.
            if thread is not None:
                thread.join(TIDY_SECONDS)
        self.drop()

    def drop(self) -> None:
        """Close the pipes."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
