"""Finds the claims of a document, and what is about the topic without being one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import cast

from claimcheck.claims.asserted_content import stated, without_aside, without_bodies
from claimcheck.claims.attribution import OtherSenses, OtherVoices, Registers, opens_as_goal, tells_amount
from claimcheck.claims.captions import Labels
from claimcheck.claims.claim_builder import CoreBuilder
from claimcheck.claims.fields import ClauseView, topic_of
from claimcheck.claims.grammar_roles import Grammar
from claimcheck.claims.non_statements import Unsaid
from claimcheck.claims.noun_fragments import Fragments, is_whole_sentence
from claimcheck.claims.predication import Predicated, extent, of_clause, reason_of
from claimcheck.claims.pronoun_continuations import Continued
from claimcheck.claims.sentence_context import Press
from claimcheck.claims.structural_search import Shaped
from claimcheck.claims.table_claims import TableClaims
from claimcheck.model.claim import Core, SetAside
from claimcheck.model.context import Context
from claimcheck.model.figure import Measures
from claimcheck.model.passage import ALL_KINDS, Sentence, signals_in
from claimcheck.rulepack.condition_terms import may_hold
from claimcheck.rulepack.names import is_in_name, long_names
from claimcheck.rulepack.pack import ClaimType, Lexicon, Pack
from claimcheck.rulepack.prefilter import Gates
from claimcheck.text.goal_tables import GoalRow
from claimcheck.text.passages import Passages, is_built_as_report

# Set aside for want of words that claim something, and for no other reason.
_NO_REASON = ("mention", "proper_name")
# What is not done may be a deed all the same: "we do not use cages".
_DENIED = "negated"


class ClaimFinder:
    """Evaluates the cores of all claim types over the clauses of a document."""

    def __init__(self, pack: Pack, lexicon: Lexicon, context: Context) -> None:
        self._context = context
        self._grammar = Grammar(lexicon)
        self._continued = Continued(lexicon, pack.claim_types.values())
        self._cores = CoreBuilder(lexicon, self._grammar)
        self._labels = Labels(lexicon, context)
        self._fragments = Fragments(lexicon, context)
        self._noun_capitals = lexicon.noun_capitals
        self._sections = pack.sections
        self._registers = Registers(lexicon)
        self._relatives = lexicon.frames.opening("relative")
        self._senses = OtherSenses(lexicon)
        self._voices = OtherVoices(lexicon)
        # Types that stand in for others come last.
        self._types = sorted(pack.claim_types.values(), key=lambda kind: (kind.shape.fallback, kind.id))
        self._tables = TableClaims(self._types, self._cores, self._grammar, context)
        self._names = long_names(lexicon)
        self._unsaid = Unsaid(lexicon, self._cores, self._grammar, context)
        self._shaped = Shaped(lexicon, self._types, self._cores, self._grammar, context)
        # Figures are read only where words leave a chance, so the gate takes every kind of figure for granted.
        self._facts = ALL_KINDS << pack.fact_shift
        # Words of grammar help to make a core and are no part of what is quoted.
        words = ~reduce(or_, lexicon.roles.values(), 0)
        self._words = {kind.id: signals_in(kind.core.positive & words) for kind in self._types}
        self._predicated = Predicated(self._types, self._words, self._cores, lexicon)
        self._topics = signals_in(lexicon.topic_mask)
        # The signals that cores look at: sentences that agree in these have the same candidates.
        self._asked = 0
        for kind in self._types:
            for branch in kind.core.around:
                for need in branch:
                    self._asked |= need
        self._gates = Gates([(kind, kind.core.around) for kind in self._types], lexicon, pack.fact_shift)
        self.anchors = self._gates.anchors | lexicon.topic_mask | pack.wide | self._senses.mask | self._registers.mask
        # What is no anchor may be there.
        self._unknown = (~self.anchors & (1 << pack.fact_shift) - 1) | self._facts | self._grammar.company

    def find(
        self,
        passages: Passages,
        measures: Measures | None = None,
        most: int = sys.maxsize,
        goals: Sequence[GoalRow] = (),
    ) -> tuple[list[Core], list[SetAside]]:
        """Return claims and set-aside passages in reading order.

        ``measures`` tells which sentences speak of what the tables of the document measure, ``goals`` are the rows of
        its tables of goals. With more than ``most`` claims in hand nothing further is looked for.
        """
        press = Press(passages, self._grammar)
        cores, aside = self._by_words(passages, press, most)
        if len(cores) > most:
            return cores, aside
        if measures is not None:
            self._add_measured(passages, measures, press, cores, aside)
        self._add_shaped(passages, press, cores, aside)
        if goals:
            is_open = self._open(passages, aside)
            taken = self._tables.put_goals(passages, goals, press, cores, is_open)
            aside[:] = [one for one in aside if one.sentence not in taken]
        return cores, aside

    def _add_shaped(self, passages: Passages, press: Press, cores: list[Core], aside: list[SetAside]) -> None:
        """Add the claims of sentences whose shape tells them, and which were none by their words."""
        is_open = self._open(passages, aside)
        found = self._shaped.find(
            passages, press, cores, lambda index: is_open(index) and not self._labels.covers(passages, index)
        )
        if found:
            cores += [one for some in found.values() for one in some]
            cores.sort(key=lambda one: one.sentence.number)
            aside[:] = [one for one in aside if one.sentence not in found]

    def _open(self, passages: Passages, aside: Sequence[SetAside]) -> Callable[[int], bool]:
        """Tells of a sentence whether it may be one of the company's: it was not set aside, nor is its section."""
        closed = {one.sentence for one in aside if one.reason not in (*_NO_REASON, _DENIED)}

        def is_open(index: int) -> bool:
            if index in closed or self._reason_of_section(passages, index) is not None:
                return False
            section = self._sections.get(passages.structure.section_kind(passages.spans[index].block) or "")
            return section is None or not section.of_report

        return is_open

    def _by_words(self, passages: Passages, press: Press, most: int) -> tuple[list[Core], list[SetAside]]:
        """What the words of the lexicon tell."""
        cores: list[Core] = []
        aside: list[SetAside] = []
        wanted = passages.with_anchors(self._is_interesting)
        asked = frozenset(wanted)
        seen_running: set[str] = set()
        behind = 0
        for index in wanted:
            if len(cores) > most:
                break
            if index < behind:
                continue
            found = self._at(passages, index, press, seen_running, aside)
            cores += found
            # What is told of the same measure with a pronoun has no word of its own for it.
            carried = self._continued.measures(found) or self._continued.told_of(passages, index)
            while carried:
                index += 1
                said = self._continued.sentence(passages, index, carried)
                if said is None:
                    break
                kept = len(aside)
                found = self._at(passages, index, press, seen_running, aside) if index in asked else []
                behind = index + 1
                if found:
                    carried = self._continued.measures(found)
                elif found := self._of_measures(passages, said, press):
                    del aside[kept:]
                else:
                    break
                cores += found
        return cores, aside

    def _add_measured(
        self, passages: Passages, measures: Measures, press: Press, cores: list[Core], aside: list[SetAside]
    ) -> None:
        """Add the claims of sentences that speak of a row of a table and were no claims by their words."""
        taken = {one.sentence.number for one in cores}
        taken.update(one.sentence for one in aside if one.reason not in _NO_REASON)
        found: dict[int, list[Core]] = {}
        for index in measures.sentences():
            if index in taken or self._reason_of_section(passages, index) is not None:
                continue
            if self._labels.covers(passages, index):
                continue
            sentence = passages.sentence(index)
            found[index] = list(self._tables.of_sentence(passages, sentence, measures, press))
        if any(found.values()):
            cores += [one for some in found.values() for one in some]
            cores.sort(key=lambda one: one.sentence.number)
            aside[:] = [one for one in aside if not found.get(one.sentence)]

    def _of_measures(self, passages: Passages, said: Sentence, press: Press) -> list[Core]:
        """The claims of a sentence whose pronoun is read as the measure of the claim before; its words stay."""
        index = said.number
        if self.is_outside(passages, index) or self._labels.covers(passages, index):
            return []
        own = {clause.start: clause for clause in passages.sentence(index).clauses}
        candidates = self._gates.members(said.mask_any | passages.kinds(index))
        return [
            core._replace(sentence=passages.sentence(index), clause=own[core.clause.start])
            for core in self._of_sentence(passages, said, candidates, press)
        ]

    def _at(
        self, passages: Passages, index: int, press: Press, seen_running: set[str], aside: list[SetAside]
    ) -> list[Core]:
        """The claims of one sentence; what is none of them is set aside."""
        mask = passages.mask(index)
        key = mask & self._asked
        candidates = self._candidates(passages, key)
        if not candidates and not mask & (self._grammar.topic_mask | self._senses.mask):
            return []
        block = passages.block(index)
        if block.running:
            if block.text in seen_running:
                return []
            seen_running.add(block.text)
            if not is_whole_sentence(passages, index):
                # Navigation, or the title that every page repeats.
                self._mention(passages, index, aside)
                return []
        if candidates and self._outside(passages, index, candidates, aside):
            return []
        if not candidates:
            self._explain(passages, index, aside)
            return []
        if self._labels.covers(passages, index) or self._fragments.covers(passages, index):
            self._mention(passages, index, aside)
            return []
        # Now the figures are worth reading: most sentences that ask for one have none.
        present = mask | passages.kinds(index)
        candidates = [kind for kind in candidates if may_hold(kind.core.around, present)]
        if not candidates:
            self._explain(passages, index, aside)
            return []
        found = self._of_sentence(passages, passages.sentence(index), candidates, press)
        if not found:
            self._set_aside(passages, index, candidates, aside)
        return found

    def _candidates(self, passages: Passages, key: int) -> list[ClaimType]:
        """The types that sentences with these signals may be of; many sentences agree in them."""
        place = ("candidates", key)
        known = passages.answers.get(place)
        if known is None:
            known = passages.answers[place] = self._gates.members(key | self._facts)
        return cast("list[ClaimType]", known)

    def _is_interesting(self, mask: int) -> bool:
        """Whether the anchors of a sentence leave a type a chance or name a topic."""
        return bool(mask & self._grammar.topic_mask) or self._gates.is_open(mask | self._unknown)

    def is_outside(self, passages: Passages, index: int) -> bool:
        """Whether a sentence speaks with the voice of others, or stands where nothing is claimed."""
        return self._reason_of_section(passages, index) is not None

    def _outside(self, passages: Passages, index: int, candidates: Sequence[ClaimType], aside: list[SetAside]) -> bool:
        """Whether the section makes no claims, such as a glossary; what would be one is set aside with its reason."""
        reason = self._reason_of_section(passages, index)
        if reason is None:
            return False
        if reason == "mention":
            self._mention(passages, index, aside)
            return True
        sentence = passages.sentence(index)
        for clause in sentence.clauses:
            view = ClauseView(passages, sentence, clause, self._context, self._grammar, guarded=True)
            for one in of_clause(view, candidates, self._facts, self._words):
                start, end = extent(clause.hits_any, self._words[one.id], clause)
                topic = topic_of(clause.hits_any, self._grammar, start, end) or one.shape.topic
                aside.append(SetAside.of(sentence, reason, topic))
                return True
        if passages.mask(index) & self._grammar.topic_mask:
            self._mention(passages, index, aside, reason)
        return True

    def _reason_of_section(self, passages: Passages, index: int) -> str | None:
        """Why nothing is claimed here: the voice of somebody else, or what the section is for."""
        # "We have conducted a survey" is no assurer's: only the sentence itself knows what its words silence.
        if self._voices.speak_in(passages.mask(index)) and self._voices.speak_in(passages.sentence(index).mask_any):
            return "reported_other"
        if self._voices.nobody_claims_in(passages.mask(index)):
            return "mention"
        if self._registers.cover(passages, index):
            return "mention"
        kind = self._sections.get(passages.structure.section_kind(passages.spans[index].block) or "")
        if kind is None:
            return None
        named = self._voices.name_company_in(passages.mask(index))
        if kind.cells is not None and passages.block(index).kind == "table" and not named:
            return kind.cells
        if kind.set_aside is None:
            return None
        if kind.only == "fragments" and (
            is_whole_sentence(passages, index)
            or opens_as_goal(passages, index, self._grammar)
            or tells_amount(passages, index, self._grammar)
        ):
            return None
        if kind.only == "others" and not self._voices.speak_beside(passages, index):
            return None
        if kind.only == "nameless" and named:
            return None
        return kind.set_aside

    def _of_sentence(
        self, passages: Passages, sentence: Sentence, candidates: Sequence[ClaimType], press: Press
    ) -> list[Core]:
        found: list[Core] = []
        for clause in sentence.clauses:
            view = ClauseView(passages, sentence, clause, self._context, self._grammar)
            kinds = of_clause(view, candidates, self._facts, self._words)
            if not kinds and (said := without_aside(view, self._relatives)) is not None:
                view, kinds = said, of_clause(said, candidates, self._facts, self._words)
            if kinds and self._unsaid.covers(view):
                continue
            if kinds:
                self._cores.parts(view)
                report = not self._noun_capitals and is_built_as_report(self._context.medium, passages)
                # What copy believes or knows of its goods it says of them.
                if not self._context.is_copy:
                    kinds = stated(view, kinds, report=report, names=self._names)
                elif not self._noun_capitals:
                    kinds = without_bodies(view, kinds, self._names)
            found += self._predicated.of_clause(view, kinds, press)
        return found

    def _set_aside(
        self, passages: Passages, index: int, candidates: Sequence[ClaimType], aside: list[SetAside]
    ) -> None:
        """Say why a sentence that would claim something does not, or else what it does with its topic."""
        sentence = passages.sentence(index)
        if sentence.guards:
            for clause in sentence.clauses:
                view = ClauseView(passages, sentence, clause, self._context, self._grammar, guarded=True)
                for kind in of_clause(view, candidates, self._facts, self._words):
                    start, end = extent(clause.hits_any, self._words[kind.id], clause)
                    reason = reason_of(sentence, clause.hits_any, signals_in(kind.core.positive))
                    if reason is not None:
                        topic = topic_of(clause.hits_any, self._grammar, start, end) or kind.shape.topic
                        aside.append(SetAside.of(sentence, reason, topic))
                        return
        self._explain(passages, index, aside)

    def _explain(self, passages: Passages, index: int, aside: list[SetAside]) -> None:
        """Set aside what names a topic: for the guard of these words, as a name, or as a mere mention."""
        topics = self._grammar.topic_mask
        mask = passages.mask(index)
        if not mask & topics and not mask & self._senses.mask:
            return
        sentence = passages.sentence(index)
        hits = [hit for clause in sentence.clauses for hit in clause.hits_of(topics)]
        if not hits:
            # A word was heard and then silenced by what stands around it.
            if mask & ~sentence.mask_any & (topics | self._asked) and (other := self._senses.of(sentence)):
                aside.append(SetAside.of(sentence, *other))
            return
        reason = (
            "reported_other"
            if self._voices.speak_in(mask & sentence.mask_any)
            else reason_of(sentence, hits, self._topics)
        )
        named = [run for run in sentence.guards if run.reason == "proper_name"]
        if reason in (None, "proper_name"):
            all_named = all(
                (not self._noun_capitals and is_in_name(passages.norm.text, sentence, hit))
                or any(run.start <= hit.start and hit.end <= run.end for run in named)
                for hit in hits
            )
            reason = "proper_name" if all_named else None
        topic = topic_of(hits, self._grammar)
        aside.append(SetAside.of(sentence, reason or "mention", topic))

    def _mention(self, passages: Passages, index: int, aside: list[SetAside], reason: str = "mention") -> None:
        sentence = passages.sentence(index)
        topics = self._grammar.topic_mask
        topic = topic_of((hit for clause in sentence.clauses for hit in clause.hits_of(topics)), self._grammar)
        if topic is not None:
            aside.append(SetAside.of(sentence, reason, topic))
