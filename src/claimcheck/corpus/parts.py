"""Parts of a corpus: documents that share their files, which are written whole or not at all and never changed.

The name of a part is made of the results in it, so what is there already need not be made again. Which documents
share one depends on their paths and on how many there are, and on nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from claimcheck.config.inputs import spelled
from claimcheck.corpus.scanning import EMPTY, SCHEMAS, Scanned, Scanner, Setting, content, scanned, scanner

DOCUMENTS_OF_A_PART = 32
MOST_DEATHS = 2
"""How many processes may die over a document until it is given up: the first may have been ended by somebody."""
LOST = "worker-lost"
IN_HAND = ".in-hand"
_NAME = re.compile(r"part-of-(\d+)-(\d+)-[0-9a-f]{24}\.parquet")
_ROWS = 100_000


class Part(NamedTuple):
    """Documents that share their files: number ``number`` of ``of``.

    ``earlier`` are the files of documents in ``out`` that may have results for some of them.
    """

    out: str
    number: int
    of: int
    paths: tuple[str, ...]
    earlier: tuple[str, ...] = ()


class Made(NamedTuple):
    """What became of a part: the name of its files, how many documents are in it, and how many were made anew."""

    name: str
    documents: int
    made: int


def parts_of(out: Path, paths: Sequence[str]) -> list[Part]:
    """The parts of a corpus, about ``DOCUMENTS_OF_A_PART`` documents in each."""
    of = 1
    while of * DOCUMENTS_OF_A_PART < len(paths):
        of *= 2
    shares: dict[int, list[str]] = defaultdict(list)
    for path in sorted(set(paths), key=spelled):
        digest = hashlib.sha256(spelled(path).encode()).digest()
        shares[int.from_bytes(digest[:8], "big") % of].append(path)
    known: dict[tuple[int, int], list[str]] = defaultdict(list)
    widths = set()
    for name in names_in(out):
        found = _NAME.fullmatch(name)
        assert found is not None
        earlier_of, number = int(found[1]), int(found[2])
        known[earlier_of, number].append(name)
        widths.add(earlier_of)

    def earlier(number: int) -> tuple[str, ...]:
        found: list[str] = []
        for width in widths:
            least = min(width, of)
            for other in range(number % least, width, least):
                found += known.get((width, other), ())
        return tuple(sorted(found))

    parts = sorted(shares.items())
    return [Part(str(out), number, of, tuple(share), earlier(number)) for number, share in parts]


def names_in(out: Path) -> list[str]:
    """The names of the parts that are there whole."""
    with suppress(OSError):
        return sorted(name for name in os.listdir(out / Scanned._fields[0]) if _NAME.fullmatch(name))
    return []


def make(part: Part, setting: Setting) -> Made:
    """See to it that the files of a part are there: takes what is known of its documents, and scans the others.

    It may be called again after its process has died, for the same part; then it knows which document that was.
    """
    contents = ((path, content(path, setting.limits) or b"") for path in part.paths)
    wanted = {path: setting.result(path, hashlib.sha256(data).hexdigest()) for path, data in contents}
    name = _name(part, wanted.values())
    out = Path(part.out)
    if name in part.earlier:
        return Made(name, len(wanted), 0)
    known = _known(part, set(wanted.values()))
    hand = _Hand(out / IN_HAND / f"part-of-{part.of}-{part.number}.json")
    tables: list[Scanned] = [EMPTY]
    results: list[str] = []
    made = 0
    for path, result in wanted.items():
        if (found := known.get(result)) is not None:
            tables.append(_taken(out, found, spelled(path)))
            results.append(result)
            continue
        one, name = _scan(path, scanner(setting), hand)
        tables.append(one)
        results.append(name)
        made += 1
    name = _name(part, results)
    _write(out, name, Scanned(*(pa.concat_tables(of) for of in zip(*tables, strict=True))))
    hand.empty()
    return Made(name, len(wanted), made)


def make_told(part: Part, setting: Setting) -> str:
    """The same for processes that hand over text."""
    return json.dumps(make(part, setting))


def told(text: str) -> Made:
    """What ``make_told`` says."""
    return Made(*json.loads(text))


def _scan(path: str, scanner: Scanner, hand: _Hand) -> tuple[Scanned, str]:
    """The rows of a document, and what the name of its part is made of: a result that was lost is another one."""
    given_up = hand.deaths(path) >= MOST_DEATHS
    if not given_up:
        hand.take(path)
    record, result = scanner.lost(path) if given_up else scanner.record(path, None)
    return scanned([(record, result)], scanner.frame), f"{result} {LOST}" if given_up else result


def _name(part: Part, results: Iterable[str]) -> str:
    total = hashlib.sha256("\n".join(sorted(results)).encode()).hexdigest()
    width = len(str(part.of - 1))
    return f"part-of-{part.of}-{part.number:0{width}}-{total[:24]}.parquet"


def _known(part: Part, wanted: set[str]) -> dict[str, str]:
    """The part in which each result lies that is there already; what was lost over a dead process is tried again."""
    found: dict[str, str] = {}
    for name in part.earlier:
        table = pq.read_table(Path(part.out) / "documents" / name, columns=["result", "problems"])
        for result, problems in zip(*(column.to_pylist() for column in table.columns), strict=True):
            if result in wanted and all(one["code"] != LOST for one in problems):
                found[result] = name
    return found


def _taken(out: Path, name: str, path: str) -> Scanned:
    """The rows of one document in a part."""
    tables, own = zip(Scanned._fields, SCHEMAS, strict=True), pc.field("path") == path
    return Scanned(*(pq.read_table(out / one / name, schema=schema, filters=own) for one, schema in tables))


def _write(out: Path, name: str, tables: Scanned) -> None:
    """Write the files of a part, that of the documents last: what has it is whole."""
    for table, rows in reversed(list(zip(Scanned._fields, tables, strict=True))):
        write_table(rows, out / table / name)


def write_table(table: Any, path: Path) -> None:
    """Write a Parquet file, whole or not at all; the same rows give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        pq.write_table(
            table.combine_chunks(), temporary, compression="zstd", compression_level=6, row_group_size=_ROWS,
            use_dictionary=True, version="2.6",
        )  # fmt: skip
        os.replace(temporary, path)
    finally:
        with suppress(OSError):
            os.unlink(temporary)


class _Hand:
    """What the process that makes a part has in hand, so that the next one knows over which document it has died."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._deaths: dict[str, int] = {}
        with suppress(OSError, ValueError):
            found = json.loads(path.read_text(encoding="utf-8"))
            self._deaths = found["deaths"]
            self._deaths[found["path"]] = self._deaths.get(found["path"], 0) + 1

    def deaths(self, path: str) -> int:
        """How many processes have died over a document."""
        return self._deaths.get(spelled(path), 0)

    def take(self, path: str) -> None:
        """Note that a document is taken in hand."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._path.with_suffix(f".{os.getpid()}")
        temporary.write_text(json.dumps({"path": spelled(path), "deaths": self._deaths}), encoding="utf-8")
        os.replace(temporary, self._path)

    def empty(self) -> None:
        """Note that the part is done."""
        with suppress(OSError):
            os.unlink(self._path)
