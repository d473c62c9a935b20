"""One labelled text after the engine has read it: which claims it found, missed and made up, and examples of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple, Protocol, get_args

from msgspec import Struct

from claimcheck.gold.evaluation import Example, Mistakes
from claimcheck.gold.files import ClaimLabels, GoldText, LabelledClaim, Ordinary
from claimcheck.model.claim_out import ClaimOut
from claimcheck.model.report import DocumentOut, SetAsideOut
from claimcheck.text.line_index import line_and_column

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
    labelled: Sequence[Span], found: Sequence[Span], alike: Callable[[int, int], bool] = lambda one, other: False
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


Group = Literal["claims", "reasons", "types", "fields", "elements"]


class _Mistake(NamedTuple):
    """One error: its class, where it stands, and what was said instead."""

    group: Group
    name: str
    text: GoldText
    span: Span
    told: str


def mistakes_of(outcomes: Sequence[Outcome], examples: int) -> list[Mistakes]:
    """All classes of errors with at most ``examples`` texts each: what weighs most first, then the largest."""
    classes: dict[tuple[Group, str], list[_Mistake]] = {}
    for one in outcomes:
        for mistake in _all(one):
            classes.setdefault((mistake.group, mistake.name), []).append(mistake)
    order = get_args(Group)
    ranked = sorted(classes.items(), key=lambda item: (order.index(item[0][0]), -len(item[1]), item[0][1]))
    return [
        Mistakes(group=group, name=name, count=len(members), examples=[_example(one) for one in members[:examples]])
        for (group, name), members in ranked
    ]


def _example(one: _Mistake) -> Example:
    line = one.text.line
    if one.text.format == "markdown":
        line, _ = line_and_column(one.text.text, one.span.start)
    words = " ".join(one.text.text[one.span.start : one.span.end].split())
    return Example(path=one.text.path, line=line, id=one.text.id, text=words, told=one.told)


def _all(one: Outcome) -> Iterator[_Mistake]:
    yield from _missed(one)
    yield from _false(one)
    yield from _reasons(one)
    for claim, passage in one.matched:
        yield from _type(one.text, claim, passage)
        yield from _fields(one.text, claim, passage)
        yield from _elements(one.text, claim, passage)


def _missed(one: Outcome) -> Iterator[_Mistake]:
    for claim in one.missed:
        reasons = one.reasons(claim)
        if any(overlaps(claim, passage) for passage in one.found):
            name = "missed: taken as one with its neighbour"
        elif reasons:
            name = f"missed: set aside as {reasons[0]}"
        else:
            name = f"missed: {claim.labels.type}"
        yield _Mistake("claims", name, one.text, claim, f"labelled {claim.labels.type}")


def _false(one: Outcome) -> Iterator[_Mistake]:
    for passage in one.false:
        ordinary = next((other for other in one.text.ordinary if overlaps(passage, other)), None)
        if ordinary is not None:
            name = f"false: labelled {ordinary.reason}" if ordinary.reason else "false: another matter"
        elif any(overlaps(passage, claim) for claim in one.text.claims):
            name = "false: a part of another claim"
        else:
            name = "false: beside the claims of the text"
        yield _Mistake("claims", name, one.text, passage, f"found {', '.join(passage.types)}")


def _reasons(one: Outcome) -> Iterator[_Mistake]:
    for passage in one.text.ordinary:
        reasons = one.reasons(passage)
        if passage.reason is None or passage.reason in reasons or one.flagged(passage):
            continue
        told = ", ".join(reasons) or "nothing"
        yield _Mistake("reasons", f"{passage.reason} > {told}", one.text, passage, f"found {told}")


def _type(text: GoldText, claim: LabelledClaim, passage: Passage) -> Iterator[_Mistake]:
    wanted = claim.labels.type
    found = passage.claim(wanted).type
    if found != wanted:
        told = f"found {', '.join(passage.types)}"
        yield _Mistake("types", f"{wanted} > {found}", text, claim, told)
    for other in passage.types:
        if other not in (wanted, found):
            yield _Mistake("types", "a second type on the same words", text, claim, f"{wanted}, and {other}")


def _fields(text: GoldText, claim: LabelledClaim, passage: Passage) -> Iterator[_Mistake]:
    own = passage.claim(claim.labels.type)
    for name in measured_fields():
        wanted, found = field_of(claim.labels, name), field_of(own, name)
        if wanted != found:
            # Years are no classes: what matters is whether one was found at all.
            by_class = (wanted, found) if name != OF_PLANS[1] else tuple(map(_year, (wanted, found)))
            told = f"labelled {wanted}, found {found}"
            yield _Mistake("fields", f"{name}: {by_class[0]} > {by_class[1]}", text, claim, told)


def _year(value: str) -> str:
    return "year" if value.isdecimal() else value


def _elements(text: GoldText, claim: LabelledClaim, passage: Passage) -> Iterator[_Mistake]:
    own = passage.claim(claim.labels.type)
    holds, lacks = held(own), missing(own)
    present, absent = set(claim.labels.present), set(claim.labels.missing)
    for what, names in (
        ("not found", present - holds),
        ("made up", holds - present),
        ("not named as missing", absent - lacks - holds),
    ):
        for name in sorted(names):
            yield _Mistake("elements", f"{name}: {what}", text, claim, claim.labels.type)
