"""How severe a finding is: each jurisdiction reads the tier and the step of its rule in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from claimcheck.model.claim import SEVERITIES, TIERS, Severity, Tier
from claimcheck.model.context import Context
from claimcheck.rulepack.pack import Check, Pack
from claimcheck.rulepack.shapes import CellShape, ProfileShape

OFF = ("off", "-")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The strictest reading of a rule, and the jurisdictions that give it."""

    tier: Tier
    severity: Severity
    jurisdictions: tuple[str, ...]


def verdict(
    check: Check, pack: Pack, context: Context, severity_wanted: Severity | None = None
) -> Verdict | None:
    """Return the strictest verdict over the context's jurisdictions, None where all switch the rule off.

    The severity decides, then the tier; every jurisdiction that reads the rule just as strictly is named.
    ``severity_wanted`` takes the place of the severity of a rule that is on; the rest stays that of the law.
    """
    readings: list[tuple[int, int, str]] = []
    for name in context.jurisdictions:
        profile = pack.profiles[name]
        override = profile.overrides.get(check.id)
        tier = (override and override.tier) or check.shape.tier
        step = (override and override.step) or check.shape.step
        severity = _severity(profile, tier, step, context)
        if severity is not None:
            readings.append((SEVERITIES.index(severity), TIERS.index(tier), name))
    if not readings:
        return None
    severity_rank, tier_rank, _ = min(readings)
    winners = tuple(name for one, two, name in readings if (one, two) == (severity_rank, tier_rank))
    return Verdict(TIERS[tier_rank], severity_wanted or SEVERITIES[severity_rank], winners)


def _severity(profile: ProfileShape, tier: str, step: str, context: Context) -> Severity | None:
    cell = next(
        (
            cell
            for cell in profile.cells
            if context.audience in cell.audience and context.medium in cell.medium
        ),
        None,
    )
    if cell is None or step in OFF:
        return None
    return _of_cell(cell, tier, step)


def _of_cell(cell: CellShape, tier: str, step: str) -> Severity | None:
    value = getattr(cell, tier)
    severity = value.get(step) if isinstance(value, dict) else value
    return None if severity is None or severity in OFF else cast(Severity, severity)
