"""One labelled text after the engine has read it: which claims it found, missed and made up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from msgspec import Struct

from claimcheck.gold.files import GoldText, LabelledClaim, Ordinary
from claimcheck.gold.shapes import ClaimLabels
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import DocumentOut, SetAsideOut

_LEAST_OVERLAP = 0.5
"""Of the shorter of two passages, how much has to lie in the other for them to be the same."""

HELD = ("present", "linked", "registered")
FIELDS = ("topic", "tense", "certainty", "stance", "claimant", "subject", "target_kind", "target_year")
# Fields that only plans have: claims that have none on either side say nothing about them.
OF_PLANS = ("target_kind", "target_year")
NONE = "none"


class Passage(Struct, frozen=True):
    """Words in which claims were found, one for each type."""

    start: int
    end: int
    claims: tuple[ClaimOut, ...]

    @property
    def types(self) -> tuple[str, ...]:
        """The types, in the order of the report."""
        return tuple(claim.type for claim in self.claims)

    def claim(self, type_: str) -> ClaimOut:
        """The claim of a type, or the first one where there is none of that type."""
        return next((claim for claim in self.claims if claim.type == type_), self.claims[0])


class Aside(Struct, frozen=True):
    """A passage that the engine set aside."""

    start: int
    end: int
    reason: str


class Outcome(Struct, frozen=True):
    """A text, what is right in it (``matched``), what is ``missed`` and what is ``false``.

    ``complete`` says that the engine read all of it.
    """

    text: GoldText
    found: tuple[Passage, ...]
    aside: tuple[Aside, ...]
    matched: tuple[tuple[LabelledClaim, Passage], ...]
    missed: tuple[LabelledClaim, ...]
    false: tuple[Passage, ...]
    complete: bool

    def flagged(self, passage: Ordinary) -> bool:
        """Whether a claim was found in a passage that claims nothing."""
        return any(overlaps(one, passage) for one in self.false)

    def reasons(self, passage: Ordinary | LabelledClaim) -> tuple[str, ...]:
        """The reasons for which something in a passage was set aside, each once."""
        return tuple(dict.fromkeys(one.reason for one in self.aside if overlaps(one, passage)))

    def unlabelled(self) -> tuple[str, ...]:
        """The reasons given for text that has no label at all; only where labels are complete."""
        if not self.text.complete:
            return ()
        known: tuple[Ordinary | LabelledClaim, ...] = (*self.text.ordinary, *self.text.claims)
        return tuple(one.reason for one in self.aside if not any(overlaps(one, other) for other in known))


def outcome_of(text: GoldText, document: DocumentOut) -> Outcome:
    """Hold what was found in a text against its labels."""
    found = _passages(document.claims)
    pairs = paired(text.claims, found, lambda i, j: text.claims[i].labels.type in found[j].types)
    labelled, taken = {i for i, _ in pairs}, {j for _, j in pairs}
    return Outcome(
        text,
        found,
        tuple(_aside(one) for one in document.set_aside),
        tuple((text.claims[i], found[j]) for i, j in pairs),
        tuple(claim for i, claim in enumerate(text.claims) if i not in labelled),
        tuple(passage for j, passage in enumerate(found) if j not in taken),
        document.status == "complete",
    )


def _passages(claims: Sequence[ClaimOut]) -> tuple[Passage, ...]:
    by_words: dict[tuple[int, int], list[ClaimOut]] = {}
    for claim in claims:
        by_words.setdefault((claim.place.start, claim.place.end), []).append(claim)
    return tuple(Passage(*words, tuple(on_them)) for words, on_them in sorted(by_words.items()))


def _aside(one: SetAsideOut) -> Aside:
    return Aside(one.place.start, one.place.end, one.reason)


def measured_fields() -> tuple[str, ...]:
    """The labelled fields that a report has."""
    return tuple(name for name in FIELDS if name in ClaimOut.__struct_fields__)


def field_of(labelled: ClaimOut | ClaimLabels, name: str) -> str:
    """The value of a field in a report or in the labels, ``NONE`` where it is empty or left out."""
    value = getattr(labelled, name)
    return NONE if value is None else str(value)


def compared_fields(pairs: Iterable[tuple[str, str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Pairs of values by field, from triples of name and both values; plans count where there is one."""
    by_field: dict[str, list[tuple[str, str]]] = {}
    for name, one, two in pairs:
        if name not in OF_PLANS or (one, two) != (NONE, NONE):
            by_field.setdefault(name, []).append((one, two))
    return by_field


def held(claim: ClaimOut) -> set[str]:
    """The elements that a claim holds."""
    return {one.element for one in claim.elements if one.state in HELD}


def missing(claim: ClaimOut) -> set[str]:
    """The elements that a claim is said to lack."""
    return {one.element for one in claim.elements if one.state == "missing"}


class Span(Protocol):
    """A passage; half-open offsets into the text."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


def _overlap(one: Span, other: Span) -> int:
    """How many characters two passages share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def overlaps(one: Span, other: Span) -> bool:
    """Whether two passages are close enough to be one."""
    shorter = min(one.end - one.start, other.end - other.start)
    return _overlap(one, other) >= max(1, _LEAST_OVERLAP * shorter)


def paired(
    labelled: Sequence[Span],
    found: Sequence[Span],
    alike: Callable[[int, int], bool] = lambda one, other: False,
) -> list[tuple[int, int]]:
    """Pairs of indexes, each passage at most once: the greatest overlap first, then the tightest fit.

    Among equals those that ``alike`` holds for come first. The pairs are in order of the labelled passages.
    """
    candidates = sorted(
        (-_overlap(one, other), _extent(one, other), not alike(i, j), i, j)
        for i, one in enumerate(labelled)
        for j, other in enumerate(found)
        if overlaps(one, other)
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in candidates:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return sorted(pairs.items())


def _extent(one: Span, other: Span) -> int:
    return max(one.end, other.end) - min(one.start, other.start)
