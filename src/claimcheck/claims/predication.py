"""The types that hold in a clause, and its claims: what it is said for is no result, and a level to come is an aim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from claimcheck.claims.claim_builder import CoreBuilder
from claimcheck.claims.fields import ClauseView
from claimcheck.claims.sentence_context import Press
from claimcheck.model.claim import Core
from claimcheck.model.figure import Says
from claimcheck.model.passage import FIGURES, Clause, Hit, Sentence, signals_in
from claimcheck.rulepack.condition_terms import may_hold
from claimcheck.rulepack.pack import ClaimType, Lexicon

# Where several guards cover a core, the one that says most about the sentence is the reason given.
REASONS = (
    "question",
    "definition",
    "quoted_other",
    "reported_other",
    "instruction",
    "conditional",
    "negated",
    "proper_name",
)


def of_clause(
    view: ClauseView, candidates: Iterable[ClaimType], facts: int, words: Mapping[str, frozenset[int]]
) -> list[ClaimType]:
    """The types whose core holds in the clause, without those that another one absorbs."""
    mask = view.mask("clause", False) | facts
    found: list[ClaimType] = []
    for kind in candidates:
        if kind.shape.fallback and found:
            continue
        if may_hold(kind.core.branches, mask) and kind.core.test(view):
            found.append(kind)
    if len(found) > 1:
        absorbed = {name for kind in found for name in kind.shape.absorbs}
        absorbed |= {
            other.id
            for kind in found
            for other in found
            if other.id in kind.shape.absorbs_same_words
            and _rests_on(words[other.id], words[kind.id], view.hits("clause", False))
        }
        found = [kind for kind in found if kind.id not in absorbed]
    return found


def _rests_on(one: frozenset[int], other: frozenset[int], hits: Sequence[Hit]) -> bool:
    """Whether one core has no words but those of another: "most sustainable" is a superlative and no more."""
    theirs = [hit for hit in hits if hit.signal in other]
    return all(
        any(hit.start < their.end and their.start < hit.end for their in theirs) for hit in hits if hit.signal in one
    )


def extent(hits: Sequence[Hit], words: frozenset[int], clause: Clause) -> tuple[int, int]:
    """From the first to the last word that made the core; hits are in order of start."""
    made = [hit for hit in hits if hit.signal in words]
    if not made:
        return clause.start, clause.end
    return made[0].start, max([hit.end for hit in made])


def reason_of(sentence: Sentence, hits: Sequence[Hit], words: frozenset[int]) -> str | None:
    """The most telling guard that covers a word of the core."""
    made = [hit for hit in hits if hit.signal in words] if sentence.guards else ()
    reasons = {
        run.reason for run in sentence.guards if any(run.start <= hit.start and hit.end <= run.end for hit in made)
    }
    return next((reason for reason in REASONS if reason in reasons), None)


_COMMA = ","


class Predicated:
    """Makes claims of the types that hold in a clause; ``words`` are the signals that make each of them."""

    def __init__(
        self, types: Sequence[ClaimType], words: Mapping[str, frozenset[int]], cores: CoreBuilder, lexicon: Lexicon
    ) -> None:
        self._aiming = lexicon.terms.aiming
        self._cores = cores
        self._words = words
        self._goal = next((kind for kind in types if _says(kind) == "goal"), None)
        named = {kind.id: kind for kind in types}
        self._purposes = {kind.id: named[kind.shape.purpose] for kind in types if kind.shape.purpose is not None}
        # Of some types few of the words say what the claim says, and others only what it is about.
        self._said = {one: signals_in(kind.said) if kind.said else words[one] for one, kind in named.items()}

    def of_clause(self, view: ClauseView, kinds: Sequence[ClaimType], press: Press) -> list[Core]:
        """The claims of a clause, without what is only its purpose where it states something else as well."""
        found = [(kind, *self._extent(view, kind)) for kind in kinds]
        # What copy says of its goods it says of them, whatever for.
        unsaid = {
            kind.id
            for kind, start, end in found
            if not view.context.is_copy
            and (
                self._cores.is_purpose(view, start, end, self._said[kind.id], result=kind.id in self._purposes)
                or (self._aiming and self._is_what_for(view, self._said[kind.id]))
            )
        }
        leading = {kind.id for kind, start, end in found if self._cores.opens(view, start, end, self._said[kind.id])}
        # An act for the sake of another one is one as well: "a system designed to protect staff".
        stated = [
            one
            for one in found
            if one[0].id not in unsaid or (one[0].shape.deed is not None and one[0].id not in leading)
        ]
        measured = any(fact.kind in FIGURES for fact in view.facts("clause"))
        made: dict[str, Core] = {}
        for kind, start, end in stated or found:
            # "We back projects to cut waste": an act, and no result of it; with its figure it is one.
            aim = self._purposes.get(kind.id) if kind.id in unsaid and not measured else None
            core = self._core(view, aim or kind, start, end, self._words[kind.id], press)
            made.setdefault(core.type, core)
        return list(made.values())

    def _is_what_for(self, view: ClauseView, said: frozenset[int]) -> bool:
        """Whether the verb ends a run that opens as an aim, before or behind what is done: "Um Strom zu sparen, …"."""
        clause, lower = view.clause, view.passages.norm.lower
        assert clause is not None
        for hit in clause.hits:
            if hit.form and hit.signal in said:
                comma = lower.rfind(_COMMA, clause.start, hit.start)
                first, _, rest = lower[comma + 2 if comma >= 0 else clause.start : hit.start].partition(" ")
                ends = lower[hit.end : hit.end + 1]
                # "Um 8 % zu senken" says by how much.
                if first in self._aiming and not rest[:1].isdigit() and (ends == _COMMA or comma >= 0):
                    return True
        return False

    def _extent(self, view: ClauseView, kind: ClaimType) -> tuple[int, int]:
        clause = view.clause
        assert clause is not None
        return extent(clause.hits, self._words[kind.id], clause)

    def _core(
        self, view: ClauseView, kind: ClaimType, start: int, end: int, words: frozenset[int], press: Press
    ) -> Core:
        core = self._cores.core(view, kind, start, end, words, press=press)
        goal = self._goal
        if core.target_year is None or _says(kind) != "level" or goal is None or not _told(goal, view):
            return core
        if _is_subordinate(view):
            return core
        # A level that is yet to be reached is an aim: "By 2030, under 5 % of the portfolio".
        return self._cores.core(view, goal, start, end, words, press=press)


def _is_subordinate(view: ClauseView) -> bool:
    """Whether a clause only says why or when something else is so: "As the standard allows 5 % in 2050"."""
    clause = view.clause
    assert clause is not None
    opening = view.passages.norm.lower[clause.start : clause.end].partition(" ")[0]
    return opening in view.grammar.frames.opening("subordinator")


def _says(kind: ClaimType) -> Says | None:
    """What claims of a type say of a figure where it stands for such."""
    return None if kind.shape.measured is None else kind.shape.measured.says


def _told(kind: ClaimType, view: ClauseView) -> bool:
    return kind.measured is not None and kind.measured.test(view)
