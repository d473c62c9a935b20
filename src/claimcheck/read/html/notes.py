"""Footnotes of a page: links and raised marks become marks, what they lead to becomes notes.

A link within the page that looks like a mark leads to its note by its target. What a raised mark without a link means
is left to the resolver of typed notes. Links back from a note are no text.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import NamedTuple

from msgspec import Struct, field

from claimcheck.read.blocks import openings
from claimcheck.read.blocks.runs import Edited, cut
from claimcheck.read.html.flow import Draft, Ref

# Characters of a link that may be a mark, such as "[note 12]".
LONGEST_MARK = 12
# A note may have as many blocks; a link to a larger part of the page is no note mark.
MOST_BLOCKS_OF_NOTE = 6

_BRACKETED = re.compile(r"[\[(]\s*([^\[\]()]{1,10}?)\s*[\])]")
_BARE = re.compile(r"\d{1,3}|[a-z]|[ivxl]{1,5}|[*†‡§¶#]{1,3}")
_SIGN = re.compile(r"[*†‡§]{1,3}")
_WORDLESS = re.compile(r"[^\w]{1,4}")
_LEAD_OF_NOTE = re.compile(r"[\s^↑⇑↩↵⮌⏎\ufe0e]+")
_TRAIL_OF_NOTE = re.compile(r"[\s↑⇑↩↵⮌⏎\ufe0e]+")
_KINDS_OF_NOTES = frozenset(("paragraph", "list", "footnote"))


class Noted(NamedTuple):
    """A mark before offset ``at`` of a draft's text, and the draft that it means; ``typed`` as in ``Mark``."""

    at: int
    label: str
    note: Draft | None
    typed: int = 0


class _Edit(Struct):
    """Text ``start`` to ``end`` of a draft gives way to ``text`` and to marks: their labels and their notes.

    Of one that is ``unsure`` the text stays, until a note is found.
    """

    start: int
    end: int
    text: str = ""
    marks: list[tuple[str, Draft | None]] = field(default_factory=list)
    unsure: bool = False


def link(drafts: list[Draft], names: dict[str, Draft]) -> dict[int, list[Noted]]:
    """Take marks out of the drafts' texts and make notes of those that they lead to.

    ``names`` leads from the ids of a page to the drafts in which they stand. The result has the marks of each draft,
    by the draft's ``id()``. A draft of which nothing is left has an empty text.
    """
    return _Linker(drafts, names).link()


class _Linker:
    def __init__(self, drafts: list[Draft], names: dict[str, Draft]) -> None:
        self._drafts = drafts
        self._names = names
        self._labels: dict[int, str] = {}
        """Of each draft that is a note, by ``id()``."""
        self._edits: dict[int, list[_Edit]] = {}
        self._called_from: set[str] = set()
        self._anchored: dict[str, list[Draft]] = {}
        for draft in drafts:
            if draft.anchor:
                self._anchored.setdefault(draft.anchor, []).append(draft)

    def link(self) -> dict[int, list[Noted]]:
        for draft in self._drafts:
            if draft.refs:
                self._read_refs(draft)
        marks: dict[int, list[Noted]] = {}
        for draft in self._drafts:
            label = self._labels.get(id(draft))
            if label is not None and draft.kind in _KINDS_OF_NOTES:
                draft.kind, draft.label = "footnote", label
            edits = self._edits.get(id(draft))
            if edits:
                marks[id(draft)] = _apply(draft, edits)
            if draft.label is not None:
                _strip_note(draft, marks.get(id(draft), []))
        return marks

    def _read_refs(self, draft: Draft) -> None:
        refs = sorted(draft.refs, key=lambda ref: (ref.start, -ref.end, not ref.raised))
        done = 0
        for index, ref in enumerate(refs):
            if ref.start < done or ref.start == ref.end:
                continue
            last = index + 1
            while last < len(refs) and refs[last].start < ref.end:
                last += 1
            inside = refs[index + 1 : last]
            edit = self._raised(draft, ref, inside) if ref.raised else self._linked(draft, ref, inside)
            if edit is None:
                continue
            self._edits.setdefault(id(draft), []).append(edit)
            done = ref.end

    def _raised(self, draft: Draft, ref: Ref, inside: list[Ref]) -> _Edit | None:
        links = [each for each in inside if each.target is not None]
        if links and all(self._leads_back(draft, each) for each in links):
            return _Edit(ref.start, ref.end)
        found = [(each, self._note_of(draft, each, raised=True)) for each in links]
        marks = [(self._accept(draft, one, note, ref.names), note) for one, note in found if note is not None]
        if marks:
            return _Edit(ref.start, ref.end, marks=list(marks))
        raised = draft.text[ref.start : ref.end]
        before = draft.text[max(0, ref.start - LONGEST_MARK) : ref.start].rpartition("\n")[2]
        if openings.is_power(raised, before):
            return _Edit(ref.start, ref.start, "^")
        labels = openings.note_marks(raised, before.rstrip(" "))
        # A raised letter may also make an ordinal of a number: then no note begins with it.
        unsure = not labels and openings.may_be_mark(raised, before)
        if unsure:
            labels = [raised]
        if not labels:
            return None
        if not before.strip(" |"):
            # A mark in front of a text may label it; a row of a table keeps what is in its first cell.
            return None if before else _Edit(ref.start, ref.end, marks=[(labels[0], None)], unsure=True)
        return _Edit(ref.start, ref.end, marks=[(label, None) for label in labels], unsure=unsure)

    def _linked(self, draft: Draft, ref: Ref, inside: list[Ref]) -> _Edit | None:
        if ref.target is None or ref.end - ref.start > LONGEST_MARK:
            return None
        if self._leads_back(draft, ref):
            return _Edit(ref.start, ref.end)
        raised = any(each.raised and each.start == ref.start and each.end == ref.end for each in inside)
        note = self._note_of(draft, ref, raised)
        if note is None:
            return None
        label = self._accept(draft, ref, note, tuple(name for each in inside for name in each.names))
        return _Edit(ref.start, ref.end, marks=[(label, note)])

    def _leads_back(self, draft: Draft, ref: Ref) -> bool:
        if id(draft) not in self._labels:
            return False
        wordless = _WORDLESS.fullmatch(draft.text, ref.start, ref.end) is not None
        return wordless or ref.target in self._called_from

    def _note_of(self, draft: Draft, ref: Ref, raised: bool) -> Draft | None:
        """The draft that a link means as a note, None where it is a link like any other."""
        text = draft.text[ref.start : ref.end]
        note = self._names.get(ref.target or "")
        if note is None or note is draft or note.running or len(text) > LONGEST_MARK:
            return None
        if note.kind not in _KINDS_OF_NOTES and note.kind != "table":
            return None
        if len(self._anchored.get(ref.target or "", ())) > MOST_BLOCKS_OF_NOTE:
            return None
        bracketed = _BRACKETED.fullmatch(text) is not None
        if bracketed and text[0] == "[" and (any(map(str.isdigit, text)) or len(text) <= 4):
            return note
        likely = raised or ref.is_note or _SIGN.fullmatch(text) is not None
        return note if likely and (bracketed or _BARE.fullmatch(text)) else None

    def _accept(self, draft: Draft, ref: Ref, note: Draft, names: tuple[str, ...]) -> str:
        """Take a link as a note mark; the first mark that leads to a note gives it its label."""
        self._called_from.update(ref.names, names)
        label = _label(draft.text[ref.start : ref.end])
        label = self._labels.setdefault(id(note), label)
        for each in self._anchored.get(ref.target or "", ()):
            self._labels.setdefault(id(each), label)
        return label


def _label(text: str) -> str:
    """A mark without its brackets."""
    match = _BRACKETED.fullmatch(text)
    return " ".join((match[1] if match else text).split())


def _apply(draft: Draft, edits: list[_Edit]) -> list[Noted]:
    """Change the draft's text as the edits say, which do not overlap; the marks that stand in it then."""
    runs: list[tuple[int, int, str]] = []
    found: list[Noted] = []
    last = 0
    for edit in sorted(edits, key=attrgetter("start")):
        start, end = max(edit.start, last), max(edit.end, last)
        typed = end - start if edit.unsure else 0
        if typed:
            end = start
        elif not edit.text:
            start, end = _with_blanks(draft.text, start, end, last)
        runs.append((start, end, edit.text))
        found += [Noted(start, label, note, typed) for label, note in edit.marks]
        last = end
    made = Edited(draft.text, runs)
    draft.text, draft.pieces = made.text, made.pieces(draft.pieces)
    draft.places = [one._replace(start=made.new(one.start), end=made.new(one.end)) for one in draft.places]
    return [mark._replace(at=made.new(mark.at)) for mark in found]


def _with_blanks(text: str, start: int, end: int, last: int) -> tuple[int, int]:
    """A range to take out, with a blank beside it that would stand doubled, or at an end, without it."""
    ends = end == len(text) or text[end].isspace() or text[end] in ".,;:!?)"
    if start > last and text[start - 1] == " " and ends:
        return start - 1, end
    if start == 0:
        while end < len(text) and text[end].isspace():
            end += 1
    return start, end


def _strip_note(draft: Draft, marks: list[Noted]) -> None:
    """Take the signs of links back, and the note's own number, from the ends of a note."""
    text, label = draft.text, re.escape(draft.label or "")
    lead = _LEAD_OF_NOTE.match(text)
    start = lead.end() if lead else 0
    own = re.compile(rf"(?:[\[(]{label}[\])]|{label}[.:)])[.:]?\s+(?=\S)").match(text, start)
    start = own.end() if own else start
    end = len(text)
    while end > start and _TRAIL_OF_NOTE.fullmatch(text[end - 1]):
        end -= 1
    if start or end < len(text):
        draft.text, draft.pieces = text[start:end], cut(draft.pieces, start, end)
        marks[:] = [mark._replace(at=min(max(0, mark.at - start), end - start)) for mark in marks]
