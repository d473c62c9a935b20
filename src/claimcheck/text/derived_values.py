"""What figures come to together: changes, shares and sums, as exact as the digits that were written."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.model.figure import Derived, Figure

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


def added(parts: Sequence[Figure]) -> Derived:
    """The sum of figures; each may be off by its own precision."""
    return Derived("sum", sum(one.value for one in parts), sum(one.precision for one in parts), tuple(parts))


def _ratio(
    kind: str, under: Figure, over: Figure, first: Figure, second: Figure, less: float
) -> Derived | None:
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
    match derived.kind:
        case "change":
            base, level = derived.made_of
            if level.unit_class == base.unit_class == "share":
                return f"{written[1]} - {written[0]} = {derived.value:+.1f}"
            return f"({written[1]} - {written[0]}) / {written[0]} = {value}"
        case "share":
            return f"{written[0]} / {written[1]} = {value}"
    return f"{' + '.join(written)} = {derived.value:,.12g}"
