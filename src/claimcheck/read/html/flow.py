"""The text of a block while it is read: white space collapsed as a browser does, each character's place kept."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct, field

from claimcheck.model.document import BlockKind, Mark, Piece
from claimcheck.read.blocks import openings
from claimcheck.read.blocks.runs import cut
from claimcheck.read.html.tokens import BLANKS

# A longer number is no character; the limit keeps the standard library from converting thousands of digits.
_REFERENCE = r"&(?:\#[0-9]{1,8}(?![0-9]);?|\#[xX][0-9a-fA-F]{1,8}(?![0-9a-fA-F]);?|[A-Za-z][A-Za-z0-9]{1,31};?)"
_REFERENCES = re.compile(_REFERENCE)
_SPECIAL = re.compile(rf"[ \t\n\r\f]{{2,}}|[\t\n\r\f]|{_REFERENCE}")
_LINE_END = re.compile(r"\r\n|[\r\f]")

# Between two of these a line end of the source is no blank (and none was meant).
_NO_BLANKS = re.compile("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")

_LINE = re.compile(r"[^\n]+")
# What a list marker may begin with, and the bullets that one paragraph may begin with for another reason.
_MAY_OPEN = frozenset(openings.BULLETS + "(0123456789abcdefghijklmnopqrstuvwxyz")
_ALSO_SIGNS = frozenset("-*+\u2013\u2014→")

# A block of a page header or footer is navigation if this share of its letters is links.
LINK_SHARE = 0.9
# A menu without mark-up of its own: so many entries of a list that are links, each of so few words without a figure.
_ENTRIES_OF_MENU, _WORDS_OF_ENTRY = 3, 6

_FIGURE_AND_WORDS = 2
_OF_SECTIONS = (1, 2)
# A text with a figure in it is one if it is no longer than this, in characters.
LONGEST_FIGURE = 40
_DIGIT = re.compile(r"\d")
_NOTHING, _MADE, _MADE_OF_LINE_END = -1, -2, -3


class Ref(NamedTuple):
    """A link or raised text inside a block: its range of the block's text.

    ``target`` is the id that a link within the page leads to, ``names`` are ids that others may link to.
    """

    start: int
    end: int
    target: str | None = None
    raised: bool = False
    names: tuple[str, ...] = ()
    is_note: bool = False


class Place(NamedTuple):
    """A cell's place in its grid and in the text of its row."""

    row: int
    column: int
    start: int
    end: int
    rows: int
    columns: int


class Draft(Struct):
    """A block in the making. ``places`` are the cells of a table row, ``grid`` is the number of their table.

    ``language`` is what the page says that it is in, "" for nothing.
    """

    kind: BlockKind
    text: str
    pieces: list[Piece]
    level: int | None = None
    running: bool = False
    anchor: str | None = None
    refs: list[Ref] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    label: str | None = None
    places: list[Place] = field(default_factory=list)
    grid: int | None = None
    language: str = ""
    muted: bool = False


class Flow:
    """Collects runs of ``source`` and made characters; ``take`` gives what came together."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._clear()

    def _clear(self) -> None:
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0
        self._blank = _NOTHING
        self._last = "\n"
        self._run_at = self._run_source = self._run_length = 0

    def __len__(self) -> int:
        return self._length

    def next_at(self) -> int:
        """The offset of the next character that is no blank."""
        return self._length + (self._blank != _NOTHING)

    def run(self, start: int, end: int) -> None:
        """Show source ``start`` to ``end``: blanks collapsed, character references decoded once."""
        source = self._source
        for match in _SPECIAL.finditer(source, start, end):
            found = match.start()
            if start < found:
                self._plain(start, found)
            start = match.end()
            if source[found] == "&":
                self._reference(found, start, exact=False)
            elif "\n" in match[0]:
                self._add_blank(_MADE_OF_LINE_END)
            else:
                self._add_blank(found if source[found] == " " else _MADE)
        if start < end:
            self._plain(start, end)

    def exact(self, start: int, end: int) -> None:
        """Show source ``start`` to ``end`` with its blanks; line ends become newlines."""
        for match in _REFERENCES.finditer(self._source, start, end):
            self._exact(start, match.start())
            start = match.end()
            self._reference(match.start(), start, exact=True)
        self._exact(start, end)

    def _exact(self, start: int, end: int) -> None:
        for match in _LINE_END.finditer(self._source, start, end):
            self._put(start, match.start())
            start = match.end()
            if match[0] == "\r\n":
                self._put(start - 1, start)
            else:
                self.made("\n")
        self._put(start, end)

    def made(self, text: str) -> None:
        """Show text that the source does not hold in this form."""
        self._end_blank(text[:1])
        self._close_run()
        self._append(text)

    @property
    def tail(self) -> str:
        """The last characters shown; none before a blank that waits."""
        return "" if self._blank != _NOTHING or not self._parts else self._parts[-1][-3:]

    def newline(self) -> None:
        """Break the line; blanks around the break are not shown."""
        self._blank = _NOTHING
        if self._length:
            self.made("\n")

    def _reference(self, start: int, end: int, *, exact: bool) -> None:
        written = self._source[start:end]
        meant = html.unescape(written)
        if meant == written:
            self._put(start, end)
        elif meant in BLANKS and meant and not exact:
            self._add_blank(_MADE)
        elif meant:
            self.made(meant)

    def _plain(self, start: int, end: int) -> None:
        """Show a run in which only single blanks stand, perhaps at its ends."""
        source = self._source
        if source[start] == " ":
            self._add_blank(start)
            start += 1
            if start == end:
                return
        behind = source[end - 1] == " "
        end -= behind
        self._put(start, end)
        if behind:
            self._add_blank(end)

    def _add_blank(self, origin: int) -> None:
        if self._blank == _NOTHING and self._length and self._last not in " \n":
            self._blank = origin

    def _end_blank(self, following: str) -> None:
        """Show the blank that was waiting for something to follow it."""
        origin, self._blank = self._blank, _NOTHING
        if origin == _NOTHING:
            return
        if origin >= 0:
            self._put(origin, origin + 1)
        elif origin == _MADE or not (_NO_BLANKS.match(self._last) and _NO_BLANKS.match(following)):
            self.made(" ")

    def _put(self, start: int, end: int) -> None:
        if start >= end:
            return
        if self._blank != _NOTHING:
            self._end_blank(self._source[start])
        if self._run_length and self._run_source + self._run_length == start:
            self._run_length += end - start
        else:
            self._close_run()
            self._run_at, self._run_source, self._run_length = self._length, start, end - start
        self._append(self._source[start:end])

    def _append(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)
            self._last = text[-1]

    def _close_run(self) -> None:
        if self._run_length:
            self._pieces.append(Piece(self._run_at, self._run_source, self._run_length))
            self._run_length = 0

    def take(self, refs: list[Ref]) -> tuple[str, list[Piece], list[Ref]] | None:
        """Text, pieces and references without blanks at the ends, and begin anew; nothing if all is blank."""
        self._close_run()
        text, pieces = "".join(self._parts), self._pieces
        self._clear()
        if not text or text.isspace():
            return None
        if not (text[0].isspace() or text[-1].isspace()):
            return text, pieces, [_clipped(ref, text, 0, len(text)) for ref in refs]
        left, right = len(text) - len(text.lstrip()), len(text.rstrip())
        return text[left:right], cut(pieces, left, right), [_clipped(ref, text, left, right) for ref in refs]


def _clipped(ref: Ref, text: str, left: int, right: int) -> Ref:
    """The reference without blanks at its ends, counted from ``left``."""
    start, end = min(max(ref.start, left), right), min(max(ref.end, left), right)
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return ref._replace(start=start - left, end=end - left)


def join(drafts: list[Draft], gap: str) -> Draft:
    """One draft of the kind of the first, with ``gap`` between the texts."""
    first, *others = drafts
    if not others:
        return first
    parts, pieces, refs, at = [first.text], list(first.pieces), list(first.refs), len(first.text)
    for draft in others:
        at += len(gap)
        parts.append(draft.text)
        pieces += [Piece(piece.at + at, piece.source, piece.length) for piece in draft.pieces]
        refs += [ref._replace(start=ref.start + at, end=ref.end + at) for ref in draft.refs]
        at += len(draft.text)
    anchor = next((draft.anchor for draft in drafts if draft.anchor), None)
    return Draft(first.kind, gap.join(parts), pieces, first.level, first.running, anchor, refs)


def join_key_figure(drafts: list[Draft], first: int) -> None:
    """Make one block of a key figure and the words below it, where these two are all from number ``first`` on.

    Above them may stand what is measured: "Water", "38 %", "less than in 2019".
    """
    count = len(drafts) - first
    if not _FIGURE_AND_WORDS <= count <= _FIGURE_AND_WORDS + 1:
        return
    *above, figure, words = drafts[first:]
    if any(one.kind not in ("paragraph", "heading") or one.running for one in drafts[first:]):
        return
    if above and (above[0].level in _OF_SECTIONS or not openings.is_label(above[0].text)):
        if above[0].kind != "heading":
            return
        above = []
    if openings.says_what(figure.text, words.text):
        joined = join([figure, words], " ")
        if above:
            joined = join([above[0], joined], ": ")
        words.kind, words.level = "paragraph", None
        words.text, words.pieces, words.refs = joined.text, joined.pieces, joined.refs
        del drafts[-2 - len(above) : -1]


def join_term(drafts: list[Draft], first: int, term: Draft | None) -> None:
    """Make one block of the figure that alone stands from number ``first`` on and of the ``term`` right before it."""
    alone = len(drafts) == first + 1 > 1 and drafts[first - 1] is term
    if alone and is_figure(drafts[first].text) and drafts[first].text[-1] not in ".!?":
        drafts[first - 1 :] = [join(drafts[first - 1 :], " ")]


def is_figure(text: str) -> bool:
    """Whether a text is short and has a digit."""
    return len(text) <= LONGEST_FIGURE and _DIGIT.search(text) is not None


def split_items(draft: Draft) -> list[Draft]:
    """The lines of a paragraph as list items where they begin with bullets or count up; else the draft itself."""
    text = draft.text
    if draft.kind != "paragraph" or (text[0] not in _MAY_OPEN and "\n" not in text):
        return [draft]
    starts: list[tuple[int, int]] = []
    before: openings.Opening | None = None
    for match in _LINE.finditer(text):
        marker = openings.opening(match[0]) if match[0][:1] in _MAY_OPEN else None
        if marker is not None and (match.start() == 0 or openings.may_interrupt(marker, before)):
            starts.append((match.start(), marker.length))
            before = marker
    alone = len(starts) == 1 and (before is None or before.kind != "bullet" or before.value in _ALSO_SIGNS)
    if not starts or alone:
        return [draft]
    bounds = [(start, start + length) for start, length in starts]
    if starts[0][0] > 0:
        bounds.insert(0, (0, 0))
    refs, items = sorted(draft.refs, key=attrgetter("start")), []
    for index, (_, start) in enumerate(bounds):
        end = bounds[index + 1][0] - 1 if index + 1 < len(bounds) else len(text)
        kind: BlockKind = "list" if start > bounds[index][0] else draft.kind
        item = Draft(kind, text[start:end], cut(draft.pieces, start, end), None, draft.running, draft.anchor)
        item.muted = draft.muted
        first = bisect_left(refs, start, key=attrgetter("start"))
        for ref in refs[first : bisect_left(refs, end, key=attrgetter("start"))]:
            item.refs.append(ref._replace(start=ref.start - start, end=min(ref.end, end) - start))
        if item.text.strip():
            items.append(item)
    return items


def is_links(text: str, refs: list[Ref]) -> bool:
    """Whether a text is nothing but links."""
    linked = sum(ref.end - ref.start for ref in refs if not ref.raised)
    return linked >= LINK_SHARE * sum(not each.isspace() for each in text)


def mark_menus(drafts: Iterable[Draft]) -> None:
    """Take runs of short entries that are nothing but links for navigation."""
    for is_entry, run in groupby(drafts, _is_entry_of_menu):
        entries = [*run] if is_entry else []
        for draft in entries if len(entries) >= _ENTRIES_OF_MENU else ():
            draft.running = True


def _is_entry_of_menu(draft: Draft) -> bool:
    text = draft.text.rstrip()
    return (
        draft.kind == "list"
        and is_links(text, draft.refs)
        and len(text.split(None, _WORDS_OF_ENTRY)) <= _WORDS_OF_ENTRY
        and not (text.endswith((".", "!", "?")) or _DIGIT.search(text))
    )
