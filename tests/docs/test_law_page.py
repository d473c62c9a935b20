"""``docs/law.md`` is what the rule files make of it, and every rule has a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from law_file import law_page
from rules_index import rule_file

import claimcheck
from claimcheck.reference.rules import rule_markdown

PACK = claimcheck.load_rulepack()


def test_the_page_of_the_law_is_up_to_date(root: Path, expect: Callable[[Path, str], None]) -> None:
    expect(root / "docs" / "law.md", law_page(PACK))


def test_the_page_of_the_law_has_every_passage_and_every_rule_that_cites_one() -> None:
    text = law_page(PACK)
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith(("| ---", "| passage"))]
    assert len(rows) == sum(1 + len(one.versions) for one in PACK.citations.values())
    assert all(f"| {key} |" in text for key in PACK.citations)
    cited = {(name, rule_file(check)) for name, check in PACK.checks.items() if check.shape.cite}
    assert set(re.findall(r"\[(\w{3}-\d{3})\]\(\.\./rules/([^)]+)\)", text)) == cited


def test_the_page_of_a_rule_has_all_that_its_file_says() -> None:
    """``claimcheck rule ID --format markdown`` shows it; it is kept nowhere."""
    for name, check in PACK.checks.items():
        page, shape = rule_markdown(check, PACK), check.shape
        assert page.startswith(f"# {name} ")
        titles = re.findall(r"^## (.+)$", page, re.MULTILINE)
        assert titles == list(dict.fromkeys(titles))
        assert {"By jurisdiction", "Law", "Fires on", "Stays silent on", "Remedy"} <= set(titles)
        for title, texts in (("Fires on", shape.fires), ("Stays silent on", shape.silent)):
            _, part = page.split(f"## {title}\n\n")
            assert sum(line.startswith("- ") for line in part.split("\n\n")[0].splitlines()) == len(texts)
        addresses = {PACK.citations[key].url for key in shape.cite} - {None}
        assert set(re.findall(r"\[Source\]\(([^)]+)\)", page)) == addresses
