"""How inputs are to be read, in one value that other processes can be given, and captions told by their words.

A PDF file says of no text what it is for. Size and weight make a caption a heading or a paragraph; a paragraph behind
it would then stand in a section that it names.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import BinaryIO

from msgspec import structs

from claimcheck.errors import UsageError
from claimcheck.model.context import path_of, wrong_type
from claimcheck.model.document import Block, Document
from claimcheck.read.blocks.runs import SectionPath
from claimcheck.read.dispatch import How, read_bytes, read_path, read_stream
from claimcheck.read.limits import DEFAULT, Limits, PageRange
from claimcheck.read.ocr import Engine
from claimcheck.read.reading import Progress
from claimcheck.text.language import LanguageGrammar
from claimcheck.text.structure_words import CaptionWords

_LONGEST, _LONGEST_UNMARKED, _LONGEST_SOURCE = 400, 200, 300  # characters
_NUMBER = r"\s?(?:[一二三四五六七八九十]{1,3}|[A-Z]?[.-]?\d{1,3}(?:[.\u2010-\u2013-]\d{1,3}){0,3}[a-z]?)"
_MARKED = r"\s?[:：|.\u2013\u2014-](?=\s|$|[^\W\d_])"
_UNMARKED = r"\s+(?=[^\W\d_a-z]|[\"“«‘(])"
_STOPS = (".", "。", ";", ",")
_FORMAT = "pdf"
Bytes = bytes | bytearray | memoryview
"""The content of a file in memory."""


def with_captions(document: Document, words: CaptionWords) -> Document:
    """A PDF document with its captions marked as such; they head no section. Others say themselves what they have."""
    if document.format != _FORMAT or not words.captions:
        return document
    found = {number for number, block in enumerate(document.blocks) if _is_caption(block, words)}
    return structs.replace(document, blocks=tuple(_told_apart(document.blocks, found))) if found else document


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
            yield structs.replace(block, kind="caption", level=None, section=sections.path)
        elif block.kind == "title":
            yield block
        elif block.kind == "heading" and block.level is not None:
            yield structs.replace(block, section=sections.enter(block.level, block.text))
        elif block.section != sections.path:
            yield structs.replace(block, section=sections.path)
        else:
            yield block


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Up to which limits inputs are read, which of their pages, and with which password; see the door.

    ``captions`` are the words by which captions are told where the file does not tell, ``ocr`` recognises what cannot
    be read of pages.
    """

    limits: Limits = DEFAULT
    isolated: bool = True
    pages: PageRange | None = None
    password: str | None = field(default=None, repr=False)
    captions: CaptionWords = field(default_factory=CaptionWords)
    ocr: Engine | None = None

    def recognising(self, language: str | None, covered: Iterable[str], grammar: LanguageGrammar) -> ReadOptions:
        """The same with recognition of what cannot be read of pages; see ``find_engine``, and for what it raises."""
        # Few ask for it.
        from claimcheck.read.ocr import find_engine

        return replace(self, ocr=find_engine(language, covered, grammar))

    def asking(self, pages: str | None, password: str | None) -> ReadOptions:
        """The same with a run of pages such as ``80-160``, and a password.

        Raises ``UsageError`` (code ``bad-pages``) where ``pages`` is no such run.
        """
        run = PageRange.parse(pages) if isinstance(pages, str) else None
        if pages is not None and run is None:
            hint = "write first and last page, such as 80-160; pages count from 1"
            raise UsageError(f"{pages!r} is no run of pages", code="bad-pages", hint=hint)
        return replace(self, pages=run, password=password)

    def read_path(self, path: str, shown: str, progress: Progress | None = None) -> Document:
        """The document of a file."""
        return with_captions(read_path(path, shown=shown, progress=progress, **self._how()), self.captions)

    def read(self, source: Bytes | BinaryIO, path: str | os.PathLike[str]) -> Document:
        """The document of a file's content, or of an open file. Raises ``UsageError`` for anything else."""
        name = path_of("path", path)
        if isinstance(source, Bytes):
            document = read_bytes(bytes(source), path=name, **self._how())
        elif hasattr(source, "read"):
            document = read_stream(source, path=name, **self._how())
        else:
            raise wrong_type("data", source, "bytes")
        return with_captions(document, self.captions)

    def _how(self) -> How:
        return {
            "limits": self.limits, "pages": self.pages, "password": self.password, "ocr": self.ocr,
            "isolated": self.isolated,
        }  # fmt: skip
