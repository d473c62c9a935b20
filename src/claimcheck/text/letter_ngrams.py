"""Which language a few words are in, by runs of up to four letters: what small words and scripts leave open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

LONGEST = 4
"""Letters of the longest run; the blank before and behind a word counts as one."""
_WORD = re.compile(r"[^\W\d_]+")
_MANY = 1 << 15


def words_in(text: str) -> list[str]:
    """The runs of letters of a text, as they are written."""
    return _WORD.findall(text)


def runs_in(word: str) -> list[str]:
    """The runs of letters of a word in lower case, with ``_`` for the blank before and behind it."""
    closed = f"_{word}_"
    return [
        closed[at : at + length] for length in range(1, LONGEST + 1) for at in range(len(closed) - length + 1)
    ]


class Letters(NamedTuple):
    """How much a run of letters speaks for each of ``languages``, of which the first is the usual one.

    ``runs`` has a line for each run, with a character for each language behind a blank: the logarithm of how often the
    run stands in words of it, less the mean over all languages, in steps of ``1 / STEPS``, ``ZERO`` for none.
    """

    languages: tuple[str, ...]
    runs: str

    def of(self, word: str) -> tuple[float, ...]:
        """How much a word in lower case speaks for each language, beside the mean of all; nothing if no run is known.

        It is the logarithm of how often its runs stand in the language.
        """
        return _weighed(self.runs, word)

    def lead(self, word: str, base: int) -> float:
        """By how much the likeliest other language leads the one with number ``base`` for a word."""
        return _lead(self.runs, word, base)


STEPS = 4
ZERO = ord("P")


@lru_cache(maxsize=1)
def _table(runs: str) -> Mapping[str, bytes]:
    lines = (line.partition(" ") for line in runs.splitlines())
    return {run: weights.encode("ascii") for run, _, weights in lines}


@lru_cache(maxsize=_MANY)
def _weighed(runs: str, word: str) -> tuple[float, ...]:
    table = _table(runs)
    found = [weights for run in runs_in(word) if (weights := table.get(run))]
    if not found:
        return ()
    none = ZERO * len(found)
    return tuple([(weight - none) / STEPS for weight in map(sum, zip(*found, strict=True))])


@lru_cache(maxsize=_MANY)
def _lead(runs: str, word: str, base: int) -> float:
    weights = _weighed(runs, word)
    others = (*weights[:base], *weights[base + 1 :])
    return max(others) - weights[base] if others else 0.0
