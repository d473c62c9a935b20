"""What the layout of a document, its own repetition and the evidence say of a claim, for the terms of its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from claimcheck.model.claim import Core, Element
from claimcheck.model.passage import FIGURES
from claimcheck.rulepack.ranking_shapes import Trait
from claimcheck.text.fragments import is_label
from claimcheck.text.passages import Passages

OPENING = 0.1
"""The share of a document that is its beginning: cover, highlights, letters and summary."""
CALL_OUT = 25
"""Words of a paragraph of one sentence that stands by itself with its figure."""
TWICE, OFTEN = 2, 4
"""Pages, or sections where there are no pages, on which a claim that is repeated stands."""


def traits_of(core: Core, elements: Sequence[Element], passages: Passages, places: int) -> frozenset[Trait]:
    """The traits of a claim; ``places`` is on how many pages or in how many sections its group stands."""
    return frozenset(_traits(core, elements, passages, places))


def places_of(passages: Passages, sentences: Iterable[int]) -> int:
    """On how many pages sentences stand, or in how many sections where there are no pages."""
    return len({_place(passages, one) for one in sentences})


def _traits(core: Core, elements: Sequence[Element], passages: Passages, places: int) -> Iterator[Trait]:
    number = core.sentence.number
    if any(element.state == "contradicted" for element in elements):
        yield "contradicted"
    if any(element.state == "missing" and element.asked for element in elements):
        yield "unanswered"
    if places >= OFTEN:
        yield "often"
    if places >= TWICE:
        yield "twice"
    if _is_opening(passages, number):
        yield "opening"
    text = passages.norm.text[core.sentence.start : core.sentence.end]
    if is_label(passages, number):
        yield "fragment"
    elif passages.block(number).kind in ("title", "heading") or _is_call_out(passages, number, text):
        yield "headline"


def _place(passages: Passages, sentence: int) -> object:
    block = passages.block(sentence)
    return block.section if block.page is None else block.page


def _is_opening(passages: Passages, sentence: int) -> bool:
    document = passages.document
    page = passages.block(sentence).page
    if page is None or not document.pages:
        return passages.spans[sentence].block <= OPENING * len(document.blocks)
    return page <= max(1, OPENING * len(document.pages))


def _is_call_out(passages: Passages, sentence: int, text: str) -> bool:
    """Whether a paragraph is one short line with a figure, as key figures and call-outs are set."""
    block = passages.block(sentence)
    if block.kind != "paragraph" or len(text.split()) > CALL_OUT:
        return False
    if len(list(islice(passages.of_block(passages.spans[sentence].block), 2))) > 1:
        return False
    return any(fact.kind in FIGURES for fact in passages.facts(sentence))
