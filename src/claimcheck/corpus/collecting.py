"""A whole corpus: shares its parts out over processes, sees to those that have died, and keeps nothing out of date."""

from __future__ import annotations

import logging
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow.parquet as pq

from claimcheck.config.inputs import listed
from claimcheck.corpus.parts import IN_HAND, MOST_DEATHS, Made, Part, make_told, parts_of, told, write_table
from claimcheck.corpus.scanning import Scanned, Scanner, Setting, citation_texts, manifest, rule_texts, scanner
from claimcheck.errors import InternalError, UsageError, require
from claimcheck.workers import shared

Run = Callable[[Sequence[Part], Setting], Iterator[tuple[Part, Made | None]]]
"""Makes parts, in any order; None for one whose process has died."""
_AHEAD = 4  # parts handed to a cluster before one of its processes asks for them
LOCAL, DASK = "local", "dask"
MANIFEST = "corpus.json"
_COLUMNS = ["path", "status", "claims", "findings", "problems"]


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

    own: dict[str, Any] = {"n_workers": jobs, "threads_per_worker": 1, "dashboard_address": None}
    try:
        client = Client(address, timeout=10) if address else Client(**own, silence_logs=logging.CRITICAL)
    except (OSError, ValueError) as error:
        message = f"the scheduler {address} does not answer: {error}"
        hint = "is it running, and can it be reached from here?"
        raise UsageError(message, code="no-scheduler", hint=hint) from None
    with client:
        waiting = iter(parts)
        of: dict[str, Part] = {}

        def handed_out(number: int) -> Iterator[object]:
            for part in islice(waiting, number):
                future = client.submit(make_told, part, setting, pure=False)
                of[future.key] = part
                yield future

        running = as_completed(list(handed_out(_AHEAD * max(jobs, len(client.nthreads())))))
        for future in running:
            part = of.pop(future.key)
            raised = future.exception()
            if raised is not None and not isinstance(raised, KilledWorker):
                raise raised
            yield part, None if raised is not None else told(future.result())
            for one in handed_out(1):
                running.add(one)


class Unread(NamedTuple):
    """A document that was not read whole: its path and status, and why, as codes with messages."""

    path: str
    status: str
    problems: tuple[tuple[str, str], ...]


class Corpus(NamedTuple):
    """What is in a folder now: documents by status, ``made`` of them anew, claims and findings."""

    out: Path
    documents: int
    made: int
    by_status: dict[str, int]
    claims: int
    findings: int
    unread: list[Unread]


def collect(
    paths: Iterable[str],
    out: str | Path,
    setting: Setting,
    *,
    jobs: int = 1,
    scheduler: str = LOCAL,
    progress: Callable[[int], None] | None = None,
) -> Corpus:
    """Put the tables of documents into the folder ``out``, which then holds these documents and no others.

    Results that are there already are used, whatever interrupted the run that made them. A document that nothing can be
    made of is a row that says why; one over which processes die is given up after the second. ``scheduler`` is
    ``local`` for ``jobs`` processes of this machine, ``dask`` for a Dask cluster on it, or the address of a scheduler
    that sees the same paths. ``progress`` is called with the number of documents that are done since the last call.
    """
    folder, named = Path(out), listed(paths)
    run = _run(scheduler, jobs)
    made = scanner(setting)
    _begin(folder, made)
    try:
        done = _all_made(parts_of(folder, named), setting, run, progress or (lambda number: None))
    finally:
        # Deaths are counted within a run: an interrupt is none.
        shutil.rmtree(folder / IN_HAND, ignore_errors=True)
    _drop(folder, {one.name for one in done})
    found = _totals(folder, sorted(one.name for one in done), sum(one.made for one in done))
    told = {name: getattr(found, name) for name in ("documents", "by_status", "claims", "findings")}
    totals = {**told, "parts": len(done)}
    (folder / MANIFEST).write_text(manifest(made.frame, totals), encoding="utf-8")
    return found


def _run(scheduler: str, jobs: int) -> Run:
    if scheduler == LOCAL:
        return lambda parts, setting: local(parts, setting, jobs)
    if scheduler != DASK and "://" not in scheduler:
        message = f"there is no scheduler {scheduler!r}"
        hint = f"{LOCAL}, {DASK}, or an address such as tcp://10.0.0.1:8786"
        raise UsageError(message, code="unknown-value", hint=hint)
    address = None if scheduler == DASK else scheduler
    return lambda parts, setting: on_dask(parts, setting, jobs, address)


def _begin(folder: Path, made: Scanner) -> None:
    """Make the folder, with what is the same for all documents. Raises ``UsageError`` where that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(folder / IN_HAND, ignore_errors=True)
        write_table(rule_texts(made.auditor.rulepack), folder / "rules.parquet")
        write_table(citation_texts(made.auditor.rulepack), folder / "citations.parquet")
        (folder / MANIFEST).write_text(manifest(made.frame, {}), encoding="utf-8")
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        hint = "name a folder of yours, or one that does not exist yet"
        raise UsageError(message, code="not-writable", path=str(folder), hint=hint) from error


def _all_made(parts: Sequence[Part], setting: Setting, run: Run, progress: Callable[[int], None]) -> list[Made]:
    """Have all parts made; a part whose process has died is begun again and knows over which document it was."""
    found: list[Made] = []
    waiting, deaths = list(parts), Counter[int]()
    while waiting:
        again = []
        for part, made in run(waiting, setting):
            if made is not None:
                found.append(made)
                progress(made.documents)
                continue
            deaths[part.number] += 1
            if deaths[part.number] > MOST_DEATHS * len(part.paths):
                message = "processes end before they have begun with a document"
                hint = "is there too little memory? Try fewer jobs"
                raise InternalError(message, code="worker-lost", hint=hint)
            again.append(part)
        waiting = again
    return found


def _drop(folder: Path, names: set[str]) -> None:
    """Drop the files of parts that are out of date, those of the documents first: what lacks them is no part."""
    for table in Scanned._fields:
        for path in (folder / table).glob("*part-of-*"):
            if path.name not in names:
                path.unlink(missing_ok=True)


def _totals(folder: Path, names: Sequence[str], made: int) -> Corpus:
    by_status, counted, unread = Counter[str](), Counter[str](), list[Unread]()
    for name in names:
        for row in pq.read_table(folder / "documents" / name, columns=_COLUMNS).to_pylist():
            by_status[row["status"]] += 1
            counted.update({key: row[key] for key in ("claims", "findings")})
            if row["status"] != "complete":
                why = [(one["code"], one["message"]) for one in row["problems"] if one["effect"] != "note"]
                unread.append(Unread(row["path"], row["status"], tuple(why)))
    totals = made, dict(sorted(by_status.items())), counted["claims"], counted["findings"]
    return Corpus(folder, by_status.total(), *totals, sorted(unread))
