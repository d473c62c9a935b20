"""reStructuredText, rewritten as Markdown: headings, lists, quotes and notes.

Directives are read as far as they say something, HTML as Markdown reads it; code and comments are no text.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from claimcheck.read.encoding import decode
from claimcheck.read.markdown.reader import read as read_markdown
from claimcheck.read.markup.projection import Projection, project_line
from claimcheck.read.reading import Raw, Reading
from claimcheck.text.line_index import line_starts

_RULE = re.compile(r"([!-/:-@\[-`{-~])\1{2,}[ \t]*")
_DIRECTIVE = re.compile(r"([ \t]*)\.\.[ \t]+(?:\|[^|\n]*\|[ \t]+)?([\w:-]+)::[ \t]*(.*)")
_NOTE = re.compile(r"\.\.[ \t]+\[#?(\w+)\][ \t]+")
_OPTION = re.compile(r"[ \t]+:(\w[\w-]*):[ \t]*(.*)")
_ITEM = re.compile(r"([ \t]*)(?:([*+\u2022-])|(?:\d{1,3}|#)[.)])[ \t]+")
_MARKS = re.compile(
    r"``([^`\n]+)``|:[\w:+.-]+:`([^`<\n]+?)(?:[ \t]*<[^>`\n]*>)?`|`([^`<\n]+?)[ \t]*<[^>`\n]*>`_{1,2}|`([^`\n]+)`_{0,2}"
    r"|\*\*([^*\n]+)\*\*|(?<!\w)\*([^*\s][^*\n]*)\*|\|(\w[^|\n]*)\||::[ \t]*$"
)
_REFERENCE = re.compile(r"[ \t]?\[#?(\w+)\]_")
# Directives whose body is code, or no text of this file; others are as many as there are extensions, and say something.
_SILENT = re.compile(
    "code|code-block|sourcecode|highlight|parsed-literal|literalinclude|math|raw|include|toctree|index|contents|sectnum"
    "|role|default-role|unicode|date|graphviz|digraph|graph|mermaid|plantuml|uml|doctest|test(?:code|output|setup|cleanup)"
    r"|productionlist|tabularcolumns|auto\w+|(?:current)?module|\w+:\w+"
)
_SAYING = frozenset(("alt", "caption", "description", "header", "title"))
_OWN_LINE = frozenset(("admonition", "csv-table", "list-table", "rubric", "sidebar", "table", "topic"))
# What stands behind them is the name of a file, a class or a format.
_NO_TITLE = re.compile("class|container|figure|image|only")


def read(raw: Raw) -> Reading:
    """Read such a file. Raises ``UnreadableInput`` as the reader of Markdown does."""
    made = _Rewriting(decode(raw).text).done()
    return made.of_source(read_markdown(replace(raw, text=made.text)))


class _Rewriting:
    """A file, line by line. A block without text ends where a line is set in no further than its mark."""

    def __init__(self, source: str) -> None:
        self.into = Projection(source)
        self.source = source
        starts = line_starts(source)
        spans = zip(starts, [*starts[1:], len(source)], strict=True)
        self.lines = [(start, start + len(source[start:end].rstrip("\r\n")), end) for start, end in spans]
        self.levels: list[str] = []
        self.silent: int | None = None
        self.html: int | None = None
        self.set_in: int | None = None

    def done(self) -> Projection:
        """The file as Markdown."""
        number = 0
        while number < len(self.lines):
            number += self._line(number)
        return self.into

    def _text(self, number: int) -> str:
        if number >= len(self.lines):
            return ""
        start, end, _ = self.lines[number]
        return self.source[start:end]

    def _line(self, number: int) -> int:
        """Rewrite from a line on; how many lines that took."""
        text = self._text(number)
        start, end, after = self.lines[number]
        indent = len(text) - len(text.lstrip())
        if text.strip():
            self._leave(indent)
            if self.silent is not None:
                return self._drop(number, 1)
            if self.html is not None:
                self.into.keep(start + indent, after)
                return 1
        if _RULE.fullmatch(text):
            return self._ruled(number)
        below = self._text(number + 1)
        ruled = _RULE.fullmatch(below) and len(below.rstrip()) >= len(text.rstrip())
        if ruled and text.strip() and not indent:
            self._heading(number, below[0])
            return 1 + self._drop(number + 1, 1)
        if text.lstrip().startswith(".."):
            return self._marked(number, text, indent)
        option = _OPTION.fullmatch(text) if self.set_in is not None else None
        if option is not None:
            if option[1] in _SAYING:
                self._inline(start + option.start(2), end, after)
                return 1
            return self._drop(number, 1)
        body = start + (indent if self.set_in is not None else 0)
        item = _ITEM.match(self.source, body, end)
        if item is not None:
            self.into.keep(body, body + len(item[1]))
            self.into.add("- " if item[2] else "1. ")
            body = item.end()
        elif self.set_in is None and indent >= 4:
            body = start + indent  # a quotation, which Markdown would take for code
        self._inline(body, end, after)
        if text.rstrip().endswith("::"):
            self.silent = indent
        return 1

    def _leave(self, indent: int) -> None:
        """End the blocks that a line set in by so much does not belong to."""
        self.silent, self.html, self.set_in = (
            None if begun is None or indent <= begun else begun for begun in (self.silent, self.html, self.set_in)
        )

    def _ruled(self, number: int) -> int:
        """A line of signs: with a heading below and the same line again, or a mark of a table or a transition."""
        text, heading, below = (self._text(number + step) for step in range(3))
        if heading.strip() and below[:1] == text[:1] and _RULE.fullmatch(below):
            self._drop(number, 1)
            self._heading(number + 1, text[0] * 2)
            return 2 + self._drop(number + 2, 1)
        self.into.add("\n")
        return 1

    def _heading(self, number: int, sign: str) -> None:
        if sign not in self.levels:
            self.levels.append(sign)
        self.into.add("#" * min(self.levels.index(sign) + 1, 6) + " ")
        start, end, after = self.lines[number]
        self._inline(start, end, after)

    def _marked(self, number: int, text: str, indent: int) -> int:
        """A directive, a note, or a comment."""
        start, end, after = self.lines[number]
        note = _NOTE.match(self.source, start + indent, end)
        if note is not None:
            self.into.add(f"[^{note[1]}]: ")
            self._inline(note.end(), end, after)
            return 1
        found = _DIRECTIVE.fullmatch(text)
        name = found[2] if found is not None else ""
        if found is not None and name == "raw" and "html" in found[3].split():
            self.html = indent
            return self._drop(number, 1)
        if found is None or _SILENT.fullmatch(name):
            self.silent = indent
            return self._drop(number, 1)
        self.set_in = indent
        says = found[3] and not _NO_TITLE.fullmatch(name)
        if says:
            self._inline(start + found.start(3), end, after)
            if name in _OWN_LINE:
                self.into.add("\n")
            return 1
        return self._drop(number, 1)

    def _inline(self, start: int, end: int, after: int) -> None:
        at = start
        for found in _REFERENCE.finditer(self.source, start, end):
            project_line(self.into, at, found.start(), _MARKS)
            self.into.add(f"[^{found[1]}]")
            at = found.end()
        project_line(self.into, at, end, _MARKS)
        self.into.keep(end, after)

    def _drop(self, number: int, count: int) -> int:
        for start, _, after in self.lines[number : number + count]:
            self.into.drop(start, after)
        return count
