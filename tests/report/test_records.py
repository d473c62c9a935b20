"""Records are built without checking; here they are held against the wire model, on everything in the fixtures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct, ValidationError
from msgspec.structs import asdict

import claimcheck
from claimcheck.model.claim_out import PlaceOut
from claimcheck.model.report import Report

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


@pytest.fixture(scope="module")
def report() -> Report:
    return claimcheck.audit([*sorted((FIXTURES / "copy").glob("*.md")), *sorted((FIXTURES / "reports").glob("*.md"))])


def records(value: object) -> Iterator[Struct]:
    if isinstance(value, Struct):
        yield value
        for inner in asdict(value).values():
            yield from records(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from records(inner)


def test_the_fixtures_have_records_of_every_kind(report: Report) -> None:
    kinds = {type(one).__name__ for one in records(report)}
    assert {"ClaimOut", "ElementOut", "ParsedOut", "FindingOut", "SetAsideOut", "LimitOut", "StepOut"} <= kinds


def test_every_record_is_what_checking_would_have_made_of_it(report: Report) -> None:
    assert type(report).model_validate_json(report.model_dump_json()) == report


def test_numbers_have_the_type_that_the_wire_says(report: Report) -> None:
    checked = Report.model_validate_json(report.model_dump_json())
    for made, again in zip(records(report), records(checked), strict=True):
        for name, value in asdict(made).items():
            assert type(value) is type(getattr(again, name)), (type(made), name)


def test_a_record_can_be_copied_and_changed_without_a_trace_in_others(report: Report) -> None:
    place = next(one for one in records(report) if isinstance(one, PlaceOut))
    other = place.model_copy(update={"line": -1})
    assert (other.line, place.line > 0) == (-1, True)
    with pytest.raises(ValidationError, match="line"):
        PlaceOut.model_validate({**place.model_dump(), "line": "x"})
