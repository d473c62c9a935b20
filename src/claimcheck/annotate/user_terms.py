"""What the caller named: the company that speaks, and terms that claim nothing by themselves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from claimcheck.model.context import Context
from claimcheck.text.matcher import Matcher
from claimcheck.text.normalise import normalise_text


class Name(NamedTuple):
    """One occurrence of a name, in offsets of the normalised text."""

    start: int
    end: int
    is_company: bool


class Given(Struct, frozen=True):
    """The names in a text that the caller gave, in order of start."""

    found: Sequence[Name] = ()

    def within(self, start: int, end: int) -> Sequence[Name]:
        """Those that begin in a run of the text."""
        if not self.found:
            return ()
        return self.found[bisect_left(self.found, (start,)) : bisect_left(self.found, (end,))]


class Named:
    """Finds the names of a context, in any case and as whole words: "GreenLine 300" in "the GREENLINE 300's lid"."""

    def __init__(self, context: Context) -> None:
        kinds = {text: False for term in context.terms if (text := _as_in_text(term))}
        kinds |= {text: True for name in context.company if (text := _as_in_text(name))}
        self._is_company = tuple(kinds.values())
        self._matcher = Matcher(tuple(kinds))

    def find(self, lower: str) -> Given:
        """The names in a text in lower case."""
        return Given(
            sorted(
                Name(start, end, self._is_company[number])
                for number, start, end in self._matcher.find(lower)
                if not (lower[start].isalnum() and lower[start - 1 : start].isalnum())
                and not (lower[end - 1].isalnum() and lower[end : end + 1].isalnum())
            )
        )


def _as_in_text(name: str) -> str:
    return normalise_text(name).lower.strip()
