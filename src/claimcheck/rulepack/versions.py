"""Versions, and what a pack or a configuration says of the one that it needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import zip_longest
from operator import ge, gt, le, lt
from typing import Any

_CLAUSE = re.compile(r"(==|!=|>=|<=|>|<)[ ]*([0-9]+(?:[.][0-9]+){0,2})")
_COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {">=": ge, "<=": le, ">": gt, "<": lt}


def fits(version: str, spec: str) -> bool | None:
    """Whether a version meets all clauses of a specification, None where that is none.

    ``==1.2`` holds for every 1.2.x, and ``!=1.2`` for none of them; the others compare number by number.
    """
    clauses = [_CLAUSE.fullmatch(part.strip()) for part in spec.split(",")]
    if not all(clauses):
        return None
    return all(_holds(_numbers(version), clause[1], _numbers(clause[2])) for clause in clauses if clause)


def _holds(version: tuple[int, ...], sign: str, bound: tuple[int, ...]) -> bool:
    if sign in ("==", "!="):
        return (version[: len(bound)] == bound) == (sign == "==")
    # Numbers that are left out are 0.
    left, right = zip(*zip_longest(version, bound, fillvalue=0), strict=True)
    return _COMPARED[sign](left, right)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))
