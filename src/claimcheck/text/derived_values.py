"""How exact a written figure is, and what figures come to together: changes and shares."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.model.figure import Derived, Figure
from claimcheck.text.numbers import NUMBER, number_value

_BLANKS = dict.fromkeys((0xA0, 0x2009, 0x202F), " ")
"""The blanks that part thousands and break no line."""
_LONGEST_LEAD = 40
# Trailing zeros of a number in prose that are taken for rounding; "120" is as likely to be exact.
_LEAST_ZEROS = 2

_PERCENT = 100.0


def change(base: Figure, level: Figure) -> Derived | None:
    """The change from ``base`` to ``level`` in percent; None where the base is nothing or one of them is a range."""
    return _ratio("change", base, level, base, level, _PERCENT)


def points(base: Figure, level: Figure) -> Derived | None:
    """The difference of two shares in percentage points."""
    if base.high is not None or level.high is not None:
        return None
    return Derived("change", level.value - base.value, base.precision + level.precision, (base, level))


def share(part: Figure, whole: Figure) -> Derived | None:
    """The share of ``part`` in ``whole`` in percent."""
    return _ratio("share", whole, part, part, whole, 0.0)


def _ratio(kind: str, under: Figure, over: Figure, first: Figure, second: Figure, less: float) -> Derived | None:
    """``over`` in percent of ``under``, less a constant, with the range that the written digits leave open."""
    if under.high is not None or over.high is not None or abs(under.value) <= under.precision:
        return None
    ends = [
        _PERCENT * (over.value + sign * over.precision) / (under.value - other * under.precision)
        for sign in (1, -1)
        for other in (1, -1)
    ]
    value = _PERCENT * over.value / under.value - less
    precision = (max(ends) - min(ends)) / 2
    return Derived("share" if kind == "share" else "change", value, precision, (first, second))


def same(one: float, one_precision: float, other: float, other_precision: float) -> bool:
    """Whether two values are closer than what was written of them tells apart."""
    return abs(one - other) < (one_precision + other_precision) * (1 - _HAIR) or one == other


# Two sums of the same digits may differ in the last bit.
_HAIR = 1e-9


def in_words(derived: Derived, written: Sequence[str]) -> str:
    """The arithmetic with the figures as they are ``written``, in signs that every language reads."""
    value = f"{derived.value:+.1f} %" if derived.kind == "change" else f"{derived.value:.1f} %"
    if derived.kind == "share":
        return f"{written[0]} / {written[1]} = {value}"
    base, level = derived.made_of
    if level.unit_class == base.unit_class == "share":
        return f"{written[1]} - {written[0]} = {derived.value:+.1f}"
    return f"({written[1]} - {written[0]}) / {written[0]} = {value}"


def precision(text: str, value: float, decimal: str, *, prose: bool) -> float | None:
    """Half a unit of the last digit of the first number in ``text``, scaled as ``value`` is; None without digits.

    In prose, zeros at the end of a whole number are rounded off ("12,000").
    """
    for number in NUMBER.finditer(text if text.isascii() else text.translate(_BLANKS)):
        digits = number.group()
        written = number_value(digits, decimal)
        if written is None:
            continue
        last = 10.0 ** -_decimals(digits, written)
        if prose and last == 1.0:
            zeros = len(f"{written:.0f}") - len(f"{written:.0f}".rstrip("0"))
            last = 10.0**zeros if zeros >= _LEAST_ZEROS else 1.0
        scale = abs(value / written) if written and value else 1.0
        return 0.5 * last * scale
    return None


def _decimals(digits: str, written: float) -> int:
    """How many digits stand behind the decimal sign, for the reading of the number that was taken."""
    plain = digits.replace(" ", "").replace("'", "")
    at = max(plain.rfind("."), plain.rfind(","))
    if at < 0:
        return 0
    part = plain[at + 1 :]
    whole = "".join(char for char in plain[:at] if char.isdigit())
    return len(part) if abs(float(f"{whole or 0}.{part}") - written) < 10.0 ** -(len(part) + 1) else 0


def follows(lower: str, start: int, words: tuple[str, ...]) -> bool:
    """Whether one of some words stands right before ``start``."""
    lead = lower[max(0, start - _LONGEST_LEAD) : start].rstrip(" (")
    # Few figures have one of the words before them, and asking for all of them at once is one step.
    return lead.endswith(words) and any(
        lead.endswith(word) and not lead[: len(lead) - len(word)][-1:].isalnum() for word in words
    )
