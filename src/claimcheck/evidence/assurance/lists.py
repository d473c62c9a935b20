"""The lists of what was checked: behind the sentences that announce them, and under headings of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from claimcheck.evidence.assurance.named_sections import SECTION
from claimcheck.evidence.assurance.subjects import Subjects
from claimcheck.evidence.assurance.words import Words
from claimcheck.model.passage import Sentence
from claimcheck.text.passages import Passages

MOST_LISTED = 60
"""Blocks of a list of what is covered."""
_ENTRIES = ("list", "table")
_LEADS_ON = ":"
LEAST_MEASURED = 2
"""Entries behind a colon that are measured, for what stands there to be what was checked."""


class Lists:
    """Finds lists in one document."""

    def __init__(
        self, passages: Passages, words: Words, subjects: Subjects, sections: AssuranceSections
    ) -> None:
        self._passages = passages
        self._roles = words.roles
        self._checked = words.checked
        self._subjects, self._sections = subjects, sections

    def of(
        self, sentences: Sequence[Sentence], telling: Sequence[Sentence], *, voiced: bool
    ) -> list[Sentence]:
        """The sentences of the lists of a statement, of which ``telling`` say what was checked.

        A practitioner's list ends with the next heading; that of a section in which the company tells of a check has
        headings of its own.
        """
        blocks, listed = self._passages.document.blocks, self._roles["assured_list"]
        spoken = [one for one in telling if blocks[one.block].kind != "heading"]
        opening = [one for one in spoken if one.mask_any & listed or self._announces(one)]
        # Those who checked list what they did as well: what was checked stands behind the words for the engagement.
        checked = [one for one in opening if one.mask_any & self._checked]
        found = {
            one.number: one for each in checked or opening[:1] for one in self._behind(each, voiced=voiced)
        }
        # A list of what is measured is none of what was done.
        heads = listed | self._roles["assured_subject"]
        for one in sentences:
            is_heading = blocks[one.block].kind == "heading"
            if not one.mask_any & (heads if is_heading else listed) or self._subjects.excluded(one):
                continue
            entries = list(self._entries(one.block + 1))
            if 2 * sum(map(self._is_measured, entries)) >= max(len(entries), 1):
                found |= {entry.number: entry for entry in entries}
        told = {one.number for one in telling}
        rest = (one for one in sentences if one.number not in told)
        found |= {one.number: one for one in rest if self._lists_figures(one)}
        # The numbered parts of the document that a sentence names ("the indicators in Annex 2").
        facts = (fact for one in telling for fact in self._passages.facts(one.number))
        for title in {fact.text.casefold() for fact in facts if fact.kind == "reference"}:
            for block, heading in enumerate(blocks):
                if heading.kind == "heading" and heading.text.casefold().startswith(title):
                    found |= {entry.number: entry for entry in self._entries(block + 1)}
        return list(found.values())

    def _lists_figures(self, one: Sentence) -> bool:
        """Whether a sentence of a statement names several things that are measured behind a colon."""
        colon = self._passages.norm.text.find(": ", one.start, one.end)
        if colon < 0 or not self._sections.have(one.block) or self._subjects.excluded(one):
            return False
        measured = [part for part in self._subjects.listed(one) if part.metrics and part.start > colon]
        return len(measured) >= LEAST_MEASURED

    def _announces(self, one: Sentence) -> bool:
        """Whether a sentence leads to the list behind it."""
        blocks = self._passages.document.blocks
        led = self._passages.norm.text[one.start : one.end].rstrip().endswith(_LEADS_ON)
        return led and one.block + 1 < len(blocks) and blocks[one.block + 1].kind in _ENTRIES

    def _behind(self, one: Sentence, *, voiced: bool) -> Iterator[Sentence]:
        blocks = self._passages.document.blocks
        stops = self._roles["other_voice"] | self._roles["assured_excluded"]
        for block in range(one.block + 1, min(one.block + MOST_LISTED, len(blocks))):
            ended = blocks[block].kind == "heading" if voiced else not self._sections.have(block)
            sentences = self._of_block(block)
            if ended or any(sentence.mask_any & stops for sentence in sentences):
                break
            yield from sentences

    def _entries(self, first: int) -> Iterator[Sentence]:
        """The entries of a list or table that begins with a block."""
        blocks = self._passages.document.blocks
        for block in range(first, min(first + MOST_LISTED, len(blocks))):
            if blocks[block].kind not in _ENTRIES:
                break
            yield from self._of_block(block)

    def _of_block(self, block: int) -> list[Sentence]:
        return [self._passages.sentence(index) for index in self._passages.of_block(block)]

    def _is_measured(self, entry: Sentence) -> bool:
        return any(part.metrics for part in self._subjects.listed(entry))


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
