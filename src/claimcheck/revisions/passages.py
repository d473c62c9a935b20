"""What stands in a report and is no claim there: a claim of the other report may be worded like it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimcheck.model.claim_out import PlaceOut
from claimcheck.model.reading import BlockOut, ReadDocument
from claimcheck.model.report import Report
from claimcheck.revisions.stated import Wording, wording
from claimcheck.text.normalise import canon

MOST_CHARACTERS = 1_000
"""Of a longer passage the beginning is looked at."""
_LEAST_WORDS = 3
_END = re.compile(r"(?<=[.!?;])\s+|(?<=[。！？；])|\n+")

Texts = tuple[Sequence[ReadDocument], Sequence[ReadDocument]]


class Passage(NamedTuple):
    """A passage, where it stands, and why it is no claim."""

    path: str
    wording: Wording
    place: PlaceOut
    reason: str


def passages_of(report: Report, texts: Sequence[ReadDocument]) -> list[Passage]:
    """What a report set aside, and the other sentences of its documents where their text is at hand."""
    found = [
        Passage(document.path, wording(one.text[:MOST_CHARACTERS]), one.place, one.reason)
        for document in report.documents
        for one in document.set_aside
    ]
    told = {canon(one.wording.text) for one in found}
    told |= {canon(claim.text) for document in report.documents for claim in document.claims}
    for read in texts:
        for block in read.blocks:
            for text in _sentences(block):
                passage = wording(text)
                if canon(text) not in told and len(passage.words) >= _LEAST_WORDS:
                    found.append(Passage(read.path, passage, _place(block), "no_claim"))
    return found


def _sentences(block: BlockOut) -> Iterator[str]:
    """The sentences of a block, as far as their stops tell; nothing of lines that pages repeat."""
    if not block.running:
        for text in _END.split(block.text):
            yield " ".join(text[:MOST_CHARACTERS].split())


def _place(block: BlockOut) -> PlaceOut:
    none = {"path": None, "cell": None, "ocr": None}
    return PlaceOut.like(block, end_line=block.line, end_column=block.column, block=block.kind, **none)
