"""The open elements of a page: what a start tag ends, and which element an end tag means.

Every lookup takes the same time however deep the page is nested.
"""

from __future__ import annotations

from msgspec import Struct

from claimcheck.model.document import BlockKind, Way
from claimcheck.read.html.elements import APART, BARRIERS, CLOSES_PARAGRAPH, HEADINGS, LISTS, PARTS_OF_ROLES, ROW_GROUPS
from claimcheck.read.html.flow import Draft
from claimcheck.read.html.tables import OpenTable
from claimcheck.read.html.tokens import Attributes, Span
from claimcheck.read.unseen import BLACK, WHITE, Colour


class Element(Struct):
    """An open element and what holds for the text in it.

    ``anchor`` is the id of the nearest element that may be a note. ``spoken`` is a text for those who do not see the
    element, with ``shown`` texts counted before it: it is used if nothing else is in the element. ``began`` is where
    the element's text begins in the block. ``into`` collects the drafts of what is inside, if not the page does.
    ``language`` is what the page says that the text is in, "" for nothing. ``part`` is the part of a table that an
    element of another name says that it is.
    """

    name: str
    block: bool = False
    kind: BlockKind = "paragraph"
    level: int | None = None
    hidden: bool = False
    unseen: bool = False
    way: Way | None = None
    colour: Colour | str | None = BLACK
    ground: Colour | None = WHITE
    tiny: bool = False
    muted: bool = False
    apart: bool = False
    exact: bool = False
    region: str = ""
    anchor: str | None = None
    spreads: bool = False
    foreign: bool = False
    around: int = 0
    spoken: Span | None = None
    shown: int = 0
    began: int = -1
    target: str | None = None
    is_note: bool = False
    quotes: int = 0
    table: OpenTable | None = None
    into: list[Draft] | None = None
    drawn: list[Draft] | None = None
    first: tuple[int, int] = (0, 0)
    names_before: int = 0
    from_start: bool = False
    language: str = ""
    part: str = ""

    def set_language(self, attributes: Attributes) -> None:
        """Take over what a start tag says that its element is in."""
        if attributes:
            self.language = attributes.get("lang") or attributes.get("xml:lang") or self.language


class Stack:
    """The open elements, outermost first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.elements = [Element("", block=True)]
        self._places: dict[str, list[int]] = {}
        self._blocks: list[int] = [0]
        self._barriers: list[int] = []
        self.flattened = 0
        """How many open elements are too deep to be kept."""
        self.too_deep = 0
        """How many there were in all."""

    @property
    def top(self) -> Element:
        """The innermost open element."""
        return self.elements[-1]

    def push(self, element: Element) -> bool:
        """Open an element; False where the page is nested too deep for it."""
        if len(self.elements) > self._most:
            self.flattened += 1
            self.too_deep += 1
            return False
        index = len(self.elements)
        self._places.setdefault(element.name, []).append(index)
        if element.part:
            self._places.setdefault(f"={element.part}", []).append(index)
        if element.block:
            self._blocks.append(index)
        if element.name in BARRIERS:
            self._barriers.append(index)
        self.elements.append(element)
        return True

    def pop(self) -> Element:
        """Close the innermost element."""
        element = self.elements.pop()
        index = len(self.elements)
        if element.name:
            self._places[element.name].pop()
        if element.part:
            self._places[f"={element.part}"].pop()
        if self._blocks[-1] == index:
            self._blocks.pop()
        if self._barriers and self._barriers[-1] == index:
            self._barriers.pop()
        return element

    def forget(self, index: int) -> Element:
        """Take an inline element away although blocks opened in it go on."""
        element = self.elements[index]
        self._places[element.name].pop()
        element.name = ""
        return element

    def count(self, name: str) -> int:
        """How many elements of that name are open."""
        return len(self._places.get(name, ()))

    def nearest(self, *names: str) -> int:
        """Index of the innermost open element of one of these names, 0 if there is none."""
        found = 0
        for name in names:
            places = self._places.get(name)
            if places and places[-1] > found:
                found = places[-1]
        return found

    def nearest_part(self, *names: str) -> int:
        """Index of the innermost of these parts of a table, whatever its element is called, 0 if there is none."""
        return self.nearest(*names, *[f"={name}" for name in names])

    @property
    def barrier(self) -> int:
        """Index of the innermost element that end tags do not reach through, 0 if there is none."""
        return self._barriers[-1] if self._barriers else 0

    @property
    def is_raised(self) -> bool:
        """Whether text stands in an open ``sup`` of its line."""
        return self.nearest("sup") > self.block

    @property
    def block(self) -> int:
        """Index of the innermost block."""
        return self._blocks[-1]

    def ended_by_start(self, name: str) -> int:
        """Index of the outermost element that a start tag ends, 0 for none."""
        if name in _TABLE_PARTS_END:
            table = self.nearest("table", *APART)
            found = [index for part in _TABLE_PARTS_END[name] if (index := self.nearest(part)) > table]
            return min(found, default=0)
        floor = self.barrier
        if name == "li":
            return _above(self.nearest("li"), max(floor, self.nearest(*LISTS)))
        if name in ("dt", "dd"):
            return _above(self.nearest("dt", "dd"), max(floor, self.nearest(*LISTS)))
        if name in ("option", "optgroup"):
            return _above(self.nearest("option"), self.nearest("select", "datalist"))
        if name in HEADINGS and self.elements[self.block].name in HEADINGS:
            return _above(self.block, floor)
        return _above(self.nearest("p"), floor) if name in CLOSES_PARAGRAPH else 0

    def meant_by_end(self, name: str) -> int:
        """Index of the element that an end tag closes, 0 if it closes none."""
        index = self.nearest(name)
        if name in _TABLE_PARTS_END or name == "table":
            return index if index >= self.nearest("table", *APART) else 0
        if name in HEADINGS and index == 0:
            index = self.nearest(*HEADINGS)
        return _above(index, self.barrier - (index == self.barrier))

    def part(self, roles: list[str]) -> str:
        """The part of a table that an element is by its roles: rows stand in tables, and cells in rows."""
        part = next((PARTS_OF_ROLES[role] for role in roles if role in PARTS_OF_ROLES), "")
        table, row, cell = self.nearest_part("table"), self.nearest_part("tr"), self.nearest_part("td", "th")
        if part == "td":
            return part if row > max(table, cell) else ""
        return part if part in ("", "table") or table > max(row, cell) else ""

    @property
    def tables(self) -> int:
        """How many tables are open."""
        return self.count("table") + self.count("=table")

    @property
    def is_apart(self) -> bool:
        """Whether an element whose text is read apart stands inside the innermost table, or outside of any."""
        return self.nearest(*APART) > self.nearest_part("table")


_TABLE_PARTS_END: dict[str, tuple[str, ...]] = {
    "td": ("td", "th", "caption"),
    "th": ("td", "th", "caption"),
    "tr": ("tr", "td", "th", "caption"),
    "caption": ("tr", "td", "th", "caption"),
    **dict.fromkeys(ROW_GROUPS, ("tr", "td", "th", "caption", *ROW_GROUPS)),
}
"""What the start of a part of a table ends."""


def _above(index: int, floor: int) -> int:
    return index if index > floor else 0
