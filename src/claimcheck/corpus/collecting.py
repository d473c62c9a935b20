"""A whole corpus: shares its parts out, sees to those whose process has died, and keeps nothing that is out of date."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq

from claimcheck.config.inputs import listed
from claimcheck.corpus.parts import IN_HAND, MOST_DEATHS, Made, Part, names_in, parts_of, write_table
from claimcheck.corpus.scanning import Scanner, Setting, scanner
from claimcheck.corpus.schedulers import Run, local, on_dask
from claimcheck.corpus.tables import Scanned, citation_texts, manifest, rule_texts
from claimcheck.errors import InternalError, UsageError

LOCAL, DASK = "local", "dask"
MANIFEST = "corpus.json"
_COLUMNS = ["path", "status", "claims", "findings", "problems"]


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
    totals = {
        "documents": found.documents,
        "by_status": found.by_status,
        "claims": found.claims,
        "findings": found.findings,
        "parts": len(done),
    }
    (folder / MANIFEST).write_text(manifest(made.frame, totals), encoding="utf-8")
    return found


def _run(scheduler: str, jobs: int) -> Run:
    if scheduler == LOCAL:
        return lambda parts, setting: local(parts, setting, jobs)
    if scheduler != DASK and "://" not in scheduler:
        raise UsageError(
            f"there is no scheduler {scheduler!r}",
            code="unknown-value",
            hint=f"{LOCAL}, {DASK}, or an address such as tcp://10.0.0.1:8786",
        )
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
        raise UsageError(
            f"cannot be written: {error.strerror or error}", code="not-writable", path=str(folder),
            hint="name a folder of yours, or one that does not exist yet",
        ) from error  # fmt: skip


def _all_made(
    parts: Sequence[Part], setting: Setting, run: Run, progress: Callable[[int], None]
) -> list[Made]:
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
                raise InternalError(
                    "processes end before they have begun with a document", code="worker-lost",
                    hint="is there too little memory? Try fewer jobs",
                )  # fmt: skip
            again.append(part)
        waiting = again
    return found


def _drop(folder: Path, names: set[str]) -> None:
    """Drop the files of parts that are out of date, those of the documents first: what lacks them is no part."""
    for name in set(names_in(folder)) - names:
        for table in Scanned._fields:
            (folder / table / name).unlink(missing_ok=True)
    for table in Scanned._fields:
        for path in (folder / table).glob("*part-of-*"):
            if path.name not in names:
                path.unlink(missing_ok=True)


def _totals(folder: Path, names: Sequence[str], made: int) -> Corpus:
    by_status: Counter[str] = Counter()
    claims = findings = 0
    unread: list[Unread] = []
    for name in names:
        for row in pq.read_table(folder / "documents" / name, columns=_COLUMNS).to_pylist():
            by_status[row["status"]] += 1
            claims += row["claims"]
            findings += row["findings"]
            if row["status"] != "complete":
                why = [(one["code"], one["message"]) for one in row["problems"] if one["effect"] != "note"]
                unread.append(Unread(row["path"], row["status"], tuple(why)))
    unread.sort()
    statuses = dict(sorted(by_status.items()))
    return Corpus(folder, by_status.total(), made, statuses, claims, findings, unread)
