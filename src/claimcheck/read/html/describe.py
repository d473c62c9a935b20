"""What an element is to the text in it: told by its name, its attributes and the element around it."""

from __future__ import annotations

from claimcheck.read.html.elements import (
    BLOCKS,
    HEADINGS,
    KINDS,
    MAY_BE_NOTE,
    NAVIGATION_ROLES,
    NOTE_ROLES,
    PRESERVED,
    SVG_KINDS,
    TABLE_PARTS,
    UNSEEN,
    names,
)
from claimcheck.read.html.stack import Element
from claimcheck.read.html.tokens import Attributes, Span

_SPREADING = names("flex grid inline-flex inline-grid")
_APART = names(
    "block flex grid table list-item flow-root inline-block inline-flex inline-grid table-row table-cell "
    "table-caption"
)
_SPEAKING = ("aria-label", "title", "placeholder", "label")
_EXPANDED = names("abbr dfn acronym title table")
_NOTE_CLASSES = ("footnote", "noteref", "reference", "endnote")
_HIGHEST_LEVEL = 6
_REGIONS = {"nav": "nav", "header": "edge", "footer": "edge"}


def describe(name: str, attributes: Attributes, outer: Element, style: str, *, drawing: bool) -> Element:
    """The element that a start tag opens inside ``outer``.

    ``style`` is its value of ``display``, empty where the page gives none; ``drawing`` says that it is a part of a
    drawing or formula.
    """
    unseen = outer.unseen or name in UNSEEN
    element = Element(
        name,
        block=_is_block(name, style, outer, drawing),
        kind=outer.kind,
        level=outer.level,
        hidden=outer.hidden or unseen or _is_hidden(attributes, style),
        unseen=unseen,
        exact=outer.exact or name in PRESERVED,
        region=outer.region,
        anchor=outer.anchor,
        spreads=style in _SPREADING,
        language=outer.language,
    )
    if element.hidden:
        return element
    element.set_language(attributes)
    if (
        not attributes
        and not drawing
        and name not in KINDS
        and name not in HEADINGS
        and name not in ("td", "th")
    ):
        return element
    if drawing:
        element.kind = SVG_KINDS.get(name, outer.kind)
    else:
        _set_kind(element, name, attributes)
    if name in MAY_BE_NOTE and (identity := attributes.get("id")):
        element.anchor = identity
    if name not in _EXPANDED:
        element.spoken = spoken_of(attributes)
    return element


def _is_block(name: str, style: str, outer: Element, drawing: bool) -> bool:
    if drawing:
        return name in SVG_KINDS
    return name in BLOCKS or name in TABLE_PARTS or style in _APART or outer.spreads


def _is_hidden(attributes: Attributes, style: str) -> bool:
    if style == "none":
        return True
    # What a search in the page brings to light is as good as shown.
    return "hidden" in attributes and not style and attributes.get("hidden").lower() != "until-found"


def _set_kind(element: Element, name: str, attributes: Attributes) -> None:
    roles = attributes.words("role") if attributes else []
    level = HEADINGS.get(name, 0)
    if "heading" in roles:
        given = attributes.get("aria-level").strip()
        level = int(given) if given.isdecimal() and len(given) < 3 else level
        level = min(max(level, 1), _HIGHEST_LEVEL) if level else 2
        element.block = True
    if not NOTE_ROLES.isdisjoint(roles):
        element.kind, element.level = "footnote", None
    if element.kind == "footnote":
        return
    if level:
        element.kind, element.level = "heading", level
    elif name in ("td", "th"):
        element.kind, element.level = "paragraph", None
    elif kind := "list" if "listitem" in roles else KINDS.get(name):
        element.kind, element.level = kind, None


def region_of(name: str, attributes: Attributes) -> str:
    """``nav`` for navigation, ``edge`` for the header or footer of a page or of a part of it, else nothing."""
    if not attributes:
        return _REGIONS.get(name, "")
    roles = attributes.words("role")
    if name == "nav" or not NAVIGATION_ROLES.isdisjoint(roles):
        return "nav"
    if any("breadcrumb" in word for word in attributes.words("class")):
        return "nav"
    return "edge" if "contentinfo" in roles or "banner" in roles else _REGIONS.get(name, "")


def spoken_of(attributes: Attributes) -> Span | None:
    """The attribute that speaks for an element without text."""
    for name in _SPEAKING:
        span = attributes.span(name)
        if span is not None and span.start < span.end:
            return span
    return None


def picture_text(attributes: Attributes) -> Span | None:
    """The alternative text of a picture; an empty ``alt`` says that it has nothing to tell."""
    for name in ("alt", "aria-label", "title"):
        span = attributes.span(name)
        if span is not None and (span.start < span.end or name == "alt"):
            return span if span.start < span.end else None
    return None


def is_note_link(attributes: Attributes) -> bool:
    """Whether a link says of itself that it leads to a note."""
    classes = attributes.get("class").lower()
    return "doc-noteref" in attributes.words("role") or any(each in classes for each in _NOTE_CLASSES)
