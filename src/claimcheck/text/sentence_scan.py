"""A sentence while its figures are read: its text, what stands around an offset, and the facts found so far."""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.model.passage import Fact, FactKind
from claimcheck.text.fact_grammar import UNIT_HEAD, FactIndex, Phrases, Suffix

OPENING = "([\"'"
_LONGEST_TOKEN = 64


class Measure(NamedTuple):
    """What follows a number: where it ends, what kind of figure it makes, and the factor of its scale words."""

    end: int
    kind: FactKind
    unit: str
    unit_class: str | None
    scale: float
    exact: bool


class Line:
    """One sentence; all offsets are into ``text`` until ``add`` moves them by ``base``."""

    __slots__ = ("base", "facts", "index", "length", "low", "text")

    def __init__(self, text: str, low: str, base: int, index: FactIndex) -> None:
        self.text = text
        self.low = low
        self.base = base
        self.index = index
        self.length = len(text)
        self.facts: list[Fact] = []

    def add(
        self,
        kind: FactKind,
        start: int,
        end: int,
        *,
        value: float | None = None,
        high: float | None = None,
        unit: str | None = None,
        unit_class: str | None = None,
        year: int | None = None,
        end_year: int | None = None,
        role: str | None = None,
    ) -> int:
        """Note a fact and return its end."""
        base = self.base
        self.facts.append(
            Fact(
                kind, start + base, end + base, self.text[start:end],
                value, high, unit, unit_class, year, end_year, role,
            )
        )  # fmt: skip
        return end

    def token_start(self, at: int) -> int:
        """Start of the run without blanks that ends at ``at``, or of its last ``_LONGEST_TOKEN`` characters."""
        return _token_start(self.text, at)

    def word_before(self, at: int) -> str:
        """The word, in lower case, that one blank parts from ``at``; empty where there is none."""
        low = self.low
        if at == 0 or low[at - 1] != " ":
            return ""
        return low[_token_start(low, at - 1) : at - 1].lstrip(OPENING)

    def phrase_before(self, at: int, phrases: Phrases) -> tuple[int, str] | None:
        """Start and value of the longest phrase that ends at ``at``, or one blank or hyphen before it."""
        return longest_before(self.low, at, phrases)

    def phrase_at(self, at: int, phrases: Phrases, head: str) -> tuple[int, str] | None:
        """End and value of the longest phrase of those under ``head`` that begins at ``at``."""
        for phrase, value in phrases.get(head, ()):
            end = at + len(phrase)
            if self.low.startswith(phrase, at) and not self.low[end : end + 1].isalnum():
                return end, value
        return None

    def suffix(self, at: int) -> tuple[Suffix, int] | None:
        """The longest spelling that may follow a number and begins at ``at``, with its end."""
        head = UNIT_HEAD.match(self.text, at)
        if head is None:
            return None
        token = head.group()
        found = self._suffix_of(token, at)
        if found is None and not token[-1].isalnum():
            found = self._suffix_of(token.rstrip(".'"), at)
        if found is None:
            for mark in "/-.":  # "km/h", "kg-bags", "billion.2" with a note's number
                if mark in token:
                    found = self._suffix_of(token.partition(mark)[0], at)
                    break
        if found is None and token[0] == "%":
            found = self._suffix_of("%", at)
        return found

    def _suffix_of(self, token: str, at: int) -> tuple[Suffix, int] | None:
        index = self.index
        best: tuple[Suffix, int] | None = None
        for text, table, key in ((self.text, index.symbol_heads, token), (self.low, index.lower_heads, token.lower())):
            for suffix in table.get(key, ()):
                end = at + len(suffix.text)
                if best is not None and end <= best[1]:
                    break
                if text.startswith(suffix.text, at) and not (
                    suffix.text[-1].isalnum() and text[end : end + 1].isalnum()
                ):
                    best = suffix, end
                    break
        return best


def _token_start(text: str, at: int) -> int:
    least = at - _LONGEST_TOKEN if at > _LONGEST_TOKEN else 0
    return text.rfind(" ", least, at) + 1 or least


def longest_before(low: str, at: int, phrases: Phrases) -> tuple[int, str] | None:
    """Start and value of the longest phrase of ``low`` that ends at ``at``, or one blank or hyphen before it."""
    if at and low[at - 1] in " -":
        at -= 1
    last = low[_token_start(low, at) : at].lstrip(OPENING)
    for phrase, value in phrases.get(last) or phrases.get(low[at - 1 : at], ()):
        start = at - len(phrase)
        if start >= 0 and low.endswith(phrase, 0, at) and (start == 0 or not low[start - 1].isalnum()):
            return start, value
    return None
