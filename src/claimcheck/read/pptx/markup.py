"""The words of PresentationML, and the placeholders by which shapes take after those of layouts."""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.read.office.markup import Element

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"

_TITLES = frozenset(("title", "ctrTitle"))
_EDGES = frozenset(("dt", "ftr", "hdr", "sldNum"))


class Placeholder(NamedTuple):
    """What a shape is a place for: ``kind`` as the file says it, ``number`` to find it in the layout."""

    kind: str
    number: str

    @property
    def is_title(self) -> bool:
        """Whether it is the title of its slide."""
        return self.kind in _TITLES

    @property
    def is_edge(self) -> bool:
        """Whether it holds what every slide repeats: a footer, a date, a number."""
        return self.kind in _EDGES


def placeholder(shape: Element) -> Placeholder | None:
    """What a shape is a place for; None for one that the author drew."""
    for properties in shape.iterchildren():
        if properties.tag.startswith(f"{P}nv"):
            found = properties.find(f"{P}nvPr/{P}ph")
            return None if found is None else Placeholder(found.get("type", "obj"), found.get("idx", "0"))
    return None


def own_properties(shape: Element) -> Element | None:
    """The element with the name and description of a shape."""
    for properties in shape.iterchildren():
        if properties.tag.startswith(f"{P}nv"):
            return properties.find(f"{P}cNvPr")
    return None
