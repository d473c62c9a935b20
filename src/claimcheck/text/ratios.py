"""Shares told as so many of a round number: "eight in ten", "9 out of 10"."""

from __future__ import annotations

import re
from typing import NamedTuple

from claimcheck.text.numbers import measure_at
from claimcheck.text.sentence_scan import OPENING, Line, longest_before

_MOST = 100
_DIGITS = re.compile(r"[1-9][0-9]{0,2}(?![\w.,%/-]*[0-9%])")
_BEFORE = re.compile(r"(?:^|[ (\"'])([1-9][0-9]{0,2})$")
# Behind a single word only what is counted may follow, no time and no amount: "two in three years". Two words tell a
# share of anything ("four out of five kilowatt hours"). A scale makes neither one: "one in 5 million".
_COUNTED = "count"


class _Number(NamedTuple):
    start: int
    end: int
    value: float


def read_ratios(line: Line) -> None:
    """Note the shares that two numbers with a word of ``ratio_words`` between them make, in place of these numbers."""
    low = line.low
    for words in line.index.ratio_words:
        between = f" {words} "
        at = low.find(between)
        while at >= 0:
            _read(line, at, at + len(between), of_counted=" " not in words)
            at = low.find(between, at + 1)


def _read(line: Line, before: int, behind: int, *, of_counted: bool) -> None:
    part, whole = _before(line, before), _behind(line, behind)
    if part is None or whole is None or not 1 <= part.value < whole.value <= _MOST:
        return
    measure = measure_at(line, whole.end)
    if measure is not None and (measure.scale != 1 or (of_counted and measure.unit_class != _COUNTED)):
        return
    start, end = part.start, whole.end
    first, last = start + line.base, end + line.base
    if any(fact.kind == "year" and fact.start < last and first < fact.end for fact in line.facts):
        return
    line.facts[:] = [fact for fact in line.facts if fact.end <= first or last <= fact.start]
    share = round(100 * part.value / whole.value, 4)
    line.add("share", start, end, value=share, unit="%", unit_class="share")


def _before(line: Line, at: int) -> _Number | None:
    """The bare number that ends at ``at``."""
    digits = _BEFORE.search(line.text, max(at - 5, 0), at)
    if digits:
        return _Number(digits.start(1), at, float(digits[1]))
    word = line.word_before(at + 1)
    if word in line.index.singles:
        return _Number(at - len(word), at, 1.0)
    found = longest_before(line.low, at, line.index.number_tails)
    return None if found is None else _Number(found[0], at, line.index.numbers[found[1]])


def _behind(line: Line, at: int) -> _Number | None:
    """The bare number that begins at ``at``."""
    digits = _DIGITS.match(line.text, at)
    if digits:
        return _Number(at, digits.end(), float(digits.group()))
    stop = line.low.find(" ", at)
    word = line.low[at : stop if stop >= 0 else line.length].strip(OPENING + ".,;:)?!")
    value = line.index.numbers.get(word)
    return None if value is None else _Number(at, at + len(word), value)
