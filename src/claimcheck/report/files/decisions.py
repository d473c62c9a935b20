"""What reviewers decide in a working paper, and reading it back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from openpyxl import load_workbook

from claimcheck.config.baseline import Accepted
from claimcheck.errors import UsageError
from claimcheck.model.report import DecisionOut
from claimcheck.report.decided import remark_words
from claimcheck.report.files.sheets import Column
from claimcheck.report.layout import listed

TO_DO, FINDINGS, FINDING_IDS = "What to do", "Findings", "Finding ids"
NUMBER, MATTER = "No.", "To do no."
DECISION, OWNER, COMMENT = "Decision", "Owner", "Comment"
_DECIDED = (NUMBER, DECISION, OWNER, COMMENT)
# The columns that are read again, by sheet.
_READ = {TO_DO: _DECIDED, FINDINGS: _DECIDED, FINDING_IDS: (NUMBER, MATTER, "Rule", "File", "Fingerprint", "Quote")}
OPEN = "open"
ACCEPTED, DISPUTED, REWORDED = "accepted", "disputed", "reworded"
ACCEPTS = (ACCEPTED, "not a claim", "wrong alarm")  # decisions that accept a finding as it stands
DECISIONS = (OPEN, ACCEPTED, DISPUTED, REWORDED, "evidence added", "not a claim", "wrong alarm")

MOST_BYTES = 64 << 20
_UNPACKED = 1 << 29
_COLOURS = {
    "open": "FFF2CC",
    "accepted": "E2EFDA",
    "disputed": "FCE4D6",
    "reworded": "DDEBF7",
    "evidence added": "DDEBF7",
    "not a claim": "EDEDED",
    "wrong alarm": "EDEDED",
}


def columns(day: date) -> tuple[Column, ...]:
    """The columns to fill in; nothing is due before the day given."""
    return (
        Column(DECISION, 13, choices=DECISIONS, colours=_COLOURS, filled=True),
        Column(OWNER, 12, filled=True),
        Column("Due", 11, dates=day, filled=True),
        Column(COMMENT, 20, filled=True),
    )


def filled(one: DecisionOut | None) -> tuple[Any, ...]:
    """The columns as a decisions file has them; due is the day on which the decision ends."""
    if one is None:
        return OPEN, None, None, None
    words = {"accept": ACCEPTED, "dispute": DISPUTED}.get(one.state, REWORDED if one.wording else OPEN)
    proposed = f"Proposed wording: {one.wording}" if one.wording else ""
    said = " ".join(filter(None, (proposed, remark_words(one))))
    due = date.fromisoformat(one.until) if one.until else None
    return OPEN if one.expired else words, one.owner, due, said or None


def accepted(data: bytes, name: str) -> list[Accepted]:
    """The findings of a working paper that somebody accepts, with the decision and the comment as their reason.

    What is decided on a finding itself goes ahead of what is decided on its claim. Raises ``UsageError`` (code
    ``bad-workbook``) where it is no working paper, lacks a column, or has a decision that is not in the list.
    """
    sheets = _sheets(data, name)
    by_finding = {row[NUMBER]: row for row in _decided(sheets[FINDINGS], name, FINDINGS)}
    by_matter = {row[NUMBER]: row for row in _decided(sheets[TO_DO], name, TO_DO)}
    found = []
    for number, row in enumerate(sheets[FINDING_IDS], 2):
        matter = row[MATTER]
        decided = by_finding.get(row[NUMBER]) or (by_matter.get(matter) if matter is not None else None)
        if decided is None or decided[DECISION] not in ACCEPTS:
            continue
        try:
            found.append(
                Accepted(
                    fingerprint=str(row["Fingerprint"]),
                    rule=str(row["Rule"]),
                    path=str(row["File"]),
                    quote=str(row["Quote"] or ""),
                    reason=_reason(decided),
                )
            )
        except ValueError:
            raise _fault(name, f"row {number} of the sheet {FINDING_IDS} has no rule, file or fingerprint") from None
    return found


def _decided(rows: list[dict[str, Any]], name: str, sheet: str) -> Iterator[dict[str, Any]]:
    """The rows with a decision other than to leave it open."""
    for number, row in enumerate(rows, 2):
        decision = str(row[DECISION] or OPEN).strip().lower()
        if decision not in DECISIONS:
            raise _fault(
                name,
                f"row {number} of the sheet {sheet} has the decision {decision[:60]!r}: "
                f"write one of {listed(DECISIONS)}",
            )
        if decision != OPEN:
            yield {**row, DECISION: decision}


def _reason(row: dict[str, Any]) -> str:
    comment, owner = (str(row[head] or "").strip() for head in (COMMENT, OWNER))
    return str(row[DECISION]) + (f": {comment}" if comment else "") + (f" ({owner})" if owner else "")


def _sheets(data: bytes, name: str) -> dict[str, list[dict[str, Any]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _UNPACKED:
                raise _fault(name, "is too large")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return {title: _rows(book[title], heads, name) for title, heads in _READ.items()}
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError) as error:
        raise _fault(name, f"is no working paper of claimcheck: {type(error).__name__}") from None


def _rows(sheet: Any, wanted: Sequence[str], name: str) -> list[dict[str, Any]]:
    """The cells of the wanted columns, row by row."""
    rows = sheet.iter_rows(values_only=True)
    heads = [str(one).strip() for one in next(rows, ())]
    lacking = [head for head in wanted if head not in heads]
    if lacking:
        columns = "column" if len(lacking) == 1 else "columns"
        hint = "give the heads in the first row back the names that the working paper came with"
        raise _fault(name, f"the sheet {sheet.title} has no {columns} {listed(lacking)}", hint)
    places = [(head, heads.index(head)) for head in wanted]
    return [{head: row[place] if place < len(row) else None for head, place in places} for row in rows]


def _fault(name: str, message: str, hint: str = "--output xlsx:FILE of audit and check writes one") -> UsageError:
    return UsageError(message, code="bad-workbook", path=name, hint=hint)
