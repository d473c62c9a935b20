"""What a report admits: on the wire, and in words for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from claimcheck.model.admission import Admission, AdmissionKind
from claimcheck.model.admission_out import AdmissionOut, AimOut, BeforeOut
from claimcheck.model.report import Report
from claimcheck.report.layout import shorten, visible
from claimcheck.report.places import Places
from claimcheck.report.words import place_words

TITLE = "What the report admits"
QUOTE = 240
KINDS: Mapping[AdmissionKind, str] = {
    "given_up": "Goal given up",
    "missed": "Goal not reached",
    "postponed": "Goal postponed",
    "lowered": "Goal lowered",
    "behind": "Behind on a goal",
    "restated": "Figure restated",
    "admitted": "Harm against a goal",
}
"""Each kind in plain words."""


class Admitted(NamedTuple):
    """An admission in words: what it is, its words, its place, and what was said before, empty where nothing was."""

    kind: str
    quote: str
    place: str
    before: str


def admission_out(one: Admission, places: Places) -> AdmissionOut:
    """The record of an admission."""
    place, _, text = places.cited(one.start, one.end)
    before = None
    if one.before is not None:
        told, _, quote = places.cited(*one.before)
        before = BeforeOut(quote=quote, place=told)
    return AdmissionOut(
        kind=one.kind,
        text=text,
        place=place,
        topic=one.topic,
        target=None if one.target is None else AimOut(value=one.target.value, year=one.target.year),
        before=before,
    )


def admitted(report: Report) -> Iterator[Admitted]:
    """All admissions in words, as a renderer shows them; words of the document are made visible."""
    many = len(report.documents) > 1
    for document in report.documents:
        lead = f"{visible(document.path)}, " if many else ""
        for one in document.admissions:
            before = ""
            if one.before is not None:
                before = (
                    f'before: "{shorten(visible(one.before.quote), QUOTE)}" ({place_words(one.before.place)})'
                )
            yield Admitted(
                _kind(one), shorten(visible(one.text), QUOTE), lead + place_words(one.place), before
            )


def _kind(one: AdmissionOut) -> str:
    """The kind in plain words with the goal as it is told now: "Goal lowered (30%, 2030)"."""
    told = [] if one.target is None else [one.target.value, one.target.year]
    figures = ", ".join(visible(str(figure)) for figure in told if figure is not None)
    return f"{KINDS[one.kind]} ({figures})" if figures else KINDS[one.kind]
