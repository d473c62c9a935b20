"""The working paper: a workbook with a sheet for each table of the record and columns for a reviewer's decisions."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from claimcheck.config.baseline import Accepted
from claimcheck.errors import UsageError
from claimcheck.model.claim_out import FindingOut
from claimcheck.model.report import Report
from claimcheck.report.contradictions import is_contradiction, sides
from claimcheck.report.files.archive import settled
from claimcheck.report.layout import visible
from claimcheck.report.record import TABLES, Row, record
from claimcheck.report.words import (
    document_findings,
    place_words,
    severity_words,
    silence_words,
    verdict_words,
)

REVIEW = ("disposition", "reviewer", "date")
"""Columns for whoever works through the findings: what is decided, by whom, when."""

EXPLAINED = ("why", "law", "remedy", "rewrite")
"""What the record leaves to the rules, and whoever reviews wants beside the finding."""

MOST_BYTES = 64 << 20
_UNPACKED = 1 << 29
_LONGEST = 32_767
_WIDTHS = {"path": 28, "disposition": 40, "text": 70, "quote": 70} | dict.fromkeys(
    ("message", "sum", "why", "law", "remedy", "rewrite", "value"), 60
)
PASSAGES = ("path", "rule", "passage", "where", "quote", "sum")
_HEAD = PatternFill("solid", fgColor="DDE6E1")
_OPEN = PatternFill("solid", fgColor="FFF7D6")


def write(report: Report) -> bytes:
    """The workbook; nothing in it is a formula, and the same report gives the same bytes."""
    book = Workbook(write_only=True)
    day = date.fromisoformat(report.context.as_of)
    book.properties.creator = f"{report.tool.name} {report.tool.version}"
    book.properties.created = book.properties.modified = datetime(day.year, day.month, day.day)
    _sheet(book, "summary", ("what", "value"), _summary(report))
    for table, rows in zip(TABLES, record(report), strict=True):
        heads = tuple(column.name for column in table.columns)
        values: Iterable[Sequence[Any]] = (list(row.values()) for row in rows)
        if table.name == "findings":
            heads += EXPLAINED
            values = map(_explained, values, _findings_of(report))
        _sheet(book, table.name, heads, values, REVIEW if table.name != "elements" else ())
    _sheet(
        book,
        "contradictions",
        ("path", "rule", "passage", "where", "quote", "sum"),
        _contradictions(report),
        REVIEW,
    )
    buffer = io.BytesIO()
    book.save(buffer)
    return settled(buffer.getvalue(), lambda name, content: _dated(name, content, day))


def _findings_of(report: Report) -> list[FindingOut]:
    """All findings, in the order of the record."""
    return [one for document in report.documents for one in document_findings(document)]


def _explained(row: Sequence[Any], finding: FindingOut) -> Sequence[Any]:
    law = [f"{one.instrument}, {one.locator}" if one.locator else one.instrument for one in finding.citations]
    return [*row, finding.why, "; ".join(law), finding.remedy, finding.rewrite]


def _summary(report: Report) -> Iterator[Sequence[Any]]:
    words = verdict_words(report.summary) if report.summary.claims else [silence_words(report)]
    yield from (("verdict", line) for line in (*words, severity_words(_findings_of(report))))
    for document in report.documents:
        yield document.path, document.status
        yield from ((document.path, problem.message) for problem in document.problems)
    context = report.context
    yield (
        "setting",
        f"{context.audience}, {context.medium}, {' '.join(context.jurisdictions)}, {context.as_of}",
    )
    yield "rules", f"{report.tool.rulepack.name} {report.tool.rulepack.version} {report.tool.rulepack.sha256}"
    yield "meaning", "A score says how well a claim can be checked, never whether it is true."


def _contradictions(report: Report) -> Iterator[Sequence[Any]]:
    for document in report.documents:
        for finding in filter(is_contradiction, document_findings(document)):
            for number, (place, quote) in enumerate(sides(finding), 1):
                yield document.path, finding.rule, number, place_words(place), quote, finding.sum


def _sheet(book: Workbook, name: str, heads: Sequence[str], rows: Any, review: Sequence[str] = ()) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, head in enumerate((*heads, *review), 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(head, 16)
    sheet.append([_head(sheet, head) for head in (*heads, *review)])
    count = 1
    for row in rows:
        count += 1
        sheet.append([*(_cell(sheet, value) for value in row), *(_empty(sheet) for _ in review)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads) + len(review))}{count}"


def _head(sheet: Any, text: str) -> Cell:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.fill = Font(bold=True), _HEAD
    return cell


def _empty(sheet: Any) -> Cell:
    cell = WriteOnlyCell(sheet, None)
    cell.fill = _OPEN
    return cell


def _cell(sheet: Any, value: Any) -> Cell:
    """A value as itself; text is text, whatever it begins with."""
    if isinstance(value, (list, tuple)):
        value = ", ".join(map(str, value))
    if isinstance(value, str):
        text = visible(value)[:_LONGEST]
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        return cell
    return WriteOnlyCell(sheet, value)


def _dated(name: str, content: bytes, day: date) -> bytes:
    """The properties with the day of the run as the time of the last change, which the library sets when it saves."""
    if name != "docProps/core.xml":
        return content
    head, tag, rest = content.partition(b"<dcterms:modified")
    attributes, _, tail = rest.partition(b">")
    _, end, tail = tail.partition(b"</dcterms:modified>")
    return b"".join((head, tag, attributes, f">{day.isoformat()}T00:00:00Z".encode(), end, tail))


def dispositions(data: bytes, name: str) -> list[Accepted]:
    """The findings of a working paper that somebody has decided on, with the decision as their reason.

    Raises ``UsageError`` (code ``bad-workbook``) where it is none.
    """
    rows = _findings(data, name)
    found = []
    for number, row in enumerate(rows, 2):
        decided = str(row.get("disposition") or "").strip()
        if not decided:
            continue
        by = ", ".join(part for part in map(_told, (row.get("reviewer"), row.get("date"))) if part)
        try:
            found.append(
                Accepted(
                    fingerprint=str(row["fingerprint"]),
                    rule=str(row["rule"]),
                    path=str(row["path"]),
                    quote=str(row["quote"] or ""),
                    reason=f"{decided} ({by})" if by else decided,
                )
            )
        except (KeyError, ValueError):
            raise _fault(
                name, f"row {number} of the sheet findings has no rule, path or fingerprint"
            ) from None
    return found


def _findings(data: bytes, name: str) -> list[Row]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _UNPACKED:
                raise _fault(name, "is too large")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book["findings"]
        rows = sheet.iter_rows(values_only=True)
        heads = [str(one) for one in next(rows, ())]
        return [dict(zip(heads, row, strict=False)) for row in rows]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError) as error:
        raise _fault(name, f"is no working paper of claimcheck: {type(error).__name__}") from None


def _told(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value).strip()


def _fault(name: str, message: str) -> UsageError:
    hint = "--output xlsx:FILE of audit and check writes one"
    return UsageError(message, code="bad-workbook", path=name, hint=hint)
