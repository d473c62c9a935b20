"""Every figure of a measurement, on gold files whose figures can be counted on two hands."""

from __future__ import annotations

from typing import Any

import pytest

FIELDS = """\
    topic: climate
    tense: achieved
    certainty: firm
    stance: asserted
    claimant: company
    subject: company
"""
PLAN = FIELDS.replace("achieved", "planned")
SENTENCES = f"""\
- id: one
  text: We cut emissions by half, and our bottle is green.
  register: report
  claims:
  - text: We cut emissions by half
    type: reduction_achieved
{FIELDS}    present: [value, unit]
    missing: [base_year, verifier]
  - text: our bottle is green
    type: generic_benefit
{FIELDS}
- id: two
  text: By 2030 we will plant a wood.
  claims:
  - text: By 2030 we will plant a wood
    type: future_target
{PLAN}    target_kind: other
    target_year: 2030
    present: [target_year]
- id: three
  text: We are not green.
  claims: []
  aside: negated
- id: four
  text: Is it green?
  claims: []
  aside: question
- id: five
  text: The office opens at nine.
  claims: []
- id: six
  text: Our grass is green.
  claims: []
  aside: off_topic
"""
ONE = "We cut emissions by half", "our bottle is green"
FOUND: dict[str, tuple[Any, ...]] = {
    # The reduction is found with one right element and one wrong one, the bottle as another type.
    "one": (
        [
            (ONE[0], {"type": "reduction_achieved", "held": ["value", "plan"], "lacking": ["verifier"]}),
            (ONE[1], {"type": "comparative", "topic": "product"}),
            (ONE[1], {"type": "label"}),
        ],
    ),
    # The plan is set aside.
    "two": ([], [("By 2030 we will plant a wood", "negated")]),
    "three": ([], [("We are not green", "negated")]),
    "four": ([], [("Is it green?", "mention")]),
    "six": ([("Our grass is green", {"type": "generic_benefit"})],),
}


@pytest.fixture
def evaluation(load: Any, measure: Any) -> Any:
    return measure(load(sentences_yml=SENTENCES), FOUND, examples=2)


def test_claims_are_counted_by_passage(evaluation: Any) -> None:
    assert (evaluation.gold.sentences, evaluation.gold.documents) == (6, 0)
    assert (evaluation.gold.claims, evaluation.gold.ordinary) == (3, 4)
    # Two types on the words about the bottle are one passage: three were found, two of them are labelled.
    precision, recall = evaluation.claims.precision, evaluation.claims.recall
    assert (precision.hits, precision.of) == (2, 3)
    assert (recall.hits, recall.of) == (2, 3)
    assert precision.value == pytest.approx(2 / 3, abs=1e-6)
    assert evaluation.claims.f1.value == pytest.approx(2 / 3, abs=1e-6)
    assert evaluation.claims.f1.low <= 2 / 3 <= evaluation.claims.f1.high


def test_ordinary_passages_and_reasons(evaluation: Any) -> None:
    assert (evaluation.ordinary.flagged.hits, evaluation.ordinary.flagged.of) == (1, 4)
    assert (evaluation.ordinary.unrelated.hits, evaluation.ordinary.unrelated.of) == (0, 1)
    aside = evaluation.aside
    assert set(aside) == {"negated", "question", "off_topic", "mention"}
    assert (aside["off_topic"].flagged.hits, aside["off_topic"].recall.hits) == (1, 0)
    # Given twice, once rightly, once for a claim.
    assert (aside["negated"].recall.value, aside["negated"].precision.value) == (1, 0.5)
    assert aside["negated"].claims_lost == 1
    assert (aside["question"].recall.value, aside["question"].precision.value) == (0, None)
    assert (aside["mention"].recall.value, aside["mention"].precision.value) == (None, 0)


def test_types_over_found_claims_and_over_all(evaluation: Any) -> None:
    types = evaluation.types
    assert (types.right.hits, types.right.of) == (1, 2)
    # Four claims were found in all, each type of a passage for itself.
    assert (types.all.right, types.all.found, types.all.labelled) == (1, 4, 3)
    assert types.by_type["reduction_achieved"].f1 == 1
    generic = types.by_type["generic_benefit"]
    assert (generic.labelled, generic.found, generic.right, generic.f1) == (1, 1, 0, 0)
    assert (types.by_type["label"].recall, types.by_type["label"].precision) == (None, 0)
    assert [(one.labelled, one.found, one.count) for one in types.confusions] == [("generic_benefit", "comparative", 1)]


def test_fields_over_found_claims(evaluation: Any) -> None:
    fields = evaluation.fields
    assert (fields["topic"].hits, fields["topic"].of) == (1, 2)
    assert (fields["tense"].hits, fields["tense"].of) == (2, 2)
    # The one plan was not found, so nothing is known about plans.
    assert not {"target_kind", "target_year"} & set(fields)


def test_elements_over_found_claims(evaluation: Any) -> None:
    elements = evaluation.elements
    assert (elements.precision.hits, elements.precision.of) == (1, 2)
    assert (elements.recall.hits, elements.recall.of) == (1, 2)
    assert (elements.missing.hits, elements.missing.of) == (1, 2)
    assert elements.by_element["value"].present.f1 == 1
    assert elements.by_element["unit"].present.recall == 0
    assert elements.by_element["plan"].present.precision == 0
    assert elements.by_element["verifier"].missing.value == 1
    assert "target_year" not in elements.by_element


def test_errors_are_classed_with_their_texts(evaluation: Any) -> None:
    classes = {(one.group, one.name): one for one in evaluation.mistakes}
    counts = {key: one.count for key, one in classes.items() if key[0] != "elements"}
    subject = ("fields", "subject: company > none")
    counts.pop(subject, None)
    assert counts == {
        ("claims", "missed: set aside as negated"): 1,
        ("claims", "false: labelled off_topic"): 1,
        ("reasons", "question > mention"): 1,
        ("types", "generic_benefit > comparative"): 1,
        ("types", "a second type on the same words"): 1,
        ("fields", "topic: climate > product"): 1,
    }
    (example,) = classes["claims", "missed: set aside as negated"].examples
    assert (example.id, example.text, example.told) == (
        "two", "By 2030 we will plant a wood", "labelled future_target",
    )  # fmt: skip
    assert SENTENCES.splitlines()[example.line - 1] == "- id: two"
    groups = [one.group for one in evaluation.mistakes]
    assert groups == sorted(groups, key=["claims", "reasons", "types", "fields", "elements"].index)


def test_plans_are_compared_where_there_is_one(load: Any, measure: Any) -> None:
    found = {"type": "future_target", "target_kind": "reduction", "held": ["target_year"], "year": 2030}
    evaluation = measure(load(sentences_yml=SENTENCES), {"two": ([("By 2030 we will plant a wood", found)],)})
    assert (evaluation.fields["target_kind"].hits, evaluation.fields["target_kind"].of) == (0, 1)
    assert (evaluation.fields["target_year"].hits, evaluation.fields["target_year"].of) == (1, 1)
    assert evaluation.fields["tense"].value == 0


def test_nothing_found_leaves_precision_open(load: Any, measure: Any) -> None:
    evaluation = measure(load(sentences_yml=SENTENCES), {})
    assert evaluation.claims.precision.value is None
    assert (evaluation.claims.recall.value, evaluation.claims.f1.value) == (0, 0)
    assert evaluation.figures()["claims.precision"] is None
    assert evaluation.figures()["ordinary.silent"] == 1


DOCUMENT = """\
# Our year

We cut emissions by half.[^1]
Is that
enough? Our lamps are green, our lamps are green.

[^1]: Since 2019.
"""
LABELS = f"""\
document: year.md
claims:
- id: year-01
  line: 3
  text: We cut emissions by half
  type: reduction_achieved
{FIELDS.replace("    ", "  ")}  present: [base_year]
  where:
    base_year: {{place: footnote, line: 7}}
- id: year-02
  line: 5
  text: our lamps are green
  type: generic_benefit
{FIELDS.replace("    ", "  ")}
set_aside:
- line: 4
  text: Is that enough?
  aside: question
"""


def test_a_document_is_measured_as_a_whole(load: Any, measure: Any) -> None:
    gold = load(year_yml=LABELS, year_md=DOCUMENT)
    (text,) = gold.texts
    assert [DOCUMENT[one.start : one.end] for one in text.claims] == [
        "We cut emissions by half", "our lamps are green",
    ]  # fmt: skip
    assert DOCUMENT[text.ordinary[0].start : text.ordinary[0].end] == "Is that\nenough?"
    found = [
        ("We cut emissions by half", {"type": "reduction_achieved", "held": ["base_year"]}),
        ("Our lamps are green", {"type": "generic_benefit"}),
    ]
    aside = [("Is that\nenough?", "question"), ("Since 2019.", "mention")]
    evaluation = measure(gold, {"year": (found, aside)}, examples=1)
    # The lamps that were found are others than those that are labelled.
    assert (evaluation.claims.precision.value, evaluation.claims.recall.value) == (0.5, 0.5)
    assert evaluation.elements.f1.value == 1
    assert evaluation.aside["question"].precision.value == 1
    # All passages about the matter are labelled, so one more is wrong.
    assert (evaluation.aside["mention"].precision.hits, evaluation.aside["mention"].precision.of) == (0, 1)
    names = {one.name: one.examples for one in evaluation.mistakes if one.group == "claims"}
    assert set(names) == {"missed: generic_benefit", "false: beside the claims of the text"}
    assert names["missed: generic_benefit"][0].line == 5
