"""What went wrong, by class: a class is what one mend would answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, get_args

from claimcheck.gold.evaluation import Example, Mistakes
from claimcheck.gold.files import GoldText, LabelledClaim
from claimcheck.gold.outcomes import (
    OF_PLANS,
    Outcome,
    Passage,
    Span,
    field_of,
    held,
    measured_fields,
    missing,
    overlaps,
)
from claimcheck.text.line_index import line_and_column

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
