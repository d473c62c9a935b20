"""Processes that share the work of one run.

The program starts one process, the nursery, which gets nothing of it but where modules are found: the script that calls
the library is not run again. The nursery prepares what every piece of work needs, once, and forks the workers from that
state; where a system cannot fork, each of them is started anew and prepares for itself.
"""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TypeVar

from claimcheck.errors import InternalError
from claimcheck.read.isolation import process
from claimcheck.workers.nursery import DONE, FAILED, LOST, Cut, Errand, Frame, received, written

Item = TypeVar("Item")
Options = TypeVar("Options")
Recipe = TypeVar("Recipe")

_NURSERY = "claimcheck.workers.nursery"
_CAN_FORK = hasattr(os, "fork")


def shared(
    items: Sequence[Item],
    jobs: int,
    work: Callable[[Item, Options], str],
    options: Options,
    prepare: Callable[[Recipe], None],
    recipe: Recipe,
    *,
    retries: int = 0,
) -> Generator[str | None, None, None]:
    """What ``work`` makes of each item with ``options``, in the order of the items.

    ``jobs`` processes share the work, after ``prepare`` was called with the recipe. None stands for an item whose
    process ended while it had it in hand, and so did those that were given it again, ``retries`` times; another process
    goes on with the next one. Results wait for whoever takes
    them: no more than a few for each process are made ahead. Functions and values have to be picklable, and the
    functions have to stand in a module. Raises what ``prepare`` or ``work`` raises, and ``InternalError`` (code
    ``worker-lost``) where no process can be kept.
    """
    with _nursery(Errand(tuple(items), jobs, work, options, prepare, recipe, retries)) as nursery:
        early: dict[int, Frame] = {}
        for number in range(len(items)):
            while number not in early:
                frame = _next(nursery)
                early[frame.number] = frame
            frame = early.pop(number)
            yield None if frame.kind == LOST else frame.payload.decode("utf-8", "surrogatepass")
        nursery.wait()


def _next(nursery: subprocess.Popen[bytes]) -> Frame:
    assert nursery.stdout is not None
    try:
        frame = received(nursery.stdout)
    except Cut as error:
        raise InternalError(
            "the processes that share the work ended before it was done",
            code="worker-lost",
            hint="is there too little memory? With one job files are read one after the other",
        ) from error
    if frame.kind == FAILED:
        raise pickle.loads(frame.payload)  # noqa: S301 - of a process that this one started
    assert frame.kind in (DONE, LOST)
    return frame


@contextmanager
def _nursery(errand: Errand) -> Iterator[subprocess.Popen[bytes]]:
    """The process that shares out an errand; with the block, it ends and so do its workers, whatever they do."""
    # In a group of its own: an interrupt at the terminal is the affair of this process, which ends the group.
    nursery = process.start(_NURSERY, apart=True)
    try:
        assert nursery.stdin is not None
        with suppress(Cut), nursery.stdin as pipe:  # where it is gone, the reading side tells
            written(pipe, pickle.dumps(errand))
        yield nursery
    finally:
        if nursery.poll() is None:
            _end(nursery)
        nursery.wait()
        assert nursery.stdout is not None
        nursery.stdout.close()


def _end(nursery: subprocess.Popen[bytes]) -> None:
    if not _CAN_FORK:
        nursery.kill()
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(nursery.pid, signal.SIGKILL)
