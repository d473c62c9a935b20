"""What reading a story gives before places are known: text with its marks, drafts of blocks and of tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct, field

from claimcheck.model.document import BlockKind, Way
from claimcheck.read.blocks import openings
from claimcheck.read.unseen import Hidden, declared, hidden_by

AUTO = "auto"
"""The colour that a program chooses by itself, so that letters are seen."""
_TINY = 4  # half points
NoteKey = tuple[str, str]
"""A note of the file: which kind of note, and its id."""
_CONTEXT = 40  # characters in front of raised text that tell a note mark from an exponent
_LARGER = 1.15  # times the size of most characters
_DEEPEST = 9
_OF_BOX = (2, 3)


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


class Draft(Struct, eq=False):
    """A block to be. ``level`` is that of a heading or list item; ``skip`` characters at its start are a marker.

    ``boxed`` stands in a text box: its headings open no section. ``note`` is the note of the file that it belongs
    to; ``label`` that of a note typed by hand. ``may_head`` holds where its look alone could make it a heading.
    ``page`` is known for paged formats, ``name`` where the file has one for its place.
    """

    kind: BlockKind
    text: Text
    level: int | None = None
    skip: int = 0
    running: bool = False
    boxed: bool = False
    note: NoteKey | None = None
    label: str | None = None
    may_head: bool = False
    page: int | None = None
    name: str = ""

    def belong_to(self, note: NoteKey) -> None:
        """Make it a part of a note of the file."""
        self.note, self.may_head = note, False
        if self.kind not in ("table", "alt"):
            self.kind, self.level, self.label, self.skip = "footnote", None, None, 0


def typed(text: Text) -> Draft:
    """A block of which no style says what it is: a note or an item of a list by what it opens with, or text."""
    if text.opening is not None:
        return Draft("footnote", text, label=text.opening)
    marker = openings.opening(text.text)
    if marker is not None and marker.kind == "bullet":
        return Draft("list", text, 1, marker.length)
    return Draft("paragraph", text, may_head=True)


class CellDraft(NamedTuple):
    """A cell with text: where it is in the grid, in which draft its text is, and where there.

    ``name`` as in ``Draft``.
    """

    row: int
    column: int
    draft: Draft
    start: int
    end: int
    rows: int
    columns: int
    name: str = ""


class TableDraft(Struct, eq=False):
    """A grid; ``first`` is the number of drafts in front of it, ``last`` that of those up to its end.

    ``header_of`` and ``cut`` as in ``Table``.
    """

    cells: list[CellDraft]
    rows: int
    columns: int
    header_rows: int
    header_columns: int
    first: int = 0
    last: int = 0
    caption: Draft | None = None
    header_of: TableDraft | None = None
    cut: bool = False


class Drafts(Struct):
    """The drafts of a story in reading order, and its tables."""

    blocks: list[Draft] = field(default_factory=list)
    tables: list[TableDraft] = field(default_factory=list)

    def take(self, other: Drafts) -> None:
        """Take over the drafts of another story, behind these."""
        offset = len(self.blocks)
        self.blocks += other.blocks
        for table in other.tables:
            table.first += offset
            table.last += offset
        self.tables += other.tables


def says_what(figure: Draft, words: Draft) -> bool:
    """Whether a draft is a key figure that stands alone, and the one below it says what it is."""
    plain = figure.kind == words.kind == "paragraph" and not (figure.running or words.running)
    return plain and openings.says_what(figure.text.text, words.text.text)


def lead(first: Draft, other: Draft, gap: str = " ") -> None:
    """Put the text of another draft behind that of the ``first``, with ``gap`` between them."""
    own, words = first.text, other.text
    moved = (each._replace(at=each.at + len(own.text) + len(gap)) for each in words.references)
    first.text = own._replace(text=f"{own.text}{gap}{words.text}", references=(*own.references, *moved))
    first.may_head = False


def is_key_figure(box: Sequence[Draft]) -> bool:
    """Whether a box holds a key figure and its words, and no more but for a label above them."""
    if len(box) not in _OF_BOX or not says_what(box[-2], box[-1]):
        return False
    return all(one.kind == "paragraph" and openings.is_label(one.text.text) for one in box[:-2])


def join_box(drafts: list[Draft], first: int) -> None:
    """Make one draft of those from ``first`` on if they are a key figure with its words."""
    box = drafts[first:]
    if not is_key_figure(box):
        return
    lead(box[-2], box[-1])
    for label in box[:-2]:
        lead(label, box[-2], ": ")
    del drafts[first + 1 :]


def find_headings(drafts: Sequence[Draft]) -> None:
    """Make headings of the drafts that look like one and have text below; the larger, the further out.

    They rank below all headings that are such by their style.
    """
    sizes: Counter[int] = Counter()
    for draft in drafts:
        if draft.kind == "paragraph" and draft.text.size:
            sizes[draft.text.size] += len(draft.text.text)
    body = max(sizes, key=lambda size: (sizes[size], -size), default=0)
    above = [draft for draft, below in pairwise(drafts) if draft.may_head and not below.running]
    found = [draft for draft in above if _looks_like_one(draft, body)]
    base = max((draft.level or 0 for draft in drafts if draft.kind == "heading"), default=0)
    sizes_found = sorted({_size(draft, body) for draft in found}, reverse=True)
    ranks = {size: rank for rank, size in enumerate(sizes_found, 1)}
    for draft in found:
        draft.kind = "heading"
        draft.level = min(base + ranks[_size(draft, body)], _DEEPEST)


def _size(draft: Draft, body: int) -> int:
    return max(draft.text.size or body, body)


def _looks_like_one(draft: Draft, body: int) -> bool:
    text = draft.text
    if "\n" in text.text or not openings.is_title_like(text.text):
        return False
    size = text.size or body
    return size > _LARGER * body if not text.bold else size >= body


def lift_title(drafts: Sequence[Draft]) -> None:
    """Make the title of the only heading of its level, if the document begins with it and has no title.

    The headings below it then name sections, as they do under a title.
    """
    shown = [draft for draft in drafts if not draft.running and draft.kind != "alt"]
    first = shown[0] if shown else None
    titled = any(draft.kind == "title" for draft in shown)
    if first is None or first.kind != "heading" or first.boxed or titled:
        return
    headings = [draft for draft in shown if draft.kind == "heading" and not draft.boxed]
    outermost = [draft for draft in headings if (draft.level or 0) <= (first.level or 0)]
    if len(outermost) == 1 < len(headings):
        first.kind, first.level = "title", 1
