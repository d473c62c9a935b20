"""Which claim has which evidence: a row for each claim, a column for each element, and a mark for its state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from claimcheck.model.claim_out import ClaimOut
from claimcheck.report.layout import listed, shorten
from claimcheck.report.style import Style
from claimcheck.report.terms import element_name, state_name
from claimcheck.report.words import is_shown
from claimcheck.rulepack.allowed_values import ELEMENT_ORDER

MARKS = {
    "present": ("●", "+"),
    "linked": ("○", "o"),
    "registered": ("◆", "r"),
    "missing": ("–", "-"),
    "contradicted": ("!", "!"),
}
_NOT_ASKED = " "
_LEAST_PLACE = 8


class Matrix(NamedTuple):
    """The elements that some claim asks for or holds, in their order, and the rows of marks."""

    elements: tuple[str, ...]
    rows: tuple[tuple[ClaimOut, str], ...]


def matrix(claims: Sequence[ClaimOut], style: Style) -> Matrix:
    """The matrix of some claims; a row has one character for each element."""
    known = dict.fromkeys(one.element for claim in claims for one in claim.elements if is_shown(one))
    order = {name: place for place, name in enumerate(ELEMENT_ORDER)}
    elements = tuple(sorted(known, key=lambda name: (order.get(name, len(order)), name)))
    rows = []
    for claim in claims:
        marks = {one.element: mark(one.state, style) for one in claim.elements if is_shown(one)}
        rows.append((claim, "".join(marks.get(name, _NOT_ASKED) for name in elements)))
    return Matrix(elements, tuple(rows))


def mark(state: str, style: Style) -> str:
    """The character for a state."""
    return MARKS[state][0 if style.unicode else 1]


def legend(style: Style) -> str:
    """What the marks mean; a blank is evidence that nobody asks for."""
    return listed([*(f"{mark(state, style)} {state_name(state)}" for state in MARKS), "blank not asked for"])


def numbers(elements: Sequence[str]) -> list[str]:
    """The heads of the columns: two digits each."""
    return [f"{place:02}" for place in range(1, len(elements) + 1)]


def names(elements: Sequence[str]) -> str:
    """What the heads stand for: "01 subject, 02 metric"."""
    pairs: Iterable[tuple[str, str]] = zip(numbers(elements), elements, strict=True)
    return listed(f"{number} {element_name(name)}" for number, name in pairs)


def text_rows(table: Matrix, places: Sequence[str], style: Style, indent: int) -> Iterator[str]:
    """The matrix in lines: heads one digit above the other, then score, marks and place of each claim."""
    step = " " if indent + 5 + 2 * len(table.elements) + 18 <= style.width else ""
    heads = numbers(table.elements)
    lead = " " * (indent + 5)
    yield (lead + step.join(head[0] for head in heads)).rstrip()
    yield lead + step.join(head[1] for head in heads)
    for (claim, marks), place in zip(table.rows, places, strict=True):
        line = f"{' ' * indent}{claim.score:>3}  {step.join(marks)}  "
        room = style.width - len(line)
        yield (line + shorten(place, room) if room > _LEAST_PLACE else line).rstrip()
