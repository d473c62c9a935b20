"""``rules test`` on a folder of somebody's own: what passes, what fails, and what it says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

# Percent of the operands of all conditions that examples show both true and false.
LEAST_EXERCISED = 99

RULE = """\
id: GEN-901
name: shiny-bottle
tier: gap
step: H
confidence: high
about: A rule of the tests, about broad words.
when: {claim: {type: generic_benefit}}
message: "'{core}' is a broad word"
why: It stands in a test.
remedy: Say what is meant.
rewrite: "[product] with {value:share|[share]} less"
cite: [cma_p6]
false_positives: [Names of tests.]
fires:
  - text: Our bottle is eco-friendly.
    marks: eco-friendly
  - text: Our box is kind to the planet.
    audience: consumer
    medium: advert
  - text: An eco-friendly way to travel.
    hard: true
silent:
  - text: We cut water use by 9 % in 2025.
  - text: Lunch is at noon.
  - text: The box is not eco-friendly.
    hard: true
"""


@pytest.fixture
def own_rule(desk: Path) -> Path:
    """A folder with one good rule of the user."""
    path = desk / "mine" / "GEN-901-shiny-bottle.yml"
    path.parent.mkdir()
    path.write_text(RULE)
    return path


def test_the_built_in_examples_pass_and_exercise_the_clauses_of_the_conditions(command: Any) -> None:
    """A clause that no example decides may be wrong, or there for nothing: --coverage 100 names each."""
    done = command(["rules", "test"])
    assert (done.code, done.stderr) == (0, ""), done.stdout
    told = re.fullmatch(r"\d+ rules, .* 0 failures; .* \((\d+) %\)\n", done.stdout)
    assert told, done.stdout
    assert int(told[1]) >= LEAST_EXERCISED, done.stdout


def test_a_good_rule_passes(command: Any, own_rule: Path) -> None:
    done = command(["rules", "test", "mine"])
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout == "1 rule, 6 examples (2 hard), 0 failures; 1 of 1 covered; 1 of 1 operand exercised (100 %)\n"
    assert command(["rules", "test", "mine/GEN-901-shiny-bottle.yml"]).stdout == done.stdout


def test_every_broken_promise_is_told(command: Any, own_rule: Path) -> None:
    text = RULE.replace("Our box is kind to the planet", "The kettle boils")
    text = text.replace("marks: eco-friendly", "marks: bottle").replace("Lunch is at noon", "Our tin is eco-friendly")
    own_rule.write_text(text)
    done = command(["rules", "test", "mine"])
    assert done.code == 1
    shown = " ".join(done.stdout.split())
    file = "mine/GEN-901-shiny-bottle.yml"
    assert f"{file}:17: GEN-901: “The kettle boils.” should fire, and does not; no claim was found in it" in shown
    assert f"{file}:15: GEN-901: “Our bottle is eco-friendly.” should mark 'bottle', and marks 'eco-friendly'" in shown
    assert f"{file}:24: GEN-901: “Our tin is eco-friendly.” should stay silent, and fires" in shown
    assert shown.endswith("1 rule, 6 examples (2 hard), 3 failures; 1 of 1 covered; 1 of 1 operand exercised (100 %)")


def test_an_example_that_does_not_fire_is_told_by_which_operand(command: Any, own_rule: Path) -> None:
    """The one that most of the others held before: sentences that lie farther off tell nothing."""
    when = """when:
  all:
    - claim: {type: generic_benefit}
    - context: {audience: consumer}
"""
    text = RULE.replace("when: {claim: {type: generic_benefit}}\n", when)
    own_rule.write_text(text.replace("  - text: Our bottle is", "  - text: We cut water use by 9 %. Our bottle is"))
    shown = " ".join(command(["rules", "test", "mine"]).stdout.split())
    assert shown.count("; {context: {audience: consumer}} is false (mine/GEN-901-shiny-bottle.yml:10)") == 2
    assert shown.count("(mine/GEN-901-shiny-bottle.yml:9)") == 0


def test_a_worked_sentence_that_closes_no_gap_is_told(command: Any, own_rule: Path) -> None:
    own_rule.write_text(RULE + "worked: Our box is kind to the planet.\n")
    done = command(["rules", "test", "mine"])
    assert done.code == 1
    assert (
        "mine/GEN-901-shiny-bottle.yml:27: GEN-901: “Our box is kind to the planet.” should close the gap, "
        "and the rule fires" in " ".join(done.stdout.split())
    )


def test_one_rule_or_a_family_is_tested_by_its_name(command: Any, own_rule: Path) -> None:
    other = RULE.replace("GEN-901", "STY-901").replace("shiny-bottle", "shiny-box").replace("oil", "oll")
    (own_rule.parent / "STY-901-shiny-box.yml").write_text(other)
    both = command(["rules", "test", "mine"])
    assert both.stdout.startswith("2 rules, 12 examples")
    for name in ("STY-901", "sty-901"):
        assert command(["rules", "test", "mine", name]).stdout.startswith("1 rule, 6 examples")
    built_in = command(["rules", "test", "GEN-001", "DON"])
    assert built_in.code == 0
    assert built_in.stdout.splitlines()[-1].startswith("5 rules, ")
    unknown = command(["rules", "test", "GEN-777"])
    assert (unknown.code, unknown.stdout) == (2, "")
    assert "there is no rule 'GEN-777'" in unknown.stderr
    # A folder of such a name is one all the same.
    own_rule.parent.rename(own_rule.parents[1] / "GEN")
    assert command(["rules", "test", "GEN"]).stdout.startswith("2 rules, 12 examples")


def test_operands_that_no_example_exercises_are_named_with_their_line(command: Any, own_rule: Path) -> None:
    when = """when:
  all:
    - claim: {type: generic_benefit}
    - any:
        - context: {audience: [consumer, investor]}
        - context: {audience: business}
    - not: {context: {medium: pack}}
"""
    own_rule.write_text(RULE.replace("when: {claim: {type: generic_benefit}}\n", when))
    done = command(["rules", "test", "mine"])
    # The first way of any always holds, so nobody asks for the second; no example is a pack.
    place = "mine/GEN-901-shiny-bottle.yml"
    assert done.stdout.splitlines()[:-1] == [
        f"{place}:10: GEN-901 has no example in which this is false",
        "  {any: [{context: {audience: [consumer, investor]}}, {context: {audience: business}}]}",
        f"{place}:11: GEN-901 has no example in which this is false",
        "  {context: {audience: [consumer, investor]}}",
        f"{place}:12: GEN-901 has no example in which this is true or false",
        "  {context: {audience: business}}",
        f"{place}:13: GEN-901 has no example in which this is false",
        "  {not: {context: {medium: pack}}}",
    ]
    assert done.stdout.endswith("; 2 of 6 operands exercised (33 %)\n")
    assert done.code == 0
    assert command(["rules", "test", "mine", "--coverage", "33"]).code == 0
    assert command(["rules", "test", "mine", "--coverage", "34"]).code == 1
    assert command(["rules", "test", "mine", "--coverage", "101"]).code == 2


def test_one_more_example_exercises_one_more_operand(command: Any, own_rule: Path) -> None:
    when = "when: {all: [{claim: {type: generic_benefit}}, {not: {context: {medium: pack}}}]}"
    own_rule.write_text(RULE.replace("when: {claim: {type: generic_benefit}}", when))
    assert command(["rules", "test", "mine"]).stdout.endswith("; 2 of 3 operands exercised (66 %)\n")
    more = "  - {text: Our tray is eco-friendly., audience: consumer, medium: pack}\n"
    own_rule.write_text(own_rule.read_text() + more)
    assert command(["rules", "test", "mine"]).stdout.endswith("; 3 of 3 operands exercised (100 %)\n")


def test_a_shared_condition_is_exercised_by_the_rules_that_name_it(command: Any, own_rule: Path) -> None:
    """Its operands count once, at its own place; each rule still has to show that the condition decides."""
    folder = own_rule.parent
    (folder / "conditions.yml").write_text(
        "about: Shared.\nconditions:\n  - id: in_public\n    about: It is seen.\n    when:\n      any:\n"
        "        - context: {medium: web}\n        - context: {medium: press}\n"
    )
    when = "when: {all: [{claim: {type: generic_benefit}}, {not: {shared: in_public}}]}"
    own_rule.write_text(RULE.replace("when: {claim: {type: generic_benefit}}", when))
    other = own_rule.read_text().replace("GEN-901", "GEN-902").replace("shiny-bottle", "shiny-box")
    (folder / "GEN-902-shiny-box.yml").write_text(
        other + "  - {text: Our tray is eco-friendly., audience: consumer, medium: web}\n"
    )
    shown = command(["rules", "test", "mine"]).stdout.splitlines()
    assert shown == [
        "mine/GEN-901-shiny-bottle.yml:7: GEN-901 has no example in which this is false",
        "  {not: {shared: in_public}}",
        "mine/conditions.yml:8: in_public has no example in which this is true",
        "  {context: {medium: press}}",
        "2 rules, 13 examples (4 hard), 0 failures; 2 of 2 covered; 7 of 9 operands exercised (77 %)",
    ]


def test_an_example_can_be_read_on_a_day_of_its_own(command: Any, own_rule: Path) -> None:
    later = "{compare: {left: context.as_of.year, op: '>=', right: 2024}}"
    when = f"when: {{all: [{{claim: {{type: generic_benefit}}}}, {later}]}}"
    own_rule.write_text(RULE.replace("when: {claim: {type: generic_benefit}}", when))
    assert command(["rules", "test", "mine"]).stdout.endswith("; 2 of 3 operands exercised (66 %)\n")
    more = "  - {text: Our tray is eco-friendly., as_of: 2021-03-01}\n"
    own_rule.write_text(own_rule.read_text() + more)
    assert command(["rules", "test", "mine"]).stdout.endswith("; 3 of 3 operands exercised (100 %)\n")


def test_an_example_that_stays_silent_says_what_was_found(command: Any, own_rule: Path) -> None:
    own_rule.write_text(RULE.replace("generic_benefit}}", "donation}}"))
    done = command(["rules", "test", "mine"])
    assert done.code == 1
    assert "should fire, and does not; it holds generic_benefit with GEN-001" in " ".join(done.stdout.split())


def test_an_own_rule_runs_beside_the_built_in_ones(command: Any, own_rule: Path) -> None:
    done = command(["check", "bad.md", "--rules", "mine", "--format", "concise"])
    assert done.code == 1
    assert "GEN-901 " in done.stdout
    assert "GEN-001 " in done.stdout
    only = command(["check", "bad.md", "--rules", "mine", "--select", "shiny-bottle", "--format", "concise"])
    assert "GEN-901 " in only.stdout
    assert "GEN-001" not in only.stdout
    assert "GEN-901" in command(["rule", "shiny-bottle", "--rules", "mine"]).stdout
    assert "GEN-901  shiny-bottle" in command(["rules", "list", "--rules", "mine", "--family", "GEN"]).stdout


def test_claim_types_and_elements_are_tested_too(command: Any, root: Path, desk: Path) -> None:
    for folder, name in (("claims", "donation"), ("elements", "plan")):
        (desk / "own" / folder).mkdir(parents=True)
        (desk / "own" / folder / f"{name}.yml").write_text((root / "rules" / folder / f"{name}.yml").read_text())
    shown = command(["rules", "test", "own"]).stdout.splitlines()[-1]
    assert shown.startswith("1 claim type, 1 element, ")
    assert shown.endswith("2 of 2 covered")


@pytest.mark.parametrize("part", ["checks/HSE/HSE-901-slogan-without-figure.yml", "."])
def test_a_part_of_a_pack_is_tested_with_the_words_of_the_pack(command: Any, root: Path, desk: Path, part: str) -> None:
    shutil.copytree(root / "fixtures" / "docs" / "our-rules", desk / "house")
    other = (desk / "house/checks/HSE/HSE-901-slogan-without-figure.yml").read_text(encoding="utf-8")
    (desk / "house/checks/DON").mkdir()  # a family with few examples to hold a rule against
    (desk / "house/checks/DON/DON-902-other.yml").write_text(
        other.replace("HSE-901", "DON-902")
        .replace("slogan-without-figure", "other")
        .replace("false_positives:\n  - The name of a shop.", "false_positives: []"),
        encoding="utf-8",
    )
    tested = command(["rules", "test", f"house/{part}"])
    assert (tested.code, tested.stderr) == (0, "")
    assert tested.stdout.startswith("2 rules" if part == "." else "1 rule,")
    linted = command(["rules", "lint", f"house/{part}"])
    assert ("house/checks/DON/DON-902-other.yml:" in linted.stdout) is (part == ".")


def test_a_file_that_no_pack_holds_stands_alone(command: Any, root: Path, desk: Path) -> None:
    shutil.copytree(root / "fixtures" / "docs" / "our-rules", desk / "house")
    (desk / "house" / "pack.yml").unlink()
    tested = command(["rules", "test", "house/checks/HSE/HSE-901-slogan-without-figure.yml"])
    assert tested.code == 2
    assert "unknown signal 'slogan_word'" in tested.stderr
