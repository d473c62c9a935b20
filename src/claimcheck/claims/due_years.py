"""The year by which a plan is due."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.claims.frames import Frame
from claimcheck.model.passage import Fact
from claimcheck.text.frame_words import FrameRole, FrameWord

_DECADE = 10
_CENTURY = 100
# Nobody plans further ahead in words: "within 10,000 years" is no target.
_LONGEST_SPAN = 60
_ROLES_OF_TARGETS = ("target", "interim")


def target_year(frame: Frame, facts: Sequence[Fact], around: Sequence[Fact], now: int) -> int | None:
    """The last year by which a plan is due, counted from ``now`` where words give a span; None where none is named.

    ``facts`` are those of the clause, ``around`` those of its sentence: a date in another clause counts where the
    clause itself has none.
    """
    due = frozenset(word.end + 1 for word in frame.words if "due" in word.roles)
    years = [year for fact in facts if (year := _due_in(fact, due, now)) is not None]
    years += _counted(frame.words, facts, now)
    if not years:
        years = [
            year
            for fact in around
            if fact.role in _ROLES_OF_TARGETS
            and (year := _due_in(fact, due, now)) is not None
            and year >= now
        ]
    return max(years, default=None)


def _due_in(fact: Fact, due: frozenset[int], now: int) -> int | None:
    """The year of a date by which something is due: it says so, or it lies ahead."""
    if fact.kind not in ("year", "period"):
        return None
    year = fact.end_year or fact.year
    if year is None:
        return None
    said = fact.role in _ROLES_OF_TARGETS or (fact.start in due and fact.role != "base")
    # No base year lies ahead: "from 2031 on".
    return year if said or year > now or (year == now and fact.role != "base") else None


def _counted(words: Sequence[FrameWord], facts: Sequence[Fact], now: int) -> list[int]:
    """Years that words give: "next year", "by the end of the decade", "within five years"."""
    decade = ((now - 1) // _DECADE + 1) * _DECADE
    years: list[int] = []
    spans: dict[FrameRole, int] = {
        "this_year": now,
        "next_year": now + 1,
        "decade_end": decade,
        "century_middle": now // _CENTURY * _CENTURY + _CENTURY // 2,
    }
    starts = frozenset(word.end + 1 for word in words if "span_ahead" in word.roles)
    for word in words:
        years += [year for role, year in spans.items() if role in word.roles]
    for fact in facts:
        if fact.start in starts and fact.unit == "a" and fact.value is not None:
            value = fact.high or fact.value
            if value == int(value) and 0 < value <= _LONGEST_SPAN:
                years.append(now + int(value))
    return years
