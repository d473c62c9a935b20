"""The planted changes of the three pairs of reports are found, and what only looks changed is not told as changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

import claimcheck
from claimcheck.model.diff_out import Diff, EntryOut

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "fixtures" / "versions"
GOLD: dict[str, Any] = yaml.safe_load((FOLDER / "expected.yml").read_text(encoding="utf-8"))
LEAST_FOUND = 0.9
VERDICTS = {"changed", "gone", "new"}


class Told(NamedTuple):
    """A pair of reports: what is expected of them, and what is told."""

    gold: dict[str, Any]
    diff: Diff


def _has(text: str | None, words: str) -> bool:
    return text is not None and " ".join(words.split()) in " ".join(text.split())


def _fits(entry: EntryOut, one: dict[str, str]) -> bool:
    sides = {"old": entry.old, "new": entry.new}
    return all(_has(side.text if side else None, one[name]) for name, side in sides.items() if name in one)


def _is_told(entry: EntryOut, change: str) -> bool:
    return entry.status == change or any(found.change == change for found in entry.changes)


@pytest.fixture(scope="module", params=sorted(GOLD))
def told(request: pytest.FixtureRequest) -> Told:
    gold = GOLD[request.param]
    return Told(gold, claimcheck.diff(FOLDER / gold["old"], FOLDER / gold["new"]))


def test_no_verdict_is_false(told: Told) -> None:
    """Each change of a slot is one that was planted, and what stayed the same is on both sides without a change."""
    others = [one for one in told.gold["same"] if one.get("of") == "another"]
    for entry in told.diff.entries:
        if any(_fits(entry, one) for one in others):
            continue
        for found in entry.changes:
            planted = [one["change"] for one in told.gold["changes"] if _fits(entry, one)]
            assert found.change in planted, entry
    for one in told.gold["same"]:
        if one not in others:
            hits = [e for e in told.diff.entries for side in ("old", "new") if _fits(e, {side: one[side]})]
            assert all(entry.status not in VERDICTS for entry in hits), hits


def test_planted_changes_are_found(told: Told) -> None:
    for one in told.gold["changes"]:
        hits = [entry for entry in told.diff.entries if _fits(entry, one)]
        if "missed" not in one:
            assert any(_is_told(entry, one["change"]) for entry in hits), one
        elif one["missed"] == "reworded":
            assert [entry.status for entry in hits] == ["reworded"]
    for one in told.gold["evidence"]:
        side = "lost" if "lost" in one else "gained"
        entries = [entry for entry in told.diff.entries if _fits(entry, {"old": one["old"]})]
        assert one[side] in {held.element for entry in entries for held in getattr(entry, side)}, one


def test_what_is_no_claim_on_one_side_is_not_told_as_gone(told: Told) -> None:
    for one in told.gold["changes"]:
        if one.get("missed") == "no_claim" and {"old", "new"} <= one.keys():
            [entry] = [entry for entry in told.diff.entries if _fits(entry, {"old": one["old"]})]
            assert entry.status == "unclear"
            assert [_has(alike.text, one["new"]) for alike in entry.alike] == [True]
            assert entry.alike[0].reason == "no_claim"


def test_nine_tenths_of_what_is_found_as_claims_are_told() -> None:
    planted = [one for gold in GOLD.values() for one in gold["changes"] if one.get("missed") != "no_claim"]
    assert sum("missed" not in one for one in planted) >= LEAST_FOUND * len(planted)
