"""The lexicon files under ``rules/lexicons/`` as pydantic models."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from claimcheck.rulepack.file_shapes import FigureWordsShape, MetricWordsShape
from claimcheck.rulepack.shapes import Shape
from claimcheck.text.frame_words import FrameRole

WordLists = dict[str, Any]
"""Words by key for which ``claimcheck.text`` has a record; the schema tells what stands under each key."""


class SignalShape(Shape):
    """A named word list. ``role`` binds a grammar signal to a mechanism, ``topic`` makes it a topic head.

    ``aside`` of a guard is the reason for which a sentence is set aside when this guard silenced all of its words; with
    ``topic`` it says what a mention is about.
    """

    kind: Literal["core", "evidence", "guard", "grammar", "topic"]
    role: str | None = None
    topic: str | None = None
    # There are thousands of signals, and a factory is quicker than a copy of a default.
    words: list[str] = Field(default_factory=list)
    patterns: list[str] = Field(default_factory=list)
    inflect: str | None = None
    forms: dict[str, list[str]] = Field(default_factory=dict)
    mode: Literal["word", "prefix", "suffix", "part"] = "word"
    case_sensitive: bool = False
    not_in: list[str] = Field(default_factory=list)
    aside: Literal["off_topic", "proper_name", "mention"] | None = None


class InflectionRule(Shape):
    """For words with this ending, and one of these beginnings where there are any: the forms, one step or several.

    A step is ``-`` plus how many letters go, then what is added: ``-1+ing``; what is put in front stands first:
    ``ge+-2+t``. One that opens with ``|`` is for words that come apart ("ab|bauen").
    """

    ending: str
    beginnings: list[str] = []
    forms: dict[str, str | list[str]]


class GrammarShape(Shape):
    """How sentences of a language are built, as far as the mechanism asks."""

    word_order: Literal["fixed", "free"] = "fixed"
    noun_capitals: bool = False
    phrase_ends: list[str] = []
    participles: list[str] = []
    terms: WordLists = {}


class ChangeShape(Shape):
    """Words that a signal of a pack below gets, and words or patterns that no longer count."""

    add: list[str] = []
    remove: list[str] = []


class PredicateWordsShape(Shape):
    """How a clause begins that says a further thing of the same subject; see the schema for each key."""

    joiners: list[str] = []
    told: list[str] = []
    before_object: list[str] = []
    object_starts: list[str] = []
    inflect: str | None = None
    sharing: list[str] = []
    forms: dict[str, list[str]] = {}


class LexiconShape(Shape):
    """``lexicons/<lang>/*.yml``; entries of signals and lists that are ``closed`` need no witness in real text."""

    about: str
    closed: list[str] = []
    lists: dict[str, list[str]] = {}
    signals: dict[str, SignalShape] = {}
    facts: WordLists | None = None
    inflections: dict[str, list[InflectionRule]] = {}
    spellings: list[tuple[str, str]] = []
    grammar: GrammarShape | None = None
    tables: WordLists | None = None
    headings: dict[str, WordLists] = {}
    changes: dict[str, ChangeShape] = {}
    frames: dict[FrameRole, list[str]] | None = None
    predicates: PredicateWordsShape | None = None
    metrics: dict[str, MetricWordsShape] = {}
    figures: FigureWordsShape | None = None
