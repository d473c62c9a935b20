"""What other text checkers make of our texts: their speed on the same copy, and which of our gold sentences they flag.

    python benchmarks/peers.py                        programs on the path
    python benchmarks/peers.py --bin DIR --bin DIR    and those in these folders
    python benchmarks/peers.py --write                keep what was measured in benchmarks/peers.json
    python benchmarks/peers.py --only alex --write    measure one anew, and keep the others as they are

None of them comes with claimcheck: benchmarks/README.md says how to install them, and what is not there is left out.
Times are CPU seconds, user and system, of the whole program with everything it starts.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from peer_programs import PEERS, Peer
from texts import copy

import claimcheck
from claimcheck.gold.files import load_gold

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "peers.json"
GOLD = ROOT / "fixtures" / "gold" / "sentences.yml"
SIZE = 5_000_000
RUNS = 3
# Slower than this once, and the first run has to do.
SLOW = 20.0
# Nobody waits longer for a check of copy. CPU seconds, which the operating system counts for each process.
PATIENCE = 60
# Settings of the gold sentences that a checker of advertising is made for.
COPY = frozenset({"advert", "pack", "web", "social_media"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A gold sentence: whether it claims something, and whether it stands in copy for customers."""

    text: str
    claims: bool
    in_copy: bool


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a program; ``seconds`` is None where patience ended."""

    seconds: float | None
    code: int
    stdout: str
    stderr: str


def run(command: list[str], folder: Path) -> Run:
    """Run a program to its end, or until patience ends."""
    # One of the peers counts its users over the network unless it is asked not to.
    environ = {**os.environ, "DO_NOT_TRACK": "1", "NO_COLOR": "1"}
    before = _children()
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", cwd=folder, env=environ, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE)),
    )  # fmt: skip
    seconds = _children() - before
    # The system ends it a moment before or after the last second.
    ended = done.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
    return Run(None if ended or seconds >= PATIENCE else seconds, done.returncode, done.stdout, done.stderr)


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def sentences() -> list[Sentence]:
    """The gold sentences, each on one line."""
    import yaml

    gold = load_gold(GOLD, claimcheck.load_rulepack())
    settings = {one["id"]: one.get("register") for one in yaml.safe_load(GOLD.read_text(encoding="utf-8"))}
    return [Sentence(" ".join(one.text.split()), bool(one.claims), settings[one.id] in COPY) for one in gold.texts]


def speed(peer: Peer, program: str, folder: Path, size: int) -> dict[str, Any]:
    """CPU seconds for copy of a size."""
    file = folder / "copy.md"
    file.write_text(copy(size), encoding="utf-8")
    peer.prepare(folder)
    times: list[float] = []
    while len(times) < RUNS:
        done = run((peer.timed or peer.command)(program, file), folder)
        if done.seconds is None:
            return {"seconds": None, "patience": PATIENCE}
        if peer.timed is None:
            try:
                peer.lines(done.stdout, done.stderr, folder)
            except (OSError, ValueError) as error:
                return {"seconds": None, "failed": str(error)[:200]}
        elif done.code:
            raise SystemExit(f"{peer.name} ended with {done.code}: {done.stderr[-600:]}")
        times.append(done.seconds)
        if times[0] > SLOW:
            break
    return {"seconds": round(statistics.median(times), 2), "runs": len(times)}


def flagged(peer: Peer, program: str, folder: Path, listed: list[Sentence]) -> dict[str, Any]:
    """How many sentences of each kind it says something about."""
    file = folder / "sentences.md"
    file.write_text("\n\n".join(one.text for one in listed) + "\n", encoding="utf-8")
    peer.prepare(folder)
    done = run(peer.command(program, file), folder)
    lines = peer.lines(done.stdout, done.stderr, folder)
    hit = [2 * number + 1 in lines for number in range(len(listed))]

    def counted(wanted: Callable[[Sentence], bool]) -> list[int]:
        of = [found for found, one in zip(hit, listed, strict=True) if wanted(one)]
        return [sum(of), len(of)]

    return {
        "claims": counted(lambda one: one.claims),
        "ordinary": counted(lambda one: not one.claims),
        "copy_claims": counted(lambda one: one.claims and one.in_copy),
        "copy_ordinary": counted(lambda one: not one.claims and one.in_copy),
    }


def version_of(peer: Peer, program: str) -> str | None:
    """The version that stands beside an installed program, in what its package index left there."""
    if peer.index is None:
        return claimcheck.__version__ if peer.program == "claimcheck" else None
    real = Path(program).resolve()
    for above in real.parents:
        manifest = above / "package.json"
        if manifest.is_file() and (found := json.loads(manifest.read_text(encoding="utf-8"))).get("version"):
            return str(found["version"])
    name = peer.package.replace("-", "_")
    for folder in Path(program).parent.parent.glob(f"lib/python*/site-packages/{name}-*.dist-info"):
        return folder.name.removesuffix(".dist-info").rpartition("-")[2]
    return None


def measure(peers: Iterable[Peer], path: str, size: int) -> list[dict[str, Any]]:
    """One record a peer that is installed."""
    listed = sentences()
    found: list[dict[str, Any]] = []
    times: dict[str, dict[str, Any]] = {}
    for peer in peers:
        program = sys.executable if peer.index is None else shutil.which(peer.program, path=path)
        if program is None:
            print(f"{peer.name}: not installed", file=sys.stderr)
            continue
        with tempfile.TemporaryDirectory() as name:
            if peer.package not in times:
                times[peer.package] = speed(peer, program, Path(name), size)
            record = {
                "name": peer.name,
                "package": peer.package,
                "index": peer.index,
                "version": version_of(peer, program),
                "made_for": peer.made_for,
                "looks_for": peer.looks_for,
                "measured": date.today().isoformat(),
                "found": flagged(peer, program, Path(name), listed),
                "speed": times[peer.package],
            }
        print(json.dumps(record, ensure_ascii=False))
        found.append(record)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Run other text checkers on our texts.")
    parser.add_argument("--bin", action="append", default=[], help="a folder with programs; repeatable")
    parser.add_argument("--size", type=int, default=SIZE, help="bytes of the copy that is timed")
    parser.add_argument("--only", action="append", default=[], help="a program by its name; repeatable")
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name}")
    given = parser.parse_args()
    path = os.pathsep.join([*(os.path.abspath(one) for one in given.bin), os.environ.get("PATH", "")])
    # Programs find the interpreter that they are written for on the path.
    os.environ["PATH"] = path
    wanted = [peer for peer in PEERS if not given.only or peer.name in given.only]
    records = measure(wanted, path, given.size)
    text = copy(given.size)
    if given.only and RESULTS.exists():
        fresh = {one["name"]: one for one in records}
        kept = json.loads(RESULTS.read_text(encoding="utf-8"))["tools"]
        records = [fresh.pop(one["name"], one) for one in kept] + list(fresh.values())
    results = {
        "schema": "claimcheck-peers/1",
        "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "copy": {"bytes": len(text.encode()), "sha256": hashlib.sha256(text.encode()).hexdigest()},
        "gold": {"file": "fixtures/gold/sentences.yml", "sentences": len(sentences())},
        "tools": records,
    }
    if given.write:
        RESULTS.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
