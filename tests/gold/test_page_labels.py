"""Labels of pages of real reports: they keep no words, sealed ones stay as they are, all are scored as told."""

from __future__ import annotations

import hashlib
import importlib.util
import itertools
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "fixtures" / "gold" / "pages"
REPORTS = ROOT.parent / "shared" / "data" / "reports"
# Nobody mends a rule by these labels, and nobody mends these labels by a rule.
SEALED = "356914803bc54a3b8791886f33b6b84a1f5959028ca9ecbcac81998ae27461b6"
TYPES = {
    "action", "benefit", "certification", "figure", "neutrality", "policy", "product", "social", "supply", "target",
}  # fmt: skip


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("scored_pages", ROOT / "benchmarks" / "pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


PAGES = _script()
PAGE = [
    PAGES.Passage("We will halve the emissions of all our kilns by 2031.", "claim", "target"),
    PAGES.Passage("All clay pits are certified to the standard for quarries.", "claim", "certification"),
    PAGES.Passage("Our kilns are inspected twice in each year.", "minor", "policy"),
    PAGES.Passage("Emissions of kilns worldwide have doubled since the last century.", "none", None),
]


def _counted(claims: list[str], findings: list[str]) -> tuple[Counter[str], list[str]]:
    told = list(PAGES.compared(PAGE, claims, findings))
    return Counter(key for key, _ in told), [line for _, line in told if line]


def test_the_sealed_part_is_what_it_was() -> None:
    assert hashlib.sha256((FOLDER / "sealed.jsonl").read_bytes()).hexdigest() == SEALED


@pytest.mark.parametrize("part", PAGES.PARTS)
def test_labels_say_where_and_what_and_keep_no_words(part: str) -> None:
    lines = (FOLDER / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
    labels = PAGES.labels(part)
    assert labels == sorted(labels, key=lambda one: one[:3])
    for one, line in zip(labels, lines, strict=True):
        assert set(json.loads(line)) == set(PAGES.Label._fields)
        assert (len(one.document), len(one.words), one.first <= one.last) == (16, 16, True)
        assert one.label in ("claim", "minor") if one.type in TYPES else (one.label, one.type) == ("none", None)
    for one, other in itertools.pairwise(labels):
        assert one[:2] != other[:2] or one.last < other.first, "no word has two labels"


def test_no_document_is_in_both_parts() -> None:
    one, other = ({label.document for label in PAGES.labels(part)} for part in PAGES.PARTS)
    assert not one & other


@pytest.mark.parametrize("part", PAGES.PARTS)
def test_the_words_are_those_that_were_labelled(part: str) -> None:
    if not REPORTS.is_dir():
        pytest.skip("the reports are not beside the checkout")
    there = PAGES.reports(REPORTS)
    by_page: dict[tuple[str, int], list[Any]] = {}
    for label in PAGES.labels(part):
        by_page.setdefault((label.document, label.page), []).append(label)
    for (name, page), labelled in by_page.items():
        assert len(PAGES.passages(there[name], page, labelled)) == len(labelled)


def test_other_words_than_those_that_were_labelled_are_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<style>p {}</style><p>We save<br>wa&shy;ter.</p>", encoding="utf-8")
    words = PAGES.page_words(page, 1)
    assert words == ["We", "save", "wa\u00adter."]
    assert PAGES.page_words(page, 2) == []
    right = PAGES.Label("", 1, 0, 1, PAGES.mark(["we", "SAVE"]), "claim", "action")
    assert PAGES.passages(page, 1, [right]) == [("We save", "claim", "action")]
    with pytest.raises(ValueError, match=r"page\.html, page 1"):
        PAGES.passages(page, 1, [right._replace(last=2)])


def test_a_claim_counts_for_the_label_whose_words_it_shares() -> None:
    n, lines = _counted(["halve the emissions of all kilns by 2031", "all our kilns are inspected twice"], [])
    assert (n["claims found"], n["claims"]) == (1, 2)
    assert (n["type target found"], n["type target"], n["type certification found"]) == (1, 1, 0)
    assert (n["extracted"], n["wrong"]) == (2, 0), "what may be called a claim is not held against it"
    assert lines == ["missed (certification): All clay pits are certified to the standard for quarries."]


def test_what_no_label_calls_a_claim_is_wrong_and_told_apart_from_what_is_labelled_none() -> None:
    spread = "Emissions of kilns worldwide have doubled since the last century"
    n, lines = _counted([spread, f"{spread}!", "The canteen serves soup on Fridays"], [spread, "all our kilns"])
    assert (n["extracted"], n["wrong"], n["wrong on none"]) == (2, 2, 1), "the same words count once"
    assert n["findings on none"] == 1
    assert {line.partition(":")[0] for line in lines[2:]} == {"labelled none", "no label", "finding"}


def test_claims_are_those_of_the_page_or_of_its_words() -> None:
    said = [
        {"text": "We save water.", "place": {"page": 4}},
        {"text": "We plant trees.", "place": {"page": 5}},
        {"text": "We mend nets.", "place": {"page": None}},
        {"text": "We dye wool.", "place": {"page": None}},
    ]
    assert PAGES.on_page(said, "text", 4, ["Here,", "we", "mend", "nets", "too."]) == [
        "We save water.",
        "We mend nets.",
    ]


def test_figures_are_kept_with_the_day_and_the_rules() -> None:
    n, _ = _counted(["halve the emissions of all kilns by 2031"], [])
    kept = PAGES.figures(n)
    assert (kept["found"], kept["wrong"]) == ([1, 2], [0, 1])
    assert kept["types"] == {"certification": [0, 1], "target": [1, 1]}
    assert len(kept["rules"]) == 12
