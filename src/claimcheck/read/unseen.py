"""Text that nobody sees: what a style of CSS says of it, and what is said of it, the same for every format."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from claimcheck.model.document import Effect, Problem, Unseen, Way

Colour = tuple[int, int, int]
Declared = Mapping[str, str]
"""Values by the names of their properties, both in lower case."""
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
CLEAR = "transparent"
"""A colour through which the ground is seen."""
_PROPERTIES = re.compile(
    r"background(?:-(?:clip|color|image))?|-webkit-background-clip|bottom|clip(?:-path)?|color|display|font-size"
    r"|grid-area|(?:max-)?(?:height|width)|left|margin-left|opacity|overflow(?:-[xy])?|position|right|scale"
    r"|text-(?:decoration(?:-line)?|indent|shadow)|top|transform|visibility"
)
_NAMED = {"white": WHITE, "black": BLACK}
_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
_NUMBER = re.compile(r"([-+]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9}))([a-z%]*)")
_FUNCTION = re.compile(r"(?<![a-z0-9-])([a-z0-9-]++)\(([^()]*)\)")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "vw": 10.0}
_FAINT = 0.05  # opacity
_TINY = 3.0  # pixels, of letters
_SLIVER = 1.0  # pixels, of what is shown of a text
_FAR = 500.0  # pixels beyond an edge
_HALF = 50.0  # percent, cut off at every edge
_ALIKE = 8  # of 255, in each of red, green and blue
_BEYOND = ("left", "right", "top", "bottom")
_SIDES = ("height", "max-height", "width", "max-width")

MOST_UNSEEN = 500
"""Texts of one document that are kept; all are counted."""
_LONGEST, _SHOWN = 400, 60
_TOLD, _SAYING = 5, 4  # texts that a notice quotes, and words of those behind the first
_HINT = "show readers what counts, and take out what does not"


def declared(style: str) -> dict[str, str]:
    """The declarations of ``style`` that bear on whether text is seen; of two of one name the last counts."""
    found: dict[str, str] = {}
    for part in style.lower().split(";"):
        name, _, value = part.partition(":")
        name = name.strip()
        if _PROPERTIES.fullmatch(name):
            found[name] = value.replace("!important", "").strip()
    return found


def way_of(style: Declared) -> Way | None:
    """How a style hides the text of an element and of all in it; None where it does not."""
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return "switched off"
    if (opacity := _pixels(style.get("opacity", ""))) is not None and opacity <= _FAINT:
        return "transparent"
    if "line-through" in f"{style.get('text-decoration')} {style.get('text-decoration-line')}":
        return "struck out"
    return "outside of what is shown" if _is_cut_off(style) else None


def is_tiny(style: Declared) -> bool | None:
    """Whether letters are too small to read; None where the style leaves their size as it is."""
    size = style.get("font-size")
    if size is None or size in ("inherit", "unset"):
        return None
    measured = _measured(size)
    if measured is None:
        return False
    value, unit = measured
    return value * (0.16 if unit == "%" else _PIXELS.get(unit, 16.0)) < _TINY


def colour_of(style: Declared) -> Colour | str | None:
    """The colour of letters; ``CLEAR``, or nothing where the style leaves it, or ``"?"`` where it cannot be told."""
    told = style.get("color")
    if told is None or told in ("inherit", "unset", "currentcolor"):
        return None
    found = _colour(told)
    clips = f"{style.get('background-clip')} {style.get('-webkit-background-clip')}"
    seen = "text-shadow" in style or "text" in clips
    return "?" if found is None or (found == CLEAR and seen) else found


def ground_of(style: Declared) -> Colour | str | None:
    """The colour behind an element's letters, told as by ``colour_of``; nothing where that around it shows."""
    told = style.get("background-color"), style.get("background"), style.get("background-image")
    for each in told:
        if each is None or each in ("none", "transparent", "inherit", "initial", "unset", "0", "0 0"):
            continue
        found = _colour(each)
        return None if found == CLEAR else found or "?"
    # What is lifted out of its place, or laid over something else, stands on that.
    return "?" if style.get("position") in ("absolute", "fixed", "sticky") or "grid-area" in style else None


def hidden_by(style: Declared) -> Way | None:
    """How a style hides an element's text on a white page of black letters; None where it does not."""
    if way := way_of(style):
        return way
    if is_tiny(style):
        return "too small to read"
    colour, ground = colour_of(style), ground_of(style)
    if colour == CLEAR:
        return "transparent"
    ground = WHITE if ground is None else ground
    same = isinstance(colour, tuple) and isinstance(ground, tuple) and alike(colour, ground)
    return "in the colour of its ground" if same else None


def alike(one: Colour, other: Colour) -> bool:
    """Whether nobody tells two colours apart."""
    return all(abs(first - second) <= _ALIKE for first, second in zip(one, other, strict=True))


def _is_cut_off(style: Declared) -> bool:
    hides = any(style.get(name) in ("hidden", "clip") for name in ("overflow", "overflow-x", "overflow-y"))
    sides = (_pixels(style.get(name, "")) for name in _SIDES)
    if hides and any(side is not None and side <= _SLIVER for side in sides):
        return True
    placed = style.get("position") in ("absolute", "fixed")
    if placed and any(_is_far(style.get(name, "")) for name in _BEYOND):
        return True
    indent = style.get("text-indent", "")
    if _is_far(indent) or _is_far(style.get("margin-left", "")) or (hides and indent == "100%"):
        return True
    shapes = f"{style.get('clip')} {style.get('clip-path')} {style.get('transform')} scale({style.get('scale', 1)})"
    return any(_shows_nothing(name, inside) for name, inside in _FUNCTION.findall(shapes))


def _shows_nothing(name: str, inside: str) -> bool:
    """Whether nothing is seen through a shape, or of what is scaled or moved like that."""
    values = [(float(value), unit) for value, unit in _NUMBER.findall(inside)]
    if not values:
        return False
    sizes = [value * _PIXELS.get(unit, 1.0) for value, unit in values]
    if name.startswith("scale"):
        return min(map(abs, sizes)) == 0
    if name.startswith("translate"):
        return min(sizes) <= -_FAR
    if name == "inset":
        return values[0][1] == "%" and values[0][0] >= _HALF
    if name == "rect":
        return len(sizes) == 4 and min(abs(sizes[1] - sizes[3]), abs(sizes[2] - sizes[0])) <= _SLIVER
    return (name == "circle" and sizes[0] == 0) or (name == "polygon" and len(set(sizes)) == 1)


def _is_far(value: str) -> bool:
    pixels = _pixels(value)
    return pixels is not None and pixels <= -_FAR


def _pixels(value: str) -> float | None:
    measured = _measured(value)
    if measured is None or (measured[1] not in _PIXELS and measured[0] != 0):
        return None
    return measured[0] * _PIXELS.get(measured[1], 1.0)


def _measured(value: str) -> tuple[float, str] | None:
    match = _NUMBER.fullmatch(value)
    return (float(match[1]), match[2]) if match else None


def _colour(value: str) -> Colour | str | None:
    if value == "transparent":
        return CLEAR
    if value in _NAMED:
        return _NAMED[value]
    if match := _HEX.fullmatch(value):
        digits = match[1] if len(match[1]) > 4 else "".join(2 * each for each in match[1])
        parts = [int(digits[at : at + 2], 16) for at in range(0, len(digits), 2)]
        return CLEAR if len(parts) == 4 and parts[3] <= _FAINT * 255 else (parts[0], parts[1], parts[2])
    match = _FUNCTION.fullmatch(value)
    if match is None or match[1] not in ("rgb", "rgba"):
        return None
    numbers = _NUMBER.findall(match[2])
    if len(numbers) > 3 and float(numbers[3][0]) <= _FAINT:
        return CLEAR
    if len(numbers) < 3 or any(unit for _, unit in numbers[:3]):
        return None
    return int(float(numbers[0][0])), int(float(numbers[1][0])), int(float(numbers[2][0]))


def shortened(text: str) -> str:
    """A text as it is quoted in a notice: its first words."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"


class Hidden:
    """Takes up the texts that an input hides, in their order."""

    def __init__(self, found: Iterable[tuple[str, Way, str]] = ()) -> None:
        """``found`` are texts as for ``add``."""
        self._ways: Counter[Way] = Counter()
        self._found: list[Unseen] = []
        for text, way, place in found:
            self.add(text, way, place)

    def __len__(self) -> int:
        return self._ways.total()

    def add(self, text: str, way: Way, place: str = "", *, goes_on: bool = False) -> None:
        """Add a text at ``place`` ("line 3", nothing where no place can be told); ``goes_on``: with the last one."""
        if goes_on and self._found:
            if len(self) <= MOST_UNSEEN and len(self._found[-1].text) < _LONGEST:
                self._found[-1] = self._found[-1]._replace(text=self._found[-1].text + text)
        elif any(map(str.isalnum, text)):
            self._ways[way] += 1
            if len(self) <= MOST_UNSEEN:
                self._found.append(Unseen(text, way, place))

    def take(self, other: Hidden) -> None:
        """Add what was taken up elsewhere."""
        self._ways += other._ways
        self._found = [*self._found, *other._found][:MOST_UNSEEN]

    @property
    def texts(self) -> tuple[Unseen, ...]:
        """The first of the texts, cut where they are long."""
        return tuple(each._replace(text=" ".join(each.text[:_LONGEST].split())) for each in self._found)

    def problems(self, path: str, effect: Effect = "note") -> tuple[Problem, ...]:
        """What to say of the texts of the input at ``path``."""
        if not self:
            return ()
        several = len(self._ways) > 1
        how = ", ".join(f"{way} {count:,}" if several else way for way, count in self._ways.most_common())
        first, *behind = self.texts
        # Labels and dates tell little.
        others = [each for each in behind if len(each.text.split()) >= _SAYING][: _TOLD - 1]
        texts = "a text" if len(self) == 1 else f"{len(self):,} texts"
        message = (
            f"holds {texts} that readers do not see, or not all of them ({how}), which counts as no evidence; "
            f"the first{first.place and f', {first.place}'}: “{shortened(first.text)}”"
        )
        message += "".join(f"; {each.place and f'{each.place}: '}“{shortened(each.text)}”" for each in others)
        if others and (more := len(self) - 1 - len(others)):
            message += f"; {more:,} more"
        return (Problem("hidden-text", message, effect, ", ".join(filter(None, (path, first.place))), _HINT),)
