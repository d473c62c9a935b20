"""The entries of lexicons one by one: each word and pattern of a signal and each word of a list, with its own forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec.structs import replace

from claimcheck.rulepack.collect import Collected, Entry, Language
from claimcheck.rulepack.lexicon_shapes import SignalShape
from claimcheck.rulepack.literals import signal_forms

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


def alone(one: Listed, language: Language) -> Entry[SignalShape]:
    """A signal that has this entry only, and what makes its forms.

    A word of a list has those of the first pattern with the list whose words bend, and may be part of a longer word
    where a pattern has letters beside it.
    """
    if not one.in_list:
        shape: SignalShape = one.entry.value
        only = {key: [one.text] if key == one.at[0] else [] for key in KEYS}
        update = {**only, "forms": _own(shape, one.text), "role": None}
        return replace(one.entry, value=shape.model_copy(update=update))
    users = [
        (entry.value, pattern)
        for entry in language.signals.values()
        for pattern in entry.value.patterns
        if one.owner in pattern
    ]
    bends = next((shape for shape, _ in users if shape.inflect or shape.forms), None)
    glued = any(shape.mode != "word" or _is_glued(pattern, one.owner) for shape, pattern in users)
    bent = {"inflect": bends.inflect, "forms": _own(bends, one.text)} if bends else {}
    value = _signal(one.text).model_copy(update={**bent, "mode": "part" if glued else "word"})
    return replace(one.entry, value=value)


def _signal(text: str) -> SignalShape:
    """A signal of one word, or one pattern."""
    is_pattern = "{" in text
    return SignalShape(kind="core", words=[] if is_pattern else [text], patterns=[text] if is_pattern else [])


def _own(shape: SignalShape, text: str) -> dict[str, list[str]]:
    """The irregular forms of a signal that bend an entry."""
    words = text.split()
    return {word: forms for word, forms in shape.forms.items() if word in words or word == text}


def _is_glued(pattern: str, slot: str) -> bool:
    """Whether letters stand right before or behind a slot."""
    before, _, behind = pattern.partition(slot)
    return before[-1:].isalpha() or behind[:1].isalpha()


def repeated(found: Collected) -> Iterator[tuple[Listed, Listed]]:
    """Entries of which other entries of their signal or list bring every form, each with one of those."""
    owned: dict[tuple[str, str], list[Listed]] = {}
    for one in listed(found):
        owned.setdefault(one.id[:2], []).append(one)
    for (language, _), entries in owned.items():
        forms = [_forms(one, found.languages[language]) for one in entries]
        owners: dict[tuple[str, str], list[int]] = {}
        for number, each in enumerate(forms):
            for form in each:
                owners.setdefault(form, []).append(number)
        gone: set[int] = set()
        # Of two that bring the same the one with fewer forms goes, and of equals the later one.
        for number in sorted(range(len(entries)), key=lambda one: (len(forms[one]), -one)):
            others = [
                [one for one in owners[form] if one != number and one not in gone] for form in forms[number]
            ]
            if others and all(others):
                gone.add(number)
                yield entries[number], entries[others[0][0]]


def _forms(one: Listed, language: Language) -> set[tuple[str, str]]:
    """The texts of an entry with the forms of verbs that they are; in lower case where case says nothing."""
    if one.in_list:
        return set(signal_forms(replace(one.entry, value=_signal(one.text)), language))
    entry = alone(one, language)
    cased = entry.value.case_sensitive
    return {(text if cased else text.lower(), form) for text, form in signal_forms(entry, language)}
