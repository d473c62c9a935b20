"""What all tests share: where things are, and the switch that rewrites expected output."""

from __future__ import annotations

import cProfile
import difflib
import gc
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from claimcheck.cli import main as cli
from claimcheck.config.cache_folder import Cache
from claimcheck.rulepack import cache
from claimcheck.rulepack.build import load_rulepack
from claimcheck.rulepack.source import builtin_state, gather

# The same examples every time, so that a run can be repeated, and therefore few; HYPOTHESIS_PROFILE=explore looks for
# new ones, and more of them. Properties that need more examples than others ask for a multiple.
# Nothing is timed: on a busy machine any example may be slow.
UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeat", UNTIMED, derandomize=True, max_examples=24)
settings.register_profile("explore", UNTIMED, derandomize=False, max_examples=100)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeat"))

ROOT = Path(__file__).resolve().parents[1]
# Law, plans and decisions change with the day: every run of the command is one of this day, if it names no other.
os.environ["CLAIMCHECK_AS_OF"] = "2026-11-30"
# What tests of several folders share.
sys.path.insert(0, str(Path(__file__).parent))
UPDATE = "--update-golden"

Expect = Callable[[Path, str], None]
Run = Callable[..., subprocess.CompletedProcess[str]]
Work = Callable[[], object]
Steps = Callable[[Work], int]
Linear = Callable[..., None]

# Files whose tests take long, longest first: with several workers they start first, so that none is waited for at the
# end.
LONGEST = (
    "cli/test_rule_examples.py",
    "architecture/test_shape.py",
    "packaging/test_wheel.py",
    "cli/test_help_examples.py",
    "api/test_hostile_documents.py",
    "cli/test_cases.py",
    "corpus/test_corpus.py",
    "cli/test_process.py",
    "docs/test_pages.py",
    "evidence/test_planted.py",
    "properties/test_rule_files.py",
    "cli/test_output_files.py",
    "rules/test_silent_corpus.py",
    "score/test_guarantee_in_text.py",
    "evidence/test_trace.py",
    "read/test_read_hostile_files.py",
    "cli/test_rule_lint.py",
    "docs/test_privacy_page.py",
    "score/test_ladders.py",
    "read/test_read_isolation.py",
    "read/test_mutated_files.py",
    "properties/test_reading.py",
    "rulepack/test_cache.py",
    "properties/test_metamorphic.py",
    "read/test_read_pdf_table_cells.py",
    "read/test_read_hostile.py",
    "review/test_review_server.py",
    "api/test_jobs.py",
)
GARBAGE = (100_000, 50, 20)  # new objects until garbage is looked for among them, and how often among older ones
MOST_GROWTH = 1.25  # of the steps, by the growth of the input


@pytest.fixture(scope="session", autouse=True)
def byte_code() -> Iterator[None]:
    """The processes that tests start leave byte code beside what they import, also where this one may not.

    Otherwise each of them would compile every module anew, which is half of what it does.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What one test judges or compiles is kept for no other one, and nothing for the user.

    The built-in rules alone are compiled once in a run, for the processes that tests start as well.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "cache"
    store = cache.store

    def builtin() -> str:
        return cache.state_of(builtin_state(), gather((), builtin=False)._replace(builtin=True))

    def store_builtin(state: str, packed: Callable[[], bytes]) -> None:
        if state == builtin():
            store(state, packed)

    # Modules that need the rules at once have them loaded and kept in the usual place when they are collected.
    load_rulepack()
    usual, state = cache.usual_folder(), builtin()
    kept = None if usual is None else Cache(usual).mapped(state)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        patch.setenv("CLAIMCHECK_CACHE", "no")
        patch.setattr(cache, "store", store_builtin)
        if kept is not None:
            store(state, lambda: bytes(kept))
        yield


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Processes that a test starts can be interrupted.

    A shell that starts the tests in the background (``nohup … &``) has what it starts ignore that, and what is ignored
    stays so in whatever is started next.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have the longest files go first where several workers share the files."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        places = {(ROOT / "tests" / name).resolve(strict=True): place for place, name in enumerate(LONGEST)}
        items.sort(key=lambda item: places.get(item.path, len(places)))


def pytest_configure() -> None:
    """Look for garbage seldom from the start, also in the process that workers report to."""
    gc.set_threshold(*GARBAGE)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for none while tests are collected, of which all is kept: that took a third as long as the collecting."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """Leave alone what lives until the end: looking it through for garbage over and over took a tenth of a run."""
    gc.collect()
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(UPDATE, action="store_true", help="rewrite expected output and generated files")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def fixtures() -> Path:
    """The reports, copy and press texts of the project."""
    return ROOT / "fixtures"


@pytest.fixture(scope="session")
def updating(request: pytest.FixtureRequest) -> bool:
    """Whether expected output is to be rewritten."""
    return bool(request.config.getoption(UPDATE))


@pytest.fixture(scope="session")
def expect(updating: bool) -> Expect:
    """Compare a text with the file that holds what is expected, or rewrite the file."""

    def compare(path: Path, actual: str) -> None:
        if updating:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8")
            return
        if not path.exists():
            pytest.fail(f"{path.relative_to(ROOT)} does not exist; run pytest with {UPDATE}")
        expected = path.read_text(encoding="utf-8")
        if actual == expected:
            return
        lines = difflib.unified_diff(expected.splitlines(), actual.splitlines(), "expected", "actual", lineterm="", n=1)
        shown = "\n".join(list(lines)[:80])
        pytest.fail(f"{path.relative_to(ROOT)} differs; if that is right, run pytest with {UPDATE}\n{shown}")

    return compare


@pytest.fixture(scope="session")
def run_claimcheck() -> Run:
    """Run the command line in this process as if in a pipe, 100 columns wide; ``cli/test_process.py`` starts others."""

    def run(*arguments: str, cwd: Path = ROOT, stdin: str = "") -> subprocess.CompletedProcess[str]:
        with pytest.MonkeyPatch.context() as patch:
            for name in ("NO_COLOR", "FORCE_COLOR"):
                patch.delenv(name, raising=False)
            patch.setenv("COLUMNS", "100")
            patch.chdir(cwd)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
            told = [io.BytesIO(), io.BytesIO()]
            for name, into in zip(("stdout", "stderr"), told, strict=True):
                patch.setattr(sys, name, io.TextIOWrapper(into, encoding="utf-8", write_through=True))
            code = cli.run(list(arguments))
            stdout, stderr = (into.getvalue().decode() for into in told)
        return subprocess.CompletedProcess(arguments, code, stdout, stderr)

    return run


@pytest.fixture(scope="session")
def steps() -> Steps:
    """How much some work does: the lines of Python that run, each turn of a loop anew, and the calls of C.

    Unlike time, that is the same on a busy machine. What one call of C does inside is not seen: ``str.find`` is one
    step however long the text.
    """

    def count(work: Work) -> int:
        done = 0

        def trace(frame: FrameType, event: str, argument: object) -> Any:
            nonlocal done
            done += 1
            return trace

        # What counts the calls of C is in C itself: a function of Python would take as long as the work.
        calls = cProfile.Profile(subcalls=False)
        tracing, profiling = sys.gettrace(), sys.getprofile()
        sys.settrace(trace)
        calls.enable()
        try:
            work()
        finally:
            calls.disable()
            sys.setprofile(profiling)
            sys.settrace(tracing)
        return done + sum(one.callcount for one in calls.getstats() if isinstance(one.code, str))

    return count


@pytest.fixture(scope="session")
def linear(steps: Steps) -> Linear:
    """Check that what ``prepare`` makes for a size takes steps in proportion to the size, or fewer."""

    def check(prepare: Callable[[int], Work], size: int, times: int = 4) -> None:
        prepare(size)()  # what is done once, such as compiling a pattern, would hide growth
        small, large = steps(prepare(size)), steps(prepare(times * size))
        grown = f"{large / small:.1f} times the steps ({small:,} and {large:,}) for {times} times the size"
        assert large <= MOST_GROWTH * times * small, grown

    return check
