"""Web archives (MHTML): the page that a browser saved together with its pictures.

Only the first page in the archive is text. ``Document.source`` is that page, so lines and columns count in it.
"""

from __future__ import annotations

import base64
import binascii
import quopri
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from email.parser import BytesHeaderParser

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Problem
from claimcheck.read.html import reader
from claimcheck.read.reading import Raw, Reading

# Headers are short; a longer run without an empty line is no archive.
_MOST_HEADER_BYTES = 65_536
_PAGES = ("text/html", "application/xhtml+xml")


def read(raw: Raw) -> Reading:
    """Read a web archive. Raises ``UnreadableInput`` (``damaged`` and what a page may raise)."""
    for headers, body in _parts(raw.data):
        if headers.get_content_type() in _PAGES:
            reading = reader.read(replace(raw, data=_plain(headers, body)))
            message = "lines and columns count in the page inside the web archive, not in the file"
            return replace(
                reading, problems=(*reading.problems, Problem("page-in-archive", message, "note", raw.path))
            )
    hint = "open it in a browser and save it as a single HTML page"
    raise UnreadableInput("is a web archive without a page in it", code="damaged", path=raw.path, hint=hint)


def _parts(data: bytes) -> Iterator[tuple[Message, bytes]]:
    """Headers and body of each part; of the archive itself if it has no parts."""
    headers, start = _headers(data, 0)
    boundary = headers.get_boundary()
    if boundary is None:
        yield headers, data[start:]
        return
    line = b"\n--" + boundary.encode("ascii", "replace")
    at = data.find(line, max(0, start - 1))
    while at >= 0:
        begin = data.find(b"\n", at + len(line)) + 1
        following = data.find(line, begin) if begin else -1
        if not begin:
            return
        end = len(data) if following < 0 else following
        part, body = _headers(data, begin)
        yield part, data[body:end]
        at = following


def _headers(data: bytes, start: int) -> tuple[Message, int]:
    """The headers from ``start`` on, and where the body begins."""
    ends = [
        (at, at + len(mark))
        for mark in (b"\r\n\r\n", b"\n\n")
        if (at := data.find(mark, start, start + _MOST_HEADER_BYTES)) >= 0
    ]
    end, body = min(ends, default=(start, start))
    return BytesHeaderParser().parsebytes(data[start:end] + b"\n\n"), body


def _plain(headers: Message, body: bytes) -> bytes:
    coding = str(headers.get("Content-Transfer-Encoding", "")).strip().lower()
    if coding == "quoted-printable":
        return quopri.decodestring(body)
    if coding == "base64":
        try:
            return base64.b64decode(body)
        except binascii.Error:
            return body
    return body
