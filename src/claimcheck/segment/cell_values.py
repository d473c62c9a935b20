"""What one cell of a table says: a number with its sign, bound, range and unit, no value at all, or mere words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from claimcheck.model.document import Document
from claimcheck.model.table import Bound, CellUnit, Origin
from claimcheck.segment.labels import Label
from claimcheck.segment.unit_words import LabelUnit, unit_of_measure
from claimcheck.text.fact_grammar import FactIndex
from claimcheck.text.folding import Compound, fold, no_compound
from claimcheck.text.numbers import NUMBER, YEAR, measure_at, number_value
from claimcheck.text.sentence_scan import Line, Measure
from claimcheck.text.structure_words import TableWords

Place = tuple[Origin, LabelUnit]
LEAST_WORD = 4
"""Letters that a word needs to tell what a row is about."""


def unit_of(places: Sequence[Place]) -> CellUnit | None:
    """The unit of a value from the places that name one, the nearest first; None where nothing does."""
    named = next(((origin, unit) for origin, unit in places if unit.id is not None or unit.kind == "count"), None)
    if named is not None and named[0] == "unit_column" and named[1].kind == "money" and named[1].scale == 1.0:
        # Beside a currency that bonds are in, a header may tell another that their value is given in.
        valued = (each for each in places if each[0] == "column" and each[1].kind == "money")
        named = next(valued, named)
    # Under "in thousands of euros" the sign of the euro in a cell repeats the currency only.
    known = {None, named[1].id} if named and named[0] == "cell" and named[1].kind == "money" else {None}
    bare = next(((origin, unit) for origin, unit in places if unit.id in known and unit.scale != 1.0), None)
    if named is None:
        found = bare or next(iter(places), None)
        return CellUnit(*found[1], origin=found[0]) if found else None
    origin, unit = named
    if bare is not None and bare[0] == "row" and unit.scale != 1.0 and places.index(bare) < places.index(named):
        return CellUnit(*bare[1], origin="row")  # "Passengers (000)" are no money in a table of millions
    if bare is not None and unit.scale == 1.0 and _takes_scale(unit, bare[0], origin):
        unit = unit._replace(scale=bare[1].scale)
    return CellUnit(*unit, origin=origin)


def _takes_scale(unit: LabelUnit, scale_from: Origin, unit_from: Origin) -> bool:
    """ "In thousands" over a whole table speaks of amounts; in the same cell it always counts."""
    return scale_from == unit_from or (unit.kind in ("money", "quantity", "count") and unit.unit_class != "intensity")


def unit_places(
    value: CellValue,
    rows: Sequence[Label],
    stated: LabelUnit | None,
    over: Sequence[Label],
    reckoned: LabelUnit | None,
    around: Sequence[tuple[Origin, Label]],
    *,
    is_change: bool,
) -> Iterator[Place]:
    """Where units stand that a value may have, the nearest first.

    In this order: the cell, a header that says percent, its row label, the unit column (``stated``), the headers of its
    column, the row sections, the arithmetic of the table (``reckoned``), the caption, the headings above. A change has
    the unit of its cell or header, or the one that it is reckoned to have: whether it is a percentage, percentage
    points or an amount, the unit of the row does not tell.
    """
    measure = value.measure
    if measure is not None:
        yield "cell", unit_of_measure(measure)
    if is_change:
        yield from (("column", label.unit) for label in reversed(over) if label.unit is not None)
        if reckoned is not None:
            yield "column", reckoned
        if not any(label.role == "change" for label in over):
            # "Change in inventories" is an amount where the whole table shows money.
            yield from ((at, each.unit) for at, each in around if each.unit and each.unit.kind in ("money", "quantity"))
        return
    named = next((label.unit for label in reversed(over) if label.unit is not None), None)
    if named is not None and named.kind == "share":
        # Under "% of total" stand shares, whatever the row is measured in.
        yield "column", named
    if rows and rows[-1].unit is not None:
        yield "row", rows[-1].unit
    if stated is not None:
        yield "unit_column", stated
    yield from (("column", label.unit) for label in reversed(over) if label.unit is not None)
    yield from (("row", label.unit) for label in reversed(rows[:-1]) if label.unit is not None)
    if reckoned is not None:
        yield "column", reckoned
    for origin, label in around:
        # A heading such as "Employees" names what the section is about, and no unit; a title tells "Number of" it.
        unit = _of_row(label, rows)
        titled = origin == "caption" and unit is not None and unit.id is None
        if unit is not None and (unit.kind != "count" or origin == "corner" or titled):
            yield origin, unit


def _of_row(label: Label, rows: Sequence[Label]) -> LabelUnit | None:
    """The unit of a label; of one with several ("energy (TJ) and emissions (kt)") that behind a word of the row."""
    if not label.units:
        return label.unit
    words = {word for row in rows for word in row.text.lower().split() if len(word) >= LEAST_WORD}
    fitting = {unit for before, unit in label.units if not words.isdisjoint(before.split())}
    return fitting.pop() if len(fitting) == 1 else None


LONGEST_CELL = 200
"""Characters; a longer cell is running text, whatever numbers stand in it."""
LONGEST_REST = 24
"""Characters of plain words that may follow the number of a cell ("56 new suppliers")."""

_SIGNS: Mapping[str, Bound | None] = {
    "<": "below", "≤": "below", ">": "above", "≥": "above", "~": "about", "≈": "about", "±": "about", "+": None,
    "▲": None, "△": None, "↑": None,
}  # fmt: skip
_FALLING = "▼▽↓"
_TRAILING = "▲△↑▼▽↓→ .,;*†‡§^✓✔√"
_BRACKETED = re.compile(r"([^\w(]*)\(([^()0-9]*+[0-9][^()]*+)\)\s*(%?)")
_RANGE = re.compile(r" ?- ?")
_ASIDE = re.compile(r"[(\[][^()\[\]]*[)\]]")
_SHARE = re.compile(r"(?<![0-9.,])[0-9]{1,3}([.,])[0-9]{1,2}\s?%")
_WHOLE = re.compile(r"[1-9][0-9]{0,2}")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}([.,])[0-9]{3}")
_FEWEST_GROUPED = 2
_PLAIN_NUMBER = re.compile(r"(?<![0-9])[0-9]++(?:[ .,'][0-9]++)+")


class CellValue(NamedTuple):
    """The number of a cell before its unit is known; ``measure`` is what the cell itself says about the unit.

    ``no_value`` says that the cell has none. ``bracketed`` numbers are negative in some tables, ``is_year`` numbers
    have the form of a year.
    """

    no_value: bool
    value: float = 0.0
    high: float | None = None
    bound: Bound | None = None
    bracketed: bool = False
    is_year: bool = False
    measure: Measure | None = None


NO_VALUE = CellValue(no_value=True)


def folded(text: str, compound: Compound = no_compound) -> str:
    """The text as labels and numbers are compared: plain dashes, blanks and subscripts, no raised note marks.

    ``compound`` tells whether two words that a line end parts are written with a hyphen.
    """
    if text.isascii() and text.isprintable() and "*" not in text and "  " not in text and "[" not in text:
        return text.strip()
    return fold(text, compound)[0].strip()


class CellReader:
    """Reads the cells of tables of one language."""

    def __init__(self, index: FactIndex, words: TableWords) -> None:
        self._index = index
        self._no_value = words.no_value
        self._bounds: dict[str, Bound] = {}
        for name, listed in words.bounds.items():
            for word in listed:
                self._bounds[word] = "below" if name == "below" else "above" if name == "above" else "about"
        self._longest_bound = max(map(len, self._bounds), default=0)

    def read(self, plain: str, decimal: str) -> CellValue | None:
        """What a folded cell says; None for words, dates, codes and whatever else is no single figure."""
        if not plain or plain.lower().strip("()[] ") in self._no_value:
            return NO_VALUE
        if len(plain) > LONGEST_CELL or not any(map(str.isdigit, plain)):
            return None
        text, bracketed = plain, False
        bracket = _BRACKETED.fullmatch(plain)
        if bracket:
            text, bracketed = f"{bracket[1]}{bracket[2]}{bracket[3]}".strip(), True
        line = Line(text, text.lower(), 0, self._index)
        opening = self._opening(line)
        number = NUMBER.match(text, opening.at)
        value = number_value(number.group(), decimal) if number else None
        if number is None or value is None:
            return None
        high, end = self._range(line, number.end(), value, decimal)
        if high is not None and high <= value:
            return None
        measure = self._measure(line, end, opening.money)
        stop = measure.end if measure else end
        if not self._is_all(line, stop):
            return None
        return CellValue(
            no_value=False,
            value=-value if opening.negative else value,
            high=high,
            bound=opening.bound,
            bracketed=bracketed,
            is_year=high is None and measure is None and bool(YEAR.fullmatch(number.group())),
            measure=measure,
        )

    def _opening(self, line: Line) -> _Opening:
        """What stands before the number: signs, words for a bound, a currency."""
        text, at = line.text, 0
        bound: Bound | None = None
        negative, money = False, None
        while at < len(text) and not text[at].isdigit():
            char = text[at]
            if char == " ":
                at += 1
            elif char in _SIGNS:
                bound = _SIGNS[char] or bound
                at += 1
            elif char == "-" or char in _FALLING:
                negative = True
                at += 1
            else:
                found = self._word(line, at)
                if found is None:
                    break
                at, spoken, code = found
                bound, money = spoken or bound, code or money
        return _Opening(at, bound, negative, money)

    def _word(self, line: Line, at: int) -> tuple[int, Bound | None, str | None] | None:
        """A word for a bound or a currency at ``at``: its end, the bound, the code of the currency."""
        low = line.low
        for end in range(min(len(low), at + self._longest_bound), at, -1):
            word = low[at:end]
            if word in self._bounds and not low[end : end + 1].isalpha():
                return end, self._bounds[word], None
        end = at
        while end < len(low) and not low[end].isdigit() and low[end] not in " -(":
            end += 1
        code = self._index.currency_heads.get(low[at:end])
        return (end, None, code) if code else None

    def _range(self, line: Line, end: int, low: float, decimal: str) -> tuple[float | None, int]:
        """The upper end of a range behind ``end``, with its own end."""
        text = line.text
        joint = _RANGE.match(text, end)
        at = joint.end() if joint else end
        if joint is None and text[end : end + 1] == " ":
            word = text[end + 1 :].split(" ", 1)[0].lower()
            if word in self._index.joiners:
                at = end + len(word) + 2
        number = NUMBER.match(text, at) if at > end else None
        value = number_value(number.group(), decimal) if number else None
        if number is None:
            return None, end
        return (value if value is not None else low), number.end()

    def _measure(self, line: Line, end: int, money: str | None) -> Measure | None:
        measure = measure_at(line, end, money)
        if measure is not None:
            return measure
        # "1.2m" in a cell is a million: no unit that tables have is written with that letter alone.
        found = line.suffix(end + (line.text[end : end + 1] == " "))
        if found and found[0].kind == "scale":
            return Measure(found[1], "quantity", "", None, found[0].factor, True)
        return None

    def _is_all(self, line: Line, stop: int) -> bool:
        """Whether what follows the figure belongs to it: a few words, or something in brackets."""
        rest = _ASIDE.sub("", line.text[stop:]).strip(_TRAILING)
        if not rest:
            return True
        if len(rest) > LONGEST_REST or any(char.isdigit() for char in rest):
            return False
        glued = line.text[stop : stop + 1].isalpha()
        return not glued and rest[0].isalpha() and rest.lower().split(" ")[0] not in self._index.months


class _Opening(NamedTuple):
    at: int
    bound: Bound | None
    negative: bool
    money: str | None


def decimal_sign(cells: Iterable[str], otherwise: str) -> str:
    """The decimal sign of most folded cells that can be read only with a point, or only with a comma."""
    votes = Counter(
        _decimal_of(number.group())
        for text in cells
        if len(text) <= LONGEST_CELL
        for number in _PLAIN_NUMBER.finditer(text)
    )
    if votes["."] == votes[","]:
        return otherwise
    return "." if votes["."] > votes[","] else ","


def decimal_of_shares(document: Document, otherwise: str) -> str:
    """The decimal sign of most shares with a decimal in the text of a document: "5,8 %"."""
    votes = Counter(found[1] for block in document.blocks for found in _SHARE.finditer(block.text))
    return otherwise if votes["."] == votes[","] else max(votes, key=lambda sign: votes[sign])


def decimal_of_column(cells: Iterable[str], sign: str) -> str:
    """The decimal sign of a column in a table whose other figures have ``sign``.

    Where it parts the last three digits of each figure, and whole numbers below a thousand stand beside them, it groups
    thousands: "1.546", "1.275" and "169" are people.
    """
    figures = [text for text in cells if any(map(str.isdigit, text))]
    whole = [text for text in figures if _WHOLE.fullmatch(text)]
    told = [_GROUPED.fullmatch(text) for text in figures if not _WHOLE.fullmatch(text)]
    if not whole or len(told) < _FEWEST_GROUPED or any(one is None or one[1] != sign for one in told):
        return sign
    return "," if sign == "." else "."


def _decimal_of(number: str) -> str | None:
    points, commas = number.count("."), number.count(",")
    if points and commas:
        return "." if number.rfind(".") > number.rfind(",") else ","
    if points + commas == 0:
        return None
    sign, other = (".", ",") if points else (",", ".")
    whole, _, part = number.rpartition(sign)
    if points + commas > 1:
        return other  # it groups thousands
    if len(part) != 3 or whole.startswith("0") or len(whole) > 3:
        return sign
    return None
