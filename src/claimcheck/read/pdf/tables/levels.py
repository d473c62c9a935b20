"""Rules on one height: what is drawn cell by cell, with small gaps, is one line across."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import NamedTuple

from claimcheck.read.pdf.page.rules import Rule


class Level(NamedTuple):
    """Rules on the height ``at``, from x ``start`` to ``end``, with small gaps between them closed."""

    at: float
    start: float
    end: float


def levels(rules: Iterable[Rule], gap: float) -> list[Level]:
    """The levels of horizontal ``rules``, given and returned from the lowest up; gaps up to ``gap`` points close."""
    found: list[Level] = []
    for at, level in itertools.groupby(rules, key=lambda rule: rule.at):
        ordered = sorted(level, key=lambda rule: rule.start)
        start, end = ordered[0].start, ordered[0].end
        for rule in ordered[1:]:
            if rule.start > end + gap:
                found.append(Level(at, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        found.append(Level(at, start, end))
    return found
