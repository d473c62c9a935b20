"""Figures and references in normalised text.

Numbers are found by their digits, and what stands around them decides what they are. Many measure nothing: years,
scopes, standards, pages, versions and digits glued to letters are never quantities.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import NamedTuple

from claimcheck.model.passage import Fact
from claimcheck.text.fact_grammar import FactGrammar
from claimcheck.text.name_runs import CAPITALS, read_parties
from claimcheck.text.normalise import lower
from claimcheck.text.number_words import read_words
from claimcheck.text.numbers import NUMBER, YEAR, measure_at, money_before, read_number
from claimcheck.text.references import (
    ADDRESS_SIGN,
    REGISTRY,
    read_addresses,
    read_coded,
    read_next_standard,
    read_reference,
    read_scopes,
    read_standard,
)
from claimcheck.text.sentence_scan import OPENING, Line, longest_before
from claimcheck.text.spans import drop_dateline, set_spans_apart
from claimcheck.text.years import (
    compared_roles,
    opened_roles,
    read_date,
    read_fiscal,
    read_quarter,
    read_year,
    share_roles,
    since_roles,
)

_MOST = 100
_DIGITS = re.compile(r"[1-9][0-9]{0,2}(?![\w.,%/-]*[0-9%])")
_BEFORE = re.compile(r"(?:^|[ (\"'])([1-9][0-9]{0,2})$")
# Behind a single word only what is counted may follow, no time and no amount: "two in three years". Two words tell a
# share of anything ("four out of five kilowatt hours"). A scale makes neither one: "one in 5 million".
_COUNTED = "count"
_TIME = "time"
# Letters of a verb that is looked for behind a ratio.
_LONGEST = 12

__all__ = ["FactGrammar", "find_facts"]

_CAPITAL = re.compile(f"[{CAPITALS}]")
_SIGNS = "+-~<>≥≤±=≈"
_SHORT_CODE = 3
_REST = re.compile(r"(?:\w|[-/.](?=\w)){1,64}")


def find_facts(text: str, start: int, end: int, grammar: FactGrammar) -> tuple[Fact, ...]:
    """The facts of the sentence ``text[start:end]``, in order of start; no two overlap.

    ``text`` is normalised, the offsets count from its start. The sign of a number stays in the fact's text, the
    value is its size. Time is linear in the sentence.
    """
    sentence = text[start:end]
    low = lower(sentence)
    index = grammar.index
    digits = NUMBER.search(sentence)
    words = index.has_trigger(low.split(" "))
    addressed = ADDRESS_SIGN.search(sentence)
    if digits is None and not words and not _CAPITAL.search(sentence, 1) and not addressed:
        return ()
    line = Line(sentence, low, start, index)
    if addressed:
        read_addresses(line)
    if digits is not None:
        _read_numbers(line)
    if words:
        read_words(line)
    if digits is not None or words:
        _read_ratios(line)
    line.facts.sort(key=_START)
    share_roles(line)
    compared_roles(line)
    opened_roles(line)
    since_roles(line)
    set_spans_apart(line)
    drop_dateline(line)
    read = len(line.facts)
    read_parties(line)
    if len(line.facts) > read:
        line.facts.sort(key=_START)
    return _apart(line.facts)


_START = attrgetter("start")


def _apart(facts: list[Fact]) -> tuple[Fact, ...]:
    """Of facts that overlap the longer one stays: an identifier swallows the number inside it."""
    kept: list[Fact] = []
    for fact in facts:
        while kept and kept[-1].end > fact.start and kept[-1].end - kept[-1].start < fact.end - fact.start:
            kept.pop()
        if not kept or kept[-1].end <= fact.start:
            kept.append(fact)
    return tuple(kept)


def _read_numbers(line: Line) -> None:
    at = 0
    while True:
        number = NUMBER.search(line.text, at)
        if number is None:
            return
        start, end = number.span()
        at = max(_read_at(line, start, end), start + 1)


def _read_at(line: Line, start: int, end: int) -> int:
    """Read the number at ``text[start:end]``; return where to read on."""
    text, index = line.text, line.index
    begin = start
    money = None
    if start and text[start - 1] != " ":
        begin = line.token_start(start)
        money = money_before(line, start)
        opened = text[begin:start].lstrip(OPENING)
        if opened.rstrip(_SIGNS + "(") and not money:
            return _read_glued(line, start - len(opened), start, end)
    if begin and line.word_before(begin) in index.prefixes:
        pointed = _read_pointed(line, begin, start, end)
        if pointed is not None:
            return pointed
        money = money or money_before(line, start)
    coded = None if money else read_coded(line, begin, end)
    if coded is not None:
        return coded
    date = read_date(line, start, end)
    if date is not None:
        return date
    if end - start == 4 and not money and YEAR.match(text, start):
        year = read_year(line, start, end)
        if year is not None:
            return year
    if line.facts and line.facts[-1].kind == "standard":
        following = read_next_standard(line, start, end)
        if following is not None:
            return following
    return read_number(line, start, end, money)


def _read_pointed(line: Line, begin: int, start: int, end: int) -> int | None:
    """Read a number whose meaning the words before ``begin`` decide: a scope, a standard, a page, a fiscal year."""
    index = line.index
    word = line.word_before(begin)
    if word in index.scopes:
        return read_scopes(line, begin - 1 - len(word), start)
    fiscal = line.phrase_before(begin, index.fiscal_tails) if word in index.fiscal_tails else None
    if fiscal:
        return read_fiscal(line, fiscal[0], start, end)
    found = line.phrase_before(begin, index.references)
    if found is None:
        return None
    phrase_start, role = found
    if role == "standard":
        if not line.text[phrase_start : begin - 1].isupper():
            return None
        return read_standard(line, phrase_start, start)
    return read_reference(line, phrase_start, start, role)


def _read_glued(line: Line, token: int, start: int, end: int) -> int:
    """Read a number with letters right before it: "FY24", "ISO14001", "Q3", "mid-2025", or nothing ("CO2")."""
    text, low, index = line.text, line.low, line.index
    glued = low[token:start]
    bare = glued.rstrip("-")
    if bare in index.fiscal:
        return read_fiscal(line, token, start, end) or _token_end(text, end)
    if bare in index.scopes:
        return read_scopes(line, token, start) or _token_end(text, end)
    for word in (glued, bare):
        role = next((role for phrase, role in index.references.get(word, ()) if phrase == word), None)
        # One digit makes a formula ("NF3"), standards have more.
        if role == "standard" and end - start > 1 and text[token : token + len(bare)].isupper():
            return read_standard(line, token, start) or _token_end(text, end)
        if role not in (None, "standard"):
            return read_reference(line, token, start, str(role)) or _token_end(text, end)
    pointed = line.phrase_before(token, index.references) if token else None
    if pointed and pointed[1] == "standard" and len(bare) <= 2 and text[pointed[0] : start].isupper():
        return read_standard(line, pointed[0], token) or _token_end(text, end)
    registry = REGISTRY.match(text, token)
    if pointed and (pointed[1] == "registry" or len(glued) <= _SHORT_CODE) and pointed[1] != "standard":
        # "Licence FSC-C012345": of a code that the words before it do not take the number stands alone.
        alone = registry.end() if registry else _token_end(text, end)
        read_on = read_reference(line, pointed[0], token, pointed[1])
        return read_on or (line.add("reference", token, alone, role="registry") if registry else alone)
    coded = read_coded(line, token, end) if len(glued) == 1 else None
    if coded is not None:
        return coded
    if registry:
        return line.add("reference", token, registry.end(), role="registry")
    if len(glued) == 1:
        return read_quarter(line, token) or _token_end(text, end)
    if glued[-1] in "-/(." and end - start == 4 and YEAR.match(text, start):
        return read_year(line, start, end) or _token_end(text, end)
    return _token_end(text, end)


def _token_end(text: str, at: int) -> int:
    """End of the letters, digits and joining signs that go on at ``at``."""
    rest = _REST.match(text, at)
    return rest.end() if rest else at


class _Number(NamedTuple):
    start: int
    end: int
    value: float


def _read_ratios(line: Line) -> None:
    """Note the shares that two numbers with a word of ``ratio_words`` between them make, in place of these numbers."""
    low, found = line.low, []
    for words in line.index.ratio_words:
        between = f" {words} "
        at = low.find(between)
        while at >= 0:
            found.append(_ratio(line, at, at + len(between), of_counted=" " not in words))
            at = low.find(between, at + 1)
    if not any(found):
        return
    base, taken, made = line.base, bytearray(line.length), bytearray(line.length)
    for fact in line.facts:
        if fact.kind == "year":
            taken[fact.start - base : fact.end - base] = b"\1" * (fact.end - fact.start)
    kept = []
    for start, end, share in filter(None, found):
        if 1 not in taken[start:end]:
            kept.append((start, end, share))
            taken[start:end] = made[start:end] = b"\1" * (end - start)
    line.facts[:] = [fact for fact in line.facts if 1 not in made[fact.start - base : fact.end - base]]
    for start, end, share in kept:
        line.add("share", start, end, value=share, unit="%", unit_class="share")


def _ratio(line: Line, before: int, behind: int, *, of_counted: bool) -> tuple[int, int, float] | None:
    """Start, end and per cent of the share that the numbers before and behind a word make."""
    whole = _behind(line, behind)
    part = _before(line, before)
    if part is None and whole is not None:
        part = _before_counted(line, before, whole.end)
    if part is None or whole is None or not 1 <= part.value < whole.value <= _MOST:
        return None
    measure = measure_at(line, whole.end)
    if measure is not None and (measure.scale != 1 or (of_counted and measure.unit_class != _COUNTED)):
        return None
    return part.start, whole.end, round(100 * part.value / whole.value, 4)


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


def _before_counted(line: Line, at: int, end: int) -> _Number | None:
    """The bare number before the word that ends at ``at``, where a verb at ``end`` is told of what is counted.

    "One supplier in three was audited" tells a share, and "two plants in four countries" does not.
    """
    if line.low[end + 1 : end + _LONGEST].partition(" ")[0] not in line.index.ratio_verbs:
        return None
    counted = line.word_before(at + 1)
    if not counted.replace("-", "").isalpha():
        return None
    part = _before(line, at - len(counted) - 1)
    measure = None if part is None else measure_at(line, part.end)
    return None if measure is not None and measure.unit_class == _TIME else part


def _behind(line: Line, at: int) -> _Number | None:
    """The bare number that begins at ``at``."""
    digits = _DIGITS.match(line.text, at)
    if digits:
        return _Number(at, digits.end(), float(digits.group()))
    stop = line.low.find(" ", at)
    word = line.low[at : stop if stop >= 0 else line.length].strip(OPENING + ".,;:)?!")
    value = line.index.numbers.get(word)
    return None if value is None else _Number(at, at + len(word), value)
