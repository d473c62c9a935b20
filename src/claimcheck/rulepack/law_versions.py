"""Whether the versions of a passage follow each other, and on which days the law was checked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimcheck.rulepack.collect import Entry
    from claimcheck.rulepack.law_shapes import CitationShape, VersionShape
    from claimcheck.rulepack.pack import Pack

STALE_AFTER = timedelta(days=180)
"""How long a check of the law holds: after that there may be changes that nobody has looked for."""


def check_versions(entry: Entry[CitationShape]) -> None:
    """Note versions that end before they begin, and those that apply on the same days."""
    shape = entry.value
    versions: list[tuple[CitationShape | VersionShape, tuple[str | int, ...]]] = [(shape, ())]
    versions += [(one, ("versions", place)) for place, one in enumerate(shape.versions)]
    dated = sorted(versions, key=lambda pair: pair[0].valid_from or date.min)
    before: date | None = None
    for place, (one, path) in enumerate(dated):
        start, end = one.valid_from, one.valid_to
        if start and end and end < start:
            entry.fault((*path, "valid_to"), f"{end} is before {start}", "bad-dates")
        if place and (start is None or before is None or start <= before):
            why = "the version before it has no last day" if before is None else f"{before} is in both"
            told = f"two versions of {shape.key} apply on the same days: {why}"
            hint = "the earlier one ends on the day before the later one begins"
            entry.fault(path, told, "bad-dates", hint)
        before = end


def ended(shape: CitationShape) -> date | None:
    """The last day of the last version, None where one has no end."""
    ends = [shape.valid_to, *(one.valid_to for one in shape.versions)]
    return None if None in ends else max(end for end in ends if end is not None)


def last_check(pack: Pack, jurisdiction: str) -> date:
    """The day on which any passage of a jurisdiction was last checked; where none tells, that of the whole pack."""
    return max(checks_of(pack, jurisdiction), default=pack.law_as_of)


def checks_of(pack: Pack, jurisdiction: str) -> tuple[date, ...]:
    """The days on which passages of a jurisdiction were checked, the earliest first."""
    passages = [one for one in pack.citations.values() if one.jurisdiction == jurisdiction]
    days = [version.checked for one in passages for version in (one, *one.versions)]
    return tuple(sorted(day for day in days if day is not None))


def stale(pack: Pack, jurisdictions: Iterable[str], day: date) -> tuple[tuple[str, date], ...]:
    """The jurisdictions whose law was not checked for too long by a day, each with its last check.

    A profile that extends another one rests on the law of both.
    """
    profiles = pack.profiles
    names = {name for one in jurisdictions for name in (profiles[one].lineage if one in profiles else (one,))}
    own = {one.jurisdiction for one in pack.citations.values()} & names
    checks = ((name, last_check(pack, name)) for name in sorted(own))
    return tuple((name, last) for name, last in checks if day - last > STALE_AFTER)
