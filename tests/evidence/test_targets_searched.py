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


def test_words_that_only_a_rule_on_targets_names_are_searched_for(tmp_path: Path) -> None:
    (tmp_path / "lexicons" / "en").mkdir(parents=True)
    (tmp_path / "lexicons" / "en" / "pledges.yml").write_text(WORDS, encoding="utf-8")
    (tmp_path / "checks" / "CON").mkdir(parents=True)
    (tmp_path / "checks" / "CON" / "CON-901-pledge-with-two-values.yml").write_text(RULE, encoding="utf-8")
    pack = claimcheck.load_rulepack(tmp_path)
    pipeline = claimcheck.Auditor(pack, lang="en")._pipelines.of("en")
    signal = 1 << pack.signal_names.index("mill_almanac")
    others = pipeline._finder.anchors | pipeline._loose.anchors | pipeline._collector.anchors
    assert not signal & others, "nobody else asks for it"
    assert signal & pipeline._annotator._scanner.searched
