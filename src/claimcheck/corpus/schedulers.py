"""Who makes the parts of a corpus: processes of this machine, or a cluster of Dask."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import islice

from claimcheck.corpus.parts import MOST_DEATHS, Made, Part, make_told, told
from claimcheck.corpus.scanning import Setting, scanner
from claimcheck.errors import UsageError, require
from claimcheck.workers import shared

Run = Callable[[Sequence[Part], Setting], Iterator[tuple[Part, Made | None]]]
"""Makes parts, in any order; None for one whose process has died."""
_AHEAD = 4  # parts handed to a cluster before one of its processes asks for them


def local(parts: Sequence[Part], setting: Setting, jobs: int) -> Iterator[tuple[Part, Made | None]]:
    """In processes of this machine, also for one job: a document may take its process along."""
    # Whoever is given a part again knows over which document the process before has died.
    retries = MOST_DEATHS * max((len(part.paths) for part in parts), default=0)
    with closing(shared(parts, jobs, make_told, setting, _prepare, setting, retries=retries)) as made:
        for part, text in zip(parts, made, strict=True):
            yield part, None if text is None else told(text)


def _prepare(setting: Setting) -> None:
    scanner(setting)


def on_dask(
    parts: Sequence[Part], setting: Setting, jobs: int, address: str | None
) -> Iterator[tuple[Part, Made | None]]:
    """On the cluster of an address, None for one of ``jobs`` processes on this machine.

    A cluster begins a part again by itself while processes die over it, up to a limit of its own. Raises ``UsageError``
    where Dask is not installed or the cluster does not answer.
    """
    require("distributed", "scale", "the scheduler", ", or leave out --scheduler")
    from dask.distributed import Client, KilledWorker, as_completed

    try:
        client = (
            Client(address, timeout=10)
            if address is not None
            else Client(
                n_workers=jobs, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
            )
        )
    except (OSError, ValueError) as error:
        raise UsageError(
            f"the scheduler {address} does not answer: {error}", code="no-scheduler",
            hint="is it running, and can it be reached from here?",
        ) from None  # fmt: skip
    with client:
        waiting = iter(parts)
        of: dict[str, Part] = {}

        def handed_out(number: int) -> list[object]:
            futures = []
            for part in islice(waiting, number):
                future = client.submit(make_told, part, setting, pure=False)
                of[future.key] = part
                futures.append(future)
            return futures

        running = as_completed(handed_out(_AHEAD * max(jobs, len(client.nthreads()))))
        for future in running:
            part = of.pop(future.key)
            raised = future.exception()
            if raised is not None and not isinstance(raised, KilledWorker):
                raise raised
            yield part, None if raised is not None else told(future.result())
            for one in handed_out(1):
                running.add(one)
