"""The server of the review page: it listens on this machine only, and answers the page alone."""

from __future__ import annotations

import hmac
import re
import secrets
import socket
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from pathlib import Path, PurePath
from typing import Annotated, Any, TypeVar

import uvicorn
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claimcheck.decisions import MAX_WORDS
from claimcheck.errors import ClaimcheckError, misfit
from claimcheck.model.decision import DecisionState
from claimcheck.read.limits import MEBIBYTE, Limits
from claimcheck.report.html.review import policy_of
from claimcheck.review.session import MOST_FILES, Session

_READING = ("GET", "HEAD")
_SAME = ("same-origin", "none")
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

HOST = "127.0.0.1"
MOST_ASKED = 64 * 1024  # bytes of a question of the page

MOST_ADDED = 1024 * MEBIBYTE  # bytes of all files that are added to a review

_LONGEST_NAME = 200
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "application/octet-stream",
}
Words = Annotated[str, Field(min_length=1, max_length=MAX_WORDS)]
Name = Annotated[str, Field(min_length=1, max_length=400)]
M = TypeVar("M", bound=BaseModel)
Answer = Callable[[Request], Awaitable[Response]]


class _Asked(BaseModel):
    """A question of the page about a document."""

    model_config = ConfigDict(extra="forbid")
    document: int


class _Deciding(_Asked):
    name: Name
    by: Name
    state: DecisionState = "open"
    owner: Name | None = None
    until: date | None = None
    wording: Words | None = None
    comment: Words | None = None


class _Finding(_Asked):
    fingerprint: Name
    by: Name
    state: DecisionState


class _Answering(_Asked):
    fact: Name
    answer: Name | None
    by: Name


class _Trying(_Asked):
    name: Name
    wording: Words


def app_of(session: Session, folder: Path, limits: Limits, host: str, token: str) -> _Guard:
    """The application for a review at ``host``; files that are added are kept in ``folder``."""
    added = _Added(session, folder, max(limits.pdf_bytes, limits.office_bytes, limits.html_bytes))

    async def page(request: Request) -> Response:
        return HTMLResponse(await run_in_threadpool(session.page))

    def asks(path: str, shape: type[M], act: Callable[[M], object]) -> Route:
        async def answer(request: Request) -> Response:
            return JSONResponse(await run_in_threadpool(act, await _asked(request, shape)))

        return Route(path, answer, methods=["POST"])

    def decide(asked: _Deciding) -> object:
        change = asked.model_dump(include=asked.model_fields_set - {"document", "name", "by"})
        session.decide(asked.document, asked.name, asked.by, change)
        return {"card": session.card(asked.document, asked.name)}

    def finding(asked: _Finding) -> object:
        session.decide_finding(asked.document, asked.fingerprint, asked.by, {"state": asked.state})
        return {"document": session.document(asked.document)}

    def answer(asked: _Answering) -> object:
        session.answer(asked.document, asked.fact, asked.answer, asked.by)
        return {"document": session.document(asked.document)}

    def wording(asked: _Trying) -> object:
        return session.tried(asked.document, asked.name, asked.wording)

    async def sheet(request: Request) -> Response:
        values = request.path_params
        return JSONResponse({"sheet": await run_in_threadpool(session.sheet, values["at"], values["number"])})

    async def export(request: Request) -> Response:
        at = request.query_params.get("document", "0")
        kind = request.path_params["kind"]
        name, data = await run_in_threadpool(session.export, kind, int(at) if at.isdecimal() else -1)
        shown = re.sub(r"[^A-Za-z0-9._-]", "_", name)
        kept = {"Content-Disposition": f'attachment; filename="{shown}"'}
        return Response(data, media_type=_TYPES[name.rpartition(".")[2]], headers=kept)

    routes = [
        Route("/", page),
        asks("/api/decide", _Deciding, decide),
        asks("/api/finding", _Finding, finding),
        asks("/api/fact", _Answering, answer),
        asks("/api/wording", _Trying, wording),
        Route("/api/files", added.take, methods=["POST"]),
        Route("/api/page/{at:int}/{number:int}", sheet),
        Route("/export/{kind}", export),
    ]
    handlers: dict[Any, Any] = {ClaimcheckError: _told, HTTPException: _refused, Exception: _failed}
    return _Guard(Starlette(routes=routes, exception_handlers=handlers), host, token, policy_of(live=True))


class _Added:
    """Files that are dropped on the page: bounded in size and number, kept under names of their own."""

    def __init__(self, session: Session, folder: Path, most: int) -> None:
        self._session = session
        self._folder = folder
        self._most = most
        self._room = MOST_ADDED
        self._number = 0

    async def take(self, request: Request) -> Response:
        """Keep a file, read it and answer with what the page shows of it."""
        name = _name_of(request.query_params.get("name", ""))
        if self._number >= MOST_FILES:
            raise HTTPException(413, f"{MOST_FILES} files were added, and there is no room for more")
        self._number += 1
        target = self._folder / f"{self._number}{PurePath(name).suffix}"
        size = 0
        try:
            with target.open("xb") as file:
                async for part in request.stream():
                    size += len(part)
                    if size > min(self._most, self._room):
                        raise HTTPException(413, "the file is too large")
                    file.write(part)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        self._room -= size
        at = await run_in_threadpool(self._session.add, str(target), name)
        return JSONResponse({"at": at, "document": await run_in_threadpool(self._session.document, at)})


def _name_of(name: str) -> str:
    """The last part of the name of a file, with nothing in it that leads elsewhere."""
    last = PurePath(name.replace("\\", "/")).name
    shown = "".join(char for char in last if char.isprintable() and char != ":").lstrip(".-")
    if not shown or len(shown) > _LONGEST_NAME:
        raise HTTPException(400, "the file has no name that can be used")
    return shown


async def _asked(request: Request, shape: type[M]) -> M:
    """What the page asks, in its shape."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise HTTPException(415, "questions are asked as JSON")
    data = bytearray()
    async for part in request.stream():
        data += part
        if len(data) > MOST_ASKED:
            raise HTTPException(413, "the question is too long")
    try:
        return shape.model_validate_json(bytes(data))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = ".".join(map(str, first["loc"])) or "the question"
        raise HTTPException(400, misfit(name, first)) from None


async def _told(request: Request, error: ClaimcheckError) -> Response:
    return JSONResponse({"error": str(error)}, 404 if error.code == "not-found" else 400)


async def _refused(request: Request, error: HTTPException) -> Response:
    return JSONResponse({"error": error.detail}, error.status_code)


async def _failed(request: Request, error: Exception) -> Response:
    return JSONResponse({"error": f"a defect of claimcheck: {type(error).__name__}"}, 500)


class Listening:
    """A place of this machine at which the page is served; nobody else can take it between binding and serving."""

    def __init__(self) -> None:
        self._socket = socket.create_server((HOST, 0))
        self._token = secrets.token_urlsafe(24)
        self.host = f"{HOST}:{self._socket.getsockname()[1]}"

    @property
    def address(self) -> str:
        """The address of the page, which holds the token."""
        return f"http://{self.host}/{self._token}/"

    def server(self, session: Session, folder: Path, limits: Limits) -> uvicorn.Server:
        """A server without any log of who asked for what."""
        app = app_of(session, folder, limits, self.host, self._token)
        config = uvicorn.Config(
            app, log_config=None, access_log=False, server_header=False, lifespan="off", ws="none", http="h11",
            proxy_headers=False, timeout_graceful_shutdown=1,
        )  # fmt: skip
        return uvicorn.Server(config)

    def serve(self, server: uvicorn.Server) -> None:
        """Serve until the program is interrupted."""
        server.run(sockets=[self._socket])


class _Guard:
    """Lets through what has the ``token`` ahead of its path and names this ``host``, such as ``127.0.0.1:40123``.

    The name of the host is checked because a name that somebody else owns may lead to this machine; what changes
    something has to come from a page of this place, and so has all but the page itself where the browser tells. The
    application gets the path without the token; ``policy`` is the content security policy of every answer.
    """

    def __init__(self, app: ASGIApp, host: str, token: str, policy: str) -> None:
        self._app = app
        self._host = host
        self._token = token
        self._headers = {**_HEADERS, "Content-Security-Policy": f"{policy}; frame-ancestors 'none'"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or pass on a request."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        if scope["type"] != "http":
            return
        token, slash, rest = scope["path"].removeprefix("/").partition("/")
        refused = next(self._refused(Headers(scope=scope), scope["method"], token, rest), None)
        if refused is None and not slash:
            refused = _refusal(404, "there is nothing here")
        if refused is not None:
            await refused(scope, receive, guarded)
            return
        path = f"/{rest}"
        await self._app({**scope, "path": path, "raw_path": path.encode()}, receive, guarded)

    def _refused(self, headers: Headers, method: str, token: str, rest: str) -> Iterator[Response]:
        if headers.getlist("host") != [self._host]:
            yield _refusal(421, "this place has another name")
        if not hmac.compare_digest(token.encode(), self._token.encode()):
            yield _refusal(404, "there is nothing here")
        if method not in _READING and headers.get("origin") != f"http://{self._host}":
            yield _refusal(403, "only the page itself may change anything")
        if rest and headers.get("sec-fetch-site", _SAME[0]) not in _SAME:
            yield _refusal(403, "only the page itself may ask for this")


def _refusal(status: int, words: str) -> Response:
    return JSONResponse({"error": words}, status)
