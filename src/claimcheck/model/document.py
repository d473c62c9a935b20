"""What reading hands over: a document of blocks, each mapped back to its source."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any, Literal

BlockKind = Literal["title", "heading", "paragraph", "list", "table", "footnote", "caption", "alt"]
Effect = Literal["note", "partial", "unreadable"]
Status = Literal["complete", "partial", "unreadable"]
PageStatus = Literal["read", "blank", "picture", "unread"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of block text that stands unchanged in the source.

    ``at`` is an offset into the block's text, ``source`` one into the document's source, both in code points.
    """

    at: int
    source: int
    length: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote marker: it stands before offset ``at`` of the block's text and points to note ``label``."""

    at: int
    label: str


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that belongs together: no sentence crosses from one block into another.

    ``text`` is what a reader sees; a hard line wrap inside it is a single newline. ``pieces`` are in order and
    do not overlap; characters of ``text`` outside all pieces were made by the reader (a joining blank).
    ``label`` names a footnote block. ``running`` marks a repeated page header or footer.
    """

    kind: BlockKind
    text: str
    pieces: tuple[Piece, ...]
    page: int | None = None
    level: int | None = None
    section: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    label: str | None = None
    running: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a paged format: its 1-based number, its run of the source, and how it was read."""

    number: int
    start: int
    end: int
    status: PageStatus = "read"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a reader of the result has to know: ``code`` is stable, ``place`` is free text."""

    code: str
    message: str
    effect: Effect
    place: str | None = None
    hint: str | None = None


def status_of(effects: Collection[Effect]) -> Status:
    """How whole a document is: the worst effect among its problems; notes take nothing away."""
    if "unreadable" in effects:
        return "unreadable"
    return "partial" if "partial" in effects else "complete"


@dataclass(frozen=True, slots=True)
class Document:
    """A read input. ``source`` is the decoded file (text, Markdown) or the extracted text (PDF)."""

    path: str
    format: str
    sha256: str
    source: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()
    title: str | None = None

    @property
    def status(self) -> Status:
        """The worst effect among the problems."""
        return status_of({problem.effect for problem in self.problems})

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can carry; ``from_dict`` reads them back."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Document:
        """Rebuild a document from ``to_dict`` output, after a trip through JSON as well."""
        blocks = tuple(
            Block(
                kind=block["kind"],
                text=block["text"],
                pieces=tuple(Piece(**piece) for piece in block["pieces"]),
                page=block["page"],
                level=block["level"],
                section=tuple(block["section"]),
                marks=tuple(Mark(**mark) for mark in block["marks"]),
                label=block["label"],
                running=block["running"],
            )
            for block in data["blocks"]
        )
        return cls(
            path=data["path"],
            format=data["format"],
            sha256=data["sha256"],
            source=data["source"],
            blocks=blocks,
            pages=tuple(Page(**page) for page in data["pages"]),
            problems=tuple(Problem(**problem) for problem in data["problems"]),
            title=data["title"],
        )
