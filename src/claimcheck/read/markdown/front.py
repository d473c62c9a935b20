"""The front matter of a Markdown page: its title, its language, and what listings and search results show of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.model.document import Block, BlockKind
from claimcheck.read.blocks.runs import Assembler, Item, Span
from claimcheck.text.late_pattern import late_pattern

_FIRST_HEADING = late_pattern(rb"^#[ \t]+([^\n]*?)[# \t\r]*$", re.MULTILINE)
TITLES = frozenset((b"title", b"headline"))
_KEYS = rb"title|headline|subtitle|description|summary|excerpt|tagline"
# Themes keep whole pages in lists under the front matter: the keys count at any depth.
_ENTRY = late_pattern(rb"^([ \t]*+(?:-[ \t]++)?)(" + _KEYS + rb")[ \t]*+[:=][ \t]*+", re.MULTILINE)
_LANGUAGE = late_pattern(
    rb"""^(?:lang|language|locale)[ \t]*+[:=][ \t]*+["']?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*+)\b""",
    re.MULTILINE,
)
# Answers to deciding facts: a mapping, one line each or all in braces; anything else behind the key is told to be none.
_FACTS = late_pattern(
    rb"^claimcheck-facts:[ \t]*+(?:\{([^}\n]*+)\}?|([^\s#][^\n]*+)|[^\n]*\n((?:[ \t]++\S[^\n]*\n)*+))",
    re.MULTILINE,
)
_ANSWER = late_pattern(rb"""[ \t]*+(?:"([^"]*+)"|'([^']*+)'|((?:(?![ \t]\#)[^\n])*+))""")
_DEEPEST = 40  # blanks
_QUOTED = late_pattern(rb"""(?:"((?:[^"\\]|\\.)*+)"|'((?:[^']|'')*+)')[ \t\r]*(?:#[^\n]*)?$""", re.MULTILINE)
_BLOCK_SCALAR = late_pattern(rb"[>|][+-]?[0-9]?[ \t\r]*(?:#[^\n]*)?$", re.MULTILINE)
_PLAIN = late_pattern(rb"(?!\#)[^\n]*?(?=[ \t]+\#|[ \t\r]*$)", re.MULTILINE)
_MORE = rb"\r?\n(?:[ \t]*\r?\n)*[ \t]{%d,}(?=\S)([^\r\n]*)"


def entries(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, list[Item]]]:
    """The texts that people see of the front matter at ``data[start:end]``, each under its key.

    The key is empty for one inside a list or another key.
    """
    front = data[start:end]
    for found in _ENTRY.finditer(front):
        runs = list(_runs(front, found.end(), len(found[1])))
        items: list[Item] = []
        for first, last in runs:
            items += ["\n"] if items else []
            items.append(Span(start + first, start + last))
        if items:
            yield found[2] if not found[1] else b"", items


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


def facts(front: bytes) -> tuple[tuple[str, str], ...]:
    """The answers to deciding facts under ``claimcheck-facts``, pairs of name and answer; a name may be any text."""
    found = _FACTS.search(front)
    if found is None:
        return ()
    parts = found[1].split(b",") if found[1] is not None else (found[2] or found[3] or b"").split(b"\n")
    pairs = (part.strip().partition(b":") for part in parts if part.strip() and part.strip()[:1] != b"#")
    said = ((name, answer) for name, colon, answer in pairs if answer.strip() or not colon)
    return tuple((name.decode().strip(" '\""), _answer(answer)) for name, answer in said)


def _answer(said: bytes) -> str:
    """A value of YAML on one line, without the quotes around it or the comment behind it."""
    found = _ANSWER.match(said)
    words = next((group for group in found.groups() if group is not None), b"") if found else b""
    return words.decode().strip()


class Front(NamedTuple):
    """What front matter gives: title and language, answers to deciding facts, and the blocks that a page shows."""

    title: str | None = None
    language: str | None = None
    facts: tuple[tuple[str, str], ...] = ()
    blocks: tuple[Block, ...] = ()


def read(data: bytes, assembler: Assembler, start: int, end: int) -> Front:
    """The front matter at ``data[start:end]``."""
    language = _LANGUAGE.search(data, start, end)
    heading = _FIRST_HEADING.search(data, end)
    first: str | None = None
    blocks: list[Block] = []
    for key, items in entries(data, start, end):
        made = assembler.assemble(items)
        if made is None:
            continue
        title = key in TITLES
        if title and first is None:
            first = " ".join(made.text.split())
        # A page shows its title once, although it stands in the file twice.
        if not (title and heading and heading[1].decode().split() == made.text.split()):
            kind: BlockKind = "title" if title else "paragraph"
            blocks.append(Block(kind, made.text, made.pieces, None, 1 if title else None))
    told = language[1].decode() if language else None
    return Front(first, told, facts(data[start:end]), tuple(blocks))
