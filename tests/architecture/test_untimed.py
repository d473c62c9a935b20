"""No test compares times, which would make it fail on a busy machine; steps are counted, and the count can fail."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

Work = Callable[[], object]
CLOCKS = re.compile(r"process_time|perf_counter|monotonic|thread_time|time\.time\(|timeit")
# A limit of time is a feature: its tests may look at the clock, with much room, and so may a wait for something.
MAY_LOOK = {"test_read_isolation.py", "test_untimed.py"}


def test_no_test_reads_a_clock(root: Path) -> None:
    modules = sorted((root / "tests").rglob("*.py"))
    assert len(modules) > 50
    looking = {path.name for path in modules if CLOCKS.search(path.read_text(encoding="utf-8"))}
    assert looking <= MAY_LOOK


def _loops(size: int) -> Work:
    def work() -> None:
        for _ in range(size):
            for _ in range(size):
                pass

    return work


def _comprehends(size: int) -> Work:
    return lambda: [[-other for other in range(size)] for _ in range(size)]


def _generates(size: int) -> Work:
    return lambda: [any(other < 0 for other in range(size)) for _ in range(size)]


def _cuts(size: int) -> Work:
    def work() -> None:
        for number in range(size):
            for _ in range(number):
                "text".find("x")

    return work


@pytest.mark.parametrize("prepare", [_loops, _comprehends, _generates, _cuts])
def test_squared_work_is_found(linear: Callable[..., None], prepare: Callable[[int], Work]) -> None:
    with pytest.raises(AssertionError, match="times the steps"):
        linear(prepare, 50)


def _passes(size: int) -> Work:
    return lambda: [number for turn in range(3) for number in range(size) if number % 2 == turn]


def _sorts(size: int) -> Work:
    return lambda: sorted((number * 7919 % size for number in range(size)), key=lambda number: -number)


@pytest.mark.parametrize("prepare", [_passes, _sorts])
def test_work_in_proportion_is_let_through(linear: Callable[..., None], prepare: Callable[[int], Work]) -> None:
    linear(prepare, 50)


def test_the_count_is_the_same_every_time(steps: Callable[[Work], int]) -> None:
    work = _sorts(100)
    assert steps(work) == steps(work) > 200
