"""The compiled pack: everything the stages need to know, and nothing that can change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from claimcheck.model.claim import Citation, Tier
from claimcheck.rulepack.allowed_values import Condition, FigureKind, TiedForm, Trait
from claimcheck.rulepack.conditions import Compiled
from claimcheck.rulepack.contradictions import Comparison
from claimcheck.rulepack.document_conditions import Whole
from claimcheck.rulepack.words import LexiconLiteral, LiteralGroup, Words
from claimcheck.text.facts import FactGrammar
from claimcheck.text.frame_words import FrameWords, PredicateWords
from claimcheck.text.language import LanguageGrammar
from claimcheck.text.metric_words import Metric, MetricGrammar
from claimcheck.text.structure_words import CaptionWords, HeadingWords, TableWords
from claimcheck.text.terms import TermWords

if TYPE_CHECKING:
    from claimcheck.rulepack.element_shapes import ElementShape
    from claimcheck.rulepack.file_shapes import AdmissionShape, ScoringShape, SectionKindShape, StatisticsShape
    from claimcheck.rulepack.law_shapes import CellShape, GroupShape, LegalTestShape, ProfileShape
    from claimcheck.rulepack.shapes import CheckShape, ClaimTypeShape


class Lexicon(Struct, frozen=True):
    """One language: its words, and what the grammar of sentences and figures needs.

    ``not_in`` maps a signal number to the guard signals whose hits silence it where they overlap, ``asides`` a guard
    signal to the reason and the topic of a sentence that it leaves without words, ``roles`` a grammar role to the mask
    of its signals, ``topics`` a signal number to its topic. ``signals`` has a bit for each signal that has words,
    ``topic_mask`` for each that names a topic; ``fact_shift`` is where the bits of the kinds of fact begin, above those
    of all signals.
    """

    language: str
    words: Words
    not_in: Mapping[int, int]
    roles: Mapping[str, int]
    topics: Mapping[int, str]
    facts: FactGrammar
    tables: TableWords = field(default_factory=TableWords)
    headings: Mapping[str, HeadingWords] = field(default_factory=dict)
    asides: Mapping[int, tuple[str, str | None]] = field(default_factory=dict)
    free_order: bool = False
    noun_capitals: bool = False
    phrase_ends: frozenset[str] = frozenset()
    participles: tuple[str, ...] = ()
    terms: TermWords = field(default_factory=TermWords)
    signals: int = 0
    topic_mask: int = 0
    fact_shift: int = 0
    frames: FrameWords = field(default_factory=FrameWords)
    predicates: PredicateWords = field(default_factory=PredicateWords)
    metrics: MetricGrammar = field(default_factory=MetricGrammar)

    @property
    def groups(self) -> Sequence[LiteralGroup]:
        """What the automaton looks for."""
        return self.words.groups

    @property
    def role_words(self) -> Mapping[str, tuple[str, ...]]:
        """The texts of each grammar role, sorted."""
        return self.words.role_words

    def mask(self, *roles: str) -> int:
        """The signals of some grammar roles, a bit each."""
        return reduce(or_, (self.roles.get(role, 0) for role in roles), 0)

    @property
    def literals(self) -> tuple[LexiconLiteral, ...]:
        """Every literal by itself."""
        return tuple([literal for group in self.groups for literal in group.literals()])


class Ask(NamedTuple):
    """An element that is asked for where it is missing and ``when`` holds, None for always."""

    element: str
    when: Compiled | None


class Deciding(NamedTuple):
    """A question that decides on a claim where ``element`` is not held and ``when`` holds, None for always."""

    ask: str
    element: str | None
    when: Compiled | None


class ClaimType(Struct, frozen=True):
    """A claim type with its conditions compiled; of ``tenses`` and ``target_kind`` the first that holds wins."""

    id: str
    shape: ClaimTypeShape
    core: Compiled
    tenses: tuple[tuple[str, Compiled], ...]
    target_kind: tuple[tuple[str, Compiled], ...]
    conditional: Mapping[str, Compiled]
    undefined: int
    said: int
    measured: Compiled | None = None
    deed: Compiled | None = None
    state: Compiled | None = None
    asks: tuple[Ask, ...] = ()
    decides: tuple[Deciding, ...] = ()

    @property
    def asked(self) -> frozenset[str]:
        """The elements that such a claim needs, or needs where their triggers hold."""
        return frozenset((*self.shape.required, *self.conditional))


class FigureGrade(NamedTuple):
    """A kind of figure that holds an element; ``units`` is empty where any will do, ``when`` None for all claims."""

    kind: FigureKind
    match: float
    units: frozenset[str]
    when: Compiled | None


class FarGradeOf(NamedTuple):
    """A grade of statements far away: its match, what one has to say, and what the claim has to be, None for any.

    ``measures`` is the one metric that what it names is for, None for any.
    """

    match: float
    when: Compiled
    claim: Compiled | None
    defines: bool
    measures: str | None


class ElementType(Struct, frozen=True):
    """An element with its conditions compiled, None for any, and grades, best match first: see ``ElementShape``.

    ``elsewhere`` are the grades of statements far away, ``far_claim`` is what a claim has to be for these.
    """

    id: str
    shape: ElementShape
    grades: tuple[tuple[float, Compiled], ...]
    figures: tuple[FigureGrade, ...] = ()
    beside: Compiled | None = None
    elsewhere: tuple[FarGradeOf, ...] = ()
    far_claim: Compiled | None = None
    beside_claim: Compiled | None = None
    tied: tuple[TiedGradeOf, ...] = ()
    once: Compiled | None = None
    answered: Compiled | None = None
    explained: tuple[float, Compiled] | None = None


class TiedGradeOf(NamedTuple):
    """A grade of what is tied to a claim: its form and match, and what it and the claim have to say, None for any."""

    form: TiedForm
    match: float
    when: Compiled | None
    claim: Compiled | None
    optional: bool
    signals: tuple[str, ...]


class SentenceRoles(NamedTuple):
    """How features of a sentence behind a claim in ``language`` speak for what it is: see ``RolesShape``."""

    language: str
    elements: tuple[str, ...]
    least: tuple[int, ...]
    weights: str


class Question(NamedTuple):
    """A deciding fact; ``told`` holds of texts that tell it; ``fact`` is the name by which it may be answered."""

    ask: str
    told: Compiled | None
    fact: str | None = None


class Check(Struct, frozen=True):
    """A rule with its conditions compiled; ``types`` are the claim types it can apply to, None for all.

    ``loose`` is the condition as it is asked of passages without a claim, ``whole`` that of a rule over documents, and
    ``comparison`` what a rule over contradictions sets side by side; the ``when`` of these two never holds. ``shared``
    are the shared conditions that it names, as they are written. Rules of users, which are not ``builtin``, rest on the
    law that they cite and on no other.
    """

    id: str
    family: str
    shape: CheckShape
    when: Compiled
    types: frozenset[str] | None
    marks: int
    questions: tuple[Question, ...]
    loose: Compiled | None = None
    rewrite_when: Compiled | None = None
    whole: Whole | None = None
    comparison: Comparison | None = None
    shared: tuple[Condition, ...] = ()
    covers: frozenset[str] = frozenset()
    builtin: bool = True

    def is_spoken(self, signals: int) -> bool:
        """Whether a language with these signals has the words that the rule looks for."""
        if self.loose is not None and self.loose.may_hold_in(signals):
            return True
        return (self.whole or self.comparison or self.when).may_hold_in(signals)


class LegalTest(Struct, frozen=True):
    """A legal test with its conditions compiled, None where it has none; ``types`` are the claim types of ``when``.

    ``loose_only`` and ``loose_unless`` are ``only`` and ``unless`` as they are asked of a sentence without a claim.
    """

    id: str
    shape: LegalTestShape
    only: Compiled | None
    when: Compiled | None
    unless: Compiled | None
    loose_only: Compiled | None
    loose_unless: Compiled | None
    types: frozenset[str] | None
    questions: tuple[Question, ...]

    def __hash__(self) -> int:
        """By its id, which a pack has once."""
        return hash(self.id)


class Profile(Struct, frozen=True):
    """A jurisdiction with what it takes over: its own id and those it extends, nearest first.

    ``layers`` are the profiles in the order in which they change a rule, own changes last; ``groups`` has, for each of
    them, its groups by the rules in them.
    """

    id: str
    title: str
    about: str
    lineage: tuple[str, ...]
    layers: tuple[ProfileShape, ...]
    groups: tuple[Mapping[str, tuple[GroupShape, ...]], ...]
    cells: tuple[CellShape, ...]
    investors: str | None
    general: str | None
    heavier_in: frozenset[str]
    lighter_with: tuple[str, ...]


class RankTerm(NamedTuple):
    """A reason for a place in the order of claims: all that it names has to hold; ``when`` is None for any claim."""

    id: str
    title: str
    points: int
    when: Compiled | None
    traits: frozenset[Trait]
    sections: frozenset[str]
    tiers: frozenset[Tier]


RankParts = tuple[tuple[RankTerm, ...], ...]
"""The parts of the sum that orders claims: of each the first term that holds counts."""


class AdmissionRule(Struct, frozen=True):
    """A way of owning up with its condition compiled; ``says`` and ``denied`` have a bit for each signal."""

    shape: AdmissionShape
    says: int
    denied: int
    when: Compiled | None


class AdmissionRules(Struct, frozen=True):
    """All ways of owning up, and what they share: the signals of each group, a bit each, see ``AdmissionsShape``."""

    goals: int
    aims: int
    zero: int
    dates: int
    counted: int
    earlier: int
    settled: int
    risks: int
    others: int
    concerned: int
    unless: Compiled
    rules: tuple[AdmissionRule, ...]


class PackPart(Struct, frozen=True):
    """One of the packs that were laid over each other; ``version`` None where it has no ``pack.yml``."""

    name: str
    version: str | None
    sha256: str


class Pack(Struct, frozen=True):
    """A rule pack ready for use; built once, shared by threads.

    ``parts`` are the packs it was laid together from, lowest first. ``disabled`` and ``severities`` are what they
    say of rules, by id. ``wide`` has a bit for each signal that conditions ask a paragraph, a section or the document
    for. ``facts`` has the questions by deciding fact, ``answers`` those that mean yes or no, and ``named`` the facts
    that take a name as well. ``sources`` are the user folders it was loaded from, ``builtin`` says that our own rules
    are in it: enough to load the same pack in another process.
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
    profiles: Mapping[str, Profile]
    legal_tests: Mapping[str, tuple[LegalTest, ...]]
    scoring: ScoringShape
    languages: LanguageGrammar
    captions: CaptionWords = field(default_factory=CaptionWords)
    wide: int = 0
    ranking: RankParts = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    answers: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    families: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, SectionKindShape] = field(default_factory=dict)
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    admissions: AdmissionRules | None = None
    sources: tuple[str, ...] = ()
    builtin: bool = True
    parts: tuple[PackPart, ...] = ()
    statistics: StatisticsShape | None = None
    roles: SentenceRoles | None = None
    disabled: frozenset[str] = frozenset()
    severities: Mapping[str, str] = field(default_factory=dict)

    def lands(self, jurisdictions: Iterable[str]) -> frozenset[str]:
        """Whose law bears on a text read under these: they, what they extend, parts of them, their standards."""
        asked = set(jurisdictions)
        own = [self.profiles[name] for name in asked]
        above = {name for profile in own for name in profile.lineage}
        parts = {name for name, profile in self.profiles.items() if asked & set(profile.lineage)}
        standards = {profile.investors for profile in own if profile.investors is not None}
        return frozenset(above | parts | standards)

    @property
    def fact_shift(self) -> int:
        """Where the bits of the kinds of fact begin in the masks that gate conditions."""
        return len(self.signal_names)
