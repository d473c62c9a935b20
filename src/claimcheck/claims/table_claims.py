"""Claims that the document's own tables tell, where no word of a lexicon does.

A sentence says something of what a table measures, or a row of a table of goals has a column that says until when. Such
a row counts where it says how much, or that all is meant, and its date lies behind the year of the report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from claimcheck.claims.claim_builder import CoreBuilder
from claimcheck.claims.fields import ClauseView, topic_of
from claimcheck.claims.grammar_roles import Grammar
from claimcheck.claims.sentence_context import Press
from claimcheck.model.claim import Core
from claimcheck.model.context import Context
from claimcheck.model.figure import Measured, Measures, Says
from claimcheck.model.passage import Clause, Sentence
from claimcheck.rulepack.pack import ClaimType
from claimcheck.text.goal_columns import is_year
from claimcheck.text.goal_tables import GoalRow
from claimcheck.text.passages import Passages

_PLANNED, _NAME, _OTHERS = "planned", "proper_name", "third_party"
_GOAL: Says = "goal"
_ASKING = "?"
_DIGIT = re.compile(r"[0-9]")
_WORD = re.compile(r"[^\W\d_]+")


class TableClaims:
    """Makes claims of the types that stand for what tables tell; holds nothing of a document."""

    def __init__(self, types: Iterable[ClaimType], cores: CoreBuilder, grammar: Grammar, context: Context) -> None:
        self._context = context
        self._cores = cores
        self._grammar = grammar
        self._whole = grammar.frames.opening("whole")
        self._types: Mapping[Says, ClaimType] = {
            kind.shape.measured.says: kind for kind in types if kind.shape.measured is not None
        }

    def of_sentence(self, passages: Passages, sentence: Sentence, measures: Measures, press: Press) -> Iterator[Core]:
        """The claims of a sentence of the company's own, clause by clause."""
        for clause in sentence.clauses:
            one = measures.of(sentence.number, clause.start, clause.end)
            if one is None or _is_guarded(sentence, one):
                continue
            view = self._view(passages, sentence, clause)
            planned = view.claim_field("tense") == _PLANNED
            tries: tuple[Says, Says] = (_GOAL, one.says) if planned else (one.says, _GOAL)
            found = (self._told(view, says, one, press) for says in tries)
            core = next((core for core in found if core is not None), None)
            if core is not None:
                yield core

    def _told(self, view: ClauseView, says: Says, one: Measured, press: Press) -> Core | None:
        """The claim of a type in a clause; None where the type is for another tense, or others act."""
        kind = self._types.get(says)
        if kind is None or kind.measured is None or not kind.measured.test(view):
            return None
        core = self._core(view, kind, one.start, one.end, press)
        planned = core is not None and core.tense == _PLANNED
        if core is None or planned != (says == _GOAL) or (planned and core.target_year is None):
            return None
        return core._replace(topic=one.topic or core.topic, measured=one.words)

    def _core(self, view: ClauseView, kind: ClaimType, start: int, end: int, press: Press) -> Core | None:
        """The claim of a type in a clause, unless others act."""
        core = self._cores.core(view, kind, start, end, frozenset(), press=press)
        return None if core.claimant == _OTHERS else core

    def _view(self, passages: Passages, sentence: Sentence, clause: Clause) -> ClauseView:
        return ClauseView(passages, sentence, clause, self._context, self._grammar)

    def put_goals(
        self,
        passages: Passages,
        rows: Sequence[GoalRow],
        press: Press,
        cores: list[Core],
        is_open: Callable[[int], bool],
    ) -> set[int]:
        """Put one plan with its date in the place of what else a row of goals was read as; the rows taken."""
        known: dict[int, list[Core]] = {}
        for core in cores:
            known.setdefault(core.sentence.number, []).append(core)
        found: dict[int, Core] = {}
        # Of several steps of a row the last one stands.
        numbered = {passages.at(row.label.start): row for row in rows}
        for index, topic in self._topics(passages, numbered).items():
            row, before = numbered[index], known.get(index, ())
            plan = next((core for core in before if core.tense == _PLANNED), None)
            due = _due(row)
            if due is None or (plan is not None and plan.target_year is not None) or not is_open(index):
                continue
            view = self._row_view(passages, index, row)
            made = plan or self._goal(view, row, topic, press)
            if made is not None and due > (view.reporting_year() or self._context.as_of.year):
                found[index] = made._replace(tense=_PLANNED, target_year=due, plain=False)
        if found:
            kept = [one for one in cores if one.sentence.number not in found]
            cores[:] = sorted((*kept, *found.values()), key=lambda one: one.sentence.number)
        return set(found)

    def _topics(self, passages: Passages, rows: Mapping[int, GoalRow]) -> dict[int, str]:
        """The topics of rows that say how much: their own, else that of most rows where most of a table name one."""
        own = {index: self._own(passages, index) for index in rows}
        tables: dict[int, Counter[str | None]] = {}
        for index, row in rows.items():
            tables.setdefault(row.table, Counter())[own[index]] += 1
        found: dict[int, str] = {}
        for index, row in rows.items():
            counts = tables[row.table]
            named = sum(counts.values()) < 2 * (sum(counts.values()) - counts[None])
            usual = next((topic for topic, _ in counts.most_common() if topic is not None), None)
            topic = own[index] or (usual if named else None)
            if topic is not None and self._says_how_much(passages, row):
                found[index] = topic
        return found

    def _own(self, passages: Passages, index: int) -> str | None:
        if not passages.mask(index) & self._grammar.topic_mask:
            return None
        hits = (hit for clause in passages.sentence(index).clauses for hit in clause.hits_any)
        return topic_of(hits, self._grammar)

    def _says_how_much(self, passages: Passages, row: GoalRow) -> bool:
        lower, label = passages.norm.lower, row.label
        if lower[label.start : label.end].rstrip().endswith(_ASKING):
            return False
        words = _WORD.search(lower, label.start, label.end)
        told = (lower[start:end] for start, end in _runs(row))
        return any(_DIGIT.search(text) and not is_year(text) for text in told) or (
            words is not None and words[0] in self._whole
        )

    def _goal(self, view: ClauseView, row: GoalRow, topic: str, press: Press) -> Core | None:
        kind, clause = self._types.get(_GOAL), view.clause
        if kind is None:
            return None
        assert clause is not None
        end = max(end for _, end in _runs(row) if end <= clause.end)
        core = self._core(view, kind, row.label.start, end, press)
        return None if core is None else core._replace(topic=topic)

    def _row_view(self, passages: Passages, index: int, row: GoalRow) -> ClauseView:
        sentence = passages.sentence(index)
        clause = next((one for one in sentence.clauses if row.label.start < one.end), sentence.clauses[-1])
        return self._view(passages, sentence, clause)


def _is_guarded(sentence: Sentence, one: Measured) -> bool:
    """Whether what is said is denied, asked, supposed, defined or said by others."""
    return any(run.reason != _NAME and run.start < one.end and one.start < run.end for run in sentence.guards)


def _runs(row: GoalRow) -> Iterator[tuple[int, int]]:
    """The runs that may say how much: that of the label, and that of the cell of targets."""
    yield row.label.start, row.label.end
    value = row.cells.get("value")
    if value is not None:
        yield value.start, value.end


def _due(row: GoalRow) -> int | None:
    cells = (row.cells.get("due"), row.cells.get("value"))
    return next((one.year for one in cells if one is not None and one.year is not None), None)
