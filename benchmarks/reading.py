"""How much reading a PDF costs beside the bare extraction of its text by the same library.

    python benchmarks/reading.py                    a page of the layout fixtures, many times
    python benchmarks/reading.py FILE...            these files

CPU seconds are user time of this process, the middle of several runs; memory is the most that the process held.
"""

from __future__ import annotations

import argparse
import io
import resource
import statistics
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pypdfium2

from claimcheck.read.dispatch import read_bytes
from claimcheck.read.limits import Limits

LAYOUTS = Path(__file__).resolve().parents[1] / "fixtures/layouts"
REPEATED = 300
RUNS = 3
# Of getrusage: kilobytes on Linux, bytes on macOS.
KIBIBYTE = 1 if sys.platform == "darwin" else 1024


def seconds(work: Callable[[], object], runs: int) -> float:
    """User time of ``work``: the middle of ``runs``."""
    taken = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        work()
        taken.append(resource.getrusage(resource.RUSAGE_SELF).ru_utime - before)
    return statistics.median(taken)


def extract(data: bytes) -> int:
    """The bare text of all pages; how many pages there are."""
    with closing(pypdfium2.PdfDocument(data)) as document:
        count = len(document)
        for number in range(count):
            with closing(document[number]) as page, closing(page.get_textpage()) as text:
                text.get_text_bounded()
    return count


def repeated(path: Path, pages: int) -> bytes:
    """A file of ``pages`` pages, those of the file at ``path`` again and again."""
    buffer = io.BytesIO()
    with closing(pypdfium2.PdfDocument.new()) as target, closing(pypdfium2.PdfDocument(path)) as source:
        while len(target) < pages:
            target.import_pages(source)
        target.save(buffer)
    return buffer.getvalue()


def measure(name: str, data: bytes, runs: int) -> tuple[float, float] | None:
    """Print the figures of one file; the seconds of the bare text and of reading, None where nothing opens it."""
    try:
        pages = extract(data)
    except pypdfium2.PdfiumError as error:
        print(f"    left out: {name} ({error})", flush=True)
        return None
    bare = seconds(lambda: extract(data), runs)
    whole = seconds(lambda: read_bytes(data, path=name, limits=Limits(), isolated=False), runs)
    print(
        f"{whole / max(bare, 1e-9):5.1f} x   {1000 * whole / pages:6.1f} ms a page   {pages:4d} pages   "
        f"{whole:6.2f} s   {name}",
        flush=True,
    )
    return bare, whole


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what reading a PDF costs.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"runs of each measurement (default {RUNS})")
    asked = parser.parse_args()
    inputs = [(path.name, path.read_bytes()) for path in asked.files] or [
        (f"{path.stem}, {REPEATED} pages", repeated(path, REPEATED)) for path in sorted(LAYOUTS.glob("*.pdf"))
    ]
    taken = [pair for name, data in inputs if (pair := measure(name, data, asked.runs)) is not None]
    bare, whole = sum(pair[0] for pair in taken), sum(pair[1] for pair in taken)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIBIBYTE / 1024 / 1024
    print(f"{whole / max(bare, 1e-9):5.1f} x   in all; at most {memory:.0f} MiB")


if __name__ == "__main__":
    main()
