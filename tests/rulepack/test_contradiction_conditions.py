"""What rules over contradictions may set side by side: faults are told at their place, the rest is compiled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import claimcheck
from claimcheck.errors import RuleFileError
from claimcheck.rulepack.contradictions import COMPARED, CONTRADICTION_SLOTS
from claimcheck.rulepack.lint import lint_rulepack

PACK = claimcheck.load_rulepack()
RULE = {
    "id": "CON-901",
    "name": "two-of-mine",
    "tier": "gap",
    "step": "M",
    "confidence": "medium",
    "on": "contradiction",
    "when": {"values": {"places": "mixed"}},
    "contradicts": "value",
    "message": "{first} and {second}",
    "sum": "{first} against {second}",
    "about": "Two figures.",
    "why": "They differ.",
    "remedy": "Mend it.",
    "rewrite": "{second}",
    "cite": ["act_1"],
    "false_positives": ["None known."],
    "fires": [{"text": "a", "hard": True}],
    "silent": [{"text": "b", "hard": True}],
}


def told(pack_folder: Path, **changed: Any) -> list[str]:
    """The faults of the rule in the small pack with some keys changed; a key of None is left out."""
    rule = {key: value for key, value in {**RULE, **changed}.items() if value is not None}
    pack = pack_folder / "pack.yml"
    pack.write_text(pack.read_text().replace("{GEN: broad words}", "{GEN: broad words, CON: two figures}"))
    path = pack_folder / "checks" / "CON"
    path.mkdir()
    (path / "CON-901-two-of-mine.yml").write_text(yaml.safe_dump(rule, sort_keys=False))
    try:
        claimcheck.load_rulepack(pack_folder, builtin=False)
    except RuleFileError as error:
        return [f"{one.message} | {one.hint or ''}" for one in error.faults]
    return []


def test_a_rule_of_ones_own_is_compiled(pack_folder: Path) -> None:
    assert told(pack_folder) == []


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        ({"values": {}}, "places"),
        ({"values": {"places": "everywhere"}}, "everywhere"),
        ({"bases": {"sold": "gross"}}, "gross"),
        ({"targets": {"differ": "colour"}}, "colour"),
        ({"targets": {"differ": "value", "about": ["no_such_signal"]}}, "no_such_signal"),
        ({"changes": {"tolerance": 0}}, "tolerance"),
        ({"changes": {"tolerance": "wide"}}, "tolerance"),
        ({"heights": {}}, "heights"),
        ({"statements": {"first": {"signal": "green_colour"}}}, "second"),
        ({"statements": {"first": {"claim": {"tense": "planned"}}, "second": {"signal": "green_colour"}}}, "claim"),
        (
            {"statements": {"first": {"signal": "green_colour"}, "second": {"signal": "proof"}, "same": ["colour"]}},
            "colour",
        ),
        ({"values": {"places": "mixed"}, "sums": {}}, "one"),
    ],
)
def test_faults_are_told(pack_folder: Path, when: dict[str, Any], wanted: str) -> None:
    faults = told(pack_folder, when=when)
    assert faults
    assert any(wanted in fault for fault in faults), faults


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({"sum": None}, "shows no sum"),
        ({"contradicts": "colour"}, "colour"),
        ({"message": "{core} is wrong"}, "core"),
        ({"sum": "{value} is wrong"}, "value"),
        ({"on": "claim", "when": {"claim": {"tense": "planned"}}, "message": "m", "rewrite": "r"}, "only a rule over"),
    ],
)
def test_keys_that_go_together(pack_folder: Path, changed: dict[str, Any], wanted: str) -> None:
    assert any(wanted in fault for fault in told(pack_folder, **changed))


def test_every_comparison_has_a_rule_and_every_slot_is_used() -> None:
    rules = [one for one in PACK.checks.values() if one.comparison is not None]
    assert {one.comparison.compared for one in rules if one.comparison} == set(COMPARED)
    words = " ".join(f"{one.shape.message} {one.shape.sum} {one.shape.rewrite}" for one in rules)
    assert all(f"{{{slot}}}" in words for slot in CONTRADICTION_SLOTS)


def test_such_a_rule_speaks_where_its_words_are_known() -> None:
    check = PACK.checks["CON-016"]
    assert check.is_spoken(PACK.lexicons["en"].signals)
    assert not check.is_spoken(0)
    assert PACK.checks["CON-011"].is_spoken(0), "figures are read in every language"


@pytest.mark.parametrize(
    "asked", [{"about": ["proof"]}, {"whole": ["proof"]}, {"met": ["proof"]}, {"missed": ["proof"]}]
)
def test_a_signal_that_a_comparison_names_has_a_use(pack_folder: Path, asked: dict[str, Any]) -> None:
    assert told(pack_folder, when={"targets": {"differ": "value", **asked}}) == []
    found = {one.code for one in lint_rulepack([pack_folder], builtin=False)}
    assert "few-examples" in found
    assert "unused-signal" not in found
