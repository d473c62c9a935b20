"""What the review page shows of the documents themselves: their text, and pictures of their pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from claimcheck.model.document import Document
from claimcheck.report.page_pictures import Picture

Lines = tuple[tuple[float, float, float, float], ...]
"""Of each line of some words left, top, width and height, as shares of the page."""


class Sheet(NamedTuple):
    """A picture of a page, and the lines of claims on it by their place in the document's list of claims."""

    picture: Picture
    marks: tuple[tuple[int, Lines], ...]

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
