"""Who may speak to the page: nobody but the page itself, at the address that only its user knows."""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

READING = ("GET", "HEAD")
_SAME = ("same-origin", "none")
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Guard:
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
        if method not in READING and headers.get("origin") != f"http://{self._host}":
            yield _refusal(403, "only the page itself may change anything")
        if rest and headers.get("sec-fetch-site", _SAME[0]) not in _SAME:
            yield _refusal(403, "only the page itself may ask for this")


def _refusal(status: int, words: str) -> Response:
    return JSONResponse({"error": words}, status)
