"""The multi-pattern matcher: every literal of a language found in one pass over the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

# Building an automaton takes per literal as long as looking for the literal in texts of this many characters;
# asking for a literal at all costs as much as so many characters more.
WORTH_BUILDING = 3000
ASKING = 200


class Matcher:
    """Finds all occurrences of many literals, overlapping ones too, in time linear in text and matches.

    For a few short texts an automaton of tens of thousands of literals is not worth building: of these texts it is
    asked first which literals they hold at all, and only those are put into one.
    """

    def __init__(self, literals: Sequence[str]) -> None:
        self._literals = literals
        self._automaton: AhoCorasick | None = None
        self._left = WORTH_BUILDING

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return ``(literal number, start, end)`` for every occurrence, in order of end."""
        if self._automaton is None:
            if not self._literals:
                return []
            self._left -= len(text) + ASKING
            if self._left > 0:
                return self._find_few(text)
            self._automaton = automaton(self._literals)
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return found

    def _find_few(self, text: str) -> list[tuple[int, int, int]]:
        """The same by an automaton of those literals that the text holds."""
        numbers = [number for number, literal in enumerate(self._literals) if literal in text]
        if not numbers:
            return []
        few = automaton([self._literals[number] for number in numbers])
        return [
            (numbers[place], start, end) for place, start, end in few.find_matches_as_indexes(text, overlapping=True)
        ]


def automaton(literals: Sequence[str]) -> AhoCorasick:
    """An automaton that finds literals by their numbers."""
    return AhoCorasick(
        literals, matchkind=MatchKind.Standard, store_patterns=False, implementation=Implementation.ContiguousNFA
    )


class _Blanks(dict[int, int]):
    """A translation that turns every character but letters and digits into a blank."""

    def __missing__(self, char: int) -> int:
        kept = self[char] = char if chr(char).isalnum() else ord(" ")
        return kept


_BLANKS = _Blanks()

# Python translates text of ASCII characters ten times as fast as other text; most literals are nothing else.
_RUNS = re.compile(r"[\0-\x7f]+|[^\0-\x7f]+")


def spaced(text: str) -> str:
    """The text, one character for one, with a blank for each that is no letter or digit."""
    if text.isascii():
        return text.translate(_BLANKS)
    return "".join([run.translate(_BLANKS) for run in _RUNS.findall(text)])
