"""Which lines of a document are no whole sentence: names of things, index lines, halves, what leads to a list."""

from __future__ import annotations

from typing import cast

from claimcheck.model.passage import FIGURES
from claimcheck.text.passages import Passages

FEW = 8
"""Words of a line without a stop that may be no more than the name of something."""
OPENS_WITHIN = 2
"""Words in front of a reference that opens its sentence: "see also"."""
SAYING = (*FIGURES, "year", "period")
STOPS = ".!?;"
CLOSING = "\"'”’»)]"
_LEADS, _LEADS_ON, _ENTRY, _HEADS = ("lines over entries",), ":", "list", ("heading", "title")
_HEADED, _ROW, _ENDS = ("headings over lines",), "table", ".!?"
DASHES = "-‐‑‒–—"


def is_label(passages: Passages, number: int) -> bool:
    """Whether a sentence is a heading, or a few words without a stop, that tells no figure and no date."""
    if any(fact.kind in SAYING for fact in passages.facts(number)):
        return False
    if passages.block(number).kind in ("title", "heading"):
        return True
    text = _text(passages, number)
    return len(text.split()) <= FEW and text.rstrip(CLOSING)[-1:] not in STOPS


def is_cut(passages: Passages, number: int) -> bool:
    """Whether a sentence begins or ends in the middle of one, or only leads to another page."""
    facts = passages.facts(number)
    text, start = _text(passages, number), passages.spans[number].start
    if text[-1:] in DASHES or (text[:1].islower() and not any(fact.kind in SAYING for fact in facts)):
        return True
    return any(
        fact.kind == "reference" and passages.tokens_between(start, fact.start) <= OPENS_WITHIN for fact in facts
    )


def _text(passages: Passages, number: int) -> str:
    span = passages.spans[number]
    return passages.norm.text[span.start : span.end].strip()


def is_lead(passages: Passages, index: int) -> bool:
    """Whether a line leads to a list."""
    return passages.norm.text[passages.spans[index].end - 1] == _LEADS_ON


def is_listed(passages: Passages, index: int) -> bool:
    """Whether a line is an entry of a list, or stands alone without a stop; a row of a table is headed by labels."""
    kind = passages.block(index).kind
    return kind == _ENTRY or (kind != _ROW and passages.norm.text[passages.spans[index].end - 1] not in _ENDS)


def heads_of(passages: Passages) -> dict[int, int]:
    """By such a line the heading that it stands under; found once."""
    known = passages.answers.get(_HEADED)
    if known is None:
        known = passages.answers[_HEADED] = _headed(passages)
    return cast("dict[int, int]", known)


def _headed(passages: Passages) -> dict[int, int]:
    found: dict[int, int] = {}
    head: int | None = None
    for index in range(len(passages.spans)):
        if passages.block(index).kind in _HEADS:
            head = index
        elif head is not None and is_listed(passages, index):
            found[index] = head
    return found


def leads_of(passages: Passages) -> dict[int, int]:
    """By entry the sentence that leads to it: the line that ends in a colon before the list; found once."""
    known = passages.answers.get(_LEADS)
    if known is None:
        known = passages.answers[_LEADS] = _leads(passages)
    return cast("dict[int, int]", known)


def _leads(passages: Passages) -> dict[int, int]:
    found: dict[int, int] = {}
    lead: int | None = None
    for index, span in enumerate(passages.spans):
        block = passages.document.blocks[span.block]
        if block.running:
            continue
        if lead is not None and block.kind != _ENTRY and passages.spans[lead].block != span.block:
            lead = None
        if lead is not None:
            found[index] = lead
        if block.kind not in _HEADS and is_lead(passages, index):
            lead = index
    return found
