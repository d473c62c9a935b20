"""``docs/rules/`` and ``docs/law.md`` are what the rule files make of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import claimcheck
from claimcheck.reference.rules import rule_markdown
from claimcheck.rulepack.law_page import law_page

Expect = Callable[[Path, str], None]
PACK = claimcheck.load_rulepack()


@pytest.mark.parametrize("name", sorted(PACK.checks))
def test_the_page_of_a_rule_is_up_to_date(name: str, root: Path, expect: Expect) -> None:
    check = PACK.checks[name]
    file = f"rules/checks/{check.family}/{name}-{check.shape.name}.yml"
    page = f"<!-- Generated from {file}: python -m pytest tests/docs --update-golden writes it again. -->\n\n"
    expect(root / "docs" / "rules" / f"{name}.md", page + rule_markdown(check, PACK))


def test_no_page_is_left_of_a_rule_that_is_gone(root: Path, updating: bool) -> None:
    pages = {path.stem: path for path in (root / "docs" / "rules").glob("*.md")}
    gone = [path for name, path in pages.items() if name not in PACK.checks]
    if updating:
        for path in gone:
            path.unlink()
        return
    assert gone == []


def test_the_page_of_the_law_is_up_to_date(root: Path, expect: Expect) -> None:
    expect(root / "docs" / "law.md", law_page(PACK))


def test_the_page_of_the_law_has_every_passage_and_every_rule_that_cites_one() -> None:
    text = law_page(PACK)
    rows = [
        line
        for line in text.splitlines()
        if line.startswith("| ") and not line.startswith(("| ---", "| passage"))
    ]
    assert len(rows) == sum(1 + len(one.versions) for one in PACK.citations.values())
    assert all(f"| {key} |" in text for key in PACK.citations)
    assert set(re.findall(r"\(rules/(\w{3}-\d{3})\.md\)", text)) == {
        name for name, check in PACK.checks.items() if check.shape.cite
    }
