"""An editor: the client of pygls, which starts ``claimcheck lsp`` and talks to it as editors do."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pygls", reason="the extra lsp is not installed")

from lsprotocol import types
from pygls.lsp.client import LanguageClient

SOURCE = Path(__file__).resolve().parents[2] / "src"
PATIENCE = 60  # seconds after which a server that says nothing has died


class Editor:
    """A session in a folder; files are those of the folder, and texts are kept as the editor has them."""

    def __init__(self, folder: Path, capabilities: types.ClientCapabilities) -> None:
        self.folder = folder
        self.told: list[types.PublishDiagnosticsParams] = []
        self.messages: list[types.ShowMessageParams] = []
        self.shown: list[types.ShowDocumentParams] = []
        self.asked: list[types.Registration] = []
        self._loop = asyncio.new_event_loop()
        self._news = asyncio.Event()
        self._versions: dict[str, int] = {}
        self.texts: dict[str, str] = {}
        self.client = LanguageClient("editor", "1")
        self._listen()
        self.begun = self.run(self._start(capabilities))

    def _listen(self) -> None:
        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def told(params: types.PublishDiagnosticsParams) -> None:
            self.told.append(params)
            self._news.set()

        @self.client.feature(types.WINDOW_SHOW_MESSAGE)
        def messages(params: types.ShowMessageParams) -> None:
            self.messages.append(params)

        @self.client.feature(types.WINDOW_SHOW_DOCUMENT)
        def shown(params: types.ShowDocumentParams) -> types.ShowDocumentResult:
            self.shown.append(params)
            return types.ShowDocumentResult(True)

        @self.client.feature(types.CLIENT_REGISTER_CAPABILITY)
        def asked(params: types.RegistrationParams) -> None:
            self.asked += params.registrations

    async def _start(self, capabilities: types.ClientCapabilities) -> types.InitializeResult:
        environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
        command = ("-W", "error", "-m", "claimcheck", "lsp")
        await self.client.start_io(sys.executable, *command, env=environment)
        begun = await self.client.initialize_async(types.InitializeParams(capabilities, root_uri=self.folder.as_uri()))
        self.client.initialized(types.InitializedParams())
        return begun

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Wait for an answer."""
        return self._loop.run_until_complete(asyncio.wait_for(work, PATIENCE))

    def uri(self, name: str) -> str:
        """The address of a file of the folder."""
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str, language: str = "markdown") -> list[types.Diagnostic]:
        """Open a text and wait for what is said of it."""
        self._open(name, text, language)
        return self.said(name)

    def _open(self, name: str, text: str, language: str = "markdown") -> None:
        self.texts[name], self._versions[name] = text, 1
        item = types.TextDocumentItem(self.uri(name), language, 1, text)
        self._send(lambda: self.client.text_document_did_open(types.DidOpenTextDocumentParams(item)))

    def look(self, name: str, text: str, language: str = "markdown") -> None:
        """Open a text and wait for nothing."""
        self._open(name, text, language)

    def type(self, name: str, text: str) -> None:
        """Change a text and wait for nothing."""
        self.texts[name] = text
        self._versions[name] += 1
        document = types.VersionedTextDocumentIdentifier(self._versions[name], self.uri(name))
        change = types.TextDocumentContentChangeWholeDocument(text)
        self._send(lambda: self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change])))

    def change(self, name: str, text: str) -> list[types.Diagnostic]:
        """Change a text and wait for what is said of it."""
        self.type(name, text)
        return self.said(name)

    def close(self, name: str) -> None:
        """Close a text."""
        self._send(lambda: self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.identifier(name))))

    def _send(self, notify: Callable[[], None]) -> None:
        async def send() -> None:
            notify()

        self.run(send())

    def said(self, name: str) -> list[types.Diagnostic]:
        """What is published of the newest version of a text, once it is."""

        async def wait() -> list[types.Diagnostic]:
            while True:
                for one in self.told:
                    if (one.uri, one.version) == (self.uri(name), self._versions[name]):
                        return list(one.diagnostics)
                self._news.clear()
                await self._news.wait()

        return self.run(wait())

    def identifier(self, name: str) -> types.TextDocumentIdentifier:
        """A file as requests name it."""
        return types.TextDocumentIdentifier(self.uri(name))

    def pull(self, name: str, before: str | None = None) -> Any:
        """Ask for the diagnostics of a text."""
        params = types.DocumentDiagnosticParams(self.identifier(name), previous_result_id=before)
        return self.run(self.client.text_document_diagnostic_async(params))

    def hover(self, name: str, line: int, column: int) -> types.Hover | None:
        """What is shown where the pointer rests."""
        params = types.HoverParams(self.identifier(name), types.Position(line, column))
        return self.run(self.client.text_document_hover_async(params))

    def actions(self, name: str, where: types.Range) -> dict[str, Any]:
        """What is offered at a range, by its title."""
        params = types.CodeActionParams(self.identifier(name), where, types.CodeActionContext([]))
        offered = self.run(self.client.text_document_code_action_async(params)) or []
        return {one.title: one for one in offered}

    def end(self) -> int:
        """End the session as editors do; the exit code of the server."""

        async def stop() -> int:
            await self.client.shutdown_async(None)
            server = self.client._server
            assert server is not None
            self.client.exit(None)
            code = await server.wait()
            await self.client.stop()
            return code

        code = self.run(stop())
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()
        return int(code)


Begin = Callable[..., Editor]


@pytest.fixture(scope="module")
def begin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begin]:
    """Begin a session with an editor of some capabilities, in a folder of its own."""
    begun: list[Editor] = []

    def start(capabilities: types.ClientCapabilities | None = None) -> Editor:
        folder = tmp_path_factory.mktemp("texts")
        begun.append(Editor(folder, capabilities or types.ClientCapabilities()))
        return begun[-1]

    yield start
    assert [one.end() for one in begun] == [0] * len(begun)
