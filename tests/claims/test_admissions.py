"""The examples in admissions.yml: each firing text is an admission with its fields, each silent one is none."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

import claimcheck
from claimcheck.model.admission import ADMISSION_KINDS
from claimcheck.model.report import AdmissionOut, AimOut
from claimcheck.rulepack.file_shapes import AdmissionExample

RULES = claimcheck.load_rulepack().admissions
assert RULES is not None
ALL = [one.shape for one in RULES.rules]
FIRES = [(shape.kind, one) for shape in ALL for one in shape.fires]
SILENT = [(shape.kind, one) for shape in ALL for one in shape.silent]


def _id(value: object) -> str:
    return value.text[:60] if isinstance(value, AdmissionExample) else str(value)


@cache
def auditor(lang: str) -> claimcheck.Auditor:
    return claimcheck.Auditor(
        context=claimcheck.Context(audience="investor", medium="report", as_of=date(2026, 11, 30)), lang=lang
    )


def admissions(one: AdmissionExample) -> list[AdmissionOut]:
    return auditor(one.lang).audit_text(one.text, format=one.format).documents[0].admissions


@pytest.mark.parametrize(("kind", "example"), FIRES, ids=_id)
def test_fires(kind: str, example: AdmissionExample) -> None:
    all_found = admissions(example)
    found = next((one for one in all_found if one.kind == kind), None)
    assert found is not None, [one.kind for one in all_found]
    told = found.target or AimOut(value=None, year=None)
    before = found.before.quote if found.before else None
    for wanted, value in ((example.value, told.value), (example.year, told.year), (example.before, before)):
        assert wanted in (None, value)


@pytest.mark.parametrize(("kind", "example"), SILENT, ids=_id)
def test_stays_silent(kind: str, example: AdmissionExample) -> None:
    assert admissions(example) == []


def test_every_kind_has_a_way_of_being_found() -> None:
    assert {shape.kind for shape in ALL} == set(ADMISSION_KINDS)


def found_in(text: str) -> claimcheck.Report:
    return auditor("en").audit_text(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The packaging target was missed: 43% was reached.", "target_met"),
        ("We achieved a cut of 9% and missed our emissions target of 12%.", "target_met"),
        ("Our goal for renewable electricity was scaled back to 60%.", "reduction_achieved"),
    ],
)
def test_an_admission_is_no_success(text: str, kind: str) -> None:
    document = found_in(text).documents[0]
    assert document.admissions
    assert kind not in [one.type for one in document.claims]


def test_a_claim_of_the_same_sentence_stays() -> None:
    text = "We missed our waste target, but our emissions fell by 12% against 2019."
    document = found_in(text).documents[0]
    assert [one.kind for one in document.admissions] == ["missed"]
    assert "reduction_achieved" in [one.type for one in document.claims]


def test_what_is_set_aside_keeps_its_reason_and_is_listed_too() -> None:
    document = found_in("We will not meet our 2030 emissions target.").documents[0]
    assert [one.kind for one in document.admissions] == ["behind"]
    assert [one.reason for one in document.set_aside] == ["negated"]


def test_the_goal_that_the_document_tells_elsewhere_is_what_was_said_before() -> None:
    text = "By 2030 we will cut our emissions by 40%. The year was dry. We will not meet our 2030 emissions target."
    (one,) = found_in(text).documents[0].admissions
    assert one.before is not None
    assert one.before.quote == "By 2030 we will cut our emissions by 40%."


def test_nothing_is_said_to_have_been_before_where_two_goals_fit() -> None:
    text = (
        "By 2030 we will cut our Scope 1 emissions by 40%. By 2030 we will cut our Scope 3 emissions by 20%. "
        "We will not meet our 2030 emissions target."
    )
    (one,) = found_in(text).documents[0].admissions
    assert one.before is None


def test_an_earlier_figure_stands_beside_a_word_for_it() -> None:
    text = "Water use for 2022 has been restated: last year's statement gave 1.49 million litres."
    (one,) = found_in(text).documents[0].admissions
    assert one.kind == "restated"
    assert one.before is not None
    assert one.before.quote.startswith("1.49")


def test_scores_and_findings_do_not_change_with_what_is_admitted() -> None:
    alone = found_in("Our emissions fell by 12% against 2019.").documents[0]
    both = found_in("Our emissions fell by 12% against 2019.\n\nWe missed our waste target.").documents[0]
    assert both.admissions
    assert not alone.admissions
    assert both.claims[0].score == alone.claims[0].score
    assert len(both.claims[0].findings) == len(alone.claims[0].findings)


def test_a_goal_that_will_be_missed_is_one_that_the_company_is_behind_on() -> None:
    (one,) = found_in("We shall miss our water target for 2026.").documents[0].admissions
    assert one.kind == "behind"


def test_a_result_is_not_taken_for_the_goal() -> None:
    (one,) = found_in("With a result of 61%, we missed our recycling target for 2024.").documents[0].admissions
    assert one.target is not None
    assert (one.target.value, one.target.year) == (None, 2024)
