"""Numbers written as words, and pointers without a digit ("Annex II")."""

from __future__ import annotations

from collections.abc import Container

from claimcheck.text.numbers import add_measured, counted_at, measure_at
from claimcheck.text.references import read_reference
from claimcheck.text.sentence_scan import OPENING, Line, longest_before

_CLOSING = "\"',;:)?!"


def read_words(line: Line) -> None:
    """Note the figures that words make and the pointers that letters make."""
    index, at, read = line.index, 0, 0
    digits = [(fact.start - line.base, fact.end - line.base) for fact in line.facts]
    spaced = line.low.replace("-", " ")
    for token in line.low.split(" "):
        start, at = at, at + len(token) + 1
        if (
            not index.is_trigger(token)
            or start < read
            or any(start < end and at > begin for begin, end in digits)
        ):
            continue
        word = token.rstrip(_CLOSING)
        end = start + len(word)
        plain = word.lstrip(OPENING)
        if plain in index.references or plain.rstrip(".") in index.references:
            read = _read_pointer(line, end)
        else:
            read = _read_number(line, spaced, start + len(word.rstrip(".")))


def _read_pointer(line: Line, end: int) -> int:
    if line.text[end : end + 1] != " " or line.text[end + 1 : end + 2].isdigit():
        return end
    found = line.phrase_before(end + 1, line.index.references)
    if found is None or found[1] in ("standard", "other"):
        return end
    return read_reference(line, found[0], end + 1, found[1]) or end


def _read_number(line: Line, spaced: str, end: int) -> int:
    """Note the figure whose words end at ``end``; return where to read on.

    ``spaced`` is the sentence in lower case without hyphens.
    """
    index = line.index
    found = longest_before(spaced, end, index.number_tails)
    if found is None:
        return end
    start, word = found
    value = index.numbers[word]
    if start and line.low[line.token_start(start - 1) : end].lstrip(OPENING) in index.parts_of_time:
        return end
    left = longest_before(spaced, start, index.number_tails) if start else None
    more = index.numbers[left[1]] if left else 0.0
    if left and value < 1 <= more:  # "two thirds"
        start, value, word = left[0], value * more, ""
    elif left and value < 10 <= more - 10 and more % 10 == 0:  # "twenty-five"
        start, value, word = left[0], value + more, ""
    own = index.own_units.get(word)
    if own:
        if _stands_before(spaced, end, index.multiple_heads):
            return end
        return line.add("quantity", start, end, value=value, unit=own[0], unit_class=own[1])
    measure = measure_at(line, end) if value < 1 else counted_at(line, end)
    if measure and (value >= 1 or measure.unit):
        return add_measured(line, start, measure, value)
    if value < 1 and not _stands_before(spaced, end, index.ordinal_heads):
        return line.add("share", start, end, value=round(100 * value, 4), unit="%", unit_class="share")
    return end


def _stands_before(spaced: str, end: int, heads: Container[str]) -> bool:
    """Whether the noun behind the words says which one or which kind, and not how much of it ("a third party")."""
    if spaced[end : end + 1] != " ":
        return False
    return spaced[end + 1 :].partition(" ")[0].strip(_CLOSING + ".") in heads
