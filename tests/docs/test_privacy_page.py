"""``docs/privacy.md`` and ``docs/security.md`` say what is so: no network, no files but those that were asked for."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimcheck.read.formats import FORMATS

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "claimcheck"
# Modules that can open a connection, or whose purpose is to do so.
NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib.request", "urllib3", "webbrowser", "xmlrpc",
}  # fmt: skip
# The review page: a server on this machine, and the browser that it is opened in; and what a server that talks over
# standard input and output waits with.
LISTENING = {"server.py: socket", "reviewing.py: webbrowser", "server.py: asyncio"}
# Runs a command line and prints, as JSON behind the report, every file opened for writing and every connection.
WATCHED = """\
import json, os, sys
seen = {"written": [], "network": [], "started": 0}
def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if isinstance(path, (str, bytes)) and (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            seen["written"].append(os.fsdecode(path))
    elif event in ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "urllib.Request"):
        seen["network"].append(event)
    elif event == "subprocess.Popen":
        seen["started"] += 1
sys.addaudithook(watch)
from claimcheck.cli.main import run
code = run(sys.argv[1:])
sys.stderr.write("\\n" + json.dumps({**seen, "code": code}))
"""


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_module_can_open_a_connection() -> None:
    found = {
        f"{path.name}: {name}"
        for path in SOURCE.rglob("*.py")
        for name in _imports(ast.parse(path.read_text(encoding="utf-8")))
        if name in NETWORK or name.partition(".")[0] in NETWORK
    }
    assert found == LISTENING


@pytest.fixture(scope="module")
def compiled() -> dict[str, str]:
    """The environment of a process for which another one has compiled byte code and rules: it writes none."""
    environ = {"PYTHONPATH": str(SOURCE.parent), "PATH": "/usr/bin:/bin"}
    # Where the tests keep byte code and compiled rules of their own; elsewhere they lie where users have them.
    kept = ("PYTHONPYCACHEPREFIX", "XDG_CACHE_HOME", "LOCALAPPDATA")
    environ.update({key: value for key, value in os.environ.items() if key in kept})
    command = [sys.executable, "-m", "claimcheck", "audit", "-", "--output", f"html:{os.devnull}"]
    subprocess.run(command, env=environ, input="Lunch is at noon.", capture_output=True, text=True, check=True)
    return environ


@pytest.mark.parametrize("name", ["reports/tarnholm-2025.pdf", "docx/report.docx", "html/places.html", "copy"])
def test_an_audit_writes_what_was_asked_for_and_asks_nobody(
    name: str, root: Path, tmp_path: Path, compiled: dict[str, str]
) -> None:
    source = root / "fixtures" / name
    target = tmp_path / source.name
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy(source, target)
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED, "audit", target.name, "--output", "html:out.html", "--fail-on", "never"],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=True,
        env=compiled,
    )  # fmt: skip
    seen = json.loads(done.stderr.splitlines()[-1])
    assert seen["code"] == 0, done.stderr
    assert seen["network"] == []
    written = {Path(path).name for path in seen["written"] if path != "/dev/null"}
    assert all("out.html" in one for one in written), written
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([target.name, "out.html"])
    isolated = any(kind.isolated and source.suffix in kind.suffixes for kind in FORMATS.values())
    assert bool(seen["started"]) is isolated, "what native code parses is read in a process of its own"
