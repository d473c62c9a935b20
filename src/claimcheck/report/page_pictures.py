"""What is shown of documents beside their claims: their text, and pictures of their pages, as values."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, NamedTuple

from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.document import Document
from claimcheck.model.report import DocumentOut

_Lines = tuple[tuple[float, float, float, float], ...]
"""Of each line of some words left, top, width and height, as shares of the page."""

Key = tuple[str, str, int]
"""Path of the document, id of the claim, and which of its kind it is."""


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
