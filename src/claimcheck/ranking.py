"""The order of claims: a sum of reasons for each, the largest first, and those that say the same as one.

Claims of one sentence are one group. Two sentences are one where nothing sets them apart - other figures, years,
scopes or goals - and most words are shared. Candidates come from an index of rare words and figures, so the time is
near to linear in the claims.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from claimcheck.model.claim import Core, Element, Finding, Ranked, Reason
from claimcheck.model.passage import AHEAD, FIGURES, Fact, scopes_of
from claimcheck.rulepack.allowed_values import Trait
from claimcheck.rulepack.conditions import View
from claimcheck.rulepack.pack import Lexicon, Pack
from claimcheck.text.fragments import is_label, leads_of
from claimcheck.text.passages import Passages
from claimcheck.text.terms import TermReader

ALIKE, ALIKE_BUT = 0.8, 0.9
"""The share of the words of the longer sentence that both have, and they are the same without any figure.

The second where each has words that the other has not: "our impact on water" and "on soil" are two things.
"""
ABOUT = 0.7
"""The share of the words of the shorter one that both have, and they are where figures or goals agree."""
LEAST = 3
"""Words that both have where nothing else agrees; every other thing that is told and agrees stands for one of them."""
EXACT = 5
"""Digits by which a number is known again."""
MOST_CANDIDATES = 24
"""Groups behind one key of the index that are looked at: a word that more sentences have tells nothing."""
NOTHING: frozenset[str] = frozenset()
NET_ZERO = frozenset({"net_zero"})
Key = tuple[str, object]


SLOTS = 4
"""The first fields of what is said, of which no two may differ."""


class Said(NamedTuple):
    """What a sentence says, as far as it tells claims apart.

    ``figures`` are values with their units, ``years`` those it is about: of a goal the year that it is due, else all
    but those it counts from. ``limits`` are the stems of the words that limit it and the digits of greenhouse gas
    scopes, ``goals`` kinds of targets, ``topics`` what its claims are about, ``words`` the stems of its words.
    """

    figures: frozenset[tuple[float, str]]
    years: frozenset[int]
    limits: frozenset[str]
    goals: frozenset[str]
    topics: frozenset[str]
    words: frozenset[str]

    def is_apart(self, other: Said) -> bool:
        """Whether what sets claims apart is told by both and differs."""
        measured = bool(self.figures) and self.figures == other.figures and self.years == other.years
        if self.topics.isdisjoint(other.topics) and not measured and not (self.is_end and other.is_end):
            return True
        return any(mine and theirs and mine != theirs for mine, theirs in zip(self[:SLOTS], other[:SLOTS], strict=True))

    @property
    def is_end(self) -> bool:
        """Whether it tells of one goal that is the same in any words: net zero, by a year."""
        return self.goals == NET_ZERO and len(self.years) == 1

    def joined(self, other: Said) -> Said:
        """What both say together; the words stay, so that a group does not wander off."""
        return Said(
            self.figures or other.figures,
            self.years or other.years,
            self.limits or other.limits,
            self.goals or other.goals,
            self.topics,
            self.words,
        )


class Sameness:
    """Finds the groups of the claims of one language."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._terms = TermReader(lexicon.terms, NOTHING)

    def groups(self, cores: Sequence[Core], elements: Sequence[Sequence[Element]], passages: Passages) -> list[int]:
        """For each claim the number of the first sentence of its group."""
        members: dict[int, list[int]] = {}
        for number, core in enumerate(cores):
            members.setdefault(core.sentence.number, []).append(number)
        said = {
            sentence: self._said([cores[one] for one in own], [elements[one] for one in own], passages)
            for sentence, own in sorted(members.items())
        }
        often = Counter(word for one in said.values() for word in one.words)
        heads: dict[int, Said] = {}
        index: dict[Key, list[int]] = {}
        group: dict[int, int] = {}
        for sentence, one in said.items():
            keys = list(_keys(one, often))
            found = _nearest(one, heads, index, keys)
            head = sentence if found is None else found
            heads[head] = one if found is None else heads[head].joined(one)
            group[sentence] = head
            for key in keys:
                listed = index.setdefault(key, [])
                if len(listed) < MOST_CANDIDATES and head not in listed:
                    listed.append(head)
        return [group[core.sentence.number] for core in cores]

    def _said(self, cores: Sequence[Core], elements: Sequence[Sequence[Element]], passages: Passages) -> Said:
        sentence = cores[0].sentence
        facts = passages.facts(sentence.number)
        kinds = {core.target_kind for core in cores if core.target_kind not in (None, "other")}
        due = {core.target_year for core in cores if core.target_kind in kinds and core.target_year is not None}
        limits = set(scopes_of(facts))
        limits |= {
            word
            for held in elements
            for one in held
            if one.id == "boundary" and one.where == "sentence" and one.start is not None and one.end is not None
            for word in self._stems(passages, one.start, one.end)
        }
        return Said(
            frozenset(_value(fact) for fact in facts if fact.kind in FIGURES and fact.value is not None),
            frozenset(due or (fact.year for fact in facts if fact.year is not None and fact.role != "base")),
            frozenset(limits),
            frozenset(kind for kind in kinds if kind is not None),
            frozenset(core.topic for core in cores),
            frozenset(self._stems(passages, sentence.start, sentence.end)),
        )

    def _stems(self, passages: Passages, start: int, end: int) -> Iterator[str]:
        """The stems of the words between two offsets, without numbers."""
        for token in self._terms.tokens(passages.norm.lower[start:end]):
            if token.stem and not token.stem.isdigit():
                yield token.stem


def _value(fact: Fact) -> tuple[float, str]:
    """The value with its unit; a number of many digits is the same one, whether "t" or "tCO2e" stands behind it."""
    value = fact.value or 0.0
    exact = fact.kind == "quantity" and len(f"{value:f}".replace(".", "").strip("0")) >= EXACT
    return (value, fact.kind if exact else fact.unit or fact.kind)


def _keys(one: Said, often: Counter[str]) -> Iterator[Key]:
    """What two sentences have in common, one at least, wherever they are the same."""
    for figure in sorted(one.figures):
        yield "figure", figure
    for goal in sorted(one.goals):
        yield "goal", (goal, *sorted(one.years))
    # Of two sentences with so many words in common, the rarest of one are in the other as well.
    rarest = sorted(one.words, key=lambda word: (often[word], word))
    for word in rarest[: int(len(rarest) * (1 - ALIKE)) + 1]:
        yield "word", word


def _nearest(one: Said, heads: dict[int, Said], index: dict[Key, list[int]], keys: Sequence[Key]) -> int | None:
    """The group that says the same, with the most words in common; the earliest of those."""
    best, found = -1, None
    for head in dict.fromkeys(head for key in keys for head in index.get(key, ())):
        other = heads[head]
        common = len(one.words & other.words)
        if common > best and not one.is_apart(other) and _is_same(one, other, common):
            best, found = common, head
    return found


def _is_same(one: Said, other: Said, common: int) -> bool:
    """Whether what is not apart is the same."""
    if one.is_end and other.is_end:
        return True
    shorter, longer = sorted((len(one.words), len(other.words)))
    agreed = sum(bool(mine) and mine == theirs for mine, theirs in zip(one[:SLOTS], other[:SLOTS], strict=True))
    if common < max(1, LEAST - agreed):
        return one.words == other.words and one[:SLOTS] == other[:SLOTS]
    if common >= (ALIKE if common == shorter else ALIKE_BUT) * longer:
        return True
    measured = one.figures or (one.goals and one.goals == other.goals and one.years)
    return bool(measured) and one.figures == other.figures and common >= ABOUT * shorter


_OPENING = 0.1
"""The share of a document that is its beginning: cover, highlights, letters and summary."""
_CALL_OUT = 25
"""Words of a paragraph of one sentence that stands by itself with its figure."""
_TWICE, _OFTEN = 2, 4
"""Pages, or sections where there are no pages, on which a claim that is repeated stands."""


class Rankable:
    """A claim as the ranker sees it: what it is, what is held and asked of it, what rules say, its view for conditions.

    ``admitted`` says that the document owns up to something in the claim's sentence.
    """

    __slots__ = ("admitted", "core", "elements", "findings", "view")

    def __init__(
        self,
        core: Core,
        elements: Sequence[Element],
        findings: Sequence[Finding],
        view: View,
        *,
        admitted: bool = False,
    ) -> None:
        self.core = core
        self.elements = elements
        self.findings = findings
        self.view = view
        self.admitted = admitted


class _Best(NamedTuple):
    """The claim that a group stands where it stands for, by its number."""

    total: int
    number: int
    why: tuple[Reason, ...]


class Ranker:
    """Orders claims by the parts of a pack's ``ranking.yml``; those that say the same are one group."""

    def __init__(self, pack: Pack, lexicon: Lexicon) -> None:
        self._parts = pack.ranking
        self._same = Sameness(lexicon)

    def rank(self, claims: Sequence[Rankable], passages: Passages) -> list[Ranked]:
        """The place of every claim, in the order of ``claims``.

        A group stands where its best claim does, whose sum all share; groups with equal sums go by their first place.
        """
        groups = self._same.groups([one.core for one in claims], [one.elements for one in claims], passages)
        sentences: dict[int, set[int]] = {}
        for one, group in zip(claims, groups, strict=True):
            sentences.setdefault(group, set()).add(one.core.sentence.number)
        places = {group: _places_of(passages, numbers) for group, numbers in sentences.items()}
        behind = _behind([one.core for one in claims], passages)
        best: dict[int, _Best] = {}
        for number in sorted(range(len(claims)), key=lambda place: _place(claims[place].core)):
            one, group = claims[number], groups[number]
            traits = frozenset(_traits(one.core, one.elements, passages, places[group]))
            if one.admitted:
                traits |= {"admitted"}
            if one.core.sentence.number in behind:
                traits |= {"behind"}
            why = tuple(self._reasons(one, traits, passages))
            total = sum(reason.points for reason in why)
            if group not in best or total > best[group].total:
                best[group] = _Best(total, number, why)
        order = sorted(best, key=lambda group: (-best[group].total, group))
        rank = {group: place for place, group in enumerate(order, 1)}
        return [Ranked(rank[group], best[group].number, best[group].why) for group in groups]

    def _reasons(self, claim: Rankable, traits: frozenset[Trait], passages: Passages) -> Iterator[Reason]:
        """Of each part the first term that holds."""
        block = passages.spans[claim.core.sentence.number].block
        section = passages.structure.section_kind(block)
        tiers = {finding.tier for finding in claim.findings}
        for part in self._parts:
            for term in part:
                if (
                    (not term.traits or term.traits & traits)
                    and (not term.sections or section in term.sections)
                    and (not term.tiers or term.tiers & tiers)
                    and (term.when is None or term.when.test(claim.view))
                ):
                    yield Reason(term.id, term.points)
                    break


def _place(core: Core) -> tuple[int, int, str]:
    return core.sentence.number, core.clause.start, core.type


def _behind(cores: Iterable[Core], passages: Passages) -> set[int]:
    """The sentences of goals behind the first of a list that are alike and leave their date to its lead-in."""
    leads, first = leads_of(passages), dict[tuple[int, str, str], int]()
    found: set[int] = set()
    for core in sorted(cores, key=_place):
        number = core.sentence.number
        lead = leads.get(number)
        if lead is None or core.tense != "planned" or _is_due(passages, number) or not _is_due(passages, lead):
            continue
        if first.setdefault((lead, core.type, core.topic), number) != number:
            found.add(number)
    return found


def _is_due(passages: Passages, sentence: int) -> bool:
    """Whether a sentence has the date of something that is to come."""
    return any(fact.role in AHEAD for fact in passages.facts(sentence))


def _places_of(passages: Passages, sentences: Iterable[int]) -> int:
    """On how many pages sentences stand, or in how many sections where there are no pages."""
    return len({_column_or_section(passages, one) for one in sentences})


def _traits(core: Core, elements: Sequence[Element], passages: Passages, places: int) -> Iterator[Trait]:
    number = core.sentence.number
    if "contradicted" in [element.state for element in elements]:
        yield "contradicted"
    if ("missing", True) in [(element.state, element.asked) for element in elements]:
        yield "unanswered"
    if places >= _OFTEN:
        yield "often"
    if places >= _TWICE:
        yield "twice"
    if _is_opening(passages, number):
        yield "opening"
    text = passages.norm.text[core.sentence.start : core.sentence.end]
    if is_label(passages, number):
        yield "fragment"
    elif passages.block(number).kind in ("title", "heading") or _is_call_out(passages, number, text):
        yield "headline"


def _column_or_section(passages: Passages, sentence: int) -> object:
    block = passages.block(sentence)
    return block.section if block.page is None else block.page


def _is_opening(passages: Passages, sentence: int) -> bool:
    document = passages.document
    page = passages.block(sentence).page
    if page is None or not document.pages:
        return passages.spans[sentence].block <= _OPENING * len(document.blocks)
    return page <= max(1, _OPENING * len(document.pages))


def _is_call_out(passages: Passages, sentence: int, text: str) -> bool:
    """Whether a paragraph is one short line with a figure, as key figures and call-outs are set."""
    block = passages.block(sentence)
    if block.kind != "paragraph" or len(text.split()) > _CALL_OUT:
        return False
    if len(list(islice(passages.of_block(passages.spans[sentence].block), 2))) > 1:
        return False
    return any(fact.kind in FIGURES for fact in passages.facts(sentence))
