"""The compiled pack: everything the stages need to know, and nothing that can change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from claimcheck.model.claim import Citation
from claimcheck.rulepack.conditions import Compiled
from claimcheck.rulepack.contradictions import Comparison
from claimcheck.rulepack.document_conditions import Whole
from claimcheck.rulepack.element_shapes import ElementShape
from claimcheck.rulepack.shape import Condition, FigureKind
from claimcheck.rulepack.shapes import (
    BandShape,
    CellShape,
    CheckShape,
    ClaimTypeShape,
    DimensionShape,
    GroupShape,
    LimitShape,
    MentionShape,
    ProfileShape,
    SectionKindShape,
)
from claimcheck.text.facts import FactGrammar
from claimcheck.text.frame_words import FrameWords
from claimcheck.text.grammar import PredicateWords
from claimcheck.text.language import LanguageGrammar
from claimcheck.text.metric_words import Metric, MetricGrammar
from claimcheck.text.structure_words import CaptionWords, HeadingWords, TableWords


class Literal_(NamedTuple):  # noqa: N801 - not the Literal of typing
    """A literal of the automaton, in lower case.

    ``left`` and ``right`` ask for a word boundary on that side; ``exact`` is the spelling that must stand in
    the text when case matters. ``tail`` is a word that must end the clause behind it ("baut … ab"), empty for none.
    ``signals`` pairs each signal number with the verb form that this is.
    A text stands in several literals where signals ask for different boundaries or spellings.
    """

    text: str
    left: bool
    right: bool
    exact: str | None
    tail: str
    signals: tuple[tuple[int, str], ...]


class LiteralGroup(NamedTuple):
    """Literals that differ in their texts only: tens of thousands of literals make a few thousand groups.

    ``sought`` is what to look for in spaced text: the texts with blanks for their signs, such as hyphens, and a blank
    wherever a word has to begin or end. Of texts with signs ``signed`` has them as they are written, and ``exact`` has
    the spellings when case matters. ``phrases`` says that all texts have blanks or signs, else none has a blank.
    """

    sought: tuple[str, ...]
    left: bool
    right: bool
    exact: tuple[str, ...] | None
    tail: str
    signed: tuple[str, ...] | None
    phrases: bool
    signals: tuple[tuple[int, str], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of the literals, in lower case."""
        if self.signed is not None:
            return self.signed
        first, beyond = int(self.left), int(self.right)
        return tuple([text[first : len(text) - beyond] for text in self.sought])

    def literals(self) -> Iterator[Literal_]:
        """The literals of the group, each by itself."""
        for place, text in enumerate(self.texts):
            exact = self.exact[place] if self.exact else None
            yield Literal_(text, self.left, self.right, exact, self.tail, self.signals)


@dataclass(slots=True)
class Words:
    """The words of a language, expanded: its literals in groups, and the sorted texts of each grammar role.

    They are unpacked when first asked for: most runs read texts of one language only.
    """

    packed: Callable[[], tuple[tuple[LiteralGroup, ...], Mapping[str, tuple[str, ...]]]] = field(
        repr=False, compare=False
    )
    _unpacked: tuple[tuple[LiteralGroup, ...], Mapping[str, tuple[str, ...]]] | None = field(
        default=None, repr=False, compare=False
    )

    def _all(self) -> tuple[tuple[LiteralGroup, ...], Mapping[str, tuple[str, ...]]]:
        if self._unpacked is None:
            self._unpacked = self.packed()
        return self._unpacked

    @property
    def groups(self) -> tuple[LiteralGroup, ...]:
        """What the automaton looks for."""
        return self._all()[0]

    @property
    def role_words(self) -> Mapping[str, tuple[str, ...]]:
        """The texts of each grammar role, sorted."""
        return self._all()[1]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and self._all() == other._all()

    def __hash__(self) -> int:
        return hash(len(self.groups))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language: its words, and what the grammar of sentences and figures needs.

    ``not_in`` maps a signal number to the guard signals whose hits silence it where they overlap.
    ``headings`` maps a kind of section to the words of its headings.
    ``asides`` maps a guard signal to the reason and the topic of a sentence that it leaves without words.
    ``roles`` maps a grammar role to the mask of its signals, ``topics`` a signal number to its topic.
    ``free_order`` says that a verb may stand far from what it is about, before or behind it; ``noun_capitals`` that a
    capital makes no name. ``phrase_ends`` are words, in lower case, that no noun phrase goes on with. ``signals`` has a
    bit for each signal that has words; ``fact_shift`` is where the bits of the kinds of fact begin, above those of all
    signals.
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
    signals: int = 0
    fact_shift: int = 0
    frames: FrameWords = field(default_factory=FrameWords)
    predicates: PredicateWords = field(default_factory=PredicateWords)
    metrics: MetricGrammar = field(default_factory=MetricGrammar)

    @property
    def groups(self) -> tuple[LiteralGroup, ...]:
        """What the automaton looks for."""
        return self.words.groups

    @property
    def role_words(self) -> Mapping[str, tuple[str, ...]]:
        """The texts of each grammar role, sorted."""
        return self.words.role_words

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


@dataclass(frozen=True, slots=True)
class ElementType:
    """An element with its grades compiled, best match first; ``figures`` are those that hold it elsewhere.

    ``beside`` is what a sentence beside the claim has to say besides, ``beside_claim`` what the claim has to be or to
    say for one, ``elsewhere`` are the grades of statements far away, ``far_claim`` what a claim has to be for these;
    None for any.
    """

    id: str
    shape: ElementShape
    grades: tuple[tuple[float, Compiled], ...]
    figures: tuple[FigureGrade, ...] = ()
    beside: Compiled | None = None
    elsewhere: tuple[tuple[float, Compiled], ...] = ()
    far_claim: Compiled | None = None
    beside_claim: Compiled | None = None


class Question(NamedTuple):
    """A deciding fact; ``told`` holds of texts that tell it, None where no text is known to."""

    ask: str
    told: Compiled | None


@dataclass(frozen=True, slots=True)
class Check:
    """A rule with its conditions compiled; ``types`` are the claim types it can apply to, None for all.

    ``loose`` is the condition as it is asked of passages without a claim, None for a rule over claims alone or over
    documents. ``whole`` is the condition of a rule over documents, ``comparison`` what a rule over contradictions sets
    side by side; their ``when`` never holds. ``shared`` are the shared conditions that it names, as they are written.
    ``covers`` are the rules whose findings on a claim say nothing beside its own.
    """

    id: str
    family: str
    shape: CheckShape
    when: Compiled
    types: frozenset[str] | None
    marks: int
    questions: tuple[Question, ...]
    loose: Compiled | None = None
    whole: Whole | None = None
    comparison: Comparison | None = None
    shared: tuple[Condition, ...] = ()
    covers: frozenset[str] = frozenset()

    def is_spoken(self, signals: int) -> bool:
        """Whether a language with these signals has the words that the rule looks for."""
        if self.loose is not None and self.loose.may_hold_in(signals):
            return True
        return (self.whole or self.comparison or self.when).may_hold_in(signals)


@dataclass(frozen=True, slots=True)
class Profile:
    """A jurisdiction with what it takes over: its own id and those it extends, nearest first.

    ``layers`` are the profiles in the order in which they change a rule, own changes last; ``groups`` has, for each of
    them, its groups by the rules in them. ``investors`` is the profile whose gaps count towards investors, None where
    its own do.
    """

    id: str
    title: str
    about: str
    lineage: tuple[str, ...]
    layers: tuple[ProfileShape, ...]
    groups: tuple[Mapping[str, tuple[GroupShape, ...]], ...]
    cells: tuple[CellShape, ...]
    investors: str | None
    heavier_in: frozenset[str]
    lighter_with: tuple[str, ...]


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
class PackPart:
    """One of the packs that were laid over each other; ``version`` None where it has no ``pack.yml``."""

    name: str
    version: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Pack:
    """A rule pack ready for use; built once, shared by threads.

    ``parts`` are the packs it was laid together from, lowest first. ``disabled`` and ``severities`` are what they
    say of rules, by id. ``wide`` has a bit for each signal that conditions ask a paragraph, a section or the document
    for.

    ``sources`` are the user folders it was loaded from, ``builtin`` says that our own rules are in it: enough
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
    profiles: Mapping[str, Profile]
    scoring: Scoring
    languages: LanguageGrammar
    captions: CaptionWords = field(default_factory=CaptionWords)
    wide: int = 0
    families: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, SectionKindShape] = field(default_factory=dict)
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    builtin: bool = True
    parts: tuple[PackPart, ...] = ()
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
