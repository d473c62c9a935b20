"""Web archives (MHTML): the page that a browser saved together with its pictures.

Only the first page in the archive is text. ``Document.source`` is that page, so lines and columns count in it.
"""

from __future__ import annotations

from msgspec.structs import replace

from claimcheck.read.html import reader
from claimcheck.read.mime import parts
from claimcheck.read.reading import Raw, Reading

_PAGES = ("text/html", "application/xhtml+xml")


def read(raw: Raw) -> Reading:
    """Read a web archive. Raises ``UnreadableInput`` (``damaged`` and what a page may raise)."""
    for part in parts(raw.data):
        if part.kind in _PAGES:
            reading = reader.read(replace(raw, data=part.data))
            message = "lines and columns count in the page inside the web archive, not in the file"
            return replace(
                reading, problems=(*reading.problems, raw.problem("page-in-archive", message, "note"))
            )
    hint = "open it in a browser and save it as a single HTML page"
    raise raw.unreadable("damaged", "is a web archive without a page in it", hint)
