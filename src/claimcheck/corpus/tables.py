"""The tables of a corpus: their Arrow schemas, and rows of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import pyarrow as pa

from claimcheck.model.report import DocumentOut
from claimcheck.report.assembled import Frame
from claimcheck.report.record import CLAIMS, ELEMENTS, FINDINGS, Row, Table, document_record
from claimcheck.rulepack.pack import Pack


class Scanned(NamedTuple):
    """Four Arrow tables: a row for each document, and the three tables of ``claimcheck.record``."""

    documents: pa.Table
    claims: pa.Table
    elements: pa.Table
    findings: pa.Table


def _type(name: str) -> pa.DataType:
    return pa.list_(_type(name[5:-1])) if name.startswith("list<") else pa.type_for_alias(name)


def _schema(columns: Mapping[str, str]) -> pa.Schema:
    """Columns by name with their types; one that may be empty has a question mark behind its type."""
    return pa.schema(
        [pa.field(name, _type(kind.rstrip("?")), kind.endswith("?")) for name, kind in columns.items()]
    )


def _of_record(table: Table) -> pa.Schema:
    return _schema({one.name: one.type + ("?" if one.null is not None else "") for one in table.columns})


PROBLEM = pa.struct([pa.field(name, pa.string(), False) for name in ("code", "effect", "message")])
DOCUMENTS = _schema(
    {
        "path": "string", "sha256": "string", "result": "string", "format": "string", "language": "string?",
        "title": "string?", "status": "string", "pages": "int64?", "pages_read": "int64?",
        "characters": "int64", "characters_unchecked": "int64", "sentences": "int64", "claims": "int64",
        "set_aside": "int64", "findings": "int64", "median_score": "double?", "worst_score": "int64?",
        "below_40": "int64", "version": "string", "rulepack": "string", "as_of": "string", "audience": "string",
        "medium": "string", "jurisdictions": "list<string>",
    }
).append(pa.field("problems", pa.list_(PROBLEM), False))  # fmt: skip
SCHEMAS = Scanned(DOCUMENTS, _of_record(CLAIMS), _of_record(ELEMENTS), _of_record(FINDINGS))
RULES = _schema(
    {"rule": "string", "name": "string", "family": "string", "tier": "string", "about": "string", "why": "string",
     "remedy": "string", "citations": "list<string>"}
)  # fmt: skip
CITATIONS = _schema(
    {"citation": "string", "jurisdiction": "string", "instrument": "string", "locator": "string",
     "edition": "string", "says": "string", "grade": "string", "url": "string?"}
)  # fmt: skip


def scanned(records: Iterable[tuple[DocumentOut, str]], frame: Frame) -> Scanned:
    """The tables of records, each with the name of its result, in their order; rows of one are made at a time."""
    parts: list[list[pa.Table]] = [[schema.empty_table()] for schema in SCHEMAS]
    for record, result in records:
        rows = ([_document(record, result, frame)], *document_record(record, frame.tool, frame.context))
        for part, schema, of in zip(parts, SCHEMAS, rows, strict=True):
            part.append(pa.Table.from_pylist(of, schema))
    return Scanned(*(pa.concat_tables(part).combine_chunks() for part in parts))


def _document(record: DocumentOut, result: str, frame: Frame) -> Row:
    coverage, summary, context = record.coverage, record.summary, record.context or frame.context
    return {
        "path": record.path,
        "sha256": record.sha256,
        "result": result,
        "format": record.format,
        "language": record.language,
        "title": record.title,
        "status": record.status,
        "pages": coverage.pages,
        "pages_read": coverage.pages_read,
        "characters": coverage.characters,
        "characters_unchecked": coverage.characters_unchecked,
        "sentences": coverage.sentences,
        "claims": coverage.claims,
        "set_aside": coverage.set_aside,
        "findings": len(record.findings) + sum(len(claim.findings) for claim in record.claims),
        "median_score": summary.median_score,
        "worst_score": summary.worst_score,
        "below_40": summary.below_40,
        "version": frame.tool.version,
        "rulepack": frame.tool.rulepack.sha256,
        "as_of": context.as_of,
        "audience": context.audience,
        "medium": context.medium,
        "jurisdictions": context.jurisdictions,
        "problems": [
            {"code": one.code, "effect": one.effect, "message": one.message} for one in record.problems
        ],
    }


def rule_texts(pack: Pack) -> pa.Table:
    """What each rule says whatever the text, once for the corpus: a row for each rule, by id."""
    rows = [
        {
            "rule": check.id,
            "name": check.shape.name,
            "family": check.family,
            "tier": check.shape.tier,
            "about": check.shape.about,
            "why": check.shape.why,
            "remedy": check.shape.remedy,
            "citations": check.shape.cite,
        }
        for _, check in sorted(pack.checks.items())
    ]
    return pa.Table.from_pylist(rows, RULES)


def citation_texts(pack: Pack) -> pa.Table:
    """The passages of law that rules cite: a row for each, by key."""
    rows: list[dict[str, Any]] = [
        {
            "citation": key,
            "jurisdiction": one.jurisdiction,
            "instrument": one.instrument,
            "locator": one.locator,
            "edition": one.edition,
            "says": one.says,
            "grade": one.grade,
            "url": one.url,
        }
        for key, one in sorted(pack.citations.items())
    ]
    return pa.Table.from_pylist(rows, CITATIONS)


def manifest(frame: Frame, totals: Mapping[str, object]) -> str:
    """What a corpus was made with, and how much is in it, as JSON."""
    told = {
        "schema": "claimcheck-corpus/1",
        "tool": frame.tool.model_dump(),
        "context": frame.context.model_dump(),
        **totals,
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"
