"""Finds what a company owns up to: goals missed, given up, moved or lowered, and figures that were wrong.

The words that say it are data; what they have to be said of, and by whom, is read from the grammar of the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple

from claimcheck.claims.admitted_before import Earlier, Moved, aim_of, later, lower, replaced
from claimcheck.claims.admitted_goals import AdmittedWords, GoalGrammar, overlap
from claimcheck.claims.fields import topic_of
from claimcheck.claims.grammar_roles import Grammar
from claimcheck.model.admission import Admission, AdmissionKind, Aim
from claimcheck.model.claim import Core
from claimcheck.model.context import Context
from claimcheck.model.passage import Clause, Hit, Sentence
from claimcheck.rulepack.pack import AdmissionRule, AdmissionRules, Lexicon, Pack
from claimcheck.rulepack.views import PassageView
from claimcheck.text.goal_tables import GoalRow
from claimcheck.text.passages import Passages

_SUCCESSES = ("target_met", "reduction_achieved")
_POSTPONED, _LOWERED, _RESTATED = "postponed", "lowered", "restated"
_BEHIND: AdmissionKind = "behind"
_MISSED, _TO_COME = "missed", "base"
_MONEY = "money"
_DATED = ("share", "year", "period")
_DONE = ("deed", "suffered", "event")
_CELL_ENDS = ("|", "\t", "\n", ";")
MOST_AROUND = 24
"""Sentences under the same headings that are asked for a topic."""
LEAST_ABOUT = 4
"""One in so many of them has to name one: a balance sheet does so now and then."""


class Said(NamedTuple):
    """What a word is said of: the run of the goal, the figures that take each other's place, and what was before."""

    start: int
    end: int
    pair: Moved | None = None
    before: tuple[int, int] | None = None
    year: int | None = None


class Admissions:
    """The ways of owning up of one language; built once, holds no state of a document.

    ``anchors`` are the signals, a bit each, that every sentence has to be searched for.
    """

    def __init__(self, pack: Pack, lexicon: Lexicon, context: Context) -> None:
        rules = pack.admissions
        self._reader = None if rules is None else _Reader(rules, lexicon, context)
        self.anchors = 0
        for one in rules.rules if rules is not None else ():
            self.anchors |= one.says

    def find(
        self, passages: Passages, cores: Sequence[Core], rows: Sequence[GoalRow], is_outside: Callable[[int], bool]
    ) -> tuple[Admission, ...]:
        """Return the admissions in reading order, one of each kind for a sentence.

        ``cores`` are the claims and ``rows`` the rows of tables of goals, which tell what was so before;
        ``is_outside`` says of a sentence that its section makes no statements of the company.
        """
        if self._reader is None:
            return ()
        earlier = Earlier(passages, cores, rows)
        found: list[Admission] = []
        running: set[str] = set()
        for index in passages.with_anchors(lambda mask: bool(mask & self.anchors)):
            block = passages.block(index)
            if (
                not self._reader.has_chance(passages.mask(index))
                or is_outside(index)
                or (block.running and block.text in running)
            ):
                continue
            running.update([block.text] if block.running else [])
            found += self._reader.of_sentence(passages.sentence(index), passages, earlier)
        return tuple(found)

    def without_admitted(
        self, cores: Iterable[Core], admissions: Iterable[Admission], passages: Passages
    ) -> list[Core]:
        """The claims without those that take an admission for a success.

        Those are targets that were met and reductions whose own words say that one was not; what was reached before
        stays: "We met our waste target and missed our water target".
        """
        reader = self._reader
        if reader is None:
            return list(cores)
        marks = [one.mark for one in admissions if one.kind != _RESTATED]

        def is_mistaken(core: Core, start: int, end: int) -> bool:
            if core.start >= end or start >= core.end:
                return False
            own = [one.end for one in core.clause.hits_of(reader.goals) if core.start < one.start < start]
            return not own or not reader.has_joint(own[0], start, passages)

        return [
            core for core in cores if core.type not in _SUCCESSES or not any(is_mistaken(core, *one) for one in marks)
        ]


class _Reader:
    """Reads one sentence after the other."""

    def __init__(self, rules: AdmissionRules, lexicon: Lexicon, context: Context) -> None:
        self._context = context
        self._rules = rules
        self._frames = lexicon.frames
        self._goals = GoalGrammar(rules, lexicon)
        self._grammar = Grammar(lexicon)
        self._words = AdmittedWords(rules, lexicon)
        self._plain = reduce(or_, (one.says for one in rules.rules if not one.denied), 0)
        self._denied = tuple((one.says, one.denied) for one in rules.rules if one.denied)

    @property
    def goals(self) -> int:
        """The signals of goals, a bit each."""
        return self._rules.goals

    def has_joint(self, start: int, end: int, passages: Passages) -> bool:
        """Whether a word such as "and" stands between two places."""
        return any("coordinator" in one.roles for one in self._frames.find(passages.norm.lower, start, end))

    def has_chance(self, mask: int) -> bool:
        """Whether the signals of a sentence leave any way a chance."""
        return bool(mask & self._plain) or any(mask & says and mask & denied for says, denied in self._denied)

    def of_sentence(self, sentence: Sentence, passages: Passages, earlier: Earlier) -> Iterator[Admission]:
        """The admissions of a sentence; the same words say one thing only."""
        view = PassageView(passages, sentence, None, self._context)
        if self._rules.unless.test(view):
            return
        kinds: set[str] = set()
        marks: list[Hit] = []
        for rule in self._rules.rules:
            kind = rule.shape.kind
            if not sentence.mask_any & rule.says or kind in kinds or (rule.when and not rule.when.test(view)):
                continue
            for hit, said in self._all_said(rule, sentence, passages, earlier):
                about, topic = self._topic(sentence, said, passages)
                # A penalty or an injury is a matter whatever the text is about.
                about = about or rule.shape.of in _DONE
                if about and not any(overlap(hit, one) for one in marks):
                    kinds.add(kind)
                    marks.append(hit)
                    yield self._made(rule, hit, said, topic, sentence, passages, earlier)
                    break

    def _all_said(
        self, rule: AdmissionRule, sentence: Sentence, passages: Passages, earlier: Earlier
    ) -> Iterator[tuple[Hit, Said]]:
        """The words that say it, each with what it is said of."""
        for clause in sentence.clauses:
            for hit in clause.hits_of(rule.says):
                if self._words.say(rule, hit, clause, sentence, passages):
                    said = self._said_of(rule, hit, clause, sentence, passages, earlier)
                    if said is not None:
                        yield hit, said

    def _said_of(
        self, rule: AdmissionRule, hit: Hit, clause: Clause, sentence: Sentence, passages: Passages, earlier: Earlier
    ) -> Said | None:
        """What the words are said of, None where that is nothing that the company can own up to."""
        of = rule.shape.of
        if of == "cell":
            return _in_cell(hit, sentence, passages, earlier)
        if passages.is_row(sentence.number):
            return None
        if of == "figure":
            return self._of_figure(hit, clause, sentence, passages)
        if of in ("goal", "date"):
            return self._of_goal(rule, hit, sentence, passages)
        if of in _DONE:
            holds = self._goals.owns_up(rule, hit, clause, sentence, passages)
            return Said(hit.start, hit.end) if holds else None
        speaks = self._goals.speaks(hit, sentence, passages)
        if of == "aim":
            return self._of_aim(hit, sentence, passages, speaks)
        if not speaks:
            return None
        if of == "state":
            aim = self._goals.of_state(hit, clause, passages)
            return None if aim is None else Said(aim.start, aim.end)
        if rule.shape.order is None:
            return Said(hit.start, hit.end)
        zero = bool(sentence.mask_any & self._rules.zero)
        found = earlier.overtaken(sentence, zero, self._words.is_broken(hit, sentence))
        return None if found is None else Said(hit.start, hit.end, None, found.place, found.year)

    def _of_goal(self, rule: AdmissionRule, hit: Hit, sentence: Sentence, passages: Passages) -> Said | None:
        """A goal of the company, with the figures that take each other's place; some ways ask for these."""
        wanted = self._rules.dates if rule.shape.of == "date" else self._rules.goals | self._rules.dates
        goal = self._goals.of_goal(hit, sentence, passages, wanted, denied=rule.denied > 0)
        if goal is None and rule.shape.order is None:
            return self._of_pronoun(hit, sentence, passages)
        if goal is None or not self._goals.is_own(goal, sentence, passages, acted=goal.start >= hit.end):
            return None
        facts, pair = passages.facts(sentence.number), None
        # Where the order of words is free, the figures may stand before the verb.
        mark = (goal.end, goal.end) if passages.free_order else (hit.start, hit.end)
        if rule.shape.kind == _POSTPONED:
            pair = later(facts, mark, goal.end, passages)
        elif rule.shape.kind == _LOWERED:
            pair = lower(facts, mark, passages)
        if pair is None and rule.shape.order is not None:
            return None
        return Said(goal.start, goal.end, pair, None if pair is None else (pair.start, pair.end))

    def _of_pronoun(self, hit: Hit, sentence: Sentence, passages: Passages) -> Said | None:
        """A goal of the company that a pronoun stands for."""
        found = self._goals.of_pronoun(hit, sentence, passages)
        if found is None or not self._goals.is_own(found[0], found[1], passages):
            return None
        goal, told = found
        if told is not sentence and not self._goals.is_told_by_company(hit, sentence, told, passages):
            return None
        return Said(goal.start, goal.end) if told is sentence else Said(hit.start, hit.end)

    def _of_aim(self, hit: Hit, sentence: Sentence, passages: Passages, speaks: bool) -> Said | None:
        """A goal of the company that the sentence names, or else what is aimed for with a share or a year."""
        goals = self._goals
        named = [one for part in sentence.clauses for one in part.hits_of(self._rules.goals)]
        aims = [one for part in sentence.clauses for one in part.hits_of(self._rules.aims)]
        dated = any(one.kind in _DATED for one in passages.facts(sentence.number))
        own = (speaks or not sentence.mask_any & self._rules.others) and any(
            goals.is_own(one, sentence, passages) for one in named
        )
        if not own and not (aims and dated and speaks):
            return None
        nearest = min([*named, *aims], key=lambda one: abs(one.start - hit.start))
        return Said(nearest.start, nearest.end)

    def _of_figure(self, hit: Hit, clause: Clause, sentence: Sentence, passages: Passages) -> Said | None:
        """A figure that was told anew; amounts of money are another matter."""
        facts = passages.facts(sentence.number)
        if any(one.kind == _MONEY for one in facts):
            return None
        if not self._words.tell_anew(hit, clause, sentence, passages):
            return None
        pair = replaced(facts, hit.end, passages)
        return Said(hit.start, hit.end, None, None if pair is None else (pair.start, pair.end))

    def _topic(self, sentence: Sentence, said: Said, passages: Passages) -> tuple[bool, str | None]:
        """Whether it is about a matter of the lexicon at all, and about which by the sentence or its paragraph.

        What stands under the same headings tells the first, and not the second.
        """
        topics = self._grammar.topic_mask
        for numbers in ((sentence.number,), passages.of_block(sentence.block)):
            hits = [
                one
                for number in numbers
                if passages.mask(number) & topics
                for clause in passages.sentence(number).clauses
                for one in clause.hits_any
            ]
            topic = topic_of(hits, self._grammar, said.start, said.end)
            if topic is not None:
                return True, topic
        around = passages.of_section(sentence.block)[:MOST_AROUND]
        named = sum(bool(passages.sentence(number).mask & topics) for number in around)
        return named > 0 and named * LEAST_ABOUT >= len(around), None

    def _made(
        self,
        rule: AdmissionRule,
        hit: Hit,
        said: Said,
        topic: str | None,
        sentence: Sentence,
        passages: Passages,
        earlier: Earlier,
    ) -> Admission:
        kind = rule.shape.kind
        aim = None
        if kind != _RESTATED:
            aim = aim_of(passages.facts(sentence.number), (said.start, said.end), said.pair, passages)
            if said.year is not None:
                aim = Aim(None if aim is None else aim.value, said.year)
        before = said.before or earlier.beside(sentence, self._rules.earlier, aim)
        before = before or earlier.of_goal(sentence, aim, topic)
        mark = (hit.start, hit.end)
        # "We shall miss our goal": it is still ahead.
        kind = _BEHIND if kind == _MISSED and hit.form == _TO_COME and not rule.denied else kind
        return Admission(kind, sentence.number, sentence.start, sentence.end, mark, topic, aim, before)


def _in_cell(hit: Hit, sentence: Sentence, passages: Passages, earlier: Earlier) -> Said | None:
    """The goal of a row in one of whose cells the words stand alone."""
    row = earlier.row_of(sentence.block)
    if row is None:
        return None
    text = passages.norm.text
    before, behind = text[sentence.start : hit.start].rstrip(" "), text[hit.end : sentence.end].lstrip(" ")
    if not before.endswith(_CELL_ENDS) or not (behind.startswith(_CELL_ENDS) or not behind):
        return None
    due = row.cells.get("due")
    return Said(row.label.start, row.label.end, year=None if due is None else due.year)
