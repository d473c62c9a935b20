"""What an element is to the text in it: told by its name, its attributes, its styles and the element around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from claimcheck.model.document import Way
from claimcheck.read.html import elements
from claimcheck.read.html.stack import Element, Stack
from claimcheck.read.html.tokens import Attributes, Span, Token
from claimcheck.read.unseen import CLEAR, WHITE, Declared, alike, colour_of, declared, ground_of, is_tiny, way_of

# Where the text of style sheets begins in a page, and what else may only look like it.
_STYLE_OR_NOT = re.compile(r"<!--|<(?P<name>style|script)\b", re.IGNORECASE)
_ENDS = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("style", "script")}
_NO_RULE = re.compile(r"/\*(?:[^*]|\*(?!/))*+(?:\*/)?|\"[^\"\n]*+\"?|'[^'\n]*+'?|<!(?:--|\[CDATA\[)|-->|\]\]>")
_BRACE = re.compile(r"[{};]")
_COMPOUND = re.compile(r"(?P<tag>[a-z][a-z0-9-]*+|\*)?+(?P<parts>(?:[.#][\w-]++|\[hidden\])*+)", re.IGNORECASE)
_PART = re.compile(r"[.#][\w-]+|\[hidden\]")
# What a button or tab names as the part of the page that it opens.
_CONTROLS = re.compile(r"""\s(?:aria-controls|data-(?:bs-)?target)\s?=\s?["']?#?([\w:.-]{1,100})""", re.IGNORECASE)
_OPENABLE = ("switched off", "outside of what is shown")
_LAID_OVER = elements.names("dialog alertdialog menu menubar listbox tooltip")  # roles of what is no text of the page


class Compound(NamedTuple):
    """One element's part of a selector: its name or none, and the ids and classes that it must all have."""

    tag: str
    parts: frozenset[str]

    @property
    def filed(self) -> str:
        """One thing that an element must have for it."""
        return min(self.parts) if self.parts else self.tag

    @property
    def ids(self) -> int:
        """How many ids it names."""
        return sum(part.startswith("#") for part in self.parts)

    def holds_for(self, name: str, parts: frozenset[str]) -> bool:
        """Whether an element of this name with these ids and classes is meant."""
        return self.tag in ("", "*", name) and self.parts <= parts


def compound(text: str) -> Compound | None:
    """The compound that a part of a selector is; None for any that says more than names, ids and classes."""
    match = _COMPOUND.fullmatch(text)
    return Compound((match["tag"] or "").lower(), frozenset(_PART.findall(match["parts"]))) if match else None


def rules(source: str) -> Iterator[tuple[str, str, list[str]]]:
    """The rules of a page: their selectors, their declarations, and the at-rules around them."""
    for sheet in _sheets(source):
        yield from _rules(_NO_RULE.sub(" ", sheet))


def _sheets(source: str) -> Iterator[str]:
    """The content of the ``style`` elements, those in comments and scripts left out."""
    at = 0
    while (match := _STYLE_OR_NOT.search(source, at)) is not None:
        if match["name"] is None:
            at = source.find("-->", match.end()) + 1
            if not at:
                return
            continue
        name = match["name"].lower()
        start = source.find(">", match.end()) + 1
        close = _ENDS[name].search(source, start) if start else None
        if close is None:
            return
        if name == "style":
            yield source[start : close.start()]
        at = close.end()


def _rules(css: str) -> Iterator[tuple[str, str, list[str]]]:
    groups: list[str] = []
    at = 0
    while (match := _BRACE.search(css, at)) is not None:
        lead, at = css[at : match.start()].strip(), match.end()
        if match[0] == "}" and groups:
            groups.pop()
        elif match[0] == "{" and lead.startswith("@"):
            groups.append(lead)
        elif match[0] == "{":
            close = css.find("}", at)
            close = len(css) if close < 0 else close
            if lead:
                yield lead, css[at:close], groups
            at = close + 1


UNKNOWN = "?"
"""The value of a property that several rules may set."""

_PSEUDO = re.compile(r"::?[a-zA-Z-]+(?:\([^)]*+\))?")
_COMBINATOR = re.compile(r"[ \t\n\r\f>+~]+")
# As many rules about one class are looked at; where it has more, none of them counts.
_MOST_RULES = 50
_ELSEWHERE = re.compile(r"<link\b[^<>]{0,500}\bstylesheet|@import", re.IGNORECASE)
_AT_SEEN = ("@media screen", "@media all", "@supports", "@layer", "@media only screen")
_SPREADING = elements.names("flex grid inline-flex inline-grid")
_APART = elements.names(
    "block flex grid table list-item flow-root inline-block inline-flex inline-grid table-row table-cell table-caption"
)
_SPEAKING = ("aria-label", "title", "placeholder", "label")
_EXPANDED = elements.names("abbr dfn acronym title table")
_NOTE_CLASSES = ("footnote", "noteref", "reference", "endnote")
_HIGHEST_LEVEL = 6
_MUTED = 4  # words
_FRAME = elements.names("html body")
_REGIONS = {"nav": "nav", "header": "edge", "footer": "edge"}


class _Rule(NamedTuple):
    """A rule for the elements that ``compound`` names; of two that are ``sure`` the higher ``rank`` wins."""

    rank: tuple[int, int, int, int]
    sure: bool
    compound: Compound
    style: Declared


class Stylesheet:
    """The rules of a page about what is seen, for lookups by element.

    ``whole``: the page names no other style sheets.
    """

    def __init__(self, source: str) -> None:
        self.whole = _ELSEWHERE.search(source) is None
        self._rules: dict[str, list[_Rule]] = {}
        self._known: dict[tuple[str, ...], Declared] = {}
        for number, (selectors, declarations, around) in enumerate(rules(source)):
            if any("print" in each for each in around):
                continue
            style = declared(declarations)
            # Whether they hold on a screen whatever its size.
            certain = all(each.lower().startswith(_AT_SEEN) and "(" not in each for each in around)
            for selector in selectors.split(",") if style else ():
                self._take(selector, style, certain, number)

    def _take(self, selector: str, style: Declared, certain: bool, number: int) -> None:
        steps = _COMBINATOR.split(selector.strip())
        found = compound(last) if (last := _PSEUDO.sub("", steps[-1])) not in ("", "*") else None
        if found is None:
            return
        rank = (found.ids, len(found.parts) - found.ids, bool(found.tag), number)
        filed = self._rules.setdefault(found.filed, [])
        if len(filed) <= _MOST_RULES:
            filed.append(_Rule(rank, certain and len(steps) == 1 and ":" not in selector, found, style))

    def style(self, name: str, attributes: Attributes) -> Declared:
        """What is declared for an element; ``UNKNOWN`` is the value of what some rule may set otherwise."""
        own = attributes.get("style")
        if not self._rules:
            return declared(own) if own else {}
        hidden = "[hidden]" if "hidden" in attributes else ""
        key = (name, attributes.get("class"), attributes.get("id"), hidden)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._looked_up(*key)
        return {**known, **declared(own)} if own else known

    def _looked_up(self, name: str, classes: str, identity: str, hidden: str) -> Declared:
        own = [f".{word}" for word in classes.split()]
        own += [each for each in (identity and f"#{identity}", hidden) if each]
        parts = frozenset(own)
        filed = [self._rules.get(part, ()) for part in (*parts, name)]
        near = (rule for rules in filed if len(rules) <= _MOST_RULES for rule in rules)
        found = [rule for rule in near if rule.compound.holds_for(name, parts)]
        style: dict[str, str] = {}
        for rule in sorted((rule for rule in found if rule.sure), key=attrgetter("rank")):
            style.update(rule.style)
        for rule in found:
            if not rule.sure:
                style.update({one: UNKNOWN for one, value in rule.style.items() if style.get(one) != value})
        return style


class Describer:
    """Tells what the elements of one page are, by its own style sheets as well; ``root`` is the page as a whole."""

    def __init__(self, source: str, root: Element) -> None:
        self._source = source
        self._styles = Stylesheet(source)
        self._opened = frozenset(_CONTROLS.findall(source))
        self._begun: set[str] = set()
        self._head_end: int | None = None
        self.ended: set[str] = set()
        """The names of the end tags so far."""
        root.ground = WHITE if self._styles.whole else None

    def frame(self, token: Token, root: Element) -> None:
        """Take over what a tag around the whole page says about it."""
        (self.ended if token.closes else self._begun).add(token.name)
        if token.closes and token.name == "head":
            self._head_end = token.end
        if not token.closes:
            attributes = Attributes(self._source, token)
            root.set_language(attributes)
            style = self._styles.style(token.name, attributes)
            _paint(root, root, token.name, attributes, style, False)

    def is_cut_off(self, stack: Stack) -> bool:
        """Whether a page that ends with ``stack`` open has not come to its end.

        What has to be closed is open, such as a part that nobody sees, or the page, whose author closes paragraphs,
        cells or its head although he need not.
        """
        if stack.top.unseen or stack.nearest(*elements.APART):
            return True
        if not self.ended.isdisjoint(_FRAME):
            return False
        if stack.nearest(*elements.CLOSED) or self._begun.isdisjoint(_FRAME):
            return stack.nearest(*elements.CLOSED) > 0
        # A page is more than its head.
        if self._head_end is not None and not self._source[self._head_end :].strip(" \t\r\n\f</"):
            return True
        # Who ends the head and begins the body ends that as well.
        if ("head" in self.ended) == ("body" in self._begun) and not self._begun.isdisjoint(("head", "body")):
            return True
        return not self.ended.isdisjoint(elements.MAY_STAY_OPEN)

    def way(self, name: str, attributes: Attributes, outer: Element) -> Way | None:
        """How an element inside ``outer`` is hidden."""
        return outer.way if outer.hidden else self._hiding(name, attributes, self._styles.style(name, attributes))

    def element(self, token: Token, attributes: Attributes, outer: Element, *, drawing: bool) -> Element:
        """The element that a start tag opens inside ``outer``; ``drawing``: as a part of a drawing or formula."""
        style = self._styles.style(token.name, attributes)
        way = outer.way if outer.hidden else self._hiding(token.name, attributes, style)
        element = _described(token.name, attributes, outer, style, way, drawing=drawing)
        if not element.hidden:
            elsewhere = drawing or (not self._styles.whole and bool(attributes))
            _paint(element, outer, token.name, attributes, style, elsewhere)
            if attributes and not outer.muted and attributes.get("aria-hidden") == "true":
                # A sign or a figure of a line stays in it.
                end = self._source.find("<", token.end)
                words = self._source[token.end : end if end >= 0 else None].split()
                element.muted = element.block or len(words) >= _MUTED
                element.block |= element.muted
        return element

    def _hiding(self, name: str, attributes: Attributes, style: Declared) -> Way | None:
        """How a start tag hides all that is in its element, if it does and no button or tab of the page opens it."""
        way = _hiding(name, attributes, style)
        role = attributes.get("role") if way in _OPENABLE else ""
        is_opened = way in _OPENABLE and (role == "tabpanel" or attributes.get("id") in self._opened)
        return None if is_opened and role not in _LAID_OVER and name not in _REGIONS else way


def _described(
    name: str, attributes: Attributes, outer: Element, style: Declared, way: Way | None, *, drawing: bool
) -> Element:
    unseen = outer.unseen or name in elements.UNSEEN
    display = style.get("display", "")
    block, hidden = _is_block(name, display, outer, drawing), outer.hidden or unseen or way is not None
    element = Element(name, block, outer.kind, outer.level, hidden, unseen, way)
    element.muted, element.region, element.anchor = outer.muted, outer.region, outer.anchor
    element.exact, element.spreads = outer.exact or name in elements.PRESERVED, display in _SPREADING
    element.language = outer.language
    if name in elements.APART:
        # A script would put what is in a template elsewhere; that of a shadow root is shown where it stands.
        element.block, element.apart = True, "shadowrootmode" not in attributes
    if element.hidden:
        return element
    element.set_language(attributes)
    plain = name not in elements.KINDS and name not in elements.HEADINGS and name not in ("td", "th")
    if plain and not attributes and not drawing:
        return element
    if drawing:
        element.kind = elements.SVG_KINDS.get(name, outer.kind)
    else:
        _set_kind(element, name, attributes)
    if name in elements.MAY_BE_NOTE and (identity := attributes.get("id")):
        element.anchor = identity
    if name not in _EXPANDED:
        element.spoken = spoken_of(attributes)
    return element


def _is_block(name: str, style: str, outer: Element, drawing: bool) -> bool:
    if drawing:
        return name in elements.SVG_KINDS
    return name in elements.BLOCKS or name in elements.TABLE_PARTS or style in _APART or outer.spreads


def _hiding(name: str, attributes: Attributes, style: Declared) -> Way | None:
    """How a start tag hides all that is in its element, if it does."""
    if name in elements.STRUCK:
        return "struck out"
    if not attributes and not style:
        return None
    # What a search in the page brings to light is as good as shown.
    switched = "hidden" in attributes and attributes.get("hidden").lower() != "until-found"
    return "switched off" if switched and style.get("display", UNKNOWN) == UNKNOWN else way_of(style)


def _paint(
    element: Element, outer: Element, name: str, attributes: Attributes, style: Declared, elsewhere: bool
) -> None:
    """Set how the letters of an element look; ``elsewhere``: it may have styles that are not at hand."""
    element.colour, element.ground = outer.colour, outer.ground
    element.tiny, element.way = outer.tiny, outer.way
    if elsewhere or name in elements.OWN_COLOURS:
        element.colour, element.ground, element.tiny = None, None, False
    elif not style and name not in elements.PAINTED:
        return
    if name in elements.PAINTED:
        own = attributes.get("color" if name == "font" else "text"), attributes.get("bgcolor")
        told = [value.strip().lower() for value in own]
        style = {"color": told[0] or "unset", "background-color": told[1] or "none", **style}
    colour, ground, tiny = colour_of(style), ground_of(style), is_tiny(style)
    element.colour = element.colour if colour is None else colour
    element.ground = element.ground if ground is None else None if isinstance(ground, str) else ground
    element.tiny = element.tiny if tiny is None else tiny
    element.way = None
    if element.tiny:
        element.way = "too small to read"
    elif element.colour == CLEAR:
        element.way = "transparent"
    elif isinstance(element.colour, tuple) and element.ground and alike(element.colour, element.ground):
        element.way = "in the colour of its ground"


def _set_kind(element: Element, name: str, attributes: Attributes) -> None:
    roles = attributes.words("role") if attributes else []
    level = elements.HEADINGS.get(name, 0)
    if "heading" in roles:
        given = attributes.get("aria-level").strip()
        level = int(given) if given.isdecimal() and len(given) < 3 else level
        level = min(max(level, 1), _HIGHEST_LEVEL) if level else 2
        element.block = True
    if not elements.NOTE_ROLES.isdisjoint(roles):
        element.kind, element.level = "footnote", None
    if element.kind == "footnote":
        return
    if level:
        element.kind, element.level = "heading", level
    elif name in ("td", "th"):
        element.kind, element.level = "paragraph", None
    elif kind := "list" if "listitem" in roles else elements.KINDS.get(name):
        element.kind, element.level = kind, None


def region_of(name: str, attributes: Attributes) -> str:
    """``nav`` for navigation, ``edge`` for the header or footer of a page or of a part of it, else nothing."""
    if not attributes:
        return _REGIONS.get(name, "")
    roles = attributes.words("role")
    if name == "nav" or not elements.NAVIGATION_ROLES.isdisjoint(roles):
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
