"""Tables of the flat record as pandas data frames; column types never depend on the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.errors import UsageError, require
from claimcheck.model.report import Report
from claimcheck.report.record import TABLES, Column, record
from claimcheck.rulepack.condition_terms import nearest

if TYPE_CHECKING:
    from pandas import DataFrame

# Types of the record with those of pandas: where no cell is empty, and where some may be.
DTYPES = {
    "string": ("string", "string"),
    "bool": ("bool", "boolean"),
    "int64": ("int64", "Int64"),
    "double": ("float64", "Float64"),
}


def dtype_of(column: Column) -> str:
    """What pandas calls the type of a column; lists are objects."""
    full, sparse = DTYPES.get(column.type, ("object", "object"))
    return full if column.null is None else sparse


def frame(report: Report, kind: str) -> DataFrame:
    """One table of the record. Raises ``UsageError`` for a kind that there is not, or where pandas is not installed."""
    names = [table.name for table in TABLES]
    if kind not in names:
        hint = nearest(str(kind), names) or f"kinds are {', '.join(names)}"
        raise UsageError(f"a report has no table {kind!r}", code="unknown-value", hint=hint)
    otherwise = "; claimcheck.record(report) gives the same rows without it"
    require("pandas", "notebook", "to_dataframe", otherwise)
    # Slow to load, and only this needs it.
    import pandas

    place = names.index(kind)
    columns = TABLES[place].columns
    rows = record(report)[place]
    return pandas.DataFrame(
        {
            column.name: pandas.Series([row[column.name] for row in rows], dtype=dtype_of(column))
            for column in columns
        }
    )
