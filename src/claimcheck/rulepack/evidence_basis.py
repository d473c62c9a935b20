"""What a rule rests on: evidence, what the claim is, the context it is read in, or words and figures alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, get_args

from claimcheck.rulepack.condition_terms import CLAIM_VALUES
from claimcheck.rulepack.pack import Check

Basis = Literal["evidence", "claim", "context", "words"]
BASES: tuple[Basis, ...] = get_args(Basis)

_EVIDENCE_PATH = "element."


def basis_of(check: Check) -> frozenset[Basis]:
    """What decides whether a rule fires; words alone where nothing else does.

    A field that may have any of its values decides nothing: it only tells a claim from a passage without one.
    """
    found = frozenset(_bases([check.shape.when, *check.shared]))
    return found or frozenset[Basis]({"words"})


def count_bases(checks: Iterable[Check]) -> dict[Basis, int]:
    """How many of the rules rest on each; a rule may rest on several."""
    counts = Counter(basis for check in checks for basis in basis_of(check))
    return {basis: counts[basis] for basis in BASES}


def _bases(condition: Any) -> Iterator[Basis]:
    if isinstance(condition, list):
        for part in condition:
            yield from _bases(part)
    elif isinstance(condition, Mapping):
        for key, value in condition.items():
            yield from _of_operator(key, value)


def _of_operator(key: str, value: Any) -> Iterator[Basis]:
    if key == "element":
        yield "evidence"
    elif key == "context":
        yield "context"
    elif key == "compare":
        sides = (str(value.get("left")), str(value.get("right")))
        yield "evidence" if any(side.startswith(_EVIDENCE_PATH) for side in sides) else "context"
    elif key == "claim":
        if any(_narrows(field, asked) for field, asked in value.items()):
            yield "claim"
    elif key == "other_claim":
        yield "claim"
    else:
        yield from _bases(value)


def _narrows(field: str, asked: Any) -> bool:
    values = set(asked) if isinstance(asked, list) else {asked}
    known = set(CLAIM_VALUES.get(field, ())) - {"none"}
    return not known or not known <= values


def basis_line(checks: Iterable[Check]) -> str:
    """In words, how many rules rest on what; one that rests on several counts for each."""
    listed = list(checks)
    counts = count_bases(listed)
    share = round(100 * (1 - counts["words"] / len(listed))) if listed else 0
    return (
        f"{share} % rest on more than words: {counts['evidence']} on the state of evidence, {counts['claim']} on what "
        f"the claim is, {counts['context']} on the context; {counts['words']} on words and figures alone"
    )
