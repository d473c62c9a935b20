"""The flat record of a report: three tables of plain rows, ``claimcheck-record/1``, and data frames of them.

The columns are declared once, in ``TABLES``; rows, the JSON Schema and the page that documents them are made from that.
Types are those of Arrow, so that they can be handed to Parquet as they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from claimcheck.errors import UsageError, require
from claimcheck.model.claim_out import ClaimOut, ElementOut, FindingOut
from claimcheck.model.context import of_type
from claimcheck.model.report import ContextOut, DocumentOut, Report, ToolOut
from claimcheck.report.words import asked_of
from claimcheck.rulepack.condition_terms import nearest

if TYPE_CHECKING:
    from pandas import DataFrame


SCHEMA = "claimcheck-record/1"
ColumnType = Literal["string", "bool", "int64", "double", "list<string>", "list<int64>"]
Row = dict[str, Any]
_JSON: dict[ColumnType, dict[str, Any]] = {
    "string": {"type": "string"},
    "bool": {"type": "boolean"},
    "int64": {"type": "integer"},
    "double": {"type": "number"},
    "list<string>": {"type": "array", "items": {"type": "string"}},
    "list<int64>": {"type": "array", "items": {"type": "integer"}},
}
# Types of the record with those of pandas: where no cell is empty, and where some may be.
DTYPES = {
    "string": ("string", "string"),
    "bool": ("bool", "boolean"),
    "int64": ("int64", "Int64"),
    "double": ("float64", "Float64"),
}


class At(NamedTuple):
    """What a row is about; ``claim`` is None for findings of a whole document."""

    tool: ToolOut
    context: ContextOut
    document: DocumentOut
    claim: ClaimOut | None = None
    element: ElementOut | None = None
    finding: FindingOut | None = None


class Column(NamedTuple):
    """A column: ``value`` is the way to it from what a row is about, or a function; ``null`` says when it is empty.

    Of a column that never is ``null`` is None.
    """

    name: str
    type: ColumnType
    meaning: str
    value: str | Callable[[Any], Any]
    null: str | None = None
    key: bool = False


class Table(NamedTuple):
    """A table: the columns with ``key`` tell its rows apart, inside one run."""

    name: str
    meaning: str
    columns: tuple[Column, ...]


class Record(NamedTuple):
    """The rows of a report; each has the columns of its table, in their order."""

    claims: list[Row]
    elements: list[Row]
    findings: list[Row]


def record(report: Report) -> Record:
    """The three tables of a report, documents in its order. Nothing but the report decides what is in them."""
    of_type("report", report, Report, "a Report")
    found = Record([], [], [])
    for document in report.documents:
        one = document_record(document, report.tool, report.context)
        for whole, part in zip(found, one, strict=True):
            whole += part
    return found


def document_record(document: DocumentOut, tool: ToolOut, context: ContextOut) -> Record:
    """The rows of one document; ``context`` is that of the run, where the document has none of its own."""
    at = At(tool, document.context or context, document)
    claims = [at._replace(claim=one) for one in document.claims]
    elements = [at._replace(claim=one, element=part) for one in document.claims for part in one.elements]
    findings = [at._replace(claim=one, finding=part) for one in document.claims for part in one.findings]
    findings += [at._replace(finding=finding) for finding in document.findings]
    return Record(*map(_rows, TABLES, (claims, elements, findings)))


def _rows(table: Table, of: Iterable[At]) -> list[Row]:
    ways = {
        one.name: partial(along, one.value.split(".")) if isinstance(one.value, str) else one.value
        for one in table.columns
    }
    return [{name: value(at) for name, value in ways.items()} for at in of]


def along(way: Sequence[str], at: object) -> Any:
    """What the way leads to from something, None where something on it is; a tuple as a list."""
    found: Any = at
    for name in way:
        if found is None:
            return None
        found = getattr(found, name)
    return list(found) if isinstance(found, tuple) else found


def _places(place: str, what: str, null: str | None = None) -> tuple[Column, ...]:
    """Where something stands; all of it is empty where nothing is found."""
    paged = f"the format has no pages{f', or {null}' if null else ''}"
    return (
        Column("page", "int64", f"The page {what} begins on, from 1.", f"{place}.page", paged),
        Column("line", "int64", "Its line, from 1, counted within the page where there are pages.",
               f"{place}.line", null),
        Column("column", "int64", "Its column, from 1.", f"{place}.column", null),
        Column("start", "int64", "Where it begins, as an offset into the text that was read.", f"{place}.start", null),
        Column("end", "int64", "Where it ends, as an offset, not included.", f"{place}.end", null),
        Column("block", "string", "The kind of block it stands in, such as paragraph or table.",
               f"{place}.block", null),
    )  # fmt: skip


_RUN = (
    Column("path", "string", "The document, as the run names it.", "document.path", key=True),
    Column("sha256", "string", "The hash of the document.", "document.sha256"),
    Column("language", "string", "The language of the document.", "document.language", "none is known"),
    Column("version", "string", "The version of claimcheck.", "tool.version"),
    Column("rulepack", "string", "The hash of the rules.", "tool.rulepack.sha256"),
    Column("as_of", "string", "The day whose law applies, as YYYY-MM-DD.", "context.as_of"),
    Column("audience", "string", "Who reads the document.", "context.audience"),
    Column("medium", "string", "Where the text stands.", "context.medium"),
)  # fmt: skip


def _claim_key(null: str | None = None) -> tuple[Column, ...]:
    """The claim that a row is about."""
    return (
        Column("claim", "string", "The id of the claim, the same wherever its words stand.",
               "claim.id", null, key=True),
        Column("occurrence", "int64", "Which of the claims with this id in the document, from 1.",
               "claim.occurrence", null, key=True),
    )  # fmt: skip


def _first_step(name: str) -> Callable[[Any], Any]:
    return lambda at: getattr(at.claim.next_steps[0], name) if at.claim.next_steps else None


_NO_CLAIM_REGISTER = "no register of claims is named"

CLAIMS = Table(
    "claims",
    "A row for each claim.",
    (
        *_RUN,
        *_claim_key(),
        Column("text", "string", "The words of the claim.", "claim.text"),
        Column("type", "string", "The type of the claim.", "claim.type"),
        Column("topic", "string", "What it is about.", "claim.topic"),
        Column("tense", "string", "achieved, ongoing, planned or attribute.", "claim.tense"),
        Column("certainty", "string", "firm or hedged.", "claim.certainty"),
        Column("target_kind", "string", "net_zero, reduction or other.", "claim.target_kind", "it is no plan"),
        Column("target_year", "int64", "The year a plan is due.", "claim.target_year", "no year is said"),
        Column("stance", "string", "asserted, quoted or reported.", "claim.stance"),
        Column("claimant", "string", "company, third_party or unknown.", "claim.claimant"),
        Column("subject", "string", "product or company.", "claim.subject", "nobody is named"),
        *_places("claim.place", "it"),
        Column("section", "list<string>", "The headings it stands under, outermost first.", "claim.place.section"),
        Column("score", "int64", "How well it can be checked, 0 to 100.", "claim.score"),
        Column("band", "string", "The band of the score.", "claim.band"),
        Column("raw", "double", "The sum of the dimensions, before any limit.", "claim.raw"),
        Column("asked", "list<string>", "Missing elements that it is asked for.", lambda at: asked_of(at.claim)),
        Column("missing", "list<string>", "Elements that it needs and lacks.",
               lambda at: [one.element for one in at.claim.elements if one.state == "missing"]),
        Column("findings", "int64", "How many findings it has.", lambda at: len(at.claim.findings)),
        Column("next_step", "string", "The element that brings most.", _first_step("element"), "nothing would"),
        Column("next_gain", "int64", "The points that it brings.", _first_step("gain"), "nothing would"),
        Column("approval", "string", "approved, drifted, expired, early, draft, withdrawn or unlisted.",
               "claim.approval.state", _NO_CLAIM_REGISTER),
        Column("approval_entry", "string", "The entry of the register of claims with its words, or the nearest.",
               "claim.approval.entry", f"{_NO_CLAIM_REGISTER}, or none has them"),
        Column("approval_owner", "string", "Who answers for that entry.", "claim.approval.owner", "nobody is entered"),
        Column("approval_until", "string", "The last day on which it may be said, as YYYY-MM-DD.",
               "claim.approval.valid_until", "there is no end"),
        Column("approved_wording", "string", "The words of that entry.", "claim.approval.wording",
               f"{_NO_CLAIM_REGISTER}, or none has them"),
    ),
)  # fmt: skip

_NOT_FOUND = "it is not in the text"

ELEMENTS = Table(
    "elements",
    "A row for each element of evidence that a claim needs or holds.",
    (
        *_RUN,
        *_claim_key(),
        Column("element", "string", "The element.", "element.element", key=True),
        Column("need", "string", "required, conditional or optional.", "element.need"),
        Column("state", "string", "present, linked, registered, missing or contradicted.", "element.state"),
        Column("asked", "bool", "Whether a missing one is asked for; false where nobody asks, or it is told once.",
               "element.asked"),
        Column("credit", "double", "What it counts, 0 to 1.", "element.credit"),
        Column("value", "string", "The words that show it.", "element.value", "nothing shows it"),
        Column("number", "double", "Its figure, in the unit.", "element.parsed.number", "it is no figure"),
        Column("unit", "string", "The unit of the figure.", "element.parsed.unit", "there is none"),
        Column("year", "int64", "Its year.", "element.parsed.year", "it is no year"),
        Column("interim", "list<int64>", "Its further years.",
               lambda at: along(("element", "parsed", "interim"), at) or []),
        Column("quote", "string", "The words that hold it, as a reader sees them.", "element.quote", _NOT_FOUND),
        Column("evidence_path", "string", "The other document in which the evidence stands.",
               "element.place.path", "it stands in the document itself"),
        *_places("element.place", "the evidence", _NOT_FOUND),
        Column("entry", "string", "The entry of an evidence register behind it.",
               "element.source.entry", "there is none"),
        Column("entry_state", "string", "Whether the entry counts: ok or expiring; else why not.",
               "element.source.state", "there is none"),
    ),
)  # fmt: skip

FINDINGS = Table(
    "findings",
    "A row for each finding, of a claim or of a whole document.",
    (
        *_RUN,
        *_claim_key("it is about no single claim"),
        Column("rule", "string", "The id of the rule.", "finding.rule", key=True),
        Column("name", "string", "The name of the rule.", "finding.name"),
        Column("family", "string", "The family of the rule.", "finding.family"),
        Column("tier", "string", "ban, conditional, gap, presentation or style.", "finding.tier"),
        Column("severity", "string", "error, warning or info.", "finding.severity"),
        Column("confidence", "string", "high, medium or low.", "finding.confidence"),
        Column("message", "string", "What is found.", "finding.message"),
        Column("quote", "string", "The words it is about.", "finding.quote"),
        *(column._replace(key=column.name == "start") for column in _places("finding.place", "it")),
        Column("jurisdictions", "list<string>", "Whose law it rests on.", "finding.jurisdictions"),
        Column("citations", "list<string>", "Keys of the passages of law.",
               lambda at: [one.key for one in at.finding.citations]),
        Column("fingerprint", "string", "The same wherever the words move.", "finding.fingerprint"),
        Column("state", "string", "new, baseline or suppressed.", "finding.state"),
        Column("reason", "string", "Why it is accepted.", "finding.suppression.reason", "nobody accepts it"),
        Column("until", "string", "The last day on which it is accepted.",
               "finding.suppression.until", "there is no end"),
    ),
)  # fmt: skip

TABLES = (CLAIMS, ELEMENTS, FINDINGS)


def record_schema() -> str:
    """The JSON Schema (2020-12) of the three tables, each a list of rows."""
    tables = {table.name: {"type": "array", "items": _row_schema(table)} for table in TABLES}
    values = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "type": "object",
        "properties": tables,
        "required": list(tables),
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _row_schema(table: Table) -> dict[str, Any]:
    return {
        "description": table.meaning,
        "type": "object",
        "properties": {column.name: _column_schema(column) for column in table.columns},
        "required": [column.name for column in table.columns],
    }


def _column_schema(column: Column) -> dict[str, Any]:
    schema = dict(_JSON[column.type])
    if column.null is not None:
        schema["type"] = [schema["type"], "null"]
    return {"description": column.meaning, **schema, "$comment": f"Arrow type {column.type}"}


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
        {column.name: pandas.Series([row[column.name] for row in rows], dtype=dtype_of(column)) for column in columns}
    )
