"""One job on one file in a process of its own, which ends with it: for libraries that parse a stranger's file whole."""

from __future__ import annotations

import gc
import os
import queue
import signal
import threading
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import to_builtins

from claimcheck.errors import ClaimcheckError
from claimcheck.read.isolation import ceilings, process, wire
from claimcheck.read.isolation.process import START_SECONDS, Talk
from claimcheck.read.limits import MEBIBYTE, Limits

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
        talk = Talk(process.start(module), wire.encode({"lost": "what came of it is too large"}), most)
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
