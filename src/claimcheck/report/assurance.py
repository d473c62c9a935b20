"""Assurance statements on the wire, and the lines that tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimcheck.model.assurance import Assurance, Subject
from claimcheck.model.report import AssuranceOut, AssuredOut, DocumentOut, Report
from claimcheck.report.layout import listed, visible
from claimcheck.report.places import Places
from claimcheck.report.words import count, plain, spot_words

_UNREAD = {"picture": "is a picture without text", "language": "is in another language than the report"}


def assurance_out(one: Assurance, places: Places) -> AssuranceOut:
    """The record of a statement; its place is that of all of its words."""
    place = places.cited(one.start, one.end)[0]
    return AssuranceOut.like(
        one,
        practitioner=one.practitioner.text if one.practitioner else None,
        standards=[standard.text for standard in one.standards],
        levels=[level for level, _ in one.levels],
        years=sorted(one.years),
        covered=_assured(one.covered, places),
        excluded=_assured(one.excluded, places),
        conclusion=one.outcome,
        place=place if one.page is None else place.model_copy(update={"page": one.page}),
        state="read" if one.unread is None else "unread",
        unread_because=one.unread,
    )


def _assured(parts: Iterable[Subject], places: Places) -> list[AssuredOut]:
    """Each kind of figure once, in the order in which the statement names them."""
    told: dict[tuple[object, ...], AssuredOut] = {}
    for one in parts:
        metrics, scopes = sorted(one.metrics), sorted(one.scopes)
        key = (*metrics, "", *scopes, one.level, "" if metrics else one.terms, one.section)
        if key not in told:
            words = places.cited(one.start, one.end)[1]
            told[key] = AssuredOut(metrics=metrics, scopes=scopes, level=one.level, words=words)
    return list(told.values())


def assurance_lines(report: Report) -> Iterator[str]:
    """A line for each practitioner of each document, and one for each statement that could not be read."""
    many = len(report.documents) > 1
    for document in report.documents:
        for line in _of_document(document):
            yield f"{visible(document.path)}: {line}" if many else line


def _coverage_words(statements: Sequence[AssuranceOut]) -> str:
    """How many of the figures the statements of one practitioner cover, else where it stands of what they are.

    Nothing is told of the others there: a statement on scopes, or one whose subjects are not known, may be on them too.
    """
    covered, figures = statements[0].figures_covered, statements[0].figures
    entries = [entry for one in statements for entry in one.covered]
    listing = bool(entries) and all(entry.metrics and not entry.scopes for entry in entries)
    if not covered or not (listing or any(one.whole for one in statements)):
        return f"; {spot_words(statements[0].place)} says of what"
    return f": {covered:,} of {count(figures, 'figure')} that claims tell as results"


def _of_document(document: DocumentOut) -> Iterator[str]:
    bodies: dict[str, list[AssuranceOut]] = {}
    for one in document.assurance:
        if one.state == "read":
            bodies.setdefault((one.practitioner or "").split(" ")[0].lower(), []).append(one)
    if len(bodies) > 1:
        bodies.pop("", None)
    for statements in bodies.values():
        name = next((visible(one.practitioner) for one in statements if one.practitioner), "nobody named")
        levels = dict.fromkeys(plain(level) for one in statements for level in one.levels)
        depth = f", {listed(levels)}" if levels else ""
        yield f"Assured: {name}{depth}{_coverage_words(statements)}."
    for one in document.assurance:
        if one.unread_because is not None:
            where = f" on page {one.place.page}" if one.place.page is not None else ""
            yield (
                f"Assurance not read: a statement{where} {_UNREAD[one.unread_because]}, "
                "so nothing is told here of the figures that it covers."
            )
