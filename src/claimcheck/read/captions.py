"""Captions told by their words: "Figure 3: …", "Table 2 …", "Source: …".

A PDF file says of no text what it is for. Size and weight make a caption a heading or a paragraph; a paragraph
behind it would then stand in a section that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec.structs import replace

from claimcheck.model.document import Block, Document
from claimcheck.read.blocks.sections import SectionPath
from claimcheck.text.structure_words import CaptionWords

_LONGEST, _LONGEST_UNMARKED, _LONGEST_SOURCE = 400, 200, 300  # characters
_NUMBER = r"\s?(?:[一二三四五六七八九十]{1,3}|[A-Z]?[.-]?\d{1,3}(?:[.\u2010-\u2013-]\d{1,3}){0,3}[a-z]?)"
_MARKED = r"\s?[:：|.\u2013\u2014-](?=\s|$|[^\W\d_])"
_UNMARKED = r"\s+(?=[^\W\d_a-z]|[\"“«‘(])"
_STOPS = (".", "。", ";", ",")
_FORMAT = "pdf"


def with_captions(document: Document, words: CaptionWords) -> Document:
    """A PDF document with its captions marked as such; they head no section. Others say themselves what they have."""
    if document.format != _FORMAT or not words.captions:
        return document
    found = {number for number, block in enumerate(document.blocks) if _is_caption(block, words)}
    if not found:
        return document
    return replace(document, blocks=tuple(_told_apart(document.blocks, found)))


def _is_caption(block: Block, words: CaptionWords) -> bool:
    if block.running or block.kind not in ("title", "heading", "paragraph"):
        return False
    opening, source = _patterns(words)
    text = block.text
    if source.match(text):
        return len(text) <= _LONGEST_SOURCE
    match = opening.match(text)
    if match is None:
        return False
    if match["marked"] is not None or match.end() == len(text):
        return len(text) <= _LONGEST
    # "Table 2 GHG emissions" names a table, "Figure 2 shows how …" and "Table 3 TCFD says where." speak of one.
    return len(text) <= _LONGEST_UNMARKED and not text.endswith(_STOPS)


@lru_cache(maxsize=4)
def _patterns(words: CaptionWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    opening = rf"(?:{_any(words.captions)}){_NUMBER}(?:(?P<marked>{_MARKED})|(?-i:{_UNMARKED})|\s*$)"
    source = rf"(?:{_any(words.sources)})\s?[:：]\s*\S" if words.sources else "(?!)"
    return re.compile(opening, re.IGNORECASE), re.compile(source, re.IGNORECASE)


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _told_apart(blocks: Iterable[Block], captions: set[int]) -> Iterator[Block]:
    """The blocks with these as captions, and the sections that the other headings make."""
    sections = SectionPath()
    for number, block in enumerate(blocks):
        if number in captions:
            yield replace(block, kind="caption", level=None, section=sections.path)
        elif block.kind == "title":
            yield block
        elif block.kind == "heading" and block.level is not None:
            yield replace(block, section=sections.enter(block.level, block.text))
        elif block.section != sections.path:
            yield replace(block, section=sections.path)
        else:
            yield block
