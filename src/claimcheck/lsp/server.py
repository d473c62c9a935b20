"""The language server: which text is open, when it is judged, and who is told."""

from __future__ import annotations

import asyncio
import gc
import hashlib
import logging
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import unquote

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import JsonRpcException, JsonRpcServerNotInitialized
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from claimcheck.config.file import OWN, PROJECT
from claimcheck.config.resolve import Sources
from claimcheck.errors import ClaimcheckError
from claimcheck.lsp import actions
from claimcheck.lsp.actions import EXPLAIN, Offers
from claimcheck.lsp.desk import SUFFIXES, Desk, Draft, Judged
from claimcheck.lsp.remarks import SOURCE, Positions, Remark, remarks
from claimcheck.rulepack.pack import Pack
from claimcheck.version import __version__

PAUSE = 0.1
"""Seconds without a change after which a text is judged: typing is not interrupted by remarks on half a word."""
REST = 0.05
"""Seconds after an answer until it is on its way and there is time to tidy up, before the next pause in typing ends."""

_WATCHED = (OWN, PROJECT, "*.yml", "*.yaml", "claimcheck-baseline.json")


class Answer(NamedTuple):
    """A draft as it was judged, with what is to be said of it; ``mark`` tells it from every other answer."""

    judged: Judged
    positions: Positions
    remarks: list[Remark]
    mark: str


class Server(LanguageServer):
    """Judges the texts that are open, one at a time and in a thread of its own, and forgets what is out of date."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(SOURCE, __version__, types.TextDocumentSyncKind.Full)
        self.desk = desk
        self._judging = ThreadPoolExecutor(1, thread_name_prefix="judging")
        self._turn = asyncio.Lock()
        self._answers: dict[str, Answer] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._renewals = 0
        self._untidy = False

    def draft(self, uri: str) -> Draft | None:
        """The text of a file as it is now, None where it is not open or in no language that is read.

        Raises ``JsonRpcServerNotInitialized`` where a client asks before it said who it is.
        """
        try:
            found = self.workspace.text_documents.get(unquote(uri))
        except RuntimeError:
            raise JsonRpcServerNotInitialized("the first request has to be initialize") from None
        if found is None or found.language_id not in SUFFIXES:
            return None
        path = to_fs_path(uri)
        inside = path is not None and path.startswith(os.getcwd() + os.sep)
        shown = (os.path.relpath(path) if inside else path) if path is not None else "untitled"
        return Draft(uri, shown, found.language_id, found.version, found.source)

    def mark(self, draft: Draft) -> str:
        """What an answer on this text under these settings is known by."""
        digest = hashlib.sha256(draft.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return f"{self._renewals}-{draft.version}-{digest}"

    async def answer(self, uri: str) -> Answer | None:
        """The answer on the text as it is now; None where there is none, or where the text changed meanwhile."""
        draft = self.draft(uri)
        if draft is None:
            return None
        known = self._answers.get(uri)
        if known is not None and known.mark == self.mark(draft):
            return known
        async with self._turn:
            mark = self.mark(draft)
            if self.draft(uri) != draft:
                return None
            known = self._answers.get(uri)
            if known is None or known.mark != mark:
                loop = asyncio.get_running_loop()
                known = await loop.run_in_executor(self._judging, self._judged, draft, mark)
        if self.draft(uri) != draft or self.mark(draft) != mark:
            return None
        self._answers[uri] = known
        asyncio.get_running_loop().call_later(REST, self._rest)
        return known

    def _rest(self) -> None:
        if not self._turn.locked():
            self._tidy()

    def _tidy(self) -> None:
        """Look for garbage that judging left behind: a fifth of its time, for which no answer should wait."""
        if self._untidy:
            self._untidy = False
            gc.collect(0)

    def _judged(self, draft: Draft, mark: str) -> Answer:
        self._tidy()
        self._untidy = True
        positions = Positions(draft.text, self.workspace.position_encoding or types.PositionEncodingKind.Utf16)
        judged = self.desk.judge(draft)
        return Answer(judged, positions, remarks(judged, positions), mark)

    async def pack(self) -> Pack:
        """The rules. Raises ``ClaimcheckError`` where they or the configuration cannot be used."""
        async with self._turn:
            return await asyncio.get_running_loop().run_in_executor(self._judging, lambda: self.desk.pack)

    async def warm_up(self) -> None:
        """Load the rules before the first text asks for them; what is wrong with them is told with the first text."""
        with suppress(ClaimcheckError):
            await self.pack()
        # The rules live as long as the server: nobody has to look for garbage among them.
        gc.collect()
        gc.freeze()
        gc.disable()

    def renew(self) -> None:
        """Judge everything anew, with settings, registers and rules as they are on the disk now."""
        self.desk.renew()
        self._renewals += 1
        gc.collect()
        if self.asks_itself:
            if get_capability(self.client_capabilities, "workspace.diagnostics.refresh_support"):
                self.workspace_diagnostic_refresh(None)
            return
        for document in list(self.workspace.text_documents.values()):
            self.publish_soon(document.uri)

    @property
    def asks_itself(self) -> bool:
        """Whether the client pulls diagnostics: it would show those twice that are published as well."""
        return get_capability(self.client_capabilities, "text_document.diagnostic") is not None

    def publish_soon(self, uri: str) -> None:
        """Publish what is to be said of a text once nobody has changed it for a moment."""
        if self.asks_itself or self.draft(uri) is None:
            return
        self.forget(uri)
        self._waiting[uri] = asyncio.create_task(self._publish(uri))

    async def _publish(self, uri: str) -> None:
        await asyncio.sleep(PAUSE)
        answer = await self.answer(uri)
        if answer is not None:
            self.tell(uri, answer.judged.draft.version, [one.diagnostic for one in answer.remarks])

    def tell(self, uri: str, version: int | None, diagnostics: Sequence[types.Diagnostic]) -> None:
        """Publish the diagnostics of a version."""
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version=version))

    def forget(self, uri: str) -> None:
        """Publish nothing that was to be published of a text."""
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()

    def close(self, uri: str) -> None:
        """Forget a text that is no longer open."""
        self.forget(uri)
        self._answers.pop(uri, None)
        if not self.asks_itself:
            self.tell(uri, None, [])


def made(sources: Sources) -> Server:
    """A server that judges by these settings, with all that it answers to."""
    server = Server(Desk(sources))
    _follow_texts(server)
    _answer_questions(server)

    @server.feature(types.INITIALIZE)
    def begin(ls: Server, params: types.InitializeParams) -> None:
        # As the commands do that somebody runs in the folder of the project.
        if folder := _folder(params):
            with suppress(OSError):
                os.chdir(folder)

    @server.feature(types.INITIALIZED)
    async def watch(ls: Server, params: types.InitializedParams) -> None:
        wanted: list[types.Registration] = []
        if get_capability(ls.client_capabilities, "workspace.did_change_watched_files.dynamic_registration"):
            files = [types.FileSystemWatcher(f"**/{name}") for name in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(files)
            wanted.append(types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options))
        wanted += actions.registrations(ls.client_capabilities)
        if wanted:
            await ls.client_register_capability_async(types.RegistrationParams(wanted))
        await ls.warm_up()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
        ls.renew()

    return server


def _folder(params: types.InitializeParams) -> str | None:
    """The folder that the editor works in, the first where there are several."""
    first = next((one.uri for one in params.workspace_folders or ()), params.root_uri)
    return to_fs_path(first) if first else params.root_path


def _follow_texts(server: Server) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
        ls.publish_soon(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
        ls.publish_soon(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
        ls.close(params.text_document.uri)


def _answer_questions(server: Server) -> None:
    options = types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=False, identifier=SOURCE)

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    async def diagnose(
        ls: Server, params: types.DocumentDiagnosticParams
    ) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
        uri = params.text_document.uri
        answer = await ls.answer(uri)
        if answer is None:
            if ls.draft(uri) is None:
                return types.RelatedFullDocumentDiagnosticReport([])
            raise JsonRpcException(
                "the text has changed",
                types.LSPErrorCodes.ServerCancelled,
                types.DiagnosticServerCancellationData(retrigger_request=True),
            )
        if params.previous_result_id == answer.mark:
            return types.RelatedUnchangedDocumentDiagnosticReport(answer.mark)
        return types.RelatedFullDocumentDiagnosticReport(
            [one.diagnostic for one in answer.remarks], result_id=answer.mark
        )

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hovered(ls: Server, params: types.HoverParams) -> types.Hover | None:
        answer = await ls.answer(params.text_document.uri)
        return answer and actions.hover(answer.judged, answer.remarks, answer.positions, params.position)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions([types.CodeActionKind.QuickFix]))
    async def offered(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
        answer = await ls.answer(params.text_document.uri)
        if answer is None:
            return []
        snippets = get_capability(ls.client_capabilities, "workspace.workspace_edit.snippet_edit_support")
        offers = Offers(answer.judged, answer.positions, snippets=bool(snippets))
        return offers.at(answer.remarks, params.range, params.context.only)

    @server.command(EXPLAIN)
    async def explain(ls: Server, rule: str) -> str:
        return await actions.show(ls, await ls.pack(), rule)

    @server.feature(types.WORKSPACE_TEXT_DOCUMENT_CONTENT)
    async def content(ls: Server, params: types.TextDocumentContentParams) -> types.TextDocumentContentResult:
        return types.TextDocumentContentResult(actions.content(await ls.pack(), params.uri))


def serve(sources: Sources) -> int:
    """Serve a client on standard input and output until it goes."""
    logging.getLogger("pygls.protocol.json_rpc").addFilter(_is_unexpected)
    made(sources).start_io()
    return 0


def _is_unexpected(record: logging.LogRecord) -> bool:
    """Whether an entry of the log is more than an answer that a request gets by the book."""
    return not (record.exc_info and isinstance(record.exc_info[1], JsonRpcException))
