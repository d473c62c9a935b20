"""Which pages of a paged input are wanted, as ``--pages`` says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Self

from msgspec import Struct

from claimcheck.model.document import Effect, Problem

_RUN = re.compile(r"([1-9]\d{0,5})(-([1-9]\d{0,5})?)?")
_MAX_LISTED = 12


class PageRange(Struct, frozen=True):
    """A run of pages, both ends included and counted from 1; without ``last`` it goes to the end."""

    first: int
    last: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The run that ``FIRST-LAST``, ``FIRST-`` or ``PAGE`` means; None for anything else."""
        found = _RUN.fullmatch(text.strip())
        if found is None:
            return None
        first = int(found[1])
        last = int(found[3]) if found[3] else None if found[2] else first
        return None if last is not None and last < first else cls(first, last)

    def within(self, count: int) -> range:
        """The wanted numbers among the pages 1 to ``count``."""
        last = count if self.last is None else min(self.last, count)
        return range(self.first, max(last + 1, self.first))

    def __str__(self) -> str:
        if self.last is None:
            return f"{self.first}-"
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 row", "2,000 rows"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(numbers: Iterable[int]) -> str:
    """Sorted page numbers as ``2, 5-7``; a long list is cut."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in runs[:_MAX_LISTED]]
    return ", ".join(shown) + (" and more" if len(runs) > _MAX_LISTED else "")


def pages_problem(
    code: str, path: str, numbers: Sequence[int], what: str, effect: Effect, hint: str | None = None
) -> Problem:
    """A problem of the pages ``numbers``, of each of which ``what`` is true."""
    message = (
        f"page {numbers[0]} is {what}"
        if len(numbers) == 1
        else f"each of {len(numbers)} pages is {what}: {listed(numbers)}"
    )
    return Problem(code, message, effect, f"{path}, p. {listed(numbers)}", hint)
