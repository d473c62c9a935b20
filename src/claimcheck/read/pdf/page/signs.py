"""Letters of a PDF line that are no mere text: bullets, drop capitals, raised marks, and those drawn twice."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from claimcheck.read.blocks import openings
from claimcheck.read.pdf.page.content import RaisedMark
from claimcheck.read.pdf.page.glyphs import Glyphs
from claimcheck.read.pdf.page.ink import Fonts
from claimcheck.read.pdf.page.run import UNMAPPED, Run

BULLET = "•"
_CONTROLS = "\x80", "\x9f"
"""What fonts of symbols without a map give, and no text has."""
_MIN_LINES = 2  # that begin with one letter in one font
_MIN_GAP = 0.2  # of the height

# In parts of the height of the word behind it.
_LARGER, _LIFT, _REACH = 1.7, 0.3, 0.8

_CONTEXT = 8  # characters before a raised one that tell whether it is an exponent
# In parts of the height of the characters.
_BLANK_GAP = 0.15
_RAISED_HEIGHT = 0.84  # browsers set raised figures five sixths as high
_RAISED_BY = 0.12

_LEAST = 5  # letters of a page that are drawn in two tiles
_BLANK, _LETTER = 0.8, 0.1  # of the height: the widest between two words, and the narrowest letter


def with_bullets(lines: Sequence[list[Run]], fonts: Fonts) -> None:
    """Write a bullet for each letter at the beginning of one of the ``lines`` that is drawn as one.

    A letter in a font of symbols is one; in another font it is if several lines begin with it, away from their text.
    """
    likely: list[tuple[list[Run], tuple[int | None, str]]] = []
    for runs in lines:
        first = runs[0]
        control = _CONTROLS[0] <= first.text <= _CONTROLS[1]
        if len(first.text) > 1 or not (first.text.isalpha() or first.text == UNMAPPED or control):
            continue
        if control or fonts.is_symbolic(first):
            runs[0] = first._replace(text=BULLET)
        elif first.text == UNMAPPED:
            del runs[0]
        elif first.text.islower() and len(runs) > 1:
            apart = runs[1].left - first.right >= _MIN_GAP * runs[1].height
            if apart and fonts.font(first) != fonts.font(runs[1]):
                likely.append((runs, (fonts.font(first), first.text)))
    often = Counter(key for _, key in likely)
    for runs, key in likely:
        if often[key] >= _MIN_LINES:
            runs[0] = runs[0]._replace(text=BULLET)


def is_capital(letter: Run, word: Run) -> bool:
    """Whether ``letter``, the first run of a line, is a drop capital in front of ``word``, the second."""
    begins = len(letter.text) == 1 and letter.text.isupper() and word.text[:1].islower()
    near = letter.base - word.base < _LIFT * word.height and word.left - letter.right < _REACH * word.height
    return begins and near and letter.height >= _LARGER * word.height


def raised_marks(text: str, runs: list[Run], starts: list[int], main: Run, at: int) -> list[RaisedMark]:
    """The raised marks of a line with ``text`` at offset ``at`` of its page.

    ``starts`` are the offsets of its ``runs`` in it; ``main`` is one as high as most of its text.
    """
    raised = _raised(runs, main)
    if True not in raised:
        return []
    marks = []
    for is_raised, group in itertools.groupby(range(len(runs)), raised.__getitem__):
        if is_raised:
            numbers = list(group)
            start, end = starts[numbers[0]], starts[numbers[-1]] + len(runs[numbers[-1]].text)
            # "31st(a)": the ordinal is raised like the mark behind it.
            start += openings.ordinal_before(text[start:end], text[max(0, start - 1) : start])
            small, before = text[start:end], text[max(0, start - _CONTEXT) : start]
            counts_on = small[-1].isdigit() and text[end : end + 1].isdigit()
            labels = [] if counts_on else openings.note_marks(small, before)
            if labels or openings.is_power(small, before):
                start -= openings.sign_before(before) if labels else 0
                marks.append(RaisedMark(at + start, at + end, labels))
            elif openings.may_be_mark(small.strip(), before):
                marks.append(RaisedMark(at + start, at + end, [small.strip()], unsure=True))
    return marks


def _raised(runs: list[Run], main: Run) -> list[bool]:
    """Whether each run is small and above the line: that of the run it follows closely, or that of ``main``."""
    height = main.top - main.bottom
    if all(run.base < main.base + _RAISED_BY * height and run.top - run.bottom == height for run in runs):
        return []
    raised = []
    host = main
    for run in runs:
        if run.left - host.right > _BLANK_GAP * (host.top - host.bottom):
            host = main
        height = host.top - host.bottom
        above = run.base >= host.base + _RAISED_BY * height
        found = above and run.top - run.bottom <= _RAISED_HEIGHT * height
        raised.append(found)
        if not found:
            host = run
    return raised


def join_tiles(glyphs: Glyphs, rows: Iterable[list[Run]]) -> None:
    """Join the level rows of a page that are one line cut by tiles: all but the first of them are left empty."""
    levels: dict[float, list[list[Run]]] = defaultdict(list)
    for row in rows:
        # The number of a note may be raised at either end.
        levels[round(max(row, key=lambda run: len(run.text)).base, 1)].append(row)
    several = (level for level in levels.values() if len(level) > 1)
    ordered = (sorted(level, key=lambda row: row[0].left + row[-1].right) for level in several)
    beside = [pair for level in ordered for pair in pairwise(level)]
    if sum(_is_twice(row[-1], rest[0]) for row, rest in beside) < _LEAST:
        return
    for row, rest in reversed(beside):
        end, first = row[-1], rest[0]
        drawn_once = len(end.text) - glyphs.behind(end, first.left)
        if first.left - end.right > _BLANK * end.height or not first.text.startswith(end.text[drawn_once:]):
            continue
        text = end.text[:drawn_once].rstrip()
        rest[0] = first._replace(blank=end.text[len(text) : drawn_once] if text else end.blank)
        row[-1:] = [end._replace(text=text, right=min(end.right, first.left))] if text else []
        row += rest
        rest.clear()


def _is_twice(end: Run, first: Run) -> bool:
    """Whether the letter that ends one row is the one that begins another."""
    overlap = end.right - first.left
    return end.text[-1] == first.text[0] and _LETTER * end.height < overlap <= end.height
