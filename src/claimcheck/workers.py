"""Processes that share the files of one run."""

from __future__ import annotations

import signal
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import repeat
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, TypeVar

from claimcheck.errors import InternalError

Options = TypeVar("Options")
Recipe = TypeVar("Recipe")


def shared(
    paths: Sequence[str],
    jobs: int,
    work: Callable[[str, Options], str],
    options: Options,
    prepare: Callable[[Recipe], None],
    recipe: Recipe,
) -> Generator[str, None, None]:
    """What ``work`` makes of each path with ``options``, in the order of the paths.

    ``jobs`` processes share the work, each of which calls ``prepare`` with the recipe first. Raises ``InternalError``
    where one of them ends before its time.
    """
    workers = _Workers()
    pool = ProcessPoolExecutor(jobs, mp_context=workers, initializer=prepare, initargs=(recipe,))
    try:
        with _interrupts_held():
            payloads = pool.map(work, paths, repeat(options))
        yield from payloads
    except BrokenExecutor as error:
        raise InternalError(
            "a worker process ended before its file was read",
            code="worker-lost",
            hint="is there too little memory? With one job files are read one after the other",
        ) from error
    except BaseException:
        # The files in the workers' hands must not keep an interrupted run waiting.
        workers.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


class _Workers(SpawnContext):
    """Starts processes and remembers them, so that they can be ended; a pool has no public way to that."""

    def __init__(self) -> None:
        super().__init__()
        self._started: list[SpawnProcess] = []

    def Process(self, *args: Any, **settings: Any) -> SpawnProcess:  # type: ignore[override]  # noqa: N802
        """What the pool calls for each process."""
        process = SpawnProcess(*args, **settings)
        self._started.append(process)
        return process

    def kill(self) -> None:
        """End every process that was started."""
        for process in self._started:
            if process.pid is not None:
                process.kill()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Processes started meanwhile never see an interrupt; in this one it waits until the block ends."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
