"""``rules/README.md`` is what the rule files make of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from rules_index import families, index

import claimcheck

Expect = Callable[[Path, str], None]


def test_the_index_is_up_to_date(root: Path, expect: Expect) -> None:
    expect(root / "rules" / "README.md", index(claimcheck.load_rulepack()))


def test_every_rule_claim_type_and_element_is_listed_with_its_file(root: Path) -> None:
    text = index(claimcheck.load_rulepack())
    linked = {root / "rules" / target for target in re.findall(r"\]\(([\w/.-]+\.yml)\)", text)}
    files = {path for folder in ("checks", "claims", "elements") for path in (root / "rules" / folder).rglob("*.yml")}
    assert linked == files


def test_every_family_says_what_it_is_about() -> None:
    pack = claimcheck.load_rulepack()
    assert set(families(pack)) <= set(pack.families), "families in rules/pack.yml"
