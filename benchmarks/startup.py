"""Where a short check spends its time before and after the text is read, beside starting Python alone.

    python benchmarks/startup.py
    python benchmarks/startup.py --runs 15 FILE

Each run is a process of its own that takes the steps of ``claimcheck check`` one after the other and notes its CPU
time at each; ``whole`` is the command itself, and ``whole, no byte code`` the same where none may be written. Of each
the least of all runs counts, as other work on a machine only adds to it. The second column is a multiple of
``python -c pass``.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

RUNS = 9
SHORT = Path(__file__).resolve().parents[1] / "fixtures" / "copy" / "fell-3-kettle.md"

STEPS = """
import gc, sys, time
gc.disable()
clock, path = time.process_time, sys.argv[1]
marks = [("python", clock())]
import claimcheck.cli.main
marks.append(("command line", clock()))
import claimcheck.cli.audit_run, claimcheck.cli.settings, claimcheck.api
marks.append(("modules", clock()))
pack = claimcheck.api.load_rulepack()
marks.append(("rules", clock()))
auditor = claimcheck.api.Auditor(pack, claimcheck.api.Context(audience="consumer"), isolated=False)
marks.append(("auditor", clock()))
report = auditor.audit(path)
marks.append(("first audit", clock()))
auditor.audit(path)
marks.append(("second audit", clock()))
claimcheck.api.render(report, "text")
marks.append(("rendering", clock()))
before = 0.0
for name, now in marks:
    print(f"{name}\\t{now - before}")
    before = now
"""


def cpu(*arguments: str, environment: Mapping[str, str] | None = None) -> float:
    """CPU seconds of a process of this Python."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, env=environment, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def stages(path: Path) -> dict[str, float]:
    """CPU seconds of each step, in order."""
    told = subprocess.run([sys.executable, "-c", STEPS, str(path)], capture_output=True, text=True, check=True).stdout
    return {name: float(seconds) for name, _, seconds in (line.partition("\t") for line in told.splitlines())}


def main() -> None:
    """Print the least time of each step and of the whole command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", default=SHORT)
    parser.add_argument("--runs", type=int, default=RUNS)
    asked = parser.parse_args()
    check = ("-m", "claimcheck", "check", "--no-cache", "--format", "text", str(asked.file))
    writing = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    cpu(*check, environment=writing)  # byte code and compiled rules are there, as after any first run
    least: dict[str, float] = {}
    for _ in range(asked.runs):
        taken = {"python -c pass": cpu("-c", "pass"), **stages(asked.file), "whole": cpu(*check)}
        taken["whole, no byte code"] = cpu(*check, environment={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
        least = {name: min(seconds, least.get(name, seconds)) for name, seconds in taken.items()}
    bare = least["python -c pass"]
    for name, seconds in least.items():
        print(f"{name:22} {1000 * seconds:7.1f} ms {seconds / bare:6.1f} x")


if __name__ == "__main__":
    main()
