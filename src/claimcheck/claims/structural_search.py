"""Goes through a report for the claims that no list of words tells, and keeps what was told before.

A sentence without a topic of its own is about that of its headings, or of the line that leads to its list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import cast

from claimcheck.claims.action_sentences import Deeds
from claimcheck.claims.asserted_content import without_aside
from claimcheck.claims.claim_builder import CoreBuilder
from claimcheck.claims.counted_statements import Counted, Place
from claimcheck.claims.fields import ClauseView, topic_of
from claimcheck.claims.grammar_roles import Grammar
from claimcheck.claims.moods import is_aimed
from claimcheck.claims.noun_fragments import is_whole_sentence
from claimcheck.claims.sentence_context import ALONE, PROSE, Neighbours, Press, Surroundings
from claimcheck.claims.stating_verbs import tells_amount
from claimcheck.claims.structural_claims import Entries, measures
from claimcheck.claims.topical_amounts import TopicalAmounts
from claimcheck.model.claim import Core
from claimcheck.model.context import Context
from claimcheck.model.passage import AHEAD, FIGURES, Fact, Sentence
from claimcheck.rulepack.pack import ClaimType, Lexicon
from claimcheck.text.fragments import is_lead, leads_of
from claimcheck.text.frame_words import FrameRole
from claimcheck.text.passages import REPORT, Passages, is_long_report

_WORD = re.compile(r"[^\W\d_]+")
_KEY = ("topics of headings",)
_HEADS = ("heading", "title")
# Headings over a block that are looked at, the innermost first: what is further off heads more than one matter.
_NEAREST = 3

_LIST = "list"
_BLOCKS = ("paragraph", _LIST, "footnote", "table")
_DATES = ("year", "period")
_TIME = "time"
_STOPS = ".!?"


class Shaped:
    """Makes such claims in one language; holds nothing of a document."""

    def __init__(
        self, lexicon: Lexicon, types: Sequence[ClaimType], cores: CoreBuilder, grammar: Grammar, context: Context
    ) -> None:
        self._context = context
        self._grammar = grammar
        # Where every noun has a capital no name is told by it, and without frame words no verb.
        self._known = bool(lexicon.frames.phrases) and not lexicon.noun_capitals
        self._by_place = lexicon.noun_capitals
        self._headed = _Headed(grammar)
        self._deeds = Deeds(lexicon, types, cores, grammar)
        self._entries = Entries(lexicon, types, cores, grammar)
        counting = TopicalAmounts if self._by_place else Counted
        self._counted: TopicalAmounts | Counted = counting(lexicon, types, cores, grammar)

    def find(
        self, passages: Passages, press: Press, cores: Iterable[Core], is_open: Callable[[int], bool]
    ) -> dict[int, list[Core]]:
        """The claims by the numbers of their sentences.

        ``cores`` are the claims that words tell; ``is_open`` says of a sentence that it may be one of the company's.
        """
        found: dict[int, list[Core]] = {}
        medium, near = self._context.medium, None
        long = self._known and is_long_report(medium, passages)
        if not long and (not (self._known or self._by_place) or medium != REPORT):
            return found
        topics = {core.sentence.number: core.topic for core in cores}
        if long:
            found = self._among_others(passages, press, cores, topics, is_open)
            near = Neighbours(passages, topics)
        return found | dict(self._counted_in(passages, press, topics, near, is_open))

    def _among_others(
        self,
        passages: Passages,
        press: Press,
        cores: Iterable[Core],
        topics: dict[int, str],
        is_open: Callable[[int], bool],
    ) -> dict[int, list[Core]]:
        """The claims of entries and deeds where sections and other claims tell what they are about.

        ``topics`` are those of the sentences that are claims, to which these are added.
        """
        found: dict[int, list[Core]] = {}
        # What a section claims something about, last first told.
        sections = {passages.document.blocks[core.sentence.block].section: core.topic for core in cores}
        pages = {passages.document.blocks[core.sentence.block].page for core in cores} - {None}
        leads, near = leads_of(passages), Neighbours(passages, topics)
        # What the lines that lead to lists are about, and until when they aim.
        led: dict[int, tuple[str | None, int | None]] = {}
        for index, span in enumerate(passages.spans):
            block = passages.document.blocks[span.block]
            if block.running or block.kind not in _BLOCKS:
                continue
            over, due = led.get(leads.get(index, -1), (None, None))
            under = block.section in sections or block.page in pages
            headed = over or (self._headed.topic(passages, span.block) if under else None)
            named = bool(passages.mask(index) & self._grammar.topic_mask)
            if is_lead(passages, index):
                own = self._own(passages.sentence(index)) if named else None
                led[index] = (own or headed, self._due(passages, index))
                continue
            if index in topics or not (under or over):
                continue
            aims = is_aimed(passages, index, self._grammar)
            if not (named or headed) and self._goes_on(passages, index):
                headed = topics.get(index - 1)
            if not (named or headed) and self._aims(passages, index):
                headed = sections.get(block.section)
            beside = None
            if not (named or headed) and (aims or _is_due(passages.facts(index))):
                beside = near.around(index).topic or sections.get(block.section)
            if not (named or headed or beside) or not is_open(index):
                continue
            if passages.is_row(index) and not _is_dated(passages.facts(index)):
                # A row of a table only tells an aim, and that has its date.
                continue
            sentence = passages.sentence(index)
            around = Surroundings(
                self._own(sentence) if named else None,
                headed or beside,
                self._headed.is_on("hazard", passages, span.block),
                index - 1 in topics,
                due=due if aims else None,
            )
            views = self._views(sentence, passages)
            here = [*self._entries.of_sentence(views, around, press, phrase=beside is not None)]
            if here := here or [*self._deeds.of_sentence(views if beside is None else (), around, press)]:
                found[index], topics[index] = here, here[0].topic
        return found

    def _views(self, sentence: Sentence, passages: Passages) -> list[ClauseView]:
        return [ClauseView(passages, sentence, one, self._context, self._grammar) for one in sentence.clauses]

    def _counted_in(
        self,
        passages: Passages,
        press: Press,
        topics: Mapping[int, str],
        near: Neighbours | None,
        is_open: Callable[[int], bool],
    ) -> Iterator[tuple[int, list[Core]]]:
        """The claims of sentences that say how much is so; ``topics`` are those of others by their numbers.

        In a short text nothing is ``near``: what its sentences tell has to stand in their own words.
        """
        alone = near is None and self._known
        for index, span in enumerate(passages.spans):
            block, facts = passages.document.blocks[span.block], passages.facts
            if index in topics or block.running or block.kind not in PROSE:
                continue
            around = ALONE if near is None else near.around(index)
            named = bool(passages.mask(index) & self._grammar.topic_mask)
            if not (named or around.topic is not None):
                continue
            counts = self._counted.may_be(passages.norm.lower[span.start : span.end], facts(index))
            counts = counts and _is_statement(passages, index)
            if not (counts or alone) or self._headed.is_on("hazard", passages, span.block) or not is_open(index):
                continue
            sentence = passages.sentence(index)
            own = self._own(sentence) if named else None
            topic = own or self._headed.topic(passages, span.block) or around.topic
            if topic is None:
                continue
            place = Place(around, topic, own is not None, around.claims > 0 and index - 1 in topics)
            views = self._views(sentence, passages)
            here = self._how_many(views, place, press) if counts else []
            if not here and (alone or (place.is_dense and tells_amount(facts(index)))):
                beside = Surroundings(
                    own if alone else None, topic, False, place.follows, acting=not alone, alone=alone
                )
                here = [*self._deeds.of_sentence(views, beside, press)]
            if here:
                yield index, here

    def _how_many(self, views: Sequence[ClauseView], place: Place, press: Press) -> list[Core]:
        """What a sentence says of how much is so, also if it adds ", which cannot be said of others"."""
        said = [said for view in views if (said := without_aside(view, self._grammar.relatives)) is not None]
        return self._counted.of_sentence(views, place, press) or self._counted.of_sentence(said, place, press)

    def _goes_on(self, passages: Passages, index: int) -> bool:
        """Whether a sentence behind another one of its block tells a figure of the company: "We exceeded the 8 %"."""
        if not index or passages.spans[index - 1].block != passages.spans[index].block:
            return False
        ours = passages.mask(index) & self._grammar.company
        return bool(ours) and any(fact.kind == "money" or measures(fact) for fact in passages.facts(index))

    def _aims(self, passages: Passages, index: int) -> bool:
        """Whether the company says in a sentence what it wants to reach and when: "We want to mend 60,000 by 2027"."""
        mask, facts = passages.mask(index), passages.facts(index)
        ours = mask & self._grammar.first_person and mask & self._grammar.plan
        if not ours or not _is_dated(facts):
            return False
        # "Our first three ships in the next four years" tells no amount.
        return any(one.kind in FIGURES and one.unit_class != _TIME and any(map(str.isdigit, one.text)) for one in facts)

    def _due(self, passages: Passages, index: int) -> int | None:
        """The last year until which something is to be by a sentence that leads to others."""
        years = (self._entries.due(view) for view in self._views(passages.sentence(index), passages))
        return max((year for year in years if year is not None), default=None)

    def _own(self, sentence: Sentence) -> str | None:
        return topic_of((hit for clause in sentence.clauses for hit in clause.hits_any), self._grammar)


class _Headed:
    """Tells the topic of headings by the words of one language."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._overall = grammar.frames.opening("overall")

    def topic(self, passages: Passages, block: int) -> str | None:
        """The topic of the innermost heading over a block that names one; the title of the document names none."""
        known = self._topics(passages)
        for heading in passages.document.blocks[block].section[: -_NEAREST - 1 : -1]:
            topic = known.get(heading)
            if topic is not None:
                return topic
        return None

    def is_on(self, role: FrameRole, passages: Passages, block: int) -> bool:
        """Whether one of the nearest headings has a word of a role, such as one for aims."""
        words = self._grammar.frames.opening(role)
        return any(
            not words.isdisjoint(_WORD.findall(heading.lower()))
            for heading in passages.document.blocks[block].section[: -_NEAREST - 1 : -1]
        )

    def _topics(self, passages: Passages) -> dict[str, str]:
        """The topics of the headings of a document by their texts; found once."""
        found = passages.answers.get(_KEY)
        if found is None:
            found = passages.answers[_KEY] = dict(self._named(passages))
        return cast("dict[str, str]", found)

    def _named(self, passages: Passages) -> Iterator[tuple[str, str]]:
        for index, span in enumerate(passages.spans):
            block = passages.document.blocks[span.block]
            if block.kind not in _HEADS or not passages.mask(index) & self._grammar.topic_mask:
                continue
            sentence = passages.sentence(index)
            lower = passages.norm.lower
            hits = (
                hit
                for clause in sentence.clauses
                for hit in clause.hits
                if self._overall.isdisjoint(lower[hit.start : hit.end].split())
            )
            topic = topic_of(hits, self._grammar)
            if topic is not None:
                yield block.text, topic


def _is_dated(facts: Iterable[Fact]) -> bool:
    return any(one.kind in _DATES for one in facts)


def _is_due(facts: Iterable[Fact]) -> bool:
    """Whether a date says until when something is to be."""
    return any(one.kind in _DATES and one.role in AHEAD for one in facts)


def _is_statement(passages: Passages, index: int) -> bool:
    """Whether this is a whole sentence: with a capital or a figure at its head and a stop at its end."""
    first = passages.norm.text[passages.spans[index].start]
    last = passages.norm.text[passages.spans[index].end - 1]
    return (first.isupper() or first.isdigit()) and last in _STOPS and is_whole_sentence(passages, index)
