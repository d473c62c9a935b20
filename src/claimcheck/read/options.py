"""How inputs are to be read, in one value that other processes can be given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from claimcheck.errors import UsageError
from claimcheck.model.context import wrong_type
from claimcheck.model.document import Document
from claimcheck.read.captions import with_captions
from claimcheck.read.dispatch import How, read_bytes, read_path, read_stream
from claimcheck.read.limits import DEFAULT, Limits
from claimcheck.read.ocr.engine import Engine
from claimcheck.read.pages import PageRange
from claimcheck.read.reading import Progress
from claimcheck.text.language import LanguageGrammar
from claimcheck.text.structure_words import CaptionWords

Bytes = bytes | bytearray | memoryview
"""The content of a file in memory."""


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

    def recognising(
        self, language: str | None, covered: Iterable[str], grammar: LanguageGrammar
    ) -> ReadOptions:
        """The same with recognition of what cannot be read of pages; see ``find_engine``, and for what it raises."""
        # Few ask for it.
        from claimcheck.read.ocr.finding import find_engine

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

    def read(self, source: Bytes | BinaryIO, path: str) -> Document:
        """The document of a file's content, or of an open file. Raises ``UsageError`` for anything else."""
        if isinstance(source, Bytes):
            document = read_bytes(bytes(source), path=path, **self._how())
        elif hasattr(source, "read"):
            document = read_stream(source, path=path, **self._how())
        else:
            raise wrong_type("data", source, "bytes")
        return with_captions(document, self.captions)

    def _how(self) -> How:
        return {
            "limits": self.limits, "pages": self.pages, "password": self.password, "ocr": self.ocr,
            "isolated": self.isolated,
        }  # fmt: skip
