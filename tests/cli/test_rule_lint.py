"""``rules lint``: what it says of the built-in rules, and of a language whose signal name is misspelt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import claimcheck

WORDS = """\
about: A word of German.
signals:
  {name}:
    kind: core
    words: [umweltfreundlich]
"""


def _language(desk: Path, name: str) -> None:
    path = desk / "mine" / "lexicons" / "de" / "words.yml"
    path.parent.mkdir(parents=True)
    path.write_text(WORDS.format(name=name))


def test_the_built_in_rules_are_clean(command: Any) -> None:
    done = command(["rules", "lint"])
    signals = f"{len(claimcheck.load_rulepack().signal_names):,}"
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout == f"en has words for {signals} of {signals} signals\n0 notes\n"


def test_a_misspelt_signal_of_a_language_is_named_with_its_place_and_the_right_name(
    command: Any, desk: Path
) -> None:
    _language(desk, "generic_benefitt")
    done = command(["rules", "lint", "mine"])
    assert done.code == 1
    assert "mine/lexicons/de/words.yml:3:3: signal generic_benefitt of de is used by no " in done.stdout
    assert "hint: did you mean generic_benefit? " in done.stdout
    assert done.stdout.endswith("\n1 note\n")


def test_a_small_language_is_clean_and_finds_its_claim(command: Any, desk: Path) -> None:
    _language(desk, "generic_benefit")
    (desk / "satz.txt").write_text("Unsere Verpackung ist umweltfreundlich.\n")
    linted = command(["rules", "lint", "mine"])
    assert linted.code == 0
    assert linted.stdout.startswith("de has words for 1 of ")
    audited = command(["audit", "satz.txt", "--rules", "mine", "--lang", "de"])
    assert audited.code == 0
    assert "generic benefit" in audited.stdout
