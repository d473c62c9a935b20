"""A corpus: what a page costs, and what becomes of a thousand documents while processes die."""

from __future__ import annotations

import argparse
import hashlib
import importlib
import os
import platform
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from claimcheck import Context
from claimcheck.corpus import Setting, collect, collecting
from claimcheck.corpus.parts import Part, make_told
from claimcheck.corpus.scanning import Scanner

HERE = Path(__file__).resolve().parent
PAGES_OF_A_REPORT = 100
REPORTS = (100_000, 10_000_000)
SETTING = Setting.of(Context(as_of=date(2026, 11, 25)))
_record = Scanner.record


def dying(self: Scanner, path: str, data: bytes | None) -> object:
    """Judge a document, unless it is called poison; over the one called once, a process dies once."""
    flag, name = f"{path}.killed", os.path.basename(path)
    if name == "poison.md" or (name == "once.md" and not os.path.exists(flag)):
        Path(flag).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return _record(self, path, data)


def make_dying(part: Part, setting: Setting) -> str:
    """What makes a part, with deaths."""
    Scanner.record = dying  # type: ignore[method-assign,assignment]
    return make_told(part, setting)


def written(folder: Path, number: int) -> list[str]:
    """That many small documents, two of which are called poison and once."""
    claims, prose = ((HERE / name).read_text(encoding="utf-8").splitlines() for name in ("claims.txt", "prose.txt"))
    draw = random.Random(1)
    names = ["poison.md", "once.md", *(f"{one:04}.md" for one in range(number - 2))]
    for name in names:
        lines = [draw.choice(claims if draw.random() < 0.15 else prose) for _ in range(12)]
        (folder / name).write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return [str(folder / name) for name in names]


def digest(out: Path) -> str:
    """A hash of all files of a corpus."""
    total = hashlib.sha256()
    for path in sorted(one for one in out.rglob("*") if one.is_file()):
        total.update(f"{path.relative_to(out)}\n".encode() + path.read_bytes())
    return total.hexdigest()


def survive(number: int, scheduler: str, jobs: int) -> bool:
    """Make a corpus twice while processes die; whether it is whole and the same both times."""
    collecting.make_told = importlib.import_module("scale").make_dying
    folder = Path(tempfile.mkdtemp(prefix="scale-"))
    try:
        documents = folder / "documents"
        documents.mkdir()
        paths = written(documents, number)
        good, seen = True, set()
        for turn in ("first", "second"):
            (documents / "once.md.killed").unlink(missing_ok=True)
            begun = time.monotonic()
            made = collect(paths, folder / turn, SETTING, jobs=jobs, scheduler=scheduler)
            lost = [(Path(one.path).name, one.problems[0][0]) for one in made.unread]
            seen.add(digest(folder / turn))
            print(
                f"{turn}: {made.documents} documents, {made.by_status}, lost {lost}, {time.monotonic() - begun:.0f} s"
            )
            good = good and made.documents == number and lost == [("poison.md", "worker-lost")]
        print("same bytes" if len(seen) == 1 else "OTHER BYTES")
        return good and len(seen) == 1
    finally:
        shutil.rmtree(folder)


def cost(paths: list[str], price: float, jobs: int) -> None:
    """Make a corpus of reports, and print what a page and many reports cost."""
    folder = Path(tempfile.mkdtemp(prefix="scale-"))
    try:
        before = _seconds()
        made = collect(paths, folder / "out", SETTING, jobs=jobs)
        first = _seconds() - before
        before = _seconds()
        collect(paths, folder / "out", SETTING, jobs=jobs)
        again = _seconds() - before
        import pyarrow.parquet as pq

        files = (folder / "out" / "documents").iterdir()
        pages = sum(row["pages"] or 0 for file in files for row in pq.read_table(file, columns=["pages"]).to_pylist())
        size = sum(one.stat().st_size for one in (folder / "out").rglob("*.parquet"))
    finally:
        shutil.rmtree(folder)
    page = (first - again) / pages
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}; {jobs} jobs")
    print(
        f"{made.documents} reports, {pages} pages, {made.claims} claims: "
        f"{first:.1f} CPU s, of which {again:.1f} for starting"
    )
    print(
        f"a page {1000 * page:.0f} ms; {size / pages / 1024:.1f} KiB of Parquet a page, "
        f"{size / made.documents / 2**20:.2f} MiB a report"
    )
    for number in REPORTS:
        hours = number * PAGES_OF_A_REPORT * page / 3600
        room = size / pages * PAGES_OF_A_REPORT * number / 2**30
        print(
            f"{number:,} reports of {PAGES_OF_A_REPORT} pages: {hours:,.0f} core hours, "
            f"{hours / 64:,.1f} h on 64 cores, "
            f"{hours * price:,.1f} at {price} an hour; {room:,.0f} GiB"
        )


def _seconds() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def main() -> int:
    """Run what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="*", help="reports whose pages are to be measured")
    parser.add_argument("--survive", type=int, metavar="N", help="make N small documents while processes die")
    parser.add_argument("--scheduler", default="local")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--price", type=float, default=0.04, help="of an hour of one core")
    asked = parser.parse_args()
    if asked.reports:
        cost(asked.reports, asked.price, asked.jobs)
    return 0 if asked.survive is None or survive(asked.survive, asked.scheduler, asked.jobs) else 1


if __name__ == "__main__":
    sys.exit(main())
