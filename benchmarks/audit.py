"""How much the whole audit of a report costs beside the bare extraction of its text by the same PDF library.

    python benchmarks/audit.py REPORT.pdf …
    python benchmarks/audit.py --runs 7 REPORT.pdf …

CPU seconds are user time of child processes, those that read files for them included; the least of several runs, as
other work on a machine only adds to it. ``audit`` and the bare extraction take turns. Memory is the most that one of
the processes held.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

RUNS = 5
# Of wait4: kilobytes on Linux, bytes on macOS.
KIBIBYTE = 1 if sys.platform == "darwin" else 1024
MEBIBYTE = 1024 * 1024

# A process of its own: what it costs without reading anything is taken off.
EXTRACT = """
import sys
import pypdfium2
for path in sys.argv[1:]:
    document = pypdfium2.PdfDocument(path)
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        text.get_text_bounded()
        text.close()
        page.close()
    document.close()
"""


class Cost(NamedTuple):
    """User time of a command in seconds, and the most memory that one of its processes held in bytes."""

    seconds: float
    memory: int


def run(*command: str) -> Cost:
    """What a Python command costs; its output is thrown away, and anything but an end without a crash is an error."""
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command[:3])} ended with {process.returncode}")
    return Cost(usage.ru_utime, usage.ru_maxrss * KIBIBYTE)


def audit(path: str) -> Cost:
    """The whole command for one file, read in another process as every run does."""
    return run("-m", "claimcheck", "audit", path, "--isolated", "--format", "json", "--jobs", "1")


def least(costs: Sequence[Cost]) -> float:
    """The shortest time of several runs."""
    return min(cost.seconds for cost in costs)


def measure(path: Path, idle: float, started: float, runs: int) -> tuple[float, float, int]:
    """Print the figures of one file; seconds of the bare text and of the audit without start-up, and the memory."""
    both = [(run("-c", EXTRACT, str(path)), audit(str(path))) for _ in range(runs)]
    bare, whole = least([one for one, _ in both]) - idle, least([one for _, one in both])
    bare = max(bare, 1e-3)
    memory = max(one.memory for _, one in both)
    print(
        f"{whole / bare:5.1f} x   {(whole - started) / bare:5.1f} x less start-up   {bare:6.2f} s bare   "
        f"{whole:6.2f} s   {memory / MEBIBYTE:4.0f} MiB   {path.name}",
        flush=True,
    )
    return bare, whole, memory


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what the audit of a PDF report costs.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"runs of each measurement (default {RUNS})")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        line = Path(folder) / "line.md"
        line.write_text("We publish a report.\n", encoding="utf-8")
        idle = least([run("-c", EXTRACT) for _ in range(asked.runs)])
        started = least([audit(str(line)) for _ in range(asked.runs)])
    print(f"start-up {started:.2f} s")
    taken = [measure(path, idle, started, asked.runs) for path in asked.files]
    bare, whole = sum(one[0] for one in taken), sum(one[1] for one in taken)
    less = whole - started * len(taken)
    memory = max(one[2] for one in taken)
    print(f"{whole / bare:5.1f} x   {less / bare:5.1f} x less start-up   in all; at most {memory / MEBIBYTE:.0f} MiB")


if __name__ == "__main__":
    main()
