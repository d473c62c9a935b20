"""The order of claims: a sum of reasons for each, the largest first, and those that say the same as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from claimcheck.model.claim import Core, Element, Finding, Ranked, Reason
from claimcheck.model.passage import FIGURES
from claimcheck.ranking.sameness import Sameness
from claimcheck.rulepack.allowed_values import Trait
from claimcheck.rulepack.conditions import View
from claimcheck.rulepack.pack import Lexicon, Pack
from claimcheck.text.fragments import is_label
from claimcheck.text.passages import Passages

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

    __slots__ = ("_parts", "_same")

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
        best: dict[int, _Best] = {}
        for number in sorted(range(len(claims)), key=lambda place: _place(claims[place].core)):
            one, group = claims[number], groups[number]
            traits = _traits_of(one.core, one.elements, passages, places[group])
            if one.admitted:
                traits |= {"admitted"}
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


def _traits_of(core: Core, elements: Sequence[Element], passages: Passages, places: int) -> frozenset[Trait]:
    """The traits of a claim; ``places`` is on how many pages or in how many sections its group stands."""
    return frozenset(_traits(core, elements, passages, places))


def _places_of(passages: Passages, sentences: Iterable[int]) -> int:
    """On how many pages sentences stand, or in how many sections where there are no pages."""
    return len({_column_or_section(passages, one) for one in sentences})


def _traits(core: Core, elements: Sequence[Element], passages: Passages, places: int) -> Iterator[Trait]:
    number = core.sentence.number
    if any(element.state == "contradicted" for element in elements):
        yield "contradicted"
    if any(element.state == "missing" and element.asked for element in elements):
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
