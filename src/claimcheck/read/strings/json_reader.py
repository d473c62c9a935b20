"""JSON: every string value, under the keys that lead to it.

Objects and lists are taken apart here, because no library tells where a value stands.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]

from claimcheck.read.encoding import decode
from claimcheck.read.reading import Raw, Reading
from claimcheck.read.strings.entries import Entry, not_sound, reading

_BLANK = re.compile(r"[ \t\n\r]*")
_PLAIN = re.compile(r"-?\d{1,400}(?:\.\d{1,400})?(?:[eE][+-]?\d{1,9})?|true|false|null")


def read(raw: Raw) -> Reading:
    """Read a JSON file. Raises ``UnreadableInput`` (``damaged``, ``binary``, ``undecodable``)."""
    source = decode(raw).text
    return reading(raw, list(_entries(source, raw)), source)


def _entries(source: str, raw: Raw) -> Iterator[Entry]:
    """The strings in order. Each open object or list has its key or number; None waits for the first one."""
    path: list[str | int] = []
    closers: list[str] = []
    at = _next(source, 0)
    while True:
        at = yield from _value(source, at, raw, path, closers)
        while True:
            at = _next(source, at)
            char = source[at : at + 1]
            if not closers:
                if char:
                    raise _fault(source, at, raw, "something stands behind the end")
                return
            if char == closers[-1]:
                closers.pop()
                path.pop()
                at += 1
                continue
            if char != ",":
                raise _fault(source, at, raw, f"a comma or {closers[-1]} is missing")
            at = _next(source, at + 1)
            last = path.pop()
            at = _key(source, at, raw, path) if closers[-1] == "}" else _counted(path, last, at)
            break


def _value(source: str, at: int, raw: Raw, path: list[str | int], closers: list[str]) -> Generator[Entry, None, int]:
    """Take one value that is no container, opening those around it; the offset behind it."""
    while True:
        char = source[at : at + 1]
        if char == '"':
            text, end = _string(source, at, raw)
            yield Entry(text, at + 1, end - 1, tuple(map(str, path)))
            return end
        if char not in ("{", "["):
            found = _PLAIN.match(source, at)
            if found is None:
                raise _fault(source, at, raw, "a value is missing")
            return found.end()
        if len(closers) >= raw.limits.depth:
            raise _fault(source, at, raw, f"it is nested more than {raw.limits.depth} deep")
        closer = "}" if char == "{" else "]"
        at = _next(source, at + 1)
        if source[at : at + 1] == closer:
            return at + 1
        closers.append(closer)
        at = _key(source, at, raw, path) if char == "{" else _counted(path, -1, at)


def _key(source: str, at: int, raw: Raw, path: list[str | int]) -> int:
    if source[at : at + 1] != '"':
        raise _fault(source, at, raw, "a key is missing")
    key, at = _string(source, at, raw)
    at = _next(source, at)
    if source[at : at + 1] != ":":
        raise _fault(source, at, raw, "a colon is missing")
    path.append(key)
    return _next(source, at + 1)


def _counted(path: list[str | int], last: str | int, at: int) -> int:
    path.append(int(last) + 1)
    return at


def _string(source: str, at: int, raw: Raw) -> tuple[str, int]:
    try:
        text, end = scanstring(source, at + 1, False)
    except JSONDecodeError as error:
        raise _fault(source, error.pos, raw, error.msg) from None
    # Half a pair stands in no text.
    return str(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace"), end


def _next(source: str, at: int) -> int:
    found = _BLANK.match(source, at)
    return found.end() if found else at


def _fault(source: str, at: int, raw: Raw, told: str) -> Exception:
    return not_sound(raw, "JSON", source.count("\n", 0, at) + 1, told)
