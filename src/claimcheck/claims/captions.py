"""Lines that name something instead of saying it: captions, titles, pointers to pages, names of indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.model.context import Context
from claimcheck.model.passage import AHEAD, FIGURES, Fact, Hit, Sentence
from claimcheck.rulepack.pack import Lexicon
from claimcheck.text.passages import Passages, is_built_as_report

# "Sourcing" and "manufacturing" are as often nouns.
FINITE = frozenset({"past", "s", "base"})
# What follows the word that opens a caption: a number, then a mark or nothing ("Figure 3:", "Table A.2").
CAPTION = re.compile(r"\s*[A-Z]?[.-]?\d{1,3}(?:[.-]\d{1,2}){0,2}[a-z]?\s*(?:[.:|)-]|$)")
# The number of a disclosure in an index ("305-4 Emission intensity").
DISCLOSURE = re.compile(r"\(?\d{3}-\d{1,2}[a-z]?\)?\s")
# Dots that lead to a page in a table of contents.
LEADERS = "....."
# In a title a year says that something was or will be so ("Net zero by 2050").
DATED = (*FIGURES, "year", "period")
# "The main parts of our reduction plan include:" leaves the saying to the list.
LIST_OPENER = ":"
SENTENCE_ENDS = ".!?:;,"
TITLE_WORDS = 5
# Words of so many letters have a capital in a title that is set with capitals; fewer such words may be a name.
WEIGHTY = 5
TITLED_WORDS = 3
THIRD_PERSON = "s"
PLACES = ("page", "url", "web_page")
BRACKETED = re.compile(r"\([^()]*\)")
WORD = re.compile(r"[^\W\d_]{2,}")
CAPTION_LENGTH = 16
# What stands before the page of a chapter in a list of chapters ("Our people - pages 12-14").
DASHES = ("-", "\u2013", "\u2014")
PAGES = 3
# Nothing but a year behind the name of a paper ("Sustainability Report 2024").
DATED_END = re.compile(r"\W*(?:(?:19|20)\d\d(?:[-/]\d{2,4})?)?\W*")
# Words with a capital in the midst of a cell begin another entry, where nothing ends the one before.
ENTRY_START = re.compile(r"[a-z)] (?=[A-Z][a-z]{3})")
ENTRIES = 2
KEY = "="


class Labels:
    """Tells labels from sentences by the grammar roles caption, pointer, indicator, measured and computing."""

    def __init__(self, lexicon: Lexicon, context: Context) -> None:
        roles = lexicon.roles
        self._caption = roles.get("caption", 0)
        self._pointer = roles.get("pointer", 0)
        self._indicator = roles.get("indicator", 0)
        self._measured = self._indicator | roles.get("measured", 0)
        self._computing = roles.get("computing", 0)
        self._any = self._caption | self._pointer | self._measured
        self._speaking = 0
        for role in ("be", "perfect", "plan", "firm_plan"):
            self._speaking |= roles.get(role, 0)
        self._speaks = self._speaking | roles.get("first_person", 0)
        self._saying = roles.get("be", 0) | roles.get("perfect", 0) | roles.get("first_person", 0)
        self._company = roles.get("company", 0)
        # What a product's pack or an advert says in two words is a claim; in a report it is the title of a chapter.
        product = roles.get("product_subject", 0)
        self._headed = self._speaking | product
        self._titled = self._speaks | product
        self._medium = context.medium

    def covers(self, passages: Passages, index: int) -> bool:
        """Whether the sentence is a caption, a title, a verbless pointer, or an indicator without its figure."""
        mask = passages.mask(index)
        span = passages.spans[index]
        text = passages.norm.text
        if text[span.start].isdigit() and DISCLOSURE.match(text, span.start, span.end):
            return True
        if text.find(LEADERS, span.start, span.end) >= 0:
            return True
        if self._has_page(passages, index) or self._lists(passages, index, mask):
            return True
        if is_built_as_report(self._medium, passages) and _is_gloss(passages, index):
            return True
        if self._captioned(passages, index) and not mask & self._speaks:
            return True
        if text[span.end - 1] == LIST_OPENER and not _has_verb(passages.sentence(index)):
            return not _has_figure(passages.facts(index), DATED)
        # Over a text of its own "Reducing our emissions" is a title; in running text it is a fragment of what is done.
        if is_built_as_report(self._medium, passages):
            titled = self._titled if passages.block(index).kind != "heading" else self._headed
            if not mask & titled and self._is_title(passages, index):
                return True
            if not mask & self._speaking and _is_in_title_case(passages, index):
                return True
        return bool(mask & self._any) and self._names(passages, index, mask)

    @staticmethod
    def _has_page(passages: Passages, index: int) -> bool:
        """Whether the line ends with a dash and the page of what it names, or names things with many pages."""
        span, text = passages.spans[index], passages.norm.text
        if not any(mark in text[span.start : span.end] for mark in DASHES):
            return False
        pages = [fact for fact in passages.facts(index) if fact.role == PLACES[0]]
        if not pages or _has_figure(passages.facts(index)):
            return False
        ends = text[span.end - 1].isdigit() and text[span.start : pages[0].start].rstrip().endswith(DASHES)
        return ends or len(pages) >= PAGES

    def _lists(self, passages: Passages, index: int, mask: int) -> bool:
        """Whether a cell holds entries one behind the other, of which none says anything."""
        span, text = passages.spans[index], passages.norm.text
        if not span.in_cell or text[span.end - 1] in SENTENCE_ENDS or mask & self._saying:
            return False
        if len(ENTRY_START.findall(text, span.start, span.end)) < ENTRIES:
            return False
        third = any(hit.form == THIRD_PERSON for hit in _hits(passages.sentence(index)))
        return not (third and mask & self._company) and not _has_figure(passages.facts(index), DATED)

    def _names(self, passages: Passages, index: int, mask: int) -> bool:
        """What the words of a label's roles make of the sentence."""
        sentence = passages.sentence(index)
        opening = 0
        for hit in _hits(sentence):
            if hit.start > sentence.start:
                break
            opening |= 1 << hit.signal
            if self._caption >> hit.signal & 1 and CAPTION.match(passages.norm.text, hit.end, sentence.end):
                return True
        if opening & self._measured and mask & self._computing:
            return True
        # A full stop makes "Biodegradable pots, page 14." a statement with its source, not a line of the contents.
        stopped = passages.norm.text[sentence.end - 1] in SENTENCE_ENDS
        # In "percentage that is recyclable" the verb belongs to the name.
        if opening & self._indicator and not (stopped and mask & self._speaks):
            return not _has_figure(passages.facts(index))
        if mask & self._speaks or stopped:
            return False
        if not mask & self._pointer:
            return False
        return not _has_verb(sentence) or _leads_on(passages.facts(index)) or self._is_paper(passages, sentence)

    def _is_paper(self, passages: Passages, sentence: Sentence) -> bool:
        """Whether a line ends with the name of a paper and at most its year."""
        return any(
            self._pointer >> hit.signal & 1
            and DATED_END.fullmatch(passages.norm.text, hit.end, sentence.end) is not None
            for hit in _hits(sentence)
        )

    def _captioned(self, passages: Passages, index: int) -> bool:
        """Whether the sentence before is nothing but the number of a caption ("Figure 12.") in the same block."""
        if index == 0:
            return False
        before = passages.spans[index - 1]
        # The words of a neighbour that nobody else asks about are looked for last.
        return (
            before.end - before.start <= CAPTION_LENGTH
            and before.block == passages.spans[index].block
            and bool(passages.mask(index - 1) & self._caption)
        )

    def _is_title(self, passages: Passages, index: int) -> bool:
        """A few words that fill their block, end without a mark and have neither verb nor figure.

        A line that is all there is heads nothing: it is the label of a pack or a draft of one.
        """
        if len(passages.spans) == 1:
            return False
        span = passages.spans[index]
        text = passages.norm.text[span.start : span.end]
        if text[-1] in SENTENCE_ENDS or text.count(" ") >= TITLE_WORDS:
            return False
        for beside in (index - 1, index + 1):
            if 0 <= beside < len(passages.spans) and passages.spans[beside].block == span.block:
                return False
        named = _is_capitalised(text) or not _has_verb(passages.sentence(index))
        return named and not _has_figure(passages.facts(index), DATED)


def _hits(sentence: Sentence) -> Iterator[Hit]:
    return (hit for clause in sentence.clauses for hit in clause.hits_any)


def _is_capitalised(line: str) -> bool:
    """Whether all of several words have one capital: "Green Buildings" is the name of a class of things."""
    words = line.split()
    return len(words) > 1 and all(word.isalpha() and word.istitle() for word in words)


def _is_in_title_case(passages: Passages, index: int) -> bool:
    """A longer line without a mark at its end, a figure or a third person, whose words of weight all have a capital."""
    span = passages.spans[index]
    words = passages.norm.text[span.start : span.end].split()
    weighty = [word for word in words if len(word) >= WEIGHTY and word.isalpha()]
    return (
        len(weighty) >= TITLED_WORDS
        and all(word[0].isupper() for word in weighty)
        and not all(word.isupper() for word in weighty)
        and words[-1][-1] not in SENTENCE_ENDS
        # In a title the verb has a capital as well.
        and not any(
            hit.form == THIRD_PERSON and passages.norm.text[hit.start].islower()
            for hit in _hits(passages.sentence(index))
        )
        and not _has_figure(passages.facts(index), DATED)
    )


def _is_gloss(passages: Passages, index: int) -> bool:
    """Whether a line is an amount and what it stands for: "1.9 bn (11 % of loans)", or the key "100 % = base year"."""
    span, facts = passages.spans[index], passages.facts(index)
    text = passages.norm.text[span.start : span.end]
    if KEY in text and any(
        fact.start == span.start and text[fact.end - span.start :].lstrip()[:1] == KEY for fact in facts
    ):
        return True
    if "(" not in text or any(fact.role in AHEAD for fact in facts):
        return False
    if text[0] == "(" and all(fact.start != span.start + 1 for fact in facts):
        # "(If costs fell, …)": a sentence may stand in brackets as well.
        return False
    runs = [match.span() for match in BRACKETED.finditer(text)]
    runs += [(fact.start - span.start, fact.end - span.start) for fact in facts]
    return not any(
        all(word.end() <= start or end <= word.start() for start, end in runs) for word in WORD.finditer(text)
    )


def _leads_on(facts: tuple[Fact, ...]) -> bool:
    """Whether a line has the page or the address of something and neither figure nor year."""
    return any(fact.kind == "reference" and fact.role in PLACES for fact in facts) and not _has_figure(facts, DATED)


def _has_figure(facts: tuple[Fact, ...], kinds: tuple[str, ...] = FIGURES) -> bool:
    return any(fact.kind in kinds for fact in facts)


def _has_verb(sentence: Sentence) -> bool:
    return any(hit.form in FINITE for hit in _hits(sentence))
