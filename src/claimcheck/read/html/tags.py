"""The tags of a report with inline XBRL: what it tells machines about the figures and texts that it shows.

The file says for each tag what it is about (a context), in which unit it counts, by which power of ten the printed
figure has to be multiplied and how it is written. Facts that the page hides are counted and never read.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from msgspec import Struct, field

from claimcheck.model.document import Tag
from claimcheck.read.html.tokens import Attributes, Scanner, Token

MOST_TAGS = 50_000
"""Tags of one report that are kept."""

_PREFIX = re.compile(r"xmlns:([\w.-]{1,40})\s*=\s*[\"']https?://www\.xbrl\.org/20(?:08|13)/inlineXBRL")
_WINDOW = 65_536  # characters in which the root element stands
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d))?")
_MIDNIGHT = "00:00:00"
_PLAIN = re.compile(r"\d{1,40}(?:\.\d{0,40})?|\.\d{1,40}")
_BLANKS = re.compile(r"[\s\u00a0\u2009\u202f]+")
_COMMA_IS_DECIMAL = frozenset(("numcommadecimal", "numdotcomma", "numspacecomma", "numcomma"))
_POINT_IS_DECIMAL = frozenset(("", "numdotdecimal", "numcommadot", "numspacedot", "numdotdecimalin"))
_NOTHING_IS_ZERO = frozenset(("fixedzero", "zerodash", "numdash"))
_MOST_SCALE = 30
_LONGEST_TEXT = 400
_MOST_OPEN = 50  # tags inside one another
_MOST_PARTS = 200  # continuations of one text


class Tagged(NamedTuple):
    """The tags in the order of the source, how many facts the page hides, and how many tags are beyond the limit."""

    tags: tuple[Tag, ...]
    hidden: int = 0
    cut: int = 0


class _Open(Struct):
    """A tag that is open, or was: its text so far, and the run of the source that it covers."""

    name: str
    attributes: Attributes
    parts: list[str] = field(default_factory=list)
    start: int = -1
    end: int = -1
    silent: int = 0


class _Context(Struct):
    begins: str | None = None
    ends: str | None = None
    about: list[str] = field(default_factory=list)


class _Unit(Struct):
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    divides: bool = False

    @property
    def name(self) -> str | None:
        """The unit as one word; None where the file names none."""
        above, below = "*".join(self.above), "*".join(self.below)
        return (f"{above}/{below}" if below else above) or None


def read_tags(source: str) -> Tagged:
    """The tags of a page of markup; none where it is no tagged report. Time is linear in the page."""
    prefix = _PREFIX.search(source, 0, _WINDOW)
    return _Reader(source, prefix[1].lower()).read() if prefix else Tagged(())


class _Reader:
    """Goes once over the page; what a tag refers to may stand behind it."""

    def __init__(self, source: str, prefix: str) -> None:
        self._source = source
        self._prefix = f"{prefix}:"
        self._open: list[_Open] = []
        self._done: list[_Open] = []
        self._parts: dict[str, _Open] = {}
        self._contexts: dict[str, _Context] = {}
        self._units: dict[str, _Unit] = {}
        self._context: _Context | None = None
        self._unit: _Unit | None = None
        self._words: list[str] | None = None
        self._hiding = 0
        self._hidden = 0

    def read(self) -> Tagged:
        for token in Scanner(self._source, xml=True).tokens():
            if not token.name:
                self._text(token)
            elif token.name.startswith(self._prefix):
                self._tag(token, token.name.removeprefix(self._prefix))
            else:
                self._resource(token, token.name.rpartition(":")[2])
        found = [tag for one in self._done if (tag := self._made(one)) is not None]
        found.sort()
        return Tagged(tuple(found[:MOST_TAGS]), self._hidden, max(len(found) - MOST_TAGS, 0))

    def _tag(self, token: Token, name: str) -> None:
        if name == "hidden":
            self._hiding += 0 if token.empty else -1 if token.closes else 1
        elif name in ("nonfraction", "nonnumeric", "continuation"):
            if token.closes:
                self._close(name)
                return
            self._hidden += self._hiding > 0 and name != "continuation"
            opened = _Open(name, Attributes(self._source, token))
            if self._hiding <= 0 and not token.empty and len(self._open) < _MOST_OPEN:
                self._open.append(opened)
        elif name == "exclude" and not token.empty:
            for one in self._open:
                one.silent += -1 if token.closes else 1

    def _close(self, name: str) -> None:
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index].name == name:
                one = self._open.pop(index)
                if name == "continuation":
                    self._parts[one.attributes.get("id")] = one
                else:
                    self._done.append(one)
                return

    def _text(self, token: Token) -> None:
        text = self._source[token.start : token.end]
        if self._words is not None:
            self._words.append(text)
        if not self._open:
            return
        core = text.strip()
        for one in self._open:
            if one.silent > 0:
                continue
            one.parts.append(text)
            if core:
                first = token.start + text.index(core[0])
                one.start = first if one.start < 0 else one.start
                one.end = token.start + len(text.rstrip())

    # What tags refer to.

    def _resource(self, token: Token, name: str) -> None:
        if name == "context":
            self._context = None if token.closes else self._contexts.setdefault(self._id(token), _Context())
        elif name == "unit":
            self._unit = None if token.closes else self._units.setdefault(self._id(token), _Unit())
        elif self._context is not None:
            self._of_context(token, name, self._context)
        elif self._unit is not None:
            if name == "unitdenominator":
                self._unit.divides = not token.closes
            elif name == "measure" and (words := self._told(token)) is not None:
                (self._unit.below if self._unit.divides else self._unit.above).append(words)

    def _id(self, token: Token) -> str:
        return Attributes(self._source, token).get("id")

    def _of_context(self, token: Token, name: str, context: _Context) -> None:
        if name in ("explicitmember", "typedmember") and not token.closes:
            context.about.append(Attributes(self._source, token).get("dimension"))
        if name not in ("startdate", "enddate", "instant", "identifier", "explicitmember", "typedmember"):
            return
        words = self._told(token)
        if words is None:
            return
        if name == "startdate":
            context.begins = _day(words)
        elif name in ("enddate", "instant"):
            context.ends = _day(words, is_end=True)
        else:
            context.about.append(words)

    def _told(self, token: Token) -> str | None:
        """The text of an element, when it ends; until then it is collected."""
        if not token.closes:
            self._words = []
            return None
        words, self._words = self._words, None
        return " ".join(html.unescape("".join(words or ())).split())

    # What comes of them.

    def _made(self, one: _Open) -> Tag | None:
        attributes = one.attributes
        context = self._contexts.get(attributes.get("contextref"))
        if context is None or one.start < 0:
            return None
        about = "|".join([context.begins or "", context.ends or "", *context.about])
        head = (one.start, one.end, attributes.get("name"), about, context.begins, context.ends)
        text = html.unescape("".join(one.parts))
        if one.name == "nonnumeric":
            words = " ".join(" ".join([text, *self._continued(attributes.get("continuedat"))]).split())
            return Tag(*head, text=words[:_LONGEST_TEXT])
        value = _value(text, attributes)
        unit = self._units.get(attributes.get("unitref"))
        if value is None:
            return None
        return Tag(*head, value, unit.name if unit else None, _precision(attributes.get("decimals"), value))

    def _continued(self, identity: str) -> Iterator[str]:
        """The texts that go on a tagged text, in their order."""
        seen: set[str] = set()
        while identity and identity not in seen and len(seen) < _MOST_PARTS:
            seen.add(identity)
            part = self._parts.get(identity)
            if part is None:
                return
            yield html.unescape("".join(part.parts))
            identity = part.attributes.get("continuedat")


def _day(words: str, *, is_end: bool = False) -> str | None:
    """A day of a context; midnight at the end of a period is the end of the day before."""
    found = _DAY.match(words)
    if found is None:
        return None
    if is_end and found[2] == _MIDNIGHT:
        try:
            return (date.fromisoformat(found[1]) - timedelta(days=1)).isoformat()
        except (ValueError, OverflowError):
            return None
    return found[1]


def _value(text: str, attributes: Attributes) -> float | None:
    """The figure that a tag stands for; None for what is none, or is written in a way that nobody here knows."""
    form = attributes.get("format").rpartition(":")[2].replace("-", "").lower()
    digits = _BLANKS.sub("", text)
    if form in _NOTHING_IS_ZERO:
        return 0.0
    if form in _COMMA_IS_DECIMAL:
        digits = digits.replace(".", "").replace(",", ".")
    elif form in _POINT_IS_DECIMAL:
        digits = digits.replace(",", "")
    else:
        return None
    digits = digits.replace("'", "").replace("\u2019", "")
    scale = attributes.get("scale") or "0"
    told = _PLAIN.fullmatch(digits) and scale.lstrip("-+").isdecimal()
    if not told or abs(int(scale[:5])) > _MOST_SCALE:
        return None
    value = float(f"{digits}e{int(scale)}")
    return -value if attributes.get("sign") == "-" else value


def _precision(decimals: str, value: float) -> float:
    """How far a value may be from what it rounds."""
    if decimals.lstrip("-").isdecimal() and len(decimals) < 4:
        return 0.5 * 10.0 ** -int(decimals)
    return abs(value) * 1e-9
