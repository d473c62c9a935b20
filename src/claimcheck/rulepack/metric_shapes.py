"""What sustainability reports measure, as pydantic models: ``rules/metrics.yml`` and its words in a lexicon."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from claimcheck.rulepack.allowed_values import MetricName, Topic, UnitClass
from claimcheck.rulepack.shapes import Shape


class MetricShape(Shape):
    """One thing that is measured.

    ``units`` are the classes of its figures, of which those in the first can be set against each other; ``share``,
    ``money`` and ``none`` (a bare number) stand beside the classes of ``units.yml``. ``of`` names the metric that this
    is with these ``scopes`` of greenhouse gas accounting, and ``per`` the metric that a figure over something is.
    ``may_mean`` lists what texts mean when they say no more than this, ``parts`` lists of metrics that sum to it.
    ``share_of`` names the metric that figures in percent are a share of.
    """

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


class MixShape(Shape):
    """What tables list by kind alone ("Wind", "Gas"); words of each kind stand in ``tables`` of a lexicon.

    ``kinds`` make up the whole; ``shares`` has for a metric the lists of kinds of which any may be meant by it.
    ``alike`` are kinds of words that a sentence and a table name both or neither, if the two are about the same.
    """

    id: str
    title: str
    kinds: list[str]
    shares: dict[MetricName, list[list[str]]]
    alike: list[str] = []


class RoundingShape(Shape):
    """How far a figure may be from what is meant, as a share of it: one called about so, one in words."""

    about: float
    words: float


class MetricsShape(Shape):
    """``metrics.yml``; ``rounding`` and ``one_base`` of the last file that has them count.

    ``one_base`` are classes of units with one base unit: of a gas both are said.
    """

    about: str
    one_base: list[str] = []
    rounding: RoundingShape | None = None
    metrics: list[MetricShape]
    mixes: list[MixShape] = []


class SaidWordsShape(Shape):
    """Words in one language; bent and matched as those of signals are."""

    words: list[str] = []
    patterns: list[str] = []
    inflect: str | None = None
    forms: dict[str, list[str]] = {}
    mode: Literal["word", "prefix", "suffix", "part"] = "word"


class MetricWordsShape(SaidWordsShape):
    """The words of one metric; ``but_not`` has longer phrases in which they mean something else.

    ``labels`` are too common to mean it anywhere but in the labels of tables.
    ``apart`` has words that mean the metric where one of those under each of them stands in the same sentence or label.
    """

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
