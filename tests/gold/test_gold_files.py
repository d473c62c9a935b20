"""Gold files that cannot be used: every fault with its place and what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from claimcheck.errors import GoldFileError
from claimcheck.gold.files import GoldFile, load_gold
from claimcheck.rulepack.faults import FaultLog
from claimcheck.rulepack.yamlfile import parse_any

CLAIM = """\
- id: one
  text: Our tin is green.
  claims:
  - text: Our tin is green
    type: generic_benefit
    topic: product
    tense: attribute
    certainty: firm
    stance: asserted
    claimant: company
    subject: product
    present: [subject]
"""
PAGE = """\
document: page.md
claims: []
set_aside:
- line: 1
  text: Is it green?
  aside: question
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "message", "hint"),
    [
        ("type: generic_benefit", "type: generic", 5, "unknown-name", "no claim type 'generic'", "generic_benefit"),
        ("[subject]", "[subjekt]", 12, "unknown-name", "no element 'subjekt'", "subject"),
        ("topic: product", "topic: produkt", 6, "unknown-value", "'produkt' is no value for topic", "product"),
        ("tense: attribute", "tence: attribute", 7, "unknown-key", "unknown key 'tence'", "tense"),
        ("    subject: product\n", "", 4, "missing-key", "key 'subject' is missing", None),
        ("  - text: Our tin", "  - text: Your tin", 4, "not-in-text", "'Your tin is green'", "to the letter"),
        ("  claims:", "  aside: negated\n  claims:", 3, "conflict", "no reason to be set aside", "leave"),
        ("[subject]", "[subject]\n    missing: [subject]", 13, "conflict", "both present and missing", None),
        ("[subject]", "[subject]\n    target_year: soon", 13, "wrong-type", "target_year", None),
        ("- id: one", "- id: two\n  text: x\n  claims: []\n- id: two", 4, "duplicate-id", "'two' stands", None),
        ("id: one", "id: 1", 1, "wrong-type", "id is text", "quotes"),
        ("  claims:", "  claims: &a", 3, "yaml-alias", "anchors", None),
        ("  claims:", "\tclaims:", 3, "yaml-syntax", "", "tabs"),
    ],
)
def test_a_fault_is_told_with_its_line(
    load: Any, old: str, new: str, line: int, code: str, message: str, hint: str | None
) -> None:
    assert old in CLAIM
    with pytest.raises(GoldFileError) as caught:
        load(sentences_yml=CLAIM.replace(old, new, 1))
    fault = next(one for one in caught.value.faults if one.code == code)
    assert (fault.line, Path(str(fault.path)).name) == (line, "sentences.yml")
    assert message in fault.message
    assert hint is None or hint in str(fault.hint)


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("line: 1", "line: 2", 5, "not-in-text"),
        ("line: 1", "line: 9", 5, "not-in-text"),
        ("line: 1", "line: 0", 4, "wrong-type"),
        ("Is it green?", "Is it red?", 5, "not-in-text"),
        ("Is it green?", "'  '", 5, "not-in-text"),
        ("page.md", "page.pdf", 1, "bad-value"),
        ("page.md", "../page.md", 1, "bad-value"),
        ("page.md", "other.md", None, "not-readable"),
        ("question", "questions", 6, "unknown-value"),
        ("claims: []\n", "", 1, "missing-key"),
    ],
)
def test_faults_of_documents(load: Any, old: str, new: str, line: int | None, code: str) -> None:
    with pytest.raises(GoldFileError) as caught:
        load(page_yml=PAGE.replace(old, new, 1), page_md="Is it green?\nYes.\n")
    assert [(fault.line, fault.code) for fault in caught.value.faults] == [(line, code)]


def test_the_faults_of_all_files_come_together(load: Any) -> None:
    with pytest.raises(GoldFileError) as caught:
        load(a_yml=CLAIM.replace("topic: product", "topic: p"), b_yml="one: two\n", c_yml="words\n", d_yml="")
    files = {Path(str(fault.path)).name for fault in caught.value.faults}
    assert files == {"a.yml", "b.yml", "c.yml", "d.yml"}


def test_an_id_stands_once_in_a_gold_set(load: Any) -> None:
    with pytest.raises(GoldFileError, match=r"id 'one' is taken in .*a\.yml"):
        load(a_yml=CLAIM, b_yml=CLAIM)


def test_what_second_holds_is_no_gold_and_other_files_are_left_alone(load: Any) -> None:
    gold = load(sentences_yml=CLAIM, second__items_yml="- id: one\n  text: x\n", guide_md="# Guide\n")
    assert (gold.files, len(gold.texts)) == (1, 1)


def test_a_folder_without_gold_and_a_path_that_is_not_there(tmp_path: Path, pack: Any) -> None:
    with pytest.raises(GoldFileError) as caught:
        load_gold(tmp_path, pack)
    assert caught.value.code == "nothing-to-read"
    with pytest.raises(GoldFileError) as caught:
        load_gold(tmp_path / "none.yml", pack)
    assert caught.value.code == "not-found"


def test_the_gold_of_the_project_fits_the_schema_that_is_printed(fixtures: Path) -> None:
    schema = GoldFile.model_json_schema(by_alias=True)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    checked = 0
    for path in sorted((fixtures / "gold").rglob("*.yml")):
        if path.parent.name == "second":
            continue
        parsed = parse_any(path.read_bytes(), path.name, FaultLog())
        assert parsed is not None
        assert [error.message for error in validator.iter_errors(parsed.value)] == [], path
        checked += 1
    assert checked > 10
    assert list(validator.iter_errors(json.loads('[{"id": "one", "text": "x"}]')))
