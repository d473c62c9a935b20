"""Metrics and the words by which a language names them and tells what becomes of them; who names which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple, get_args

from claimcheck.model.figure import Basis, Figure
from claimcheck.model.passage import Fact
from claimcheck.text.matcher import Matcher
from claimcheck.text.numbers import RATE
from claimcheck.text.tokens import WORD


class Mention(NamedTuple):
    """A metric as a sentence names it; ``clause`` is its number, offsets are those of the normalised text.

    ``year``, ``end_year`` and ``against`` are the period and the base year that are told beside it, ``move`` is whether
    it falls or rises there, and ``happened`` whether that is told as done.
    """

    metrics: tuple[str, ...]
    start: int
    end: int
    clause: int
    boundary: frozenset[str]
    scopes: frozenset[str]
    basis: Basis | None
    per_unit: bool
    year: int | None
    end_year: int | None
    against: int | None
    move: PhraseKind | None
    happened: bool


class Told(NamedTuple):
    """What a sentence tells: the metrics that it names, and its figures of them."""

    mentions: tuple[Mention, ...]
    figures: tuple[Figure, ...]


NOTHING = Told((), ())


def basis_of(said: Sequence[Said]) -> Basis | None:
    """How figures are counted, where one way of it is named."""
    kinds = {one.kind for one in said if one.kind in BASES}
    named = [kind for kind in kinds if kind != "intensity"]
    if len(named) == 1:
        kind = named[0]
        if kind == "location" or kind == "market" or kind == "gross" or kind == "net":
            return kind
    return None


def class_of(fact: Fact) -> str | None:
    """The class of units of a figure; None for a bare number, and for a rate: tables tell per what in the label."""
    if fact.kind == "share":
        return SHARE
    if fact.kind == "money":
        return MONEY
    if fact.unit is not None and fact.unit.startswith(RATE):
        return None
    return fact.unit_class


Move = Literal["fall", "rise"]
PhraseKind = Literal[
    "metric", "fall", "rise", "location", "market", "gross", "net", "intensity", "places", "parts", "planned",
    "bound",
]  # fmt: skip
MOVES: tuple[Move, ...] = get_args(Move)
PAST = "past"
"""The form of a verb that tells what has happened."""
BASES: tuple[PhraseKind, ...] = ("location", "market", "gross", "net", "intensity")
SHARE = "share"
MONEY = "money"
NO_UNIT = "none"
# What stands between most words.
_GAPS = " ,.-"


class Metric(NamedTuple):
    """One thing that is measured; ``claimcheck.rulepack.file_shapes`` tells each field."""

    id: str
    title: str
    topic: str
    units: tuple[str, ...]
    better: Move | None = None
    of: str | None = None
    scopes: frozenset[str] = frozenset()
    per: str | None = None
    may_mean: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    share_of: str | None = None


class Phrase(NamedTuple):
    """Words in lower case with the boundaries they ask for; ``metrics`` is empty where they mean no metric.

    Of ``beside`` one has to stand in the same sentence or label, where there are any. ``label`` words name a metric in
    labels of tables only; ``form`` is that of a verb.
    """

    text: str
    left: bool
    right: bool
    kind: PhraseKind
    metrics: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    label: bool = False
    form: str = ""


class Named(NamedTuple):
    """A run of a text that names a metric, or one of several that its unit has to tell apart.

    ``beside`` are the words elsewhere in the text without which it would not.
    """

    start: int
    end: int
    metrics: tuple[str, ...]
    beside: tuple[str, ...] = ()


class Said(NamedTuple):
    """A run of a text that says something else about figures: a direction, a basis, a place, a part of the company.

    ``form`` is the form of a verb, empty for other words.
    """

    start: int
    end: int
    kind: PhraseKind
    form: str = ""


class Words(NamedTuple):
    """What the phrases found in a text; both in order of start."""

    named: tuple[Named, ...]
    said: tuple[Said, ...]


NO_WORDS = Words((), ())


@dataclass
class MetricGrammar:
    """The metrics of a pack with the words of one language.

    ``phrases`` are expanded when a text is first looked at. ``whole`` has
    the words beside a metric that limit it to nothing, ``loose`` those that sentences
    about different things share, ``limits`` those behind it that open what it is limited to,
    ``located`` those before a name by which a sentence holds there alone; ``possessive`` endings make an owner of a
    name. ``change_before`` and ``level_before`` stand right before figures. ``units`` has class and factor of each
    unit; figures of the classes in ``one_base`` can be set against each other. ``about`` and ``spelled`` are shares
    of a value: how far a figure called about so, and one in words, may be from what is meant.
    """

    metrics: Mapping[str, Metric] = field(default_factory=dict)
    phrases: Callable[[], Sequence[Phrase]] = field(default=tuple, repr=False, compare=False)
    whole: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    located: frozenset[str] = frozenset()
    units: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    change_before: tuple[str, ...] = ()
    level_before: tuple[str, ...] = ()
    possessive: tuple[str, ...] = ()
    about_words: tuple[str, ...] = ()
    bound_words: tuple[str, ...] = ()
    one_base: frozenset[str] = frozenset()
    about: float = 0.0
    spelled: float = 0.0

    @cached_property
    def parts(self) -> frozenset[str]:
        """The metrics of which others are the sum."""
        return frozenset(part for one in self.metrics.values() for listed in one.parts for part in listed)

    @cached_property
    def common(self) -> frozenset[str]:
        """Words that say nothing of what a sentence is about: those of ``whole`` and of ``loose``."""
        return self.whole | self.loose

    @cached_property
    def wholes(self) -> Mapping[str, str]:
        """The metric of which another one is a part, or the amount per unit, by that other one."""
        found = {one.per: one.id for one in self.metrics.values() if one.per and not one.of}
        return found | {one.id: one.of for one in self.metrics.values() if one.of}

    @cached_property
    def scoped(self) -> frozenset[str]:
        """The metrics that have scopes."""
        return frozenset(one.of for one in self.metrics.values() if one.scopes and one.of)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words by which metrics are known, in lower case."""
        phrases = (one.text.lower() for one in self.phrases() if one.kind == "metric")
        return frozenset(word for text in phrases for word in WORD.findall(text))

    @cached_property
    def amounts(self) -> frozenset[str]:
        """Words for an amount of whatever else is named: those of ``whole`` that name no metric alone."""
        return frozenset(word for word in self.whole if not self.find(word).named)

    @cached_property
    def _index(self) -> _Index:
        return _Index(self.phrases())

    @cached_property
    def _scoped(self) -> Mapping[tuple[str, frozenset[str]], str]:
        return {(one.of, one.scopes): one.id for one in self.metrics.values() if one.of}

    def find(self, lower: str, *, label: bool = False) -> Words:
        """What is named in a sentence or label in lower case; of metrics that overlap the longest is meant."""
        return self._index.find(lower, label)

    def moves(self, lower: str) -> bool:
        """Whether a label in lower case says that something falls or rises."""
        return any(one.kind in MOVES for one in self.find(lower, label=True).said)

    def aims(self, lower: str) -> bool:
        """Whether a label in lower case speaks of something aimed for."""
        return any(one.kind == "planned" for one in self.find(lower, label=True).said)

    def naming(self, lower: str) -> Iterator[int]:
        """Where words of sentences that may name a metric end in a text in lower case, in order."""
        return self._index.naming(lower)

    def with_scopes(self, metric: str, scopes: frozenset[str]) -> str:
        """The metric that one is with these scopes; the same where no metric is more exact."""
        return self._scoped.get((metric, scopes), metric) if scopes else metric

    def kin(self, metric: str) -> tuple[str, ...]:
        """A metric with those that it is made from and may mean."""
        one = self.metrics[metric]
        return (metric, *one.may_mean, *(other for other in (one.of, one.share_of) if other))

    def factor(self, unit: str | None) -> float:
        """What turns a value in a unit into the base unit of its class; 1 for what no table of units has."""
        found = self.units.get(unit or "")
        return found[1] if found is not None else 1.0

    def admits(self, metric: str, unit_class: str | None) -> bool:
        """Whether figures of a metric can have units of a class; None is a bare number."""
        return (unit_class or NO_UNIT) in self.metrics[metric].units

    def fitting(
        self, metrics: Iterable[str], unit_class: str | None, *, is_change: bool, per_unit: bool = False
    ) -> Iterator[str]:
        """Which metrics a figure can be of where these are named; ``per_unit``: and divided by something.

        A percentage of what has no shares is a change, or a part of the whole that nobody asks for.
        """
        for name in metrics:
            per = self.metrics[name].per
            if per is not None and (per_unit or unit_class == "intensity"):
                if unit_class == "intensity" or (unit_class == SHARE and is_change):
                    yield per
            elif self.admits(name, unit_class) or (unit_class == SHARE and is_change):
                yield name

    def class_of(self, metric: str, unit_class: str | None) -> str | None:
        """The class under which figures of a metric are compared: masses of gas are emissions, bare numbers counts.

        Shares and money stay what they are.
        """
        units = self.metrics[metric].units
        if unit_class is None or (unit_class in self.one_base and units[0] in self.one_base):
            return units[0]
        return unit_class


class _Index:
    """The phrases in one automaton, and those that name a metric in one of their own.

    The others are of common words: where a whole text is searched, looking for them too takes half as long again.
    """

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._phrases = phrases
        self._matcher = Matcher([phrase.text for phrase in phrases])
        self._naming = Matcher([phrase.text for phrase in phrases if phrase.kind == "metric" and not phrase.label])

    def naming(self, lower: str) -> Iterator[int]:
        """Ends of the words that name a metric if they are whole words, in order."""
        return (end for _, _, end in self._naming.find(lower))

    def find(self, lower: str, label: bool) -> Words:
        """The phrases that stand in a text as words."""
        named: list[Named] = []
        said: list[Said] = []
        padded = f" {lower} "
        for number, start, end in self._matcher.find(lower):
            phrase = self._phrases[number]
            before, behind = padded[start], padded[end + 1]
            if (phrase.left and before not in _GAPS and before.isalnum()) or (
                phrase.right and behind not in _GAPS and behind.isalnum()
            ):
                continue
            if phrase.label and not label:
                continue
            beside = tuple([word for word in phrase.beside if _has(lower, word)]) if phrase.beside else ()
            if phrase.beside and not beside:
                continue
            if phrase.kind == "metric":
                named.append(Named(start, end, phrase.metrics, beside))
            else:
                said.append(Said(start, end, phrase.kind, phrase.form))
        if not named and not said:
            return NO_WORDS
        return Words(tuple(one for one in _longest(named) if one.metrics), tuple(_longest_said(said)))


def _has(lower: str, word: str) -> bool:
    """Whether a text has a word, as a word."""
    at = lower.find(word)
    while at >= 0:
        end = at + len(word)
        if not lower[at - 1 : at].isalnum() and not lower[end : end + 1].isalnum():
            return True
        at = lower.find(word, end)
    return False


def _longest(named: Sequence[Named]) -> list[Named]:
    kept: list[Named] = []
    for one in sorted(named, key=_place) if len(named) > 1 else named:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
            continue
        last = kept[-1]
        if (one.start, one.end) == (last.start, last.end):
            kept[-1] = last._replace(metrics=tuple(dict.fromkeys((*last.metrics, *one.metrics))))
        elif one.end - one.start > last.end - last.start:
            kept[-1] = one
    return kept


def _longest_said(said: Sequence[Said]) -> list[Said]:
    kept: list[Said] = []
    for one in sorted(said, key=_place) if len(said) > 1 else said:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _place(one: Named | Said) -> tuple[int, int]:
    return one.start, -one.end
