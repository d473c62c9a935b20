"""``docs/record.md``, the page of the flat record."""

from __future__ import annotations

from claimcheck.report.record import SCHEMA, TABLES


def record_page() -> str:
    """The page, made from the declaration of its tables."""
    parts = [_HEAD]
    for table in TABLES:
        keys = ", ".join(f"`{column.name}`" for column in table.columns if column.key)
        lines = [f"## {table.name}", "", f"{table.meaning} Inside a run, the key is {keys}.", ""]
        lines += ["| column | type | meaning | empty where |", "| --- | --- | --- | --- |"]
        lines += [
            f"| {column.name} | {column.type} | {column.meaning} | {column.null or ''} |" for column in table.columns
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
