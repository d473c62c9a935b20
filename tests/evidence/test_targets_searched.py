"""Sentences about a target are found by the words that a rule names for them, though nobody else asks for these."""

from __future__ import annotations

from pathlib import Path

import claimcheck

WORDS = """\
about: Where a mill writes down its targets.
signals:
  mill_almanac: {kind: evidence, words: [mill almanac]}
"""
RULE = """\
id: CON-901
name: pledge-with-two-values
tier: gap
step: H
confidence: high
about: One pledge stands in two places with two figures.
on: contradiction
when: {targets: {differ: value, about: [mill_almanac]}}
contradicts: value
message: "{first} here and {second} there"
sum: "{first} against {second}"
why: It can be measured against one figure only.
remedy: State one.
rewrite: "[one figure]"
cite: [ifrs_s2_34]
false_positives: [Names of tests.]
fires: [{text: Examples stand in the tests., hard: true}]
silent: [{text: They stand there as well., hard: true}]
"""
TEXT = "In the mill almanac water is {} % by 2032 (base year 2020).\n"


def test_words_that_only_a_rule_on_targets_names_are_searched_for(tmp_path: Path) -> None:
    (tmp_path / "lexicons" / "en").mkdir(parents=True)
    (tmp_path / "lexicons" / "en" / "pledges.yml").write_text(WORDS, encoding="utf-8")
    (tmp_path / "checks" / "CON").mkdir(parents=True)
    (tmp_path / "checks" / "CON" / "CON-901-pledge-with-two-values.yml").write_text(RULE, encoding="utf-8")
    auditor = claimcheck.Auditor(claimcheck.load_rulepack(tmp_path), lang="en")
    found = {}
    for value in (30, 35):
        (document,) = auditor.audit_text(
            f"{TEXT.format(30)}\nLunch is at noon.\n\n{TEXT.format(value)}"
        ).documents
        assert not document.claims
        found[value] = [one.message for one in document.findings if one.rule == "CON-901"]
    assert found == {30: [], 35: ["30 % here and 35 % there"]}
