"""The targets of a document: what is to be reached by when, from where, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from claimcheck.model.claim_out import AimOut, ClaimOut
from claimcheck.model.report import DocumentOut
from claimcheck.report.layout import shorten, visible
from claimcheck.report.words import spot_words

WORDS = 120


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

    @property
    def at(self) -> str:
        """Where a reader finds it: "page 4"."""
        return spot_words(self.claim.place)


def targets(groups: Iterable[tuple[DocumentOut, ClaimOut]]) -> list[Target]:
    """The targets among some claims, in their order; of those with the same figure, years and topic the first."""
    found: dict[tuple[str, ...], Target] = {}
    for document, claim in groups:
        if claim.aim is not None:
            one = _target(document, claim, claim.aim)
            # "100 %" and "100 per cent" are one; what tells no figure is not known to be the same.
            value = "".join(filter(str.isdecimal, one.value)) or one.value or one.words
            kind = claim.target_kind or ""
            found.setdefault((document.path, claim.topic, kind, value, one.year, one.base_year), one)
    return list(found.values())


def target_words(target: Target) -> list[str]:
    """What is known of a target, a few words each; of what is not, nothing is said."""
    words = [target.at, target.value]
    words += [
        f"by {target.year}" if target.year else "",
        f"from {target.base_year}" if target.base_year else "",
    ]
    if target.progress:
        words.append(f"progress: {target.progress} ({target.progress_at})")
    return [one for one in words if one]


def _target(document: DocumentOut, claim: ClaimOut, aim: AimOut) -> Target:
    value = _words(aim.value)
    if not value and claim.target_kind == "net_zero":
        value = "net zero or neutral"
    # A bare number of a table tells nobody how far it is.
    told = aim.progress if any(sign.isalpha() or sign == "%" for sign in aim.progress or "") else None
    return Target(
        document=document,
        claim=claim,
        words=shorten(visible(claim.text), WORDS),
        value=value,
        year=f"{aim.year or ''}",
        base_year=f"{aim.base_year or ''}",
        progress=_words(told),
        progress_at=spot_words(aim.progress_place) if told and aim.progress_place else "",
    )


def _words(said: str | None) -> str:
    return shorten(visible(said), WORDS // 2) if said else ""
