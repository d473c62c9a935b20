"""``rules new``: a file that loads at once, and of which lint and tests say what is still to be written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from claimcheck.errors import UsageError
from claimcheck.rulepack.build import load_rulepack
from claimcheck.rulepack.scaffold import FIRST_OF_USERS, new_rule


@pytest.mark.parametrize("there", [False, True])
def test_a_new_rule_loads_and_is_told_what_is_to_be_written(there: bool, command: Any, desk: Path) -> None:
    if there:
        (desk / "ours").mkdir()
    made = command(["rules", "new", "don", "planet-words", "--dir", "ours"])
    path = "ours/checks/DON/DON-901-planet-words.yml"
    assert (made.code, made.stdout) == (0, f"{path}\n")
    assert made.stderr == ""
    linted = command(["rules", "lint", "ours"])
    assert (linted.code, linted.stderr) == (1, "")
    noted = re.findall(r"^\S+-words\.yml:\d+:1: (.+) \(", linted.stdout, re.MULTILINE)
    assert noted == [
        *(f"{key} is still to be written" for key in ("about", "message", "why", "remedy")),
        "no known case in which the rule is wrong",
    ]
    tested = command(["rules", "test", "ours"])
    assert tested.code == 1
    assert tested.stdout.count("should fire, and does not") == 3
    assert "should stay silent" not in tested.stdout


def test_the_next_one_takes_the_next_number_and_nothing_is_overwritten(command: Any, desk: Path) -> None:
    command(["rules", "new", "DON", "planet-words", "--dir", "ours"])
    first = (desk / "ours/checks/DON/DON-901-planet-words.yml").read_text()
    assert command(["rules", "new", "DON", "ocean-words", "--dir", "ours"]).stdout.endswith("DON-902-ocean-words.yml\n")
    assert (desk / "ours/checks/DON/DON-901-planet-words.yml").read_text() == first


def test_a_family_of_ones_own_begins_at_its_first_number_and_is_named(command: Any, desk: Path) -> None:
    made = command(["rules", "new", "OUR", "house-style", "--dir", "ours"])
    assert made.stdout == "ours/checks/OUR/OUR-901-house-style.yml\nours/pack.yml\n"
    assert made.stderr == ""
    assert "no-family" not in command(["rules", "lint", "ours"]).stdout
    begun = (desk / "ours/checks/OUR/OUR-901-house-style.yml").read_text()
    assert "\ncite: []\n" in begun, "no law asks for what a house wants"
    named = (desk / "ours" / "pack.yml").read_text()
    again = command(["rules", "new", "OUR", "other-style", "--dir", "ours"])
    assert again.stdout == "ours/checks/OUR/OUR-902-other-style.yml\n"
    assert again.stderr == "", "the family has its name now"
    other = command(["rules", "new", "OWN", "third-style", "--dir", "ours"])
    assert other.stderr == (
        "OWN is a family of your own: add to ours/pack.yml families: {OWN: replace this by what its rules find}\n"
    )
    assert (desk / "ours" / "pack.yml").read_text() == named, "what somebody wrote stays as it is"
    assert "no-family" in command(["rules", "lint", "ours"]).stdout


@pytest.mark.parametrize("name", ["planet-words", "generic-benefit"])
def test_a_name_is_given_once(command: Any, desk: Path, name: str) -> None:
    """Else the pack could not be loaded any more."""
    command(["rules", "new", "DON", "planet-words", "--dir", "ours"])
    made = command(["rules", "new", "TGT", name, "--dir", "ours"])
    assert made.code == 2
    assert f"is named {name} already" in made.stderr
    assert "DON-901" in command(["rules", "list", "--rules", "ours", "--family", "DON"]).stdout, "it loads"


def test_a_built_in_rule_takes_the_number_after_the_last(root: Path) -> None:
    pack = load_rulepack()
    last = max(int(name[4:]) for name in pack.checks if name.startswith("TGT-"))
    path, text = new_rule(pack, "TGT", "target-of-nobody", root / "rules", builtin=True)
    assert path == root / "rules" / "checks" / "TGT" / f"TGT-{last + 1:03d}-target-of-nobody.yml"
    assert f"id: TGT-{last + 1:03d}\n" in text
    assert last + 1 < FIRST_OF_USERS


@pytest.mark.parametrize(
    ("family", "name", "code"),
    [("GENE", "words", "unknown-family"), ("GEN", "Bad Name", "bad-name"), ("GEN", "../up", "bad-name")],
)
def test_what_no_rule_can_be_called_is_refused(family: str, name: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        new_rule(load_rulepack(), family, name, tmp_path, builtin=False)
    assert caught.value.code == code


def test_a_folder_that_cannot_be_made_is_one_error(command: Any, desk: Path) -> None:
    made = command(["rules", "new", "DON", "planet-words", "--dir", "good.md"])
    assert made.code == 2
    assert "cannot be written" in made.stderr
