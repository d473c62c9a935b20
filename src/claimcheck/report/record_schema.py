"""The JSON Schema of the flat record."""

from __future__ import annotations

import json
from typing import Any

from claimcheck.report.record import SCHEMA, TABLES, Column, ColumnType, Table

_JSON: dict[ColumnType, dict[str, Any]] = {
    "string": {"type": "string"},
    "bool": {"type": "boolean"},
    "int64": {"type": "integer"},
    "double": {"type": "number"},
    "list<string>": {"type": "array", "items": {"type": "string"}},
    "list<int64>": {"type": "array", "items": {"type": "integer"}},
}


def record_schema() -> str:
    """The JSON Schema (2020-12) of the three tables, each a list of rows."""
    tables = {table.name: {"type": "array", "items": _row_schema(table)} for table in TABLES}
    values = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "type": "object",
        "properties": tables,
        "required": list(tables),
        "additionalProperties": False,
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _row_schema(table: Table) -> dict[str, Any]:
    return {
        "description": table.meaning,
        "type": "object",
        "properties": {column.name: _column_schema(column) for column in table.columns},
        "required": [column.name for column in table.columns],
        "additionalProperties": False,
    }


def _column_schema(column: Column) -> dict[str, Any]:
    schema = dict(_JSON[column.type])
    if column.null is not None:
        schema["type"] = [schema["type"], "null"]
    return {"description": column.meaning, **schema, "$comment": f"Arrow type {column.type}"}
