"""The text of a paragraph while it grows, with the marks in it, and how its characters look."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from claimcheck.model.document import Way
from claimcheck.read.blocks import openings
from claimcheck.read.unseen import Hidden, declared, hidden_by

AUTO = "auto"
"""The colour that a program chooses by itself, so that letters are seen."""
_TINY = 4  # half points
NoteKey = tuple[str, str]
"""A note of the file: which kind of note, and its id."""

_CONTEXT = 40  # characters in front of raised text that tell a note mark from an exponent


class Look(NamedTuple):
    """How characters look; None where a style leaves it to another. ``size`` is in half points.

    ``colour`` and ``ground`` are those of the letters and behind them, as six digits or ``AUTO``.
    """

    bold: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None
    size: int | None = None
    struck: bool | None = None
    colour: str | None = None
    ground: str | None = None

    def over(self, base: Look) -> Look:
        """This look where it says something, else that of ``base``."""
        if self is PLAIN:
            return base
        return Look._make([other if own is None else own for own, other in zip(self, base, strict=True)])

    def way(self, page: str | None) -> Way | None:
        """How characters are hidden on a page of colour ``page``, None where nobody knows what stands behind them."""
        if self.hidden:
            return "switched off"
        if self.struck:
            return "struck out"
        if self.size is not None and self.size <= _TINY:
            return "too small to read"
        ground = page if self.ground in (None, AUTO) else self.ground
        return _way_on(self.colour, ground) if self.colour and ground else None


@lru_cache(maxsize=256)
def _way_on(colour: str, ground: str) -> Way | None:
    return hidden_by(declared(f"color:#{colour}; background:#{ground}"))


PLAIN = Look()


class Reference(NamedTuple):
    """A note mark before offset ``at``: of a note of the file (``key``), or typed by hand (``label``).

    ``typed`` as in ``Mark``.
    """

    at: int
    key: NoteKey | None
    label: str = ""
    typed: int = 0


class Text(NamedTuple):
    """A finished text without blanks at its ends.

    ``opening`` is the label that raised text at its very start would be, if it begins like a note typed by hand.
    ``bold`` holds if all letters are; ``size`` is that of its first letters, in half points.
    """

    text: str
    references: tuple[Reference, ...]
    opening: str | None = None
    bold: bool = False
    size: int | None = None


class Line:
    """Collects runs of characters; raised ones are kept back until it shows whether they are note marks."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._references: list[Reference] = []
        self._raised: list[str] = []
        self._opening: str | None = None
        self._plain_letters = False
        self._size: int | None = None
        self._has_letters = False

    def add(self, text: str, look: Look) -> None:
        """Append characters that a run shows."""
        if not text:
            return
        if look.raised:
            self._raised.append(text)
            return
        if self._raised:
            self._settle()
        if not text.isspace():
            if not self._has_letters:
                self._has_letters, self._size = True, look.size
            if not look.bold:
                self._plain_letters = True
        self._append(text)

    def refer(self, key: NoteKey) -> None:
        """A mark of a note of the file stands here."""
        if self._raised:
            self._settle()
        self._references.append(Reference(self._length, key))

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _settle(self) -> None:
        """Decide what the raised characters are: marks of notes, an exponent, or just text."""
        raised = "".join(self._raised)
        self._raised = []
        core = raised.strip()
        before = self._tail().rstrip()
        if openings.is_power(core, before):
            self._append("^" + core)
        elif labels := openings.note_marks(core, before):
            if self._length == 0 and not self._references:
                self._opening = labels[0]
            self._references += [Reference(self._length, None, label) for label in labels]
            if raised[-1].isspace():
                self._append(" ")
        else:
            if openings.may_be_mark(core, before):
                at = self._length + len(raised) - len(raised.lstrip())
                self._references.append(Reference(at, None, core, typed=1))
            self._append(raised)

    def _tail(self) -> str:
        tail = ""
        for part in reversed(self._parts):
            tail = part[-_CONTEXT:] + tail
            if len(tail) >= _CONTEXT:
                break
        return tail

    def finish(self) -> Text:
        """The text as it is now; it may be empty."""
        if self._raised:
            self._settle()
        whole = "".join(self._parts)
        text = whole.strip()
        left = len(whole) - len(whole.lstrip())
        moved = tuple(each._replace(at=min(max(each.at - left, 0), len(text))) for each in self._references)
        bold = self._has_letters and not self._plain_letters
        return Text(text, moved, self._opening, bold, self._size)


class Writer:
    """Writes one paragraph at ``place``; ``page`` is the colour behind it, None if that is not known."""

    __slots__ = ("_hidden", "_hiding", "_line", "_page", "_place")

    def __init__(self, line: Line, hidden: Hidden, place: str = "", page: str | None = None) -> None:
        self._line = line
        self._hidden = hidden
        self._place = place
        self._page = page
        self._hiding: Way | None = None

    def put(self, text: str, look: Look) -> None:
        """Write letters that look like that."""
        way = look.way(self._page)
        if way is None:
            self._line.add(text, look)
        else:
            self._hidden.add(text, way, self._place, goes_on=way == self._hiding)
        self._hiding = way if way is None or text.strip() else self._hiding
