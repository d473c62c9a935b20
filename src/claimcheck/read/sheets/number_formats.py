"""Number formats: what a cell shows of the number in it.

Formats are codes such as ``#,##0.0" t"``, ``0.0%`` or ``dd/mm/yyyy``. What is shown is that with three changes, so that
it reads alike in every language: thousands are parted by a no-break space, dates are written year first, and a
negative number has a minus.
"""

from __future__ import annotations

import math
import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from claimcheck.read.sheets.cells import LIKELY_YEARS, CellKind

GENERAL = "General"
_GROUP = "\u00a0"
_DIGITS = 11  # what a cell in the general format has room for
_MOST_PLACES = 30
_LONGEST_CODE = 400
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|\\(?P<escaped>.)"
    r"|_(?P<blank>.)|\*(?P<stretch>.)"
    r"|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]"
    r"|\[(?P<elapsed>[hms]+)\]"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>general)"
    r"|(?P<exponent>e[+-][0#?]+)"
    r"|(?P<half>am/pm|a/p)"
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)"
    r"|(?P<scale>,+)"
    r"|(?P<share>%)"
    r"|(?P<time>[ymdhsgebn]+)"
    r"|(?P<text>@)"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_WRITTEN = re.compile(r"\d[\d.,'\u2019\s]*")
_PLAIN = re.compile(r"\d{1,30}(?:\.\d{1,30})?")
_SIGNS = "()-+"
_FIRST_DAY, _FIRST_DAY_1904 = date(1899, 12, 30), date(1904, 1, 1)
_LAST_DAY = 2_958_466
_LEAP_BUG = 60  # the day 29 February 1900, which there was not
_SECONDS = 86_400
_BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    14: "yyyy-mm-dd", 15: "yyyy-mm-dd", 16: "dd-mmm", 17: "mmm-yyyy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss", 48: "0.0E+0", 49: "@",
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy-mm-dd"),
}  # fmt: skip


class Shown(NamedTuple):
    """What a cell shows, and what kind of thing that is."""

    text: str
    kind: CellKind


class _Part(NamedTuple):
    """One of the sections of a format: for positive numbers, for negative ones, for zero."""

    before: str
    behind: str
    digits: str | None
    power: int
    times: str
    is_general: bool
    empty: bool


class NumberFormat:
    """One format. Codes that nobody can read show the number as it is."""

    __slots__ = ("_parts",)

    def __init__(self, code: str) -> None:
        self._parts = [_part(section) for section in _sections(code[:_LONGEST_CODE] or GENERAL)]

    @property
    def hides(self) -> bool:
        """Whether it shows nothing, whatever is in the cell."""
        return len(self._parts) > 2 and all(part.empty for part in self._parts)

    def shown(self, value: float, since_1904: bool = False) -> Shown | None:
        """What it shows of a number; None for nothing."""
        if not math.isfinite(value):
            return None
        part = self._part_for(value)
        if part.empty:
            return None
        if part.times and part.digits is None:
            return _moment(value, part.times, since_1904) or _general(value)
        if part.digits is None and not part.is_general:
            words = f"{part.before}{part.behind}".strip()
            if any(map(str.isalnum, words)):
                return Shown(words, "text")
            # A dash that stands for zero: the file knows the number.
            return _general(value)
        return _number(value, part)

    def _part_for(self, value: float) -> _Part:
        parts = self._parts
        if value < 0 and len(parts) > 1:
            return parts[1]
        return parts[2] if value == 0 and len(parts) > 2 else parts[0]


def neutral(text: str, value: float) -> Shown:
    """A text that shows ``value`` as its own language writes numbers, with that number as it is written here.

    A text that shows another number stays as it is.
    """
    found = _WRITTEN.search(text)
    if found is None:
        return Shown(text, "text")
    digits = found[0].rstrip()
    for decimal, group in ((".", ","), (",", ".")):
        plain = "".join(digits.split()).replace("'", "").replace("\u2019", "")
        plain = plain.replace(group, "").replace(decimal, ".")
        part = plain.partition(".")[2]
        if _PLAIN.fullmatch(plain) and abs(float(plain) - abs(value)) <= 0.51 * 10.0 ** -len(part):
            # Apart from the decimal sign there are marks that part thousands.
            is_parted = len(digits) > len(plain)
            shown = _unlike_thousands(_grouped(plain) if is_parted else plain)
            start, end = found.start(), found.start() + len(digits)
            made = f"{text[:start]}{shown}{text[end:]}"
            return Shown(made, _kind_of(made))
    return Shown(text, "number")


def built_in(number: int) -> str:
    """The code of a format that files name by its number alone."""
    return _BUILT_IN.get(number, GENERAL)


def _sections(code: str) -> list[str]:
    """The sections of a code, parted by semicolons that stand for themselves nowhere."""
    found, start = [], 0
    for token in _TOKEN.finditer(code):
        if token.lastgroup == "other" and token[0] == ";":
            found.append(code[start : token.start()])
            start = token.end()
    return [*found, code[start:]][:4]


def _part(section: str) -> _Part:
    before: list[str] = []
    behind: list[str] = []
    digits: str | None = None
    power, times, general, known = 0, "", False, False
    for token in _TOKEN.finditer(section):
        kind, text = token.lastgroup, token[0]
        words = behind if digits is not None or general else before
        known |= kind not in ("bracket", "blank", "stretch")
        if kind == "digits" and digits is None and not times:
            digits = text.rstrip(",")
            power -= 3 * (len(text) - len(digits))
        elif kind == "digits" and "/" in behind:
            # A fraction: nobody reports in these, so the number is shown as it is.
            return _part(GENERAL)
        elif kind == "scale" and digits is not None:
            power -= 3 * len(text)
        elif kind == "share":
            power += 2
            words.append(text)
        elif kind in ("time", "elapsed"):
            times += text.strip("[]").lower()
        elif kind in ("general", "text"):
            general = True
        elif kind in ("quoted", "escaped", "currency", "other"):
            words.append(token[kind] or "")
    return _Part("".join(before), "".join(behind), digits, power, times, general, not known)


def _number(value: float, part: _Part) -> Shown:
    if part.digits is None:
        plain = _general(abs(value))
        digits, kind = plain.text, plain.kind
    else:
        digits, kind = _digits(abs(value) * 10.0**part.power, part.digits)
    lead, tail = part.before.lstrip(_SIGNS), part.behind.rstrip()
    if value < 0:
        # In brackets or red it would be negative for the eye alone.
        lead, tail = lead.strip(f"{_SIGNS} "), tail.rstrip(_SIGNS)
        lead = f"-{lead}" if any(char in "123456789" for char in digits) else lead
    text = f"{lead}{digits}{tail}".strip()
    return Shown(text, kind if text == digits else "number")


def _digits(value: float, code: str) -> tuple[str, CellKind]:
    """A number of at least 0 with the places of a code such as ``#,##0.0``."""
    whole, _, part = code.partition(".")
    places = min(len(part), _MOST_PLACES)
    if value >= 10.0**15:
        return f"{value:.{_DIGITS}g}", "number"
    # Halves go up, by the digits that people see.
    exact = Decimal(f"{value:.15g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{exact:f}"
    least = part.rstrip("#?")
    if len(least) < len(part) and "." in text:
        kept = text.rstrip("0")
        text = text[: max(len(kept), len(text) - len(part) + len(least))].rstrip(".")
    if "," in whole:
        return _unlike_thousands(_grouped(text)), "number"
    return _unlike_thousands(text), _kind_of(text)


def _grouped(text: str) -> str:
    whole, point, part = text.partition(".")
    return f"{int(whole):,}".replace(",", _GROUP) + point + part


def _general(value: float) -> Shown:
    """A number as it is, without the noise of its binary form."""
    text = f"{value:.{_DIGITS}g}" if value != int(value) or abs(value) >= 10**15 else f"{value:.0f}"
    if "e-" in text:
        text = f"{Decimal(text):f}"
    return Shown(_unlike_thousands(text), _kind_of(text))


def _kind_of(text: str) -> CellKind:
    return "year" if text.isdecimal() and int(text) in LIKELY_YEARS else "number"


def _unlike_thousands(text: str) -> str:
    """Where a comma is the decimal sign, three decimals look like thousands: a fourth one says that they are none."""
    whole, _, part = text.partition(".")
    return f"{text}0" if len(part) == 3 and whole.lstrip("-") != "0" and len(whole.lstrip("-")) <= 3 else text


def _moment(value: float, times: str, since_1904: bool) -> Shown | None:
    """A date, year first; a time of the day or a duration as hours and minutes. Nothing for what is no date."""
    if not 0 <= value < _LAST_DAY:
        return None
    if not set(times) & set("yd") and set(times) & set("hs"):
        minutes = round(value * _SECONDS / 60)
        return Shown(f"{minutes // 60}:{minutes % 60:02}", "text")
    days = int(value)
    if not since_1904 and days < _LEAP_BUG:
        days += 1
    first = _FIRST_DAY_1904 if since_1904 else _FIRST_DAY
    day = first + timedelta(days=days)
    if "d" in times:
        return Shown(day.isoformat(), "date")
    return Shown(f"{day:%Y-%m}" if "m" in times else f"{day.year}", "date")
