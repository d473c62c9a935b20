"""Where an element stands on its page, told by its style and by the elements around it.

Lengths are in pixels; y grows downwards. Only what is declared is known: an element without a place stands where the
one around it begins. Only the ``<style>`` elements and attributes of the page are looked at, and of selectors only
names, classes and ids, with elements around them. What holds for print alone is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from claimcheck.read.html.describe import Compound, compound, rules
from claimcheck.read.html.tokens import Attributes

Style = Mapping[str, str]
_DECLARED = re.compile(
    r"(?:^|;)\s*+(position|left|right|top|bottom|width|height|font(?:-(?:size|weight|family))?|line-height|display"
    r"|visibility|letter-spacing|word-spacing|margin-left|(?:-webkit-)?transform)\s*+:\s*+([^;]*+)",
    re.IGNORECASE,
)
_STEP = re.compile(r"[\s>]+")
_MOST_RULES = 60  # about one class
_MOST_STEPS = 4
_NOTHING: Style = {}
_LENGTH = re.compile(r"([-+]?(?:\d{1,7}(?:\.\d{0,9})?|\.\d{1,9}))\s*(px|pt|em|rem|%|mm|cm|in|pc)?")
_SCALES = "px:1 pt:1.3333333 rem:16 mm:3.7795276 cm:37.795276 in:96 pc:16"
_UNITS = (pair.split(":") for pair in _SCALES.split())
_PIXELS: dict[str | None, float] = {None: 1.0, **{unit: float(pixels) for unit, pixels in _UNITS}}
_FUNCTION = re.compile(r"(?<![a-z])([a-z]++[xy23d]*+)\(([^()]*)\)")
_NUMBERS = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)")
_FONT_SIZE = re.compile(r"(?:^|\s)([\d.]+(?:px|pt|em|rem|%))")
_HEAVY = 600
_FIXED = frozenset(("absolute", "fixed"))
_PAGE_SIDE = 200.0
_START_SIZE = 16.0
_LEADING = 1.2


class _Rule(NamedTuple):
    rank: tuple[int, int, int, int]
    steps: tuple[Compound, ...]
    style: Style


Named = tuple[str, frozenset[str]]
"""An element by its name, and its ids and classes as selectors write them."""


def named(name: str, attributes: Attributes) -> Named:
    """An element as selectors see it."""
    parts = [f".{word}" for word in attributes.get("class").split()] if attributes else []
    if attributes and (identity := attributes.get("id")):
        parts.append(f"#{identity}")
    return name, frozenset(parts)


def declared(text: str) -> dict[str, str]:
    """The declarations in a text that bear on places and sizes; of two of one name the last counts."""
    found = {}
    for name, value in _DECLARED.findall(text):
        found[name.lower().removeprefix("-webkit-")] = value.replace("!important", "").strip().lower()
    return found


class Styles:
    """The rules of one page."""

    def __init__(self, source: str) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        self._known: dict[Named, tuple[list[_Rule], bool]] = {}
        order = 0
        for selectors, declarations, around in rules(source):
            style = {} if any(map(_is_elsewhere, around)) else declared(declarations)
            for selector in selectors.split(",") if style else ():
                order += 1
                self._take(selector.strip(), style, order)

    def _take(self, selector: str, style: Style, order: int) -> None:
        steps = [compound(step) for step in _STEP.split(selector)]
        compounds = tuple(step for step in steps if step is not None)
        if not selector or len(steps) > _MOST_STEPS or None in steps:
            return
        ids, parts = (sum(each.ids for each in compounds), sum(len(each.parts) for each in compounds))
        rank = ids, parts - ids, sum(bool(each.tag) for each in compounds), order
        filed = self._rules.setdefault(compounds[-1].filed, [])
        if len(filed) < _MOST_RULES:
            filed.append(_Rule(rank, compounds, style))

    def of(self, element: Named, around: Sequence[Named], own: str) -> Style:
        """What is declared for an element inside those ``around`` it; ``own`` is the text of its own style."""
        known = self._known.get(element)
        if known is None:
            rules = sorted(self._matching(element))
            known = self._known[element] = rules, any(len(rule.steps) > 1 for rule in rules)
        rules, is_nested = known
        if not rules:
            return declared(own) if own else _NOTHING
        style: dict[str, str] = {}
        for rule in rules:
            if not is_nested or _stands_in(rule.steps[:-1], around):
                style.update(rule.style)
        if own:
            style.update(declared(own))
        return style

    def _matching(self, element: Named) -> Iterator[_Rule]:
        name, parts = element
        for key in (*parts, name, "*"):
            for rule in self._rules.get(key, ()):
                if rule.steps[-1].holds_for(name, parts):
                    yield rule


def _is_elsewhere(lead: str) -> bool:
    """Whether what stands in an at-rule is for print alone, or sets no element."""
    return ("print" in lead and "screen" not in lead) or lead.startswith(("@font", "@page", "@key"))


def _stands_in(steps: Sequence[Compound], around: Sequence[Named]) -> bool:
    """Whether elements around have, from the outside in, what the steps ask for."""
    wanted = list(steps)
    for element in reversed(around):
        if not wanted:
            break
        if wanted[-1].holds_for(*element):
            wanted.pop()
    return not wanted


class Box(Struct, frozen=True):
    """An element's box. ``x`` and ``y`` are its upper left corner on the page, sizes None where nothing tells them.

    ``size`` is that of the letters, before ``scale``; ``turn`` counts quarter turns to the left. ``fixed``: it stands
    at a place of its own, and ``placed``: so do elements in it, counted from its corner. ``foot`` is its lower edge,
    where its place was told from below.
    """

    x: float = 0.0
    y: float = 0.0
    width: float | None = None
    height: float | None = None
    size: float = _START_SIZE
    leading: float | None = None
    scale: float = 1.0
    turn: int = 0
    bold: bool = False
    hidden: bool = False
    fixed: bool = False
    placed: bool = False
    foot: float | None = None
    letter: float = 0.0
    word: float = 0.0

    @property
    def shown_size(self) -> float:
        """The size of the letters as seen."""
        return self.size * self.scale

    @property
    def may_be_page(self) -> bool:
        """Whether it can be a page: it gives places to what is in it, or is as large as one."""
        large = (self.width or 0.0) >= _PAGE_SIDE and (self.height or 0.0) >= _PAGE_SIDE
        return large or (self.placed and not self.fixed)


def inside(outer: Box, anchor: Box, style: Style) -> Box:
    """The box of an element with ``style`` in ``outer``; ``anchor`` is the one that places are counted from."""
    size = _font_size(style, outer.size)
    unseen = style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse")
    leading, bold, hidden = _leading(style, size, outer), _bold(style, outer.bold), outer.hidden or unseen
    spacing = (length(style.get(name), size) for name in ("letter-spacing", "word-spacing"))
    letter, word = map(_or, spacing, (outer.letter, outer.word))
    made = replace(outer, size=size, leading=leading, bold=bold, hidden=hidden, letter=letter, word=word)
    made = replace(made, width=None, height=None, fixed=False, placed=False, foot=None)
    if not style:
        return made
    position = style.get("position", "")
    within = anchor if position in _FIXED else outer
    width, height = (length(style.get(side), size, getattr(within, side)) for side in ("width", "height"))
    made = replace(made, width=width, height=height)
    if position in _FIXED:
        made = _at_its_place(made, anchor, style)
    elif position == "relative":
        left, top = length(style.get("left"), size, outer.width), length(style.get("top"), size, outer.height)
        made = replace(
            made, x=outer.x + (left or 0.0) * outer.scale, y=outer.y + (top or 0.0) * outer.scale, placed=True
        )
    return _transformed(made, style.get("transform", ""))


def page_of(box: Box) -> Box:
    """The box as the page that it is: its own corner is where places begin."""
    return replace(box, x=0.0, y=0.0, scale=1.0, placed=True, fixed=False)


def length(value: str | None, size: float, whole: float | None = None) -> float | None:
    """A length of CSS in pixels; ``whole`` is what percentages are of. None for what is none."""
    found = _LENGTH.fullmatch(value) if value else None
    if found is None:
        return None
    number, unit = float(found[1]), found[2]
    if unit == "em":
        return number * size
    if unit == "%":
        return None if whole is None else number / 100 * whole
    return number * _PIXELS[unit]


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def _at_its_place(made: Box, anchor: Box, style: Style) -> Box:
    left, right = (length(style.get(side), made.size, anchor.width) for side in ("left", "right"))
    top, bottom = (length(style.get(side), made.size, anchor.height) for side in ("top", "bottom"))
    x, y, foot = anchor.x, anchor.y, None
    if left is not None:
        x += left * anchor.scale
    elif right is not None and anchor.width is not None:
        x += (anchor.width - right - (made.width or 0.0)) * anchor.scale
    if top is not None:
        y += top * anchor.scale
    elif bottom is not None:
        foot = y + ((anchor.height or 0.0) - bottom) * anchor.scale
        y = foot - (made.height or 0.0) * anchor.scale
    return replace(made, x=x, y=y, scale=anchor.scale, fixed=True, placed=True, foot=foot)


def _transformed(box: Box, value: str) -> Box:
    if not value or value == "none":
        return box
    for name, inner in _FUNCTION.findall(value):
        numbers = [float(each) for each in _NUMBERS.findall(inner)[:16]]
        if name == "matrix" and len(numbers) == 6:
            a, b, c, d, e, f = numbers
            turn = 0 if abs(a) >= abs(b) else 1 if b < 0 else 3
            scale = max(abs(d), abs(c)) or 1.0
            x, y = box.x + e * box.scale, box.y + f * box.scale
            box = replace(box, scale=box.scale * scale, turn=(box.turn + turn) % 4, x=x, y=y)
        elif name in ("scale", "scaley") and numbers:
            box = replace(box, scale=box.scale * (abs(numbers[-1]) or 1.0))
        elif name == "rotate" and numbers:
            degrees = numbers[0] if "rad" not in inner else numbers[0] * 57.3
            box = replace(box, turn=(box.turn + round(-degrees / 90)) % 4)
        elif name in ("translate", "translatex", "translatey") and numbers and "%" not in inner:
            x, y = {"translatex": (numbers[0], 0.0), "translatey": (0.0, numbers[0])}.get(
                name, (numbers[0], numbers[1] if len(numbers) > 1 else 0.0)
            )
            box = replace(box, x=box.x + x * box.scale, y=box.y + y * box.scale)
    return box


def _font_size(style: Style, outer: float) -> float:
    value = style.get("font-size")
    if value is None:
        found = _FONT_SIZE.search(style.get("font", ""))
        value = found[1] if found else None
    size = _or(length(value, outer, outer), outer)
    # Browsers pass over letters of less than no size.
    return outer if size < 0 else size


def _leading(style: Style, size: float, outer: Box) -> float | None:
    value = style.get("line-height")
    if value is None:
        return outer.leading
    return float(value) * size if value.replace(".", "", 1).isdecimal() else length(value, size, size)


def _bold(style: Style, outer: bool) -> bool:
    value = style.get("font-weight") or style.get("font", "")
    if not value:
        return outer
    first = value.split()[0]
    if first.isdecimal():
        return int(first) >= _HEAVY
    return "bold" in value or (outer and "font-weight" not in style)


def line_height(box: Box) -> float:
    """How far the lines of a box are apart, as seen."""
    return (box.leading if box.leading else _LEADING * box.size) * box.scale
