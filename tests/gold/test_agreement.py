"""``benchmarks/agreement.py`` on two labellings whose figures can be counted on two hands."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
_SPEC = importlib.util.spec_from_file_location("agreement", ROOT / "benchmarks" / "agreement.py")
assert _SPEC is not None
assert _SPEC.loader is not None
script: Any = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(script)

FIELDS = """\
    topic: climate
    tense: achieved
    certainty: firm
    stance: asserted
    claimant: company
    subject: company
"""
FIRST = f"""\
- id: one
  text: We cut emissions by half, and our bottle is green.
  claims:
  - text: We cut emissions by half
    type: reduction_achieved
{FIELDS}    present: [value, unit]
- id: three
  text: We are not green.
  claims: []
  aside: negated
- id: four
  text: Is it green?
  claims: []
  aside: question
- id: six
  text: Our grass is green.
  claims: []
  aside: off_topic
- id: seven
  text: Only the first of the two reads this.
  claims: []
"""
SECOND = f"""\
- id: one
  claims:
  - text: We cut emissions
    type: reduction_achieved
{FIELDS.replace("climate", "energy")}    present: [value]
- id: three
  claims: []
  aside: negated
- id: four
  claims: []
  aside: conditional
- id: six
  claims:
  - text: Our grass is green
    type: generic_benefit
{FIELDS}"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "second").mkdir()
    (tmp_path / "sentences.yml").write_text(FIRST)
    (tmp_path / "second" / "labels.yml").write_text(SECOND)
    return tmp_path


def _agreement(gold: Path) -> Any:
    return script.agreement(list(script.labellings(gold)))


def test_two_labellings_are_compared_text_by_text(gold: Path) -> None:
    found = _agreement(gold)
    assert found.texts == 4
    # Claim or not: one/one, none/none, none/none, none/claim. By chance 1/4 * 2/4 + 3/4 * 2/4 = 1/2.
    assert found.claim.share.value == 0.75
    assert found.claim.kappa == pytest.approx(0.5)
    assert (found.spans.right, found.spans.found, found.spans.labelled) == (1, 2, 1)
    assert (found.reason.share.hits, found.reason.share.of) == (1, 2)
    assert found.type.share.value == 1
    assert found.fields["topic"].share.value == 0
    assert found.fields["subject"].share.value == 1
    assert (found.present.precision, found.present.recall) == (1, 0.5)
    assert "claim or not" in script.table(found)


def test_the_labelling_before_the_talk_is_what_agreement_is_told_of(gold: Path) -> None:
    (gold / "second" / "first.yml").write_text(SECOND)
    found = _agreement(gold)
    assert (found.texts, found.claim.kappa, found.spans.f1) == (4, 1, 1)
    assert found.fields["topic"].share.value == 1
    assert script.summary(found).startswith("Two labellings of 4 texts agree on claim or not with a kappa of 1.000")


def test_a_second_labelling_is_of_the_same_texts(gold: Path) -> None:
    (gold / "second" / "labels.yml").write_text("- {id: two, claims: []}\n")
    with pytest.raises(ValueError, match="no text has id two"):
        _agreement(gold)


def test_kappa_is_agreement_beyond_chance() -> None:
    # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: agreed .7, by chance .5 * .6 + .5 * .4 = .5
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert script.kappa(pairs) == pytest.approx(0.4)
    assert script.kappa([("a", "a"), ("b", "b")]) == 1
    assert script.kappa([("a", "b"), ("b", "a")]) == -1
    assert script.kappa([("a", "a")]) is None
    assert script.kappa([]) is None
