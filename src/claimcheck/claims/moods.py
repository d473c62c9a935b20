"""The mood of a clause that has no finite verb: it opens with what is to be done, or stands where aims are told.

"Mobilise 2 billion for rail" tells no result, whatever participles follow, and neither does "Raising the share of
women to 35 %" under a heading for targets, or behind "By 2030 we want to be:".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple, cast

from claimcheck.claims.grammar_roles import Grammar
from claimcheck.model.passage import FIGURES, Clause, Hit, Sentence
from claimcheck.text.fragments import is_listed, leads_of
from claimcheck.text.passages import Passages

# Forms of a verb that can open a clause without anybody who acts.
UNBOUND = frozenset(("base", "ing"))
_STATING = ("past", "s")
_DATES = ("year", "period")
_LABEL = ": "
_AIMED = ("lines under aims",)
_LONGEST_LABEL = 24
_HEADS = ("heading", "title")
_WORD = re.compile(r"[^\W\d_]+")
# Words of a heading that only says that aims stand below it: "Our climate targets for 2030".
_HEADING = 8


class Line(NamedTuple):
    """A clause as far as its mood goes: ``hits`` are all of it, ``mask`` has the signals that nothing guards."""

    passages: Passages
    sentence: Sentence
    clause: Clause
    hits: Sequence[Hit]
    mask: int
    grammar: Grammar

    def opening(self) -> list[Hit]:
        """The hits of its first word, behind the label of an entry where it has one: "Goal 1: halve …"."""
        clause, text = self.clause, self.passages.norm.text
        label = text.find(_LABEL, clause.start, min(clause.end, clause.start + _LONGEST_LABEL))
        starts = (clause.start, label + len(_LABEL)) if label >= 0 else (clause.start,)
        return [hit for hit in self.hits if hit.start == starts[-1]] or [
            hit for hit in self.hits if hit.start == starts[0]
        ]

    def verb(self) -> list[Hit]:
        """The base forms and those in -ing that open it, unless the word names a topic or who acts: "Use of water"."""
        opening, grammar = self.opening(), self.grammar
        nouns = (hit for hit in opening if hit.signal in grammar.topics or hit.signal in grammar.subjects)
        if any(not hit.form for hit in nouns):
            return []
        return [hit for hit in opening if hit.form in UNBOUND]

    def next_word(self, end: int) -> str:
        """The word behind an offset, empty for none."""
        behind = self.passages.norm.lower[end : self.clause.end].split(None, 1)
        return behind[0] if behind else ""

    def is_stated(self) -> bool:
        """Whether an auxiliary tells that something is or was so; "be" alone does not."""
        grammar, lower = self.grammar, self.passages.norm.lower
        if self.mask & (grammar.perfect | grammar.past):
            return True
        bare = grammar.frames.opening("bare_be")
        presents = (hit for hit in self.hits if hit.signal in grammar.presents)
        return any(lower[hit.start : hit.end] not in bare for hit in presents)


def opens_bare(line: Line, forms: Collection[str]) -> bool:
    """ "Achieve a cut of 5 %", "Reduce energy use.": of a bare infinitive a report has told no result yet.

    What may be a noun as well opens with no verb: "Transport emissions", "Use of water". Before its object a verb is
    one, and participles behind it say of what kind something is: "Achieve the agreed cut".
    """
    ends = [hit.end for hit in line.verb() if hit.form == "base"]
    if not ends or line.clause.start != line.sentence.start or line.is_stated():
        return False
    behind, frames = line.next_word(min(ends)), line.grammar.frames
    if not behind or behind in frames.opening("preposition"):
        return False
    if UNBOUND.issuperset(forms):
        return True
    objects = behind[0].isdigit() or behind in frames.opening("determiner")
    past = any(hit.form in _STATING for hit in line.opening())
    return objects and not past and not any(_states(line, hit) for hit in line.hits)


def is_aim(line: Line, now: int) -> bool:
    """Whether a line without a verb of its own stands where aims are told, and nothing dates it before ``now`` ends."""
    grammar = line.grammar
    if line.sentence.number not in _aimed(line.passages, grammar) or line.is_stated():
        return False
    verbs = line.verb()
    opening = {hit.start for hit in verbs if hit.form == "base"}
    # "Cut our emissions by half": in such a line a form that may be the bare verb is one.
    stating = any(_states(line, hit) for hit in line.hits if hit.start not in opening)
    if line.clause.start != line.sentence.start or stating:
        return False
    owners = {hit.start for hit in line.hits if hit.signal in grammar.possessives}
    if any(hit.signal in grammar.companies and hit.start not in owners for hit in line.hits):
        return False
    words = line.passages.norm.text[line.clause.start : line.clause.end]
    if any(name in words for name in line.passages.names.acting):
        return False
    facts = [
        fact for fact in line.passages.facts(line.sentence.number) if line.clause.start <= fact.start < line.clause.end
    ]
    years = [fact.end_year or fact.year for fact in facts if fact.kind in _DATES and fact.role != "base"]
    if any(year is not None and year <= now for year in years):
        return False
    if not verbs:
        # "Power accounts for half of it": what may be a verb of the third person is one.
        done = any(hit.form in _STATING for hit in line.opening())
        done = done or any(hit.form == "s" for hit in line.hits)
        return not done and any(fact.kind in FIGURES for fact in facts)
    return line.next_word(min(hit.end for hit in verbs)) not in grammar.frames.opening("preposition")


def _states(line: Line, hit: Hit) -> bool:
    """Whether a form that may be a participle or a noun is the verb of a statement: it has an object or an adverb.

    "Financed emissions" and "seats held by women" have none.
    """
    if hit.form not in _STATING:
        return False
    behind = line.next_word(hit.end)
    frames = line.grammar.frames
    objects = frames.opening("determiner") | frames.opening("adverb") | frames.opening("time")
    return bool(behind) and (behind[0].isdigit() or behind in objects)


def is_aimed(passages: Passages, index: int, grammar: Grammar) -> bool:
    """Whether a line stands where aims are told."""
    return index in _aimed(passages, grammar)


def _aimed(passages: Passages, grammar: Grammar) -> frozenset[int]:
    """The lines that stand under a heading for aims, or behind a line that tells an aim and leads on; found once."""
    known = passages.answers.get(_AIMED)
    if known is None:
        known = passages.answers[_AIMED] = frozenset(_inheriting(passages, grammar))
    return cast("frozenset[int]", known)


def _inheriting(passages: Passages, grammar: Grammar) -> set[int]:
    found: set[int] = set()
    leads = leads_of(passages)
    headed: dict[str, bool] = {}
    for index, span in enumerate(passages.spans):
        block = passages.document.blocks[span.block]
        if block.kind in _HEADS:
            headed[block.text] = _is_for_aims(passages, index, grammar)
            continue
        lead = leads.get(index)
        if lead is not None:
            aimed = lead in found or _tells_aim(passages, lead, grammar)
        else:
            aimed = is_listed(passages, index) and bool(block.section) and headed.get(block.section[-1], False)
        if aimed:
            found.add(index)
    return found


def _is_for_aims(passages: Passages, index: int, grammar: Grammar) -> bool:
    """Whether a heading says that aims stand below it, and not aims and what became of them."""
    span = passages.spans[index]
    words = _WORD.findall(passages.norm.lower[span.start : span.end])
    if not words or len(words) > _HEADING or not grammar.frames.opening("coordinator").isdisjoint(words):
        return False
    mask = passages.mask(index)
    if mask & (grammar.perfect | grammar.past):
        return False
    return bool(mask & grammar.plan) or not grammar.frames.opening("goal").isdisjoint(words)


def _tells_aim(passages: Passages, index: int, grammar: Grammar) -> bool:
    """Whether a line that leads to others tells what is planned, or what is to be done."""
    mask = passages.mask(index)
    if mask & (grammar.perfect | grammar.past):
        return False
    span = passages.spans[index]
    words = _WORD.findall(passages.norm.lower[span.start : span.end])
    if mask & grammar.plan or not grammar.frames.opening("goal").isdisjoint(words):
        return True
    sentence = passages.sentence(index)
    clause = sentence.clauses[0]
    line = Line(passages, sentence, clause, clause.hits_any, clause.mask, grammar)
    return bool(mask & grammar.deadline) or opens_bare(line, {hit.form for hit in clause.hits if hit.form})
