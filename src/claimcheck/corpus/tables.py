"""The tables of a corpus: their Arrow schemas, and rows of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pyarrow as pa

from claimcheck.model.report import DocumentOut
from claimcheck.report.assembled import Frame
from claimcheck.report.record import CLAIMS, ELEMENTS, FINDINGS, At, Row, Table, along, document_record
from claimcheck.rulepack.pack import Pack


class Scanned(NamedTuple):
    """Four Arrow tables: a row for each document, and the three tables of ``claimcheck.record``."""

    documents: pa.Table
    claims: pa.Table
    elements: pa.Table
    findings: pa.Table


def _type(name: str) -> pa.DataType:
    return pa.list_(_type(name[5:-1])) if name.startswith("list<") else pa.type_for_alias(name)


Columns = Mapping[str, tuple[str, str]]
"""By name of a column its type, with a question mark where it may be empty, and the way to its value."""


def _schema(types: Mapping[str, str]) -> pa.Schema:
    return pa.schema([pa.field(name, _type(kind.rstrip("?")), kind.endswith("?")) for name, kind in types.items()])


def _declared(columns: Columns) -> pa.Schema:
    return _schema({name: kind for name, (kind, _) in columns.items()})


def _row(columns: Columns, of: object) -> Row:
    return {name: along(way.split("."), of) for name, (_, way) in columns.items() if way}


def _of_record(table: Table) -> pa.Schema:
    return _schema({one.name: one.type + ("?" if one.null is not None else "") for one in table.columns})


PROBLEM = pa.struct([pa.field(name, pa.string(), False) for name in ("code", "effect", "message")])
_DOCUMENT = {
    "path": ("string", "document.path"), "sha256": ("string", "document.sha256"), "result": ("string", ""),
    "format": ("string", "document.format"), "language": ("string?", "document.language"),
    "title": ("string?", "document.title"), "status": ("string", "document.status"),
    "pages": ("int64?", "document.coverage.pages"), "pages_read": ("int64?", "document.coverage.pages_read"),
    "characters": ("int64", "document.coverage.characters"),
    "characters_unchecked": ("int64", "document.coverage.characters_unchecked"),
    "sentences": ("int64", "document.coverage.sentences"), "claims": ("int64", "document.coverage.claims"),
    "set_aside": ("int64", "document.coverage.set_aside"), "findings": ("int64", ""),
    "median_score": ("double?", "document.summary.median_score"),
    "worst_score": ("int64?", "document.summary.worst_score"), "below_40": ("int64", "document.summary.below_40"),
    "version": ("string", "tool.version"), "rulepack": ("string", "tool.rulepack.sha256"),
    "as_of": ("string", "context.as_of"), "audience": ("string", "context.audience"),
    "medium": ("string", "context.medium"), "jurisdictions": ("list<string>", "context.jurisdictions"),
}  # fmt: skip
_RULE = {
    "rule": ("string", "id"), "name": ("string", "shape.name"), "family": ("string", "family"),
    "tier": ("string", "shape.tier"), "about": ("string", "shape.about"), "why": ("string", "shape.why"),
    "remedy": ("string", "shape.remedy"), "citations": ("list<string>", "shape.cite"),
}  # fmt: skip
_CITATION = {
    "citation": ("string", ""), "jurisdiction": ("string", "jurisdiction"), "instrument": ("string", "instrument"),
    "locator": ("string", "locator"), "edition": ("string", "edition"), "says": ("string", "says"),
    "grade": ("string", "grade"), "url": ("string?", "url"),
}  # fmt: skip
DOCUMENTS = _declared(_DOCUMENT).append(pa.field("problems", pa.list_(PROBLEM), False))
SCHEMAS = Scanned(DOCUMENTS, _of_record(CLAIMS), _of_record(ELEMENTS), _of_record(FINDINGS))
RULES, CITATIONS = _declared(_RULE), _declared(_CITATION)


def scanned(records: Iterable[tuple[DocumentOut, str]], frame: Frame) -> Scanned:
    """The tables of records, each with the name of its result, in their order; rows of one are made at a time."""
    parts: list[list[pa.Table]] = [[schema.empty_table()] for schema in SCHEMAS]
    for record, result in records:
        rows = ([_document(record, result, frame)], *document_record(record, frame.tool, frame.context))
        for part, schema, of in zip(parts, SCHEMAS, rows, strict=True):
            part.append(pa.Table.from_pylist(of, schema))
    return Scanned(*(pa.concat_tables(part).combine_chunks() for part in parts))


def _document(record: DocumentOut, result: str, frame: Frame) -> Row:
    findings = len(record.findings) + sum(len(claim.findings) for claim in record.claims)
    problems = [{"code": one.code, "effect": one.effect, "message": one.message} for one in record.problems]
    at = At(frame.tool, record.context or frame.context, record)
    return {**_row(_DOCUMENT, at), "result": result, "findings": findings, "problems": problems}


def rule_texts(pack: Pack) -> pa.Table:
    """What each rule says whatever the text, once for the corpus: a row for each rule, by id."""
    return pa.Table.from_pylist([_row(_RULE, check) for _, check in sorted(pack.checks.items())], RULES)


def citation_texts(pack: Pack) -> pa.Table:
    """The passages of law that rules cite: a row for each, by key."""
    rows = [{"citation": key, **_row(_CITATION, one)} for key, one in sorted(pack.citations.items())]
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
