"""Files of many parts, each with headers of its own (MIME): mails, and web archives, which are read here.

Of a web archive (MHTML), the page that a browser saved together with its pictures, only the first page is text.
``Document.source`` is that page, so lines and columns count in it.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser
from typing import NamedTuple

from msgspec.structs import replace

from claimcheck.read.html.reader import read as read_page
from claimcheck.read.reading import Raw, Reading

# Headers are short; a longer run without an empty line is no part.
_MOST_HEADER_BYTES = 65_536
_MOST_PARTS = 10_000
_DEEPEST = 20
_PAGES = ("text/html", "application/xhtml+xml")


class MimePart(NamedTuple):
    """A part that holds no others: its headers, its body, and the number of the part that gives a choice with it.

    Parts of one choice say the same in other ways; ``choice`` is 0 for one that stands for itself.
    """

    headers: Message
    body: bytes
    choice: int = 0

    @property
    def kind(self) -> str:
        """Its type, as "text/html"."""
        return self.headers.get_content_type()

    @property
    def data(self) -> bytes:
        """The body as it was before it was written for mail."""
        coding = str(self.headers.get("Content-Transfer-Encoding", "")).strip().lower()
        if coding == "quoted-printable":
            return quopri.decodestring(self.body)
        if coding == "base64":
            try:
                return base64.b64decode(self.body)
            except binascii.Error:
                return self.body
        return self.body


def parts(data: bytes) -> Iterator[MimePart]:
    """The parts of a file in their order; the file itself if it has none. At most 10,000, at most 20 deep."""
    waiting = [(data, 0, 0)]
    count = 0
    while waiting and count < _MOST_PARTS:
        content, depth, choice = waiting.pop()
        count += 1
        headers, start = _headers(content)
        boundary = headers.get_boundary() if headers.get_content_maintype() == "multipart" else None
        if boundary is None or depth == _DEEPEST:
            yield MimePart(headers, content[start:], choice)
            continue
        if headers.get_content_subtype() == "alternative":
            choice = count
        inner = [(each, depth + 1, choice) for each in _inner(content, start, boundary)]
        waiting += reversed(inner)


def _inner(data: bytes, start: int, boundary: str) -> Iterator[bytes]:
    """What stands between the boundaries."""
    mark = re.escape(boundary.encode("ascii", "replace"))
    begin = -1
    for found in re.finditer(rb"\n--" + mark + rb"(--)?[ \t\r]*+(?=\n|\Z)", data[max(0, start - 1) :]):
        end = found.start() + max(0, start - 1)
        if begin >= 0:
            yield data[begin:end]
        begin = end + len(found[0]) + 1
        if found[1]:
            return
    if 0 <= begin < len(data):
        yield data[begin:]


def headers_of(data: bytes) -> Message:
    """The headers at the start of a file."""
    return _headers(data)[0]


def _headers(data: bytes) -> tuple[Message, int]:
    """The headers at the start, and where the body begins."""
    if data.startswith((b"\n", b"\r\n")):
        return Message(), data.index(b"\n") + 1
    marks = ((mark, data.find(mark, 0, _MOST_HEADER_BYTES)) for mark in (b"\r\n\r\n", b"\n\n"))
    ends = [(at, at + len(mark)) for mark, at in marks if at >= 0]
    end, body = min(ends, default=(0, 0))
    return BytesHeaderParser().parsebytes(data[:end] + b"\n\n"), body


def read(raw: Raw) -> Reading:
    """Read a web archive. Raises ``UnreadableInput`` (``damaged`` and what a page may raise)."""
    for part in parts(raw.data):
        if part.kind in _PAGES:
            reading = read_page(replace(raw, data=part.data))
            message = "lines and columns count in the page inside the web archive, not in the file"
            return replace(reading, problems=(*reading.problems, raw.problem("page-in-archive", message, "note")))
    hint = "open it in a browser and save it as a single HTML page"
    raise raw.unreadable("damaged", "is a web archive without a page in it", hint)
