"""What a report says of a draft, as diagnostics at their ranges, in positions of the Language Server Protocol."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from typing import NamedTuple

from lsprotocol import types
from lsprotocol.types import Position, PositionEncodingKind, Range
from pygls.uris import from_fs_path

from claimcheck.errors import ClaimcheckError
from claimcheck.lsp.desk import Judged
from claimcheck.model.claim_out import AgainstOut, PlaceOut
from claimcheck.model.report import DocumentOut, ProblemOut
from claimcheck.report.finding_text import Item, items
from claimcheck.report.layout import visible
from claimcheck.report.words import place_words
from claimcheck.text.line_index import line_starts

_CODECS: dict[str, tuple[str, int]] = {
    PositionEncodingKind.Utf8: ("utf-8", 1),
    PositionEncodingKind.Utf16: ("utf-16-le", 2),
    PositionEncodingKind.Utf32: ("utf-32-le", 4),
}
BYTE_ORDER_MARK = "\ufeff"


class Positions:
    """Where the characters of a text stand: lines from 0, columns in units of an encoding, that of the client.

    Places of a report count from behind a byte order mark.
    """

    __slots__ = ("_codec", "_lead", "_plain", "_starts", "_text", "_width")

    def __init__(self, text: str, encoding: str) -> None:
        self._text = text
        self._codec, self._width = _CODECS[encoding]
        self._starts = line_starts(text)
        self._plain = text.isascii()
        self._lead = text.startswith(BYTE_ORDER_MARK)

    def at(self, offset: int) -> Position:
        """The position of an offset in code points; one behind the text is its end."""
        offset = min(max(offset, 0), len(self._text))
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        if self._plain:
            return Position(line, offset - start)
        before = self._text[start:offset].encode(self._codec, "surrogatepass")
        return Position(line, len(before) // self._width)

    def of(self, place: PlaceOut) -> Range:
        """The range of a place in a report on the text."""
        return Range(self.at(place.start + self._lead), self.at(place.end + self._lead))

    def words(self, place: PlaceOut) -> str:
        """What stands at a place in the text."""
        return self._text[place.start + self._lead : place.end + self._lead]

    def line(self, number: int) -> Range:
        """The line with a number from 0, without its end; the last one where there are fewer."""
        number = min(max(number, 0), len(self._starts) - 1)
        return Range(Position(number, 0), self.at(self.end_of_line(self._starts[number])))

    def end_of_line(self, offset: int) -> int:
        """The offset at which the words of the line of an offset end, before blanks and its end."""
        line = bisect_right(self._starts, min(offset, len(self._text))) - 1
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
        return start + len(self._text[start:end].rstrip())


SOURCE = "claimcheck"
_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
    "unreadable": types.DiagnosticSeverity.Error,
    "partial": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}
_LINE = re.compile(r":(\d+)$")


class Remark(NamedTuple):
    """A diagnostic and the finding, or the claim with too low a score, behind it; a problem of reading has none."""

    diagnostic: types.Diagnostic
    item: Item | None = None


def remarks(judged: Judged, positions: Positions) -> list[Remark]:
    """What there is to say, in reading order: findings that count, then problems.

    Those that a comment or the baseline accepts have no remark, and claims that share a sentence share its findings.
    """
    if judged.fault is not None:
        return [Remark(_fault(judged.fault, positions))]
    if judged.report is None:
        return []
    found: dict[tuple[int, int, str, str], Remark] = {}
    for item in items(judged.report, judged.min_score):
        if item.counts:
            key = (item.place.start, item.place.end, item.rule, item.message)
            found.setdefault(key, Remark(_diagnostic(item, judged, positions), item))
    (document,) = judged.report.documents
    # A note on the run, such as law that was checked long ago, is no remark on every text that is open.
    told = [*document.problems, *(one for one in judged.report.problems if one.effect != "note")]
    return [*found.values(), *(Remark(_problem(one, document, positions)) for one in told)]


def _diagnostic(item: Item, judged: Judged, positions: Positions) -> types.Diagnostic:
    finding, message = item.finding, visible(item.message)
    diagnostic = types.Diagnostic(
        positions.of(item.place), message, _SEVERITIES[item.severity], item.rule, source=SOURCE
    )
    if finding is None:
        return diagnostic
    if finding.sum:
        diagnostic.message = f"{message}: {visible(finding.sum)}"
    if url := next((one.url for one in finding.citations if one.url), None):
        diagnostic.code_description = types.CodeDescription(url)
    if finding.against:
        diagnostic.related_information = [_related(one, judged.draft.uri, positions) for one in finding.against]
    return diagnostic


def _related(one: AgainstOut, uri: str, positions: Positions) -> types.DiagnosticRelatedInformation:
    """The passage that a finding is held against; of another document only its first character is known."""
    place = one.place
    if place.path is None:
        location = types.Location(uri, positions.of(place))
    else:
        start = types.Position(place.line - 1, place.column - 1)
        location = types.Location(_address(place.path), types.Range(start, start))
    return types.DiagnosticRelatedInformation(location, f"{place_words(place)}: {visible(one.quote)}")


def _problem(one: ProblemOut, document: DocumentOut, positions: Positions) -> types.Diagnostic:
    """What was not read whole, or a comment that allows nothing; at its line where the place has one.

    A note on the whole text is a hint, which editors show without counting it.
    """
    line = _LINE.search(one.place) if one.place and one.place.startswith(f"{document.path}:") else None
    elsewhere = f"{visible(one.place)}: " if one.place and not one.place.startswith(document.path) else ""
    hint = f" ({visible(one.hint)})" if one.hint else ""
    on_all = one.effect == "note" and line is None
    return types.Diagnostic(
        positions.line(int(line[1]) - 1 if line else 0),
        f"{elsewhere}{visible(one.message)}{hint}",
        types.DiagnosticSeverity.Hint if on_all else _SEVERITIES[one.effect],
        one.code,
        source=SOURCE,
    )


def _fault(error: ClaimcheckError, positions: Positions) -> types.Diagnostic:
    """What keeps a draft from being judged, such as a configuration that cannot be used."""
    hint = f" ({visible(error.hint)})" if error.hint else ""
    place = "" if error.path is None else ":".join(map(str, filter(None, (error.path, error.line))))
    diagnostic = types.Diagnostic(
        positions.line(0),
        f"not judged: {f'{visible(place)}: ' if place else ''}{visible(error.message)}{hint}",
        types.DiagnosticSeverity.Error,
        error.code,
        source=SOURCE,
    )
    if error.path is not None:
        start = types.Position(max((error.line or 1) - 1, 0), max((error.column or 1) - 1, 0))
        where = types.Location(_address(error.path), types.Range(start, start))
        diagnostic.related_information = [types.DiagnosticRelatedInformation(where, visible(error.message))]
    return diagnostic


def _address(path: str) -> str:
    return from_fs_path(os.path.abspath(path)) or path
