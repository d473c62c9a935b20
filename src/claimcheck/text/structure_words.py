"""What a language knows about tables, headings and captions: the words by which they are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct, field

_NEVER = re.compile("(?!)")


def phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the phrases, in lower case and as whole words; one that never matches for none.

    At one place only phrases that begin with a letter or digit can stand, or only others. So the boundary before the
    former is asked for once in front of all of them, which is many times quicker than once for each.
    """
    return _pattern(tuple(phrases))


@lru_cache(maxsize=256)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    if not phrases:
        return _NEVER
    listed = sorted({phrase.lower() for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
    words = [_closed(phrase) for phrase in listed if phrase[0].isalnum()]
    signs = [_closed(phrase) for phrase in listed if not phrase[0].isalnum()]
    return re.compile("|".join([rf"\b(?:{'|'.join(words)})"] * bool(words) + signs))


def _closed(phrase: str) -> str:
    return re.escape(phrase) + (r"\b" if phrase[-1].isalnum() else "")


class RoleWords(Struct, frozen=True):
    """Words that make a label one of a role, and phrases in which they do not."""

    words: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()


class TableWords(Struct, frozen=True):
    """The words of one language in tables, in lower case but for ``count_signs``; the schema of lexicons tells each."""

    no_value: frozenset[str] = frozenset()
    shares: tuple[str, ...] = ()
    counts: frozenset[str] = frozenset()
    scale_signs: Mapping[str, float] = field(default_factory=dict)
    count_signs: frozenset[str] = frozenset()
    unit_openers: tuple[str, ...] = ()
    unit_joiners: tuple[str, ...] = ()
    unit_prefixes: Mapping[str, str] = field(default_factory=dict)
    gases: tuple[str, ...] = ()
    unit_heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    unit_columns: tuple[str, ...] = ()
    pointer_columns: tuple[str, ...] = ()
    year_columns: tuple[str, ...] = ()
    goals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inner_rows: tuple[str, ...] = ()
    totals: tuple[str, ...] = ()
    grand_totals: tuple[str, ...] = ()
    restated: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    bounds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    roles: Mapping[str, RoleWords] = field(default_factory=dict)


class CaptionWords(Struct, frozen=True):
    """Words of all languages, in lower case, that open a caption ("Figure 3"), or a line on a source ("Source:")."""

    captions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class HeadingWords(Struct, frozen=True):
    """The headings of one kind of section, in lower case: all of it, its first or last words, or any in it.

    A heading of nothing but words of ``made_of`` and ``beside``, one of them of ``made_of``, is one as well. ``keeps``
    are words in headings behind such a one, on the same level, that still belong to the section.
    """

    whole: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    made_of: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
