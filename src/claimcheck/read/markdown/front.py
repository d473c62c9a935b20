"""The front matter of a Markdown page: its title, its language, and what listings and search results show of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.read.blocks.runs import Item, Span

TITLES = frozenset((b"title", b"headline"))
_KEYS = rb"title|headline|subtitle|description|summary|excerpt|tagline"
# Themes keep whole pages in lists under the front matter: the keys count at any depth.
_ENTRY = re.compile(rb"^([ \t]*+(?:-[ \t]++)?)(" + _KEYS + rb")[ \t]*+[:=][ \t]*+", re.MULTILINE)
_LANGUAGE = re.compile(
    rb"""^(?:lang|language|locale)[ \t]*+[:=][ \t]*+["']?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*+)\b""",
    re.MULTILINE,
)
_DEEPEST = 40  # blanks
_QUOTED = re.compile(rb"""(?:"((?:[^"\\]|\\.)*+)"|'((?:[^']|'')*+)')[ \t\r]*(?:#[^\n]*)?$""", re.MULTILINE)
_BLOCK_SCALAR = re.compile(rb"[>|][+-]?[0-9]?[ \t\r]*(?:#[^\n]*)?$", re.MULTILINE)
_PLAIN = re.compile(rb"(?!\#)[^\n]*?(?=[ \t]+\#|[ \t\r]*$)", re.MULTILINE)
_MORE = rb"\r?\n(?:[ \t]*\r?\n)*[ \t]{%d,}(?=\S)([^\r\n]*)"


class Entry(NamedTuple):
    """A text of the front matter that people see; ``key`` is empty for one inside a list or another key."""

    key: bytes
    items: list[Item]


def entries(data: bytes, start: int, end: int) -> Iterator[Entry]:
    """The texts among the keys of the front matter at ``data[start:end]``."""
    front = data[start:end]
    for found in _ENTRY.finditer(front):
        runs = list(_runs(front, found.end(), len(found[1])))
        items: list[Item] = []
        for first, last in runs:
            items += ["\n"] if items else []
            items.append(Span(start + first, start + last))
        if items:
            yield Entry(found[2] if not found[1] else b"", items)


def language(data: bytes, start: int, end: int) -> str | None:
    """What the front matter at ``data[start:end]`` says that the page is in."""
    found = _LANGUAGE.search(data, start, end)
    return found[1].decode() if found else None


def _runs(front: bytes, at: int, depth: int) -> Iterator[tuple[int, int]]:
    """The lines of a value, without the quotation marks around it."""
    if quoted := _QUOTED.match(front, at):
        yield quoted.span(quoted.lastindex or 0)
        return
    scalar = _BLOCK_SCALAR.match(front, at)
    plain = scalar or _PLAIN.match(front, at)
    if plain is None:
        return
    if scalar is None and plain[0].strip():
        yield plain.span()
    deeper = re.compile(_MORE % (min(depth, _DEEPEST) + 1))
    while more := deeper.match(front, plain.end()):
        plain = more
        yield more.span(1)
