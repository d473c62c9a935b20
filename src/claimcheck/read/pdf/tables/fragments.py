"""The pieces of text a table can be made of: lines of a page, cut where cells meet, and grouped by baseline.

No table holds lines of prose: runs of long lines of about one width below each other. A line that is stretched
between the edges of its paragraph has wide gaps as well; unlike those of a table they are all alike.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from claimcheck.read.blocks import openings
from claimcheck.read.pdf.page.content import Gap, Line
from claimcheck.read.sequences import runs

_MIN_LINES = 4
_MIN_LENGTH = 30  # characters
_MAX_DROP = 1.75  # of the font size
_SAME_LEFT = 0.5
_SAME_SIZE = 1.03
_WIDTH = 0.8  # of the widest line
_FULL = 0.8  # of the lines but the last
_MAX_DIGITS = 0.15  # of the characters
_WIDE = 2.5  # heights of the line, of a gap
_EVEN = 1.25  # of the narrowest gap
_MIN_GAPS = 2
_SAME_EDGE = 0.3  # of the font size

# Widths are in heights of the line, as those of ``Gap``.
_CELL_GAP = 1.0
_VALUE_GAP = 0.5
_BULLET_GAP = 1.6
_SAME_BASELINE = 0.4  # of the font size
_JUSTIFIED_GAPS = 4
_JUSTIFIED_SPREAD = 1.6
_SMALL_WORD = 3  # characters
_MAX_YEAR = 14  # characters of a cell that names a year
_MAX_DATE = 30  # characters of one that names a date or a period
_SIGN = r"[-\u2010-\u2015\u2212+~<>\u2264\u2265\u00b1=\u2206]"
_VALUE = re.compile(
    rf"[(\[]?\s?{_SIGN}{{0,2}}\s?[$€£¥]?\s?{_SIGN}?\d[\d.,'’\u2009\u202f\xa0 ]*"
    rf"(?:\s?(?:[%‰€$£¥°]|[^\W\d_]{{1,3}}[23₂²³]?|[^\W\d_]\.[^\W\d_]\.?))?\s?[)\]]?[*†‡]*"
    rf"|[+\-\u2212–]\s?\d[\d.,]*\s?[^\W\d_]{{1,7}}"
    rf"|\d{{1,3}}(?:[.,]\d{{3}})+ [^\W\d_]{{4,12}}|\d{{1,3}}/100"
    rf"|n\s?[./]?\s?[a-z][./]?|[-\u2010-\u2015\u2212*]{{1,3}}",
    re.IGNORECASE,
)
_OF_YEAR = re.compile(r"(?P<now>[^()]+?)\s?\((?:19|20)\d\d(?:: ?(?P<then>[^()]+))?\)")
"""A value with its year, or with that of an earlier year: "0.24 (2019)", "8% (2020: 12%)"."""
_CLASS = re.compile(r"\d{1,3}\s?[-\u2010-\u2015]\s?\d{1,3}|[<>≤≥]\s?\d{1,3}")
_LIST_NUMBER = re.compile(r"\d{1,2}[.)]")
_YEAR = re.compile(r"(?:(?<![\d.,])|\d[./]\d{1,2}[./])(?:19|20)\d\d(?![\d,]|\.\d\d\d)")
_YEARS = re.compile(r"(?:19|20)\d\d(?: (?:19|20)\d\d)+")
_DASHES = re.compile(r"[-\u2010-\u2015\u2212*]{1,3}")


def prose_lines(lines: Sequence[tuple[int, Line]]) -> set[int]:
    """The numbers of those lines that are prose."""
    found = runs(lines, lambda run, each: _follows(run[-1][1], each[1]))
    return {index for run in found if _is_prose([line for _, line in run]) for index, _ in run}


def stretched_lines(lines: Sequence[tuple[int, Line]]) -> set[int]:
    """The numbers of those lines that are set apart word by word, to the edges of the full line above or below."""
    found = set()
    for (first, above), (index, line) in itertools.pairwise(lines):
        if _is_stretched(line) and _is_full_beside(above, line, above):
            found.add(index)
        if _is_stretched(above) and _is_full_beside(above, line, line):
            found.add(first)
    return found


def _is_stretched(line: Line) -> bool:
    """Whether all blanks between the words of a line are wide, and about as wide as each other."""
    if len(line.gaps) < _MIN_GAPS or len(line.gaps) != line.text.count(" "):
        return False
    widths = [gap.width for gap in line.gaps]
    return max(widths) <= _EVEN * min(widths)


def _is_full_beside(line: Line, below: Line, full: Line) -> bool:
    """Whether two lines below each other have the same edges, and ``full`` is one of them without wide gaps."""
    slack = _SAME_EDGE * below.size
    even = abs(line.left - below.left) <= slack and abs(line.right - below.right) <= slack
    if not even or line.turn != below.turn or not _follows(line, below):
        return False
    return len(full.text) >= _MIN_LENGTH and (not full.gaps or _is_stretched(full))


def _follows(line: Line, below: Line) -> bool:
    drop = (line.y - below.y) / (below.size or 1.0)
    sizes = max(line.size, below.size) <= _SAME_SIZE * min(line.size, below.size)
    return 0 < drop <= _MAX_DROP and sizes and abs(line.left - below.left) <= _SAME_LEFT * below.size


def _is_prose(run: list[Line]) -> bool:
    if len(run) < _MIN_LINES:
        return False
    inner = run[:-1]
    widest = max(line.right - line.left for line in run)
    long = (line for line in inner if len(line.text) >= _MIN_LENGTH)
    wide = (line for line in long if line.right - line.left >= _WIDTH * widest)
    full = [line for line in wide if all(gap.width < _WIDE for gap in line.gaps)]
    if len(full) < _FULL * len(inner):
        return False
    digits = sum(sum(map(str.isdigit, line.text)) for line in run)
    return digits <= _MAX_DIGITS * sum(len(line.text) for line in run)


def begins_note(line: Line) -> bool:
    """Whether a line is no row of a table: a raised number opens it, and a run of words follows."""
    first = line.marks[0] if line.marks else None
    raised = first is not None and first.lifted and first.start == line.start
    return (raised or line.text[:1] in _RAISED_DIGITS) and len(line.text.split()) > _WORDS_OF_NOTE


_RAISED_DIGITS = tuple("\u2070\xb9\xb2\xb3\u2074\u2075\u2076\u2077\u2078\u2079")
_WORDS_OF_NOTE = 4


class Fragment(Struct):
    """A run of a line that may be a cell; ``index`` is its line's number on the page.

    ``is_prose``: it is a line of running text. ``is_year``: it names a year and little else ("FY 2021").
    ``is_value``: it is a number or stands for one ("–", "n/a"). ``is_name``: it is a year or a class ("30-50",
    "< 30"), which may be a header as well. ``tall`` is the height in points of a line that stands sideways, and
    ``falls`` says that such a line runs down the page. ``left`` and ``right`` edge, their ``middle``, the
    baseline ``y`` and the font ``size`` are those of its line, in points.
    """

    line: Line
    index: int
    is_value: bool
    is_year: bool
    is_name: bool
    text: str
    # Kept here, since each is asked for dozens of times while tables are looked for.
    left: float
    right: float
    middle: float
    y: float
    size: float
    is_prose: bool = False
    tall: float = 0.0
    falls: bool = False

    @property
    def has_year(self) -> bool:
        """Whether it is short and names a year, among other words ("At 31 December 2021")."""
        return len(self.text) <= _MAX_DATE and self.tells_year

    @property
    def tells_year(self) -> bool:
        """Whether a year stands in it, however long it is."""
        return _YEAR.search(self.text) is not None

    @property
    def is_figure(self) -> bool:
        """Whether it is a value that is no header."""
        return self.is_value and not self.is_name

    @property
    def is_dash(self) -> bool:
        """Whether it stands for a value that is not there."""
        return _DASHES.fullmatch(self.text) is not None


class Row(Struct):
    """Fragments on one baseline, from left to right."""

    y: float
    size: float
    fragments: list[Fragment]

    @property
    def values(self) -> list[Fragment]:
        """Those that are values."""
        return [each for each in self.fragments if each.is_value]


class Cuts:
    """The numbered lines of a page in pieces; each line is cut once, whoever asks for it."""

    def __init__(self) -> None:
        self._pieces: dict[int, list[Fragment]] = {}
        self._cells: dict[int, list[Fragment]] = {}
        self._whole: dict[int, Fragment] = {}

    def whole(self, index: int, line: Line) -> Fragment:
        """A line in one piece."""
        if index not in self._whole:
            self._whole[index] = make(index, line)
        return self._whole[index]

    def pieces(self, lines: Iterable[tuple[int, Line]]) -> list[Fragment]:
        """Cut lines at all their gaps, unless these are the blanks of a justified line."""
        return [piece for index, line in lines for piece in self._pieces_of(index, line)]

    def fragments(self, lines: Iterable[tuple[int, Line]], prose: Collection[int] = ()) -> list[Fragment]:
        """Cut lines at the gaps that may separate cells, but not those that are ``prose``."""
        found: list[Fragment] = []
        for index, line in lines:
            if index in prose:
                found.append(replace(make(index, line), is_prose=True, is_value=False))
                continue
            if index not in self._cells:
                self._cells[index] = _cells(index, line, self._pieces_of(index, line))
            found += self._cells[index]
        return found

    def _pieces_of(self, index: int, line: Line) -> list[Fragment]:
        if index not in self._pieces:
            own = [make(index, each) for each in line.cut(line.gaps)] if line.gaps else []
            whole = not own or _is_justified(line, own)
            self._pieces[index] = [self.whole(index, line)] if whole else own
        return self._pieces[index]


def rows(found: Iterable[Fragment]) -> list[Row]:
    """Group fragments by baseline, from the top of the page down."""
    grouped: list[Row] = []
    for fragment in sorted(found, key=lambda each: -each.y):
        last = grouped[-1] if grouped else None
        if last and last.y - fragment.y <= _SAME_BASELINE * min(last.size, fragment.size):
            last.fragments.append(fragment)
            last.size = max(last.size, fragment.size)
        else:
            grouped.append(Row(fragment.y, fragment.size, [fragment]))
    for row in grouped:
        row.fragments.sort(key=lambda each: each.left)
    return grouped


def make(index: int, line: Line) -> Fragment:
    """A fragment of a whole line."""
    text = plain(line)
    is_value = is_class = False
    # Most texts are words, and a value that begins with a letter is an "n/a".
    if not text[:1].isalpha() or text[0] in "nN":
        is_value = _VALUE.fullmatch(text) is not None and _LIST_NUMBER.fullmatch(text) is None
        is_class = _CLASS.fullmatch(text) is not None
    is_year = len(text) <= _MAX_YEAR and _YEAR.search(text) is not None
    if text.endswith(")") and (told := _OF_YEAR.fullmatch(text)):
        is_value = all(each is None or _VALUE.fullmatch(each) for each in told.groups())
        is_year = is_year and not is_value
    is_name, middle = is_year or is_class, (line.left + line.right) / 2
    edges = line.left, line.right, middle
    return Fragment(line, index, is_value or is_name, is_year, is_name, text, *edges, line.y, line.size)


def plain(line: Line) -> str:
    """The text of ``line`` without its note marks."""
    if not line.marks:
        return line.text
    text, at = "", line.start
    for mark in line.marks:
        text += line.text[at - line.start : mark.start - line.start]
        at = mark.end if mark.lifted else mark.start
    return (text + line.text[at - line.start :]).strip()


def split_words(line: Line) -> list[Line]:
    """Cut ``line`` at every blank; the edges are reckoned as if all its characters were equally wide."""
    width = (line.right - line.left) / max(1, len(line.text))
    cuts = []
    for match in re.finditer(r"\s+", line.text):
        left, right = line.left + width * match.start(), line.left + width * match.end()
        cuts.append(Gap(line.start + match.end(), left, right, 0.0))
    return line.cut(cuts)


def _cells(index: int, line: Line, found: list[Fragment]) -> list[Fragment]:
    """The pieces of a line, put together again where a gap does not part cells."""
    if not line.gaps:
        return [make(index, piece) for piece in split_words(line)] if _YEARS.fullmatch(line.text) else found
    whole: list[list[Fragment]] = [[found[0]]]
    for gap, before, piece in zip(line.gaps, found, found[1:], strict=False):
        if _separates(gap.width, before, piece, first=before is found[0]):
            whole.append([piece])
        else:
            whole[-1].append(piece)
    result = []
    for group in whole:
        if len(group) == 1:
            piece = group[0]
            years = _YEARS.fullmatch(piece.text) is not None
            result += [make(index, each) for each in split_words(piece.line)] if years else [piece]
            continue
        first, last = group[0].line, group[-1].line
        result.append(make(index, line.part(first.start, last.end, first.left, last.right)))
    return result


def _is_justified(line: Line, pieces: list[Fragment]) -> bool:
    """Whether the gaps are the blanks of a line of prose that was stretched to the width of its column."""
    widths = [gap.width for gap in line.gaps]
    if len(widths) < _JUSTIFIED_GAPS or max(widths) > _JUSTIFIED_SPREAD * min(widths):
        return False
    short = (each.text for each in pieces if len(each.text) <= _SMALL_WORD)
    small = [text for text in short if text.isalpha() and text.islower()]
    return len(small) > 1


def _separates(width: float, before: Fragment, after: Fragment, first: bool) -> bool:
    """Whether a gap parts two cells; between figures a narrow one does, behind a bullet only a wide one."""
    if first and openings.is_bullet(before.text) and not after.is_value:
        return width >= _BULLET_GAP
    return width >= (_VALUE_GAP if before.is_value or after.is_value else _CELL_GAP)
