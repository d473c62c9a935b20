"""Placeholders, layouts and masters: what shapes of a slide take from them, and the text that every slide shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct, field

from claimcheck.read.office.package import A, Element, Package

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"

_TITLES = frozenset(("title", "ctrTitle"))
_EDGES = frozenset(("dt", "ftr", "hdr", "sldNum"))
_OFF = frozenset(("0", "false"))


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


class Layout(Struct):
    """A layout with its master. ``shapes`` are those that every slide of it shows."""

    by_number: dict[str, Element] = field(default_factory=dict)
    by_kind: dict[str, Element] = field(default_factory=dict)
    body: Element = None
    title: Element = None
    shapes: list[Element] = field(default_factory=list)

    def styles(self, place: Placeholder | None) -> Sequence[Element | None]:
        """The lists of styles for what stands in a placeholder, the nearest first.

        A shape that was drawn has none, and neither has a subtitle, whatever it is set like.
        """
        if place is None or place.kind == "subTitle":
            return ()
        kind = place.kind if place.kind != "obj" else "body"
        usual = self.title if place.is_title else self.body
        return self.by_number.get(place.number), self.by_kind.get(kind), usual


class Layouts:
    """The layouts of a presentation, each read once."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._known: dict[str, Layout] = {}

    def of(self, part: str) -> Layout:
        """The layout of the slide in a part."""
        name = next(self._package.related(part, "slideLayout"), None)
        if name is None:
            return Layout()
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self._read(name)
        return found

    def _read(self, name: str) -> Layout:
        layout = Layout()
        tree = self._package.tree(name)
        if tree is not None:
            layout.by_number = {place.number: lists for place, lists in _places(tree.root)}
            layout.shapes += _drawn(tree.root)
        master = next(self._package.related(name, "slideMaster"), None)
        root = self._package.tree(master) if master else None
        if root is not None:
            layout.by_kind = {place.kind: lists for place, lists in _places(root.root)}
            layout.body = root.root.find(f"{P}txStyles/{P}bodyStyle")
            layout.title = root.root.find(f"{P}txStyles/{P}titleStyle")
            if tree is None or tree.root.get("showMasterSp") not in _OFF:
                layout.shapes += _drawn(root.root)
        return layout


def _places(root: Element) -> Iterator[tuple[Placeholder, Element]]:
    for shape in root.iter(P + "sp"):
        place = placeholder(shape)
        lists = shape.find(f"{P}txBody/{A}lstStyle")
        if place is not None and lists is not None:
            yield place, lists


def _drawn(root: Element) -> Iterator[Element]:
    """The shapes with text that are no placeholders: those of placeholders only tell what to type."""
    for shape in root.iter(P + "sp"):
        if placeholder(shape) is None and shape.find(P + "txBody") is not None:
            yield shape
