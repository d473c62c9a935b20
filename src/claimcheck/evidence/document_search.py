"""Evidence from elsewhere in the document: statements, assurance, and what pointers and linked titles lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

from claimcheck.evidence.assurance.claim_assurance import ELEMENTS, AssuranceOf, Assurers
from claimcheck.evidence.candidate_filter import EvidenceMatch
from claimcheck.evidence.coverage import stems
from claimcheck.evidence.figures.links import LinkOf
from claimcheck.evidence.figures.row_matching import RowMatcher
from claimcheck.evidence.locators import Locators
from claimcheck.evidence.numbered_places import ROLES
from claimcheck.evidence.said_once import Statements, Told
from claimcheck.evidence.search_scopes import LIST, NEIGHBOUR
from claimcheck.evidence.statements import StatementKinds
from claimcheck.model.claim import Core
from claimcheck.model.context import Context
from claimcheck.model.document import Link
from claimcheck.model.passage import Fact, Sentence
from claimcheck.rulepack.condition_terms import View
from claimcheck.rulepack.pack import ElementType, Lexicon, Pack
from claimcheck.text.grouping import grouped
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

FILES = (".pdf", ".docx", ".xlsx", ".pptx", ".csv")
LEAST_SHARED = 3
"""Words of a title that a claim beside it has to repeat."""


class Linked(NamedTuple):
    """The words of a link, as half-open offsets of the normalised text, with the stems of its words."""

    start: int
    end: int
    stems: frozenset[str]


class LinkedPapers:
    """The links of one document that lead to a paper, by the sentence that they stand in; found when asked for."""

    def __init__(self, lexicon: Lexicon, passages: Passages) -> None:
        self._passages = passages
        self._papers = lexicon.frames.opening("paper") | lexicon.frames.opening("instrument")

    def own(self, core: Core) -> Linked | None:
        """The first one in the sentence of a claim."""
        return next(iter(self._by_sentence.get(core.sentence.number, ())), None)

    def beside(self, core: Core) -> Linked | None:
        """The nearest one in two sentences on either side whose title the claim repeats."""
        if not self._by_sentence:
            return None
        sentence, low = core.sentence, self._passages.norm.lower
        mine = stems(low[sentence.start : sentence.end])
        for step in (1, -1, 2, -2):
            number = sentence.number + step
            for one in self._by_sentence.get(number, ()):
                if self._is_beside(number, sentence.block) and len(one.stems & mine) >= LEAST_SHARED:
                    return one
        return None

    def _is_beside(self, number: int, block: int) -> bool:
        """Whether a sentence stands in the same paragraph as a block, or in the next entry of the same list."""
        blocks, other = self._passages.document.blocks, self._passages.spans[number].block
        return other == block or blocks[other].kind == blocks[block].kind == LIST

    @cached_property
    def _by_sentence(self) -> Mapping[int, list[Linked]]:
        return grouped((self._passages.at(one.start), one) for one in self._found())

    def _found(self) -> Iterator[Linked]:
        links = [one for one in self._passages.document.links if one.end > one.start]
        starts = {} if not links else self._starts
        low = self._passages.norm.lower
        for link in links:
            if link.start in starts and link.end - 1 in starts:
                (block, first), (other, last) = starts[link.start], starts[link.end - 1]
                if block != other:
                    continue
                start, end = self._passages.norm.span_of(block, first, last + 1)
                words = stems(low[start:end])
                if self._is_paper(link, low[start:end]):
                    yield Linked(start, end, words)

    @cached_property
    def _starts(self) -> Mapping[int, tuple[int, int]]:
        """The block, and the offset in its text, of the characters of the source at which links begin and end."""
        wanted = {at for one in self._passages.document.links for at in (one.start, one.end - 1)}
        return {
            at: (number, piece.at + at - piece.source)
            for number, block in enumerate(self._passages.document.blocks)
            for piece in block.pieces
            for at in wanted.intersection(range(piece.source, piece.source + piece.length))
        }

    def _is_paper(self, link: Link, words: str) -> bool:
        """Whether an address leads to a file, or to a page that its words call a paper; the front door is none."""
        path = urlsplit(link.url).path.rstrip("/").lower()
        return path.endswith(FILES) or (bool(path) and not self._papers.isdisjoint(WORD.findall(words)))


LOCATOR = "locator"
HALF = 0.5
"""The match of a paper that is named and of no place in it."""
_OWN = "sentence"


class DocumentEvidenceFinder:
    """Built once for a pack, a language and a context; ``anchors`` are what every sentence is searched for."""

    def __init__(
        self, pack: Pack, lexicon: Lexicon, context: Context, credit: Mapping[str, Mapping[str, float]]
    ) -> None:
        self.statements = StatementKinds(pack, lexicon, context, credit)
        self.assurers = Assurers(pack, lexicon, credit)
        self.pointing = credit.get(LOCATOR, {}).get(_OWN, 0.0)
        self.beside = credit.get(LOCATOR, {}).get(NEIGHBOUR, 0.0)
        self.anchors = self.assurers.anchors

    def may_hold(self, element: ElementType) -> bool:
        """Whether statements or assurance can hold an element at all."""
        return bool(element.elsewhere) or self.assurers.best(element.id) > 0


class Elsewhere:
    """Looks for evidence far from claims in one document; each kind is found when the first claim asks.

    ``statements`` are what the document says once, ``assurance`` its assurance statements, ``locators`` its numbered
    places, and ``identities`` tell what its sentences are about.
    """

    def __init__(self, finder: DocumentEvidenceFinder, rows: RowMatcher, linked: LinkOf) -> None:
        self.statements = Statements(finder.statements, rows)
        self.identities = self.statements.identities
        self.assurance = AssuranceOf(finder.assurers, rows, self.identities, linked)
        self.locators = Locators(rows, self.identities)
        self._pointing, self._beside = finder.pointing, finder.beside
        self._papers = LinkedPapers(rows.lexicon, rows.passages)

    def is_apart(self, core: Core, other: Sentence) -> bool:
        """Whether a claim and a sentence name different years or scopes."""
        return self.statements.apart(core, self.identities.of(other)) in ("scope", "period")

    def show_checks(self, core: Core, held: dict[str, EvidenceMatch]) -> None:
        """Put all that assurance statements tell of a figure into what is held of its claim, asked for or not."""
        if self.assurance.has_figure(core):
            for name in ELEMENTS:
                found = None if name in held else self.assurance.best(core, name, 0.0)
                if found is not None:
                    held[name] = found

    def told(self, core: Core, element: ElementType, own: View, least: float) -> Told | None:
        """The best statement for an element, where that is worth more than ``least``."""
        if not element.elsewhere or self.statements.most(element) <= least:
            return None
        if element.far_claim is not None and not element.far_claim.test(own):
            return None
        return self.statements.best(core, element, own, least)

    def follow(
        self, core: Core, found: EvidenceMatch | None, passages: Passages
    ) -> tuple[EvidenceMatch | None, Fact | None]:
        """The locator of a claim with what it leads to, else a pointer that is wrong for sure.

        A pointer that leads nowhere, or to something else, is no locator.
        """
        if found is None or found.fact is None or found.fact.role not in ROLES:
            return self._named(core, found), None
        near = passages.facts(passages.at(found.start))
        pointers = [found.fact, *(one for one in near if one != found.fact)]
        followed = [(one, self.locators.follow(core, one)) for one in pointers if one.role in ROLES]
        for one, place in followed:
            if place.lead == "agrees" and place.start is not None and place.end is not None:
                leads_to = (place.start, place.end)
                return found._replace(start=one.start, end=one.end, fact=one, leads_to=leads_to), None
        leads = {place.lead for _, place in followed}
        # "Appendix B" beside a claim may be that of a law, where this document has none.
        if "open" in leads or ("unnumbered" in leads and found.where == _OWN):
            return found, None
        astray = all(place.astray for _, place in followed) and found.where == _OWN
        return self._named(core, None), found.fact if astray else None

    def linked(self, core: Core) -> EvidenceMatch | None:
        """A paper to which words in or beside the sentence of a claim link: its title names no place in it."""
        own = self._papers.own(core) if self._pointing else None
        if own is not None:
            return EvidenceMatch("present", HALF * self._pointing, _OWN, own.start, own.end, None)
        beside = self._papers.beside(core) if self._beside else None
        if beside is not None:
            return EvidenceMatch("linked", HALF * self._beside, NEIGHBOUR, beside.start, beside.end, None)
        return None

    def _named(self, core: Core, found: EvidenceMatch | None) -> EvidenceMatch | None:
        """The title of a heading, and a word like "below", are pointers too."""
        if not self._pointing or (found is not None and found.credit >= self._pointing):
            return found
        named = self.locators.named(core, core.sentence)
        if named is None or named.start is None or named.end is None:
            return found
        start, end = core.sentence.start, core.sentence.end
        return EvidenceMatch("present", self._pointing, _OWN, start, end, None, None, (named.start, named.end))
