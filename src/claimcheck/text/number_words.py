"""Numbers written as words, and pointers without a digit ("Annex II")."""

from __future__ import annotations

from collections.abc import Container

from claimcheck.text.fact_grammar import Phrases
from claimcheck.text.numbers import add_measured, counted_at, measure_at
from claimcheck.text.references import read_reference
from claimcheck.text.sentence_scan import OPENING, Line, Measure, longest_before

_CLOSING = "\"',;:)?!"
_LEAST_OPEN, _LEAST_JOINED = 20, 100
"""The least numbers that something is added to: "twenty five", and "a hundred and five"."""


def read_words(line: Line) -> None:
    """Note the figures that words make and the pointers that letters make."""
    index, at, read = line.index, 0, 0
    digits = [(fact.start - line.base, fact.end - line.base) for fact in line.facts]
    spaced = line.low.replace("-", " ")
    for token in line.low.split(" "):
        start, at = at, at + len(token) + 1
        if not index.is_trigger(token) or start < read or any(start < end and at > begin for begin, end in digits):
            continue
        word = token.rstrip(_CLOSING)
        end = start + len(word)
        plain = word.lstrip(OPENING)
        if plain in index.references or plain.rstrip(".") in index.references:
            read = _read_pointer(line, end)
        else:
            end = start + len(word.rstrip("."))
            found = longest_before(spaced, end, index.number_tails) if "-" in word else (0, "")
            if found is None or found[0] > start + len(word) - len(plain):
                end = start + word.index("-")  # "twenty-five", read from its first word on
            read = _read_number(line, spaced, end)


def _read_pointer(line: Line, end: int) -> int:
    if line.text[end : end + 1] != " " or line.text[end + 1 : end + 2].isdigit():
        return end
    found = line.phrase_before(end + 1, line.index.references)
    if found is None or found[1] in ("standard", "other"):
        return end
    return read_reference(line, found[0], end + 1, found[1]) or end


def _read_number(line: Line, spaced: str, end: int) -> int:
    """Note the figure whose first words end at ``end``; return where to read on.

    ``spaced`` is the sentence in lower case without hyphens.
    """
    index = line.index
    found = longest_before(spaced, end, index.number_tails)
    if found is None:
        return end
    start, word = found
    if start and line.low[line.token_start(start - 1) : end].lstrip(OPENING) in index.parts_of_time:
        return end
    value = first = index.numbers[word]
    if first >= 1:
        value, end = _grown(line, spaced, first, end)
    own = index.own_units.get(word) if value == first else None
    if own:
        if _stands_before(spaced, end, index.multiple_heads):
            return end
        return line.add("quantity", start, end, value=value, unit=own[0], unit_class=own[1])
    measure = _part_measured(line, spaced, end) if value < 1 else counted_at(line, end)
    if measure and (value >= 1 or measure.unit or measure.scale > 1):
        return add_measured(line, start, measure, value)
    if value < 1 and word not in index.measured_parts and not _stands_before(spaced, end, index.ordinal_heads):
        return line.add("share", start, end, value=round(100 * value, 4), unit="%", unit_class="share")
    return end


def _part_measured(line: Line, spaced: str, end: int) -> Measure | None:
    """What a part is one of: "half a per cent", "three quarters of a million people"; half a site is a share."""
    for at in (end, *_behind_one_of(line, spaced, end, line.index.part_of)):
        measure = measure_at(line, at)
        if measure and (at == end or measure.scale > 1 or (measure.unit and measure.unit_class != "count")):
            return measure
    return None


def _grown(line: Line, spaced: str, value: float, end: int, *, whole: bool = False) -> tuple[float, int]:
    """A number from 1 on with all words that go on with it: "two hundred and fifty", "twenty-five".

    What multiplies it goes with the unit where nothing is added behind it, unless the ``whole`` number is asked for.
    """
    step: tuple[float, int] | None = (value, end)
    while step is not None:
        value, end = step
        step = _added(line, spaced, value, end)
        stop = spaced.find(" ", end + 1)
        word = spaced[end + 1 : stop if stop >= 0 else line.length] if spaced[end : end + 1] == " " else ""
        if step is None and word in line.index.word_scales:
            scaled = value * line.index.word_scales[word], end + 1 + len(word)
            step = _added(line, spaced, *scaled) or (scaled if whole else None)
    return value, end


def _added(line: Line, spaced: str, value: float, end: int) -> tuple[float, int] | None:
    """A number with the next words that belong to it, and where these end."""
    joined = [*_behind_one_of(line, spaced, end, line.index.number_joiners)]
    for at in (end, *joined):
        for more, stop in _numbers_at(line, spaced, at):
            if more < 1:
                # "Two thirds", "two and a half", "a million and a half"; "two and half of the rest" are apart.
                if at == end:
                    return value * more, stop
                if " " in spaced[at + 1 : stop]:
                    return value + more * _unit_of(value), stop
                continue
            if value < (_LEAST_OPEN if at == end else _LEAST_JOINED):
                continue
            part, last = _grown(line, spaced, more, stop, whole=True)
            if part > more * value:  # "Two hundred and fifty thousand": the scale is that of all.
                part, last = more, stop
            if _fits(value, part):
                return value + part, last
    return None


def _numbers_at(line: Line, spaced: str, at: int) -> list[tuple[float, int]]:
    """The numbers that one blank parts from ``at``, longest words first, and where they end."""
    if spaced[at : at + 1] != " ":
        return []
    head = spaced[at + 1 :].partition(" ")[0].rstrip(_CLOSING + ".")
    index, found = line.index, []
    for phrase, word in index.number_heads.get(head, ()):
        stop = at + 1 + len(phrase)
        if spaced.startswith(phrase, at + 1) and not spaced[stop : stop + 1].isalnum():
            found.append((index.numbers[word], stop))
    if head in index.singles:
        found.append((1.0, at + 1 + len(head)))
    return found


def _behind_one_of(line: Line, spaced: str, end: int, phrases: Phrases) -> list[int]:
    """Where words end that stand one blank behind ``end``, longest first."""
    if spaced[end : end + 1] != " ":
        return []
    head = spaced[end + 1 :].partition(" ")[0]
    stops = [end + 1 + len(phrase) for phrase, _ in phrases.get(head, ()) if spaced.startswith(phrase, end + 1)]
    return [stop for stop in stops if spaced[stop : stop + 1] == " "]


def _fits(value: float, more: float) -> bool:
    """Whether a number has room for another at its end: a hundred for "twenty", twenty for "five"."""
    return more == int(more) and more < value and value % 10 ** len(str(int(more))) == 0


def _unit_of(value: float) -> float:
    """What a part is one of: of "a million and a half" a million."""
    unit = 1.0
    while value % (unit * 1000) == 0:
        unit *= 1000
    return unit


def _stands_before(spaced: str, end: int, heads: Container[str]) -> bool:
    """Whether the noun behind the words says which one or which kind, and not how much of it ("a third party")."""
    if spaced[end : end + 1] != " ":
        return False
    return spaced[end + 1 :].partition(" ")[0].strip(_CLOSING + ".") in heads
