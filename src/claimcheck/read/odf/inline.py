"""What stands inside a paragraph: letters in their styles, note marks, and the things anchored in it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct, field

from claimcheck.read.odf.markup import DRAW, OFFICE, TEXT
from claimcheck.read.odf.styles import OdfStyle, OdfStyles
from claimcheck.read.office.lines import Line, NoteKey, Writer
from claimcheck.read.office.markup import Element, whole
from claimcheck.read.office.told import Counts

_BLANKS = re.compile(r"[ \t\r\n]+")
_MOST_BLANKS = 200


class Source(Struct):
    """What all stories of a file are read with.

    ``charts`` are the folders of charts, ``notes`` the notes that marks name, in the order of these.
    """

    styles: OdfStyles
    charts: frozenset[str] = frozenset()
    counts: Counts = field(default_factory=Counts)
    labels: dict[NoteKey, str] = field(default_factory=dict)
    notes: list[tuple[NoteKey, Element]] = field(default_factory=list)


class Inline:
    """Reads the content of one paragraph at ``place`` into a line; ``anchored`` gets the drawings in it, in order."""

    def __init__(self, source: Source, line: Line, style: OdfStyle, place: str) -> None:
        self._source = source
        self._line = line
        self._writer = Writer(line, source.counts.hidden, place)
        self._blank = True
        self.anchored: list[Element] = []
        self._style = style

    def read(self, element: Element) -> None:
        """Read the text of an element and all in it; what is unknown is looked into, so that no text is lost."""
        self._show(element.text)
        for child in element:
            self._child(child)
            self._show(child.tail)

    def _child(self, child: Element) -> None:
        tag = child.tag
        made = _MADE.get(tag)
        if made is not None:
            self._put(made * min(whole(child, TEXT + "c") or 1, _MOST_BLANKS))
        elif tag == TEXT + "note":
            self._note(child)
        elif tag.startswith(DRAW):
            self.anchored.append(child)
        elif tag == OFFICE + "annotation":
            self._source.counts.comments += 1
        elif tag in (TEXT + "change-start", TEXT + "change"):
            self._source.counts.changes += 1
        elif tag not in _SKIPPED:
            around = self._style
            name = child.get(TEXT + "style-name")
            if tag == TEXT + "span" and name is not None:
                own = self._source.styles.of("text", name)
                self._style = own._replace(look=own.look.over(around.look))
            self.read(child)
            self._style = around

    def _show(self, text: str | None) -> None:
        if text:
            text = _BLANKS.sub(" ", text)
            self._put(text[1:] if self._blank and text[0] == " " else text)

    def _put(self, text: str) -> None:
        if not text:
            return
        self._blank = text[-1] in " \n"
        self._writer.put(text, self._style.look)

    def _note(self, note: Element) -> None:
        body = note.find(TEXT + "note-body")
        if body is None or self._style.look.hidden:
            return
        key = note.get(TEXT + "note-class", ""), note.get(TEXT + "id") or f"unnamed {len(self._source.notes)}"
        if key not in self._source.labels:
            label = (note.findtext(TEXT + "note-citation") or "").strip()
            self._source.labels[key] = label or str(len(self._source.notes) + 1)
            self._source.notes.append((key, body))
        self._line.refer(key)


_MADE: Mapping[str, str] = {TEXT + "s": " ", TEXT + "tab": "\t", TEXT + "line-break": "\n"}
_SKIPPED = frozenset(
    TEXT + name
    for name in ("tracked-changes", "hidden-text", "note-citation", "ruby-text", "page-number", "bookmark")
)
