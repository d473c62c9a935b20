"""Which unit a text is or names, put together from its parts: scales, units, what they are divided by, glosses."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from claimcheck.model.table import UnitKind
from claimcheck.text.facts import FactGrammar
from claimcheck.text.numbers import measure_at
from claimcheck.text.remembered import late_pattern, remembered
from claimcheck.text.sentence_scan import Line, Measure
from claimcheck.text.structure_words import TableWords, phrase_pattern

LONGEST_UNIT = 60
"""Characters of a text that may be nothing but a unit."""
LONGEST_MONEY = 9
"""Characters of a currency with one letter for its scale ("M de EUR")."""
MOST_WORDS = 10
"""Words of a text that is set off of which the first ones may be a unit."""
LONGEST_OPEN = 40
"""Characters of a unit that no list has."""
LEAST_SYMBOL = 2
"""Characters of a unit that may end a label without a bracket or comma before it ("Water withdrawal m3")."""

_BRACKETS = late_pattern(r"[(\[]([^()\[\]]*)[)\]]")
_GLOSSED = late_pattern(r"(\S.*?) ?[(\[]([^()\[\]]+)[)\]]")
_OPENING, _CLOSING = ("(", "["), (")", "]")
_PARTS = late_pattern(r"[,;:|/] | - |\n")
# "FY2023", "9M 2023", "2023/24" and the year of scripts that write no blanks.
YEAR_TOKEN = late_pattern(
    r"(?<![A-Za-z0-9_.,/-])(?:[A-Za-z]{1,3} ?|[1-9][0-9]?[A-Za-z] ?)?((?:19|20)[0-9]{2})(?:/[0-9]{2,4})?"
    r"(?![A-Za-z0-9_/])"
)
_THOUSANDS = r"(?:1[.,' ]?((?:000[.,' ]?){1,3})|10\^([369]))"
_POWERS = (late_pattern(rf"{_THOUSANDS}(?: ?x)? ?(\D.*)"), late_pattern(rf"(.*?\D)(?: ?[x/*])? ?{_THOUSANDS}"))
_LETTERS_OF = (
    late_pattern(r"(?P<letter>[kKtTmM])(?: \w\w)? ?(?P<money>\S{1,4})"),
    late_pattern(r"(?P<money>\S{1,4}) ?(?P<letter>[kKmM])"),
)
_CURRENCY = late_pattern(r"[A-Z][A-Za-z]{0,2}\$?")
"""What beside a scale is a currency that no list has: "R million", "IDR billion"."""
_LETTERS = {"k": 1e3, "t": 1e3, "m": 1e6}
_FIGURES = late_pattern(r"(?<![^\W\d_])[0-9]")
"""Digits that are no part of a name such as "CO2"."""
_PER = late_pattern(r" ?/ ?\S")
# "tU", "mSv", "H.mSv", "kVA", "MBq": units by their form.
_SYMBOL = late_pattern(r"(?:\w\W)?(?:[a-zµ]{1,2}[A-Z][A-Za-z]{0,3}|[kKMGT][A-Z][a-rt-z])|.*[‰°€$£¥µ].*")
# "kg BOD/d", "kBOE/d", and not "m/f/d".
_OVER = late_pattern(r"[^\W_][^/()]*[^\W\d_]/(?P<by>(?P<letter>[a-z])|[^\W_]+)")
_DIVISORS = frozenset({"time", "mass", "volume", "area", "length", "energy"})
"""Classes of units that tell, behind a slash, that a unit stands before it which no list has."""
LEAST_WORD = 4
"""Letters of a word that is taken for a unit though other words follow it in a label."""
_NAMING = frozenset({"count", "multiple", "intensity"})
"""Classes of units whose words name other things as well ("employees", "double")."""
_VAGUE = frozenset({"a", "month", "week", "min"})
"""Units whose words say other things before other words ("year ended")."""


class LabelUnit(NamedTuple):
    """A unit as a label gives it: ``id`` None with a scale is "in thousands", with class count "number of"."""

    id: str | None
    unit_class: str | None
    kind: UnitKind
    scale: float


SHARE = LabelUnit("%", "share", "share", 1.0)
COUNT = LabelUnit(None, "count", "count", 1.0)


class UnitReader:
    """Reads the units of tables of one language; each text is read once."""

    def __init__(self, facts: FactGrammar, words: TableWords) -> None:
        self._facts = facts
        self._words = words
        openers = sorted(words.unit_openers, key=len, reverse=True)
        self._openers = [(f"{opener} ", f" {opener} ") for opener in openers]
        self._gases = sorted(words.gases, key=len, reverse=True)
        letters = {symbol: symbol for symbol in words.unit_prefixes.values()} | {"K": "k"}
        self._prefixes = [*words.unit_prefixes.items(), *letters.items()]
        self._opening = tuple(opener for opener, _ in self._openers)
        scales = {**{word: scale for word, scale in facts.scales.items() if len(word) > 1}, **words.scale_signs}
        self._scales: dict[str, list[tuple[str, float]]] = {}
        for sign, scale in sorted(scales.items(), key=lambda scale: -len(scale[0])):
            for end in {sign[0], sign[-1]}:
                self._scales.setdefault(end, []).append((sign, scale))
        self._signs = [(sign, scale) for sign, scale in words.scale_signs.items() if " " in sign]
        self._counted = tuple(f"{word} " for word in words.counts)
        self._heads = [(unit, phrase_pattern(names)) for unit, names in words.unit_heads.items()]

    @remembered
    def whole(self, plain: str) -> LabelUnit | None:
        """The unit of a text that is nothing but a unit."""
        return self._exactly(plain) if len(plain) <= LONGEST_UNIT else None

    def stated(self, plain: str) -> LabelUnit | None:
        """The unit in a cell of a unit column: whatever stands there, though no list has it."""
        low = plain.lower().strip("()[] ")
        found = self.set_off(plain) or self.of_label(plain)
        if found is not None and found.id is None and found.kind == "quantity" and not self.whole(plain):
            return found._replace(id=" ".join(word for word in plain.split(" ") if not self.whole(word)))
        named = any(map(str.isalpha, plain)) or _SYMBOL.fullmatch(plain) is not None
        if found or low in self._words.no_value or len(plain) > LONGEST_OPEN or not named:
            return found
        return _open(plain)

    def of_label(self, plain: str) -> LabelUnit | None:
        """The unit in a label: all of it, in brackets, behind a comma or dash, in its name, or its last symbol."""
        for text in (*_completed(plain), *_unit_places(plain), *self._opened_places(plain)):
            unit = self.whole(text)
            if unit is not None and not _is_mere_name(unit, text, plain):
                return unit
        low = plain.lower()
        for unit_word, names in self._heads:
            if names.search(low):
                return self.whole(unit_word)
        for word in self._words.shares:
            if low.startswith(word) and not low[len(word) : len(word) + 1].isalnum():
                return SHARE
        if "%" in plain and not any(map(str.isdigit, plain)):
            return SHARE
        head = self._opened(plain)  # "Total hours of men"
        measured = self.set_off(head, 2) if head[:LEAST_WORD].isalpha() else None
        if measured and measured.id not in (None, *_VAGUE) and measured.unit_class not in _NAMING:
            return measured
        texts = [*reversed(_BRACKETS.findall(plain))]
        if plain.isupper():  # "MATERIALS USED (KT)"
            texts += [text.lower() for text in texts if len(text) >= LEAST_SYMBOL]
        bracketed = (self._bracketed(text) for text in texts)
        found = next((unit for unit in bracketed if unit is not None), None) or self._scale_or_last(plain, low)
        named = self._opened(plain.rpartition(": ")[2])  # "Table 5: Number of employees"
        counts = any(f"{text} ".startswith(self._counted) for text in (low, named.lower()))
        return found or (COUNT if counts else None)

    def several(self, plain: str) -> tuple[tuple[str, LabelUnit], ...]:
        """The units in the brackets of a label that has more than one, each with the words before it."""
        found: list[tuple[str, LabelUnit]] = []
        done = 0
        for bracket in _BRACKETS.finditer(plain):
            unit = self.whole(bracket[1])
            if unit is not None and unit.id is not None:
                found.append((plain[done : bracket.start()].lower(), unit))
                done = bracket.end()
        return tuple(found) if len({unit for _, unit in found}) > 1 else ()

    def _bracketed(self, text: str) -> LabelUnit | None:
        found = self.set_off(text)
        if found is None and len(text) <= LONGEST_OPEN and _SYMBOL.fullmatch(text):
            found = None if any(map(str.isdigit, text)) else _open(text)
        over = _OVER.fullmatch(text) if found is None and len(text) <= LONGEST_OPEN else None
        divisor = self.whole(over["by"]) if over and not over["letter"] else None
        by_time = over is not None and (over["letter"] or (divisor and divisor.unit_class in _DIVISORS))
        return _open(text) if by_time else found

    def set_off(self, text: str, most: int = MOST_WORDS) -> LabelUnit | None:
        """The unit of a text that is set off: all of it, or its first words ("kg N", "in EUR unless stated")."""
        found, words = self.whole(text), text.split(" ")
        for end in range(min(len(words) - 1, most), 0, -1):
            if found is not None or not words[end].strip(".,").replace("-", "").isalpha():
                break
            found = self.whole(" ".join(words[:end]).rstrip(",;"))
            if found is not None and found.id in _VAGUE:
                return None
        return found

    def _scale_or_last(self, plain: str, low: str) -> LabelUnit | None:
        tokens = plain.split(" ")
        for words in (2, 1):
            last = " ".join(tokens[-words:])
            if len(last) < LEAST_SYMBOL or last == plain:
                continue
            if not last[0].isalnum():  # a sign of a currency
                unit = self.whole(last)
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
        bracketed = _BRACKETS.fullmatch(text.strip(" .:*")) if text[:1] in _OPENING else None
        text = self._opened((bracketed[1] if bracketed else text).strip(" :*"))
        if text in self._words.count_signs:
            return COUNT
        text = text.strip(" .")
        if not text:
            return None
        low = text.lower()
        if low in self._words.counts:
            return COUNT
        measure = self._measure(text) or (self._measure(text.replace(".", "")) if "." in text else None)
        if measure is not None:
            return unit_of_measure(measure)
        if low in self._words.shares or any(low.startswith(f"{word} ") for word in self._words.shares if " " in word):
            return SHARE
        return self._scaled(text, low) or self._glossed(text) or self._made(text, low) or self._intensity(text)

    def _glossed(self, text: str) -> LabelUnit | None:
        """A unit that another spelling, a scale or a remark follows in brackets: "Gigajoules (GJ)", "t (dry)"."""
        gloss = _GLOSSED.fullmatch(text) if text[-1] in _CLOSING else None
        if gloss is None:
            return None
        outer, inner = self.whole(gloss[1]), self.whole(gloss[2])
        if outer is None or inner is None:
            return outer
        if inner.id is None and inner.kind == "quantity":
            return outer._replace(scale=outer.scale * inner.scale)
        return inner._replace(scale=outer.scale * inner.scale) if outer.id is None else inner

    def _scaled(self, text: str, low: str) -> LabelUnit | None:
        """A scale alone, or before or behind a unit: "in thousands", "1,000 t", "t x 10^3", "Mio. EUR", "TEUR"."""
        for rest, scale in self._without_scale(text, low):
            rest = self._unjoined(rest)
            unit = self.whole(rest) if rest else LabelUnit(None, None, "quantity", 1.0)
            if unit is None and _CURRENCY.fullmatch(rest) and "1" not in text:
                unit = LabelUnit(rest, None, "money", 1.0)
            if unit is not None and unit.kind != "share":
                return unit._replace(scale=unit.scale * scale)
        return None

    def _without_scale(self, text: str, low: str) -> Iterator[tuple[str, float]]:
        ends = (each for end in {low[0], low[-1]} for each in self._scales.get(end, ()))
        for sign, scale in ends:
            if low.startswith(sign) and not (sign + low[len(sign) : len(sign) + 1])[-2:].isalnum():
                yield text[len(sign) :], scale
            elif low.endswith(sign) and (len(sign) == len(low) or not (low[-len(sign) - 1] + sign)[:2].isalpha()):
                yield text[: -len(sign)], scale
        before, behind = (power.fullmatch(text) if "1" in text else None for power in _POWERS)
        if before:
            yield before[3], _power(before[1], before[2])
        if behind:
            yield behind[1], _power(behind[2], behind[3])
        # One letter is a scale beside a currency only ("m€", "TEUR", "SEKm").
        for letter in (pattern.fullmatch(text) for pattern in _LETTERS_OF if len(text) <= LONGEST_MONEY):
            if letter and letter["money"].lower() in self._facts.index.currency_heads:
                yield letter["money"], _LETTERS[letter["letter"].lower()]

    def _made(self, text: str, low: str) -> LabelUnit | None:
        """A unit made of others: the mass of a gas, a prefix before a word, one of what is listed as several."""
        gas = next((gas for gas in self._gases if low.endswith(gas)), None)
        mass = self.whole(self._unjoined(text[: -len(gas)])) if gas else None
        if mass is not None and mass.unit_class == "mass":
            found = self.whole(f"{mass.id}CO2e")
            return found and found._replace(scale=found.scale * mass.scale)
        if len(text) < LEAST_WORD or not text[:LEAST_WORD].isalpha():
            return None
        for prefix, symbol in self._prefixes:
            # "m" is another prefix than "M", and "Kilo" none other than "kilo".
            begins = (text if len(prefix) == 1 else low).startswith(prefix)
            if begins and len(text) >= len(prefix) + LEAST_WORD - 1:
                base = self.whole(low[len(prefix) :].lstrip(" -"))
                measure = self._measure(f"{symbol}{base.id}") if base and base.scale == 1.0 else None
                if measure is not None:
                    return unit_of_measure(measure)
        measure = self._measure(f"{text}s")
        return unit_of_measure(measure) if measure else None

    def _unjoined(self, text: str) -> str:
        """The text without the small words by which it hangs on a scale or a gas."""
        text = text.strip(" .-")
        for word in self._words.unit_joiners:
            if text.startswith(word) and (word[-1] == "'" or text[len(word) : len(word) + 1] == " "):
                text = text[len(word) :]
            text = text.removesuffix(f" {word}")
        return text.strip()

    def _opened_places(self, plain: str) -> Iterator[str]:
        """What stands behind words such as the last one of "energy used in MWh"."""
        low = plain.lower()
        for _, opener in self._openers:
            at = low.rfind(opener)
            if at >= 0:
                yield plain[at + len(opener) :]

    def _opened(self, text: str) -> str:
        low = text.lower()
        if not low.startswith(self._opening):
            return text
        for opener, _ in self._openers:
            if low.startswith(opener):
                return self._opened(text[len(opener) :].strip()) if text else text
        return text

    def _measure(self, text: str) -> Measure | None:
        """The measure that the whole text is, behind a number or with a currency before it."""
        index = self._facts.index
        for shown in (f"1 {text}", f"1{text}") if text[:1] in ("%", "°") else (f"1 {text}",):
            line = Line(shown, shown.lower(), 0, index)
            measure = measure_at(line, 1)
            if measure is not None and measure.end == len(shown):
                return measure
        line = Line(text, text.lower(), 0, index)
        for end in range(min(len(text), 5), 0, -1):
            code = index.currency_heads.get(line.low[:end])
            if code is None or (text[end - 1].isalpha() and text[end : end + 1].isalpha() and end < 3):
                continue
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


def _unit_places(plain: str) -> Iterator[str]:
    """Where a label may name its unit, the most telling first; each is a part of the label."""
    yield plain
    yield from reversed(_BRACKETS.findall(plain))
    parts = _PARTS.split(_BRACKETS.sub(" ", plain))
    if len(parts) > 1:
        yield from reversed(parts)
    bare = YEAR_TOKEN.sub(" ", _BRACKETS.sub(" ", plain)).strip()
    if bare != plain:
        yield bare


def _completed(plain: str) -> Iterator[str]:
    """The bracket of a label with what stands behind it: "CO2 (kg) per passenger", "Energy (tonnes) CO2e"."""
    for bracket in islice(reversed([*_BRACKETS.finditer(plain)]), 1):
        rest = plain[bracket.end() :]
        if rest.strip() and not _FIGURES.search(rest):
            yield f"{bracket[1]}{rest}"


def _is_mere_name(unit: LabelUnit, text: str, plain: str) -> bool:
    """ "Managers" and "Month" name a row, and "Min" a least value; in brackets they are what figures are given in."""
    naming = (unit.kind == "count" and unit.id is not None) or unit.id in _VAGUE
    return naming and f"({text})" not in plain and f"[{text}]" not in plain


def _open(text: str) -> LabelUnit:
    """A unit that no list has, named by its own words."""
    return LabelUnit(text, "intensity" if _PER.search(text) else None, "quantity", 1.0)


def _power(zeros: str | None, exponent: str | None) -> float:
    return float(f"1e{exponent or (zeros or '').count('0')}")


def unit_of_measure(measure: Measure) -> LabelUnit:
    """A measure as the unit of a label."""
    kind: UnitKind = "share" if measure.kind == "share" else "money" if measure.kind == "money" else "quantity"
    unit_class = "share" if kind == "share" else measure.unit_class
    if unit_class == "count":
        kind = "count"
    return LabelUnit(measure.unit or None, unit_class, kind, measure.scale)
