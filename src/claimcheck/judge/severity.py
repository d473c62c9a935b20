"""How severe a finding is: each jurisdiction decides by a legal test, or reads tier and step in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, cast, get_args

from msgspec import Struct
from msgspec.structs import replace

from claimcheck.model.claim import SEVERITIES, TIERS, Severity, Tier
from claimcheck.model.context import Context
from claimcheck.rulepack.allowed_values import Step
from claimcheck.rulepack.pack import Check, LegalTest, Pack, Profile

if TYPE_CHECKING:
    from claimcheck.rulepack.law_shapes import CellShape, GroupShape, OverrideShape, TierChangeShape

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


class Reading(Struct, frozen=True):
    """A rule as one jurisdiction reads it; ``severity`` holds whatever the cells say, ``cite`` is its passage."""

    tier: Tier
    step: Step
    severity: Severity | None = None
    cite: str | None = None
    because: str | None = None


Decision = tuple[LegalTest, ...] | bool
"""What decides a rule in one jurisdiction: legal tests, its profile (True), or that the law lets it stand (False)."""


class Line(NamedTuple):
    """What a rule comes to in one jurisdiction; ``test`` decides there, None for the profile's own ``because``.

    ``starts`` is the day from which the law behind a ban or condition applies, None where it does already. ``beside``
    are other tests of that law, or of one that it takes over, that decide against the claim just as severely.
    """

    jurisdiction: str
    tier: Tier
    severity: Severity
    test: LegalTest | None = None
    because: str | None = None
    starts: date | None = None
    beside: tuple[LegalTest, ...] = ()


class RuleSeverity(Struct, frozen=True):
    """What the jurisdictions make of a rule, strictest first; ``jurisdictions`` are those that are just as strict.

    ``severity`` is what a user wants in place of the strictest, ``starts`` the day from which the law of all of the
    strictest applies.
    """

    lines: tuple[Line, ...]
    severity: Severity

    @property
    def tier(self) -> Tier:
        """That of the strictest."""
        return self.lines[0].tier

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """Those that are as strict as the first."""
        return tuple([one.jurisdiction for one in self._strictest])

    @property
    def bars(self) -> frozenset[str]:
        """The jurisdictions that rule the wording out, or ask a condition of it."""
        return frozenset([one.jurisdiction for one in self.lines if one.tier in BARRED])

    @property
    def starts(self) -> date | None:
        """The first day on which one of the strictest applies, None where one does already."""
        days = [one.starts for one in self._strictest]
        return None if None in days else min(one for one in days if one is not None)

    @property
    def _strictest(self) -> list[Line]:
        first = self.lines[0]
        return [one for one in self.lines if one.severity == first.severity and one.tier == first.tier]


def _rank(line: Line) -> tuple[int, int]:
    return SEVERITIES.index(line.severity), TIERS.index(line.tier)


def _first(line: Line) -> tuple[int, bool, int]:
    """What is told first of the lines of one jurisdiction."""
    severity, tier = _rank(line)
    return severity, line.test is not None and line.test.shape.jurisdiction != line.jurisdiction, tier


def verdict(
    check: Check,
    pack: Pack,
    context: Context,
    severity_wanted: Severity | None = None,
    shifts: Sequence[int] = (),
    decisions: Sequence[Decision] = (),
) -> RuleSeverity | None:
    """Return what the context's jurisdictions make of a rule, None where all of them let it stand.

    The severity decides, then the tier. A ban or condition whose law applies later is a warning until then.
    ``severity_wanted`` takes the place of the severity of a rule that is on; the rest stays that of the law. ``shifts``
    has, for each jurisdiction of the context, how many steps the place and the evidence of a claim make a rule heavier,
    ``decisions`` what decides there; the profiles where it is empty.
    """
    lines = sorted(_lines(check, pack, context, shifts, decisions), key=_rank)
    return RuleSeverity(tuple(lines), severity_wanted or lines[0].severity) if lines else None


def speaks(check: Check, pack: Pack, context: Context, decisions: Sequence[Decision] = ()) -> bool:
    """Whether ``verdict`` is not None: the first jurisdiction that makes something of the rule tells it."""
    return any(
        _weighed(check, test, pack.profiles[name], pack, context, 0)[1] is not None
        for place, name in enumerate(context.jurisdictions)
        for test in _tests(decisions, place)
    )


def _lines(
    check: Check, pack: Pack, context: Context, shifts: Sequence[int], decisions: Sequence[Decision]
) -> Iterator[Line]:
    for place, name in enumerate(context.jurisdictions):
        shift = shifts[place] if shifts else 0
        found = [_line(check, test, pack, context, name, shift) for test in _tests(decisions, place)]
        # Of several tests of one law the most severe counts, its own before those that it takes over.
        own = sorted([one for one in found if one is not None], key=_first)
        if own:
            alike = tuple([one.test for one in own[1:] if one.severity == own[0].severity and one.test])
            yield own[0]._replace(beside=alike) if alike else own[0]


def _tests(decisions: Sequence[Decision], place: int) -> Sequence[LegalTest | None]:
    """What decides in one jurisdiction: legal tests, None for its profile, or nothing."""
    decision: Decision = decisions[place] if decisions else True
    return decision if isinstance(decision, tuple) else (None,) if decision else ()


def _line(check: Check, test: LegalTest | None, pack: Pack, context: Context, name: str, shift: int) -> Line | None:
    profile = pack.profiles[name]
    found, severity = _weighed(check, test, profile, pack, context, shift)
    if severity is None:
        return None
    starts = _starts(keys_of(check, test, pack, profile, found), pack, found, context.as_of)
    if starts is not None and severity == "error":
        severity = "warning"
    return Line(name, found.tier, severity, test, found.because, starts)


def _weighed(
    check: Check, test: LegalTest | None, profile: Profile, pack: Pack, context: Context, shift: int
) -> tuple[Reading, Severity | None]:
    """How a jurisdiction reads a rule, by a test or by its profile, and how severe that is."""
    found = reading(check, pack, profile, context)
    if test is not None:
        step = test.shape.step or (STEPS[0] if found.step in OFF else found.step)
        found = Reading(test.shape.tier or found.tier, step, None if test.shape.tier else found.severity, found.cite)
    return found, _severity(profile, found, context, shift)


def keys_of(check: Check, test: LegalTest | None, pack: Pack, profile: Profile, found: Reading) -> tuple[str, ...]:
    """The passages that a line rests on, its first one first.

    Under a test of a law that a jurisdiction takes over, the passage by which it does so comes first.
    """
    if test is None:
        return tuple(laws(check, pack, profile, found))
    taken_over = found.cite is not None and pack.citations[found.cite].jurisdiction == profile.id
    if found.cite is None or not taken_over or test.shape.jurisdiction == profile.id:
        return tuple(test.shape.cite)
    return tuple(dict.fromkeys((found.cite, *test.shape.cite)))


def reading(check: Check, pack: Pack, profile: Profile, context: Context) -> Reading:
    """Return the rule as a profile reads it for this audience and medium.

    Towards investors the profile's own bans and conditions stand, and what it says of them; gaps weigh as in the
    profile it names. Towards others a built-in rule that names no verified law of the place rests on that against
    misleading statements; a house rule on the voice of a brand does not.
    """
    own = _read(check, profile, context)
    if is_to_investors(context):
        if profile.investors is None or own.tier in BARRED:
            return own
        if any("investor" in one.audience for groups in profile.groups for one in groups.get(check.id, ())):
            return own
        return _read(check, pack.profiles[profile.investors], context)
    if not check.builtin or any(pack.citations[key].grade != "unverified" for key in laws(check, pack, profile, own)):
        return own
    return replace(own, cite=own.cite or profile.general)


def is_to_investors(context: Context) -> bool:
    """Whether a text speaks to investors alone."""
    return context.audience == "investor" and context.medium not in OPEN_MEDIA


def _read(check: Check, profile: Profile, context: Context) -> Reading:
    found = Reading(check.shape.tier, check.shape.step)
    for layer, groups in zip(profile.layers, profile.groups, strict=True):
        change = layer.tiers.get(found.tier)
        if change is not None:
            found = _changed(found, change)
        for group in groups.get(check.id, ()):
            if _covers(group, context):
                found = _changed(found, group)
                break
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
    # Only groups have these.
    severity = getattr(change, "severity", None) or found.severity
    cite = getattr(change, "cite", None) or found.cite
    return Reading(tier, step, severity, cite, change.because)


def laws(check: Check, pack: Pack, profile: Profile, found: Reading) -> Iterator[str]:
    """The keys of the passages behind a reading: its own first, then those of the profile in the rule's order."""
    if found.cite is not None:
        yield found.cite
    for key in check.shape.cite:
        if pack.citations[key].jurisdiction in profile.lineage:
            yield key


def _starts(keys: Iterable[str], pack: Pack, found: Reading, as_of: date) -> date | None:
    """The day on which the first passage behind a ban or condition begins, where that is still to come."""
    if found.tier not in BARRED:
        return None
    for key in keys:
        citation = pack.citations[key].on(as_of)
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
        (cell for cell in profile.cells if context.audience in cell.audience and context.medium in cell.medium), None
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
