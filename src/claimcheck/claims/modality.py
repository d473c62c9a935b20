"""Tense, certainty and force of a claim: what the words of the clause say, corrected by how they hang together."""

from __future__ import annotations

from claimcheck.claims.fields import ClauseView
from claimcheck.claims.frames import Frame
from claimcheck.model.claim import Force
from claimcheck.model.passage import signals_in
from claimcheck.rulepack.pack import Lexicon

_AMOUNTS = ("share", "quantity")


class ForceWords:
    """The words of one language that say how far a claim goes."""

    def __init__(self, lexicon: Lexicon) -> None:
        roles = lexicon.roles
        promises = roles.get("promise", 0)
        self._promises = signals_in(promises)
        self._plans = signals_in(promises | roles.get("intention", 0))
        self._at_best = roles.get("at_best", 0)

    def of(self, view: ClauseView, frame: Frame, tense: str) -> tuple[Force, ...]:
        """What is said of a claim: promised ("will"), intended ("hope to"), a figure at best ("up to 22 %").

        Of several words of a plan the last one before the core's verb says it: "we will try to cut".
        """
        found: list[Force] = []
        if tense == "planned":
            hits = view.hits("clause", False)
            pivot = frame.end if frame.own is None or view.grammar.free_order else frame.own.end
            ahead = (hit for hit in hits if hit.signal in self._plans and hit.start < pivot)
            said = [hit for hit in ahead if not frame.is_aside(hit.start)]
            if said:
                last = max(said, key=lambda hit: (hit.start, hit.end))
                found.append("promised" if last.signal in self._promises else "intended")
        if view.mask("clause", False) & self._at_best:
            ends = {hit.end for hit in view.hits("clause", False) if self._at_best >> hit.signal & 1}
            amounts = (fact.start for fact in view.facts("clause") if fact.kind in _AMOUNTS)
            if any(not ends.isdisjoint((start, start - 1)) for start in amounts):
                found.append("at_best")
        return tuple(found)


_COMMA = ","


def framed_tense(view: ClauseView, frame: Frame) -> str:
    """The tense that the words give, unless the verb that governs the core says something else.

    Words beside the statement make no tense: "which will", "with the aim of", a participle before a noun.
    """
    words = view.claim_field("tense") or "attribute"
    said, governor = frame.tense, frame.governor
    if words == "planned":
        return _planned(view, frame)
    if governor is None:
        done = any(group.kind == "done" for group in frame.groups)
        return "attribute" if words == "achieved" and not done and _has_participle(frame) else words
    sure = (governor.led or governor is frame.own) and not _leans(frame)
    if governor.kind == "able" and _has_actor(view, governor.start, view.grammar.companies):
        said = "ongoing"  # what a product can is a quality of it, what a company can it does
    if words == "achieved" and said in ("attribute", "ongoing") and sure:
        return said
    if words == "ongoing" and said == "attribute" and sure:
        return said
    return words


def _planned(view: ClauseView, frame: Frame) -> str:
    """Planned, unless all that makes the plan is beside the statement, or a date until which something holds."""
    if not _plans(view) and _opens_with_participle(view, frame):
        return "achieved"  # "Certified until 2028"
    said = frame.tense
    return said if said is not None and (_plans_aside(view, frame) or _plans_behind(view, frame)) else "planned"


def _leans(frame: Frame) -> bool:
    """ "A policy is in place to train …", "It is aligned with …, training …": the act leans on a mere state."""
    governor, own = frame.governor, frame.own
    if governor is None or own is None or own is governor:
        return False
    return governor.state and governor.kind != "able"


def _plans(view: ClauseView) -> bool:
    """Whether words make a plan, and not a date alone."""
    return bool(view.mask("clause", False) & view.grammar.plan)


def _opens_with_participle(view: ClauseView, frame: Frame) -> bool:
    """ "Certified by …", "Recertified in 2023": what was done, without anybody who did it."""
    assert view.clause is not None
    return any(
        group.start == view.clause.start and not group.led and group.kind in ("done", "participle")
        for group in frame.groups[:1]
    )


def _has_participle(frame: Frame) -> bool:
    return any(group.kind == "participle" for group in frame.groups)


def _plans_aside(view: ClauseView, frame: Frame) -> bool:
    """Whether every word that makes a plan only accompanies the statement."""
    grammar = view.grammar
    plans = [
        hit for hit in view.hits("clause", False) if hit.signal in grammar.plans or hit.signal in grammar.deadlines
    ]
    return bool(plans) and all(frame.is_aside(hit.start) for hit in plans)


def _plans_behind(view: ClauseView, frame: Frame) -> bool:
    """ "We have updated our crisis plans to cover floods": the core is said in full before a word makes a plan.

    A date until which something is to be is a plan wherever it stands.
    """
    own = frame.own
    if own is None or own.kind not in ("done", "doing", "present") or own is not frame.governor:
        return False
    hits = view.hits("clause", False)
    if any(hit.signal in view.grammar.deadlines for hit in hits):
        return False
    plans = [hit for hit in hits if hit.signal in view.grammar.plans]
    return bool(plans) and all(hit.start >= own.end and hit.end >= frame.end for hit in plans)


def framed_certainty(view: ClauseView, frame: Frame, tense: str) -> str:
    """Firm or hedged: a hedge counts where it governs the core or limits the statement, not anywhere in the clause."""
    words = view.claim_field("certainty") or "firm"
    governor = frame.governor
    if frame.has("limit"):
        return "hedged"
    if _leaves_open(view, frame):
        return "hedged"
    if words == "firm" or governor is None:
        return words
    if governor.kind == "able":
        return "hedged" if governor.doubtful else "firm"
    pivot = frame.own.end if frame.own is not None else governor.end
    hedges = [hit for hit in view.hits("clause", False) if hit.signal in view.grammar.hedges]
    if not hedges and tense != "planned" and governor.passive and frame.has("rhythm"):
        return "firm"  # "drills are held every quarter": nobody is named, and it is done all the same
    if not hedges and any(group.kind == "passive" and group.state for group in frame.groups):
        return "firm"  # "the case is made of tin": how a thing is, nobody has to do
    governs = any(hit.start < pivot and not frame.is_aside(hit.start) for hit in hedges)
    if (
        hedges
        and tense != "planned"
        and not governs
        and _has_actor(view, governor.start, view.grammar.company_subjects)
    ):
        return "firm"
    return words


def _has_actor(view: ClauseView, verb: int, actors: frozenset[int]) -> bool:
    """Whether one of those who act stands before the verb."""
    return any(hit.start < verb and hit.signal in actors for hit in view.hits("clause", True))


def _acts_behind(view: ClauseView, start: int, end: int) -> bool:
    """Whether the company itself, and not what is "ours", stands between two offsets, behind a comma."""
    hits = view.hits("clause", True)
    owners = {hit.start for hit in hits if hit.signal in view.grammar.possessives}
    text = view.passages.norm.text
    return any(
        start <= hit.start < end
        and hit.start not in owners
        and view.grammar.company >> hit.signal & 1
        and _COMMA in text[start : hit.start]
        for hit in hits
    )


def _leaves_open(view: ClauseView, frame: Frame) -> bool:
    """Whether the core's verb is a mere noun of doing: "Managing water", "To train staff", "Sorting waste saves …"."""
    own, governor = frame.own, frame.governor
    if own is None or own.kind not in ("ing", "infinitive", "bare") or (own.led and own.kind == "ing"):
        return False
    if _has_actor(view, own.start, view.grammar.companies):
        return False
    if governor is None:
        return True
    if own.kind == "ing" and own.start < governor.start and governor.kind in ("present", "copula"):
        # "By sorting waste, we save …": those who do it are named behind it.
        return not _acts_behind(view, own.end, governor.start)
    # "Policies in place to …": a lone word that could be a verb, and nobody in the sentence who does it.
    lone = governor.kind == "present" and not governor.led
    return lone and not any(hit.signal in view.grammar.company_subjects for hit in view.hits("sentence", True))
