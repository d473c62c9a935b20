"""``rules/metrics.yml``, and its words in a lexicon, as pydantic models; their schemas tell every key."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.rulepack.allowed_values import MetricName, Topic, UnitClass
from claimcheck.rulepack.shapes import Shape


class MetricShape(Shape):
    """One thing that is measured; figures of the first class of ``units`` can be set against each other."""

    id: str
    title: str
    topic: Topic
    units: list[UnitClass]
    better: Literal["fall", "rise"] | None = None
    of: MetricName | None = None
    scopes: list[str] = []
    per: MetricName | None = None
    may_mean: list[MetricName] = []
    parts: list[list[MetricName]] = []
    share_of: MetricName | None = None


class RoundingShape(Shape):
    """How far a figure may be from what is meant, as a share of it: one called about so, one in words."""

    about: float
    words: float


class MetricsShape(Shape):
    """``metrics.yml``; ``rounding`` and ``one_base`` of the last file that has them count."""

    about: str
    one_base: list[str] = []
    rounding: RoundingShape | None = None
    metrics: list[MetricShape]


class SaidWordsShape(Shape):
    """Words in one language; bent and matched as those of signals are."""

    words: list[str] = []
    patterns: list[str] = []
    inflect: str | None = None
    forms: dict[str, list[str]] = {}
    mode: Literal["word", "prefix", "suffix", "part"] = "word"


class MetricWordsShape(SaidWordsShape):
    """The words of one metric, ``labels`` only in labels of tables, ``apart`` only beside words of theirs."""

    labels: list[str] = []
    apart: dict[str, list[str]] = {}
    but_not: list[str] = []


class FigureWordsShape(Shape):
    """The words that say what a figure is; see ``rules/schema/lexicon.schema.json`` for each key."""

    fall: SaidWordsShape = Field(default_factory=SaidWordsShape)
    rise: SaidWordsShape = Field(default_factory=SaidWordsShape)
    location: SaidWordsShape = Field(default_factory=SaidWordsShape)
    market: SaidWordsShape = Field(default_factory=SaidWordsShape)
    gross: SaidWordsShape = Field(default_factory=SaidWordsShape)
    net: SaidWordsShape = Field(default_factory=SaidWordsShape)
    intensity: SaidWordsShape = Field(default_factory=SaidWordsShape)
    places: SaidWordsShape = Field(default_factory=SaidWordsShape)
    parts: SaidWordsShape = Field(default_factory=SaidWordsShape)
    planned: SaidWordsShape = Field(default_factory=SaidWordsShape)
    change_before: list[str] = []
    level_before: list[str] = []
    whole: list[str] = []
    loose: list[str] = []
    limits: list[str] = []
    located: list[str] = []
    possessive: list[str] = []
