"""Comments by which a writer allows a finding: which rules, why, until when, and for which part of the text.

    Our kettle is climate neutral. <!-- claimcheck: allow NEU-001 reason="quotes the award" until=2027-06-30 -->

``allow`` holds for its own line, ``allow-next-line`` for the next line with text, ``allow-block`` for the paragraph,
list item or table row that holds the comment or follows it, ``allow-begin`` up to ``allow-end``, ``allow-file`` for
all. Rules are ids, names or families. A comment without a reason allows nothing. ``COMMENTS`` has how formats write it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from claimcheck.model.document import Block, Document, Problem


class Marks(NamedTuple):
    """What stands before and behind a comment, "" for the end of the line; ``alone`` is one that is a whole line."""

    opens: str
    closes: str = ""
    alone: bool = False


PAGE, CODE = Marks("<!--", "-->"), Marks("/*", "*/")
COMMENTS = {
    "markdown": (PAGE, CODE), "html": (PAGE,), "text": (PAGE,), "vue": (PAGE,), "jsx": (CODE,),
    "rst": (Marks("..", alone=True),), "adoc": (Marks("//", alone=True),), "po": (Marks("#", alone=True),),
    "yaml": (Marks("#"),),
}  # fmt: skip
"""How comments are written in the formats that keep their source: ``{/* … */}`` in MDX and JSX, as code has it."""
FORMATS = tuple(COMMENTS)
FORMS = ("allow", "allow-next-line", "allow-block", "allow-begin", "allow-end", "allow-file")
MAX_LENGTH = 2_000  # characters of a comment, so that one without end costs no more

_MARK = re.compile("claimcheck:", re.IGNORECASE)
_REASON = re.compile(r"""\breason=(?:"([^"]*)"|'([^']*)')""")
_UNTIL = re.compile(r"\buntil=(\S*)")
_NAMES = re.compile(r"[,\s]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LINE_END = re.compile(r"\r\n|[\n\r\f\x85\u2028\u2029]")


class Directive(Struct, frozen=True):
    """A comment that allows findings of ``rules`` between ``start`` and ``end``, offsets of the source.

    ``at`` is where the comment stands and ``line`` its line, from 1.
    """

    rules: tuple[str, ...]
    reason: str
    until: date | None
    start: int
    end: int
    at: int
    line: int


class _Comment(Struct, frozen=True):
    """A comment addressed to claimcheck: its offsets, its form and the words behind it."""

    start: int
    end: int
    form: str
    words: str


def directives(document: Document) -> tuple[list[Directive], list[Problem]]:
    """The directives of a document in order, and what is wrong with those that allow nothing.

    A faulty one is a note: what it was meant to allow stays a finding, so nothing is lost by it.
    """
    marked = document.format in FORMATS and _MARK.search(document.source)
    return _Reader(document).read() if marked else ([], [])


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.source = document.source
        self.problems: list[Problem] = []
        ends = list(_LINE_END.finditer(self.source))
        # Where each line begins, and where it ends before its line end.
        self._starts = [0, *(end.end() for end in ends)]
        self._ends = [*(end.start() for end in ends), len(self.source)]
        self._blocks = sorted(_bounds(document.blocks))
        self._comments = list(comments(self.source, COMMENTS[document.format]))

    def read(self) -> tuple[list[Directive], list[Problem]]:
        found: list[Directive] = []
        begun: Directive | None = None
        for comment in self._comments:
            line = self._line(comment.start)
            if comment.form == "allow-end":
                if begun is None:
                    self._fault(line, "allow-end ends nothing", "put allow-begin before it")
                else:
                    found.append(replace(begun, end=comment.start))
                    begun = None
                continue
            one = self._directive(comment, line)
            if one is None:
                continue
            if comment.form != "allow-begin":
                found.append(one)
            elif begun is None:
                begun = one
            else:
                told = f"allow-begin of line {begun.line} has no end yet"
                self._fault(line, told, "one at a time: end it first")
        if begun is not None:
            hint = "write a comment claimcheck: allow-end below it"
            self._fault(begun.line, "allow-begin has no end", hint)
        return found, self.problems

    def _directive(self, comment: _Comment, line: int) -> Directive | None:
        """The directive, None (and a problem) where it cannot be used."""
        if comment.form not in FORMS:
            self._fault(line, f"there is no {comment.form!r}", f"one of {', '.join(FORMS)}")
            return None
        reason = _REASON.search(comment.words)
        rest = _REASON.sub(" ", comment.words)
        until = _UNTIL.search(rest)
        names = tuple(name for name in _NAMES.split(_UNTIL.sub(" ", rest)) if name)
        why = (reason[1] or reason[2] or "").strip() if reason else ""
        day = _day(until[1]) if until else None
        if not names:
            self._fault(line, f"{comment.form} names no rule", "name ids, names or families of rules")
        elif not why:
            self._fault(line, f"{comment.form} has no reason", 'write reason="…": it stands in the report')
        elif until and day is None:
            self._fault(line, f"until={until[1]} is no day", "write a day such as until=2027-06-30")
        else:
            start, end = self._part(comment)
            return Directive(names, why, day, start, end, comment.start, line)
        return None

    def _part(self, comment: _Comment) -> tuple[int, int]:
        """The offsets between which findings are allowed."""
        first, last = self._line(comment.start), self._line(comment.end)
        match comment.form:
            case "allow":
                return self._starts[first - 1], self._ends[last - 1]
            case "allow-next-line":
                at = bisect_right(self._filled, last - 1)
                below = self._filled[at] if at < len(self._filled) else last - 1
                return self._starts[below], self._ends[below]
            case "allow-block":
                return self._block(comment)
        return (0 if comment.form == "allow-file" else comment.end), len(self.source)

    @cached_property
    def _filled(self) -> list[int]:
        """The lines from 0 that hold something else than blanks and comments to claimcheck."""
        bare: set[int] = set()
        for one in self._comments:
            first, last = self._line(one.start), self._line(one.end)
            before = self.source[self._starts[first - 1] : one.start]
            if not (before + self.source[one.end : self._ends[last - 1]]).strip(" \t{}"):
                bare.update(range(first - 1, last))
        bounds = enumerate(zip(self._starts, self._ends, strict=True))
        return [at for at, (start, end) in bounds if at not in bare and self.source[start:end].strip()]

    def _block(self, comment: _Comment) -> tuple[int, int]:
        """The block that holds the comment, else the next one behind it."""
        at = bisect_left(self._blocks, (comment.start, 0))
        if at and self._blocks[at - 1][1] >= comment.start:
            at -= 1
        return self._blocks[at] if at < len(self._blocks) else (comment.end, comment.end)

    def _line(self, at: int) -> int:
        """The line of an offset, from 1."""
        return bisect_right(self._starts, at)

    def _fault(self, line: int, message: str, hint: str) -> None:
        place = f"{self.document.path}:{line}"
        self.problems.append(Problem("suppression-faulty", message, "note", place, hint))


def comments(source: str, written: Iterable[Marks]) -> Iterator[_Comment]:
    """Every comment addressed to claimcheck, in order; linear, whatever the text."""
    at = 0
    while (mark := _MARK.search(source, at)) is not None:
        at, start = mark.end(), mark.start()
        while start > 0 and source[start - 1] in " \t":
            start -= 1
        for marks in written:
            begin = start - len(marks.opens)
            if begin < 0 or not source.startswith(marks.opens, begin) or not _may_begin(source, begin, marks):
                continue
            if marks.closes:
                end = source.find(marks.closes, at, at + MAX_LENGTH)
            else:
                found = _LINE_END.search(source, at, at + MAX_LENGTH)
                end = found.start() if found else min(len(source), at + MAX_LENGTH)
            if end >= 0:
                form, _, words = source[at:end].strip().partition(" ")
                yield _Comment(begin, end + len(marks.closes), form.lower(), words)
                at = end
                break


def _may_begin(source: str, at: int, marks: Marks) -> bool:
    """Whether a comment may begin at an offset: one without an end mark begins a line, or stands behind a blank."""
    before = source[at - 1 : at]
    return bool(marks.closes) or before in ("", "\r", "\n") or (not marks.alone and before in " \t")


def without_comment(line: str) -> str:
    """A line of plain text without the comment addressed to claimcheck at its end; plain text has no other comments."""
    at = line.rfind(PAGE.opens)
    if at < 0 or _MARK.match(line[at + len(PAGE.opens) :].lstrip(" \t")) is None:
        return line
    return line[:at].rstrip()


def _bounds(blocks: Iterable[Block]) -> Iterator[tuple[int, int]]:
    for block in blocks:
        if block.pieces:
            yield block.pieces[0].source, block.pieces[-1].source + block.pieces[-1].length


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    return None
