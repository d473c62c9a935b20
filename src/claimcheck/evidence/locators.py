"""Where pointers of a document lead: its pages, tables, figures, sections and notes, and headings by their titles.

A pointer counts where the metric or the topic of the claim stands at the place that it names. One into another
document, or into a kind of place that this document does not number, is not followed and counts as it is written. One
is wrong only where the place was read and plainly is about something else, or where it cannot be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from claimcheck.evidence.coverage import stems
from claimcheck.evidence.entity_key import Identities
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.numbered_places import NAME_REACH, NumberedPlaces, PageNumbers
from claimcheck.evidence.sentence_roles import CAPITAL
from claimcheck.model.claim import Core
from claimcheck.model.passage import Fact, Hit, Sentence
from claimcheck.text.grouping import grouped
from claimcheck.text.passages import Passages
from claimcheck.text.remembered import late_pattern
from claimcheck.text.structure_words import phrase_pattern

Lead = Literal["agrees", "open", "unnumbered", "nowhere", "elsewhere"]
MOST_READ = 120
"""Sentences of a page or section that are looked at."""
LEAST_NUMBERED = 3
"""Headings with a number of their own: fewer may be chance."""
MOST_PAGES = 8
"""Pages of a range that are looked at."""
BESIDE = 12
"""Blocks on either side in which what is "below" or "to the right" stands."""
LEAST_TITLE = 2
"""Words of a heading that is known again."""
MOST_TITLE = 8
SITE, PLACES = "url", frozenset({"page", "table", "section", "registry", "web_page"})
"""What a pointer to a whole site is, and those to a place where something may be looked up."""

_NUMBER = late_pattern(r"([0-9]+(?:\.[0-9]+)*|[A-Z](?:\.[0-9]+)*|[IVX]+)[a-z]?(?:[ (,]|$|-)")
_RANGE = late_pattern(r"([0-9]+) ?- ?([0-9]+)$")
_ENUMERATED = late_pattern(r"([0-9]{1,2}(?:\.[0-9]{1,2})*|[A-Z](?:\.[0-9]{1,2})+)\.? +(?=\w)")
_PAGE = late_pattern(r"[0-9]{1,4}")
_WORD = late_pattern(r"[^\W_][\w'&-]*")
_TITLE = late_pattern(r"\"([^\"]{6,120})\"")
_OF = late_pattern(r"\s*of ")
_CAPITAL_BEHIND = late_pattern(r"\W*(?:[a-z]+ ){0,3}[A-Z][a-z]+")


def is_particular(sentence: Sentence, passages: Passages) -> bool:
    """Whether a sentence that no word of the element marks may be a locator.

    A place to look something up has a name or a number: "you find more on our website" has neither.
    """
    roles = {fact.role for fact in passages.facts(sentence.number)}
    text = passages.norm.text[sentence.start : sentence.end]
    return SITE not in roles and (not PLACES.isdisjoint(roles) or CAPITAL.search(text) is not None)


class Followed(NamedTuple):
    """Where a pointer leads; ``start`` and ``end`` enclose what stands there, both None where nothing does.

    ``astray`` says that it is wrong for sure.
    """

    lead: Lead
    start: int | None = None
    end: int | None = None
    astray: bool = False


class Locators:
    """The numbered places of one document, each kind found when the first pointer asks for it."""

    def __init__(self, rows: RowMatcher, identities: Identities) -> None:
        lexicon, passages = rows.lexicon, rows.passages
        self._passages, self._identities = passages, identities
        self._places = NumberedPlaces(lexicon, passages)
        self._relative = lexicon.mask("relative_place")
        self._leading = frozenset(lexicon.role_words.get("leading", ()))
        self._common = lexicon.metrics.common
        self._laws = phrase_pattern(lexicon.role_words.get("statute_word", ()))
        self._names = lexicon.mask("document_name")
        self._kinds = lexicon.mask("document_name", "document_word")

    def follow(self, core: Core, pointer: Fact) -> Followed:
        """Where a pointer of a claim leads."""
        if self._is_of_law(pointer):
            return Followed("nowhere")
        if self._is_outside(pointer):
            return Followed("open")
        is_page = pointer.role == "page"
        blocks = self._of_page(pointer) if is_page else self._numbered(pointer)
        if blocks is None:
            return Followed("unnumbered" if pointer.role == "section" else "open")
        understood = self._page_numbers.understood or not is_page
        if not blocks:
            return Followed("nowhere", astray=understood)
        found = self._compared(core, blocks)
        return found._replace(astray=found.astray and understood)

    def named(self, core: Core, sentence: Sentence) -> Followed | None:
        """Where the title of a heading, or a word like "below", leads; None where nothing there is about the claim.

        A title stands in quotation marks behind a word that leads there, or beside one for a section.
        """
        places = [self._below(block) for block in self._titled(sentence)]
        if sentence.hits_of(self._relative):
            places.append(self._beside(sentence.block))
        for blocks in places:
            followed = self._compared(core, blocks)
            if followed.lead == "agrees":
                return followed
        return None

    def _titled(self, sentence: Sentence) -> Iterator[int]:
        """The headings whose titles a sentence names."""
        text, start, end = self._passages.norm.text, sentence.start, sentence.end
        for found in _TITLE.finditer(text, start, end):
            before = text[max(start, found.start() - NAME_REACH) : found.start()]
            block = self._titles.get(_folded(found.group(1)))
            if block is not None and self._leads(before):
                yield block
        words = [*_WORD.finditer(text, start, end)] if self._titles else []
        for place, word in enumerate(words):
            if self._places.role(word[0]) != "section":
                continue
            for many in range(min(MOST_TITLE, place), 0, -1):
                named = text[words[place - many].start() : words[place - 1].end()]
                block = self._titles.get(_folded(named))
                if block is not None and (many >= LEAST_TITLE or named[0].isupper()):
                    yield block
                    break

    def _leads(self, before: str) -> bool:
        """Whether the words before a title in quotation marks lead there: "see", "in the chapter", a bracket."""
        words = _WORD.findall(before)
        return before.endswith("(") or any(
            word.lower() in self._leading or self._places.role(word) is not None for word in words[-2:]
        )

    def _beside(self, block: int) -> list[int]:
        """Tables, captions and lists around a block on its page and the next ones, the nearest first."""
        blocks = self._passages.document.blocks
        page = blocks[block].page
        around = range(max(block - BESIDE, 0), min(block + BESIDE + 1, len(blocks)))
        near = [
            number
            for number in around
            if blocks[number].kind in ("table", "caption", "list")
            and number != block
            and (page is None or abs((blocks[number].page or page) - page) <= 1)
        ]
        return sorted(near, key=lambda number: (abs(number - block), number < block))

    # -- what is at a place

    def _compared(self, core: Core, blocks: Sequence[int]) -> Followed:
        """The sentence there that names the claim's metric, else its topic."""
        identities, passages = self._identities, self._passages
        metrics = identities.claimed(core)
        topics = identities.topics(core.clause.mask_any) | {core.topic}
        close: Sentence | None = None
        differs = False
        there: set[str] = set()
        words = stems(passages.norm.lower[core.clause.start : core.clause.end], self._common)
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
            there |= stems(passages.norm.lower[sentence.start : sentence.end], self._common)
        if close is not None:
            return Followed("agrees", close.start, close.end)
        plainly = bool(words) and words.isdisjoint(there) and not self._is_unread(blocks)
        return Followed("elsewhere" if differs else "open", astray=differs and plainly)

    def _is_unread(self, blocks: Sequence[int]) -> bool:
        """Whether something on the page of one of the blocks could not be read."""
        document = self._passages.document
        pages = {document.blocks[block].page for block in blocks}
        return any(page.number in pages and page.status != "read" for page in document.pages)

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
        is_page = pointer.role == "page"
        for hit in sentence.hits_any:
            near = hit.start - pointer.end < NAME_REACH and pointer.start - hit.end < NAME_REACH
            # "Safety (pages 3-6) and Waste (page 12) sections of our Annual Review".
            behind = is_page and hit.start > pointer.end and self._is_titled(hit)
            if behind or (near and self._names >> hit.signal & 1):
                return passages.norm.lower[hit.start : hit.end] not in title
        if is_page:
            return False
        return _CAPITAL_BEHIND.match(passages.norm.text, pointer.end, sentence.end) is not None

    def _is_titled(self, hit: Hit) -> bool:
        """Whether words for a document are written as the name of one."""
        return bool(self._kinds >> hit.signal & 1) and self._passages.norm.text[hit.start].isupper()

    # -- pages

    def _of_page(self, pointer: Fact) -> list[int] | None:
        """The blocks of the pages; None where the document has no pages, or may lack this one."""
        both, one = _RANGE.search(pointer.text), _PAGE.search(pointer.text)
        if not self._pages or one is None:
            return None
        first, last = map(int, both.groups()) if both else (int(one.group()),) * 2
        wanted = range(first, min(last, first + MOST_PAGES) + 1)
        pages = dict.fromkeys(self._page_numbers.page(number) for number in wanted)
        found = [block for page in pages if page is not None for block in self._pages[page]]
        sentence = self._passages.sentence(self._passages.at(pointer.start))
        outside = self._page_numbers.may_be_outside(first, len(self._passages.document.pages))
        # The page is there with nothing on it that could be read, or it is one of another report.
        return None if not found and (outside or sentence.mask_any & self._kinds) else found

    @cached_property
    def _page_numbers(self) -> PageNumbers:
        return PageNumbers(self._passages.document)

    @cached_property
    def _pages(self) -> dict[int, list[int]]:
        blocks = enumerate(self._passages.document.blocks)
        return grouped((block.page, number) for number, block in blocks if block.page is not None)

    # -- tables, figures, sections and notes

    def _numbered(self, pointer: Fact) -> list[int] | None:
        """The blocks at a numbered place; None where the document numbers no such places."""
        number = _NUMBER.search(pointer.text)
        if number is None:
            return None
        at = number.group(1).lower()
        captions = self._places.captions.get(pointer.role or "")
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
            if block.kind == "heading" and not block.running:
                told = _ENUMERATED.match(block.text)
                title = block.text[told.end() if told else 0 :]
                found.setdefault(_folded(title), number)
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
                if other.kind == "heading" and not other.running and (other.level or 1) <= (opener.level or 1):
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


def _folded(title: str) -> str:
    return " ".join(title.lower().split()).strip(" .")
