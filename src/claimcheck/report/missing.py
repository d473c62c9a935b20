"""What a claim lacks, in words: what is asked for by name, the rest only counted."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.model.claim_out import ClaimOut, ElementOut
from claimcheck.model.report import ToldOnceOut
from claimcheck.report.layout import listed, visible
from claimcheck.report.terms import element_name
from claimcheck.report.words import count

TOLD_ONCE = "Not asked of each claim, and told once for the document:"


def asked_of(claim: ClaimOut) -> list[str]:
    """The missing elements that a claim is asked for."""
    return [one.element for one in claim.elements if one.state == "missing" and one.asked]


def unasked_of(claim: ClaimOut) -> int:
    """How many missing elements a claim is not asked for."""
    return sum(one.state == "missing" and not one.asked for one in claim.elements)


def missing_words(missing: Iterable[str], others: int) -> str:
    """What is missing, for a reader: what is asked for, and how many more there are; empty where nothing is.

    "base year, method, and 5 more, not asked for".
    """
    names = listed(map(element_name, missing))
    if names:
        return f"{names}, and {others} more, not asked for" if others else names
    return f"{count(others, 'element')}, not asked for" if others else ""


def told_once_words(one: ToldOnceOut) -> str:
    """What is told once for a document: the advice, and how many claims lack it."""
    return f"{visible(one.advice)}: {count(one.claims, 'claim')}"


def is_shown(one: ElementOut) -> bool:
    """Whether a reader sees an element: what is missing and not asked for is only counted, unless it has lapsed."""
    return one.state != "missing" or one.asked or one.source is not None
