"""Where pointers of a document lead: its pages, tables, figures, sections and notes, and headings by their titles.

A pointer counts where the metric or the topic of the claim stands at the place that it names. One into another
document, or into a kind of place that this document does not number, is not followed and counts as it is written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from claimcheck.evidence.identity import Identities
from claimcheck.model.claim import Core
from claimcheck.model.document import Block
from claimcheck.model.passage import Fact, Sentence
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.passages import Passages
from claimcheck.text.structure_words import phrase_pattern

ROLES = ("page", "table", "section", "figure", "note")
Lead = Literal["agrees", "open", "unnumbered", "nowhere", "elsewhere"]
MOST_READ = 120
"""Sentences of a page or section that are looked at."""
LEAST_NUMBERED = 3
"""Pages or headings with a number of their own: fewer may be chance."""
NAME_REACH = 48
"""Characters between a pointer and the name of the document that it points into."""
LEAST_TITLE = 2
"""Words of a heading that is known again in quotation marks."""

_NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)*|[A-Z](?:\.[0-9]+)*|[IVX]+)[a-z]?(?:[ (,]|$|-)")
_RANGE = re.compile(r"([0-9]+) ?- ?([0-9]+)$")
_NUMBERED = re.compile(r"([^\W\d_]+)\.? ([0-9]+(?:\.[0-9]+)*|[A-Z](?:\.[0-9]+)*)(?![\w])")
_ENUMERATED = re.compile(r"([0-9]{1,2}(?:\.[0-9]{1,2})*|[A-Z](?:\.[0-9]{1,2})+)\.? +(?=\w)")
_PRINTED = re.compile(r"[0-9]{1,4}")
_CONTENTS = re.compile(r"(?:[.…] ?){3,}[0-9]+$")
"""The end of a line of a table of contents."""
_TITLE = re.compile(r"\"([^\"]{6,120})\"")
_OF = re.compile(r"\s*of ")
_CAPITAL_BEHIND = re.compile(r"\W*(?:[a-z]+ ){0,3}[A-Z][a-z]+")


def _printed(block: Block) -> tuple[str, ...]:
    """What may be the number of its page: all of a block, or the first or last word of a repeated head or foot."""
    text = block.text.strip()
    if _PRINTED.fullmatch(text):
        return (text,)
    words = text.split() if block.running else []
    return tuple(word for word in (words[:1] + words[-1:]) if _PRINTED.fullmatch(word))


class Followed(NamedTuple):
    """Where a pointer leads; ``start`` and ``end`` enclose what stands there, both None where nothing does."""

    lead: Lead
    start: int | None = None
    end: int | None = None


class Locators:
    """The numbered places of one document, each kind found when the first pointer asks for it."""

    __slots__ = ("__dict__", "_identities", "_kinds", "_laws", "_names", "_passages")

    def __init__(self, lexicon: Lexicon, passages: Passages, identities: Identities) -> None:
        self._passages = passages
        self._identities = identities
        self._laws = phrase_pattern(lexicon.role_words.get("statute_word", ()))
        self._names = lexicon.roles.get("document_name", 0)
        self._kinds = self._names | lexicon.roles.get("document_word", 0)

    def follow(self, core: Core, pointer: Fact) -> Followed:
        """Where a pointer of a claim leads."""
        if pointer.role not in ROLES:
            return Followed("open")
        if self._is_of_law(pointer):
            return Followed("nowhere")
        if self._is_outside(pointer):
            return Followed("open")
        blocks = self._of_page(pointer) if pointer.role == "page" else self._numbered(pointer)
        if blocks is None:
            return Followed("unnumbered" if pointer.role == "section" else "open")
        if not blocks:
            return Followed("nowhere")
        return self._compared(core, blocks)

    def titled(self, core: Core, sentence: Sentence) -> Followed | None:
        """Where a heading's title in quotation marks leads, None where a sentence has none that leads to the claim."""
        text = self._passages.norm.text
        for found in _TITLE.finditer(text, sentence.start, sentence.end):
            block = self._titles.get(found.group(1).lower().strip(" ."))
            if block is not None:
                followed = self._compared(core, self._below(block))
                if followed.lead == "agrees":
                    return followed
        return None

    # -- what is at a place

    def _compared(self, core: Core, blocks: Sequence[int]) -> Followed:
        """The sentence there that names the claim's metric, else its topic."""
        identities, passages = self._identities, self._passages
        metrics = identities.claimed(core)
        topics = identities.topics(core.clause.mask_any) | {core.topic}
        close: Sentence | None = None
        differs = False
        for index in self._read(blocks):
            if index == core.sentence.number or not passages.mask(index):
                continue
            sentence = passages.sentence(index)
            other = identities.of(sentence)
            if metrics and not metrics.isdisjoint(other.metrics) and not self._is_heading(sentence):
                return Followed("agrees", sentence.start, sentence.end)
            # The heading of a place says that it is the right one; better is what stands below.
            if (close is None or self._is_heading(close)) and not topics.isdisjoint(other.topics):
                close = sentence
            differs = differs or bool(other.topics)
        if close is not None:
            return Followed("agrees", close.start, close.end)
        return Followed("elsewhere" if differs else "open")

    def _is_heading(self, sentence: Sentence) -> bool:
        return self._passages.block(sentence.number).kind == "heading"

    def _read(self, blocks: Iterable[int]) -> Iterator[int]:
        left = MOST_READ
        for block in blocks:
            if self._passages.document.blocks[block].running:
                continue
            for index in self._passages.of_block(block):
                if not left:
                    return
                left -= 1
                yield index

    def _is_of_law(self, pointer: Fact) -> bool:
        """Whether the pointer is into a law ("Section 12 of the Water Act"), where nobody proves anything."""
        ends = self._passages.spans[self._passages.at(pointer.start)].end
        behind = self._passages.norm.lower[pointer.end : min(pointer.end + NAME_REACH * 2, ends)]
        return _OF.match(behind) is not None and self._laws.search(behind) is not None

    def _is_outside(self, pointer: Fact) -> bool:
        """Whether the pointer is into a document that the sentence names, or of something with a name."""
        passages = self._passages
        sentence = passages.sentence(passages.at(pointer.start))
        title = (passages.document.title or "").lower()
        for clause in sentence.clauses:
            for hit in clause.hits_any:
                near = hit.start - pointer.end < NAME_REACH and pointer.start - hit.end < NAME_REACH
                if self._names >> hit.signal & 1 and near:
                    return passages.norm.lower[hit.start : hit.end] not in title
        if pointer.role == "page":
            return False
        return _CAPITAL_BEHIND.match(passages.norm.text, pointer.end, sentence.end) is not None

    # -- pages

    def _of_page(self, pointer: Fact) -> list[int] | None:
        """The blocks of the pages; None where the document has no pages."""
        if not self._pages:
            return None
        numbers = _RANGE.search(pointer.text) or _PRINTED.search(pointer.text)
        if numbers is None:
            return None
        first = numbers.group(1) if numbers.re is _RANGE else numbers.group()
        last = numbers.group(2) if numbers.re is _RANGE else first
        found: list[int] = []
        for number in range(int(first), min(int(last), int(first) + LEAST_NUMBERED) + 1):
            page = self._labels.get(str(number), number - self._offset)
            found += self._pages.get(page, [])
        known = {page.number for page in self._passages.document.pages}
        sentence = self._passages.sentence(self._passages.at(pointer.start))
        if not found and (int(first) - self._offset in known or sentence.mask_any & self._kinds):
            # The page is there with nothing on it that could be read, or it is one of another report.
            return None
        return found

    @cached_property
    def _pages(self) -> dict[int, list[int]]:
        pages: dict[int, list[int]] = {}
        for number, block in enumerate(self._passages.document.blocks):
            if block.page is not None:
                pages.setdefault(block.page, []).append(number)
        return pages

    @cached_property
    def _labels(self) -> dict[str, int]:
        return {page.label: page.number for page in self._passages.document.pages if page.label is not None}

    @cached_property
    def _offset(self) -> int:
        """Printed less counted number of a page, as most pages print it by themselves; 0 where few do."""
        printed = Counter(
            int(number) - block.page
            for block in self._passages.document.blocks
            if block.page is not None
            for number in _printed(block)
        )
        if not printed:
            return 0
        offset, count = printed.most_common(1)[0]
        return offset if count >= max(LEAST_NUMBERED, len(self._pages) // 4) else 0

    # -- tables, figures, sections and notes

    def _numbered(self, pointer: Fact) -> list[int] | None:
        """The blocks at a numbered place; None where the document numbers no such places."""
        number = _NUMBER.search(pointer.text)
        if number is None:
            return None
        word = pointer.text.split()[0].lower().strip(".")
        at = number.group(1).lower()
        captions = self._captions.get(word)
        if captions is not None and at in captions:
            return self._below(captions[at])
        if pointer.role == "note":
            return [self._notes[at]] if at in self._notes else None
        if pointer.role == "section":
            if at in self._sections:
                return self._below(self._sections[at])
            numbered = len(self._sections) >= LEAST_NUMBERED and at[0].isdigit()
            return [] if numbered and at.count(".") <= self._depth else None
        return [] if captions is not None and at.isdigit() else None

    @cached_property
    def _captions(self) -> dict[str, dict[str, int]]:
        """Blocks that open with a word and a number ("Table 7"), by these; the first of each counts."""
        found: dict[str, dict[str, int]] = {}
        for number, block in enumerate(self._passages.document.blocks):
            if block.kind in ("caption", "heading") or (
                block.kind == "paragraph" and len(block.text) < NAME_REACH * 3
            ):
                told = _NUMBERED.match(block.text)
                if told is not None and not _CONTENTS.search(block.text):
                    found.setdefault(told.group(1).lower(), {}).setdefault(told.group(2).lower(), number)
        return found

    @cached_property
    def _sections(self) -> dict[str, int]:
        """Headings by the number in front of them."""
        found: dict[str, int] = {}
        for number, block in enumerate(self._passages.document.blocks):
            told = _ENUMERATED.match(block.text) if block.kind == "heading" else None
            if told is not None:
                found.setdefault(told.group(1).lower(), number)
        return found

    @cached_property
    def _depth(self) -> int:
        return max((number.count(".") for number in self._sections), default=0)

    @cached_property
    def _titles(self) -> dict[str, int]:
        """Headings by their titles."""
        found: dict[str, int] = {}
        for number, block in enumerate(self._passages.document.blocks):
            if block.kind == "heading" and not block.running and len(block.text.split()) >= LEAST_TITLE:
                told = _ENUMERATED.match(block.text)
                title = block.text[told.end() if told else 0 :]
                found.setdefault(" ".join(title.lower().split()).strip(" ."), number)
        return found

    @cached_property
    def _notes(self) -> dict[str, int]:
        blocks = self._passages.document.blocks
        return {
            block.label.lower(): number
            for number, block in enumerate(blocks)
            if block.kind == "footnote" and block.label is not None
        }

    def _below(self, block: int) -> list[int]:
        """A heading or caption with what stands below it, up to the next heading of its level or the next caption."""
        blocks = self._passages.document.blocks
        opener = blocks[block]
        found = [block]
        for number in range(block + 1, min(block + MOST_READ, len(blocks))):
            other = blocks[number]
            if opener.kind == "heading":
                if (
                    other.kind == "heading"
                    and not other.running
                    and (other.level or 1) <= (opener.level or 1)
                ):
                    break
            elif other.kind in ("heading", "caption") or (other.kind == "paragraph" and number > block + 2):
                break
            found.append(number)
        below = any(blocks[number].kind == "table" for number in found)
        if opener.kind != "heading" and block and blocks[block - 1].kind == "table" and not below:
            # A caption may stand below its table.
            above = range(max(block - MOST_READ // 4, 0), block)
            found += [number for number in above if blocks[number].kind == "table"]
        return found
