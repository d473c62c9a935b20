"""A decisions file with one thing decided or answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from claimcheck.model.decision import Decision, Decisions, FactAnswer


def answered(decisions: Decisions, path: str, fact: str, answer: str | None, by: str, on: date) -> Decisions:
    """With an answer for a document in place of the one before; None takes it back."""
    kept = tuple(one for one in decisions.answers if (one.path, one.fact) != (path, fact))
    new = () if answer is None else (FactAnswer(path, fact, answer, by, on),)
    return decisions._replace(answers=(*kept, *new))


def decided(decisions: Decisions, blank: Decision, change: Callable[[Decision], Decision]) -> Decisions:
    """With what is known about the claim or finding of ``blank`` changed, and ``blank`` changed where nothing is."""
    known = next((one for one in decisions.decisions if _key(one) == _key(blank)), None)
    new = change(known._replace(by=blank.by, on=blank.on, words=blank.words) if known else blank)
    kept = tuple(one for one in decisions.decisions if one is not known)
    return decisions._replace(decisions=(*kept, *(() if _is_empty(new) else (new,))))


def _key(one: Decision) -> tuple[str, str | None, int, str | None]:
    return one.path, one.claim, one.occurrence, one.fingerprint


def _is_empty(one: Decision) -> bool:
    """Whether nothing is decided or said."""
    return one.state == "open" and not (one.owner or one.wording or one.until or one.comments)
