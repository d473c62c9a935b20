"""What is said of law that nobody has checked for long before the day of a run."""

from __future__ import annotations

from claimcheck.model.context import Context
from claimcheck.model.document import Problem
from claimcheck.rulepack.law_versions import stale
from claimcheck.rulepack.pack import Pack

_HINT = "claimcheck law shows when each passage was checked"


def unchecked_law(pack: Pack, context: Context) -> list[Problem]:
    """A note for each jurisdiction whose law may have changed since its last check."""
    return [
        Problem(
            "law_not_checked",
            f"the law of {name} was last checked on {last}, {(context.as_of - last).days} days before {context.as_of}: "
            "later changes are not known",
            "note",
            hint=_HINT,
        )
        for name, last in stale(pack, context.jurisdictions, context.as_of)
    ]
