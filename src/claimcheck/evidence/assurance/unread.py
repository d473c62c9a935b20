"""Assurance statements that could not be read: on a page that is a picture, or in another language."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from claimcheck.evidence.assurance.engagements import MOST_APART
from claimcheck.evidence.assurance.words import SECTION, Words
from claimcheck.model.assurance import Assurance, Unread
from claimcheck.text.language import LanguageGrammar, language_of
from claimcheck.text.passages import Passages


class UnreadStatements:
    """Looks in one document for statements that it has and that nobody could read."""

    def __init__(self, passages: Passages, words: Words, languages: LanguageGrammar) -> None:
        self._passages, self._words, self._languages = passages, words, languages

    def find(self, read: Sequence[Assurance]) -> tuple[Assurance, ...]:
        """Those beside the statements that were read, in reading order; of the ones in pictures the first page."""
        blocks, at = self._passages.document.blocks, self._passages.at
        known = {
            blocks[self._passages.spans[at(offset)].block].page
            for one in read
            if one.teller == "practitioner"
            for offset in (one.start, max(one.end - 1, one.start))
        }
        found = [*self._in_pictures(known), *self._in_other_languages(read)]
        return tuple(sorted(found, key=lambda one: one.start))

    def _in_pictures(self, known: Container[int | None]) -> Iterator[Assurance]:
        """The first pages of pictures behind text in an assurance section, but for those beside what was read."""
        pages, last = self._passages.document.pages, None
        for number in (page.number for page in pages if page.status in ("picture", "unread")):
            goes_on = last == number - 1
            begins = not goes_on and self._is_behind(number)
            if begins and not any(one in known for one in (number - 1, number, number + 1)):
                yield self._made("picture", self._offset(number), number)
            if begins or goes_on:
                last = number

    def _is_behind(self, page: int) -> bool:
        """Whether the last text before a page stands in an assurance section."""
        blocks = [*enumerate(self._passages.document.blocks)]
        told = (
            place for place, block in reversed(blocks) if not block.running and 0 < (block.page or 0) < page
        )
        last = next(told, None)
        return last is not None and self._passages.structure.section_kind(last) == SECTION

    def _offset(self, page: int) -> int:
        """Where the text of the pages before one ends."""
        runs = zip(self._passages.document.blocks, self._passages.norm.blocks, strict=True)
        return max((run.end for block, run in runs if (block.page or 0) < page), default=0)

    def _in_other_languages(self, read: Sequence[Assurance]) -> Iterator[Assurance]:
        """Passages that name a standard of assurance, in blocks of a language other than that of the document."""
        wanted, last = self._words.roles["assured_by_standard"], -MOST_APART - 1
        for index in self._passages.with_anchors(lambda mask: bool(mask & wanted)):
            span = self._passages.spans[index]
            block = self._passages.document.blocks[span.block]
            if span.block - last <= MOST_APART or any(one.start <= span.start < one.end for one in read):
                last = max(last, span.block)
                continue
            if language_of(block.text, self._languages) not in (None, self._words.language):
                last = span.block
                yield self._made("language", span.start, block.page, span.end)

    def _made(self, why: Unread, start: int, page: int | None, end: int | None = None) -> Assurance:
        nothing = frozenset[int]()
        return Assurance(
            "practitioner", None, (), (), nothing, False, None, (), (), None, start, end or start,
            unread=why, page=page,
        )  # fmt: skip
