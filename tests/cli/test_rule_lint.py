"""``rules lint``: what it says of the built-in rules, and of a language whose signal name is misspelt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import claimcheck

WORDS = """\
about: A word of Dutch.
signals:
  {name}:
    kind: core
    words: [milieuvriendelijk]
"""

ENDING = """\
law_as_of: 2026-11-25
citations:
  - {key: act_1, instrument: An Act, locator: "1", edition: "1", jurisdiction: xx, says: Asks for a test of all.,
     valid_from: 2024-01-01, valid_to: 2031-12-31, grade: read}
"""
EXTENDING = """\
id: xx
title: Nowhere
about: The law of nowhere.
extends: eu
groups: [{rules: [GEN-001], cite: act_1, because: An Act says so.}]
"""


def _language(desk: Path, name: str) -> None:
    path = desk / "mine" / "lexicons" / "nl" / "words.yml"
    path.parent.mkdir(parents=True)
    path.write_text(WORDS.format(name=name))


def test_the_built_in_rules_are_clean(command: Any) -> None:
    done = command(["rules", "lint"])
    pack = claimcheck.load_rulepack()
    spoken = {name: lexicon.signals.bit_count() for name, lexicon in sorted(pack.lexicons.items())}
    assert spoken["en"] > spoken["de"] > 300
    assert done.stderr == ""
    lines = [f"{name} has words for {count:,} of {len(pack.signal_names):,} signals" for name, count in spoken.items()]
    assert done.stdout.splitlines() == [*lines, "0 notes"]


# Rules are held against all examples of their family: this one has few.
RULE = """\
id: DON-{number}
name: shiny-{name}
tier: gap
step: H
confidence: high
about: A rule of the tests.
when: {{all: [{{claim: {{type: generic_benefit}}}}, {{element: {{{element}: missing}}}}]}}
message: "'{{core}}' is a broad word"
why: It stands in a test.
remedy: Say what is meant.
rewrite: "{{text}} [share]"
cite: [cma_p6]
false_positives: [Names of tests.]
fires:
  - text: Our bottle is eco-friendly.
  - text: Our box is eco-friendly.
  - {{text: "Eco-friendly, our tin.", hard: true}}
silent: [{{text: We recycle.}}, {{text: We meet.}}, {{text: The box is not eco-friendly., hard: true}}]
"""


def test_rules_that_fire_on_the_same_texts_are_noted(command: Any, desk: Path) -> None:
    (desk / "mine").mkdir()
    for number, name, element in ((901, "bottle", "value"), (902, "tin", "qualification")):
        path = desk / "mine" / f"DON-{number}-shiny-{name}.yml"
        path.write_text(RULE.format(number=number, name=name, element=element))
    done = command(["rules", "lint", "mine"])
    assert done.code == 1
    assert (
        "mine/DON-902-shiny-tin.yml:14:1: DON-902 fires on 100% of the examples of DON-901, and DON-901 on "
        "100% of its own (overlap)"
    ) in done.stdout
    path.write_text(path.read_text().replace("our tin", "the tin, now with 9 % less energy"))
    assert "DON-902 fires" not in command(["rules", "lint", "mine"]).stdout


def test_a_misspelt_signal_of_a_language_is_named_with_its_place_and_the_right_name(command: Any, desk: Path) -> None:
    _language(desk, "generic_benefitt")
    done = command(["rules", "lint", "mine"])
    assert done.code == 1
    assert "mine/lexicons/nl/words.yml:3:3: signal generic_benefitt of nl is used by no " in done.stdout
    assert "hint: did you mean generic_benefit? " in done.stdout
    assert done.stdout.endswith("\n1 note\n")


def test_a_small_language_is_clean_and_finds_its_claim(command: Any, desk: Path) -> None:
    _language(desk, "generic_benefit")
    (desk / "zin.txt").write_text("Onze verpakking is milieuvriendelijk.\n")
    linted = command(["rules", "lint", "mine"])
    assert linted.code == 0
    assert "\nnl has words for 1 of " in linted.stdout
    audited = command(["audit", "zin.txt", "--rules", "mine", "--lang", "nl"])
    # What one word finds is told, and that it is no more than that.
    assert audited.code == 3
    assert "general environmental benefit" in audited.stdout
    assert "claims were not looked for" in " ".join(audited.stdout.split())


def test_law_that_has_ended_on_the_day_is_noted(command: Any, desk: Path) -> None:
    citations = desk / "mine" / "citations.yml"
    citations.parent.mkdir()
    citations.write_text(ENDING)
    (desk / "mine" / "profiles").mkdir()
    (desk / "mine" / "profiles" / "xx.yml").write_text(EXTENDING)
    before = command(["rules", "lint", "mine", "--as-of", "2031-12-31"])
    assert "expired-citation" not in before.stdout
    after = command(["rules", "lint", "mine", "--as-of", "2032-01-01"])
    assert after.code == 1
    assert "xx.yml:5:29: act_1 was in force until 2031-12-31 only (expired-citation)" in after.stdout
