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
    for at in (end, *_behind_one_of(spaced, end, line.index.part_of)):
        measure = measure_at(line, at)
        if measure and (at == end or measure.scale > 1 or (measure.unit and measure.unit_class != "count")):
            return measure
    return None


def _grown(line: Line, spaced: str, value: float, end: int) -> tuple[float, int]:
    """A number from 1 on with all words that go on with it: "two hundred and fifty", "twenty-five".

    A scale behind the last of them goes with the unit, unless it is the scale of some of the words only. Each term is
    less than the one before it, which bounds how many there are.
    """
    terms = [(value, end)]
    while True:
        total, end = sum(term for term, _ in terms), terms[-1][1]
        part = _part_behind(line, spaced, total, end)
        if part is not None:
            return part
        term = _term_behind(line, spaced, *terms[-1])
        longer = [*terms, term] if term is not None else _scaled(line, spaced, terms)
        if longer[-1][1] <= end:
            return sum(one for one, _ in longer), longer[-1][1]
        terms = longer


def _scaled(line: Line, spaced: str, terms: list[tuple[float, int]]) -> list[tuple[float, int]]:
    """The terms of a number, the last ones multiplied by the scale behind them: "one million two hundred thousand".

    They stay as they are where the scale goes with the unit. A term without room for what a scale makes of the next
    ones ends the number: "a hundred and two hundred" are two.
    """
    scale, stop = 1.0, terms[-1][1]
    while (factor := line.index.word_scales.get(_word_at(spaced, stop), 0)) > (scale if scale > 1 else 0):
        scale, stop = scale * factor, stop + 1 + len(_word_at(spaced, stop))
    first = next((at for at, (term, _) in enumerate(terms) if term < scale), len(terms))
    value = scale * sum(term for term, _ in terms[first:])
    if first == len(terms):
        return terms
    if first:
        return [*terms[:first], (value, stop)] if _fits(terms[first - 1][0], value) else terms[:first]
    goes_on = _term_behind(line, spaced, value, stop) or _part_behind(line, spaced, value, stop)
    return [(value, stop)] if goes_on else terms


def _part_behind(line: Line, spaced: str, value: float, end: int) -> tuple[float, int] | None:
    """A number with the part of it that follows, and where that ends: "three and a half", "a million and a half"."""
    for at in (end, *_behind_one_of(spaced, end, line.index.number_joiners)):
        for part, stop in _numbers_at(line, spaced, at):
            if part < 1 and at == end:
                return value * part, stop
            if part < 1 and " " in spaced[at + 1 : stop]:  # "two and half of the rest" are apart
                return value + part * _unit_of(value), stop
    return None


def _term_behind(line: Line, spaced: str, value: float, end: int) -> tuple[float, int] | None:
    """The next term of a number whose last one is ``value``, and where it ends."""
    for at in (end, *_behind_one_of(spaced, end, line.index.number_joiners)):
        if value >= (_LEAST_OPEN if at == end else _LEAST_JOINED):
            for more, stop in _numbers_at(line, spaced, at):
                if more >= 1 and _fits(value, more):
                    return more, stop
    return None


def _numbers_at(line: Line, spaced: str, at: int) -> list[tuple[float, int]]:
    """The numbers that one blank parts from ``at``, longest words first, and where they end."""
    head = _word_at(spaced, at).rstrip(_CLOSING + ".")
    index, found = line.index, []
    for phrase, word in index.number_heads.get(head, ()):
        stop = at + 1 + len(phrase)
        if spaced.startswith(phrase, at + 1) and not spaced[stop : stop + 1].isalnum():
            found.append((index.numbers[word], stop))
    if head in index.singles:
        found.append((1.0, at + 1 + len(head)))
    return found


def _word_at(spaced: str, at: int) -> str:
    """The word that one blank parts from ``at``; empty where there is none."""
    if spaced[at : at + 1] != " ":
        return ""
    stop = spaced.find(" ", at + 1)
    return spaced[at + 1 : stop if stop >= 0 else None]


def _behind_one_of(spaced: str, end: int, phrases: Phrases) -> list[int]:
    """Where words end that stand one blank behind ``end``, longest first."""
    known = phrases.get(_word_at(spaced, end), ())
    stops = [end + 1 + len(phrase) for phrase, _ in known if spaced.startswith(phrase, end + 1)]
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
    return _word_at(spaced, end).strip(_CLOSING + ".") in heads
