"""Two statements of one target that differ in its value, its base year or its date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from claimcheck.evidence.reconcile.sides import MOST_QUOTED, Sides
from claimcheck.model.claim import Core, Element
from claimcheck.model.contradiction import Contradiction, Side, Slot
from claimcheck.model.passage import Fact, Sentence
from claimcheck.rulepack.contradictions import Comparison
from claimcheck.text.metric_words import WORD
from claimcheck.text.names import Names
from claimcheck.text.normalise import canon
from claimcheck.text.passages import Passages

MOST_OF_ONE = 24
"""Statements of one target that are held against each other."""
_FIGURES = ("share", "quantity")
_DUE = ("target", "interim")
_BASE = "base"
_ZERO = "net_zero"
# Where the base year of a claim may stand and still be its own for certain.
_NEAR = ("sentence", "neighbour", "footnote")
_OWN = "sentence"


class Told(NamedTuple):
    """What a statement says of its target, and the words for it; nothing is known where ``fact`` is None."""

    what: object
    at: int
    until: int


class Pledge(NamedTuple):
    """A target as one passage tells it.

    ``of`` is what has to be the same: scopes, names and the words that set targets apart. The rest is None
    where the passage leaves it open. ``zero`` says that it is to bring something down to nothing. ``at`` is where it is
    told, whatever stands beside it.
    """

    sentence: int
    at: int
    of: tuple[object, ...]
    topics: frozenset[str]
    zero: bool
    boundary: str | None
    fields: Mapping[str, Told]


class PledgeReader:
    """Reads the targets of one document.

    ``topics`` maps a signal to its topic, ``names`` tells names from other words; ``plain`` gives words that name
    nobody else: small ones, and those of the company.
    """

    __slots__ = ("_names", "_passages", "_plain", "_text", "_topics")

    def __init__(
        self, passages: Passages, topics: Mapping[int, str], names: Names, plain: Callable[[], frozenset[str]]
    ) -> None:
        self._names = names
        self._plain = plain
        self._passages = passages
        self._text = passages.norm.text
        self._topics = topics

    def read(
        self, cores: Sequence[Core], elements: Sequence[Sequence[Element]], asked: Comparison
    ) -> Iterator[Pledge]:
        """Targets that are claims, then other sentences about one, each group in reading order.

        Those that leave the field open that is asked for are not among them.
        """
        taken: set[int] = set()
        for core, held in zip(cores, elements, strict=True):
            taken.add(core.sentence.number)
            told = core.claimant != "third_party" and core.stance != "quoted"
            if core.tense == "planned" and told and not core.sentence.mask_any & asked.unless:
                pledge = self._of_claim(core, held, asked)
                if pledge is not None:
                    yield pledge
        if not asked.about:
            return
        about = asked.about
        for number in self._passages.with_anchors(lambda mask: bool(mask & about)):
            if number not in taken:
                pledge = self._of_sentence(number, asked)
                if pledge is not None:
                    yield pledge

    def _of_claim(self, core: Core, held: Sequence[Element], asked: Comparison) -> Pledge | None:
        if core.target_year is None:
            return None
        start, end = core.clause.start, core.clause.end
        facts = [one for one in self._passages.facts(core.sentence.number) if start <= one.start < end]
        fields = _fields(facts, core.target_year)
        if fields is None:
            return None
        fields.setdefault("target_year", Told(core.target_year, core.start, core.end))
        boundary = None
        for one in held:
            if one.start is None or one.end is None:
                continue
            if one.id == "boundary" and one.where == _OWN:
                boundary = canon(self._text[one.start : one.end])
            if one.id == "base_year" and one.where in _NEAR and one.fact is not None:
                fields.setdefault("base_year", Told(one.fact.year, one.start, one.end))
        if asked.differ not in fields:
            return None
        of = self._same(core.sentence, core.clause.mask_any, facts, asked.apart)
        topics, zero = frozenset({core.topic}), core.target_kind == _ZERO
        return Pledge(core.sentence.number, core.start, of, topics, zero, boundary, fields)

    def _of_sentence(self, number: int, asked: Comparison) -> Pledge | None:
        sentence = self._passages.sentence(number)
        if not sentence.mask & asked.about or sentence.mask_any & asked.unless or sentence.guards:
            return None
        facts = self._passages.facts(number)
        fields = _fields(facts, None)
        if not fields or asked.differ not in fields:
            return None
        of = self._same(sentence, sentence.mask_any, facts, asked.apart)
        mask = sentence.mask_any
        topics = frozenset(topic for signal, topic in self._topics.items() if mask >> signal & 1)
        return Pledge(number, sentence.start, of, topics, False, None, fields)

    def _same(self, sentence: Sentence, mask: int, facts: Iterable[Fact], apart: int) -> tuple[object, ...]:
        scopes = frozenset(
            digit for one in facts if one.kind == "scope" for digit in one.text if digit.isdigit()
        )
        names = {word for one in facts if one.kind == "party" for word in WORD.findall(one.text.lower())}
        others = frozenset(names - self._plain()) if names else frozenset[str]()
        return scopes, others | self._actor(sentence), mask & apart

    def _actor(self, sentence: Sentence) -> frozenset[str]:
        """The name that opens a sentence, where it is somebody else's than the company's."""
        match = WORD.match(self._text, sentence.start)
        if match is None or not match[0][0].isupper() or match[0].lower() in self._plain():
            return frozenset()
        return frozenset({match[0].lower()}) if self._names.is_new(match[0]) else frozenset()


def _fields(facts: Sequence[Fact], due: int | None) -> dict[str, Told] | None:
    """Value, base year and date of one target, None where the words tell of several."""
    found: dict[str, Told] = {}
    for fact in facts:
        if fact.kind in _FIGURES:
            name, what = "value", f"{fact.value} {fact.unit}"
        elif fact.kind == "year" and fact.role == _BASE:
            name, what = "base_year", str(fact.year)
        elif fact.kind == "year" and (fact.role in _DUE or fact.year == due):
            name, what = "target_year", str(fact.year)
        else:
            continue
        told = Told(fact.year if fact.kind == "year" else what, fact.start, fact.end)
        if found.setdefault(name, told).what != told.what:
            return None
    return found


def targets(
    rule: str, asked: Comparison, pledges: Iterable[Pledge], sides: Sides, text: str
) -> Iterator[Contradiction]:
    """Statements of one target that differ in the field asked for, each pair of what they say once."""
    groups: dict[tuple[object, ...], list[Pledge]] = {}
    for pledge in pledges:
        groups.setdefault(pledge.of, []).append(pledge)
    for some in groups.values():
        told: set[object] = set()
        for one, other in combinations(some[:MOST_OF_ONE], 2):
            pair = frozenset({one.fields[asked.differ].what, other.fields[asked.differ].what})
            if pair in told or not _is_conflict(one, other, asked.differ):
                continue
            told.add(pair)
            both = tuple(_side(pledge, asked.differ, sides) for pledge in (one, other))
            words: dict[Slot, str] = {
                "first": _words(one, asked.differ, text),
                "second": _words(other, asked.differ, text),
            }
            yield Contradiction(rule, both, words)


def _is_conflict(one: Pledge, other: Pledge, differ: str) -> bool:
    """Whether two statements are of one target and only the field asked for is another one."""
    if one.sentence == other.sentence or one.zero != other.zero or not one.topics & other.topics:
        return False
    known = {
        name: one.fields[name].what == other.fields[name].what for name in one.fields if name in other.fields
    }
    if known.pop(differ) or not all(known.values()):
        return False
    if one.zero:
        # Nothing but what it covers tells one such target from another.
        return one.boundary == other.boundary and differ == "target_year"
    if one.boundary and other.boundary and one.boundary != other.boundary:
        return False
    if differ == "value":
        # So many per cent less by one year may be said of many things.
        return "target_year" in known and ("base_year" in known or bool(one.of[0]))
    return bool(known) or bool(one.of[0])


def _words(pledge: Pledge, field: str, text: str) -> str:
    told = pledge.fields[field]
    return text[told.at : told.until] if field == "value" else str(told.what)


def _side(pledge: Pledge, field: str, sides: Sides) -> Side:
    """The statement; with the sentence beside it where that tells the field."""
    told = pledge.fields[field]
    side = sides.around(pledge.sentence, told.at, told.until)
    if side.start <= told.at < side.end:
        return side
    start, end = sides.beside(told.at)
    whole = side._replace(start=min(side.start, start), end=max(side.end, end))
    apart = whole.end - whole.start > MOST_QUOTED
    return (side if apart else whole)._replace(at=pledge.at, until=pledge.at + 1)
