"""What differs between two claims in slots that both of them tell. What only one of them tells proves nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.model.diff_out import ChangeKind
from claimcheck.revisions.likeness import ALMOST, Like, Weights
from claimcheck.revisions.stated import Slot, Stated, wording
from claimcheck.text.normalise import canon

_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\d{4}|(?<=\d{4}[/-])\d\d(?!\d)")
_WHAT = ("metric", "boundary")
_FIGURES = ("value", "unit", "base_year", "target_year")
LIGHT = 0.5
"""Words that weigh less than this share of the rarest word say hardly anything."""
_WRITTEN_OUT = 2
"""Digits to which a figure in words is taken: "a third" is 33 %."""


_RANKS = {"hedged": 0, "intended": 1, "promised": 2, "firm": 2}
"""How far somebody binds himself; what is firm and in no words of a plan may be either of the two above."""


class Change(NamedTuple):
    """A slot that differs, in the words of each side."""

    kind: ChangeKind
    old: str | None
    new: str | None


def apart(old: Stated, new: Stated, element: str) -> bool:
    """Whether both tell something of an element, and neither says in any place what the other one does.

    What another clause of the sentence tells is no word of the claim.
    """
    one, two = old.named(element), new.named(element)
    return bool(one and two) and not (one <= new.tokens | two or two <= old.tokens | one)


def is_proven(old: Stated, new: Stated, like: Like, weights: Weights) -> bool:
    """Whether the words are those of one claim, so that another figure is another figure of the same.

    One of the two says hardly anything that the other one does not, but for its figures; or both name the same metric
    and the same boundary. "From cement" and "from timber" may be two claims of otherwise the same words.
    """
    if all(old.named(name) and new.named(name) and not apart(old, new, name) for name in _WHAT):
        return True
    first, second = like.old.words - _figure_words(old), like.new.words - _figure_words(new)
    own = (sum(weights[word] for word in one) for one in (first - second, second - first))
    return min(own) <= LIGHT * max(weights.values(), default=0)


def _figure_words(side: Stated) -> frozenset[str]:
    """The words of figures, such as "half"."""
    slots = [side.slot(element) for element in _FIGURES]
    return frozenset().union(*(wording(slot.words).words for slot in slots if slot is not None))


def figures_differ(old: Stated, new: Stated) -> bool:
    """Whether a year or figure that both tell is another one."""
    return any(True for _ in (*due_changes(old, new), *_value(old, new), *_base(old, new)))


def changes(old: Stated, new: Stated, like: Like, *, proven: bool) -> list[Change]:
    """What differs between two claims that are the same one; ``proven`` is as in ``is_proven``.

    Scope and reserve are told of other words only where those are the same: in other sentences they may be those of
    something else, or the same scope by another name.
    """
    near = like.words >= ALMOST
    reserve = [*_certainty(old, new), *_limit(old, new)] if near or like.held else []
    # In the same words both are targets, though a year that has begun may be no date in the later report.
    alike = near and old.is_planned and new.is_planned and (old.is_target or new.is_target)
    if alike or (old.is_target and new.is_target):
        found = [*due_changes(old, new), *_value(old, new), *_base(old, new)]
        if near and not found:
            found += _scope(old, new)
        found += [*_basis(old, new), *_steps(old, new)]
        return [*found, *reserve]
    if old.is_target and new.admission is not None:
        return [Change("owned_up", None, new.admission.replace("_", " "))]
    if old.is_goal or new.is_goal:
        return []
    return [*(_restated(old, new) if proven else ()), *_limit(old, new)]


def due_changes(old: Stated, new: Stated) -> Iterator[Change]:
    """That it is due in another year, where neither side names the year of the other one."""
    one, two = old.due, new.due
    if one is None or two is None or one == two:
        return
    if str(one) not in new.tokens and str(two) not in old.tokens:
        yield Change("postponed" if two > one else "brought_forward", str(one), str(two))


def _value(old: Stated, new: Stated) -> Iterator[Change]:
    for one, two, rises in _other_figure(old, new, "value"):
        yield Change("raised" if rises else "lowered", one, two)


def _other_figure(old: Stated, new: Stated, element: str) -> Iterator[tuple[str, str, bool]]:
    """The words of two figures in one unit that differ, neither told by the other side, and whether the new is more."""
    one, two = old.slot(element), new.slot(element)
    if one is None or two is None or one.number is None or two.number is None or one.unit is None:
        return
    if one.unit == two.unit and not (agree(one, two) or _tells(old, two) or _tells(new, one)):
        yield one.words, two.words, two.number > one.number


def _base(old: Stated, new: Stated) -> Iterator[Change]:
    one, two = old.slot("base_year"), new.slot("base_year")
    if one is None or two is None or one.year is None or two.year is None or one.year == two.year:
        return
    if str(one.year) not in new.tokens and str(two.year) not in old.tokens:
        yield Change("rebased", str(one.year), str(two.year))


def _scope(old: Stated, new: Stated) -> Iterator[Change]:
    one, two = old.slot("boundary"), new.slot("boundary")
    if one is not None and two is not None and (apart(old, new, "boundary") or _counts_apart(old, new)):
        yield Change("rescoped", one.words, two.words)


def _counts_apart(old: Stated, new: Stated) -> bool:
    """Whether both name their boundary by numbers, and by others: scopes 1 and 2, scopes 1 to 3."""
    one, two = ({token for token in side.named("boundary") if token[0].isdecimal()} for side in (old, new))
    return bool(one and two) and one != two and not (one - two) & new.tokens and not (two - one) & old.tokens


def _basis(old: Stated, new: Stated) -> Iterator[Change]:
    """Absolute, or per unit of something."""
    one, two = old.slot("absolute_and_intensity"), new.slot("absolute_and_intensity")
    if one is None or two is None or (one.number is None) != (two.number is None):
        return
    if one.number is not None:
        differs = ("/" in (one.unit or "")) != ("/" in (two.unit or ""))
    else:
        differs = apart(old, new, "absolute_and_intensity")
    if differs:
        yield Change("basis", one.words, two.words)


def _steps(old: Stated, new: Stated) -> Iterator[Change]:
    if old.due is None or new.due is None:
        return
    for year in sorted(old.steps):
        if not new.steps and str(year) not in new.tokens:
            yield Change("step_gone", str(year), None)
    for year in sorted(new.steps):
        if not old.steps and str(year) not in old.tokens:
            yield Change("step_new", None, str(year))


def _certainty(old: Stated, new: Stated) -> Iterator[Change]:
    """Said firmly, or with reserve: "we will cut" is a promise, "we hope to cut" is none, "we may cut" is even less."""
    one, two = _firmness(old), _firmness(new)
    if one is None or two is None or _RANKS[one] == _RANKS[two] or {one, two} == {"firm", "intended"}:
        return
    yield Change("hedged" if _RANKS[two] < _RANKS[one] else "firmer", one, two)


def _firmness(side: Stated) -> str | None:
    if side.certainty != "firm":
        return side.certainty
    return next((one for one in ("promised", "intended") if one in side.force), side.certainty)


def _limit(old: Stated, new: Stated) -> Iterator[Change]:
    """The same figure with or without a limit: "up to 22 %" and "22 %"."""
    one, two = old.slot("value"), new.slot("value")
    before, after = "at_best" in old.force, "at_best" in new.force
    if one is not None and two is not None and agree(one, two) and before != after:
        words = one.words + " at best" * before, two.words + " at best" * after
        yield Change("hedged" if after else "firmer", *words)


def _restated(old: Stated, new: Stated) -> Iterator[Change]:
    """Another figure for the same year, and counted from the same one: "between 2019 and 2025" ends with a year too."""
    when, then = old.slot("period"), new.slot("period")
    if when is None or then is None or when.year is None or when.year != then.year:
        return
    if _years(when) != _years(then) or any(True for _ in _base(old, new)):
        return
    for one, two, _ in [*_other_figure(old, new, "value"), *_other_figure(old, new, "unit")][:1]:
        yield Change("restated", one, two)


def _years(slot: Slot) -> set[str]:
    """The years that a period names; of "2024/25" the second one has two digits."""
    return set(_YEAR.findall(canon(slot.words)))


def agree(one: Slot, two: Slot) -> bool:
    """Whether two figures are the same as far as the coarser of them is written."""
    if one.number is None or two.number is None:
        return False
    digits = min(_digits(one.words), _digits(two.words))
    return one.number == two.number or f"{one.number:.{digits}g}" == f"{two.number:.{digits}g}"


def _digits(words: str) -> int:
    return len(_DIGIT.findall(words)) or _WRITTEN_OUT


def _tells(side: Stated, slot: Slot) -> bool:
    """Whether the figure stands in the words of a claim, in whatever place."""
    return bool(wording(slot.words).figures & side.tokens)
