"""The rule files of which a pack has one each, as pydantic models; the schema of each tells every key."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from claimcheck.model.admission import AdmissionKind
from claimcheck.model.claim import Tier
from claimcheck.rulepack import allowed_values as allowed
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


class UnitShape(Shape):
    """A unit of ``units.yml``; ``factor`` turns a value into the base unit of its class."""

    id: str
    unit_class: str
    factor: float
    symbols: list[str]


class UnitsShape(Shape):
    """``units.yml``: symbols that all languages share."""

    units: list[UnitShape]
    currencies: dict[str, list[str]]


class LimitShape(Shape):
    """A ceiling of the score: it opens with the credit of what ``on`` names."""

    reason: str
    title: str = ""
    floor: float
    on: list[str]
    types: list[allowed.ClaimTypeName] = []
    needs_required: allowed.ElementName | None = None


class BandShape(Shape):
    """A band and the least score that reaches it; ``about`` says what it means to a reader."""

    id: str
    title: str = ""
    about: str = ""
    least: int


class DimensionShape(Shape):
    """A dimension: its weight and its elements with their weight v."""

    id: str
    title: str = ""
    weight: float
    elements: dict[allowed.ElementName, float]


class MentionShape(Shape):
    """How specific a passage is that claims nothing: points for each kind of fact, the first few of each."""

    points: dict[str, int] = {}
    most_of_a_kind: int = 1


class ScoringShape(Shape):
    """``scoring.yml``."""

    source: str
    dimensions: list[DimensionShape]
    limits: list[LimitShape]
    limit_slack: float
    contradicted_at_most: int
    bands: list[BandShape]
    place_credit: dict[str, dict[str, float]]
    qualification_credit: dict[str, dict[str, float]] = {}
    unknown_match: float
    mention: MentionShape = Field(default_factory=MentionShape)


class LanguagesShape(Shape):
    """``languages.yml``: how languages are told apart, those without a lexicon too, and what captions open with."""

    about: str
    names: dict[str, str] = {}
    own_names: dict[str, str] = {}
    stop_words: dict[str, list[str]]
    scripts: dict[str, list[str]]
    particles: list[str] = []
    captions: dict[str, list[str]] = {}
    sources: dict[str, list[str]] = {}


class LettersShape(Shape):
    """``letters.yml``: a line for each run of letters, with a character for each of ``languages`` behind a blank."""

    about: str
    languages: list[str]
    runs: str


class RolesShape(Shape):
    """``roles.yml``, made by ``benchmarks/evidence_roles.py``: a line of ``weights`` for each feature of a sentence.

    What all features of a sentence come to makes it evidence for an element from ``least`` on.
    """

    about: str
    language: str
    elements: list[str]
    least: list[int]
    weights: str


class SharedConditionShape(Shape):
    """A condition that several rules, claim types or elements name with ``shared``."""

    id: str
    about: str
    when: allowed.Condition


class ConditionsShape(Shape):
    """``conditions.yml``: conditions that are asked for in many places, each once."""

    about: str
    conditions: list[SharedConditionShape]


class PackShape(Shape):
    """``pack.yml``: a pack, the version that it needs of ours, and which rules it switches off or weighs."""

    name: str
    version: str
    about: str
    families: dict[str, str] = {}
    requires: str | None = None
    disable: list[str] = []
    severity: dict[str, str] = {}


class SectionKindShape(Shape):
    """A kind of section: which of its text makes no claims and why, and how far it reaches."""

    id: str
    title: str
    about: str
    set_aside: Literal["definition", "mention", "instruction", "question", "reported_other"] | None = None
    of_report: bool = False
    only: Literal["all", "fragments", "others", "nameless"] = "all"
    cells: Literal["definition", "mention"] | None = None
    extent: Literal["section", "page"] = "section"
    yields: bool = False
    unasked: bool = False


class SectionsShape(Shape):
    """``sections.yml``: the kinds of sections that documents have."""

    about: str
    sections: list[SectionKindShape]


class TermShape(Shape):
    """A reason to deal with a claim earlier, or with negative points later: where everything holds that it names."""

    id: str
    title: str
    points: int
    why: str
    when: allowed.Condition | None = None
    traits: list[allowed.Trait] = []
    sections: list[allowed.SectionName] = []
    tiers: list[Tier] = []


class PartShape(Shape):
    """A question about the claim: of its terms the first one that holds counts."""

    id: str
    about: str
    terms: list[TermShape]


class RankingShape(Shape):
    """``ranking.yml``: the parts of the sum by which claims are ordered."""

    about: str
    parts: list[PartShape]


class AdmissionExample(Shape):
    """A text that tests a way of owning up; of the fields those that are given have to be found."""

    text: str
    format: Literal["text", "markdown"] = "text"
    lang: str = "en"
    value: str | None = None
    year: int | None = None
    before: str | None = None
    hard: bool = False


class AdmissionShape(Shape):
    """A way of owning up: the signals that say it, what they have to be said of, and what has to hold besides."""

    id: str
    kind: AdmissionKind
    about: str
    says: list[allowed.SignalName]
    denied: list[allowed.SignalName] = Field(default_factory=list)
    of: Literal["goal", "date", "aim", "state", "own", "deed", "suffered", "event", "figure", "cell"]
    order: Literal["later", "lower"] | None = None
    when: allowed.Condition | None = None
    fires: list[AdmissionExample]
    silent: list[AdmissionExample]


class AdmissionsShape(Shape):
    """``admissions.yml``: ways of owning up, and the signals that they share."""

    about: str
    goals: list[allowed.SignalName]
    aims: list[allowed.SignalName]
    zero: list[allowed.SignalName]
    dates: list[allowed.SignalName]
    counted: list[allowed.SignalName]
    earlier: list[allowed.SignalName]
    settled: list[allowed.SignalName]
    unless: allowed.Condition
    risks: list[allowed.SignalName]
    others: list[allowed.SignalName]
    concerned: list[allowed.SignalName]
    admissions: list[AdmissionShape]


Points = Annotated[list[float], Field(min_length=len(allowed.PERCENTILES), max_length=len(allowed.PERCENTILES))]


def _rises(points: list[float]) -> bool:
    return all(low <= high for low, high in pairwise(points))


class TypeStatisticsShape(Shape):
    """The claims of one type: how many, in how many reports, and their score at each of ``PERCENTILES``."""

    id: str
    reports: int = Field(ge=1)
    claims: int = Field(ge=1)
    scores: Points

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not _rises(self.scores):
            raise ValueError("the scores at the percentiles have to rise")
        return self


class MissingStatisticsShape(Shape):
    """An element: the share of the claims of a report, in the middle of all reports, that are asked for it in vain."""

    id: str
    share: float = Field(ge=0, le=1)


class StatisticsShape(Shape):
    """``statistics.yml``, made by ``benchmarks/statistics.py``: scores of public reports, ``medians`` in order."""

    source: str
    medium: Literal["report"]
    reports: int = Field(ge=1)
    claims: int = Field(ge=1)
    since: int = Field(ge=1990)
    until: int = Field(le=2100)
    medians: list[float]
    types: list[TypeStatisticsShape]
    missing: list[MissingStatisticsShape]

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len(self.medians) != self.reports:
            raise ValueError("there has to be a median for each report")
        if not _rises(self.medians):
            raise ValueError("the medians have to rise")
        if self.since > self.until:
            raise ValueError("the first year cannot be after the last")
        return self
