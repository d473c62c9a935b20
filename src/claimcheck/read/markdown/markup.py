"""Visible text of raw HTML inside a Markdown file: tags, comments, scripts and styles fall away.

Works on bytes and in one pass: every search that fails is made once only.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from claimcheck.model.document import BlockKind, Way
from claimcheck.read.blocks.runs import Item, Span
from claimcheck.read.css import declared, hidden_by
from claimcheck.text.late_pattern import late_pattern

INLINE = frozenset(
    b"a abbr b bdi bdo big cite del dfn em font i ins kbd label mark q s small span strike strong sub sup time "
    b"tt u var wbr".split()
)
ALT = b"alt"
CELLS = frozenset((b"td", b"th"))
KINDS: dict[bytes, BlockKind] = {
    b"li": "list",
    b"figcaption": "caption",
    b"caption": "caption",
}
END_OF_TABLE = b"/table"
SILENT = frozenset(b"script style template".split())
_TAG = late_pattern(rb"</?([A-Za-z][A-Za-z0-9-]*)")
_TAG_PART = late_pattern(rb"""[>"']""")
_ENTITY = late_pattern(rb"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ALT_VALUE = late_pattern(rb"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_SPAN = late_pattern(rb"""\s(row|col)span\s*=\s*["']?([0-9]{1,4})""", re.IGNORECASE)
_WORD = late_pattern(rb"[A-Za-z0-9\x80-\xff]")
STRUCK = frozenset(b"del s strike".split())
_STYLE = late_pattern(rb"""\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_HIDDEN = late_pattern(rb"""\shidden(?=[\s=/>])(?!\s*=\s*["']?until-found)""", re.IGNORECASE)
_HEADING = late_pattern(rb"h([1-6])")


class Raised(NamedTuple):
    """A tag of ``sup``: what stands between two of them is raised."""

    opens: bool


class Passage(NamedTuple):
    """A run of visible text: the element that opened it (``ALT`` for a picture's text) and its items.

    Tables have passages without text as well: each cell with the rows and columns that it spans, and a passage where
    a row begins and where a table begins or ends (``END_OF_TABLE``).
    """

    element: bytes
    items: list[Any]
    rows: int = 1
    columns: int = 1


class Tag(NamedTuple):
    """A tag: its lower-case name, whether it closes, and the offset behind it."""

    name: bytes
    closes: bool
    end: int


def tag_name(tag: bytes) -> tuple[bytes, bool]:
    """Lower-case name of a tag and whether it is a closing one; an empty name for anything else."""
    match = _TAG.match(tag)
    return (match[1].lower(), tag.startswith(b"</")) if match else (b"", False)


def alt_span(tag: bytes) -> tuple[int, int] | None:
    """Where the text of an ``alt`` attribute stands in ``tag``."""
    match = _ALT_VALUE.search(tag)
    return match.span(match.lastindex or 0) if match else None


def way_of_tag(tag: bytes) -> Way | None:
    """How a start tag hides what is in its element, if it does."""
    name, _ = tag_name(tag)
    if name in STRUCK:
        return "struck out"
    style = _STYLE.search(tag)
    declarations = declared(html.unescape((style[1] or style[2] or style[3]).decode())) if style else {}
    if "display" not in declarations and _HIDDEN.search(tag):
        return "switched off"
    return hidden_by(declarations)


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
    lower = block.lower()
    return any(lower.rfind(b"<" + name) > lower.rfind(b"</" + name) for name in SILENT)


def heading_level(element: bytes) -> int | None:
    """1 to 6 for ``h1`` to ``h6``."""
    match = _HEADING.fullmatch(element)
    return int(match[1]) if match else None


def passages(data: bytes, spans: list[Span]) -> list[Passage]:
    """The visible passages of an HTML block whose lines are ``spans`` of ``data``."""
    return list(_Scanner(data, spans).run())


class _Scanner:
    def __init__(self, data: bytes, spans: list[Span]) -> None:
        self._spans = spans
        self._html = b"".join(data[span.start : span.end] for span in spans)
        self._starts = [0]
        for span in spans:
            self._starts.append(self._starts[-1] + span.end - span.start)
        self._tags_close = True
        self._quotes_close = True
        self._lower: bytes | None = None
        self._passage = Passage(b"", [])

    def run(self) -> Iterator[Passage]:
        markup, shown, look = self._html, 0, 0
        while (start := markup.find(b"<", look)) >= 0:
            if markup.startswith(b"<!--", start):
                self._add_text(shown, start)
                end = markup.find(b"-->", start + 4)
                shown = look = len(markup) if end < 0 else end + 3
                continue
            tag = self._tag(start)
            if tag is None:
                look = start + 1
                continue
            self._add_text(shown, start)
            yield from self._enter(tag, start)
            shown = look = self._after_silent(tag) if tag.name in SILENT and not tag.closes else tag.end
        self._add_text(shown, len(markup))
        yield from self._break(b"")

    def _tag(self, start: int) -> Tag | None:
        if not self._tags_close:
            return None
        match = _TAG.match(self._html, start)
        if match is None:
            other = self._html.startswith((b"<!", b"<?"), start)
            end = self._simple_end(start) if other else -1
            return Tag(b"", True, end) if end >= 0 else None
        end = self._tag_end(match.end())
        return Tag(match[1].lower(), self._html.startswith(b"</", start), end) if end >= 0 else None

    def _tag_end(self, at: int) -> int:
        """The offset behind the tag's ``>``, quoted attribute values skipped; -1 if there is none."""
        while self._quotes_close:
            part = _TAG_PART.search(self._html, at)
            if part is None:
                break
            if part[0] == b">":
                return part.end()
            close = self._html.find(part[0], part.end())
            # From here on quotes mean nothing: to look for the missing one time and again would be quadratic.
            self._quotes_close = close >= 0
            at = close + 1 if self._quotes_close else at
        return self._simple_end(at)

    def _simple_end(self, at: int) -> int:
        end = self._html.find(b">", at) if self._tags_close else -1
        self._tags_close = end >= 0
        return end + 1 if self._tags_close else -1

    def _enter(self, tag: Tag, start: int) -> Iterator[Passage]:
        if tag.name == b"img":
            found = alt_span(self._html[start : tag.end])
            if found:
                items: list[Item] = [*self._source(start + found[0], start + found[1])]
                yield Passage(ALT, items)
        elif tag.name == b"br":
            self._passage.items.append("\n")
        elif tag.name == b"sup":
            self._passage.items.append(Raised(not tag.closes))
        elif tag.name in CELLS and not tag.closes:
            spans = {
                name.lower(): max(1, int(count)) for name, count in _SPAN.findall(self._html, start, tag.end)
            }
            yield from self._break(tag.name, spans.get(b"row", 1), spans.get(b"col", 1))
        elif tag.name in (b"tr", b"table"):
            yield from self._break(b"")
            if not tag.closes or tag.name == b"table":
                yield Passage(END_OF_TABLE if tag.closes else tag.name, [])
        elif tag.name and tag.name not in INLINE:
            yield from self._break(b"" if tag.closes else tag.name)

    def _break(self, element: bytes, rows: int = 1, columns: int = 1) -> Iterator[Passage]:
        if self._passage.items or self._passage.element in CELLS:
            yield self._passage
        self._passage = Passage(element, [], rows, columns)

    def _after_silent(self, tag: Tag) -> int:
        if self._lower is None:
            self._lower = self._html.lower()
        end = self._lower.find(b"</" + tag.name, tag.end)
        return len(self._html) if end < 0 else end

    def _add_text(self, start: int, end: int) -> None:
        """Add visible text; character references are shown as what they stand for."""
        last = start
        for match in _ENTITY.finditer(self._html, start, end):
            self._passage.items.extend(self._source(last, match.start()))
            self._passage.items.append(html.unescape(match[0].decode()))
            last = match.end()
        self._passage.items.extend(self._source(last, end))

    def _source(self, start: int, end: int) -> Iterator[Span]:
        """The runs of the source behind an offset range of the joined lines."""
        index = bisect_right(self._starts, start) - 1
        while start < end:
            stop = min(end, self._starts[index + 1])
            shift = self._spans[index].start - self._starts[index]
            yield Span(start + shift, stop + shift)
            start = stop
            index += 1
