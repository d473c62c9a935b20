"""A table of formats for a reading process: one reader that does what the file tells it to.

A file such as ``%PDF- pages=5 crash@3`` has five pages, and the reader dies at the third. ``@0`` is before the first
page, ``@end`` is after the last.
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import suppress
from typing import Any

from claimcheck.errors import UnreadableInput
from claimcheck.model.document import Block, Page, Piece
from claimcheck.read.formats import Format
from claimcheck.read.reading import Raw, Reading

FORMATS = {"pdf": Format("a staged file", read="staged_readers", isolated=True)}
WORDS = "Page {} tells of emissions."
_kept: list[bytes] = []


def read(raw: Raw) -> Reading:
    options, deeds = _script(raw.data.decode())
    count = int(options.get("pages", 1))
    _do(deeds.get("0"), raw)
    texts, pages, blocks, start = [], [], [], 0
    for number in range(1, count + 1):
        text = ""
        if number in raw.wanted(count) and raw.opens(number, count):
            _do(deeds.get(str(number)) or deeds.get("every"), raw)
            text = WORDS.format(number)
            if raw.progress is not None:
                raw.progress(number, count)
        pages.append(Page(number, start, start + len(text), "read" if text else "unread"))
        if text:
            blocks.append(Block("paragraph", text, (Piece(0, start, len(text)),), number))
        texts.append(text)
        start += len(text) + 1
    _do(deeds.get("end"), raw)
    if not blocks:
        raise UnreadableInput("has no text", code="no-text", path=raw.path, hint="give another file")
    return Reading("\n".join(texts), tuple(blocks), tuple(pages), title=_told(options.get("tell"), raw))


def _script(text: str) -> tuple[dict[str, str], dict[str, str]]:
    words = text.split()[1:]
    deeds = [word.partition("@") for word in words if "@" in word]
    return dict(word.split("=", 1) for word in words if "=" in word), {place: deed for deed, _, place in deeds}


def _do(deed: str | None, raw: Raw) -> None:
    match deed:
        case "crash":
            os.abort()
        case "leave":
            os._exit(7)
        case "hang":
            time.sleep(600)
        case "spin":
            while True:
                pass
        case "nap":
            time.sleep(0.2)
        case "fill":
            while True:
                _kept.append(bytes(16 << 20))
        case "raise":
            raise RecursionError("too deep \x1b[31m")
        case "chatter":
            print("stray words")
            print("stray error", file=sys.stderr)
            os.write(1, b"raw stray words")
            os.write(2, b"raw stray error")
        case "swell":
            raise UnreadableInput("x" * (raw.limits.output + 1), code="no-text", path=raw.path)


def _told(what: str | None, raw: Raw) -> str | None:
    """What the reading process knows, as JSON."""
    facts: dict[str, Any] = {
        "pid": os.getpid(),
        "modules": sorted(name for name in sys.modules if not name.startswith("_")),
        "environment": sorted(os.environ),
        "password": raw.password,
        "files": _open_files(),
        "limits": _limits(),
        "half": "\ud800",
    }
    return None if what is None else json.dumps(facts[what])


def _open_files() -> list[str]:
    found = []
    with suppress(OSError):
        for name in os.listdir("/proc/self/fd"):
            with suppress(OSError):
                found.append(os.readlink(f"/proc/self/fd/{name}").partition(":")[0])
    return sorted(found)


def _limits() -> dict[str, int]:
    import resource

    names = ("RLIMIT_CORE", "RLIMIT_FSIZE", "RLIMIT_AS", "RLIMIT_CPU")
    return {name: resource.getrlimit(getattr(resource, name))[0] for name in names}
