"""How exact a written figure is: its digits say it."""

from __future__ import annotations

from claimcheck.text.metric_words import MetricGrammar
from claimcheck.text.numbers import NUMBER, number_value

_BLANKS = dict.fromkeys((0xA0, 0x2009, 0x202F), " ")
"""The blanks that part thousands and break no line."""
_LONGEST_LEAD = 40
# Trailing zeros of a number in prose that are taken for rounding; "120" is as likely to be exact.
_LEAST_ZEROS = 2


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
            last = _rounded_to(written)
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


def _rounded_to(written: float) -> float:
    text = f"{written:.0f}"
    zeros = len(text) - len(text.rstrip("0"))
    return 10.0**zeros if zeros >= _LEAST_ZEROS else 1.0


def is_about(lower: str, start: int, grammar: MetricGrammar) -> bool:
    """Whether a word right before ``start`` says that the figure is no exact one."""
    return _follows(lower, start, grammar.about_words)


def is_bound(lower: str, start: int, grammar: MetricGrammar) -> bool:
    """Whether a word right before ``start`` says that the figure is only where something begins or ends."""
    return _follows(lower, start, grammar.bound_words)


def _follows(lower: str, start: int, words: tuple[str, ...]) -> bool:
    lead = lower[max(0, start - _LONGEST_LEAD) : start].rstrip(" (")
    # Few figures have one of the words before them, and asking for all of them at once is one step.
    return lead.endswith(words) and any(
        lead.endswith(word) and not lead[: len(lead) - len(word)][-1:].isalnum() for word in words
    )
