"""AsciiDoc, rewritten as Markdown: headings, lists, notes and cells of tables.

Code, comments and most attributes are no text.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from claimcheck.read.encoding import decode
from claimcheck.read.markdown.reader import read as read_markdown
from claimcheck.read.markup.projection import Projection, project_line
from claimcheck.read.reading import Raw, Reading
from claimcheck.text.line_index import line_starts

_HEADING = re.compile(r"(={1,6}|#{1,6})[ \t]+(.*)")
_SILENT = re.compile(r"(-{4,}|\.{4,}|/{4,}|\+{4,}|```)[ \t]*(?:\w+)?")
# Fences, comments, what is said of the block below, and what stands in other files.
_ASIDE = re.compile(r"(?:[=*_]{4,}|--|[|,:!]===|\[[^\]]*\]{1,2})[ \t]*$|//|(?:include|toc|ifdef|endif)::")
_REFERENCE = re.compile(r"\{(\w[\w-]*)\}")
_ATTRIBUTE = re.compile(r":!?(\w[\w-]*)!?:[ \t]*(.*)")
_ITEM = re.compile(r"[ \t]*(?:([*-])|\.)\1{0,4}[ \t]+")
_MACRO = re.compile(r"(?:image|video)::[^\[\n]*\[(?:alt=)?\"?([^\],\"\n]*)[^\n]*")
_CELL = re.compile(r"[ \t]*(?:[\d.+]*[aehlmsv<^>.]{0,3})?\|[ \t]*")
_MARKS = re.compile(
    r"\[\[[^\[\]\n]*\]\]|\[[^\[\]\n]*\](?=[#*_`])|"
    r"(?:link:|xref:|mailto:)?(?:https?://)?[\w./#?&=%:~-]*\[([^\[\]\n]+)\]|image:[^\[\s]*\[([^\],\n]*)[^\]\n]*\]"
    r"|<<[^,>\n]*,([^>\n]*)>>|<<[^>\n]*>>|\*\*([^*\n]+)\*\*|(?<!\w)\*([^*\s][^*\n]*)\*|(?<!\w)_([^_\s][^_\n]*)_(?!\w)"
    r"|`\+?([^`\n]+?)\+?`|(?<!\w)#([^#\s][^#\n]*)#|[ \t]\+$"
)
_NOTE = re.compile(r"footnote:\w*\[([^\]\n]*)\]")
_SAYING = frozenset(("description", "title", "subject"))


def read(raw: Raw) -> Reading:
    """Read such a file. Raises ``UnreadableInput`` as the reader of Markdown does."""
    source = decode(raw).text
    made = Projection(source)
    closing, included, in_table = "", 0, False
    starts = line_starts(source)
    # An attribute that the text names is a part of it.
    saying = _SAYING.union(_REFERENCE.findall(source))
    for start, after in zip(starts, [*starts[1:], len(source)], strict=True):
        line = source[start:after].rstrip("\r\n")
        end = start + len(line)
        silent = _SILENT.fullmatch(line)
        if closing.startswith("+") and line.strip() != closing:
            made.keep(start, after)  # what goes into a page as it is: Markdown takes it so, too
        elif closing or silent:
            closing = ("" if line.strip() == closing else closing) or (silent[1] if silent and not closing else "")
            made.drop(start, after)
        elif _ASIDE.match(line):
            included += line.startswith("include::")
            in_table = in_table != (line.strip() == "|===")
            made.drop(start, after)
        elif attribute := _ATTRIBUTE.fullmatch(line):
            if attribute[1] in saying:
                _inline(made, start + attribute.start(2), end, after)
                made.add("\n")
            else:
                made.drop(start, after)
        elif in_table and "|" in line:
            _cells(made, start, end, after)
        else:
            _text(made, line, start, end, after)
    found = made.of_source(read_markdown(replace(raw, text=made.text)))
    if included:
        told = f"names {included} other files to include, which were not read"
        found = replace(found, problems=(*found.problems, raw.problem("not-included", told, "note")))
    return found


def _text(made: Projection, line: str, start: int, end: int, after: int) -> None:
    if heading := _HEADING.fullmatch(line):
        made.add("#" * len(heading[1]) + " ")
        _inline(made, start + heading.start(2), end, after)
    elif macro := _MACRO.fullmatch(line):
        _inline(made, start + macro.start(1), start + macro.end(1), start + macro.end(1))
        made.add("\n")
    elif item := _ITEM.match(line):
        made.add("- " if item[1] else "1. ")
        _inline(made, start + item.end(), end, after)
    else:
        title = line.startswith(".") and len(line) > 1 and not line.startswith("..")
        _inline(made, start + title, end, after)
        if title:
            made.add("\n")


def _cells(made: Projection, start: int, end: int, after: int) -> None:
    """The cells of a line of a table, a paragraph each."""
    at = start
    for found in _CELL.finditer(made.source, start, end):
        _inline(made, at, found.start(), found.start())
        made.add("\n\n")
        at = found.end()
    _inline(made, at, end, after)
    made.add("\n")


def _inline(made: Projection, start: int, end: int, after: int) -> None:
    at = start
    for found in _NOTE.finditer(made.source, start, end):
        project_line(made, at, found.start(), _MARKS)
        made.add(" (")
        project_line(made, *found.span(1), _MARKS)
        made.add(")")
        at = found.end()
    project_line(made, at, end, _MARKS)
    made.keep(end, after)
