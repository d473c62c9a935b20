"""Forms of what a mark or a continuation ties to a claim: evidence by how it is built, whatever words it takes.

A note tells how something was measured without naming it again: "Weighed at the gate by the carrier", "By volume". Only
what is tied is read so; the same words elsewhere may be about anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from typing import NamedTuple

from claimcheck.evidence.candidate_filter import Credits, EvidenceMatch
from claimcheck.evidence.core_view import CoreView
from claimcheck.evidence.form_words import ALIKE, CELL_GAP, FormWords, Span, dates_of
from claimcheck.evidence.search_scopes import LIST, NEIGHBOUR, NOTED
from claimcheck.model.claim import Core
from claimcheck.model.passage import FIGURES, Fact, Sentence
from claimcheck.rulepack.allowed_values import TiedForm
from claimcheck.rulepack.pack import ElementType, Lexicon, TiedGradeOf
from claimcheck.text.passages import Passages
from claimcheck.text.tokens import WORD

BASE = "base_year"
LOOSE = frozenset({"beside"})
"""Forms that hold in the sentence right behind a claim as well, whatever that opens with."""
NAMED = frozenset({"checker", "examiner"})
"""Forms of sentences that open with a name, which hold further down the paragraph."""


class _Chance(NamedTuple):
    """An element with its grades, and the credit of each place where it may be tied."""

    element: ElementType
    credit: Mapping[str, float]
    grades: tuple[TiedGradeOf, ...]


class Tied:
    """Reads notes and continuations of claims; built once for a pack and a language."""

    def __init__(
        self, forms: TiedForms, elements: Sequence[ElementType], credits_: Credits, numbers: Mapping[str, int]
    ) -> None:
        self._forms = forms
        self._signals = {
            id(grade): frozenset(numbers[name] for name in grade.signals) for one in elements for grade in one.tied
        }
        self._credits = credits_
        self._chances = tuple(
            _Chance(one, credits_[one.id], one.tied)
            for one in elements
            if one.tied and (credits_[one.id].get(NOTED) or credits_[one.id].get(NEIGHBOUR))
        )

    def before(self, own: CoreView, asked: Collection[str]) -> EvidenceMatch | None:
        """The base year of a claim "over the same" years, told by the sentence or entry before it."""
        base = self._forms.before(own.core, own.passages) if BASE in asked else None
        credit = self._credits[BASE].get(NEIGHBOUR, 0.0)
        return EvidenceMatch("linked", credit, NEIGHBOUR, base.start, base.end, base) if base and credit else None

    def found(
        self,
        own: CoreView,
        view: CoreView,
        place: str,
        goes_on: bool,
        asked: Collection[str],
        best: Mapping[str, EvidenceMatch],
    ) -> Iterator[tuple[str, EvidenceMatch]]:
        """The elements of ``asked`` that a sentence holds by its form, where that is worth more than what is held.

        ``view`` is the sentence, a note on the claim or one beside it, which ``goes_on`` with it or stands behind it.
        """
        tied = place == NOTED or goes_on
        beside = view.sentence.number == own.core.sentence.number + 1
        for element, credit, grades in self._chances:
            before = best[element.id].credit if element.id in best else 0.0
            for grade in grades:
                worth = grade.match * credit.get(place, 0.0)
                if worth <= before or not (grade.optional or element.id in asked):
                    continue
                if not (tied or grade.form in (LOOSE if beside else NAMED)):
                    continue
                if grade.claim is not None and not grade.claim.test(own):
                    continue
                if grade.when is not None and not grade.when.test(view):
                    continue
                signals = self._signals[id(grade)]
                span = self._forms.find(grade.form, own.core, view.sentence, view.passages, signals)
                if span is not None:
                    yield element.id, EvidenceMatch("linked", worth, place, *span, None)
                    break


Reader = Callable[[Core, Sentence, Passages], Span | None]

OPENING = 4
"""Words that a sentence opens with."""
MOST_READ = 80
"""Words of a sentence that are read for a name; nobody writes longer ones."""
LONGEST = 24
"""Characters in which the word before a figure stands."""
BEHIND = 3
"""Words behind a name among which stands what its bearer does."""
DENIALS = ("any", "beside", "figure_told")
"""Forms of which a grade says itself what may be denied."""

_NEXT_NUMBERS = re.compile(r"(?:(?:,| [^\W\d_]{1,3}) [\w./-]*[0-9][\w./-]*){0,4} ?")
_LEAD = re.compile(r"[^:.;,]{3,32}: ")
_NUMBER_OF_PAPER = re.compile(r",? \(?(?:[^\W\d_]{1,12}\.? ){0,2}[A-Z]{0,6}[ -]?[0-9][\w./-]*")


class TiedForms(FormWords):
    """Finds forms in sentences; built once for a language. One without words for a form finds none of it."""

    def __init__(self, lexicon: Lexicon, reported: int) -> None:
        super().__init__(lexicon, reported)
        self._readers: Mapping[TiedForm, Reader] = {
            "worked_out": self._worked_out,
            "counted_by": self._counted_by,
            "figure_told": self._figure_told,
            "issuer": self._issuer,
            "checker": self._checker,
            "until": self._until,
            "any": lambda _, sentence, __: (sentence.start, sentence.end),
            "beside": lambda _, sentence, __: (sentence.start, sentence.end),
        }

    def find(
        self, form: TiedForm, core: Core, sentence: Sentence, passages: Passages, signals: Collection[int] = ()
    ) -> Span | None:
        """Where a sentence tied to a claim has a form, None where it has not or denies it.

        ``signals`` are those of checks, for the form that asks for some.
        """
        match form:
            case "examiner":
                span = self._examiner(sentence, passages, signals)
            case "issuer" if passages.is_row(sentence.number):
                span = self._listed(sentence, passages)
            case _:
                span = self._readers[form](core, sentence, passages)
        return None if span is None or (form not in DENIALS and self._denies(sentence, span)) else span

    def _denies(self, sentence: Sentence, span: Span) -> bool:
        """Whether a word of denial stands in a run, or a guard over all of it."""
        start, end = span
        if any(run.start <= start < run.end and run.reason != "proper_name" for run in sentence.guards):
            return True
        return any(start <= hit.start < end and hit.signal in self._negators for hit in sentence.hits_any)

    # -- how something was measured

    def _worked_out(self, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """A participle that nothing stands before, with whom or what it was done: "Weighed at the gate by …"."""
        for words, end in self._openings(sentence, passages):
            first = int(words[0].group() in self._prepositions)
            if len(words) < first + 2 or not self._is_participle(words[first].group()):
                continue
            behind = words[first + 1]
            agents = self._agents.intersection(word.group() for word in words[first + 1 :])
            if behind.group() not in self._prepositions or not agents:
                continue
            # "Delivered by May 2021": when it was is not how. "Derived from the EUR 9 billion that we lent": of what
            # an effect comes is no more so.
            if not self._is_counted(words[first + 1 :], sentence, passages):
                return words[0].start(), end
        return None

    def _counted_by(self, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """In what it was counted: "by volume", "by weight of the lid"."""
        text = passages.norm.text
        for words, end in self._openings(sentence, passages):
            if len(words) < 2 or words[0].group() not in self._by or words[1].group() in self._small:
                continue
            noun = words[1]
            if not text[noun.start()].islower():
                continue
            joined = len(words) > 2 and words[2].start() == noun.end() + 1
            if not joined or words[2].group() in self._prepositions:
                return words[0].start(), end
        return None

    def _figure_told(self, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """What the claim's own figure is made of: "The number is taken from the diaries", and no other figure."""
        words = self._words(sentence, passages, OPENING + 1)
        at = next((at for at, word in enumerate(words[:3]) if at and word.group() in self._accounts), None)
        if at is None or words[0].group() not in self._definite or at + 2 >= len(words):
            return None
        mine = {fact.unit_class for fact in passages.facts(core.sentence.number) if fact.kind in FIGURES}
        for fact in passages.facts(sentence.number):
            # "The share was 26 %" tells how much it was.
            opens = fact.unit_class in mine and fact.start <= words[at + 2].start() + 1
            if fact.kind in FIGURES and (opens or self._closes(fact, sentence, passages)):
                return None
        return sentence.start, sentence.end

    def _closes(self, fact: Fact, sentence: Sentence, passages: Passages) -> bool:
        """Whether a figure ends a sentence that comes to it: "The average per site was 27.1", not "… of 400"."""
        before = WORD.findall(passages.norm.lower, max(sentence.start, fact.start - LONGEST), fact.start)
        return fact.end >= sentence.end - 1 and bool(before) and before[-1] not in self._prepositions

    # -- papers and who gave them

    def _issuer(self, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """Who gave a paper: behind its number ("… 4471 of Nord Cert"), or before or behind what was done with it.

        Or behind the standard that it is for, before its number ("ISO 14001: Nord Cert, no. 4471"), and behind what
        it is called ("Certification body: Nord Cert").
        """
        words = self._words(sentence, passages, MOST_READ)
        facts, text = passages.facts(sentence.number), passages.norm.text
        papers = [fact for fact in facts if fact.role == "registry"]
        for paper in papers:
            # Of several numbers the name stands behind the last one.
            last = _NEXT_NUMBERS.match(text, paper.end, sentence.end)
            behind = [word for word in words if last is not None and word.start() >= last.end()][:2]
            if len(behind) > 1 and behind[0].group() in self._genitives:
                return self._name(passages, behind[1].start(), 1)
        mine = {fact.text for fact in passages.facts(core.sentence.number) if fact.kind == "standard"}
        same = any(fact.kind == "standard" and fact.text.startswith(tuple(mine)) for fact in facts)
        repeats = self._repeats(core, words, passages)
        sure = papers or same or repeats or any(word.group() in self._numbered for word in words)
        # "Issued by Nord Cert": the note on the name of a standard says what was done with it.
        read = words if sure else words[:1] if mine else ()
        for one, agent, behind_it in zip(read, words[1:], words[2:], strict=False):
            if self._is_done(one) and agent.group() in self._agents & self._by:
                return self._name(passages, behind_it.start(), 1)
        named = self._apposed(core, read, passages) if same else None
        if named is not None:
            return named
        lead = _LEAD.match(text, sentence.start, sentence.end) if repeats else None
        if lead is not None:
            return self._name(passages, lead.end(), 1)
        for fact in facts:
            if fact.kind == "standard" and fact.text in mine and text.startswith(": ", fact.end):
                named = self._name(passages, fact.end + 2, 1)
                if named is not None and _NUMBER_OF_PAPER.match(text, named[1], sentence.end):
                    return named
        name = self._name(passages, sentence.start, 2)
        rest = [word for word in words if name and word.start() > name[1]]
        issued = len(rest) > 1 and self._is_done(rest[0]) and rest[1].group() in self._pronouns
        return name if issued else None

    def _listed(self, sentence: Sentence, passages: Passages) -> Span | None:
        """A cell of a row that is nothing but the name of somebody else with a trade or a legal form in it."""
        told = [hit.start for hit in sentence.hits_any if hit.signal in self._trades]
        told += [fact.start for fact in passages.facts(sentence.number) if fact.role == "legal_form"]
        gaps = [*CELL_GAP.finditer(passages.norm.text, sentence.start, sentence.end)]
        for gap, behind in zip_longest(gaps, gaps[1:]):
            named = self._name(passages, gap.end(), 2)
            closed = sentence.end if behind is None else behind.start()
            if named is not None and named[1] == closed and any(named[0] <= one < closed for one in told):
                return named
        return None

    def _checker(self, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """Who did what the claim tells of: "Nord Audit visited 40 of the 52"."""
        name = self._name(passages, sentence.start, 2)
        behind = list(islice(WORD.finditer(passages.norm.lower, name[1], sentence.end), 1)) if name else []
        return name if behind and self._is_done(behind[0]) else None

    def _examiner(self, sentence: Sentence, passages: Passages, checks: Collection[int]) -> Span | None:
        """Somebody else who did something, or by whom it was done, where that is a check: "read by Nord Water Audit".

        One of ``checks`` stands in the name, among the words right behind it, or before the word for "by".
        """
        every = sentence.hits_any
        hits = [hit for hit in every if hit.signal in checks]
        agents = self._agents & self._by
        led, until = "", 0
        told = hits or any(hit.signal in self._trades for hit in every)
        words = self._words(sentence, passages, MOST_READ) if told else []
        for at, word in enumerate(words):
            before = led
            if before not in self._prepositions or word.group() not in self._determiners:
                led = word.group()
            if word.start() < until or word.group() in self._determiners:
                continue
            named = self._name(passages, word.start(), 2)
            until = until if named is None else named[1]
            placed = before in self._located - agents
            apart = before in self._prepositions - agents and not placed
            if named is None or apart:
                continue
            # "At the Nord Laboratory": of a place its name has to tell.
            behind = [] if placed else [one.start() for one in words[at:] if one.start() > named[1]][:BEHIND]
            done = any(hit.start in behind or (before in agents and hit.start < named[0]) for hit in hits)
            if self._is_body(named, sentence, passages, done=done):
                return named
        return None

    def _is_body(self, named: Span, sentence: Sentence, passages: Passages, *, done: bool) -> bool:
        """Whether a name is that of a body which checks: its trade closes it, or it has ``done`` so and is a name."""
        start, end = named
        facts = passages.facts(sentence.number)
        if any(one.kind == "standard" and one.start < end and start < one.end for one in facts):
            return False
        words = [*WORD.finditer(passages.norm.text, start, end)]
        last = words[-1].start()
        closed = any(hit.start == last and hit.signal in self._trades for hit in sentence.hits_any)
        # What the document writes small somewhere is no name, but may be a part of one ("Nord Textile Control").
        return (closed or done) and any(passages.names.is_new(word.group()) for word in words)

    def _repeats(self, core: Core, words: Sequence[re.Match[str]], passages: Passages) -> bool:
        """Whether a sentence opens with a noun of the words that make the claim: "certified", "the certificates"."""
        subject = next((word.group() for word in words[:OPENING] if word.group() not in self._small), "")
        return len(subject) >= ALIKE and subject[:ALIKE] in self._claimed(core, passages)

    # -- when something was or will be

    def _until(self, core: Core, sentence: Sentence, passages: Passages) -> Span | None:
        """A date still to come, as a certificate has one."""
        date = next(
            (one for one in dates_of(sentence, passages) if one.year is not None and self._reported < one.year), None
        )
        return None if date is None else (date.start, date.end)

    def before(self, core: Core, passages: Passages) -> Fact | None:
        """The base year that the sentence or entry before a claim names, where the claim is "over the same" years."""
        mine, number = core.sentence, core.sentence.number - 1
        if number < 0 or self._same_span.isdisjoint([hit.signal for hit in mine.hits_any]):
            return None
        kinds = {passages.block(one).kind for one in (number, mine.number)}
        other = passages.sentence(number)
        beside = other.block == mine.block or (mine.block - other.block == 1 and kinds == {LIST})
        dates = dates_of(other, passages) if beside else []
        return next((date for date in dates if date.role == "base"), None)
