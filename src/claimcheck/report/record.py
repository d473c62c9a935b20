"""The flat record of a report: three tables of plain rows, ``claimcheck-record/1``.

The columns are declared once, in ``TABLES``; rows, the JSON Schema and the page that documents them are made from that.
Types are those of Arrow, so that they can be handed to Parquet as they are.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, NamedTuple

from claimcheck.model.claim_out import ClaimOut, ElementOut, FindingOut, PlaceOut
from claimcheck.model.report import ContextOut, DocumentOut, Report
from claimcheck.model.tool import ToolOut
from claimcheck.report.words import asked_of

SCHEMA = "claimcheck-record/1"
ColumnType = Literal["string", "bool", "int64", "double", "list<string>", "list<int64>"]
Row = dict[str, Any]


class At(NamedTuple):
    """What a row is about; ``claim`` is None for findings of a whole document."""

    tool: ToolOut
    context: ContextOut
    document: DocumentOut
    claim: ClaimOut | None = None
    element: ElementOut | None = None
    finding: FindingOut | None = None


class Column(NamedTuple):
    """A column: ``value`` takes it from what a row is about; ``null`` says when it is empty, None that it never is."""

    name: str
    type: ColumnType
    meaning: str
    value: Callable[[Any], Any]
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
    found = Record([], [], [])
    for document in report.documents:
        one = document_record(document, report.tool, report.context)
        for whole, part in zip(found, one, strict=True):
            whole += part
    return found


def document_record(document: DocumentOut, tool: ToolOut, context: ContextOut) -> Record:
    """The rows of one document; ``context`` is that of the run, where the document has none of its own."""
    at = At(tool, document.context or context, document)
    claims = [at._replace(claim=claim) for claim in document.claims]
    elements = [one._replace(element=element) for one in claims for element in _claim(one).elements]
    findings = [one._replace(finding=finding) for one in claims for finding in _claim(one).findings]
    findings += [at._replace(finding=finding) for finding in document.findings]
    return Record(
        *(list(_rows(table, of)) for table, of in zip(TABLES, (claims, elements, findings), strict=True))
    )


def _rows(table: Table, of: Iterable[At]) -> Iterator[Row]:
    for at in of:
        yield {column.name: column.value(at) for column in table.columns}


def _claim(at: At) -> ClaimOut:
    assert at.claim is not None, "rows of claims and elements have one"
    return at.claim


def _place_of_claim(at: At) -> PlaceOut | None:
    return at.claim.place if at.claim else None


def _place_of_element(at: At) -> PlaceOut | None:
    return at.element.place if at.element else None


def _place_of_finding(at: At) -> PlaceOut | None:
    return at.finding.place if at.finding else None


def _places(place: Callable[[At], PlaceOut | None], what: str, null: str | None = None) -> tuple[Column, ...]:
    """Where something stands; all of it is empty where nothing is found."""

    def of(name: str) -> Callable[[At], Any]:
        def value(at: At) -> Any:
            found = place(at)
            return getattr(found, name) if found is not None else None

        return value

    paged = f"the format has no pages{f', or {null}' if null else ''}"
    return (
        Column("page", "int64", f"The page {what} begins on, from 1.", of("page"), paged),
        Column("line", "int64", "Its line, from 1, counted within the page where there are pages.", of("line"), null),
        Column("column", "int64", "Its column, from 1.", of("column"), null),
        Column("start", "int64", "Where it begins, as an offset into the text that was read.", of("start"), null),
        Column("end", "int64", "Where it ends, as an offset, not included.", of("end"), null),
        Column("block", "string", "The kind of block it stands in, such as paragraph or table.", of("block"), null),
    )  # fmt: skip


_RUN = (
    Column("path", "string", "The document, as the run names it.", lambda at: at.document.path, key=True),
    Column("sha256", "string", "The hash of the document.", lambda at: at.document.sha256),
    Column("language", "string", "The language of the document.", lambda at: at.document.language, "none is known"),
    Column("version", "string", "The version of claimcheck.", lambda at: at.tool.version),
    Column("rulepack", "string", "The hash of the rules.", lambda at: at.tool.rulepack.sha256),
    Column("as_of", "string", "The day whose law applies, as YYYY-MM-DD.", lambda at: at.context.as_of),
    Column("audience", "string", "Who reads the document.", lambda at: at.context.audience),
    Column("medium", "string", "Where the text stands.", lambda at: at.context.medium),
)  # fmt: skip


def _claim_key(null: str | None = None) -> tuple[Column, ...]:
    """The claim that a row is about."""
    return (
        Column(
            "claim", "string", "The id of the claim, the same wherever its words stand.",
            lambda at: at.claim.id if at.claim else None, null, key=True,
        ),
        Column(
            "occurrence", "int64", "Which of the claims with this id in the document, from 1.",
            lambda at: at.claim.occurrence if at.claim else None, null, key=True,
        ),
    )  # fmt: skip


def _parsed(name: str) -> Callable[[At], Any]:
    def value(at: At) -> Any:
        parsed = at.element.parsed if at.element else None
        return getattr(parsed, name) if parsed is not None else None

    return value


def _source(name: str) -> Callable[[At], Any]:
    def value(at: At) -> Any:
        source = at.element.source if at.element else None
        return getattr(source, name) if source is not None else None

    return value


def _first_step(name: str) -> Callable[[At], Any]:
    def value(at: At) -> Any:
        steps = _claim(at).next_steps
        return getattr(steps[0], name) if steps else None

    return value


def _approval(name: str) -> Callable[[At], Any]:
    def value(at: At) -> Any:
        approval = _claim(at).approval
        return getattr(approval, name) if approval is not None else None

    return value


_NO_CLAIM_REGISTER = "no register of claims is named"

CLAIMS = Table(
    "claims",
    "A row for each claim.",
    (
        *_RUN,
        *_claim_key(),
        Column("text", "string", "The words of the claim.", lambda at: at.claim.text),
        Column("type", "string", "The type of the claim.", lambda at: at.claim.type),
        Column("topic", "string", "What it is about.", lambda at: at.claim.topic),
        Column("tense", "string", "achieved, ongoing, planned or attribute.", lambda at: at.claim.tense),
        Column("certainty", "string", "firm or hedged.", lambda at: at.claim.certainty),
        Column(
            "target_kind", "string", "net_zero, reduction or other.", lambda at: at.claim.target_kind, "it is no plan"
        ),
        Column(
            "target_year", "int64", "The year a plan is due.", lambda at: at.claim.target_year, "no year is said"
        ),
        Column("stance", "string", "asserted, quoted or reported.", lambda at: at.claim.stance),
        Column("claimant", "string", "company, third_party or unknown.", lambda at: at.claim.claimant),
        Column("subject", "string", "product or company.", lambda at: at.claim.subject, "nobody is named"),
        *_places(_place_of_claim, "it"),
        Column(
            "section", "list<string>", "The headings it stands under, outermost first.",
            lambda at: list(at.claim.place.section),
        ),
        Column("score", "int64", "How well it can be checked, 0 to 100.", lambda at: at.claim.score),
        Column("band", "string", "The band of the score.", lambda at: at.claim.band),
        Column("raw", "double", "The sum of the dimensions, before any limit.", lambda at: at.claim.raw),
        Column(
            "asked", "list<string>", "Missing elements that it is asked for.", lambda at: asked_of(at.claim)
        ),
        Column(
            "missing", "list<string>", "Elements that it needs and lacks.",
            lambda at: [one.element for one in at.claim.elements if one.state == "missing"],
        ),
        Column("findings", "int64", "How many findings it has.", lambda at: len(at.claim.findings)),
        Column("next_step", "string", "The element that brings most.", _first_step("element"), "nothing would"),
        Column("next_gain", "int64", "The points that it brings.", _first_step("gain"), "nothing would"),
        Column(
            "approval", "string", "approved, drifted, expired, early, draft, withdrawn or unlisted.",
            _approval("state"), _NO_CLAIM_REGISTER,
        ),
        Column(
            "approval_entry", "string", "The entry of the register of claims with its words, or the nearest.",
            _approval("entry"), f"{_NO_CLAIM_REGISTER}, or none has them",
        ),
        Column("approval_owner", "string", "Who answers for that entry.", _approval("owner"), "nobody is entered"),
        Column(
            "approval_until", "string", "The last day on which it may be said, as YYYY-MM-DD.",
            _approval("valid_until"), "there is no end",
        ),
        Column(
            "approved_wording", "string", "The words of that entry.", _approval("wording"),
            f"{_NO_CLAIM_REGISTER}, or none has them",
        ),
    ),
)  # fmt: skip

_NOT_FOUND = "it is not in the text"

ELEMENTS = Table(
    "elements",
    "A row for each element of evidence that a claim needs or holds.",
    (
        *_RUN,
        *_claim_key(),
        Column("element", "string", "The element.", lambda at: at.element.element, key=True),
        Column("need", "string", "required, conditional or optional.", lambda at: at.element.need),
        Column(
            "state", "string", "present, linked, registered, missing or contradicted.", lambda at: at.element.state
        ),
        Column(
            "asked", "bool", "Whether a missing one is asked for; false where nobody asks, or it is told once.",
            lambda at: at.element.asked,
        ),
        Column("credit", "double", "What it counts, 0 to 1.", lambda at: at.element.credit),
        Column("value", "string", "The words that show it.", lambda at: at.element.value, "nothing shows it"),
        Column("number", "double", "Its figure, in the unit.", _parsed("number"), "it is no figure"),
        Column("unit", "string", "The unit of the figure.", _parsed("unit"), "there is none"),
        Column("year", "int64", "Its year.", _parsed("year"), "it is no year"),
        Column("interim", "list<int64>", "Its further years.", lambda at: list(_parsed("interim")(at) or ())),
        Column("quote", "string", "The source, to the letter.", lambda at: at.element.quote, _NOT_FOUND),
        Column(
            "evidence_path", "string", "The other document in which the evidence stands.",
            lambda at: at.element.place.path if at.element.place else None, "it stands in the document itself",
        ),
        *_places(_place_of_element, "the evidence", _NOT_FOUND),
        Column(
            "entry", "string", "The entry of an evidence register behind it.", _source("entry"), "there is none"
        ),
        Column(
            "entry_state", "string", "Whether the entry counts: ok or expiring; else why not.", _source("state"),
            "there is none",
        ),
    ),
)  # fmt: skip

FINDINGS = Table(
    "findings",
    "A row for each finding, of a claim or of a whole document.",
    (
        *_RUN,
        *_claim_key("it is about no single claim"),
        Column("rule", "string", "The id of the rule.", lambda at: at.finding.rule, key=True),
        Column("name", "string", "The name of the rule.", lambda at: at.finding.name),
        Column("family", "string", "The family of the rule.", lambda at: at.finding.family),
        Column("tier", "string", "ban, conditional, gap, presentation or style.", lambda at: at.finding.tier),
        Column("severity", "string", "error, warning or info.", lambda at: at.finding.severity),
        Column("confidence", "string", "high, medium or low.", lambda at: at.finding.confidence),
        Column("message", "string", "What is found.", lambda at: at.finding.message),
        Column("quote", "string", "The words it is about.", lambda at: at.finding.quote),
        *(column._replace(key=column.name == "start") for column in _places(_place_of_finding, "it")),
        Column(
            "jurisdictions", "list<string>", "Whose law it rests on.", lambda at: list(at.finding.jurisdictions)
        ),
        Column(
            "citations", "list<string>", "Keys of the passages of law.",
            lambda at: [one.key for one in at.finding.citations],
        ),
        Column("fingerprint", "string", "The same wherever the words move.", lambda at: at.finding.fingerprint),
        Column("state", "string", "new, baseline or suppressed.", lambda at: at.finding.state),
        Column(
            "reason", "string", "Why it is accepted.",
            lambda at: at.finding.suppression.reason if at.finding.suppression else None, "nobody accepts it",
        ),
        Column(
            "until", "string", "The last day on which it is accepted.",
            lambda at: at.finding.suppression.until if at.finding.suppression else None, "there is no end",
        ),
    ),
)  # fmt: skip

TABLES = (CLAIMS, ELEMENTS, FINDINGS)

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
