"""What stands in a Markdown file for a site generator and not for a reader: found first, and kept from the parser.

Shortcodes, template tags, attribute lists, the fences of call-outs, emoji codes; in MDX the module lines, the
expressions and the tags of components. Each is overwritten, byte for byte, so that every other offset stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

from claimcheck.model.document import Block, BlockKind, Way
from claimcheck.read.blocks.runs import Assembler, Item, Span
from claimcheck.read.markdown import markup
from claimcheck.text.remembered import late_pattern

_FIRST_HEADING = late_pattern(rb"^#[ \t]+([^\n]*?)[# \t\r]*$", re.MULTILINE)
TITLES = frozenset((b"title", b"headline"))
_KEYS = rb"title|headline|subtitle|description|summary|excerpt|tagline"
# Themes keep whole pages in lists under the front matter: the keys count at any depth.
_ENTRY = late_pattern(rb"^([ \t]*+(?:-[ \t]++)?)(" + _KEYS + rb")[ \t]*+[:=][ \t]*+", re.MULTILINE)
_LANGUAGE = late_pattern(
    rb"""^(?:lang|language|locale)[ \t]*+[:=][ \t]*+["']?([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*+)\b""", re.MULTILINE
)
# Answers to deciding facts: a mapping, one line each or all in braces; anything else behind the key is told to be none.
_FACTS = late_pattern(
    rb"^claimcheck-facts:[ \t]*+(?:\{([^}\n]*+)\}?|([^\s#][^\n]*+)|[^\n]*\n((?:[ \t]++\S[^\n]*\n)*+))", re.MULTILINE
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


FILLER = 0x1A
SHOWN_ATTRIBUTES = frozenset(
    b"alt caption description heading label message quote subtitle summary tagline text title".split()
)
"""Attributes of components and shortcodes whose value people read."""

# By their first byte: to look for one byte is many times faster than to look for two.
_SIGNS = {
    b"{": (b"{{", b"{%", b"{:", b"{.", b"{#"),
    b"[": (b"[!", b"[["),
    b":": (b":::",),
    b"!": (b"!!!",),
    b"?": (b"???",),
}
_HIDING = late_pattern(rb"<(?:del|s|strike)\b|<[a-z][^<>]*?\s(?:style|hidden)\b", re.IGNORECASE)
_EMOJI = late_pattern(rb":[a-z][a-z0-9_+-]*:")  # with a fixed first byte the search is fast
_MODULE = late_pattern(
    rb"""^(?:import\s+(?:['"{*]|[\w$]+\s*(?:,|\sfrom\s))|export\s+(?:const|let|var|default|function|class|async)\b|"""
    rb"""export\s*[{*])""",
    re.MULTILINE,
)
_BLANK_LINE = late_pattern(rb"\n[ \t\r]*(?:\n|\Z)")
_BRACE = late_pattern(rb"""[{}"'`]""")
_LITERAL = late_pattern(rb"""\{\s*(["'`])([^"'`{}\\]*)\1\s*\}""")
# What a module exports as the title and description of its page.
_EXPORTED = late_pattern(rb"""\b(?:%s)\s*:\s*(?:"([^"\\\n]+)"|'([^'\\\n]+)'|`([^`\\\n]+)`)""" % _KEYS)
_ATTRIBUTE = late_pattern(rb"""\s*+(?:([\w:.-]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|(\{)))?|(\{))""")
_TAG_END = late_pattern(rb"\s*/?>")
_TOKEN = late_pattern(
    rb"""
    ^[ \t>]*+(?P<fence>`{3,}+|~{3,}+)[^\n]*+$
    | (?P<code>`++(?:[^`\n]*+`++)?)
    | (?P<comment><!--)
    | (?P<insertion>\{\{(?:[^{}\n]|\n(?![ \t\r]*\n))*+\}\}|\{%[^{}%]*+(?:%(?!\})[^{}%]*+)*+%\})
    | (?P<list>\{[:.\#][^{}\n]*+\})
    | ^[ \t>]*+(?P<box>:{3,}+[ \t]*+(?:\{(?P<braced>[^}\n]*+)\}|[\w-]*+))[ \t]*+(?:\[(?P<name>[^\]\n]*+)\])?
    | ^[ \t]*+(?P<callout>(?:!!!|\?\?\?\+?)[ \t]++[\w-]++(?:[ \t]++"(?P<heading>[^"\n]*+)")?)[ \t\r]*+$
    | ^[ \t]*+>[ \t>]*+(?P<alert>\[!\w[\w-]*+\][+-]?)
    | (?P<wiki>\[\[(?:[^\[\]|\n]*+\|)?+(?P<shown>[^\[\]|\n]++)\]\](?!\())
    | (?P<emoji>(?<![\w:]):[a-z][a-z0-9_+-]*+:(?![\w:]))
    | (?P<tag></?(?:[A-Z][\w.]*+|(?=>)))
    | (?P<hiding><(?P<element>[a-z][a-z0-9]*+)(?:\s[^<>]*+)?>)
    | (?P<brace>\{)
    """,
    re.VERBOSE | re.MULTILINE,
)
_PANEL_LINE = late_pattern(rb"(?:[ \t]*\r?\n)*([ ]{4}|\t)[^\n]*\n?")
_ONLY_FILLER = late_pattern(rb"^([ \t>]*)\x1a[\x1a \t]*(?=\r?$)", re.MULTILINE)
_FRONT = late_pattern(rb"\A(---|\+\+\+)[ \t]*\r?\n(?:.*?\n)??\1[ \t]*\r?(?:\n|\Z)", re.DOTALL)


class Masked(NamedTuple):
    """The bytes for the parser, the ranges that nobody sees, texts of attributes, and where a block must end.

    ``unseen`` are those of the ranges that tags hide, with the way.
    """

    data: bytes
    hidden: list[tuple[int, int]]
    shown: list[Span]
    breaks: frozenset[int]
    unseen: list[tuple[Span, Way]]


def is_mdx(data: bytes, path: str) -> bool:
    """Whether components and expressions are to be expected."""
    return PurePath(path).suffix.lower() == ".mdx" or (b"import" in data and _imports(data))


def mask(data: bytes, path: str) -> Masked | None:
    """Hide what is not for readers; nothing for a file without any of it, as most are."""
    mdx = is_mdx(data, path)
    return None if not mdx and not _has_signs(data) else _Masker(data, mdx).run()


def _has_signs(data: bytes) -> bool:
    for first, signs in _SIGNS.items():
        if first in data and any(sign in data for sign in signs):
            return True
    looks = (b":", _EMOJI), (b"<", _HIDING)
    return any(first in data and pattern.search(data) is not None for first, pattern in looks)


def _imports(data: bytes) -> bool:
    # Only at the top, behind front matter: further down it may be code that is shown.
    front = _FRONT.match(data)
    start = front.end() if front else 0
    return _MODULE.match(data[start : start + 400].lstrip()) is not None


class _Masker:
    def __init__(self, data: bytes, mdx: bool) -> None:
        self._data = data
        self._mdx = mdx
        self._hidden: list[tuple[int, int]] = []
        self._shown: list[Span] = []
        self._breaks: set[int] = set()
        self._unseen: list[tuple[Span, Way]] = []
        self._endless: set[bytes] = set()
        self._buffer = bytearray(data)
        self._closes = dict(_pairs(data)) if mdx else {}

    def run(self) -> Masked:
        front = _FRONT.match(self._data)
        at = front.end() if front else 0
        if self._mdx:
            at = self._hide_modules(at)
        while token := _TOKEN.search(self._data, at):
            at = max(self._take(token), token.start() + 1)
        blanked = _ONLY_FILLER.sub(lambda line: line[1].ljust(len(line[0])), bytes(self._buffer))
        return Masked(blanked, sorted(self._hidden), self._shown, frozenset(self._breaks), self._unseen)

    def _hide(self, start: int, end: int) -> int:
        if start < end:
            self._hidden.append((start, end))
            self._buffer[start:end] = re.sub(rb"[^\r\n]", bytes([FILLER]), self._data[start:end])
        return end

    def _hide_modules(self, start: int) -> int:
        """Module lines: from ``import`` or ``export`` at a line start to the blank line behind the last brace."""
        at = start
        while module := _MODULE.search(self._data, at):
            if module.start() > start and not self._data[at : module.start()].isspace():
                break
            end = self._paragraph_end(module.start())
            self._shown += [
                Span(*said.span(said.lastindex or 0)) for said in _EXPORTED.finditer(self._data, module.start(), end)
            ]
            at = self._hide(module.start(), end)
        return at

    def _paragraph_end(self, start: int) -> int:
        at, depth = start, 0
        while True:
            blank = _BLANK_LINE.search(self._data, at)
            end = blank.start() if blank else len(self._data)
            depth += self._data.count(b"{", at, end) - self._data.count(b"}", at, end)
            if blank is None or depth <= 0:
                return end
            at = blank.end()

    def _take(self, token: re.Match[bytes]) -> int:
        name = token.lastgroup
        if name == "fence":
            closing = re.compile(rb"^[ \t>]*" + token["fence"] + rb"[`~]*[ \t\r]*$", re.MULTILINE)
            found = closing.search(self._data, token.end() + 1)
            return found.end() if found else len(self._data)
        if name == "comment":
            end = self._data.find(b"-->", token.end())
            return end + 3 if end >= 0 else len(self._data)
        if name in ("tag", "brace"):
            return self._component(token) if self._mdx else token.end()
        if name in ("hiding", "element"):
            return self._hide_element(token)
        if name in ("box", "braced", "name"):
            return self._box(token)
        if name in ("wiki", "shown"):
            self._hide(token.start(), token.start("shown"))
            return self._hide(token.end("shown"), token.end())
        if name in ("callout", "heading"):
            return self._panel(token)
        if name == "insertion":
            self._attributes(token.start() + 2, token.end() - 2)
        if name == "alert":
            self._breaks.add(self._data.find(b"\n", token.end()) + 1)
            return self._hide(*token.span("alert"))
        return token.end() if name == "code" else self._hide(*token.span())

    def _hide_element(self, token: re.Match[bytes]) -> int:
        """What stands in an element that its tag hides; one that never ends reaches to the end of the paragraph."""
        way = markup.way_of_tag(token["hiding"])
        if way is None:
            return token.end()
        name = token["element"]
        end = -1 if name in self._endless else markup.element_end(self._data, token.end(), name)
        if end < 0:
            # To look for what is missing from every tag on would be quadratic.
            self._endless.add(name)
            blank = _BLANK_LINE.search(self._data, token.end())
            end = blank.start() if blank else len(self._data)
        self._unseen.append((Span(token.end(), end), way))
        return self._hide(token.end(), end)

    def _box(self, token: re.Match[bytes]) -> int:
        self._breaks.add(self._data.find(b"\n", token.end()) + 1)
        if token["braced"] is not None:
            self._attributes(*token.span("braced"))
        if token["name"] is None:
            return self._hide(*token.span("box"))
        start, end = token.span("name")
        self._hide(token.start("box"), start)
        return self._hide(end, token.end())

    def _panel(self, token: re.Match[bytes]) -> int:
        """A call-out whose body is indented: shown to the parser as a quotation."""
        line = _PANEL_LINE.match(self._data, token.end() + 1)
        if line is None:
            return token.end()
        if token["heading"] is None:
            self._hide(*token.span("callout"))
        else:
            self._hide(token.start("callout"), token.start("heading"))
            self._hide(token.end("heading"), token.end("callout"))
        while line:
            start, end = line.span(1)
            self._buffer[start:end] = b"   >"[-(end - start) :]
            line = _PANEL_LINE.match(self._data, line.end())
        return token.end()

    def _component(self, token: re.Match[bytes]) -> int:
        start = token.start()
        if token["brace"] is not None:
            literal = _LITERAL.match(self._data, start)
            if literal:
                self._hide(start, literal.start(2))
                return self._hide(literal.end(2), literal.end())
            end = self._closes.get(start)
            return self._hide(start, end) if end else token.end()
        at, shown = token.end(), []
        while attribute := _ATTRIBUTE.match(self._data, at):
            at = attribute.end()
            if attribute[4] or attribute[5]:
                literal = _LITERAL.match(self._data, at - 1)
                if literal and attribute[4] and attribute[1].lower() in SHOWN_ATTRIBUTES:
                    shown.append(Span(*literal.span(2)))
                at = self._closes.get(at - 1, 0)
                if not at:
                    return token.end()
            elif attribute[1].lower() in SHOWN_ATTRIBUTES and attribute.lastindex != 1:
                shown.append(Span(*attribute.span(attribute.lastindex or 0)))
        close = _TAG_END.match(self._data, at)
        if close is None:
            return token.end()
        self._shown += shown
        return self._hide(start, close.end())

    def _attributes(self, start: int, end: int) -> None:
        for attribute in attributes(self._data[start:end]):
            self._shown.append(Span(start + attribute.start, start + attribute.end))


def attributes(tag: bytes) -> Iterator[Span]:
    """Where the values of attributes stand that people read."""
    for found in _NAMED.finditer(tag):
        if found[1].lower() in SHOWN_ATTRIBUTES:
            yield Span(*found.span(found.lastindex or 0))


_NAMED = late_pattern(rb"""(?<=\s)([\w:.-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")


def _pairs(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each brace that has a partner opens, and the offset behind the partner."""
    stack: list[int] = []
    at = line_end = 0
    while brace := _BRACE.search(data, at):
        at = brace.end()
        if brace[0] == b"{":
            stack.append(brace.start())
        elif brace[0] == b"}":
            if stack:
                yield stack.pop(), at
        elif stack and not data[at - 2 : at - 1].isalnum():
            # A quotation mark without a partner on its line is an apostrophe.
            if line_end < at:
                line_end = data.find(b"\n", at)
                line_end = line_end if line_end >= 0 else len(data)
            close = data.find(brace[0], at, line_end)
            at = close + 1 if close >= 0 else at
