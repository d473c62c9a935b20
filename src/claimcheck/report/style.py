"""How a report is drawn: width, colour, characters and how much of it, and what is shown of documents beside it."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.document import Document
from claimcheck.model.report import DocumentOut
from claimcheck.report.layout import row, wrap

_Lines = tuple[tuple[float, float, float, float], ...]
"""Of each line of some words left, top, width and height, as shares of the page."""

Key = tuple[str, str, int]  # path of the document, id of the claim, and which of its kind it is
Sort = Literal["rank", "score", "place"]
"""What to deal with first, the lowest score first, or as the claims stand."""
Tone = Literal["good", "fair", "poor", "bad", "head", "dim", "plain"]
_CODES: dict[Tone, str] = {"good": "32", "fair": "36", "poor": "33", "bad": "31", "head": "1", "dim": "2"}


class Picture(NamedTuple):
    """A PNG file and its size in pixels; ``whole`` is false where the passage goes on beyond what is marked."""

    png: bytes
    width: int
    height: int
    whole: bool = True

    @property
    def address(self) -> str:
        """The picture as an address that holds all of it."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode('ascii')}"


class Pictures(NamedTuple):
    """Pictures by claim, and what has to be said about those that are not there, a sentence each."""

    by_claim: Mapping[Key, Picture]
    notes: tuple[str, ...] = ()

    def of(self, document: DocumentOut, claim: ClaimOut) -> Picture | None:
        """The picture of a claim, None where there is none."""
        return self.by_claim.get(key(document, claim))


NO_PICTURES = Pictures({})


def key(document: DocumentOut, claim: ClaimOut) -> Key:
    """What the picture of a claim is found by."""
    return document.path, claim.id, claim.occurrence


class Sheet(NamedTuple):
    """A picture of a page, and the lines of claims on it by their place in the document's list of claims."""

    picture: Picture
    marks: tuple[tuple[int, _Lines], ...]

    def to_dict(self) -> dict[str, Any]:
        """As the script of the page takes it."""
        picture = self.picture
        return {
            "src": picture.address,
            "width": picture.width,
            "height": picture.height,
            "marks": [{"claim": claim, "lines": lines} for claim, lines in self.marks],
        }


class Texts(NamedTuple):
    """Documents as read, by path, and pictures of their pages by path and number."""

    documents: Mapping[str, Document]
    sheets: Mapping[tuple[str, int], Sheet]


NO_TEXTS = Texts({}, {})


class Style(Struct, frozen=True):
    """What a renderer may do.

    ``width`` is in terminal columns. ``limit`` is the greatest number of claims shown, 0 for all and None for
    the format's own habit; ``min_score`` turns each claim below it into a line of its own in ``concise``.
    ``sort`` is the order of claims. ``show_accepted`` has ``concise`` list findings that a baseline or the text itself
    accepts.
    ``pictures`` of pages are shown in ``html``, whose links to audited files begin with ``base``, the way from its
    folder to the one that their paths start from; None is no links. They lead to ``marked`` instead, the file with
    marks, where one is written. ``texts`` are shown in ``review``.
    Machine formats ignore everything but ``min_score``.
    """

    width: int = 80
    color: bool = False
    unicode: bool = True
    limit: int | None = None
    min_score: int | None = None
    sort: Sort = "rank"
    show_accepted: bool = False
    pictures: Pictures = NO_PICTURES
    texts: Texts = NO_TEXTS
    base: str | None = ""
    marked: str | None = None

    def paint(self, text: str, tone: Tone) -> str:
        """The text in a colour, or unchanged where there is no colour."""
        code = _CODES.get(tone)
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and code and text else text

    def row(self, label: str, text: str, tone: Tone = "plain", indent: int = 0, column: int = 10) -> list[str]:
        """A label in a column of its own and in a colour, and the text wrapped beside it."""
        return row(label, text, self.width, indent, column, lambda word: self.paint(word, tone))

    def lines(self, text: str, tone: Tone = "plain", indent: int = 0) -> list[str]:
        """The text wrapped behind ``indent`` blanks, in a colour."""
        return [self.paint(" " * indent + line, tone) for line in wrap(text, self.width - indent)]

    def bar(self, score: int, cells: int = 20) -> str:
        """A score of 0 to 100 as a bar of ``cells`` characters; any score above 0 shows at least one."""
        full = min(cells, max(1 if score > 0 else 0, round(score * cells / 100)))
        on, off = ("█", "░") if self.unicode else ("#", ".")
        return on * full + off * (cells - full)

    def quoted(self, text: str) -> str:
        """The text between quotation marks."""
        return f"“{text}”" if self.unicode else f'"{text}"'

    @property
    def dot(self) -> str:
        """What separates short facts on one line."""
        return " · " if self.unicode else " | "

    @property
    def rule(self) -> str:
        """A line across the whole width."""
        return ("─" if self.unicode else "-") * self.width
