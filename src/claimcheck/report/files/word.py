"""The audited Word file with a comment at each claim; its text stays as it is."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.text.run import Run

from claimcheck.model.report import DocumentOut
from claimcheck.report.files.comments import FIRST, again, answered, comment, elsewhere, overview
from claimcheck.report.files.legend import settled
from claimcheck.report.files.remarks import AUTHOR, INITIALS, Finder
from claimcheck.report.rows import Row, numbered, rows

_RUN, _TEXT = qn("w:r"), qn("w:t")
# Text in these is not what a reader sees of the accepted document.
_GONE = (qn("w:del"), qn("w:moveFrom"))
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write(document: DocumentOut, as_of: str, source: bytes) -> bytes:
    """The file with its comments; what Word allows none at, such as notes, is told at the beginning."""
    word = Document(io.BytesIO(source))
    runs = _Runs(word)
    found = numbered(rows([document]))
    unplaced: list[list[str]] = []
    for marked, lines in _placed(found, runs):
        if marked is None:
            unplaced.append(lines)
        else:
            _comment(word, marked, lines, as_of)
    for finding in document.findings:
        matter = Row(document, (), (finding,))
        marked = runs.of(finding.quote)
        lines = comment(matter, 0, "" if marked else elsewhere(matter))
        if marked and lines:
            _comment(word, marked, lines, as_of)
        else:
            unplaced.append(lines)
    told = [lines for lines in unplaced if lines]
    first = runs.first()
    for lines in (overview(document, found, len(told[FIRST:])), *told[:FIRST]):
        if lines and first is not None:
            _comment(word, [first], lines, as_of)
    out = io.BytesIO()
    word.save(out)
    return settled(out.getvalue())


def _placed(found: Sequence[Row], runs: _Runs) -> Iterator[tuple[list[Run] | None, list[str]]]:
    """What to say at which runs, in reading order: a matter at the first of its places, and a hint at later ones."""
    by_claim = [(claim, number) for number, one in enumerate(found, 1) for claim in one.claims]
    told: dict[int, int] = {}
    for claim, number in sorted(by_claim, key=lambda one: (one[0].place.start, one[1])):
        matter = found[number - 1]
        # Clauses of the sentence that has the comment are no second place.
        lines = comment(matter, number) or answered(number)
        if claim.place.start < told.get(number, 0) or not lines:
            continue
        marked = runs.of(claim.text)
        if marked is None:
            continue
        yield marked, again(matter, claim) if number in told else lines
        told[number] = claim.place.end
    for number, matter in enumerate(found, 1):
        if number not in told:
            yield None, comment(matter, number, elsewhere(matter))


def _comment(word: Any, runs: Sequence[Run], lines: Sequence[str], as_of: str) -> None:
    comment = word.add_comment(runs, text="\n".join(lines), author=AUTHOR, initials=INITIALS)
    # The library takes the time of writing; the same report gives the same file.
    comment._comment_elm.set(qn("w:date"), f"{as_of}T00:00:00Z")


class _Runs:
    """The runs of the text that a reader sees, and which of them hold some words."""

    def __init__(self, word: Any) -> None:
        self._word = word
        self._elements = [
            run
            for run in word.element.body.iter(_RUN)
            if not any(parent.tag in _GONE for parent in run.iterancestors())
        ]
        self._finder = Finder("".join(map(_text_of, self._elements)))

    def first(self) -> Run | None:
        """The first run with text."""
        found = next((one for one in self._elements if _text_of(one)), None)
        return None if found is None else Run(found, self._word)

    def of(self, words: str) -> list[Run] | None:
        """The runs that hold exactly these words; runs that hold more are cut. None where the words are not there."""
        found = self._finder.find(words)
        if found is None:
            return None
        begin, end = found[0], found[1] + 1
        kept: list[Any] = []
        position = 0
        elements: list[Any] = []
        for element in self._elements:
            size = len(_text_of(element))
            inside = [at - position for at in (begin, end) if position < at < position + size]
            for part in list(_cut(element, inside)):
                elements.append(part)
                length = len(_text_of(part))
                if length and begin <= position and position + length <= end:
                    kept.append(part)
                position += length
        self._elements = elements
        return [Run(one, self._word) for one in kept] or None


def _text_of(run: Any) -> str:
    return "".join(node.text or "" for node in run.iter(_TEXT))


def _cut(run: Any, places: Sequence[int]) -> Iterator[Any]:
    """The run in pieces that together say and look the same; one with more than text stays whole."""
    texts = list(run.iter(_TEXT))
    others = [node for node in run if node.tag not in (_TEXT, qn("w:rPr"))]
    if not places or len(texts) != 1 or others:
        yield run
        return
    text = texts[0].text or ""
    bounds = [0, *sorted(places), len(text)]
    copies = [deepcopy(run) for _ in bounds[2:]]
    before = run
    for piece, (start, end) in zip([run, *copies], pairwise(bounds), strict=True):
        node = next(piece.iter(_TEXT))
        node.text = text[start:end]
        node.set(_SPACE, "preserve")
        if piece is not run:
            before.addnext(piece)
            before = piece
        yield piece
