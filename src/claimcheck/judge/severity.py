"""How severe a finding is: each jurisdiction reads the tier and the step of its rule in its own way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast, get_args

from claimcheck.model.claim import SEVERITIES, TIERS, Severity, Tier
from claimcheck.model.context import Context
from claimcheck.rulepack.law_shapes import CellShape, GroupShape, OverrideShape, TierChangeShape
from claimcheck.rulepack.pack import Check, Pack, Profile
from claimcheck.rulepack.shapes import Step

OFF = ("off", "-")
STEPS: tuple[Step, ...] = tuple(one for one in get_args(Step) if one != "-")
"""Heaviest first."""
# What somebody bars or allows on a condition needs law in force; everything else rests on general duties.
BARRED = ("ban", "conditional")
# The tiers whose step the place of a claim makes heavier, and the one that evidence makes lighter.
HEAVIER = ("gap", "presentation")
LIGHTER = ("gap",)
# These reach consumers whomever they are meant for.
OPEN_MEDIA = ("advert", "pack")


@dataclass(frozen=True, slots=True)
class Reading:
    """A rule as one jurisdiction reads it; ``severity`` holds whatever the cells say, ``cite`` is its passage."""

    tier: Tier
    step: Step
    severity: Severity | None = None
    cite: str | None = None
    because: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The strictest reading of a rule, and the jurisdictions that give it.

    ``starts`` is the day from which the law behind a ban or condition applies, None where it does already.
    """

    tier: Tier
    severity: Severity
    jurisdictions: tuple[str, ...]
    starts: date | None = None


def verdict(
    check: Check,
    pack: Pack,
    context: Context,
    severity_wanted: Severity | None = None,
    shifts: Sequence[int] = (),
) -> Verdict | None:
    """Return the strictest verdict over the context's jurisdictions, None where all switch the rule off.

    The severity decides, then the tier; every jurisdiction that reads the rule just as strictly is named. A ban or
    condition whose law applies later is a warning until then. ``severity_wanted`` takes the place of the severity
    of a rule that is on; the rest stays that of the law. ``shifts`` has, for each jurisdiction of the context, how
    many steps the place and the evidence of a claim make a rule heavier.
    """
    readings: list[tuple[int, int, str, date | None]] = []
    for place, name in enumerate(context.jurisdictions):
        profile = pack.profiles[name]
        found = reading(check, pack, profile, context)
        starts = _starts(check, pack, profile, found, context.as_of)
        severity = _severity(profile, found, context, shifts[place] if shifts else 0)
        if severity is not None:
            if starts is not None and severity == "error":
                severity = "warning"
            readings.append((SEVERITIES.index(severity), TIERS.index(found.tier), name, starts))
    if not readings:
        return None
    severity_rank, tier_rank = min(one[:2] for one in readings)
    winners = [one for one in readings if one[:2] == (severity_rank, tier_rank)]
    days = [starts for *_, starts in winners if starts is not None]
    return Verdict(
        TIERS[tier_rank],
        severity_wanted or SEVERITIES[severity_rank],
        tuple(name for _, _, name, _ in winners),
        min(days) if len(days) == len(winners) else None,
    )


def reading(check: Check, pack: Pack, profile: Profile, context: Context) -> Reading:
    """Return the rule as a profile reads it for this audience and medium.

    Towards investors the profile's own bans and conditions stand, and gaps weigh as in the profile it names.
    """
    own = _read(check, profile, context)
    to_investors = context.audience == "investor" and context.medium not in OPEN_MEDIA
    if profile.investors is None or not to_investors or own.tier in BARRED:
        return own
    return _read(check, pack.profiles[profile.investors], context)


def _read(check: Check, profile: Profile, context: Context) -> Reading:
    found = Reading(check.shape.tier, check.shape.step)
    for layer, groups in zip(profile.layers, profile.groups, strict=True):
        change = layer.tiers.get(found.tier)
        if change is not None:
            found = _changed(found, change)
        group = next((one for one in groups.get(check.id, ()) if _covers(one, context)), None)
        if group is not None:
            found = _changed(found, group)
        override = layer.overrides.get(check.id)
        if override is not None:
            found = _changed(found, override)
    return found


def _covers(group: GroupShape, context: Context) -> bool:
    audience = not group.audience or context.audience in group.audience
    return audience and (not group.medium or context.medium in group.medium)


def _changed(found: Reading, change: TierChangeShape | GroupShape | OverrideShape) -> Reading:
    """The reading after a change; its reason is the one that counts, even where it changes nothing."""
    tier, step = change.tier or found.tier, change.step or found.step
    severity, cite = found.severity, found.cite
    if isinstance(change, GroupShape):
        severity, cite = change.severity or severity, change.cite or cite
    return Reading(tier, step, severity, cite, change.because)


def laws(check: Check, pack: Pack, profile: Profile, found: Reading) -> Iterator[str]:
    """The keys of the passages behind a reading: its own first, then those of the profile in the rule's order."""
    if found.cite is not None:
        yield found.cite
    for key in check.shape.cite:
        if pack.citations[key].jurisdiction in profile.lineage:
            yield key


def _starts(check: Check, pack: Pack, profile: Profile, found: Reading, as_of: date) -> date | None:
    """The day on which the first passage behind a ban or condition begins, where that is still to come."""
    if found.tier not in BARRED:
        return None
    for key in laws(check, pack, profile, found):
        citation = pack.citations[key]
        if citation.valid_to is None or citation.valid_to >= as_of:
            begins = citation.valid_from
            return begins if begins is not None and begins > as_of else None
    return None


def _severity(profile: Profile, found: Reading, context: Context, shift: int) -> Severity | None:
    if found.step in OFF:
        return None
    if found.severity is not None:
        return found.severity
    cell = next(
        (
            cell
            for cell in profile.cells
            if context.audience in cell.audience and context.medium in cell.medium
        ),
        None,
    )
    return None if cell is None else _of_cell(cell, found.tier, _shifted(found, shift))


def _shifted(found: Reading, shift: int) -> Step:
    """The step after the shift, where the tier allows one in that direction."""
    if found.tier not in (HEAVIER if shift > 0 else LIGHTER):
        return found.step
    place = STEPS.index(found.step) - shift
    return STEPS[min(max(place, 0), len(STEPS) - 1)]


def _of_cell(cell: CellShape, tier: str, step: str) -> Severity | None:
    value = getattr(cell, tier)
    severity = value.get(step) if isinstance(value, dict) else value
    return None if severity is None or severity in OFF else cast(Severity, severity)
