"""Puts scanning and guards together, those of copy too: passages that are ready for the stages that follow."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from itertools import chain
from operator import or_

from claimcheck.annotate.actors import STANDS_FOR, Acting, Actors, Given, Name, Named
from claimcheck.annotate.guards import CONDITION, OFFER, Guards, is_question
from claimcheck.annotate.scan import RawHit, scanner
from claimcheck.annotate.wordings import phrase_end
from claimcheck.model.context import Context
from claimcheck.model.document import Document
from claimcheck.model.passage import FIGURES, Clause, Fact, Guarded, Hit, Hits, Sentence, SentenceSpan, signals_in
from claimcheck.rulepack.inflect import ACTION
from claimcheck.rulepack.pack import Lexicon
from claimcheck.rulepack.words import index_of
from claimcheck.text.names import Names
from claimcheck.text.normalise import NormText
from claimcheck.text.passages import Passages, Structure

# A question asks where it opens so: "Is it compostable?"; "Want to save the planet?" offers.
ASKING = "asking_opener"
# The buyer, whose choice leaves nothing open: "If you choose our bottle, …".
ADDRESSEE = "addressee"
# A word that asks for a reason, or with a bare verb behind it for none.
REASON = "reason_opener"
# Words that answer a question by themselves, and as a whole: "Absolutely.", "Not yet."
ASSENT = "assent"
REFUSAL = "refusal"
# What an opening like "Help us" or "Imagine" asks for is promised.
INVITING = "inviting_opener"
# A main clause with such a word says what would be so.
HEDGE = "hedge"
# Who or what denies whatever is denied of it: "Nothing about it isn't green", "Why buy one that isn't?"
DENYING = "denying"
# A few words, the last of which is what the question opened with.
_SHORT_ANSWER = re.compile(r"\s{1,3}(?:[\w']{1,20} ){1,2}([\w']{1,20})[.!]", re.IGNORECASE)
# Letters of the longest auxiliary: longer words of their roles are adverbs and nouns.
_HELPER = 4
# What a question may stand behind: signs of markup, quotation marks, the label of an entry ("Q1:", "Packaging:").
_LEAD = re.compile(r"[^\w\s]*\s*(?:[^:?!]{1,40}:\s+)?[^\w\s]*")
# A verb that says nothing but that what a noun names is done ("take place"), and what hangs a noun on something else.
CARRYING, PREPOSITION = "carrying", "preposition"
# What makes an infinitive that says nothing by itself: "Emissionen zu senken".
MARK, _BASE = "infinitive_mark", "base"
# Words between a preposition and its noun, an article and an adjective, and how long they are at most.
_BETWEEN, _BETWEEN_REACH = 2, 60
_PHRASE = re.compile(r"[\w' -]*")
# Roles of the words for who acts; a product in the same clause may be what is acted on.
_ACTING = ("first_person", "company", "company_subject", "third_party")


class CopyGuards(Guards):
    """Finds guarded runs of copy: a guard governs its phrase and the benefit in it, not the sentence."""

    short = ("negation", "negation_phrase")

    def __init__(self, lexicon: Lexicon, helpers: Collection[str]) -> None:
        """As those of other texts; what answers a question stands in another sentence, so its words are looked for."""
        super().__init__(lexicon, helpers)
        self._assent = _answering(lexicon.role_words.get(ASSENT, ()))
        self._refusal = _answering(lexicon.role_words.get(REFUSAL, ()))

    def _asks(self, text: str, span: SentenceSpan, hits: Sequence[Hit], mask: int) -> bool:
        """Whether nobody answers a question with yes, or one without a verb is answered with no."""
        if not is_question(text, span) or super()._opens(span, hits, OFFER):
            return False
        lead = _LEAD.match(text, span.start, span.end)
        starts = (span.start, lead.end() if lead else span.start)
        asking = [hit for hit in self._with(hits, ASKING) if hit.start in starts]
        # "Why settle for less?" asks nothing; "Why carbon neutral?" does.
        behind = {hit.end + 1 for hit in self._with(hits, REASON) if hit.start in starts}
        if behind and not asking and any(hit.start in behind and hit.form != _BASE for hit in hits):
            return True
        if not asking:
            return bool(self._refusal.match(text, span.end))
        return not self._assent.match(text, span.end) and not _repeats(text, span, asking[-1])

    def _left_open(self, span: SentenceSpan, hits: Sequence[Hit]) -> Iterable[Guarded]:
        """All but the words for what one calls one's own: "Have you tried our eco-friendly soap?" """
        own = {hit.end + 1 for hit in self._with(hits, "possessive")}
        own &= {hit.end + 1 for hit in self._with(hits, "first_person")}
        start = span.start
        for hit in [hit for hit in hits if hit.start in own] if own else ():
            if start < hit.start:
                yield Guarded(start, hit.start, "question")
            start = max(start, hit.end)
        yield Guarded(start, span.end, "question")

    def _opens(self, span: SentenceSpan, hits: Sequence[Hit], role: str) -> bool:
        first = [hit for hit in self._with(hits, role) if hit.start == span.start]
        return (
            bool(first)
            and not super()._opens(span, hits, INVITING)
            and not any(self._is_choice(hit, hits) for hit in first)
        )

    def _conditions(self, text: str, span: SentenceSpan, hits: Sequence[Hit]) -> Iterable[Guarded]:
        choices = {hit for hit in self._with(hits, CONDITION) if self._is_choice(hit, hits)}
        yield from super()._conditions(text, span, [hit for hit in hits if hit not in choices])

    def _condition_end(self, text: str, span: SentenceSpan, hit: Hit, hits: Sequence[Hit]) -> int:
        end = phrase_end(text, span, hit)
        return span.end if any(other.start >= end for other in self._with(hits, HEDGE)) else end

    def _negated(self, text: str, span: SentenceSpan, hits: Sequence[Hit]) -> Iterable[Guarded]:
        """What is denied twice is said: "You won't find a kettle here that isn't eco-friendly." """
        undone = self._undone(text, hits)
        for run in super()._negated(text, span, [hit for hit in hits if hit not in undone]):
            ends = [hit.start for hit in undone if run.start <= hit.start < run.end]
            yield run._replace(end=min(ends, default=run.end))

    def _undone(self, text: str, hits: Sequence[Hit]) -> set[Hit]:
        """Negators of a relative clause whose noun is denied as well, or behind a word that denies by itself."""
        negators = [hit for role in self.short for hit in self._with(hits, role)]
        denying = self._with(hits, DENYING)
        found: set[Hit] = set()
        for hit in negators:
            for first in (*denying, *negators):
                between = text[first.end : hit.start]
                if first.end > hit.start or ", " in between:
                    continue
                if first in denying or not self._relatives.isdisjoint(between.lower().split()):
                    found.add(hit)
        return found

    def _is_choice(self, hit: Hit, hits: Sequence[Hit]) -> bool:
        """Whether a condition is the buyer's to meet, by the word behind it."""
        return any(other.start == hit.end + 1 for other in self._with(hits, ADDRESSEE))


def _answering(words: Collection[str]) -> re.Pattern[str]:
    """What finds one of some words where a sentence begins that has no others, or a comma behind them."""
    either = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) or "(?!)"
    return re.compile(rf"\s{{1,3}}(?:{either})(?=\s*[.!,;:…]|\s+[–—-]\s|\s*\Z)", re.IGNORECASE)


def _repeats(text: str, span: SentenceSpan, asking: Hit) -> bool:
    """Whether the answer takes up the verb of a question: "Can a sofa be sustainable? Ours can." """
    helper = text[asking.start : span.end].partition(" ")[0]
    answer = _SHORT_ANSWER.match(text, span.end)
    return answer is not None and answer[1].lower() == helper.lower()


class Annotator:
    """Annotates documents of one language; built once, holds no state of a document.

    ``anchors`` are the signals, a bit each, that are looked for in every sentence.
    """

    def __init__(self, lexicon: Lexicon, anchors: int, context: Context | None = None) -> None:
        self._lexicon = lexicon
        context = context or Context()
        self._given = context.company
        words = lexicon.role_words
        self._places = frozenset(words.get("place_name", ()))
        self._helpers = tuple(
            word
            for role in ("be", "perfect", "firm_plan")
            for word in words.get(role, ())
            if word.isalpha() and len(word) <= _HELPER
        )
        self._named = Named(context)
        # No unit is a company.
        self._common = lexicon.metrics.whole.union(lexicon.facts.units, map(str.lower, lexicon.facts.index.signs))
        roles = tuple(lexicon.roles.get(role, 0) for role in STANDS_FOR)
        self._scanner = scanner(lexicon.words, anchors, roles)
        self._actors = Actors(lexicon, self._scanner)
        self._company = signals_in(lexicon.roles.get("company", 0))
        self._guards = (CopyGuards if context.is_copy else Guards)(lexicon, self._helpers)
        self._silencers = reduce(or_, lexicon.not_in.values(), 0)
        self._silencing = signals_in(self._silencers)
        self._acting = reduce(or_, (lexicon.roles.get(role, 0) for role in _ACTING), 0)
        kinds = index_of(lexicon.words).of_form.get(ACTION, ())
        self._actions = reduce(or_, (self._scanner.bits[kind] for kind in kinds), 0)
        self._owners = lexicon.roles.get("first_person", 0) | lexicon.roles.get("company", 0)
        self._carrying = lexicon.roles.get(CARRYING, 0)
        planning = (lexicon.roles.get(role, 0) for role in ("plan", "firm_plan", "company_subject"))
        self._aiming = reduce(or_, planning, self._owners | self._carrying)
        self._marks = lexicon.roles.get(MARK, 0)
        self._unsaid = self._actions | self._marks
        self._prepositions = lexicon.roles.get(PREPOSITION, 0)
        # In copy, others are whom something is made for; a report tells of them.
        self._served = lexicon.roles.get("beneficiary", 0) if context.is_copy else 0
        self._others = lexicon.roles.get("third_party", 0)
        self._telling = lexicon.roles.get("reporting", 0)
        self._articles = lexicon.frames.opening("determiner")

    def annotate(
        self, document: Document, norm: NormText, spans: Sequence[SentenceSpan], structure: Structure | None = None
    ) -> Passages:
        """Scan the text once and return its passages; sentences are worked out when they are asked for."""
        given = self._named.find(norm.lower)
        metrics = self._lexicon.metrics
        names = Names(
            norm.text, metrics.possessive, self._given, self._common, self._helpers, self._places,
            self._lexicon.facts.party_suffixes, self._lexicon.noun_capitals,
        )  # fmt: skip
        acting = Acting(self._actors, norm, names, given)
        bits, searched = self._scanner.bits, self._scanner.searched
        # Raw hits of all sentences, three numbers each, and where those of each sentence begin.
        numbers, begins, masks = array("i"), array("q", (0,)), list[int]()
        # Many sentences have the same signals, and a mask of thousands of bits is a large value.
        same: dict[int, int] = {}
        for span, raw in zip(spans, self._scanner.find(norm, spans), strict=True):
            if raw:
                raw += acting.find(span, raw)
            mask = reduce(or_, [bits[kind] for kind, _, _ in raw], 0)
            masks.append(same.setdefault(mask, mask))
            numbers.extend(chain.from_iterable(raw))
            begins.append(len(numbers))

        def sentence(passages: Passages, index: int) -> Sentence:
            own = iter(numbers[begins[index] : begins[index + 1]])
            raw = [*zip(own, own, own, strict=True)]
            return self._sentence(index, spans[index], raw, masks[index], given, passages)

        return Passages(
            document,
            norm,
            spans,
            [same.setdefault(anchors, anchors) for anchors in (mask & searched for mask in masks)],
            searched,
            masks.__getitem__,
            sentence,
            self._lexicon.facts,
            names,
            structure or Structure(),
            free_order=self._lexicon.free_order,
            relatives=self._lexicon.frames.opening("relative"),
            fact_shift=self._lexicon.fact_shift,
        )

    def _sentence(
        self, index: int, span: SentenceSpan, raw: Sequence[RawHit], mask: int, given: Given, passages: Passages
    ) -> Sentence:
        text = passages.norm.text
        hits = self._scanner.hits(raw)
        if mask & self._silencers:
            hits = self._unsilenced(hits)
            mask = _mask(hits)
        if mask & self._served and mask & self._others and not mask & self._telling:
            hits = self._without_served(text, hits)
            mask = _mask(hits)
        guards: tuple[Guarded, ...] = ()
        named = given.within(span.start, span.end)
        if named or self._guards.may_guard(text, span, mask):
            guards = self._guards.of(text, span, hits, mask, named)
        alone, acting = len(span.clauses) == 1, self._acting
        clauses: list[Clause] = []
        counting_before = before = counting = every = 0
        for start, end in span.clauses:
            inside = hits if alone else tuple([hit for hit in hits if start <= hit[0] < end])
            around = mask if alone else _mask(inside)
            if around & self._unsaid:
                inside = self._done(inside, around, mask, passages.facts(index), text)
                around = _mask(inside)
            kept = self._counting(start, end, inside, guards, named) if guards else inside
            own = around if kept is inside else _mask(kept)
            if not around & acting:
                # One in which nobody acts has those of the clause before: "we cut waste and raised the share".
                own |= counting_before & acting
                around |= before & acting
            clauses.append(Clause(start, end, own, around, inside, kept))
            counting_before, before = own, around
            counting |= own
            every |= around
        return Sentence(index, span.start, span.end, span.block, counting, every, tuple(clauses), guards)

    def _done(self, inside: Hits, mask: int, every: int, facts: Sequence[Fact], text: str) -> Hits:
        """The hits of a clause without verbs as nouns of which nobody says that they are done. Linear in the clause.

        Somebody does where the writer acts, where an amount is told, or where another verb carries the noun out. An
        infinitive with its mark ("zu senken") says no more; what it is for stands anywhere in the sentence, whose
        signals are ``every``.
        """
        start, end = inside[0][0], inside[-1][1]
        if any(start <= one.start < end and _is_amount(one) for one in facts):
            return inside
        marked: set[int] = set()
        if not every & self._aiming:
            marked = {hit[1] + 1 for hit in inside if self._marks >> hit[2] & 1}
        own, carried = mask & self._owners, mask & self._carrying
        leading = [hit[1] for hit in inside if self._prepositions >> hit[2] & 1] if carried else []
        kept = []
        for hit in inside:
            said = hit[3] != _BASE or hit[0] not in marked
            if hit[3] == ACTION and not own:
                place = bisect_left(leading, hit[0])
                before = max(leading[place - 1] if place else 0, hit[0] - _BETWEEN_REACH)
                leads = before in leading[place - 1 : place] and text.count(" ", before, hit[0]) <= _BETWEEN + 1
                said = bool(carried) and not leads
            if said:
                kept.append(hit)
        return tuple(kept)

    def _counting(self, start: int, end: int, inside: Hits, guards: Sequence[Guarded], named: Sequence[Name]) -> Hits:
        """The hits of a clause that no guard takes out; ``named`` are names that the caller gave."""
        over = [run for run in guards if run.start < end and start < run.end]
        if not over:
            return inside
        # The name of the company that speaks claims nothing, and still says who acts.
        own = {(name.start, name.end) for name in named if name.is_company}
        kept: Iterable[Hit] = inside
        for first, last, _ in over:
            spared = self._company if (first, last) in own else ()
            kept = [hit for hit in kept if hit[0] < first or hit[1] > last or hit[2] in spared]
        return tuple(kept)

    def _without_served(self, text: str, hits: Hits) -> Hits:
        """Drop others for whom something is: "notebooks for teachers"; "the court" is no buyer."""
        ends = [hit[1] for hit in hits if self._served >> hit[2] & 1]

        def is_served(hit: Hit) -> bool:
            place = bisect_left(ends, hit[0])
            between = text[ends[place - 1] : hit[0]] if place else ""
            if text[hit[0] : hit[1]].partition(" ")[0].lower() in self._articles:
                return False
            return 0 < between.count(" ") <= _BETWEEN + 1 and _PHRASE.fullmatch(between) is not None

        return tuple([hit for hit in hits if not (self._others >> hit[2] & 1 and is_served(hit))])

    def _unsilenced(self, hits: Hits) -> Hits:
        """Drop hits that overlap a hit of one of their guard signals ("green" in "green light")."""
        silencing = [hit for hit in hits if hit[2] in self._silencing]
        starts = [hit[0] for hit in silencing]
        longest = max([hit[1] - hit[0] for hit in silencing], default=0)
        not_in, silenced = self._lexicon.not_in, set[Hit]()
        for hit in hits:
            if hit[2] in not_in:
                guards = not_in[hit[2]]
                # Hits stand in order of their starts.
                near = silencing[bisect_left(starts, hit[0] - longest) : bisect_left(starts, hit[1])]
                if near and any(end > hit[0] and guards >> signal & 1 for _, end, signal, _ in near):
                    silenced.add(hit)
        return tuple([hit for hit in hits if hit not in silenced])


def _is_amount(fact: Fact) -> bool:
    return fact.kind in FIGURES and (fact.kind != "quantity" or fact.unit is not None)


def _mask(hits: Iterable[Hit]) -> int:
    return reduce(or_, [1 << signal for signal in {hit[2] for hit in hits}], 0)
