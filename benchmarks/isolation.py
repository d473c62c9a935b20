"""What reading in another process costs, in CPU seconds of both processes.

    python benchmarks/isolation.py               batches of 1, 20 and 100 small PDF files, and one of 200 pages

CPU seconds are user and system time of the reading program and of the process that it starts. Beside the figure stands
the same work without isolation, in a program of its own as well, and their ratio.
"""

from __future__ import annotations

import json
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

import claimcheck

RUNS = 7
LINES_A_PAGE = 45
SENTENCE = "In the year under review the plant used less water for each tonne of board than before. "
WORK = """
import json, resource, sys, time
from claimcheck.read.dispatch import read_path
from claimcheck.read.isolation.worker import SHARED
isolated = sys.argv[1] == "isolated"
started = time.perf_counter()
for path in sys.argv[2:]:
    document = read_path(path, isolated=isolated)
    assert document.status == "complete", document.problems
wall = time.perf_counter() - started
SHARED.close()
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps([sum(one.ru_utime + one.ru_stime for one in used), wall]))
"""


def make(path: Path, pages: int) -> None:
    """A PDF file full of text."""
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    for page in range(pages):
        for line in range(LINES_A_PAGE):
            canvas.drawString(60, 780 - 16 * line, f"{page}.{line} {SENTENCE}"[:95])
        canvas.showPage()
    canvas.save()


def measure(files: list[Path], how: str) -> tuple[float, float]:
    """CPU and wall seconds of one program that reads the files."""
    command = [sys.executable, "-c", WORK, how, *map(str, files)]
    cpu, wall = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return cpu, wall


def compare(name: str, files: list[Path]) -> None:
    """One line of the table; the two ways take turns, so that a busy machine is as unkind to both."""
    plain, isolated = [], []
    for _ in range(RUNS):
        plain.append(measure(files, "plain"))
        isolated.append(measure(files, "isolated"))
    (cpu, wall), (own_cpu, own_wall) = (
        [statistics.median(column) for column in zip(*runs, strict=True)] for runs in (isolated, plain)
    )
    more = 1000 * (cpu - own_cpu) / len(files)
    print(f"{name:24} {own_cpu:7.2f} {cpu:7.2f} {cpu / own_cpu:6.2f} x {more:8.1f} {own_wall:9.2f} {wall:6.2f}")


def main() -> None:
    """Print the table."""
    print(f"claimcheck {claimcheck.__version__}, Python {platform.python_version()}, {platform.machine()}")
    print(f"{'':24} {'CPU s':>7} {'apart':>7} {'ratio':>8} {'ms/file':>8} {'wall s':>9} {'apart':>6}")
    with tempfile.TemporaryDirectory() as folder:
        small = [Path(folder) / f"small-{number}.pdf" for number in range(100)]
        for path in small:
            make(path, 3)
        large = Path(folder) / "large.pdf"
        make(large, 200)
        compare("1 file of 3 pages", small[:1])
        compare("20 files of 3 pages", small[:20])
        compare("100 files of 3 pages", small)
        compare("1 file of 200 pages", [large])


if __name__ == "__main__":
    main()
