"""The JSON Schema of the flat record, and the page that documents it."""

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


def record_page() -> str:
    """``docs/record.md``."""
    parts = [_HEAD]
    for table in TABLES:
        keys = ", ".join(f"`{column.name}`" for column in table.columns if column.key)
        lines = [f"## {table.name}", "", f"{table.meaning} Inside a run, the key is {keys}.", ""]
        lines += ["| column | type | meaning | empty where |", "| --- | --- | --- | --- |"]
        lines += [
            f"| {column.name} | {column.type} | {column.meaning} | {column.null or ''} |"
            for column in table.columns
        ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


_HEAD = f"""\
<!-- Generated from src/claimcheck/report/record.py: python -m pytest tests/docs --update-golden writes it again. -->

# The flat record

`claimcheck.record(report)` takes a report apart into three tables of plain rows, `{SCHEMA}`: what a
spreadsheet, a data frame or a Parquet file can hold. Nothing is computed anew, and the same report gives the same rows.
`claimcheck schema record` prints the JSON Schema. Rows of `elements` and `findings` belong to the row of `claims` with
the same `path`, `claim` and `occurrence`. Types are those of Arrow; a list is never null, only empty. Columns are only
added as long as the number behind the name of the schema stays.

```pycon
>>> import claimcheck
>>> claims, elements, findings = claimcheck.record(claimcheck.audit_text("Our new bottle is eco-friendly."))
>>> claims[0]["type"], claims[0]["score"], len(elements) > 5
('generic_benefit', 0, True)
```

With the library pyarrow, this writes them as Parquet files whose schema is the same whatever the report holds:

```python
import pyarrow as pa
from pyarrow.parquet import write_table
from claimcheck.report.record import TABLES


def arrow(name):
    return pa.list_(arrow(name[5:-1])) if name.startswith("list<") else pa.type_for_alias(name)


for table, rows in zip(TABLES, claimcheck.record(report)):
    schema = pa.schema([pa.field(one.name, arrow(one.type), one.null is not None) for one in table.columns])
    write_table(pa.Table.from_pylist(rows, schema), f"{{table.name}}.parquet")
```"""
