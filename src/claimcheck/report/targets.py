"""The targets of a document: what is to be reached by when, from where, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claimcheck.model.claim_out import ClaimOut, ElementOut
from claimcheck.model.report import DocumentOut
from claimcheck.report.layout import shorten, visible
from claimcheck.report.words import place_words

WORDS = 120


@dataclass(frozen=True, slots=True)
class Target:
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


def targets(groups: Iterable[tuple[DocumentOut, ClaimOut]]) -> list[Target]:
    """The targets among some claims, in their order; of each group the claim given stands for it.

    A promise without a figure and without a year is none that progress could be told of.
    """
    found = [
        _target(document, claim)
        for document, claim in groups
        if (claim.type == "future_target" or claim.target_kind in ("net_zero", "reduction"))
        and claim.tense != "achieved"
    ]
    return [one for one in found if one.value or one.year]


def target_words(target: Target) -> list[str]:
    """What a target gives, and what it leaves open, a few words each."""
    place = target.claim.place
    return [
        f"page {place.page}" if place.page is not None else f"line {place.line}",
        target.value or "no figure",
        f"by {target.year}" if target.year else "no year",
        f"from {target.base_year}" if target.base_year else "no base year",
        f"progress: {target.progress}{f' ({target.progress_at})' if target.progress_at else ''}"
        if target.progress
        else "no progress found",
    ]


def _target(document: DocumentOut, claim: ClaimOut) -> Target:
    held = {one.element: one for one in claim.elements if one.state in ("present", "linked", "registered")}
    year = claim.target_year or _year(held.get("target_year"))
    base = held.get("base_year")
    progress = held.get("progress")
    value = _words(held.get("value"))
    if not value and claim.target_kind == "net_zero":
        value = "net zero or neutral"
    return Target(
        document=document,
        claim=claim,
        words=shorten(visible(claim.text), WORDS),
        value=value,
        year=f"{year}" if year else "",
        base_year=f"{_year(base) or ''}" or _words(base),
        progress=_words(progress) if _is_told(progress) else "found" if progress else "",
        progress_at=place_words(progress.place) if progress and progress.place else "",
    )


def _year(element: ElementOut | None) -> int | None:
    return element.parsed.year if element and element.parsed else None


def _is_told(element: ElementOut | None) -> bool:
    """Whether the words say more than a bare number of a table."""
    return any(sign.isalpha() or sign == "%" for sign in _words(element))


def _words(element: ElementOut | None) -> str:
    said = (element.value or element.quote) if element else None
    return shorten(visible(said), WORDS // 2) if said else ""
