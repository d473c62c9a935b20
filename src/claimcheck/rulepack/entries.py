"""The entries of lexicons one by one: each word and pattern of a signal and each word of a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from claimcheck.rulepack.collect import Collected, Entry

KEYS = ("words", "patterns")

Id = tuple[str, str, str]
"""The language, the signal or the list in braces, and the entry."""


class Listed(NamedTuple):
    """A word or pattern of a signal, or a word of a list, whose ``owner`` then stands in braces.

    ``at`` is its place in ``entry``. ``closed`` says that it needs no witness: it belongs to a whole that is complete,
    or is a term of art.
    """

    language: str
    owner: str
    text: str
    entry: Entry[Any]
    at: tuple[str | int, ...]
    closed: bool

    @property
    def id(self) -> Id:
        """What tells it from every other entry."""
        return self.language, self.owner, self.text

    @property
    def in_list(self) -> bool:
        """Whether it is a word of a list."""
        return self.owner.startswith("{")


def added(found: Collected) -> Iterator[Listed]:
    """The words that packs add to signals of others, at their places in ``changes``."""
    for name, language in sorted(found.languages.items()):
        for signal, change in language.changes:
            for place, text in enumerate(change.value.add):
                yield Listed(name, signal, text, change, ("add", place), closed=False)


def listed(found: Collected) -> Iterator[Listed]:
    """Every entry, by language, then signals and lists by name, as they stand in the files."""
    for name, language in sorted(found.languages.items()):
        closed = {one.value for one in language.closed}
        for signal, entry in sorted(language.signals.items()):
            for key in KEYS:
                for place, text in enumerate(getattr(entry.value, key)):
                    yield Listed(name, signal, text, entry, (key, place), signal in closed)
        for slot, words in sorted(language.lists.items()):
            for place, text in enumerate(words.value):
                yield Listed(name, f"{{{slot}}}", text, words, (place,), slot in closed)
