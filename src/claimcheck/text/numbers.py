"""Quantities, shares and money: a number, its scale words, its unit or currency, and ranges of two."""

from __future__ import annotations

import re
from typing import NamedTuple

from claimcheck.text.sentence_scan import OPENING, Line, Measure

# Begins with one plain class, which lets the engine skip to the next digit.
NUMBER = re.compile(r"[0-9](?:[0-9]{0,2}(?: [0-9]{3})+(?![0-9])(?:[.,][0-9]+)?|[0-9]*(?:[.,'][0-9]+)*)")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_FRACTION = re.compile(r"(?:([0-9]{1,3}) )?([0-9]{1,2})/([0-9]{1,3})(?![0-9/])")
_SECOND = re.compile(r"(?P<dash> ?- ?)|,? (?P<words>[^\W\d_]+(?: [^\W\d_]+)?) ")
_MONEY_BEFORE = re.compile(r"[^\s\d\w.,;:()'\"%/+*-]+|[A-Za-z]{1,3}[^\s\d\w.,;:()'\"%/+*-]|[A-Za-z]{2,3} ")
_SILENT = re.compile(
    r"\+?\(?[0-9][0-9() /-]{6,}[0-9]"  # telephone
    r"|[0-9]+(?:[:/^][0-9]+)+|[0-9]+(?:-[0-9]+){2,}"  # times, ratios, powers, identifiers
)
_PARTS = re.compile(r"[0-9]{1,2}(?::[0-9]{1,2}){1,3}(?![0-9:])")
_RUN_ON = tuple(":/^- ()")
_JOINED = tuple(" -,")
RATE = "1/"
"""How the unit begins of a bare number per so many of something: "3.1 per million hours"."""
_MOST_DENOMINATOR = 12
_LONGEST_BARE = 8  # digits
_LEAST_COUNT = 20
_WHOLE = 100


class Amount(NamedTuple):
    """A number as read: where it ends, its value, what follows it, and the currency before it."""

    start: int
    end: int
    value: float
    measure: Measure | None


LONGEST_GROUP = 3
"""Digits of a group of thousands."""


def number_value(digits: str, decimal: str) -> float | None:
    """The value of a written number, None for what is none ("1.2.3").

    The last separator is the decimal one, unless it stands more than once, or parts off three digits and is not
    the decimal sign of the language: then it groups thousands.
    """
    if digits.isdigit():
        return None if len(digits) > 1 and digits[0] == "0" else float(digits)
    plain = digits.replace(" ", "").replace("'", "")
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        return float(plain)
    sign, other = plain[last], "," if plain[last] == "." else "."
    whole, part = plain[:last], plain[last + 1 :]
    groups = plain.replace(",", ".").split(".")
    grouped = 0 < len(groups[0]) <= 3 and groups[0] != "0" and all(len(group) == 3 for group in groups[1:])
    if plain.count(sign) > 1 or (grouped and sign != decimal and other not in plain):
        return float("".join(groups)) if grouped else None
    if other in whole and not all(len(group) == 3 for group in whole.split(other)[1:]):
        return None
    if sign in whole or (len(whole) > 1 and whole[0] == "0"):
        return None
    if sign != decimal and other not in plain and len(part) > LONGEST_GROUP and whole != "0":
        return None  # a decimal of another language, or a group of thousands with a digit too many
    return float(f"{whole.replace(other, '')}.{part}")


def measure_at(line: Line, at: int, money: str | None = None) -> Measure | None:
    """What follows the number that ends at ``at``; ``money`` is the code of a currency before it."""
    text = line.text
    glued = text[at : at + 1] != " "
    begin = at if glued else at + 1
    if glued and text[at : at + 1] == "-":
        begin = at + 1
    scale, end = 1.0, at
    found = line.suffix(begin)
    while found and found[0].kind == "scale":
        following = line.suffix(found[1] + 1) if text[found[1] : found[1] + 1] == " " else None
        if len(found[0].text) == 1 and not money and (following is None or following[0].kind == "scale"):
            break
        scale *= found[0].factor
        end, found = found[1], following
    if found is None or found[0].kind in ("per", "scale"):
        if money:
            return Measure(end, "money", money, None, scale, True)
        if found is not None and found[0].kind == "per" and end == at:
            rate = _divisor(line, found[1] + 1)
            return rate and Measure(rate[0], "quantity", RATE + rate[1], "intensity", scale, True)
        return Measure(end, "quantity", "", None, scale, True) if end > at else None
    suffix, suffix_end = found
    if money and suffix.kind != "currency":
        return Measure(end, "money", money, None, scale, True)
    if suffix.kind == "percent":
        return Measure(suffix_end, "share", "%", suffix.unit_class, scale, True)
    if suffix.kind == "point":
        return Measure(suffix_end, "share", "pp", suffix.unit_class, scale, True)
    if suffix.kind == "currency":
        return Measure(suffix_end, "money", money or suffix.unit, None, scale, True)
    return _over(line, Measure(suffix_end, "quantity", suffix.unit, suffix.unit_class, scale, suffix.exact))


def counted_at(line: Line, at: int) -> Measure | None:
    """What follows the number that ends at ``at``, or what it counts of a whole: "112 of the sites"."""
    measure = measure_at(line, at)
    end, scale = (at, 1.0) if measure is None else (measure.end, measure.scale)
    if (measure is not None and measure.unit) or line.text[end : end + 1] != " ":
        return measure
    head = line.low[end + 1 : line.low.find(" ", end + 1)]
    led = line.phrase_at(end + 1, line.index.wholes, head)
    found = None if led is None else line.suffix(led[0] + 1)
    if found is None or found[0].unit_class != "count":
        return measure
    return Measure(found[1], "quantity", found[0].unit, "count", scale, False)


def _over(line: Line, measure: Measure) -> Measure:
    """The measure, divided by another unit where "/" or a word for it follows; a rate over time is no intensity."""
    text, end = line.text, measure.end
    if text[end : end + 1] == "/":
        at = end + 1
    else:
        per = line.suffix(end + 1) if text[end : end + 1] == " " else None
        if per is None or per[0].kind != "per":
            return measure
        at = per[1] + 1
    rate = _divisor(line, at)
    if rate:
        # So many cases per million hours are still counted, and compared with counts.
        counted = measure.unit_class == "count"
        unit = measure.unit if counted else f"{measure.unit}/{rate[1]}"
        return measure._replace(end=rate[0], unit=unit, unit_class="count" if counted else "intensity")
    money = text[at : at + 1] in line.index.currency_heads
    found = line.suffix(at + 1 if money else at)
    if found is None:
        return measure
    suffix, stop = found
    if money:
        unit = line.index.currency_heads[text[at]]
    elif suffix.kind in ("unit", "currency") and suffix.unit_class != "time":
        unit = suffix.unit
    else:
        return measure
    return measure._replace(end=stop, unit=f"{measure.unit}/{unit}", unit_class="intensity")


def _divisor(line: Line, at: int) -> tuple[int, str] | None:
    """End and unit of so many of something that a rate counts by: "per million hours", "per 1,000 employees"."""
    number = NUMBER.match(line.text, at)
    scale = None if number else line.suffix(at)
    if number is None and (scale is None or scale[0].kind != "scale"):
        return None
    end = number.end() if number else scale[1] if scale else at
    found = line.suffix(end + 1) if line.text[end : end + 1] == " " else None
    return (found[1], found[0].unit) if found and found[0].kind == "unit" else None


def money_before(line: Line, at: int) -> tuple[int, str] | None:
    """Start and code of a currency that stands right before ``at``."""
    low, heads = line.low, line.index.currency_heads
    stop = at - 1 if at and low[at - 1] == " " else at
    token = low[line.token_start(stop) : stop].lstrip(OPENING + "+-~<>≥≤±")
    if token in heads:
        return stop - len(token), heads[token]
    return None


def read_number(line: Line, start: int, end: int, money: tuple[int, str] | None) -> int:
    """Note the figure whose digits are ``text[start:end]``, if it is one; return where to read on.

    ``money`` is the start and code of a currency before it.
    """
    text = line.text
    following = text[end : end + 1]
    fraction = _FRACTION.match(text, start) if following in ("/", " ") else None
    if fraction and 0 < int(fraction[2]) < int(fraction[3]) <= _MOST_DENOMINATOR:
        return _read_fraction(line, fraction)
    parts = _PARTS.match(text, start) if following == ":" else None
    if parts and sum(map(int, parts.group().split(":"))) == _WHOLE:
        # "40:40:20": parts that make up a whole are shares of it, where other runs are times.
        return line.add("share", start, parts.end(), value=float(text[start:end]), unit="%", unit_class="share")
    if following in _RUN_ON or text[start] == "0":
        silent = _SILENT.match(text, start)
        if silent and (silent.end() > end or text[start] == "0") and _is_silent(silent.group()):
            return silent.end()
    value = number_value(text[start:end], line.index.decimal)
    if value is None:
        return end
    measure = measure_at(line, end, money[1]) if money else counted_at(line, end)
    # A currency before the number says nothing about its scale yet: "EUR 5-10 million".
    own = measure if measure and measure.end > end else None
    first = Amount(money[0] if money else start, own.end if own else end, value, own)
    second = _second(line, first, money[1] if money else None) if text[first.end : first.end + 1] in _JOINED else None
    if second:
        return _read_range(line, first, second)
    if measure is None:
        if _is_bare_figure(line, start, end, value):
            line.add("quantity", start, end, value=value)
        return end
    return add_measured(line, first.start, measure, value)


def add_measured(line: Line, start: int, measure: Measure, value: float, high: float | None = None) -> int:
    """Note a figure, or a range, in the unit that follows it, and return its end."""
    return line.add(
        measure.kind,
        start,
        measure.end,
        value=_scaled(value, measure),
        high=None if high is None else _scaled(high, measure),
        unit=measure.unit or None,
        unit_class=measure.unit_class,
    )


def _scaled(value: float, measure: Measure) -> float:
    """A value times its scale words, without the dust of binary fractions."""
    return float(f"{value * measure.scale:.12g}")


def _is_silent(run: str) -> bool:
    digits = sum(char.isdigit() for char in run)
    return ":" in run or "/" in run or "^" in run or run.count("-") > 1 or digits > _LONGEST_BARE


def _read_fraction(line: Line, fraction: re.Match[str]) -> int:
    part = int(fraction[2]) / int(fraction[3])
    measure = measure_at(line, fraction.end())
    if measure and measure.kind != "share":
        return add_measured(line, fraction.start(), measure, int(fraction[1] or 0) + part)
    if fraction[1]:
        return line.add("quantity", fraction.start(), fraction.end(), value=int(fraction[1]) + part)
    return line.add("share", fraction.start(), fraction.end(), value=round(100 * part, 4), unit="%", unit_class="share")


def _second(line: Line, first: Amount, money: str | None) -> Amount | None:
    """The other end of a range that ``first`` begins."""
    join = _SECOND.match(line.text, first.end)
    if join is None:
        return None
    at = join.end()
    if join["words"] and not joins(line, first.start, join["words"].lower()):
        return None
    before = _MONEY_BEFORE.match(line.text, at)
    if before and before.group().strip().lower() in line.index.currency_heads:
        money, at = line.index.currency_heads[before.group().strip().lower()], before.end()
    number = NUMBER.match(line.text, at)
    if number is None or line.text[number.end() : number.end() + 2].lstrip("-/:").isdigit():
        return None
    value = number_value(number.group(), line.index.decimal)
    if value is None:
        return None
    measure = measure_at(line, number.end(), money)
    if measure is None and YEAR.fullmatch(number.group()):
        return None
    return Amount(at, measure.end if measure else number.end(), value, measure)


def joins(line: Line, start: int, words: str) -> bool:
    """Whether words join two numbers, the first of which begins at ``start``."""
    index = line.index
    opener = opener_before(line, start)
    if opener:
        return words in index.openers[opener]
    return words in index.joiners


def opener_before(line: Line, start: int) -> str | None:
    """The first half of a range word ("between") that stands before ``start``."""
    stop = start - 1 if start and line.low[start - 1] == " " else start
    word = line.low[line.token_start(stop) : stop].lstrip(OPENING)
    return word if word in line.index.openers else None


def _read_range(line: Line, first: Amount, second: Amount) -> int:
    """Note a range, or two figures where the second is no upper end of the first."""
    one, two = first.measure, second.measure
    same = one is None or (two is not None and (one.kind, one.unit) == (two.kind, two.unit))
    low_end = first.value * (one or two or _BARE).scale
    high_end = second.value * (two or _BARE).scale
    opener = opener_before(line, first.start)
    moves = opener is not None and not line.index.joiners.isdisjoint(line.index.openers[opener])
    stop = max(first.start - 1, 0)
    # "By 200 MWh to 1,800 MWh" tells a change and a level, "by 5 % to 10 %" may be a range.
    stepped = (
        one is not None and one.kind != "share" and line.low[line.token_start(stop) : stop] in line.index.amount_before
    )
    if same and low_end < high_end and not moves and not stepped:
        start = first.start
        if opener:
            start = line.token_start(start - 1) + (line.text[line.token_start(start - 1)] in OPENING)
        measure = two or Measure(second.end, "quantity", "", None, 1.0, True)
        if one:
            return add_measured(line, start, measure._replace(scale=1.0), low_end, high_end)
        return add_measured(line, start, measure, first.value, second.value)
    shared = one or (two._replace(end=first.end) if two else None)
    if shared:
        add_measured(line, first.start, shared._replace(end=first.end), first.value)
    elif _is_bare_figure(line, first.start, first.end, first.value):
        line.add("quantity", first.start, first.end, value=first.value)
    return first.end


_BARE = Measure(0, "quantity", "", None, 1.0, True)


def _is_bare_figure(line: Line, start: int, end: int, value: float) -> bool:
    """Whether a number without a unit counts something: not an enumerator, a name's number, or an identifier."""
    text = line.text
    before, behind = text[start - 1 : start], text[end : end + 1]
    if (
        behind.isalnum()
        or (behind and behind in "-_°/")
        or (before in tuple("([") and text[end : end + 2].strip()[:1] in tuple(")]"))
    ):
        return False
    if text[start:end].isdigit() and end - start > _LONGEST_BARE:
        return False
    head = text[:start].strip(OPENING + " ")
    if not head:
        return behind == " " and not text[end + 1 : end + 2].isupper()
    at = line.token_start(start - 1)
    word = text[at : start - 1].lstrip(OPENING)
    if before != " " or not word[:1].isupper():
        return True
    # Small numbers behind a capital letter number things ("Phase 2 began"), great ones count ("Over 300 came"), and so
    # does every number that a sentence opens with ("At 1.9, the rate was low").
    counts = value >= _LEAST_COUNT or word.lower() in line.index.cues
    return at == 0 and counts and not (word.isupper() and len(word) > 1)
