"""The profiles as files: whole, in order, each resting on law of its own place."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

import claimcheck
from claimcheck.judge.severity import BARRED, OPEN_MEDIA, laws, reading
from claimcheck.model.claim import Severity
from claimcheck.model.context import Audience, Context, Medium
from claimcheck.rulepack.pack import Pack, Profile

PROFILES = sorted((Path(__file__).resolve().parents[2] / "rules" / "law").glob("*/profile.yml"))
SEVERITIES = {*get_args(Severity), "off"}
SETTINGS = list(product(get_args(Audience), get_args(Medium)))
STANDARDS = {"esrs", "issb"}


@cache
def _pack() -> Pack:
    return claimcheck.load_rulepack()


@cache
def _read(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def _named(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=path.stem) for path in paths]


def test_the_places_people_ask_for_have_a_profile() -> None:
    asked = {
        "au",
        "ca",
        "ch",
        "cn",
        "de",
        "esrs",
        "eu",
        "fr",
        "hk",
        "issb",
        "it",
        "kr",
        "nl",
        "sg",
        "uk",
        "us",
        "us-ca",
    }
    assert asked <= set(_pack().profiles)
    assert set(_pack().profiles) == {path.parent.name for path in PROFILES}


@pytest.mark.parametrize("path", _named(PROFILES))
def test_each_setting_has_one_cell_or_inherits_one(path: Path) -> None:
    """In one file no two cells fit a setting; only a profile that extends another may leave one out."""
    profile = _read(path)
    for audience, medium in SETTINGS:
        fitting = [one for one in profile.get("cells", ()) if audience in one["audience"] and medium in one["medium"]]
        assert len(fitting) == 1 or (not fitting and "extends" in profile), (audience, medium)
        for cell in fitting:
            for tier in ("ban", "conditional", "gap", "presentation", "style"):
                value = cell[tier]
                by_step = value if isinstance(value, dict) else dict.fromkeys("HMLI", value)
                assert set(by_step) >= set("HMLI"), tier
                assert set(by_step.values()) <= SEVERITIES, tier


def _reads(profile: Profile, rule: str, context: Context) -> tuple[str, str]:
    found = reading(_pack().checks[rule], _pack(), profile, context)
    return found.tier, found.step


@pytest.mark.parametrize("path", _named(PROFILES))
def test_what_stands_in_a_file_says_something(path: Path) -> None:
    """A group or override changes a reading, names law, or tells why a rule of a changed tier stands as it does."""
    pack, profile = _pack(), _read(path)
    tiers = set(profile.get("tiers", ()))
    for rule, override in profile.get("overrides", {}).items():
        shape = pack.checks[rule].shape
        own = (override.get("tier", shape.tier), override.get("step", shape.step))
        assert own != (shape.tier, shape.step) or shape.tier in tiers, rule
        assert override["because"].endswith("."), rule
    seen: set[str] = set()
    for group in profile.get("groups", ()):
        assert group["because"].endswith(".")
        assert group.keys() & {"tier", "step", "severity", "cite"}
        assert "audience" in group or "medium" in group or not seen & set(group["rules"])
        seen |= set(group["rules"])
        for rule in group["rules"]:
            shape = pack.checks[rule].shape
            changed = (group.get("tier", shape.tier), group.get("step", shape.step))
            assert "cite" in group or changed != (shape.tier, shape.step) or shape.tier in tiers, rule


@pytest.mark.parametrize("name", sorted(_pack().profiles))
def test_bans_and_conditions_rest_on_law_of_the_place(name: str) -> None:
    """Where a rule bars words, a passage of that jurisdiction, or of what it extends, is behind it."""
    pack, profile = _pack(), _pack().profiles[name]
    for check in pack.checks.values():
        for audience, medium in SETTINGS:
            context = Context(audience=audience, medium=medium, jurisdictions=(name,))
            found = reading(check, pack, profile, context)
            if found.tier in BARRED:
                assert list(laws(check, pack, profile, found)), (check.id, audience, medium)


@pytest.mark.parametrize("name", sorted(STANDARDS))
def test_a_standard_on_reports_bars_no_wording(name: str) -> None:
    context = Context(audience="consumer", medium="advert", jurisdictions=(name,))
    tiers = {_reads(_pack().profiles[name], rule, context)[0] for rule in _pack().checks}
    assert not tiers & set(BARRED)


@pytest.mark.parametrize("name", sorted({*_pack().profiles} - STANDARDS))
def test_towards_investors_gaps_weigh_as_in_the_standard(name: str) -> None:
    """But for rules of which a profile says itself what they come to in a report."""
    pack, profile = _pack(), _pack().profiles[name]
    assert profile.investors in STANDARDS
    standard = pack.profiles[profile.investors]
    for medium in get_args(Medium):
        context = Context(audience="investor", medium=medium, jurisdictions=(name,))
        own = {rule: _reads(profile, rule, context) for rule in pack.checks}
        told = {
            rule
            for groups in profile.groups
            for rule, of_rule in groups.items()
            if any("investor" in group.audience for group in of_rule)
        }
        same = [
            own[rule] == _reads(standard, rule, context)
            for rule in pack.checks
            if own[rule][0] not in BARRED and rule not in told
        ]
        assert all(same) is (medium not in OPEN_MEDIA)


@pytest.mark.parametrize("name", sorted(name for name, one in _pack().profiles.items() if one.general))
def test_the_general_clause_is_behind_what_no_other_passage_speaks_of(name: str) -> None:
    pack, profile = _pack(), _pack().profiles[name]
    assert profile.general is not None
    assert pack.citations[profile.general].jurisdiction in profile.lineage
    for check in pack.checks.values():
        to_all = reading(check, pack, profile, Context(audience="consumer", medium="web", jurisdictions=(name,)))
        assert list(laws(check, pack, profile, to_all)), check.id
        to_investors = reading(
            check, pack, profile, Context(audience="investor", medium="report", jurisdictions=(name,))
        )
        assert to_investors.cite != profile.general, check.id
