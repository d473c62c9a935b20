"""The words of WordprocessingML, and styles: what a paragraph is and how it looks, by the styles it is set in.

Word names its own styles in English whatever language it speaks; a style made by hand is known by its outline level
or by the style it is based on.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from claimcheck.read.office.drafts import AUTO, PLAIN, Look
from claimcheck.read.office.package import Element, whole

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_OFF = frozenset(("0", "false", "off"))
Role = Literal["title", "caption", "contents"]

_HEADING_NAME = re.compile(r"heading ([1-9])")
_CONTENTS_NAME = re.compile(r"toc [1-9]|toc heading|table of figures")
_BODY_LEVEL = 9
_MOST_ABOVE = 100  # styles may be based on each other in a circle
_LANGUAGE = "/".join(W + name for name in ("docDefaults", "rPrDefault", "rPr", "lang"))


def is_on(element: Element | None) -> bool | None:
    """The value of a switch such as ``w:b``: there and not said to be off; None if it is not there."""
    return None if element is None else element.get(W + "val") not in _OFF


def number(element: Element | None) -> int | None:
    """The whole number that is the value of an element; None if there is none."""
    return whole(element, W + "val")


class Style(NamedTuple):
    """A style with all that it inherits. ``level`` is that of a heading (1 is the outermost), else None.

    ``item`` is the level of a list item (0 is the outermost), None where the style makes no list. ``ground`` is the
    colour behind its paragraphs.
    """

    role: Role | None = None
    level: int | None = None
    item: int | None = None
    look: Look = PLAIN
    ground: str | None = None


def look_of(properties: Element | None) -> Look:
    """The look that run properties (``w:rPr``) ask for."""
    if properties is None or len(properties) == 0:
        return PLAIN
    bold = hidden = raised = size = struck = colour = ground = None
    for child in properties:
        tag = child.tag
        if tag == W + "b":
            bold = is_on(child)
        elif tag == W + "vanish":
            hidden = is_on(child)
        elif tag == W + "vertAlign":
            raised = child.get(W + "val") == "superscript"
        elif tag == W + "sz":
            size = number(child)
        elif tag in (W + "strike", W + "dstrike"):
            struck = struck or is_on(child)
        elif tag == W + "color":
            colour = child.get(W + "val", "").lower()
        elif tag == W + "shd":
            ground = shade(child)
    return Look(bold, hidden, raised, size, struck, colour, ground)


def shade(shading: Element | None) -> str | None:
    """The colour that ``w:shd`` fills the ground with, if it does."""
    return None if shading is None else shading.get(W + "fill", AUTO).lower()


class Styles:
    """The styles of a document by id; ``root`` is that of the part of styles, None if there is none.

    ``language`` is the one that text is in where nothing else is said, None where that is not told.
    """

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str | None, Style] = {}
        self.default_paragraph: str | None = None
        told = None if root is None else root.find(_LANGUAGE)
        self.language = None if told is None else told.get(W + "val")
        base = Style()
        if root is not None:
            base = Style(look=look_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")))
            for element in root.iterchildren(W + "style"):
                identity = element.get(W + "styleId", "")
                self._elements[identity] = element
                is_default = element.get(W + "default") in ("1", "true", "on")
                if is_default and element.get(W + "type") == "paragraph":
                    self.default_paragraph = identity
        self._base = base

    def paragraph(self, identity: str | None) -> Style:
        """The style of a paragraph; None is the default one. An unknown id is plain text."""
        return self._resolve(self.default_paragraph if identity is None else identity)

    def characters(self, identity: str) -> Look:
        """What a character style changes."""
        return self._resolve(identity, Style()).look

    def _resolve(self, identity: str | None, base: Style | None = None) -> Style:
        chain: list[str] = []
        while identity in self._elements and identity not in self._known and len(chain) < _MOST_ABOVE:
            chain.append(identity)
            based = self._elements[identity].find(W + "basedOn")
            identity = None if based is None else based.get(W + "val")
        style = self._known.get(identity, self._base if base is None else base)
        for own in reversed(chain):
            style = self._known[own] = _inherit(self._elements[own], style)
        return style


def _inherit(element: Element, base: Style) -> Style:
    """A style on top of the one that it is based on."""
    name_element = element.find(W + "name")
    name = "" if name_element is None else " ".join(name_element.get(W + "val", "").lower().split())
    role, level, item = base.role, base.level, base.item
    if heading := _HEADING_NAME.fullmatch(name):
        role, level = None, int(heading[1])
    elif name in ("title", "caption"):
        role, level = ("title" if name == "title" else "caption"), None
    elif _CONTENTS_NAME.fullmatch(name):
        role, level = "contents", None
    properties = element.find(W + "pPr")
    if properties is not None:
        outline = number(properties.find(W + "outlineLvl"))
        if outline is not None:
            level = outline + 1 if 0 <= outline < _BODY_LEVEL and role is None else None
        item = item_level(properties.find(W + "numPr"), item)
    own = None if properties is None else shade(properties.find(W + "shd"))
    look = look_of(element.find(W + "rPr")).over(base.look)
    return Style(role, level, item, look, base.ground if own is None else own)


def item_level(numbering: Element | None, inherited: int | None) -> int | None:
    """The level of a list item that ``w:numPr`` gives; numbering 0 takes a paragraph out of its list."""
    if numbering is None:
        return inherited
    if number(numbering.find(W + "numId")) == 0:
        return None
    return number(numbering.find(W + "ilvl")) or inherited or 0
