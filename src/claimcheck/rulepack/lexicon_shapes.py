"""The lexicon files under ``rules/lexicons/`` as pydantic models."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.rulepack.metric_shapes import FigureWordsShape, MetricWordsShape
from claimcheck.rulepack.shapes import Shape
from claimcheck.text.frame_words import FrameRole


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


class FactWordsShape(Shape):
    """The words a language uses around figures; see ``rules/schema/lexicon.schema.json`` for each key."""

    decimal: Literal[".", ","] = "."
    scale_words: dict[str, float] = {}
    number_words: dict[str, float] = {}
    ordinal_heads: list[str] = []
    span_before: list[str] = []
    span_after: list[str] = []
    rhythm_after: list[str] = []
    since: list[str] = []
    subordinators: list[str] = []
    multiple_heads: list[str] = []
    ratio_words: list[str] = []
    single_words: list[str] = []
    unit_words: dict[str, str] = {}
    percent_words: list[str] = []
    point_words: list[str] = []
    range_words: list[str] = []
    reference_words: dict[str, str] = {}
    scope_words: list[str] = []
    year_before: dict[str, list[str]] = {}
    year_articles: list[str] = []
    year_titles: list[str] = []
    earlier: list[str] = []
    year_after: dict[str, list[str]] = {}
    fiscal_prefixes: list[str] = []
    months: list[str] = []
    party_suffixes: list[str] = []
    party_cues: list[str] = []
    party_verbs: list[str] = []
    place_cues: list[str] = []


class RoleWordsShape(Shape):
    """Words that give the figures of a row or column a role, and phrases in which they do not."""

    words: list[str]
    but_not: list[str] = []


class TableWordsShape(Shape):
    """The words a language uses in tables; see ``rules/schema/lexicon.schema.json`` for each key."""

    no_value: list[str] = []
    shares: list[str] = []
    counts: list[str] = []
    scale_signs: dict[str, float] = {}
    count_signs: list[str] = []
    unit_openers: list[str] = []
    unit_joiners: list[str] = []
    unit_prefixes: dict[str, str] = {}
    gases: list[str] = []
    unit_heads: dict[str, list[str]] = {}
    unit_columns: list[str] = []
    pointer_columns: list[str] = []
    year_columns: list[str] = []
    goals: dict[str, list[str]] = {}
    inner_rows: list[str] = []
    totals: list[str] = []
    grand_totals: list[str] = []
    kinds: dict[str, list[str]] = {}
    restated: list[str] = []
    renewed: list[str] = []
    earlier: list[str] = []
    bounds: dict[str, list[str]] = {}
    roles: dict[str, RoleWordsShape] = {}


class HeadingWordsShape(Shape):
    """The headings of one kind of section in one language."""

    whole: list[str] = []
    opening: list[str] = []
    closing: list[str] = []
    within: list[str] = []
    but_not: list[str] = []
    keeps: list[str] = []
    made_of: list[str] = []
    beside: list[str] = []


class InflectionRule(Shape):
    """For words with this ending, and one of these beginnings where there are any: the forms, one step or several.

    A step is ``-`` plus how many letters go, then what is added: ``-1+ing``; what is put in front stands first:
    ``ge+-2+t``. One that opens with ``|`` is for words that come apart ("ab|bauen").
    """

    ending: str
    beginnings: list[str] = []
    forms: dict[str, str | list[str]]


class TermWordsShape(Shape):
    """The words that say how something is counted, how much of it, and where a word's ending begins; see the schema."""

    endings: list[str] = []
    forms: list[str] = []
    same: list[list[str]] = []
    openers: list[str] = []
    divided: list[str] = []
    every: list[str] = []
    none: list[str] = []
    least: list[str] = []
    most: list[str] = []
    better: list[str] = []
    less: list[str] = []
    more: list[str] = []
    ever: list[str] = []
    superlative: list[str] = []
    either: list[str] = []
    ordinals: list[str] = []
    running: list[str] = []
    again: list[str] = []
    nothing_else: list[str] = []
    shares: list[str] = []


class GrammarShape(Shape):
    """How sentences of a language are built, as far as the mechanism asks."""

    word_order: Literal["fixed", "free"] = "fixed"
    noun_capitals: bool = False
    phrase_ends: list[str] = []
    participles: list[str] = []
    operators: list[str] = []
    terms: TermWordsShape = Field(default_factory=TermWordsShape)


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
    """``lexicons/<lang>/*.yml``.

    ``closed`` names signals and lists of the file whose entries need no witness in real text: classes of words that are
    complete, such as months, and terms of art, such as the names of schemes. ``frames`` are the small words of clauses.
    """

    about: str
    closed: list[str] = []
    lists: dict[str, list[str]] = {}
    signals: dict[str, SignalShape] = {}
    facts: FactWordsShape | None = None
    inflections: dict[str, list[InflectionRule]] = {}
    spellings: list[tuple[str, str]] = []
    grammar: GrammarShape | None = None
    tables: TableWordsShape | None = None
    headings: dict[str, HeadingWordsShape] = {}
    changes: dict[str, ChangeShape] = {}
    frames: dict[FrameRole, list[str]] | None = None
    predicates: PredicateWordsShape | None = None
    metrics: dict[str, MetricWordsShape] = {}
    figures: FigureWordsShape | None = None
