"""The multi-pattern matcher: every literal of a language found in one pass over the text."""

from __future__ import annotations

from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind


class Matcher:
    """Finds all occurrences of many literals, overlapping ones too, in time linear in text and matches."""

    __slots__ = ("_automaton",)

    def __init__(self, literals: Sequence[str]) -> None:
        self._automaton = (
            AhoCorasick(
                list(literals),
                matchkind=MatchKind.Standard,
                store_patterns=False,
                implementation=Implementation.ContiguousNFA,
            )
            if literals
            else None
        )

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Return ``(literal number, start, end)`` for every occurrence, in order of end."""
        if self._automaton is None:
            return []
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return found
