"""From a batch of documents to tables, with their Arrow schemas: the one function that every engine calls."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from io import BytesIO
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
from msgspec import Struct, field

from claimcheck.api import Auditor, load_rulepack
from claimcheck.cache import state_of
from claimcheck.config.inputs import spelled
from claimcheck.config.paths import regular_bytes
from claimcheck.errors import UsageError
from claimcheck.file_settings import FileSettings
from claimcheck.model.context import Context
from claimcheck.model.report import DocumentOut
from claimcheck.read.dispatch import lost
from claimcheck.read.limits import DEFAULT, Limits
from claimcheck.report.assembled import Frame
from claimcheck.report.filters import at_least
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


class Setting(Struct, frozen=True):
    """How the documents of a corpus are read and judged; it can be sent to other machines.

    ``state`` is that of program, rules and libraries where it was made; a machine with others refuses to work.
    """

    settings: FileSettings
    rules: tuple[str, ...] = ()
    limits: Limits = DEFAULT
    state: str | None = field(default=None)

    @classmethod
    def of(cls, context: Context | None = None, *, rules: Iterable[str] = (), limits: Limits = DEFAULT) -> Setting:
        """The setting for a context, with rules in folders beside the built-in ones."""
        settings = FileSettings(context or Context(), None, (), (), (), (), None)
        return cls(settings, tuple(rules), limits).here()

    def here(self) -> Setting:
        """The same with the state of this machine."""
        return Setting(self.settings, self.rules, self.limits, state_of(self.rules))

    def result(self, path: str, sha256: str) -> str:
        """The name of the result for a file: a hash of all that decides what is in it."""
        told = "\n".join(map(repr, (self.state, self.settings, self.limits, spelled(path), sha256)))
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


class Scanner:
    """An auditor for one setting, made once in a process.

    Raises ``UsageError`` for a setting that cannot be used, or that was made by another state of the program.
    """

    def __init__(self, setting: Setting) -> None:
        if setting.state != state_of(setting.rules):
            told = "this machine has another version of claimcheck, of its rules or of the libraries that read"
            raise UsageError(told, code="other-state", hint="install the same versions on all machines")
        self.setting = setting
        pack = load_rulepack([Path(one) for one in setting.rules]) if setting.rules else None
        self.auditor: Auditor = setting.settings.auditor(pack, setting.limits)
        self.frame = self.auditor.frame

    def record(self, path: str, data: bytes | None) -> tuple[DocumentOut, str]:
        """The record of a document, and the name of its result; None for ``data`` reads the file.

        Nothing is raised: a document on which the program fails has a record that says so.
        """
        data = content(path, self.setting.limits) if data is None else data
        shown, digest = spelled(path), hashlib.sha256(data or b"").hexdigest()
        try:
            if data is None:
                [record] = self.auditor.stream([path])
            else:
                record = self.auditor.audit_stream(BytesIO(data), path=shown)
        except Exception as error:
            record = self.auditor.document(lost(shown, error))
        return at_least(record, self.setting.settings.min_severity), self.setting.result(path, digest)

    def lost(self, path: str) -> tuple[DocumentOut, str]:
        """The record of a document over which processes have died."""
        data = content(path, self.setting.limits)
        digest = hashlib.sha256(data or b"").hexdigest()
        return self.auditor.document(lost(spelled(path))), self.setting.result(path, digest)


@lru_cache(maxsize=1)
def scanner(setting: Setting) -> Scanner:
    """The scanner of this process for a setting."""
    return Scanner(setting)


def scan(batch: pa.RecordBatch | pa.Table | Iterable[str], setting: Setting) -> Scanned:
    """The tables of a batch of documents, in its order.

    ``batch`` has the column ``path`` and may have ``bytes``, the content where it is at hand, or is a list of paths.
    """
    made = scanner(setting)
    return scanned((made.record(path, data) for path, data in _documents(batch)), made.frame)


def _documents(batch: pa.RecordBatch | pa.Table | Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
    if not isinstance(batch, (pa.RecordBatch, pa.Table)):
        yield from ((path, None) for path in batch)
        return
    if "path" not in batch.schema.names:
        raise UsageError("the batch has no column 'path'", code="no-path", hint="name the column path")
    paths, has_bytes = batch.column("path").to_pylist(), "bytes" in batch.schema.names
    for path, data in zip(paths, batch.column("bytes") if has_bytes else repeat(None, len(paths)), strict=True):
        yield path, None if data is None else data.as_py()


def content(path: str, limits: Limits) -> bytes | None:
    """What is in a regular file, at most one byte more than is ever read of one; None where reading tells why not."""
    with suppress(OSError):
        most = max(limits.pdf_bytes, limits.office_bytes, limits.html_bytes, limits.text_bytes)
        return regular_bytes(path, most)
    return None


EMPTY = Scanned(*(schema.empty_table() for schema in SCHEMAS))
