"""What is said of law that nobody has checked for long before the day of a run."""

from __future__ import annotations

from datetime import date

from claimcheck.model.context import Context
from claimcheck.model.document import Problem
from claimcheck.rulepack.law_versions import stale
from claimcheck.rulepack.pack import Pack

_HINT = "claimcheck law shows when each passage was checked"


def unchecked_law(pack: Pack, context: Context) -> list[Problem]:
    """A note for each jurisdiction whose law may have changed since its last check."""
    day = context.as_of
    return [
        Problem("law_not_checked", stale_words(name, last, day), "note", hint=_HINT)
        for name, last in stale(pack, context.jurisdictions, day)
    ]


def stale_words(name: str, last: date, day: date) -> str:
    """That the law of a jurisdiction was last checked long before a day."""
    past = (day - last).days
    return (
        f"the law of {name} was last checked on {last}, {past} days before {day}: later changes are not known"
    )
