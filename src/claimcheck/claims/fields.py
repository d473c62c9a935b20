"""The fields of a clause that grammar decides: tense, certainty, subject, topic, stance, claimant."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter

from claimcheck.claims.frames import Parts
from claimcheck.claims.grammar_roles import Grammar
from claimcheck.claims.moods import UNBOUND, Line, is_aim, opens_bare
from claimcheck.model.context import Context
from claimcheck.model.passage import FIGURES, TERM, Clause, Hit, Sentence
from claimcheck.rulepack.condition_terms import Compiled, Test
from claimcheck.rulepack.inflect import VERB_FORMS
from claimcheck.rulepack.views import PassageView
from claimcheck.text.numbers import NUMBER
from claimcheck.text.passages import LONGEST_ASIDE, Passages
from claimcheck.text.tokens import WORD

# Topics whose words may hold a product and still be about it.
BROAD = ("nature", "product")
# Characters between "is" and its participle: room for one adverb.
PASSIVE_REACH = 14
# Words between "will" and the reader: "will bring it to you".
READER_REACH = 3
# What a year of two digits leaves out ("FY27").
CENTURY = 2000
# Characters in which an article and its blank stand.
_ARTICLE = 6


class ClauseView(PassageView):
    """A clause as a claim core sees it; ``guarded`` also counts the words under a guard.

    ``parts`` is what the clause consists of, once a claim was found in it.
    """

    __slots__ = ("_known", "grammar", "guarded", "parts")

    def __init__(
        self,
        passages: Passages,
        sentence: Sentence,
        clause: Clause,
        context: Context,
        grammar: Grammar,
        guarded: bool = False,
    ) -> None:
        super().__init__(passages, sentence, clause, context)
        self.grammar = grammar
        self.guarded = guarded
        self.parts: Parts | None = None
        if guarded:
            self.own |= clause.mask_any
        self._known: dict[str, str | None] = {}

    def mask(self, window: str, any_scope: bool) -> int:
        """Signals in the window; guarded ones too when this view looks for what would be claimed."""
        if window == "clause" and self.clause is not None:
            return self.clause.mask_any if any_scope or self.guarded else self.clause.mask
        return super().mask(window, any_scope or self.guarded)

    def has(self, window: str, mask: int, any_scope: bool) -> bool:
        """Whether one of the signals stands in a wide window, likewise."""
        return super().has(window, mask, any_scope or self.guarded)

    def hits(self, window: str, any_scope: bool) -> Sequence[Hit]:
        """Hits in the window, likewise."""
        return super().hits(window, any_scope or self.guarded)

    def remember(self, window: str, key: object, test: Test) -> bool:
        """What is asked of a wide window with and without guarded words are two questions."""
        return super().remember(window, (key, self.guarded), test)

    def tokens_between(self, start: int, end: int) -> int:
        """How many words stand between two offsets, without an aside: "the rate, checked by Orlo & Finch, fell"."""
        between = self.passages.norm.text[start:end].split(",")
        # Three commas part the entries of a list; behind an aside the verb goes on at once.
        if len(between) != 3 or between[2].strip() or len(between[1]) > LONGEST_ASIDE:
            return super().tokens_between(start, end)
        if not self._resumes(start + len(between[0]), end):
            return super().tokens_between(start, end)
        return len(between[0].split())

    def _resumes(self, comma: int, verb: int) -> bool:
        """Whether a verb stands behind an aside, and none of its own before it but in a relative clause."""
        hits, at = self.hits("clause", True), attrgetter("start")
        around = hits[bisect_left(hits, comma, key=at) : bisect_right(hits, verb, key=at)]
        acting = [hit for hit in around if hit.form or hit.signal in self.grammar.auxiliaries]
        if all(hit.start != verb for hit in acting):
            return False
        aside = self.passages.norm.lower[comma + 1 : verb].split()
        return not self.grammar.relatives.isdisjoint(aside) or not any(
            hit.start < verb and (hit.form == "s" or not hit.form) for hit in acting
        )

    def claim_field(self, name: str) -> str | None:
        """A field of the clause, worked out once."""
        if name not in self._known:
            work_out = getattr(self, f"_{name}", None)
            self._known[name] = work_out() if work_out else None
        return self._known[name]

    def _noted(self) -> str | None:
        return self.noted()

    def without(self, dropped: Collection[Hit]) -> ClauseView:
        """The clause as if some of its words were not there; its tense stays as it is."""
        clause = self.clause
        assert clause is not None
        self.claim_field("tense")
        reduced = clause.keeping(lambda hit: hit not in dropped)
        view = ClauseView(self.passages, self.sentence, reduced, self.context, self.grammar, guarded=self.guarded)
        view._known = dict(self._known)
        return view

    def settle(self, name: str, value: str) -> None:
        """Say what a field is after all; conditions that are asked from now on see this."""
        self._known[name] = value

    def first(self, named: Iterable[tuple[str, Compiled]]) -> str | None:
        """The name of the first condition that holds."""
        return next((name for name, condition in named if condition.test(self)), None)

    def _tense(self) -> str:
        """Plan words and deadlines ahead make a plan, perfect and past forms an achievement, others what goes on."""
        mask = self.mask("clause", False)
        grammar = self.grammar
        forms = self.verb_forms()
        done = self.is_done(forms)
        if mask & grammar.plan and not self._is_told_to_reader(mask):
            return "planned"
        if self._has_deadline(mask, done) or self._shares_plan():
            return "planned"
        # An auxiliary that makes a future with a base form and something else with a participle.
        if mask & grammar.future and "base" in forms and not done:
            return "planned"
        if mask & grammar.progressive:
            return "ongoing"
        line = self._mood()
        if line is not None and (opens_bare(line, forms) or is_aim(line, self._now())):
            return "planned"
        if done:
            return "achieved"
        if self._names_year_ahead():
            return "planned"
        return "ongoing" if not forms.isdisjoint(VERB_FORMS) else "attribute"

    def _is_told_to_reader(self, mask: int) -> bool:
        """Whether a plan is none: "You will love our green gin", "Our plain wipes will leave your hands soft"."""
        grammar = self.grammar
        if mask & grammar.deadline or not self.mask("clause", True) & grammar.reader:
            return False
        hits = self.hits("clause", True)
        owners = {hit.start for hit in hits if hit.signal in grammar.possessives}
        plan = min(hit for hit in hits if hit.signal in grammar.plans)
        if any(
            hit.start < plan.start and grammar.company >> hit.signal & 1 and hit.start not in owners for hit in hits
        ):
            return False
        readers = (hit for hit in hits if grammar.reader >> hit.signal & 1)
        return any(
            hit.end + 1 == plan.start
            or (plan.end < hit.start and self.passages.tokens_between(plan.end, hit.start) <= READER_REACH)
            for hit in readers
        )

    def verb_forms(self) -> set[str]:
        """Forms of the verbs, as the words before them have it.

        In "is sorted" the participle stands for what goes on, and in "our own", "plant-based" there is no verb.
        """
        text = self.passages.norm.text
        hits = self.hits("clause", False)
        present = [hit.end for hit in hits if hit.signal in self.grammar.presents]
        owners = {hit.end + 1 for hit in hits if hit.signal in self.grammar.possessives}
        # Where verbs stand last, the rest of the clause parts the auxiliary from its participle.
        reach = len(text) if self.grammar.free_order else PASSIVE_REACH
        # One text for both ("reduziert") is finite, or an auxiliary beside it says that it is a participle.
        finite = {(hit.start, hit.end) for hit in hits if hit.form == "s"}
        forms = set()
        for hit in hits:
            if not hit.form:
                continue
            if hit.form == "past" and (hit.start, hit.end) in finite:
                continue
            if hit.form == "past" and any(0 <= hit.start - end <= reach for end in present):
                forms.add("s")
            elif hit.form != "base" or not (hit.start in owners or text[hit.end : hit.end + 1] == "-"):
                forms.add(hit.form)
        return forms

    def _shares_plan(self) -> bool:
        """ "We will build a mill and cut our waste": what a plan governs and a joining word adds is planned too.

        Where a verb is written the same in the past, it is one of the plan unless the clause before tells of the past.
        """
        clauses = self.sentence.clauses
        if self.clause is None or self.clause is clauses[0]:
            return False
        added = self._added_verb(self.clause)
        if added is None or self.mask("clause", False) & self.grammar.perfect:
            return False
        place = next(place for place, clause in enumerate(clauses) if clause is self.clause)
        before = ClauseView(self.passages, self.sentence, clauses[place - 1], self.context, self.grammar, self.guarded)
        if before.claim_field("tense") != "planned":
            return False
        past = any(hit.start == added and hit.form == "past" for hit in self.hits("clause", False))
        return not (past and before.is_done(before._clear_forms()))

    def _clear_forms(self) -> set[str]:
        """Forms of the verbs without pasts that are written as the verb itself ("reset")."""
        base = {(hit.start, hit.end) for hit in self.hits("clause", False) if hit.form == "base"}
        unclear = [hit for hit in self.hits("clause", False) if hit.form == "past" and (hit.start, hit.end) in base]
        return self.verb_forms() if not unclear else self.without(unclear).verb_forms()

    def _added_verb(self, clause: Clause) -> int | None:
        """Where the verb in its base form stands that a joining word adds to the clause before: right behind it."""
        # A phrase such as "and lower our" is a verb as a whole; the verb itself stands behind its joining word.
        starts = [hit.start for hit in self.hits("clause", False) if hit.form == "base"]
        start = next((start for start in starts if start > clause.start), None)
        if start is None:
            return None
        joining = self.grammar.frames.find(self.passages.norm.lower, clause.start, start)
        leads = bool(joining) and joining[0].start == clause.start and "coordinator" in joining[0].roles
        return start if leads and joining[-1].end + 1 == start else None

    def is_done(self, forms: Iterable[str]) -> bool:
        """Whether the clause tells of the past or what has been done; ``forms`` are those of its verbs."""
        return bool(self.mask("clause", False) & (self.grammar.perfect | self.grammar.past)) or "past" in forms

    def _has_deadline(self, mask: int, done: bool) -> bool:
        """A deadline makes a plan, but where something was done only while it lies ahead.

        "Restored 240 ha by 2024" tells what was done, "30 % less by 2024" what was to be done.
        """
        if not mask & self.grammar.deadline:
            return False
        hits = [hit for hit in self.hits("clause", False) if hit.signal in self.grammar.deadlines]
        ends = self._term_years()
        hits = [hit for hit in hits if not any(hit.start <= end < hit.end for end in ends)] if ends else hits
        if not hits:
            return False
        if not done:
            return True
        text = self.passages.norm.text
        named = [text[hit.start : hit.end] for hit in hits]
        years = [
            int(words[-4:]) if words[-4:].isdecimal() else CENTURY + int(words[-2:])
            for words in named
            if words[-2:].isdecimal()
        ]
        return max(years, default=self.context.as_of.year) >= self.context.as_of.year

    def _term_years(self) -> list[int]:
        """Where the years stand up to which something holds: "valid until 2030" sets no deadline."""
        return [fact.start for fact in self.passages.facts(self.sentence.number) if fact.role == TERM]

    def _names_year_ahead(self) -> bool:
        """ "A 30 % reduction between 2019 and 2035": nothing says that it was done, and the year is yet to come."""
        assert self.clause is not None
        sentence = self.sentence
        # No year is written without a digit, and most sentences have none.
        if not NUMBER.search(self.passages.norm.text, sentence.start, sentence.end):
            return False
        now = self.context.reporting_year or self.context.as_of.year
        facts = self.passages.facts(sentence.number)
        facts = tuple([fact for fact in facts if self.clause.start <= fact.start < self.clause.end])
        if any(fact.kind in FIGURES for fact in facts):
            # Nobody has measured what is to come behind the year that is told of.
            now = self.reporting_year() or now
        return any(max(fact.year or 0, fact.end_year or 0) > now for fact in facts if fact.role != TERM)

    def _mood(self) -> Line | None:
        """The clause as far as its mood goes, in a report."""
        if self.context.medium != "report" or self.clause is None:
            return None
        mask = self.mask("clause", False)
        return Line(self.passages, self.sentence, self.clause, self.hits("clause", True), mask, self.grammar)

    def _now(self) -> int:
        return self.reporting_year() or self.context.as_of.year

    def _certainty(self) -> str:
        mask = self.mask("clause", False)
        if mask & self.grammar.certain:
            return "firm"
        hedged = mask & self.grammar.hedge and not mask & self.grammar.plan
        return "hedged" if hedged or self._is_fragment(mask) or self._lacks_actor(mask) else "firm"

    def _lacks_actor(self, mask: int) -> bool:
        """ "Waste is sorted where possible": nobody is said to do it, and neither when nor how much."""
        grammar = self.grammar
        if self.clause is None or mask & (grammar.company_subject | grammar.perfect):
            return False
        hits = self.hits("clause", False)
        ends = [hit.end for hit in hits if hit.signal in grammar.passives]
        passive = any(hit.form == "past" and any(0 <= hit.start - end <= PASSIVE_REACH for end in ends) for hit in hits)
        return passive and not any(
            self.clause.start <= fact.start < self.clause.end for fact in self.passages.facts(self.sentence.number)
        )

    def _is_fragment(self, mask: int) -> bool:
        """ "Enhancing the use of …", "Reduce waste", without anybody who does it: whether it is done is left open."""
        if mask & self.grammar.company or self.clause is None:
            return False
        first = self.hits("clause", False)[:1]
        return bool(first) and first[0].start == self.clause.start and first[0].form in UNBOUND

    def _block(self) -> str:
        """The kind of block, as far as grammar goes: a sentence in a cell is no row of figures."""
        if self.passages.spans[self.sentence.number].in_cell:
            return "paragraph"
        return self.passages.document.blocks[self.sentence.block].kind

    def _subject_kind(self) -> str | None:
        """Product or company: what stands first in the clause, else the owner, else what the caller says."""
        grammar = self.grammar
        hits = self.hits("clause", True)
        owners = {hit.start for hit in hits if hit.signal in grammar.possessives}
        start = end = 0
        for hit in hits:
            inside = start < hit.start and hit.end <= end
            if hit.end > end and grammar.topics.get(hit.signal, "product") not in BROAD:
                start, end = hit.start, hit.end
            # "Our detergent" is about the detergent, "we" and "our company" about the company; the "gas" of
            # "greenhouse gas" is no product, but those of "green products" are.
            if hit.start in owners or inside:
                continue
            if hit.signal in grammar.subjects:
                # "Ours is carbon neutral": the longer words tell that it is a thing.
                if 1 << hit.signal & grammar.first_person:
                    goods = [one for one in hits if one.start == hit.start and one.signal in grammar.products]
                    return "product" if goods else "company"
                return "product" if hit.signal in grammar.products and not self._is_traded(hit, hits) else "company"
        return "company" if owners else self.context.subject

    def _is_traded(self, hit: Hit, hits: Sequence[Hit]) -> bool:
        """Whether goods only say what a company deals in: "the coffee company", "the towel maker"."""
        if [one for one in hits if one.start == hit.end + 1 and one.signal in self.grammar.company_kinds]:
            return True
        lower = self.passages.norm.lower
        article = lower[max(hit.start - _ARTICLE, 0) : hit.start].split(" ")[-2:-1]
        head = WORD.match(lower, hit.end + 1)
        return head is not None and " ".join((*article, head.group())) in self.grammar.company_words

    def _topic(self) -> str | None:
        return topic_of(self.hits("clause", False), self.grammar)

    def _stance(self) -> str:
        """Reported where somebody tells what the company says, and does not say "we" for it."""
        mask = self.sentence.mask_any
        if mask & self.grammar.first_person or not mask & self.grammar.reporting:
            return "asserted"
        return "reported"

    def _claimant(self) -> str:
        """The company, unless the clause is about others and does not name it."""
        mask = self.mask("clause", True)
        if mask & self.grammar.company or self.names_company():
            return "company"
        if mask & self.grammar.third_party:
            return "third_party"
        return "company"

    def names_company(self) -> bool:
        """Whether the sentence has a name of the company that the caller gave."""
        if not self.context.company:
            return False
        text = self.passages.norm.lower[self.sentence.start : self.sentence.end]
        return any(re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", text) for name in self.context.company)


def topic_of(hits: Iterable[Hit], grammar: Grammar, start: int = 0, end: int = 0) -> str | None:
    """The topic most often named; the one nearest to ``start`` and ``end`` wins a tie, then the first."""
    counts: dict[str, tuple[int, int]] = {}
    topics = grammar.topics
    for hit in hits:
        if hit.signal in topics:
            topic = topics[hit.signal]
            distance = max(start - hit.end, hit.start - end, 0)
            number, nearest = counts.get(topic, (0, distance))
            counts[topic] = (number + 1, min(nearest, distance))
    if len(counts) < 2:
        return next(iter(counts), None)
    return min(counts, key=lambda topic: (counts[topic][1], -counts[topic][0]))
