"""From the characters of a PDF page to its lines, in the order of the file."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from claimcheck.model.document import Way
from claimcheck.read.pdf.page.annotations import Typed, first, typed_text
from claimcheck.read.pdf.page.content import Gap, Line, PageText
from claimcheck.read.pdf.page.glyphs import Glyphs
from claimcheck.read.pdf.page.ink import Fonts, Inks
from claimcheck.read.pdf.page.objects import Objects
from claimcheck.read.pdf.page.run import HYPHEN, Run, is_apart
from claimcheck.read.pdf.page.sight import Sight, View
from claimcheck.read.pdf.page.signs import is_capital, join_tiles, raised_marks, with_bullets
from claimcheck.read.sequences import median

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_MAX_MAP_ERRORS = 0.02
_MAX_PRIVATE = 0.05
_FEW = 10
_MAX_OUTLINED = 0.4  # of the characters of a page
_MAX_GAPS_IN = 2_000  # characters of a line: none that is longer fits between the edges of a page

# In parts of the height of the characters.
_JUMP = 0.5
_DROP = 0.35  # what is smaller and drops further is raised in the line below
_OVERLAP = 0.3
_SAME_LINE_GAP, _GAP_BEHIND_MARK = 0.6, 0.9
_WIDE_GAP = 0.5
_CELL_GAP, _CELL_STEP = 1.5, 0.42

_TINY = 1.0  # points
_TYPED_LEADING, _TYPED_SIZE = 1.3, 10.0  # of the size, and points
_SPACED_LETTERS = 5
_SPACED_LENGTH = 2.5  # characters of a run, in the mean
_SPACED_RUN = 2  # characters: some letters stand near enough to be one
_SPACED_SHARE, _SPACED_SINGLE = 0.8, 0.5  # of the runs of a line
_SPACED_GAP = 0.3  # of the height
_SPACED_WORD_GAP = 1.6  # of the gap between two letters


class _Row(NamedTuple):
    """The runs of a line to be, from left to right, and their direction in quarter turns."""

    runs: list[Run]
    turn: int


def read_page(page: Any, text_page: Any, most: int, view: View, objects: Objects, layered: bool) -> PageText:
    """Read a page of pypdfium2 with its look and its ``objects``, at most ``most`` characters of it.

    ``layered``: the file has layers that are not shown.
    """
    glyphs = Glyphs(page, text_page, most)
    fonts, inks = Fonts(text_page), Inks()
    rows, hidden = _seen(_with_capitals_apart(_rows(glyphs)), Sight(view, objects, inks, layered))
    if glyphs.beyond:
        hidden.append((" ".join(glyphs.beyond), "outside of what is shown"))
    with_bullets([row.runs for row in rows], fonts)
    fonts.weigh([row.runs[0] for row in rows])
    lines: list[Line] = []
    outlined: list[Line] = []
    texts: list[str] = []
    at = 0
    for row in rows:
        line = _line(glyphs, fonts, inks, row, at)
        lines.append(line)
        if inks.is_outlined(row.runs[0].drawn) and inks.is_outlined(row.runs[-1].drawn):
            outlined.append(line)
        # A word cut by a hyphen goes on without a break; every other line ends with one.
        texts.append(line.text if line.text.endswith(HYPHEN) else line.text + "\n")
        at += len(texts[-1])
    for typed in first(typed_text(page), most - glyphs.count):
        lines.append(_typed_line(typed, at))
        texts.append(typed.text + "\n")
        at += len(texts[-1])
    # Letters with an outline are bold, unless a program draws most of the page like that.
    if sum(len(line.text) for line in outlined) <= _MAX_OUTLINED * at:
        for line in outlined:
            line.bold = True
    sound = [line for line in lines if not line.garbled]
    reliable, garbled = _is_reliable(sound) and 2 * len(sound) >= len(lines), len(lines) - len(sound)
    text, turn = "".join(texts).removesuffix("\n"), page.get_rotation()
    return PageText(text, sound, glyphs.box, glyphs.cut, reliable, garbled, hidden=hidden, rotation=turn)


def _is_reliable(lines: list[Line]) -> bool:
    count = sum(len(line.text) for line in lines)
    errors, private = sum(line.errors for line in lines), sum(line.private for line in lines)
    return errors <= max(_FEW, _MAX_MAP_ERRORS * count) and private <= max(_FEW, _MAX_PRIVATE * count)


def _rows(glyphs: Glyphs) -> list[_Row]:
    """Group the runs by line. pdfium's own breaks are hints: it breaks behind a raised mark as well."""
    rows: list[_Row] = []
    ink: Run | None = None
    tallest: Run | None = None
    for run, turn in glyphs.runs():
        if (
            ink is None
            or tallest is None
            or (
                (run.broken or run.left < ink.right - ink.height)
                and (turn != rows[-1].turn or not _goes_on(tallest, ink, run))
            )
            or _is_apart(tallest, ink, run)
        ):
            rows.append(_Row([run], turn))
            tallest = run
        else:
            rows[-1].runs.append(run)
            if run.top - run.bottom > tallest.top - tallest.bottom:
                tallest = run
        ink = run
    join_tiles(glyphs, [row.runs for row in rows if not row.turn])
    return [row for row in rows if row.runs]


def _with_capitals_apart(rows: Iterable[_Row]) -> list[_Row]:
    apart: list[_Row] = []
    for row in rows:
        if len(row.runs) > 1 and len(row.runs[0].text) == 1 and is_capital(row.runs[0], row.runs[1]):
            apart += (_Row(row.runs[:1], row.turn), _Row(row.runs[1:], row.turn))
        else:
            apart.append(row)
    return apart


def _goes_on(tallest: Run, ink: Run, run: Run) -> bool:
    """Whether ``run`` stands on the line of ``tallest``, right behind ``ink``."""
    own = run.top - run.bottom
    height = max(ink.top - ink.bottom, own)
    drop = _DROP if own < tallest.top - tallest.bottom else _JUMP
    level = -drop * height <= run.base - tallest.base <= _JUMP * height
    # Behind a raised mark stands a blank of the line, however wide that is stretched.
    gap = _GAP_BEHIND_MARK if ink.top - ink.bottom < own == tallest.top - tallest.bottom else _SAME_LINE_GAP
    return level and -_OVERLAP * height <= run.left - ink.right <= gap * height


def _is_apart(tallest: Run, ink: Run, run: Run) -> bool:
    """Whether ``run`` is another cell of a table, set higher or lower than the one before it."""
    if run.base == tallest.base:
        return False
    height = max(ink.top - ink.bottom, run.top - run.bottom)
    return run.left - ink.right > _CELL_GAP * height and abs(run.base - tallest.base) > _CELL_STEP * height


def _seen(rows: Iterable[_Row], sight: Sight) -> tuple[list[_Row], list[tuple[str, Way]]]:
    """The rows without what nobody sees on the page, and what that is."""
    seen: list[_Row] = []
    hidden: list[tuple[str, Way]] = []
    for row in rows:
        runs = row.runs
        ways: list[Way | None] = []
        if runs[0].height < _TINY and all(run.height < _TINY for run in runs):
            ways = ["too small to read"] * len(runs)
        elif any(map(sight.suspicion, {runs[0].drawn, runs[len(runs) // 2].drawn, runs[-1].drawn})):
            ways = [sight.way(run, row.turn) for run in runs]
        if not any(ways):
            seen.append(row)
            continue
        if kept := [run for run, way in zip(runs, ways, strict=True) if way is None]:
            seen.append(_Row(kept, row.turn))
        for way, part in itertools.groupby(zip(ways, runs, strict=True), key=itemgetter(0)):
            if way is not None:
                hidden.append((" ".join(run.text for _, run in part), way))
    return seen, hidden


def _line(glyphs: Glyphs, fonts: Fonts, inks: Inks, row: _Row, at: int) -> Line:
    """The line that the runs of ``row`` make, at offset ``at`` of the page's text."""
    runs = row.runs
    is_even = len(runs) == 1 or len({run.top - run.bottom for run in runs}) == 1
    main = runs[0] if is_even else _main(runs)
    text, starts = _joined(runs) if len(runs) > 1 else (main.text, [0])
    length = len(text)
    sample = (main, runs[len(runs) // 2], runs[-1]) if len(runs) > 1 else ()
    weights = {fonts.is_bold(runs[0]), *map(fonts.is_bold, sample)}
    colours = set(map(inks.colour, {runs[0].drawn, runs[0].last, *(run.last for run in sample)}))
    size, height = glyphs.size(main.number) or main.height, main.height or 1.0
    marks = [] if is_even else raised_marks(text, runs, starts, main, at)
    gaps = gaps_of(runs, starts, height, at) if len(runs) > 1 and length <= _MAX_GAPS_IN else []
    bold = weights.pop() if len(weights) == 1 else None
    line = line_of(runs, main, text, at, size, row.turn, bold=bold, marks=marks, gaps=gaps)
    line.errors, line.content = glyphs.errors(runs), glyphs.content(main)
    line.private = 0 if text.isascii() else len(_PRIVATE.findall(text))
    line.colour = colours.pop() if len(colours) == 1 else None
    # The letters of such a text are runs of their own.
    line.slanted = len(runs[0].text) <= _SPACED_RUN and glyphs.is_slanted(runs[0])
    return line


def recognised_line(runs: list[Run], size: float, turn: int, at: int) -> Line:
    """The line that runs make which were recognised in a picture, at offset ``at``; nothing tells of its font."""
    text, starts = _joined(runs)
    gaps = gaps_of(runs, starts, size, at) if len(text) <= _MAX_GAPS_IN else []
    return line_of(runs, runs[0], text, at, size, turn, bold=False, gaps=gaps)


def line_of(runs: Sequence[Run], main: Run, text: str, at: int, size: float, turn: int, **more: Any) -> Line:
    """The line with ``text`` at offset ``at`` that runs make; ``main`` is one as high as most of its text."""
    edges = runs[0].left, runs[-1].right
    line = Line(at, at + len(text), text, *edges, main.base, size, turn=turn, **more)
    line.bottom, line.top = main.bottom, main.top
    return line


def _joined(runs: list[Run]) -> tuple[str, list[int]]:
    """The text of a line, and where each of its runs begins in it."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for blank, run in zip(_blanks(runs), runs, strict=True):
        if parts and not blank and parts[-1].endswith(HYPHEN):
            parts[-1] = parts[-1].replace(HYPHEN, "-")  # within a line it is one that is drawn
        parts += (blank, run.text)
        length += len(blank)
        starts.append(length)
        length += len(run.text)
    return "".join(parts), starts


def _typed_line(typed: Typed, at: int) -> Line:
    """The line that a filled-in field or a typed note makes; its size is a guess."""
    text, left, bottom, right, top = typed
    size = min((top - bottom) / _TYPED_LEADING, _TYPED_SIZE)
    y = bottom + (top - bottom - size) / 2
    return Line(at, at + len(text), text, left, right, y, size, None, 0, bottom=bottom, top=top)


def _main(runs: list[Run]) -> Run:
    """The first run of the height that most characters have."""
    heights = [round(run.top - run.bottom, 1) for run in runs]
    lengths = dict.fromkeys(heights, 0)
    for height, run in zip(heights, runs, strict=True):
        lengths[height] += len(run.text)
    return runs[heights.index(max(lengths, key=lengths.__getitem__))]


def _blanks(runs: list[Run]) -> list[str]:
    """What stands in front of each run."""
    blanks = [""]
    for before, run in itertools.pairwise(runs):
        if run.blank:
            blanks.append(run.blank)
        else:
            # The box of a full stop may be no higher than its ink.
            blanks.append(" " if is_apart(before, run, max(before.height, run.height)) else "")
    if len(runs) < _SPACED_LETTERS or sum([len(run.text) for run in runs]) > _SPACED_LENGTH * len(runs):
        return blanks
    return _closed_up(runs, blanks)


def _closed_up(runs: list[Run], blanks: list[str]) -> list[str]:
    """The blanks without those between the letters of a spaced-out line ("R E P O R T")."""
    short = sum(len(run.text) <= _SPACED_RUN and run.text.isalnum() for run in runs)
    single = sum(len(run.text) == 1 and run.text.isalpha() for run in runs)
    if single < _SPACED_LETTERS / 2 or short < _SPACED_SHARE * len(runs):
        return blanks
    gaps = [run.left - before.right for before, run in itertools.pairwise(runs)]
    usual = median(gaps)
    if single < max(_SPACED_LETTERS, _SPACED_SHARE * len(runs)) and (
        single < _SPACED_SINGLE * len(runs) or usual > _SPACED_GAP * runs[0].height
    ):
        return blanks
    wide = [gap > _SPACED_WORD_GAP * usual for gap in gaps]
    return ["", *(blank if is_wide else "" for blank, is_wide in zip(blanks[1:], wide, strict=True))]


def gaps_of(runs: Sequence[Run], starts: Sequence[int], height: float, at: int) -> list[Gap]:
    """The wide blanks of a line that ``runs`` make, each begun at its place in ``starts`` behind ``at``."""
    least = _WIDE_GAP * height
    return [
        Gap(at + start, before.right, run.left, (run.left - before.right) / (height or 1.0))
        for before, run, start in zip(runs, runs[1:], starts[1:], strict=False)
        if run.left - before.right > least
    ]
