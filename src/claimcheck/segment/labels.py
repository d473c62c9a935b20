"""What the labels of a table say: the unit, the year and the role of the figures in their row or column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.model.passage import Fact
from claimcheck.model.table import PointRole, UnitKind
from claimcheck.text.facts import FactGrammar, find_facts
from claimcheck.text.late_pattern import late_pattern
from claimcheck.text.numbers import measure_at
from claimcheck.text.sentence_scan import Line, Measure
from claimcheck.text.structure_words import TableWords, phrase_pattern
from claimcheck.text.years import role_of

LONGEST_LABEL = 300
"""Characters of a label that are looked at."""
LONGEST_ROLE = 80
"""Characters of a label that its words give a role; in a longer one they are part of a sentence."""
LEAST_SYMBOL = 2
"""Characters of a unit that may end a label without a bracket or comma before it ("Water withdrawal m3")."""

_LIKELY_YEARS = range(1985, 2071)
_BRACKETS = late_pattern(r"[(\[]([^()\[\]]*)[)\]]")
_PARTS = late_pattern(r"[,;:|/] | - |\n")
# "FY2023", "9M 2023", "2023/24" and the year of scripts that write no blanks.
_YEAR = late_pattern(r"(?<![\w.,/-])(?:19|20)[0-9]{2}(?![\w/])")
_YEAR_TOKEN = late_pattern(
    r"(?<![A-Za-z0-9_.,/-])(?:[A-Za-z]{1,3} ?|[1-9][0-9]?[A-Za-z] ?)?((?:19|20)[0-9]{2})(?:/[0-9]{2,4})?"
    r"(?![A-Za-z0-9_/])"
)
_SHORT_PART = late_pattern(r"(?:[1-9][0-9]?[A-Z]|[A-Z][1-4]) ?'?([0-9]{2})")
"""A part of a year: "9M24", "1H 24", "Q3 24"."""
# "2021/3", a financial year that ends in March; two digits may be those of the next year.
_YEAR_AND_MONTH = late_pattern(r"([0-9]{4})/[1-9]")
_WRAPPED_YEAR = late_pattern(r"([0-9]{3}) ([0-9])")
"""The last digit of a year on the next line."""
_SHORT_YEAR = late_pattern(r"([^\W\d_]{3,9})[-'. ]{1,2}([0-9]{2})(?![0-9])")
_PER = late_pattern(r" ?/ ?\S")
_DAY_BEFORE = late_pattern(
    r"(?:^|(?<![^\W\d_])[^\W\d_]{1,3} )[0-3]?[0-9](?:\.|[a-z]{2})? [^\W\d_]{3,10}\.? $"
)
"""The rest of a date that begins a label or stands behind a short word, in any language ("au 31 décembre")."""
_PARTING = ",;:|-)]\n"
"""Signs that part the words of a label; folding makes one hyphen of all dashes."""


class LabelUnit(NamedTuple):
    """A unit as a label gives it: ``id`` None with a scale is "in thousands", with class count "number of"."""

    id: str | None
    unit_class: str | None
    kind: UnitKind
    scale: float


class LabelPeriod(NamedTuple):
    """The time that a label names; ``against`` is the earlier of two years that are compared.

    ``in_name`` says that its year only stands inside other words: beside a row it may be part of the name of a bond, a
    product or a law.
    """

    text: str
    year: int
    end_year: int | None
    role: PointRole | None
    against: int | None
    is_all: bool
    in_name: bool = False


class Label(NamedTuple):
    """A label with what it says; ``text`` is folded and on one line. ``earlier``: of the year before the report's."""

    text: str
    unit: LabelUnit | None = None
    period: LabelPeriod | None = None
    role: PointRole | None = None
    units: tuple[tuple[str, LabelUnit], ...] = ()
    earlier: bool = False


class LabelReader:
    """Reads labels of one language; each text is read once."""

    __slots__ = (
        "_counted",
        "_earlier",
        "_facts",
        "_heads",
        "_known",
        "_openers",
        "_roles",
        "_shares",
        "_signs",
        "_units",
        "_words",
    )

    def __init__(self, facts: FactGrammar, words: TableWords) -> None:
        self._facts = facts
        self._words = words
        openers = sorted(words.unit_openers, key=len, reverse=True)
        self._openers = [(f"{opener} ", f" {opener} ") for opener in openers]
        self._signs = [(sign, scale) for sign, scale in words.scale_signs.items() if " " in sign]
        self._counted = tuple(form for word in words.counts for form in (word, f"{word} "))
        self._earlier = phrase_pattern(words.earlier)
        self._shares = sorted(words.shares, key=len, reverse=True)
        self._heads = [(unit, phrase_pattern(names)) for unit, names in words.unit_heads.items()]
        self._roles = [
            (role, phrase_pattern(words.roles[role].words), phrase_pattern(words.roles[role].but_not))
            for role in _ROLES
            if role in words.roles
        ]
        self._known: dict[str, Label] = {}
        self._units: dict[str, LabelUnit | None] = {}

    def read(self, plain: str) -> Label:
        """What a folded label says."""
        plain = plain[:LONGEST_LABEL]
        found = self._known.get(plain)
        if found is None:
            role = self._role(plain)
            period = self._period(plain)
            role = role or (period.role if period else None)
            earlier = self._earlier.search(plain.lower()) is not None
            units = self._several(plain)
            found = self._known[plain] = Label(plain, self.unit(plain), period, role, units, earlier)
        return found

    def _several(self, plain: str) -> tuple[tuple[str, LabelUnit], ...]:
        """The units in the brackets of a label that has more than one, each with the words before it."""
        found: list[tuple[str, LabelUnit]] = []
        done = 0
        for bracket in _BRACKETS.finditer(plain):
            unit = self.whole_unit(bracket[1])
            if unit is not None and unit.id is not None:
                found.append((plain[done : bracket.start()].lower(), unit))
                done = bracket.end()
        return tuple(found) if len({unit for _, unit in found}) > 1 else ()

    def whole_unit(self, plain: str) -> LabelUnit | None:
        """The unit of a text that is nothing but a unit, as the cells of a unit column are."""
        plain = plain[:LONGEST_LABEL]
        if plain not in self._units:
            self._units[plain] = self._exactly(plain)
        return self._units[plain]

    def unit(self, plain: str) -> LabelUnit | None:
        """The unit in a label: all of it, in brackets, behind a comma or dash, in its name, or its last symbol."""
        for text in (*_unit_places(plain), *self._opened_places(plain)):
            unit = self.whole_unit(text)
            if unit is not None and not _is_mere_name(unit, text, plain):
                return unit
        low = plain.lower()
        for unit_word, names in self._heads:
            if names.search(low):
                return self.whole_unit(unit_word)
        for word in self._shares:
            if low.startswith(word) and not low[len(word) : len(word) + 1].isalnum():
                return LabelUnit("%", "share", "share", 1.0)
        if "%" in plain and not any(map(str.isdigit, plain)):
            return LabelUnit("%", "share", "share", 1.0)
        found = self._scale_or_last(plain, low)
        return found or (LabelUnit(None, "count", "count", 1.0) if self._counts(low) else None)

    def _counts(self, low: str) -> bool:
        return low.startswith(self._counted) and any(
            low == word or low.startswith(f"{word} ") for word in self._words.counts
        )

    def _scale_or_last(self, plain: str, low: str) -> LabelUnit | None:
        tokens = plain.split(" ")
        for words in (2, 1):
            last = " ".join(tokens[-words:])
            if len(last) < LEAST_SYMBOL or last == plain:
                continue
            if not last[0].isalnum():  # a sign of a currency
                unit = self._exactly(last)
                if unit is not None:
                    return unit
            measure = self._measure(last)
            if measure is not None and measure.exact and measure.kind == "quantity":
                return unit_of_measure(measure)
        for sign, scale in self._signs:
            if sign in low:
                return LabelUnit(None, None, "quantity", scale)
        return None

    def _exactly(self, text: str) -> LabelUnit | None:
        """The unit that the text is from its first to its last character."""
        bracketed = _BRACKETS.fullmatch(text.strip(" .:*"))
        text = self._opened((bracketed[1] if bracketed else text).strip(" .:*"))
        if not text:
            return None
        # A currency behind its scale ("m€", "K€") is one before it ("€m").
        turned = text[-1] + text[:-1] if text[-1] in self._facts.index.currency_heads else text
        measure = self._measure(text) or self._measure(turned)
        if measure is not None:
            return unit_of_measure(measure)
        low, sign_scale = text.lower(), 1.0
        if low in self._words.shares or any(
            low.startswith(f"{word} ") for word in self._words.shares if " " in word
        ):
            return LabelUnit("%", "share", "share", 1.0)
        if low in self._words.counts:
            return LabelUnit(None, "count", "count", 1.0)
        for sign, scale in self._words.scale_signs.items():
            before = low.startswith(sign) and not (sign + low[len(sign) : len(sign) + 1])[-2:].isalnum()
            if before or low.endswith(sign):
                text = (text[len(sign) :] if before else text[: -len(sign)]).strip()
                sign_scale = scale
                break
        else:
            return self._intensity(text)
        if not text:
            return LabelUnit(None, None, "quantity", sign_scale)
        measure = self._measure(text)
        unit = unit_of_measure(measure) if measure else None
        return unit._replace(scale=unit.scale * sign_scale) if unit else None

    def _opened_places(self, plain: str) -> Iterator[str]:
        """What stands behind words such as the last one of "energy used in MWh"."""
        low = plain.lower()
        for _, opener in self._openers:
            at = low.rfind(opener)
            if at >= 0:
                yield plain[at + len(opener) :]

    def _opened(self, text: str) -> str:
        low = text.lower()
        for opener, _ in self._openers:
            if low.startswith(opener):
                return self._opened(text[len(opener) :].strip()) if text else text
        return text

    def _measure(self, text: str) -> Measure | None:
        """The measure that the whole text is, behind a number or with a currency before it."""
        index = self._facts.index
        for shown in (f"1 {text}", f"1{text}") if text[0] in "%°" else (f"1 {text}",):
            line = Line(shown, shown.lower(), 0, index)
            measure = measure_at(line, 1)
            if measure is not None and measure.end == len(shown):
                return measure
        line = Line(text, text.lower(), 0, index)
        for end in range(min(len(text), 5), 0, -1):
            code = index.currency_heads.get(line.low[:end])
            if code is None or (text[end - 1].isalpha() and text[end : end + 1].isalpha() and end < 3):
                continue
            if end == len(text):
                return Measure(end, "money", code, None, 1.0, True)
            measure = measure_at(line, end, code)
            if measure is not None and measure.end == len(text):
                return measure
        return None

    def _intensity(self, text: str) -> LabelUnit | None:
        """A unit over something that is none itself ("tCO2e/FTE", "kWh per guest night"): named by its words."""
        shown = f"1 {text}"
        line = Line(shown, shown.lower(), 0, self._facts.index)
        measure = measure_at(line, 1)
        if measure is None or measure.end >= len(shown) or not measure.unit:
            return None
        following = line.suffix(measure.end + 1) if shown[measure.end] == " " else None
        per = following is not None and following[0].kind == "per"
        if not per and not _PER.match(shown, measure.end) and "/" not in measure.unit:
            return None
        return LabelUnit(text, "intensity", "quantity", measure.scale)

    def _role(self, plain: str) -> PointRole | None:
        if len(plain) > LONGEST_ROLE:
            return None
        low = plain.lower()
        for role, words, but_not in self._roles:
            if words.search(low) and words.search(but_not.sub(" ", low)):
                return role
        return None

    def _period(self, plain: str) -> LabelPeriod | None:
        if not any(map(str.isdigit, plain)):
            return None
        found = find_facts(plain, 0, len(plain), self._facts)
        if any(fact.kind == "standard" for fact in found):
            return None  # the year is that of its edition
        facts = [fact for fact in found if _is_time(fact)]
        if not facts:
            return self._short_year(plain)
        years = [_first_year(fact) for fact in facts]
        latest = max(range(len(facts)), key=lambda at: (years[at], -at))
        fact = facts[latest]
        against = min(years) if len(set(years)) > 1 else None
        rest = plain.replace(fact.text, "", 1)
        return LabelPeriod(
            text=fact.text,
            year=years[latest],
            end_year=fact.end_year,
            role=_ROLE_OF_YEAR.get(fact.role or ""),
            against=against,
            is_all=not any(char.isalnum() for char in rest),
            in_name=not self._tells_time(plain, fact.start, fact.end, alone=against is None),
        )

    def _tells_time(self, plain: str, start: int, end: int, *, alone: bool) -> bool:
        """Whether a time begins a label or, ``alone``, a part of it, or words say what it is ("as of 2024", "FY24")."""
        before, index = plain[:start].rstrip(), self._facts.index
        if not before or before[-1] in "([" or (alone and before[-1] in _PARTING):
            return True
        if plain.lower().startswith(tuple(index.fiscal), start) or _DAY_BEFORE.search(plain[: end - 4]):
            return True
        return role_of(Line(plain, plain.lower(), 0, index), start, end) is not None

    def _short_year(self, plain: str) -> LabelPeriod | None:
        """Years that sentences do not write: "Dec-23", "201 8" in a narrow cell, or a unit behind ("2023tCO2e")."""
        wrapped = _WRAPPED_YEAR.fullmatch(plain)
        if wrapped and int(wrapped[1] + wrapped[2]) in _LIKELY_YEARS:
            return LabelPeriod(plain, int(wrapped[1] + wrapped[2]), None, None, None, True)
        token = _YEAR_TOKEN.search(plain)
        if token and int(token[1]) in _LIKELY_YEARS:
            told = self._tells_time(plain, *token.span(), alone=True)
            return LabelPeriod(token[1], int(token[1]), None, None, None, token.group() == plain, not told)
        ended = _YEAR_AND_MONTH.fullmatch(plain)
        if ended and int(ended[1]) in _LIKELY_YEARS:
            return LabelPeriod(plain, int(ended[1]), None, None, None, True)
        part = _SHORT_PART.fullmatch(plain)
        if part and 2000 + int(part[1]) in _LIKELY_YEARS:
            return LabelPeriod(plain, 2000 + int(part[1]), None, None, None, True)
        short = _SHORT_YEAR.fullmatch(plain)
        if short and short[1].lower() in self._facts.index.months:
            return LabelPeriod(plain, 2000 + int(short[2]), None, None, None, True)
        return None


# Interim targets are called targets too, so the narrower role is asked for first.
_ROLES: tuple[PointRole, ...] = ("change", "interim", "base", "target")
_ROLE_OF_YEAR: dict[str, PointRole] = {"base": "base", "target": "target", "interim": "interim"}


def _unit_places(plain: str) -> Iterator[str]:
    """Where a label may name its unit, the most telling first; each is a part of the label."""
    yield plain
    yield from reversed(_BRACKETS.findall(plain))
    parts = _PARTS.split(_BRACKETS.sub(" ", plain))
    if len(parts) > 1:
        yield from reversed(parts)
    # With the letters before a year ("FY 2024"), and without them ("GWh 2024").
    for year in (_YEAR_TOKEN, _YEAR):
        bare = year.sub(" ", _BRACKETS.sub(" ", plain)).strip()
        if bare != plain:
            yield bare


def _is_mere_name(unit: LabelUnit, text: str, plain: str) -> bool:
    """ "Managers" names a row, whatever is measured of them; in brackets it is what the figures count."""
    return (
        unit.kind == "count" and unit.id is not None and f"({text})" not in plain and f"[{text}]" not in plain
    )


def unit_of_measure(measure: Measure) -> LabelUnit:
    """A measure as the unit of a label."""
    kind: UnitKind = (
        "share" if measure.kind == "share" else "money" if measure.kind == "money" else "quantity"
    )
    unit_class = "share" if kind == "share" else measure.unit_class
    if unit_class == "count":
        kind = "count"
    return LabelUnit(measure.unit or None, unit_class, kind, measure.scale)


def _is_time(fact: Fact) -> bool:
    return fact.kind in ("year", "period") and fact.year is not None


def _first_year(fact: Fact) -> int:
    return fact.year or 0
