"""The flat record: rows that fit their schema, tell each other apart, and lose nothing that counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import claimcheck
from claimcheck.report.record import TABLES, Record, Row, record_schema


@pytest.fixture(scope="module")
def report(fixtures: Path) -> claimcheck.Report:
    return claimcheck.audit([fixtures / "reports" / "tarnholm-2025.md", fixtures / "copy" / "fell-3-kettle.md"])


@pytest.fixture(scope="module")
def record(report: claimcheck.Report) -> Record:
    return claimcheck.record(report)


def test_rows_fit_the_schema(record: Record) -> None:
    validator = Draft202012Validator(json.loads(record_schema()))
    values = json.loads(json.dumps(record._asdict()))
    assert [error.message for error in validator.iter_errors(values)] == []
    assert all(len(rows) > 20 for rows in record)


def test_the_schema_can_be_broken(record: Record) -> None:
    validator = Draft202012Validator(json.loads(record_schema()))
    row = {**record.claims[0], "score": "high"}
    assert not validator.is_valid({"claims": [row], "elements": [], "findings": []})


def test_columns_are_those_declared_and_of_their_type(record: Record) -> None:
    kinds: dict[str, Any] = {"string": str, "bool": bool, "int64": int, "double": float}
    for table, rows in zip(TABLES, record, strict=True):
        for row in rows:
            assert list(row) == [column.name for column in table.columns]
            for column in table.columns:
                value = row[column.name]
                if value is None:
                    assert column.null is not None, f"{table.name}.{column.name}"
                elif column.type.startswith("list<"):
                    assert all(type(one) is kinds[column.type[5:-1]] for one in value)
                else:
                    assert type(value) is kinds[column.type], f"{table.name}.{column.name}: {value!r}"


def test_keys_tell_rows_apart(record: Record) -> None:
    for table, rows in zip(TABLES, record, strict=True):
        keys = [tuple(row[column.name] for column in table.columns if column.key) for row in rows]
        assert len(set(keys)) == len(keys), table.name


def test_rows_of_elements_and_findings_have_their_claim(record: Record) -> None:
    def key(row: Row) -> tuple[Any, ...]:
        return row["path"], row["claim"], row["occurrence"]

    claims = {key(row) for row in record.claims}
    assert {key(row) for row in record.elements} <= claims
    assert {key(row) for row in record.findings if row["claim"] is not None} <= claims


def test_nothing_is_lost(report: claimcheck.Report, record: Record) -> None:
    documents = report.documents
    claims = [claim for document in documents for claim in document.claims]
    assert len(record.claims) == len(claims) == report.summary.claims
    assert len(record.elements) == sum(len(claim.elements) for claim in claims)
    assert sum(row["findings"] for row in record.claims) == sum(len(claim.findings) for claim in claims)
    loose = sum(len(document.findings) for document in documents)
    assert len(record.findings) == sum(row["findings"] for row in record.claims) + loose
    assert [row["score"] for row in record.claims] == [claim.score for claim in claims]


def test_the_same_report_gives_the_same_rows(report: claimcheck.Report, record: Record) -> None:
    again = claimcheck.Report.model_validate_json(claimcheck.render(report, "json"))
    assert claimcheck.record(again) == record


def test_no_report_no_rows() -> None:
    assert claimcheck.record(claimcheck.audit([])) == Record([], [], [])
