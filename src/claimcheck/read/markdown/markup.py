"""Visible text of raw HTML inside a Markdown file: tags, comments, scripts and styles fall away.

The pages' own scanner splits it. What that is given has a character for each byte, so that offsets are those of bytes.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from claimcheck.model.document import BlockKind, Way
from claimcheck.read.blocks.runs import Item, Span
from claimcheck.read.html.elements import STRUCK, names
from claimcheck.read.html.tokens import Attributes, Scanner, Token
from claimcheck.read.unseen import declared, hidden_by
from claimcheck.text.remembered import late_pattern

_INLINE = names(
    "a abbr b bdi bdo big cite del dfn em font i ins kbd label mark q s small span strike strong sub sup time "
    "tt u var wbr"
)
ALT = "alt"
CELLS = names("td th")
KINDS: dict[str, BlockKind] = {"li": "list", "figcaption": "caption", "caption": "caption"}
END_OF_TABLE = "/table"
_SILENT = names("script style template")
_ONE_BYTE = "latin-1"
_TAG = late_pattern(rb"</?([A-Za-z][A-Za-z0-9-]*)")
_ENTITY = late_pattern(rb"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_WORD = late_pattern(rb"[A-Za-z0-9\x80-\xff]")


class Raised(NamedTuple):
    """A tag of ``sup``: what stands between two of them is raised."""

    opens: bool


class Passage(NamedTuple):
    """A run of visible text: the element that opened it (``ALT`` for a picture's text) and its items.

    Tables have passages without text as well: each cell with the rows and columns that it spans, and a passage where
    a row begins and where a table begins or ends (``END_OF_TABLE``).
    """

    element: str
    items: list[Any]
    rows: int = 1
    columns: int = 1


def tag_name(tag: bytes) -> tuple[str, bool]:
    """Lower-case name of a tag and whether it is a closing one; an empty name for anything else."""
    match = _TAG.match(tag)
    return (match[1].lower().decode(), tag.startswith(b"</")) if match else ("", False)


def _attributes(tag: bytes) -> Attributes:
    name, _ = tag_name(tag)
    return Attributes(tag.decode(_ONE_BYTE), Token(0, len(tag), name))


def alt_span(tag: bytes) -> tuple[int, int] | None:
    """Where the text of an ``alt`` attribute stands in ``tag``."""
    return _attributes(tag).span("alt")


def way_of_tag(tag: bytes) -> Way | None:
    """How a start tag hides what is in its element, if it does."""
    if tag_name(tag)[0] in STRUCK:
        return "struck out"
    attributes = _attributes(tag)
    style = declared(attributes.get("style"))
    switched = "hidden" in attributes and attributes.get("hidden").lower() != "until-found"
    return "switched off" if switched and "display" not in style else hidden_by(style)


def element_end(data: bytes, at: int, name: bytes) -> int:
    """Where the end tag of an element stands whose start tag ends at ``at``; -1 if there is none."""
    depth = 1
    for tag in re.compile(rb"<(/?)" + name + rb"\b[^<>]*+>", re.IGNORECASE).finditer(data, at):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.start()
    return -1


def is_open(block: bytes) -> bool:
    """Whether a comment or a silent element of a block of HTML never ends, and has words."""
    if _WORD.search(block) is None:
        return False
    if block.rfind(b"<!--") > block.rfind(b"-->"):
        return True
    lower = block.lower().decode(_ONE_BYTE)
    return any(lower.rfind("<" + name) > lower.rfind("</" + name) for name in _SILENT)


def passages(data: bytes, spans: list[Span]) -> list[Passage]:
    """The visible passages of an HTML block whose lines are ``spans`` of ``data``."""
    return list(_Passages(data, spans).run())


class _Passages:
    def __init__(self, data: bytes, spans: list[Span]) -> None:
        self._spans = spans
        self._html = b"".join(data[span.start : span.end] for span in spans)
        self._source = self._html.decode(_ONE_BYTE)
        self._starts = [0]
        for span in spans:
            self._starts.append(self._starts[-1] + span.end - span.start)
        self._passage = Passage("", [])

    def run(self) -> Iterator[Passage]:
        silent = ""
        for token in Scanner(self._source, xml=False).tokens():
            if silent and not (token.closes and token.name == silent):
                continue
            silent = token.name if token.name in _SILENT and not token.closes else ""
            if token.name:
                yield from self._enter(token)
            else:
                self._add_text(token.start, token.end)
        yield from self._break("")

    def _enter(self, tag: Token) -> Iterator[Passage]:
        attributes = Attributes(self._source, tag)
        if tag.name == "img":
            if found := attributes.span("alt"):
                yield Passage(ALT, [*self._runs(*found)])
        elif tag.name == "br":
            self._passage.items.append("\n")
        elif tag.name == "sup":
            self._passage.items.append(Raised(not tag.closes))
        elif tag.name in CELLS and not tag.closes:
            spans = (attributes.get(name) for name in ("rowspan", "colspan"))
            rows, columns = (max(1, int(value[:4])) if value.isdecimal() else 1 for value in spans)
            yield from self._break(tag.name, rows, columns)
        elif tag.name in ("tr", "table"):
            yield from self._break("")
            if not tag.closes or tag.name == "table":
                yield Passage(END_OF_TABLE if tag.closes else tag.name, [])
        elif tag.name not in _INLINE:
            yield from self._break("" if tag.closes else tag.name)

    def _break(self, element: str, rows: int = 1, columns: int = 1) -> Iterator[Passage]:
        if self._passage.items or self._passage.element in CELLS:
            yield self._passage
        self._passage = Passage(element, [], rows, columns)

    def _add_text(self, start: int, end: int) -> None:
        """Add visible text; character references are shown as what they stand for."""
        last = start
        for match in _ENTITY.finditer(self._html, start, end):
            self._passage.items.extend(self._runs(last, match.start()))
            self._passage.items.append(html.unescape(match[0].decode()))
            last = match.end()
        self._passage.items.extend(self._runs(last, end))

    def _runs(self, start: int, end: int) -> Iterator[Item]:
        """The runs of the source behind an offset range of the joined lines."""
        index = bisect_right(self._starts, start) - 1
        while start < end:
            stop = min(end, self._starts[index + 1])
            shift = self._spans[index].start - self._starts[index]
            yield Span(start + shift, stop + shift)
            start = stop
            index += 1
