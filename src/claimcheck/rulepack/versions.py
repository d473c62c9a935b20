"""Versions, and what a pack or a configuration says of the one that it needs."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CLAUSE = re.compile(r"(==|!=|>=|<=|>|<)[ ]*([0-9]+(?:[.][0-9]+){0,2})")


def fits(version: str, spec: str) -> bool | None:
    """Whether a version meets all clauses of a specification, None where that is none.

    ``==1.2`` holds for every 1.2.x, and ``!=1.2`` for none of them; the others compare number by number.
    """
    clauses = [_CLAUSE.fullmatch(part.strip()) for part in spec.split(",")]
    if not all(clauses):
        return None
    return all(_holds(_numbers(version), clause[1], _numbers(clause[2])) for clause in clauses if clause)


def _holds(version: tuple[int, ...], sign: str, bound: tuple[int, ...]) -> bool:
    same = version[: len(bound)] == bound
    if sign in ("==", "!="):
        return same == (sign == "==")
    width = max(len(version), len(bound))
    left, right = _padded(version, width), _padded(bound, width)
    return {">=": left >= right, "<=": left <= right, ">": left > right, "<": left < right}[sign]


def _padded(numbers: Iterable[int], width: int) -> tuple[int, ...]:
    listed = list(numbers)
    return (*listed, *[0] * (width - len(listed)))


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))
