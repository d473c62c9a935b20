"""Claims that no word of a lexicon tells: a sentence says something of what the document's own tables measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from claimcheck.claims.claim_builder import CoreBuilder
from claimcheck.claims.fields import ClauseView
from claimcheck.claims.grammar_roles import Grammar
from claimcheck.claims.sentence_context import Press
from claimcheck.model.claim import Core
from claimcheck.model.context import Context
from claimcheck.model.figure import Measured, Measures, Says
from claimcheck.model.passage import Sentence
from claimcheck.rulepack.pack import ClaimType
from claimcheck.text.passages import Passages

_PLANNED, _NAME, _OTHERS = "planned", "proper_name", "third_party"
_GOAL: Says = "goal"


class MeasuredClaims:
    """Makes claims of such clauses, of the types that stand for what they say."""

    __slots__ = ("_context", "_cores", "_grammar", "_types")

    def __init__(
        self, types: Iterable[ClaimType], cores: CoreBuilder, grammar: Grammar, context: Context
    ) -> None:
        self._context = context
        self._cores = cores
        self._grammar = grammar
        self._types: Mapping[Says, ClaimType] = {
            kind.shape.measured.says: kind for kind in types if kind.shape.measured is not None
        }

    def of_sentence(
        self, passages: Passages, sentence: Sentence, measures: Measures, press: Press
    ) -> Iterator[Core]:
        """The claims of a sentence of the company's own, clause by clause."""
        for clause in sentence.clauses:
            one = measures.of(sentence.number, clause.start, clause.end)
            if one is None or _is_guarded(sentence, one):
                continue
            view = ClauseView(passages, sentence, clause, self._context, self._grammar)
            planned = view.claim_field("tense") == _PLANNED
            tries: tuple[Says, Says] = (_GOAL, one.says) if planned else (one.says, _GOAL)
            for says in tries:
                core = self._core(view, self._types.get(says), one, press)
                if core is not None:
                    yield core
                    break

    def _core(self, view: ClauseView, kind: ClaimType | None, one: Measured, press: Press) -> Core | None:
        """The claim of a type in a clause; None where the type is for another tense, or others act."""
        if kind is None or kind.measured is None or not kind.measured.test(view):
            return None
        core = self._cores.core(view, kind, one.start, one.end, frozenset(), press=press)
        planned = core.tense == _PLANNED
        asked = kind.shape.measured is not None and kind.shape.measured.says == _GOAL
        if planned != asked or (planned and core.target_year is None) or core.claimant == _OTHERS:
            return None
        return core._replace(topic=one.topic or core.topic, measured=one.words)


def _is_guarded(sentence: Sentence, one: Measured) -> bool:
    """Whether what is said is denied, asked, supposed, defined or said by others."""
    return any(run.reason != _NAME and run.start < one.end and one.start < run.end for run in sentence.guards)
