"""What a report says of a draft, as diagnostics at their ranges."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from lsprotocol import types
from pygls.uris import from_fs_path

from claimcheck.errors import ClaimcheckError
from claimcheck.lsp.desk import Judged
from claimcheck.lsp.positions import Positions
from claimcheck.model.claim_out import AgainstOut
from claimcheck.model.report import DocumentOut, ProblemOut
from claimcheck.report.finding_text import Item, items
from claimcheck.report.layout import visible
from claimcheck.report.words import place_words

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
        diagnostic.related_information = [
            _related(one, judged.draft.uri, positions) for one in finding.against
        ]
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
