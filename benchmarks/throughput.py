"""How fast ``claimcheck check`` reads drafted copy, in CPU seconds of the whole command.

    python benchmarks/throughput.py              copy of 0.5 and 5 MB, hostile text of 0.5 and 2 MB
    python benchmarks/throughput.py --quick      a tenth of each
    python benchmarks/throughput.py --hostile    the hostile text only, and hostile HTML, Markdown and Word files

CPU seconds are user and system time of the child process, so a busy machine changes little. Beside the figure
stands what two plain ways of looking for the same words in the same text take on the same machine.
"""

from __future__ import annotations

import argparse
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from texts import CLAIM_SHARE, HOSTILE, HOSTILE_FILES, copy

import claimcheck

MEGABYTE = 1_000_000
# Below this many seconds a ratio says more about the machine than about the program.
NOISE = 0.15
RUNS = 7
RUNS_OF_LARGE = 3


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def check(content: str | bytes, folder: Path, suffix: str = ".md", *more: str) -> tuple[float, int]:
    """CPU seconds of one ``claimcheck check`` of a file with ``more`` options, and how many lines it printed."""
    path = folder / f"copy{suffix}"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    command = [sys.executable, "-m", "claimcheck", "check", str(path)]
    options = ["--format", "concise", "--isolated", "--fail-on", "never", "--jobs", "1"]
    before = _children()
    done = subprocess.run([*command, *options, *more], capture_output=True, check=False)
    seconds = _children() - before
    if done.returncode not in (0, 3):
        raise SystemExit(f"claimcheck ended with {done.returncode}: {done.stderr.decode()[-800:]}")
    return seconds, done.stdout.count(b"\n")


def median_check(text: str, folder: Path, runs: int) -> tuple[float, int]:
    """The middle of several runs: start-up is a large part of a short one, and differs by a third from run to run."""
    done = [check(text, folder) for _ in range(runs)]
    return statistics.median(seconds for seconds, _ in done), done[0][1]


def _cpu(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def alternation(text: str, words: list[str]) -> float:
    """CPU seconds of one regular expression with every word as an alternative."""
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)
    return _cpu(lambda: sum(1 for _ in pattern.finditer(text)))


def dictionary(text: str, words: list[str]) -> float:
    """CPU seconds of a spelling checker's way: split into words, look each one up, note its line."""
    known = {word.casefold() for word in words}

    def work() -> int:
        found = 0
        for line in text.splitlines():
            for match in re.finditer(r"[\w\-']+", line):
                found += match[0].casefold() in known
        return found

    return _cpu(work)


def measure_copy(small: int, large: int, folder: Path) -> None:
    words = sorted({literal.text for literal in claimcheck.load_rulepack().lexicons["en"].literals})
    start_up, _ = median_check("A short line.\n", folder, RUNS)
    print(f"start-up                {start_up:6.2f} CPU-s   one line of text; {len(words)} forms in the pack")
    seconds: dict[int, float] = {}
    for size, share in ((large, 0.0), (large, CLAIM_SHARE / 3), (small, CLAIM_SHARE), (large, CLAIM_SHARE)):
        text = copy(size, share=share)
        megabytes = len(text.encode()) / MEGABYTE
        seconds[size], lines = median_check(text, folder, RUNS if size == small else RUNS_OF_LARGE)
        net = megabytes / max(seconds[size] - start_up, 1e-9)
        print(
            f"{megabytes:4.2f} MB, {share:3.0%} claims     {seconds[size]:6.2f} CPU-s   "
            f"{megabytes / seconds[size]:5.2f} MB/CPU-s   {net:5.2f} without start-up   {lines} lines out"
        )
    growth = (seconds[large] - start_up) / max(seconds[small] - start_up, 1e-9)
    print(f"growth                  {growth:6.2f} times the time for {large / small:.0f} times the text")
    ours = large / MEGABYTE / seconds[large]
    # A regular expression with this many alternatives is so slow that a tenth of the text has to do.
    ways = (("one regular expression", alternation, small // 10), ("dictionary of words", dictionary, small))
    for name, way, size in ways:
        speed = size / MEGABYTE / way(copy(size), words)
        print(f"beside: {name:22s} {speed:6.2f} MB/CPU-s   claimcheck is {ours / speed:.2f} times as fast")


def measure_hostile(small: int, large: int, folder: Path, *, files: bool) -> None:
    """``files``: also hostile markup, which takes some minutes more."""
    start_up, _ = median_check("A short line.\n", folder, RUNS)
    builds = {(".md", name): build for name, build in HOSTILE.items()} | (HOSTILE_FILES if files else {})
    for (suffix, name), build in builds.items():
        less = max(check(build(small), folder, suffix)[0] - start_up, 0.0)
        more = max(check(build(large), folder, suffix)[0] - start_up, 0.0)
        times = f"{more / less:5.2f} times the time" if less > NOISE else "    too fast to compare"
        shown = name if name in HOSTILE else f"{suffix[1:]} {name}".replace("\n", "\\n")
        print(f"hostile: {shown:24s} {less:6.2f} → {more:6.2f} CPU-s   {times} for {large // small} times the text")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the speed of claimcheck check.")
    parser.add_argument("--quick", action="store_true", help="a tenth of each size")
    parser.add_argument("--hostile", action="store_true", help="hostile text and files only")
    given = parser.parse_args()
    parts = 10 if given.quick else 1
    print(f"claimcheck {claimcheck.__version__}, Python {platform.python_version()}, {platform.machine()}")
    with tempfile.TemporaryDirectory() as name:
        if not given.hostile:
            measure_copy(MEGABYTE // 2 // parts, 5 * MEGABYTE // parts, Path(name))
        measure_hostile(MEGABYTE // 2 // parts, 2 * MEGABYTE // parts, Path(name), files=given.hostile)


if __name__ == "__main__":
    main()
