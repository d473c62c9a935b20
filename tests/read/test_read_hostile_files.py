"""Hostile and broken files through the command line: no trace, no hang, and nothing lost in silence."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
import textwrap
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hostile_files import BESIDE, CALLERS, CANARY, HOSTILE
from made_pdfs import line, pdf

import claimcheck

SOURCE = Path(claimcheck.__file__).parents[1]
CHOSEN = os.environ.get("CLAIMCHECK_TEST_DATA")
MALFORMED = Path(CHOSEN or Path(__file__).parents[2] / "../shared/data") / "malformed"
MOST_SECONDS = 600  # of a run, some twenty times what it takes; one that hangs is ended and fails
MOST_MEMORY = 1024
STEERING = {*map(chr, range(32)), *map(chr, range(0x7F, 0xA0))} - {"\n"}

# Starts the command line and tells, on the last line of stderr, how much memory it or its processes held at most.
MEASURED = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "claimcheck", *sys.argv[1:]])
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
sys.stderr.write(f"\\n{peak // (1 << 20 if sys.platform == 'darwin' else 1 << 10)}\\n")
sys.exit(done.returncode)
"""

unix = pytest.mark.skipif(sys.platform == "win32", reason="memory is measured where the system tells it")


class Run:
    """One run over a folder, as JSON."""

    def __init__(self, folder: Path, *options: str) -> None:
        files = sorted(str(path) for path in folder.iterdir() if path.suffix != ".tsv")
        done = subprocess.run(
            [sys.executable, "-c", MEASURED, "check", "--format", "json", *options, *files],
            capture_output=True,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(SOURCE)},
            check=False,
            timeout=MOST_SECONDS,
        )
        self.sizes = {Path(name).name: os.path.getsize(name) for name in files}
        self.connected: bool | None = None
        self.code = done.returncode
        self.stdout = done.stdout.decode()
        self.stderr, _, memory = done.stderr.decode().rstrip("\n").rpartition("\n")
        self.memory = int(memory)
        self.documents: dict[str, dict[str, Any]] = {
            Path(document["path"]).name: document for document in json.loads(self.stdout)["documents"]
        }

    def check(self) -> None:
        """What must hold whatever the files are."""
        assert self.code == 3
        assert "Traceback" not in self.stderr
        assert "has a defect" not in self.stderr
        assert self.memory < MOST_MEMORY
        assert not STEERING & set(self.stderr)
        assert not STEERING & set(self.stdout)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The run over our own hostile files, and a place that nobody may connect to."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder.parent / BESIDE).write_text(CANARY)
    (folder / BESIDE).write_text(CANARY)
    with closing(watched_port()) as listener:
        host, port = listener.getsockname()
        address = f"{host}:{port}"
        for name, build in HOSTILE.items():
            (folder / name).write_bytes(CALLERS[name](address) if name in CALLERS else build())
        run = Run(folder)
        run.connected = was_called(listener)
    return run


def watched_port() -> socket.socket:
    """A port of this machine that listens; the system chooses a free one, so no other run can have taken it."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0)
    return listener


def was_called(listener: socket.socket) -> bool:
    """Whether anybody connected to a port, also if he has gone already."""
    try:
        connection, _ = listener.accept()
    except BlockingIOError:
        return False
    connection.close()
    return True


@unix
class TestHostileFiles:
    def test_there_are_enough_of_them(self, hostile: Run) -> None:
        assert len(HOSTILE) >= 40
        assert all(hostile.sizes[name] <= 1 << 20 for name in HOSTILE if "bomb" not in name)

    def test_no_trace_no_hang_no_flood(self, hostile: Run) -> None:
        hostile.check()
        assert {*HOSTILE, BESIDE} == set(hostile.documents)

    @pytest.mark.parametrize("name", HOSTILE)
    def test_nothing_is_lost_in_silence(self, hostile: Run, name: str) -> None:
        document = hostile.documents[name]
        problems = [problem for problem in document["problems"] if problem["effect"] != "note"]
        claims = [claim["text"] for claim in document["claims"]]
        whole = any("neutral" in claim.replace("\xad", "") for claim in claims)
        assert problems or whole, (document["status"], claims)
        assert all(problem["message"] and problem["hint"] for problem in problems)
        assert "read-failed" not in {problem["code"] for problem in problems}
        assert all(CANARY not in claim for claim in claims)

    def test_nobody_goes_to_the_network(self, hostile: Run) -> None:
        assert hostile.connected is False

    def test_a_connection_would_be_seen(self) -> None:
        with closing(watched_port()) as listener:
            assert not was_called(listener)
            socket.create_connection(listener.getsockname()).close()
            assert was_called(listener)

    def test_the_watched_port_is_what_files_ask_for(self) -> None:
        assert len(CALLERS) >= 3
        assert all(b"127.0.0.1:4711" in opened(build("127.0.0.1:4711")) for build in CALLERS.values())

    def test_files_beside_the_input_are_not_read(self, hostile: Run) -> None:
        assert CANARY not in hostile.stdout
        assert CANARY not in hostile.stderr

    @pytest.mark.parametrize(
        ("name", "code"),
        [
            ("user-password.pdf", "encrypted"),
            ("count-lies.pdf", "limit-pages"),
            ("bomb.docx", "limit-zip-part"),
            ("many-members.docx", "limit-zip-members"),
            ("entity-expansion.docx", "dtd-refused"),
            ("external-entity.docx", "dtd-refused"),
            ("deep.html", "limit-html-depth"),
            ("page-of-html.pdf", "not-as-named"),
            ("program.txt", "binary"),
        ],
    )
    def test_what_is_wrong_is_named(self, hostile: Run, name: str, code: str) -> None:
        assert code in {problem["code"] for problem in hostile.documents[name]["problems"]}

    def test_words_without_end_reach_a_limit(self, hostile: Run) -> None:
        """Memory, unless the machine is so busy that the time of a page ends first."""
        codes = {problem["code"] for problem in hostile.documents["bomb-of-words.pdf"]["problems"]}
        assert codes & {"limit-memory", "limit-page-seconds"}

    @pytest.mark.parametrize(
        "name", ["owner-password.pdf", "opens-a-program.pdf", "bomb.pdf", "member-in-member.docx", "quotes.md"]
    )
    def test_what_is_only_odd_is_read_whole(self, hostile: Run, name: str) -> None:
        document = hostile.documents[name]
        assert document["status"] == "complete"
        assert len(document["claims"]) == 1


def opened(data: bytes) -> bytes:
    """The content of a file, with its parts unpacked where it is a package."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"".join(map(package.read, package.namelist()))


@unix
@pytest.mark.skipif(not MALFORMED.is_dir(), reason="no folder malformed in CLAIMCHECK_TEST_DATA or beside the checkout")
def test_malformed_files_of_other_projects() -> None:
    run = Run(MALFORMED)
    run.check()
    assert len(run.documents) > 100
    for document in run.documents.values():
        codes = {problem["code"] for problem in document["problems"]}
        assert "read-failed" not in codes
        read = document["coverage"]["characters"] if document["coverage"] else 0
        assert read or document["status"] == "unreadable", document["path"]


def test_no_temporary_file_is_left(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([line(72, 700, "Our parcels are carbon neutral.")]))
    program = f"""
        import os, claimcheck
        assert claimcheck.audit({str(path)!r}).documents[0].claims
    """
    subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        env={**os.environ, "PYTHONPATH": str(SOURCE), "TMPDIR": str(scratch), "TEMP": str(scratch)},
        check=True,
        timeout=60,
    )
    assert list(scratch.iterdir()) == []
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a.pdf", "scratch"]
