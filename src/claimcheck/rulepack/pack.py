"""The compiled pack: everything the stages need to know, and nothing that can change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from claimcheck.model.claim import Citation
from claimcheck.rulepack.conditions import Compiled
from claimcheck.rulepack.shapes import (
    BandShape,
    CheckShape,
    ClaimTypeShape,
    DimensionShape,
    ElementShape,
    LimitShape,
    MentionShape,
    ProfileShape,
    SectionKindShape,
)
from claimcheck.text.facts import FactGrammar
from claimcheck.text.language import LanguageGrammar
from claimcheck.text.structure_words import HeadingWords, TableWords


class Literal_(NamedTuple):  # noqa: N801 - not the Literal of typing
    """A literal of the automaton, in lower case.

    ``left`` and ``right`` ask for a word boundary on that side; ``exact`` is the spelling that must stand in
    the text when case matters. ``signals`` pairs each signal number with the verb form that this is.
    A text stands in several literals where signals ask for different boundaries or spellings.
    """

    text: str
    left: bool
    right: bool
    exact: str | None
    signals: tuple[tuple[int, str], ...]


class LiteralGroup(NamedTuple):
    """Literals that differ in their texts only: tens of thousands of literals make a few thousand groups.

    ``exact`` has the spellings of ``texts`` when case matters.
    """

    texts: tuple[str, ...]
    left: bool
    right: bool
    exact: tuple[str, ...] | None
    signals: tuple[tuple[int, str], ...]

    def literals(self) -> Iterator[Literal_]:
        """The literals of the group, each by itself."""
        for place, text in enumerate(self.texts):
            exact = self.exact[place] if self.exact else None
            yield Literal_(text, self.left, self.right, exact, self.signals)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language: its literals in groups, and what the grammar of sentences and figures needs.

    ``not_in`` maps a signal number to the guard signals whose hits silence it where they overlap.
    ``headings`` maps a kind of section to the words of its headings.
    ``roles`` maps a grammar role to the mask of its signals, ``topics`` a signal number to its topic.
    """

    language: str
    groups: tuple[LiteralGroup, ...]
    not_in: Mapping[int, int]
    roles: Mapping[str, int]
    role_words: Mapping[str, tuple[str, ...]]
    topics: Mapping[int, str]
    facts: FactGrammar
    tables: TableWords = field(default_factory=TableWords)
    headings: Mapping[str, HeadingWords] = field(default_factory=dict)

    @property
    def literals(self) -> tuple[Literal_, ...]:
        """Every literal by itself."""
        return tuple([literal for group in self.groups for literal in group.literals()])

    @property
    def topic_mask(self) -> int:
        """A bit for each signal that names a topic."""
        return sum(1 << signal for signal in self.topics)


@dataclass(frozen=True, slots=True)
class ClaimType:
    """A claim type with its conditions compiled; of ``tenses`` and ``target_kind`` the first that holds wins."""

    id: str
    shape: ClaimTypeShape
    core: Compiled
    tenses: tuple[tuple[str, Compiled], ...]
    target_kind: tuple[tuple[str, Compiled], ...]
    conditional: Mapping[str, Compiled]
    undefined: int


@dataclass(frozen=True, slots=True)
class ElementType:
    """An element with its grades compiled, best match first."""

    id: str
    shape: ElementShape
    grades: tuple[tuple[float, Compiled], ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule with its condition compiled; ``types`` are the claim types it can apply to, None for all."""

    id: str
    family: str
    shape: CheckShape
    when: Compiled
    types: frozenset[str] | None
    marks: int


@dataclass(frozen=True, slots=True)
class Scoring:
    """Dimensions, limits and bands, in the order of the file."""

    dimensions: tuple[DimensionShape, ...]
    limits: tuple[LimitShape, ...]
    limit_slack: float
    contradicted_at_most: int
    bands: tuple[BandShape, ...]
    place_credit: Mapping[str, Mapping[str, float]]
    qualification_credit: Mapping[str, Mapping[str, float]]
    unknown_match: float
    mention: MentionShape


@dataclass(frozen=True, slots=True)
class Pack:
    """A rule pack ready for use; built once, shared by threads.

    ``wide`` has a bit for each signal that conditions ask a paragraph, a section or the document for. ``sources`` are
    the user folders it was loaded from, ``builtin`` says that our own rules are in it: enough
    to load the same pack in another process.
    """

    name: str
    version: str
    sha256: str
    signal_names: tuple[str, ...]
    signal_numbers: Mapping[str, int]
    lexicons: Mapping[str, Lexicon]
    claim_types: Mapping[str, ClaimType]
    elements: Mapping[str, ElementType]
    checks: Mapping[str, Check]
    aliases: Mapping[str, str]
    citations: Mapping[str, Citation]
    law_as_of: date
    profiles: Mapping[str, ProfileShape]
    scoring: Scoring
    languages: LanguageGrammar
    wide: int = 0
    families: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, SectionKindShape] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    builtin: bool = True

    @property
    def fact_shift(self) -> int:
        """Where the bits of the kinds of fact begin in the masks that gate conditions."""
        return len(self.signal_names)
