"""A page as tags and runs of text, each with its place in the source, in time linear in the page.

Browsers tolerate anything, and so does this: quotes that never close, tags that never end. The standard library's
parser is not used because, in Python versions still around, it needs seconds for a few kilobytes of such markup, and
because it finds other tags in other patch releases: a report has to be the same everywhere.
"""

from __future__ import annotations

import html
import re
from collections.abc import Generator, Iterator
from typing import NamedTuple

from claimcheck.read.html.elements import RAW, TEXT_ONLY
from claimcheck.text.remembered import late_pattern

BLANKS = " \t\n\r\f"

# Possessive throughout: an unfinished tag is given up at once and not tried in every split.
_ATTRIBUTE = (
    r"(?P<name>=[^ \t\n\r\f/>=]*+|[^ \t\n\r\f/>=]++)"
    r"(?:[ \t\n\r\f]*+=[ \t\n\r\f]*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^ \t\n\r\f>]*+)))?+"
)
_UNNAMED = re.sub(r"\?P<\w+>", "?:", _ATTRIBUTE)
_ATTRIBUTES = late_pattern(_ATTRIBUTE)
_NAME = late_pattern(r"</?([A-Za-z][^ \t\n\r\f/>]*+)")
_TAG = late_pattern(rf"</?([A-Za-z][^ \t\n\r\f/>]*+)(?:[ \t\n\r\f/]*+{_UNNAMED})*+[ \t\n\r\f/]*+>")
_TAG_START = late_pattern(r"</?[A-Za-z]|<!")
_COMMENT_END = late_pattern(r"--!?>")


class Token(NamedTuple):
    """A tag or a run of text (``name`` is empty then): its half-open range of the source, in code points."""

    start: int
    end: int
    name: str = ""
    closes: bool = False
    empty: bool = False
    """The tag ends in ``/>``."""


class Span(NamedTuple):
    """A half-open range of the source."""

    start: int
    end: int


class Attributes:
    """The attributes of one start tag, parsed when first asked for; of two of one name the first counts."""

    __slots__ = ("_end", "_source", "_spans", "_start")

    def __init__(self, source: str, token: Token) -> None:
        self._source = source
        self._start = token.start + 1 + len(token.name)
        self._end = token.end - 1
        self._spans: dict[str, Span] | None = {} if self._start >= self._end else None

    def span(self, name: str) -> Span | None:
        """Where the value stands; an empty range for an attribute without value, None if there is no such one."""
        if self._spans is None:
            self._spans = {}
            for match in _ATTRIBUTES.finditer(self._source, self._start, self._end):
                start, end = match.span(match.lastgroup or "name")
                span = Span(end if match.lastgroup == "name" else start, end)
                self._spans.setdefault(match["name"].lower(), span)
        return self._spans.get(name)

    def __bool__(self) -> bool:
        return self._spans is None or bool(self._spans)

    def __contains__(self, name: str) -> bool:
        return self.span(name) is not None

    def get(self, name: str) -> str:
        """The decoded value, empty where there is none."""
        span = self.span(name)
        if span is None or span.start == span.end:
            return ""
        value = self._source[span.start : span.end]
        return html.unescape(value) if "&" in value else value

    def words(self, name: str) -> list[str]:
        """The value split at blanks, in lower case, as for ``class`` and ``role``."""
        return self.get(name).lower().split()


class Scanner:
    """Splits ``source`` into tokens; ``xml`` says that ``/>`` ends any element and that CDATA is text.

    ``unclosed`` is where a comment or an element such as ``script`` begins that has no end: all behind it is lost.
    ``unfinished``: the page ends in the middle of a tag. ``broken`` are the tags so far that hold another one.
    """

    def __init__(self, source: str, xml: bool) -> None:
        self._source = source
        self._xml = xml
        self._quotes_close = True
        self._no_more: set[str] = set()
        self.unclosed: int | None = None
        self.broken: list[Span] = []
        last = source.rfind("<")
        self.unfinished = last >= 0 and _TAG_START.match(source, last) is not None and source.find(">", last) < 0

    def tokens(self) -> Iterator[Token]:
        """All tags and all text in order; comments, declarations and processing instructions are left out."""
        source, shown, look = self._source, 0, 0
        while (start := source.find("<", look)) >= 0:
            following = source[start + 1 : start + 2]
            if following in ("!", "?") or (following == "/" and not source[start + 2 : start + 3].isalpha()):
                tag = None
                end = self._declaration(start)
            else:
                tag = self._tag(start)
                end = tag.end if tag else -1
            if end < 0:
                look = start + 1
                continue
            if shown < start:
                yield Token(shown, start)
            shown = end
            if tag is not None:
                if source.find("<", start + 1, end) >= 0:
                    self.broken.append(Span(start, end))
                yield tag
                shown = yield from self._content(tag)
            elif self._xml and source.startswith("<![CDATA[", start):
                yield Token(start + 9, max(start + 9, end - 3))
            look = len(source) if tag and tag.name == "plaintext" and not tag.closes else shown
        if shown < len(source):
            yield Token(shown, len(source))

    def _content(self, tag: Token) -> Generator[Token, None, int]:
        """The content of an element without inner markup; the offset behind it, or behind any other tag."""
        if tag.closes or not (tag.name in RAW or tag.name in TEXT_ONLY):
            return tag.end
        end, closed = self._content_end(tag)
        if closed and tag.name == "noscript":
            # Some readers see what is in it, as any markup.
            return tag.end
        if tag.end < end:
            yield Token(tag.end, end)
        if not closed:
            yield Token(end, end, tag.name, True)
        return end

    def _tag(self, start: int) -> Token | None:
        source = self._source
        if self._quotes_close:
            match = _TAG.match(source, start)
            if match is not None:
                name = match[1].lower()
                return Token(start, match.end(), name, source[start + 1] == "/", source[match.end() - 2] == "/")
        match = _NAME.match(source, start)
        if match is None:
            return None
        # A tag without end reaches to the end of the page. From here on quotes mean nothing: to look for the missing
        # one from every tag on would be quadratic.
        self._quotes_close = False
        end = self._find(">", match.end())
        if end < 0:
            return None
        return Token(start, end + 1, match[1].lower(), source[start + 1] == "/", source[end - 1] == "/")

    def _find(self, what: str, start: int) -> int:
        """Where ``what`` comes next; looked for in vain once only."""
        found = -1 if what in self._no_more else self._source.find(what, start)
        if found < 0:
            self._no_more.add(what)
        return found

    def _declaration(self, start: int) -> int:
        """The offset behind a comment, declaration or processing instruction; -1 if that never ends."""
        source = self._source
        if source.startswith("<!--", start):
            if source.startswith((">", "->"), start + 4):
                return source.index(">", start + 4) + 1
            match = _COMMENT_END.search(source, start + 4)
            if match is None:
                self._lose(start)
                return len(source)
            return match.end()
        if self._xml and source.startswith("<![CDATA[", start):
            end = self._find("]]>", start + 9)
            return len(source) if end < 0 else end + 3
        end = self._find(">", start + 2)
        return -1 if end < 0 else end + 1

    def _content_end(self, tag: Token) -> tuple[int, bool]:
        """Where the content of an element without inner markup ends, and whether an end tag stands there."""
        name = tag.name
        if tag.empty and (self._xml or name not in ("script", "style", "textarea")):
            return tag.end, False
        match = None
        if name not in self._no_more:
            match = re.compile(rf"</{name}(?=[ \t\n\r\f/>])", re.IGNORECASE).search(self._source, tag.end)
        if match is not None:
            return match.start(), True
        self._no_more.add(name)
        if tag.empty:
            return tag.end, False
        if name in ("script", "style"):
            self._lose(tag.start)
            return len(self._source), False
        # A browser would take the whole rest of the page for a title; the next tag is the better guess.
        end = self._source.find("<", tag.end)
        return (len(self._source) if end < 0 else end), False

    def _lose(self, start: int) -> None:
        if self.unclosed is None:
            self.unclosed = start
