"""Raised runs of a line: the marks of notes, and exponents of ten."""

from __future__ import annotations

import itertools

from claimcheck.read.blocks import openings
from claimcheck.read.pdf.page.content import RaisedMark
from claimcheck.read.pdf.page.run import Run

_CONTEXT = 8  # characters before a raised one that tell whether it is an exponent
# In parts of the height of the characters.
_BLANK_GAP = 0.15
_RAISED_HEIGHT = 0.84  # browsers set raised figures five sixths as high
_RAISED_BY = 0.12


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
        found = _stands_above(run, host)
        raised.append(found)
        if not found:
            host = run
    return raised


def _stands_above(run: Run, host: Run) -> bool:
    height = host.top - host.bottom
    return run.top - run.bottom <= _RAISED_HEIGHT * height and run.base >= host.base + _RAISED_BY * height
