"""The types that hold in a clause, the words that made them, and the guard that covers these words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from claimcheck.claims.fields import ClauseView
from claimcheck.model.passage import Clause, Hit, Sentence
from claimcheck.rulepack.condition_terms import may_hold
from claimcheck.rulepack.pack import ClaimType

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
        any(hit.start < their.end and their.start < hit.end for their in theirs)
        for hit in hits
        if hit.signal in one
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
        run.reason
        for run in sentence.guards
        if any(run.start <= hit.start and hit.end <= run.end for hit in made)
    }
    return next((reason for reason in REASONS if reason in reasons), None)
