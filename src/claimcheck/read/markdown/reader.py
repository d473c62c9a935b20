"""Markdown: the text a reader of the rendered page sees, each run mapped to the file.

Code, comments, tags and most of the front matter are not text. pyromark parses; its ranges are byte offsets into UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyromark
from msgspec.structs import replace

from claimcheck.model.document import Problem, Way
from claimcheck.read.blocks.runs import Span
from claimcheck.read.encoding import decode
from claimcheck.read.markdown.builder import Builder
from claimcheck.read.markdown.masks import Masked, mask
from claimcheck.read.reading import Raw, Reading, cap_blocks
from claimcheck.read.unseen import Hidden

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
    | pyromark.Options.ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
    | pyromark.Options.ENABLE_DEFINITION_LIST
)


def read(raw: Raw) -> Reading:
    """Read a Markdown file. Raises ``UnreadableInput`` (``empty``, ``binary``, ``undecodable``)."""
    decoded = decode(raw)
    source = decoded.text
    if not source or source.isspace():
        raise raw.empty()
    data = source.encode()
    masked = mask(data, raw.path)
    builder = Builder(data, masked)
    parsed = masked.data.decode() if masked else source
    try:
        for event, span in pyromark.events_with_range(parsed, options=_OPTIONS):
            builder.take(event, span["start"], span["end"])
    except BaseException as error:
        # A panic of the parser is no Exception, lest it be swallowed; here it is a fault of one input.
        if type(error).__name__ != "PanicException":
            raise
        hint = "rename the file to .txt to have it read as plain text"
        raise raw.unreadable("read-failed", f"could not be read as Markdown: {error}", hint) from None
    builder.finish()
    blocks, capped = cap_blocks(builder.blocks, raw)
    tables = tuple(table for table in builder.tables if table.cells[-1].block < len(blocks))
    hidden = Hidden(_hidden(data, builder, masked))
    problems = (*decoded.problems, *capped, *hidden.problems(raw.path))
    if builder.unclosed is not None:
        line = data.count(b"\n", 0, builder.unclosed) + 1
        message = f"a comment or code that begins in line {line} never ends: the rest was taken for part of it"
        hint = "end it where it should end"
        problems += (Problem("page-cut-off", message, "partial", f"{raw.path}, line {line}", hint),)
    if not blocks:
        message = "holds only code, comments or front matter: there is nothing to check"
        problems = (*problems, raw.problem("no-text", message, "note"))
    front, title = builder.front, builder.title or builder.front.title
    read = Reading(source, blocks, (), problems, title, tables, language=front.language)
    return replace(read, unseen=hidden.texts, facts=front.facts)


def _hidden(data: bytes, builder: Builder, masked: Masked | None) -> Iterator[tuple[str, Way, str]]:
    """What tags hide or what is struck out, in the order of the file."""
    struck: list[tuple[Span, Way]] = [(span, "struck out") for span in builder.struck]
    line, at = 1, 0
    for span, way in sorted([*struck, *(masked.unseen if masked else [])]):
        line, at = line + data.count(b"\n", at, span.start), span.start
        yield data[span.start : span.end].decode(), way, f"line {line}"
