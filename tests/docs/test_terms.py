"""The words for ids that the renderers have are those of the rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from terms_file import page, terms

import claimcheck

Expect = Callable[[Path, str], None]


def test_the_words_for_ids_are_those_of_the_rules(root: Path, expect: Expect) -> None:
    expect(root / "src" / "claimcheck" / "report" / "terms.json", terms(claimcheck.load_rulepack()))


def test_the_glossary_is_up_to_date(root: Path, expect: Expect) -> None:
    expect(root / "docs" / "glossary.md", page())


def test_every_id_of_the_rules_has_words() -> None:
    pack = claimcheck.load_rulepack()
    scoring = pack.scoring
    assert all(one.shape.question.endswith("?") for one in pack.elements.values())
    assert all(one.title and one.about for one in scoring.bands)
    assert all(one.title for one in scoring.dimensions)
    assert all(one.title for one in scoring.limits)
