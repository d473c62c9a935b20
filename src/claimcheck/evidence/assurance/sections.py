"""Which blocks of a document stand in a part that is about the check of its figures."""

from __future__ import annotations

from functools import cached_property

from claimcheck.evidence.assurance.subjects import SECTION
from claimcheck.evidence.assurance.words import Words
from claimcheck.text.passages import Passages


class AssuranceSections:
    """The sections of one document that hold assurance statements, by their kind or by their headings."""

    def __init__(self, passages: Passages, words: Words) -> None:
        self._passages = passages
        self._roles = words.roles

    def have(self, block: int) -> bool:
        """Whether a block, by its index in the document, stands in one of them."""
        if self._passages.structure.section_kind(block) == SECTION:
            return True
        one = self._passages.document.blocks[block]
        return not one.running and not self._titles.isdisjoint(one.section)

    @cached_property
    def _titles(self) -> frozenset[str]:
        """Headings that name an assurance and a word for a report."""
        passages, roles, found = self._passages, self._roles, set[str]()
        for place, block in enumerate(passages.document.blocks):
            if block.kind == "heading":
                for index in passages.of_block(place):
                    mask = passages.sentence(index).mask_any
                    if (
                        mask & roles["assured_noun"]
                        and mask & roles["report_noun"]
                        and not mask & roles["assured_other"]
                    ):
                        found.add(block.text)
        return frozenset(found)
