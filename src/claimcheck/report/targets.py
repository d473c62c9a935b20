"""Targets, by when and how far they have come, and what a document admits of its goals: on the wire, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from claimcheck.model.admission import Admission, AdmissionKind
from claimcheck.model.claim import Aim
from claimcheck.model.claim_out import AimOut, ClaimOut
from claimcheck.model.report import AdmissionOut, BeforeOut, DocumentOut, FailedGoals, Report
from claimcheck.model.report import AimOut as GoalOut
from claimcheck.report.layout import excerpt, shorten, visible
from claimcheck.report.places import Places
from claimcheck.report.words import place_words, spot_words

ADMITS = "What the report admits"
ADMITTED = 240
KINDS: Mapping[AdmissionKind, str] = {
    "given_up": "Goal given up",
    "missed": "Goal not reached",
    "postponed": "Goal postponed",
    "lowered": "Goal lowered",
    "behind": "Behind on a goal",
    "restated": "Figure restated",
    "admitted": "Harm or penalty",
}
"""Each kind in plain words."""
WORDS = 120


class Admitted(NamedTuple):
    """An admission in words: what it is, its words, its place, and what was said before, empty where nothing was."""

    kind: str
    quote: str
    place: str
    before: str


def admission_out(one: Admission, places: Places) -> AdmissionOut:
    """The record of an admission."""
    place, text = places.cited(one.start, one.end)
    before = None
    if one.before is not None:
        told, quote = places.cited(*one.before)
        before = BeforeOut(quote=quote, place=told)
    target = one.target and GoalOut.like(one.target)
    return AdmissionOut.like(one, text=text, place=place, target=target, before=before)


def aim_out(one: Aim, places: Places) -> AimOut:
    """The record of a target, its figures as they are written."""
    place, words = places.cited(*one.reached) if one.reached is not None else (None, None)
    return AimOut(
        value=None if one.value is None else places.cited(*one.value)[1],
        year=one.due,
        base_year=one.base,
        progress=words,
        progress_place=place,
    )


def admitted(report: Report) -> Iterator[Admitted]:
    """All admissions in words, as a renderer shows them; words of the document are made visible."""
    many = len(report.documents) > 1
    for document in report.documents:
        lead = f"{visible(document.path)}, " if many else ""
        for one in document.admissions:
            before = ""
            if one.before is not None:
                before = f'before: "{shorten(visible(one.before.quote), ADMITTED)}" ({place_words(one.before.place)})'
            yield Admitted(_kind(one), shorten(visible(one.text), ADMITTED), lead + place_words(one.place), before)


def _kind(one: AdmissionOut) -> str:
    """The kind in plain words with the goal as it is told now: "Goal lowered (30%, 2030)"."""
    told = [] if one.target is None else [one.target.value, one.target.year]
    figures = ", ".join(visible(str(figure)) for figure in told if figure is not None)
    return f"{KINDS[one.kind]} ({figures})" if figures else KINDS[one.kind]


class Target(Struct, frozen=True):
    """A target, however often it is said; what the document does not give is "".

    ``value`` is what is to be reached, ``year`` by when, ``base_year`` what it is measured from, ``progress`` the words
    that tell how far it has come, and ``progress_at`` where they stand.
    """

    document: DocumentOut
    claim: ClaimOut
    words: str
    value: str
    year: str
    base_year: str
    progress: str
    progress_at: str
    many: bool = False

    @property
    def at(self) -> str:
        """Where a reader finds it: "page 4", behind the file where there are several."""
        file = f"{visible(self.document.path)}, " if self.many else ""
        return file + spot_words(self.claim.place)


def targets(groups: Iterable[tuple[DocumentOut, ClaimOut]], *, many: bool = False) -> list[Target]:
    """The targets among some claims, in their order; of those with the same figure, years and topic the first.

    A goal that the document owns up to having failed is told among what it admits.
    """
    found: dict[tuple[str, ...], Target] = {}
    said: set[tuple[str, int, str, str]] = set()
    failed: dict[str, FailedGoals] = {}
    for document, claim in groups:
        if document.path not in failed:
            failed[document.path] = FailedGoals(document)
        if claim.aim is not None and failed[document.path].of(claim) is None:
            for aim in (*_steps(claim, claim.aim), claim.aim):
                one = replace(_target(document, claim, aim), many=many)
                # "100 %" and "100 per cent" are one; what tells no figure is not known to be the same.
                value = "".join(filter(str.isdecimal, one.value)) or one.value or one.words
                kind = claim.target_kind or ""
                # Two claims of one sentence may tell the same of it.
                here = document.path, claim.place.start, value, one.year
                if here not in said:
                    said.add(here)
                    found.setdefault((document.path, claim.topic, kind, value, one.year, one.base_year), one)
    return list(found.values())


def _steps(claim: ClaimOut, aim: AimOut) -> Iterator[AimOut]:
    """The step before an aim where a sentence tells both alike: "by 30% by 2030 and by 50% by 2050".

    Between the figure of the step and its year stands no other one, and the aim follows with its own year.
    """
    held = {one.element: one for one in claim.elements if one.state == "present"}
    value, due = held.get("value"), held.get("target_year")
    year = None if due is None or due.parsed is None else due.parsed.year
    if value is None or not value.quote or aim.value is None or year is None or year >= (aim.year or 0):
        return
    _, _, rest = claim.text.partition(value.quote)
    between, found, behind = rest.partition(str(year))
    at, last = behind.find(aim.value), behind.find(str(aim.year))
    if found and not any(map(str.isdecimal, between)) and 0 <= at < last:
        yield AimOut(value.quote, year, aim.base_year, None, None)


def target_words(target: Target) -> list[str]:
    """What is known of a target, a few words each; of what is not, nothing is said."""
    words = [target.at, target.value]
    words += [f"by {target.year}" if target.year else "", f"from {target.base_year}" if target.base_year else ""]
    if target.progress:
        words.append(f"progress: {target.progress} ({target.progress_at})")
    return [one for one in words if one]


def _target(document: DocumentOut, claim: ClaimOut, aim: AimOut) -> Target:
    value = _words(aim.value)
    if not value and claim.target_kind == "net_zero":
        value = "net zero or neutral"
    told = aim.progress
    if told and not any(sign.isalpha() or sign == "%" for sign in told):
        # A bare number of a table tells nobody how far it is but beside another; what was reckoned from it does.
        told = next((one.quote for one in claim.elements if one.element == "progress" and one.quote), "")
        told = told.rpartition("; ")[2] if "=" in told else None
    return Target(
        document=document,
        claim=claim,
        words=excerpt(claim.text, WORDS),
        value=value,
        year=f"{aim.year or ''}",
        base_year=f"{aim.base_year or ''}",
        progress=_words(told),
        progress_at=spot_words(aim.progress_place) if told and aim.progress_place else "",
    )


def _words(said: str | None) -> str:
    return shorten(visible(said), WORDS // 2) if said else ""
