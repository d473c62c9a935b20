"""How long an editor waits after a change, beside what the engine alone takes for the same text.

    python benchmarks/editor.py                2,000 lines of copy, eleven changes
    python benchmarks/editor.py --lines 500    other lengths

Engine: the text through the library in this process. Editor: a client of the language server changes one line and waits
for the diagnostics of that version, once published (which waits for a pause in typing) and once pulled. Meanwhile: how
long the server takes to answer about another file while it judges this one. The ways take turns; figures are medians of
seconds of the clock, and on Linux of CPU seconds of this process and of the server, which load on the machine hardly
moves.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from lsprotocol import types
from pygls.lsp.client import LanguageClient
from texts import copy

import claimcheck

CHANGES = 11
THINKS = 0.3  # seconds of the writer between an answer and the next change


class Editor:
    """A client with one open file."""

    def __init__(self, path: Path) -> None:
        self.uri = path.as_uri()
        self.version = 0
        self.client = LanguageClient("benchmark", "1")
        self.news: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()

        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def told(params: types.PublishDiagnosticsParams) -> None:
            self.news.put_nowait(params)

    async def begin(self, folder: Path, text: str) -> None:
        """Start the server and open the file."""
        await self.client.start_io(sys.executable, "-m", "claimcheck", "lsp")
        await self.client.initialize_async(types.InitializeParams(types.ClientCapabilities(), root_uri=folder.as_uri()))
        self.client.initialized(types.InitializedParams())
        self.version = 1
        item = types.TextDocumentItem(self.uri, "markdown", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        await self.published()

    def used(self) -> float:
        """CPU seconds of the server so far; 0 where the system does not tell."""
        server = self.client._server
        stat = Path(f"/proc/{server.pid}/stat") if server is not None else Path()
        if not stat.is_file():
            return 0.0
        fields = stat.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def change(self, text: str) -> None:
        """Send a new version."""
        self.version += 1
        document = types.VersionedTextDocumentIdentifier(self.version, self.uri)
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(document, [types.TextDocumentContentChangeWholeDocument(text)])
        )

    async def published(self) -> int:
        """Wait for the diagnostics of the newest version; their number."""
        while (told := await self.news.get()).version != self.version:
            pass
        return len(told.diagnostics)

    async def pulled(self) -> int:
        """Ask for the diagnostics; their number."""
        asked = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(self.uri))
        answer: Any = await self.client.text_document_diagnostic_async(asked)
        return len(answer.items)

    async def meanwhile(self) -> float:
        """The seconds until the server answers that a file is not open."""
        begun = time.perf_counter()
        asked = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(f"{self.uri}.none"))
        await self.client.text_document_diagnostic_async(asked)
        return time.perf_counter() - begun

    async def end(self) -> None:
        """End the session."""
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()


def draft(lines: int) -> list[str]:
    """Copy of so many lines, a sentence or two a line; blank ones are between its blocks."""
    found = [line for line in copy(lines * 400, 0.12).splitlines() if len(line) < 2_000]
    return found[:lines]


class Taken(NamedTuple):
    """Seconds of the clock and of the CPU, one of each for each change."""

    clock: list[float]
    cpu: list[float]


async def measure(lines: list[str]) -> tuple[dict[str, Taken], list[float]]:
    """What each way took, and how long other answers took meanwhile."""
    auditor = claimcheck.Batch.like("check").main
    taken = {way: Taken([], []) for way in ("engine", "published", "pulled")}
    meanwhile: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        editor = Editor(Path(folder, "draft.md"))
        await editor.begin(Path(folder), "\n".join(lines))
        auditor.audit_bytes("\n".join(lines).encode(), path="draft.md")
        # As the server and the commands do.
        gc.collect()
        gc.freeze()
        gc.disable()
        for number in range(CHANGES):
            changed = [*lines]
            at = (number + 1) * len(lines) // (CHANGES + 1)
            changed[at] = f"{changed[at]} Our bottle number {number} is eco-friendly."
            for way, (clock, cpu) in taken.items():
                await asyncio.sleep(THINKS)
                text = "\n".join([*changed, f"Read for the {way} time."])
                begun, used = time.perf_counter(), time.process_time() if way == "engine" else editor.used()
                if way == "engine":
                    auditor.audit_bytes(text.encode(), path="draft.md")
                else:
                    editor.change(text)
                    await (editor.published() if way == "published" else editor.pulled())
                clock.append(time.perf_counter() - begun)
                if way == "pulled":
                    await editor.published()
                cpu.append((time.process_time() if way == "engine" else editor.used()) - used)
            editor.change("\n".join(changed))
            await asyncio.sleep(THINKS)
            meanwhile.append(await editor.meanwhile())
            await editor.published()
        await editor.end()
    return taken, meanwhile


def main() -> None:
    """Print the medians, and what the editor waits beyond the engine."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, default=2_000)
    lines = draft(parser.parse_args().lines)
    taken, meanwhile = asyncio.run(measure(lines))
    print(f"{len(lines):,} lines, {sum(map(len, lines)):,} characters; bound: 200 ms beyond the engine")
    bare = [statistics.median(one) for one in taken["engine"]]
    print(f"engine     {bare[0]:.3f} s of the clock, {bare[1]:.3f} s of the CPU")
    for way in ("published", "pulled"):
        for name, engine, seconds in zip(("clock", "CPU"), bare, taken[way], strict=True):
            waited = statistics.median(seconds)
            more = f"{waited / engine:.2f} times the engine, {1000 * (waited - engine):+.0f} ms"
            print(f"{way:10} {waited:.3f} s of the {name}, {more}")
    print(f"meanwhile  {1000 * statistics.median(meanwhile):.0f} ms, {1000 * max(meanwhile):.0f} ms at the most")


if __name__ == "__main__":
    main()
