"""What each law makes of a finding, and what is said of law that nobody has checked for long, in words."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from claimcheck.model.claim_out import FindingOut, LawOut
from claimcheck.model.context import Context
from claimcheck.model.document import Problem
from claimcheck.report.layout import visible
from claimcheck.report.terms import plain
from claimcheck.rulepack.law_versions import stale

if TYPE_CHECKING:
    from claimcheck.rulepack.pack import Pack

# By which name a question is answered is told where it is asked.
_FACT = re.compile(r" \(fact: [^\s()]+\)")
_HINT = "claimcheck law shows when each passage was checked"


def law_by_law(finding: FindingOut) -> list[str]:
    """A line for each jurisdiction: how severe it is there, and why where the finding does not say it already.

    Where all weigh alike, those that have nothing to add have no line.
    """
    alike = len({one.severity for one in finding.laws}) == 1
    lines = [_words(one, finding, alike=alike) for one in finding.laws]
    return [one for one in lines if one]


def _words(law: LawOut, finding: FindingOut, *, alike: bool) -> str:
    """The line of one law; empty where all weigh alike and the finding has said it all."""
    parts: list[str] = []
    said = (finding.message.removesuffix(f" (applies from {law.applies_from})"), finding.why)
    if law.test is not None and law.message not in said:
        parts.append(_sentence(law.message))
    if law.why not in said:
        parts.append(_sentence(law.why))
    if law.exposure:
        parts.append(_sentence(law.exposure))
    if law.undetermined and law.undetermined != finding.questions:
        parts.append(_FACT.sub("", f"Undetermined: {' '.join(law.undetermined)}"))
    if alike and not any(parts):
        return ""
    begins = f" from {law.applies_from}" if law.applies_from else ""
    return visible(" ".join([f"{plain(law.jurisdiction)}: {law.severity}{begins}.", *filter(None, parts)]))


def _sentence(words: str) -> str:
    return words if not words or words.endswith((".", "?", "!")) else f"{words}."


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
    return f"the law of {name} was last checked on {last}, {past} days before {day}: later changes are not known"


def iso(day: date | None) -> str | None:
    """A day in ISO 8601, None where there is none."""
    return day.isoformat() if day else None
