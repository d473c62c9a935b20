"""Reading in another process: whatever happens there, the other pages are kept and the loss is told."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import fields
from reading_checks import check, codes, texts
from staged_readers import WORDS

from claimcheck.model.document import (
    Block,
    Box,
    Cell,
    Document,
    Link,
    Mark,
    Page,
    Piece,
    Problem,
    Spot,
    Table,
    Tag,
    Unseen,
)
from claimcheck.read.dispatch import read_bytes
from claimcheck.read.isolation import process, wire, worker
from claimcheck.read.isolation import worker as pools
from claimcheck.read.isolation.worker import Pool
from claimcheck.read.limits import Limits, PageRange
from claimcheck.read.reading import Progress, Reading

HERE = str(Path(__file__).parent)
WAIT = 60  # seconds: much longer than anything here takes, much shorter than what the staged reader hangs for
unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither signals nor these limits")


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pool]:
    """Processes whose reader does what the file tells it to."""
    staged = Pool("staged_readers", (HERE,))
    monkeypatch.setattr(pools, "SHARED", staged)
    yield staged
    staged.close()


def staged(
    script: str,
    limits: Limits | None = None,
    pages: PageRange | None = None,
    progress: Progress | None = None,
    password: str | None = None,
) -> Document:
    data = f"%PDF- {script}".encode()
    return check(
        read_bytes(data, path="a.pdf", limits=limits or Limits(), pages=pages, progress=progress, password=password)
    )


def kept(document: Document) -> list[int]:
    """The pages whose words are there."""
    numbers = [page.number for page in document.pages if page.status == "read"]
    assert texts(document) == [WORDS.format(number) for number in numbers]
    return numbers


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def gone(pid: int) -> bool:
    end = time.monotonic() + WAIT
    while alive(pid):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def pid_of(document: Document) -> int:
    assert document.title is not None
    return int(document.title)


@pytest.fixture
def started(pool: Pool) -> None:
    """A process that is up: starting one must not take of the short time that a test gives it."""
    del pool
    assert kept(staged("pages=1")) == [1]


@pytest.mark.usefixtures("started")
class TestLosses:
    """A process that is lost at a page costs that page."""

    @pytest.mark.parametrize(
        ("deed", "code", "said"),
        [
            ("crash", "reader-crashed", "SIGABRT"),
            ("leave", "reader-crashed", "exit code 7"),
            ("hang", "limit-page-seconds", "more than 2 seconds"),
            ("raise", "read-failed", "RecursionError: too deep"),
        ],
    )
    @unix
    def test_the_other_pages_stay(self, deed: str, code: str, said: str) -> None:
        document = staged(f"pages=6 {deed}@3", Limits(page_seconds=2))
        assert kept(document) == [1, 2, 4, 5, 6]
        assert codes(document) == [(code, "partial")]
        problem = document.problems[0]
        assert problem.message.startswith("page 3 is left out")
        assert said in problem.message
        assert problem.place == "a.pdf, p. 3"
        assert problem.hint
        assert document.pages[2].status == "unread"

    @unix
    def test_memory_is_bounded(self) -> None:
        document = staged("pages=4 fill@2", Limits(memory=400 << 20))
        assert kept(document) == [1, 3, 4]
        assert codes(document) == [("limit-memory", "partial")]
        assert "400 MiB" in document.problems[0].message
        assert "--read-limit memory=" in str(document.problems[0].hint)

    @unix
    def test_processor_time_is_bounded(self) -> None:
        document = staged("pages=2 spin@2", Limits(cpu_seconds=0.5))
        assert kept(document) == [1]
        assert codes(document) == [("limit-cpu-seconds", "partial")]

    def test_losses_of_one_kind_are_told_together(self) -> None:
        document = staged("pages=7 leave@2 raise@4 leave@6")
        assert kept(document) == [1, 3, 5, 7]
        assert codes(document) == [("reader-crashed", "partial"), ("read-failed", "partial")]
        assert "2, 6" in document.problems[0].message

    def test_after_many_losses_the_rest_is_given_up(self) -> None:
        document = staged("pages=9 leave@2 leave@3 leave@5 leave@7")
        assert kept(document) == [1, 4, 6]
        assert codes(document) == [("reader-crashed", "partial")] * 2
        assert document.problems[1].place == "a.pdf, p. 7-9"

    @pytest.mark.parametrize("script", ["leave@0", "pages=1 leave@1", "pages=3 leave@every"])
    def test_where_nothing_is_left_the_file_is_unreadable(self, script: str) -> None:
        assert codes(staged(script)) == [("reader-crashed", "unreadable")]

    def test_a_fault_before_the_first_page(self) -> None:
        assert codes(staged("pages=2 raise@0")) == [("read-failed", "unreadable")]

    def test_a_hang_before_the_first_page(self) -> None:
        started = time.monotonic()
        document = staged("hang@0", Limits(seconds=0.5))
        assert codes(document) == [("limit-seconds", "unreadable")]
        assert "seconds" in document.problems[0].message
        assert time.monotonic() - started < WAIT

    def test_when_the_time_is_up_the_pages_reached_are_kept(self) -> None:
        document = staged("pages=40 nap@every", Limits(seconds=2, extra_seconds=0.0001))
        numbers = kept(document)
        assert numbers == list(range(1, len(numbers) + 1))
        assert 0 < len(numbers) < 12
        assert codes(document) == [("limit-seconds", "partial")]
        assert document.problems[0].place == f"a.pdf, p. {len(numbers) + 1}-40"

    def test_a_hang_that_outlasts_the_file_costs_the_pages_from_there_on(self) -> None:
        document = staged("pages=5 hang@4", Limits(seconds=1, extra_seconds=0.0001, page_seconds=50))
        assert kept(document) == [1, 2, 3]
        assert codes(document) == [("limit-seconds", "partial")]
        assert document.problems[0].place == "a.pdf, p. 4-5"

    def test_pages_that_cannot_be_put_together_are_halved(self, monkeypatch: pytest.MonkeyPatch) -> None:
        # Whatever is read, the end hangs: one more go is made, and no third.
        goes: list[int | None] = []
        ask = worker.Worker.ask

        def counting(self: worker.Worker, what: worker.Ask, *rest: Any) -> Any:
            goes.append(what.until)
            return ask(self, what, *rest)

        monkeypatch.setattr(worker.Worker, "ask", counting)
        limits = Limits(seconds=2, extra_seconds=0.0001)
        assert codes(staged("pages=8 hang@end", limits)) == [("limit-seconds", "unreadable")]
        assert goes == [None, 5]

    def test_an_answer_that_is_too_long(self) -> None:
        assert codes(staged("swell@end", Limits(output=4_000))) == [("limit-output", "unreadable")]
        assert codes(staged("pages=500", Limits(output=20_000)))[0] == ("limit-output", "partial")


class TestProcess:
    """What the process may know and do."""

    def test_it_serves_many_files_and_is_renewed(self, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
        del pool
        first = [pid_of(staged("pages=2 tell=pid")) for _ in range(3)]
        assert len(set(first)) == 1
        assert first[0] != os.getpid()
        monkeypatch.setattr(worker, "_MOST_FILES", 4)
        staged("pages=1")
        assert pid_of(staged("tell=pid")) != first[0]

    def test_a_process_that_died_while_it_waited_is_replaced(self, pool: Pool) -> None:
        del pool
        pid = pid_of(staged("tell=pid"))
        os.kill(pid, signal.SIGTERM)
        assert gone(pid)
        assert pid_of(staged("tell=pid")) != pid

    def test_it_knows_no_engine_and_no_secrets(self, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
        del pool
        monkeypatch.setenv("REPORT_PASSWORD", "secret")
        modules = json.loads(str(staged("tell=modules").title))
        own = {name.split(".")[1] for name in modules if name.startswith("claimcheck.")}
        assert own <= {"read", "text", "model", "errors", "version"}
        assert not {"pydantic", "click", "jsonschema", "yaml", "subprocess", "socket"} & set(modules)
        assert "REPORT_PASSWORD" not in json.loads(str(staged("tell=environment").title))

    @pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no list of open files here")
    def test_it_inherits_its_pipes_and_nothing_else(self, pool: Pool, tmp_path: Path) -> None:
        del pool
        with open(tmp_path / "open.txt", "w", encoding="utf-8"):
            files = json.loads(str(staged("tell=files").title))
        assert set(files) <= {"pipe", "/dev/null", f"/proc/{os.getpid()}/fd"} | {
            name for name in files if name.endswith("/fd")
        }
        assert files.count("pipe") == 2

    @unix
    def test_the_system_holds_it_to_its_limits(self, pool: Pool) -> None:
        del pool
        limits = json.loads(str(staged("tell=limits", Limits(memory=700 << 20)).title))
        assert (limits["RLIMIT_CORE"], limits["RLIMIT_FSIZE"]) == (0, 0)
        if sys.platform == "linux":
            assert limits["RLIMIT_AS"] == 700 << 20
        assert 300 <= limits["RLIMIT_CPU"] < 400
        # Limits of one file do not bind the next.
        assert json.loads(str(staged("tell=limits", Limits(memory=900 << 20)).title))["RLIMIT_AS"] == 900 << 20

    def test_what_libraries_print_goes_nowhere(self, pool: Pool, capfd: pytest.CaptureFixture[str]) -> None:
        del pool
        document = staged("pages=3 chatter@0 chatter@2 chatter@end")
        assert kept(document) == [1, 2, 3]
        assert document.problems == ()
        assert capfd.readouterr() == ("", "")

    def test_pages_password_and_progress_cross(self, pool: Pool) -> None:
        del pool
        seen: list[tuple[int, int]] = []
        document = staged("pages=5", pages=PageRange(2, 3), progress=lambda *page: seen.append(page))
        assert kept(document) == [2, 3]
        assert document.problems == ()
        assert seen == [(2, 5), (3, 5)]
        assert json.loads(str(staged("tell=password", password="pass \u2713").title)) == "pass \u2713"
        assert json.loads(str(staged("tell=half").title)) == "\ud800"

    def test_threads_read_side_by_side(self, pool: Pool) -> None:
        del pool
        with ThreadPoolExecutor(4) as threads:
            documents = list(threads.map(lambda count: staged(f"pages={count} nap@1"), range(1, 13)))
        assert [len(kept(document)) for document in documents] == list(range(1, 13))

    def test_an_interrupt_ends_it(self, pool: Pool) -> None:
        pid = pid_of(staged("tell=pid"))

        def interrupt(page: int, pages: int) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            staged("pages=3", progress=interrupt)
        assert gone(pid)
        pool.close()

    def test_closing_ends_it(self, pool: Pool) -> None:
        pid = pid_of(staged("tell=pid"))
        pool.close()
        assert gone(pid)
        assert threading.active_count() < 20

    def test_a_program_that_does_not_start(self, pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
        del pool
        monkeypatch.setattr(sys, "executable", "/no/such/python")
        assert codes(staged("pages=1")) == [("reader-not-started", "unreadable")]

    def test_a_table_that_does_not_load(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pools, "SHARED", Pool("no_such_table"))
        assert codes(staged("pages=1")) == [("reader-not-started", "unreadable")]

    @pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
    @pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
    def test_a_fork_starts_its_own(self, pool: Pool) -> None:
        del pool
        pid = pid_of(staged("tell=pid"))
        child = os.fork()
        if child == 0:
            other = pid_of(staged("tell=pid"))
            os._exit(0 if other != pid else 1)
        assert os.waitpid(child, 0)[1] == 0
        assert pid_of(staged("tell=pid")) == pid


@unix
@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("busy", ["nap@every", "hang@2", "spin@2"])
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT] if sys.platform != "win32" else [])
def test_it_ends_with_the_program_that_started_it(busy: str, end: signal.Signals) -> None:
    program = f"""
        import sys
        sys.path.append({HERE!r})
        from claimcheck.read.isolation.worker import Pool
        from claimcheck.read.isolation.rescue import read_isolated
        from claimcheck.read.limits import Limits
        from claimcheck.read.reading import Raw
        pool = Pool("staged_readers", ({HERE!r},))
        data = b"%PDF- tell=pid"
        print(read_isolated(Raw("a", data, Limits()), "pdf", pool).title, flush=True)
        data = b"%PDF- pages=500 {busy}"
        read_isolated(Raw("a", data, Limits(), lambda *page: print("page", flush=True)), "pdf", pool)
    """
    source = str(Path(worker.__file__).parents[3])
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": source},
        text=True,
        start_new_session=True,
    ) as parent:
        assert parent.stdout is not None
        assert parent.stderr is not None
        pid = int(parent.stdout.readline())
        assert parent.stdout.readline() == "page\n"
        assert alive(pid)
        # As a terminal does it: all processes of the group are told.
        os.killpg(parent.pid, end) if end is signal.SIGINT else parent.kill()
        assert gone(pid)
        assert parent.stderr.read().count("Traceback") == (1 if end is signal.SIGINT else 0)


@pytest.mark.parametrize(("unwanted", "folder"), [(False, None), (False, "elsewhere"), (True, None)])
def test_byte_code_goes_where_that_of_this_process_goes(
    unwanted: bool, folder: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "probe.py").write_text("import sys\ndef main(): print(sys.dont_write_bytecode, sys.pycache_prefix)\n")
    monkeypatch.setattr(sys, "dont_write_bytecode", unwanted)
    monkeypatch.setattr(sys, "pycache_prefix", folder and str(tmp_path / folder))
    told, _ = process.start("probe", extra=(str(tmp_path),)).communicate()
    assert told.decode().strip() == f"{unwanted} {sys.pycache_prefix}"
    assert bool([*tmp_path.glob("elsewhere/**/probe.*.pyc")]) is bool(folder)
    assert (tmp_path / "__pycache__").exists() is not (unwanted or bool(folder))


def test_every_field_of_a_reading_crosses() -> None:
    block = Block(
        "footnote",
        "half \ud800",
        (Piece(0, 2, 3),),
        4,
        5,
        ("A", "B"),
        (Mark(1, "2", 3), Mark(2, "b")),
        "6",
        True,
        Box(0.5, 1.25, 2, 3),
        "de",
        True,
        True,
    )
    page = Page(1, 0, 3, "picture", "iv")
    table = Table((Cell(0, 1, 2, 3, 4, 5, 6),), 7, 8, 1, 2, 3, 4, 5, True)
    problem = Problem("code", "message", "partial", "place", "hint")
    links = (Link("https://example.org", 1, 2),)
    spots = (Spot(0, "C12"),)
    tags = (
        Tag(0, 2, "esrs:E1", "c", None, "2024-12-31", 1.5, "utr:t", 0.5),
        Tag(2, 3, "esrs:E2", "d", "2024-01-01", "2024-12-31", text="words"),
    )
    unseen = (Unseen("Not seen", "transparent", "page 1"),)
    told = unseen, (("fact", "yes"),)
    reading = Reading(
        "source \u2028", (block,), (page,), (problem,), "title", (table,), links, "en", spots, tags, *told
    )
    for record in (block, page, table, problem, reading):
        # A field that is added has to be given a value here, and to come back.
        assert all(getattr(record, field.name) != field.default for field in fields(record))
    assert wire.reading_of(wire.decode(wire.encode(reading))) == reading
    bare = Reading("", (Block("title", "t", ()), block), (Page(1, 0, 3),))
    assert wire.reading_of(wire.decode(wire.encode(bare))) == bare


@unix
def test_a_large_process_does_not_make_its_readers_look_large() -> None:
    code = f"""
        ballast = b"x" * (700 * 1024 * 1024)
        from claimcheck.read.isolation import worker as pools
        pools.SHARED = pools.Pool("staged_readers", ({HERE!r},))
        from claimcheck.read.dispatch import read_bytes

        first, again = (read_bytes(b"%PDF- tell=pid", path="a.pdf").title for _ in range(2))
        crashed = read_bytes(b"%PDF- pages=3 crash@2", path="a.pdf")
        print(first == again, [problem.code for problem in crashed.problems])
        """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.strip() == "True ['reader-crashed']", done.stderr
